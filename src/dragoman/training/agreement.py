"""How far two annotators of the same reports agree, with the measures that the coder is held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.errors import CorpusError
from dragoman.training.corpus import AnnotatedReport
from dragoman.training.evaluate import Scores, score

__all__ = ["Agreement", "agree"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`scores` with the first annotator as the wanted and the second as the found; reports that only one has."""

    reports: int
    scores: Scores
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def agree(first: Sequence[AnnotatedReport], second: Sequence[AnnotatedReport]) -> Agreement:
    """Compare two annotations of reports with the same ids. F1 does not depend on who is first.

    Raises:
        CorpusError: no report stands in both, or a report's texts differ.
    """
    by_id = {r.report.id: r for r in second}
    pairs = [(r, by_id[r.report.id]) for r in first if r.report.id in by_id]
    if not pairs:
        raise CorpusError("the two folders", ["have no report in common; reports are compared by their id"])
    changed = [a.report.id for a, b in pairs if a.report.text != b.report.text]
    if changed:
        raise CorpusError("the two folders", [f"{i}: the texts differ; annotate the same text" for i in changed])
    known = {a.report.id for a, _ in pairs}
    return Agreement(
        reports=len(pairs),
        scores=score([a for a, _ in pairs], [b.events for _, b in pairs]),
        only_first=tuple(r.report.id for r in first if r.report.id not in known),
        only_second=tuple(r.report.id for r in second if r.report.id not in known),
    )
