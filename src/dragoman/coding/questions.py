"""Questions to the role reader: of one trigger in one window, who and what belongs to it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.windows import Window

__all__ = ["BORDERS", "NEAR", "Question", "question_arrays"]

#: Farther tokens count as this far; sentences likewise.
NEAR = 64
BORDERS = 6


@dataclass(frozen=True, slots=True)
class Question:
    """A trigger: indices of its tokens in the window (at least one), index of its type."""

    tokens: tuple[int, ...]
    kind: int


def question_arrays(window: Window, questions: Sequence[Question], length: int = 0) -> dict[str, NDArray[np.int64]]:
    """The reader's inputs for `T` questions of one window, padded to `length` tokens (`L`).

    `kinds` `(T,)`; `marks` `(T, L)`, 1 on the trigger; `apart` `(T, L)`, tokens to the trigger's nearer
    end plus `NEAR`; `borders` `(T, L)`, sentences to the trigger's plus `BORDERS`.
    """
    size = len(window)
    length = length or size
    shape = (len(questions), length)
    marks, apart, borders = (np.zeros(shape, np.int64) for _ in range(3))
    places = np.arange(size)
    sentences = np.array([t.sentence for t in window.tokens])
    for row, question in enumerate(questions):
        first, last = min(question.tokens), max(question.tokens)
        marks[row, list(question.tokens)] = 1
        steps = np.where(places < first, places - first, np.where(places > last, places - last, 0))
        apart[row, :size] = steps.clip(-NEAR, NEAR) + NEAR
        borders[row, :size] = (sentences - sentences[first]).clip(-BORDERS, BORDERS) + BORDERS
    kinds = np.array([q.kind for q in questions], np.int64)
    return {"kinds": kinds, "marks": marks, "apart": apart, "borders": borders}
