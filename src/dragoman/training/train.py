"""Training: from the corpus to a network, reproducibly.

    dragoman train corpus --output runs/first

Every random choice comes from one seed. On one CPU core an epoch over 1,260 reports takes about six minutes; a
second core gains little. A corpus that has grown need not be learnt from the beginning: train with `cool=0`, keep
the weights, and go on from them.
"""

from __future__ import annotations

import json
import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from pickle import UnpicklingError

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from dragoman.coding.labels import Labels
from dragoman.coding.windows import MAX_TOKENS
from dragoman.errors import ModelError
from dragoman.training.augment import Augmenter
from dragoman.training.corpus import AnnotatedReport
from dragoman.training.network import Network, Outputs, Shape, base_model_folder
from dragoman.training.targets import Batch, Example, collate, examples

__all__ = ["Recipe", "has_bfloat16", "limits", "load_tokenizer", "load_weights", "loss", "train"]

_log = logging.getLogger(__name__)
#: Steps between two lines of the log.
_TOLD = 100
#: Number of [MASK] in BERT's vocabulary, the last of its marks ([PAD] 0, [CLS] 101, [SEP] 102).
_MASK = 103
#: Instructions that multiply in bfloat16.
_SIXTEEN = ("avx512_bf16", "amx_bf16", "bf16", "sve_bf16")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that decides the outcome besides the corpus.

    `rate` is the learning rate of the base model's weights, `head_rate` that of the new ones; both
    rise over the first tenth of the steps; over the last steps, `cool` of all, they fall linearly to zero (0: never,
    for weights to go on from). `positive` weighs trigger tokens against the many that are none. `average` is the
    share of the last steps whose weights are averaged. `augment` and `join` are the `Augmenter`'s; `hide` is the
    share of word pieces that are replaced by [MASK]. Windows are cut at a random size from `shortest` tokens up, so
    that what stands beside a sentence changes from epoch to epoch. `bfloat16` computes the layers in 16 bits, twice
    as fast on processors that can (others compute in 32); weights and losses stay in 32.
    """

    epochs: int = 12
    batch: int = 3
    rate: float = 8e-5
    head_rate: float = 1e-3
    decay: float = 0.01
    positive: float = 1.5
    role_weight: float = 2.0
    average: float = 0.25
    cool: float = 0.9
    augment: float = 0.5
    join: float = 0.3
    hide: float = 0.1
    shortest: int = 144
    bfloat16: bool = True
    seed: int = 20260101


def load_tokenizer(folder: Path | None = None) -> Tokenizer:
    """The base model's tokenizer, without the cutting and padding it comes with."""
    tokenizer = Tokenizer.from_file(str((folder or base_model_folder()) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def loss(outputs: Outputs, roles: Tensor, batch: Batch, recipe: Recipe) -> Tensor:
    """The sum of what the heads got wrong, each a mean over its own decisions."""
    mask = batch.inputs["mask"].unsqueeze(-1).to(torch.float32)
    weight = torch.where(batch.types > 0, recipe.positive, 1.0) * mask
    by_token = binary_cross_entropy_with_logits(outputs.types, batch.types, reduction="none") * weight
    # Per trigger token rather than per token: quiet windows must not thin out the busy ones.
    total = by_token.sum() / batch.types.sum().clamp(min=8.0)
    if len(batch.rows) == 0:
        return total
    total = total + _detail_loss(outputs, batch)
    return total + recipe.role_weight * _role_loss(roles, batch)


def _role_loss(roles: Tensor, batch: Batch) -> Tensor:
    mask = batch.questions["mask"].unsqueeze(-1).to(torch.float32)
    by_token = binary_cross_entropy_with_logits(roles, batch.roles, reduction="none") * mask
    inside, begins = by_token.chunk(2, dim=-1)
    n_inside, n_begins = (part.sum().clamp(min=8.0) for part in batch.roles.chunk(2, dim=-1))
    return inside.sum() / n_inside + 0.3 * begins.sum() / n_begins


def _detail_loss(outputs: Outputs, batch: Batch) -> Tensor:
    def of_triggers(logits: Tensor) -> Tensor:
        return torch.einsum("tik,ti->tk", logits.index_select(0, batch.rows), batch.spans)

    modes = binary_cross_entropy_with_logits(of_triggers(outputs.modes), batch.modes, reduction="none")
    contexts = binary_cross_entropy_with_logits(of_triggers(outputs.contexts), batch.contexts, reduction="none")
    statuses = cross_entropy(of_triggers(outputs.statuses), batch.statuses)
    datings = cross_entropy(of_triggers(outputs.datings), batch.datings, ignore_index=-1, reduction="sum")
    datings = datings / (batch.datings >= 0).sum().clamp(min=1)
    mode_loss = (modes * batch.mode_mask).sum() / batch.mode_mask.sum().clamp(min=1.0)
    return 4 * mode_loss + 8 * contexts.mean() + 0.5 * statuses + 0.3 * datings


def train(
    reports: Sequence[AnnotatedReport],
    recipe: Recipe,
    *,
    shape: Shape | None = None,
    base: Path | None = None,
    pretrained: bool = True,
    start: Path | None = None,
    keep: Path | None = None,
) -> Network:
    """Train on all given reports and return the network with averaged weights.

    With `pretrained=False` the encoder starts from random weights of `shape` (for tests); `start` is a file of
    weights of an earlier training to go on from. The weights after each epoch are written to `keep`.

    Raises:
        ModelError: the weights in `start` are those of another network.
    """
    random.seed(recipe.seed)
    np.random.seed(recipe.seed)
    torch.manual_seed(recipe.seed)
    labels = Labels.of()
    tokenizer = load_tokenizer(base)
    network = Network(labels, shape)
    if pretrained:
        network.load_base(base or base_model_folder())
    if start:
        load_weights(network, start)
    augmenter = Augmenter(recipe.seed, recipe.augment, recipe.join)
    chance = random.Random(recipe.seed)
    drawn = [[limits(chance, recipe) for _ in reports] for _ in range(recipe.epochs)]
    windows = [
        sum(len(examples(r, tokenizer, labels, *n)) for r, n in zip(reports, cuts, strict=True)) for cuts in drawn
    ]
    steps = sum(math.ceil(n / recipe.batch) for n in windows)
    optimizer = torch.optim.AdamW(network.groups(recipe.rate, recipe.head_rate, recipe.decay), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: _ramp(s, steps, recipe.cool))
    averaged = torch.optim.swa_utils.AveragedModel(network)
    step, begun = 0, time.monotonic()
    for epoch in range(recipe.epochs):
        network.train()
        losses = []
        data = [
            e for r, n in zip(reports, drawn[epoch], strict=True) for e in examples(augmenter(r), tokenizer, labels, *n)
        ]
        for batch in _batches(data, recipe, labels):
            _hide(batch.inputs, recipe.hide)
            outputs, roles = _answers(network, batch, recipe)
            value = loss(outputs, roles, batch, recipe)
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            losses.append(value.item())
            if step % _TOLD == 0:
                _log.info(
                    "step %d of %d loss %.4f %.0f s", step, steps, np.mean(losses[-_TOLD:]), time.monotonic() - begun
                )
            if step >= (1 - recipe.average) * steps:
                averaged.update_parameters(network)
        _log.info("epoch %d loss %.4f %.0f s", epoch + 1, np.mean(losses), time.monotonic() - begun)
        if keep:
            torch.save(network.state_dict(), keep)
    result = averaged.module if recipe.average > 0 else network
    assert isinstance(result, Network)
    return result.eval()


def _hide(inputs: dict[str, Tensor], share: float) -> None:
    """Replace a share of the word pieces by [MASK], so that parties are told by their place, not by heart."""
    pieces = inputs["ids"] > _MASK
    inputs["ids"] = torch.where(pieces & (torch.rand(pieces.shape) < share), _MASK, inputs["ids"])


@cache
def has_bfloat16() -> bool:
    """Whether the processor multiplies in 16 bits itself; where it must be emulated that takes sixty times as long."""
    # Older releases of torch do not tell; 32 bits are safe.
    able: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    found = any(able.get(name) for name in _SIXTEEN)
    if not found:
        _log.info("no instructions for 16 bits are known of this processor: all computes in 32")
    return found


class _Both(nn.Module):
    """Encoder and reader in one call, so that both take the same substituted weights."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, inputs: dict[str, Tensor], questions: dict[str, Tensor]) -> tuple[Outputs, Tensor]:
        outputs = self.network(**inputs)
        return outputs, self.network.reader(outputs.hidden, **questions)


def _answers(network: Network, batch: Batch, recipe: Recipe) -> tuple[Outputs, Tensor]:
    """The network's answers, in 32 bits whatever it computes in."""
    both = _Both(network)
    if not recipe.bfloat16 or not has_bfloat16():
        result: tuple[Outputs, Tensor] = both(batch.inputs, batch.questions)
        return result
    # All weights are cast once a step; autocasting operation by operation costs more than it saves.
    half = {k: p if k.endswith("words.weight") else p.bfloat16() for k, p in both.named_parameters()}
    outputs, roles = torch.func.functional_call(both, half, (batch.inputs, batch.questions))
    return Outputs(*(o.float() for o in outputs)), roles.float()


def limits(chance: random.Random, recipe: Recipe) -> tuple[int, int]:
    """Tokens of a report's windows and of the context before what each decodes, for one epoch."""
    most = chance.randint(min(recipe.shortest, MAX_TOKENS), MAX_TOKENS)
    return most, chance.randint(0, most // 3)


def load_weights(network: Network, path: Path) -> None:
    """Put the weights of a file into a network of the same shape.

    Raises:
        ModelError: the file holds something else.
    """
    try:
        network.load_state_dict(torch.load(path, weights_only=True))
    except (OSError, EOFError, TypeError, RuntimeError, UnpicklingError) as error:
        told = str(error).split("\n", maxsplit=1)[0]  # torch goes on to list every weight
        raise ModelError(f"{path} holds no weights of this network ({told}); train from the beginning") from error


def _ramp(step: int, steps: int, cool: float) -> float:
    """Share of the full rate at a step."""
    warm = max(1, steps // 10)
    if step < warm:
        return (step + 1) / warm
    falling = max(1, min(steps - warm, round(cool * steps)))
    return 1.0 if cool == 0 else min(1.0, max(0.0, (steps - step) / falling))


def _batches(data: list[Example], recipe: Recipe, labels: Labels) -> Iterator[Batch]:
    """Batches of windows of similar length, in random order."""
    order = sorted(range(len(data)), key=lambda i: len(data[i].window) + random.uniform(-20, 20))
    groups = [order[i : i + recipe.batch] for i in range(0, len(order), recipe.batch)]
    random.shuffle(groups)
    for group in groups:
        yield collate([data[i] for i in group], labels)


def recipe_json(recipe: Recipe) -> str:
    """The recipe as the model card keeps it."""
    return json.dumps(asdict(recipe), sort_keys=True)
