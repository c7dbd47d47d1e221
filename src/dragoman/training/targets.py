"""What the network should answer for a window: annotated spans turned into token labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.coding.labels import Labels
from dragoman.coding.questions import Question, question_arrays
from dragoman.coding.sentences import sentence_spans
from dragoman.coding.windows import CONTEXT_TOKENS, MAX_TOKENS, Window, batch_arrays, report_windows
from dragoman.reading.clean import clean
from dragoman.training.corpus import AnnotatedReport, Annotation, dating_of, role_spans

__all__ = ["Batch", "Example", "Trigger", "collate", "examples"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One annotated event inside a window, in indices of tokens and labels.

    `dating` is -1 where no word and no nearness to the publication tells how the annotator dated it.
    """

    type: int
    tokens: tuple[int, ...]
    modes: tuple[int, ...]
    contexts: tuple[int, ...]
    status: int
    dating: int
    roles: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the events whose triggers lie in it."""

    window: Window
    triggers: tuple[Trigger, ...]


def examples(
    annotated: AnnotatedReport,
    tokenizer: Tokenizer,
    labels: Labels,
    most: int = MAX_TOKENS,
    context: int = CONTEXT_TOKENS,
) -> list[Example]:
    """All windows of a report, of at most `most` tokens, `context` of them before what the window decodes.

    Events in the context part of a window count there, too.
    """
    text = clean(annotated.report.text)
    windows = report_windows(text, sentence_spans(text), tokenizer, most, context)
    day = annotated.report.date
    return [Example(w, tuple(_triggers(w, annotated.events, labels, day))) for w in windows]


def _inside(window: Window, start: int, end: int) -> tuple[int, ...]:
    return tuple(i for i, t in enumerate(window.tokens) if t.word >= 0 and t.start < end and t.end > start)


def _triggers(
    window: Window, events: Iterable[Annotation], labels: Labels, published: date | None
) -> Iterable[Trigger]:
    for event in events:
        tokens = _inside(window, event.trigger.start, event.trigger.end)
        if not tokens:
            continue
        roles = [(labels.roles.index(role), _inside(window, start, end)) for role, start, end in role_spans(event)]
        yield Trigger(
            type=labels.types.index(event.event),
            tokens=tokens,
            modes=tuple(labels.modes.index(f"{event.event}/{m}") for m in event.mode),
            contexts=tuple(labels.contexts.index(c) for c in event.contexts),
            status=labels.statuses.index(event.status),
            dating=labels.datings.index(told) if (told := dating_of(event, published)) else -1,
            roles=tuple(r for r in roles if r[1]),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one training step. `T` triggers over all windows of the batch.

    Attributes:
        inputs: the network's four inputs, each `(B, L)`.
        questions: the role reader's inputs besides the states.
        types: `(B, L, 16)`, 1 where a token is part of a trigger of the type.
        spans: `(T, L)`, weights that average a trigger's tokens; rows: `(T,)`, their window.
        modes, contexts, statuses, datings: `(T, 67)`, `(T, 37)`, `(T,)`, `(T,)`; a dating of -1 is left out.
        roles: `(T, L, 12)`, 1 where a token is part of a span of the role, and where one begins.
        mode_mask: `(T, 67)`, 1 for the modes of the trigger's own type.
    """

    inputs: dict[str, Tensor]
    questions: dict[str, Tensor]
    types: Tensor
    rows: Tensor
    spans: Tensor
    modes: Tensor
    mode_mask: Tensor
    contexts: Tensor
    statuses: Tensor
    datings: Tensor
    roles: Tensor


def collate(batch: Sequence[Example], labels: Labels) -> Batch:
    """Stack examples into tensors."""
    inputs = {k: torch.from_numpy(v) for k, v in batch_arrays([e.window for e in batch]).items()}
    size, length = inputs["ids"].shape
    triggers = [(row, t) for row, example in enumerate(batch) for t in example.triggers]
    n = len(triggers)
    types = torch.zeros(size, length, len(labels.types))
    spans = torch.zeros(n, length)
    modes, contexts = torch.zeros(n, len(labels.modes)), torch.zeros(n, len(labels.contexts))
    mode_mask = torch.zeros(n, len(labels.modes))
    roles = torch.zeros(n, length, 2 * len(labels.roles))
    for i, (row, trigger) in enumerate(triggers):
        types[row, list(trigger.tokens), trigger.type] = 1
        spans[i, list(trigger.tokens)] = 1 / len(trigger.tokens)
        modes[i, list(trigger.modes)] = 1
        prefix = labels.types[trigger.type] + "/"
        mode_mask[i, [j for j, m in enumerate(labels.modes) if m.startswith(prefix)]] = 1
        contexts[i, list(trigger.contexts)] = 1
        for role, tokens in trigger.roles:
            roles[i, list(tokens), role] = 1
            roles[i, tokens[0], role + len(labels.roles)] = 1
    rows = torch.tensor([row for row, _ in triggers], dtype=torch.long)
    return Batch(
        inputs=inputs,
        questions=_questions(batch, length) | {"rows": rows, "mask": inputs["mask"][rows]},
        types=types,
        rows=rows,
        spans=spans,
        modes=modes,
        mode_mask=mode_mask,
        contexts=contexts,
        statuses=torch.tensor([t.status for _, t in triggers], dtype=torch.long),
        datings=torch.tensor([t.dating for _, t in triggers], dtype=torch.long),
        roles=roles,
    )


def _questions(batch: Sequence[Example], length: int) -> dict[str, Tensor]:
    asked = [question_arrays(e.window, [Question(t.tokens, t.type) for t in e.triggers], length) for e in batch]
    return {name: torch.from_numpy(np.concatenate([a[name] for a in asked])) for name in asked[0]}
