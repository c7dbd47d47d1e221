"""Weights of the clues that tell whose a mention is (`dragoman.resolving.contexts`), from the annotated reports.

    python -m dragoman.training.context_weights corpus

Every time that the resolver asks for the country of a mention whose words name none, the countries of the report are
candidates, and the annotated one is the answer. The weights are those of a conditional logit: the share of
exp(weight · clues) among the candidates is the chance of each. They are learnt on the train part from gold frames
and printed with the share of right answers on each part, with the present weights and with the new ones. The weight of
"name" comes out too high: the tables of names were counted on that part, so that it is set on the dev part by hand.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.coder import Coder
from dragoman.resolving.contexts import CLUES, NOTHING, Asked, CountryContext
from dragoman.training.corpus import AnnotatedReport, load_corpus
from dragoman.training.evaluate import gold_frames
from dragoman.training.newton import Slopes, minimum
from dragoman.training.split import SPLITS, split_of

__all__ = ["Choice", "accuracy", "choices", "fit"]

#: Strength of the pull towards zero, so that rare clues stay small.
_RIDGE = 2.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One question: `(n, clues)` of the candidates, and which of them is right."""

    clues: NDArray[np.float64]
    right: int


def choices(reports: Iterable[AnnotatedReport], coder: Coder) -> list[Choice]:
    """All questions that gold frames of the reports lead to, whose answer is among the candidates."""
    found: list[Choice] = []
    for annotated in reports:
        wanted: dict[int, set[str]] = defaultdict(set)
        for event in annotated.events:
            for who in (*event.actors, *event.recipients, *event.said_by):
                if who.country:
                    wanted[who.start].add(who.country)
        asked: dict[int, dict[str, tuple[float, ...]]] = {}
        with _overheard(asked):
            coder.resolve(annotated.report, gold_frames(annotated), 0.0)
        for at, candidates in asked.items():
            codes = list(candidates)
            if len(wanted[at]) == 1 and len(codes) > 1 and (code := next(iter(wanted[at]))) in candidates:
                found.append(Choice(np.array([candidates[c] for c in codes], float), codes.index(code)))
    return found


@contextmanager
def _overheard(asked: dict[int, dict[str, tuple[float, ...]]]) -> Iterator[None]:
    """Note the candidates of every question with a side to tell; the last at an offset has the most clues."""
    answer = CountryContext.country

    def listen(
        self: CountryContext, at: int, question: Asked = NOTHING, *, ahead: float = 0.0
    ) -> tuple[str | None, str]:
        asked[at] = {c: clues for c, clues in self.clues(at, question).items() if c not in question.without}
        return answer(self, at, question, ahead=ahead)

    with patch.object(CountryContext, "country", listen):
        yield


def fit(questions: Sequence[Choice]) -> NDArray[np.float64]:
    """The weights under which the right answers are likeliest, pulled a little towards zero; by Newton's method."""

    def slopes(weights: NDArray[np.float64]) -> Slopes:
        gradient, curvature = 2 * _RIDGE * weights, 2 * _RIDGE * np.eye(len(weights))
        for q in questions:
            scores = q.clues @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            mean = chances @ q.clues
            gradient += mean - q.clues[q.right]
            curvature += (q.clues * chances[:, None]).T @ q.clues - np.outer(mean, mean)
        return gradient, curvature

    return minimum(np.array(list(CLUES.values())), slopes)


def accuracy(questions: Sequence[Choice], weights: NDArray[np.float64]) -> float:
    """Share of the questions that the weights answer right."""
    return float(np.mean([int((q.clues @ weights).argmax()) == q.right for q in questions]))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the weights of `CLUES` learnt on the train part of a corpus, and what they are worth on the dev part."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    reports = load_corpus(parser.parse_args(argv).corpus)
    coder = Coder()
    parts = {part: choices([r for r in reports if split_of(r.report.id) == part], coder) for part in SPLITS}
    weights = fit(parts["train"])
    for name, weight in zip(CLUES, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    present = np.array(list(CLUES.values()))
    for part, questions in parts.items():
        old, new = accuracy(questions, present), accuracy(questions, weights)
        print(f"{part}: {len(questions)} questions, {old:.3f} right, with the new weights {new:.3f}")


if __name__ == "__main__":
    main()
