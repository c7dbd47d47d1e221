"""Variants of a report for training: the same events in a dirtier text, offsets kept in step.

Each variant edits the text through a list of replacements, and moves every annotated span along.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TypeVar

from dragoman.coding.sentences import sentence_spans
from dragoman.event import EventDate, Participant, Place, Quantity
from dragoman.frame import Span
from dragoman.resolving.knowledge import load_knowledge, read_table
from dragoman.training.corpus import AnnotatedReport, Annotation

__all__ = ["Augmenter", "Edit", "apply_edits"]

#: First words of a sentence that are written small inside one.
_SMALL = frozenset("The A An In On At He She It They This That These Those Its His Her Their Some Several Both".split())
_LINKS = (", while ", "; ", ", and ", ", as ")
#: Characters of two sentences together, above which they stay two.
_LONG = 380
_FORMS = (("adjectives", 0), ("demonyms", -1), ("capital", 0))
_Spanned = TypeVar("_Spanned", Participant, Span)
_Optional = TypeVar("_Optional", EventDate, Place, Quantity)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` by `words`. Edits of one text neither overlap nor touch."""

    start: int
    end: int
    words: str


def apply_edits(annotated: AnnotatedReport, edits: Iterable[Edit]) -> AnnotatedReport:
    """The report with its text edited and every span moved to where its words now stand."""
    ordered = sorted(edits, key=lambda e: e.start)
    text = annotated.report.text
    parts, at = [], 0
    for edit in ordered:
        parts += [text[at : edit.start], edit.words]
        at = edit.end
    edited = "".join([*parts, text[at:]])
    events = tuple(_moved_event(e, ordered, edited) for e in annotated.events)
    return replace(annotated, report=replace(annotated.report, text=edited), events=events)


def _moved(offset: int, edits: list[Edit], *, end: bool) -> int:
    """Where an offset lands; one inside a replaced stretch goes to that stretch's border."""
    shift = 0
    for edit in edits:
        if edit.end <= offset:
            shift += len(edit.words) - (edit.end - edit.start)
        elif edit.start < offset:
            return edit.start + shift + (len(edit.words) if end else 0)
    return offset + shift


def _moved_event(event: Annotation, edits: list[Edit], text: str) -> Annotation:
    def spanned(part: _Spanned) -> _Spanned:
        start, end = _moved(part.start, edits, end=False), _moved(part.end, edits, end=True)
        return replace(part, text=text[start:end], start=start, end=end)

    def optional(part: _Optional) -> _Optional:
        if part.span is None:
            return part
        span = _moved(part.span[0], edits, end=False), _moved(part.span[1], edits, end=True)
        return replace(part, text=text[span[0] : span[1]], span=span)

    return replace(
        event,
        trigger=spanned(event.trigger),
        actors=tuple(map(spanned, event.actors)),
        recipients=tuple(map(spanned, event.recipients)),
        said_by=tuple(map(spanned, event.said_by)),
        date=optional(event.date) if event.date else None,
        place=optional(event.place) if event.place else None,
        quantities=tuple(map(optional, event.quantities)),
    )


class Augmenter:
    """Makes a random variant of a report with probability `rate`, else returns it as it is.

    `join` is the chance that two neighbouring sentences become one, in half of the reports: real news has longer
    sentences than ours, with several events and parties in each.
    """

    def __init__(self, seed: int, rate: float, join: float = 0.0) -> None:
        self._random = random.Random(seed)
        self._rate = rate
        self._join = join

    def __call__(self, annotated: AnnotatedReport) -> AnnotatedReport:
        """One variant."""
        if self._join and self._random.random() < 0.5:
            annotated = self._joined(annotated)
        if self._random.random() >= self._rate:
            return annotated
        variants = [self._swap_names, self._swap_countries, self._quotes, self._diacritics, self._headline]
        for variant in self._random.sample(variants, 2):
            annotated = variant(annotated)
        return annotated

    def _swap_names(self, annotated: AnnotatedReport) -> AnnotatedReport:
        """Put one invented word for each surname, so that no name is learnt by heart."""
        names = {p.name.split()[-1] for e in annotated.events for p in (*e.actors, *e.said_by) if p.name}
        edits = []
        for name in sorted(names):
            if len(name) > 3 and name[0].isupper() and self._random.random() < 0.5:
                edits += [Edit(a, a + len(name), word) for word in [self._word()] for a in _whole(annotated, name)]
        return apply_edits(annotated, _disjoint(edits))

    def _joined(self, annotated: AnnotatedReport) -> AnnotatedReport:
        """Make one sentence of some neighbours that stand in one paragraph and are not long."""
        text = annotated.report.text
        edits = []
        for (start, end), (after, until) in pairwise(sentence_spans(text)):
            plain = text[end - 1 : after] == ". " and text[end - 2].isalnum() and text[after].isalpha()
            if plain and until - start < _LONG and self._random.random() < self._join:
                edits.append(Edit(end - 1, after, self._random.choice(_LINKS)))
                first = text[after:until].split()[0]
                if first in _SMALL:
                    edits.append(Edit(after, after + 1, first[0].lower()))
        return apply_edits(annotated, _disjoint(edits))

    def _word(self) -> str:
        syllables = [
            "ka",
            "ro",
            "mi",
            "ten",
            "dal",
            "shi",
            "vo",
            "bur",
            "lan",
            "esk",
            "ani",
            "ou",
            "gar",
            "zhe",
        ]
        return "".join(self._random.choices(syllables, k=self._random.randint(2, 3))).capitalize()

    def _swap_countries(self, annotated: AnnotatedReport) -> AnnotatedReport:
        """Put other countries for some of the text's, in all their forms, so that no region is learnt by heart."""
        text = annotated.report.text
        named = [c for c in _countries() if c[0] in text and self._random.random() < 0.7]
        others = self._random.sample(_countries(), len(named))
        edits = []
        for old, new in zip(named, others, strict=True):
            for before, after in zip(old, new, strict=True):
                edits += [Edit(a, a + len(before), after) for a in _whole(annotated, before)]
        return apply_edits(annotated, _disjoint(edits))

    def _quotes(self, annotated: AnnotatedReport) -> AnnotatedReport:
        """Drop some commas and apostrophes, as hasty typing does."""
        text = annotated.report.text
        places = [i for i, c in enumerate(text) if c in ",'’\"“”" and self._random.random() < 0.12]
        return apply_edits(annotated, _disjoint([Edit(i, i + 1, "") for i in places]))

    def _diacritics(self, annotated: AnnotatedReport) -> AnnotatedReport:
        """Lose diacritics: to the bare letter or to the question mark of a wrong encoding."""
        lost = self._random.random() < 0.5
        edits = []
        for i, c in enumerate(annotated.report.text):
            bare = unicodedata.normalize("NFD", c)[0]
            if bare != c and c.isalpha():
                edits.append(Edit(i, i + 1, "?" if lost else bare))
        return apply_edits(annotated, _disjoint(edits))

    def _headline(self, annotated: AnnotatedReport) -> AnnotatedReport:
        """Write the first line in capitals, or one sentence in lower case."""
        text = annotated.report.text
        end = text.find("\n")
        if 0 < end < 120 and not text[:end].rstrip().endswith("."):
            return _recased(annotated, end, text[:end].upper())
        end = text.find(". ") + 1
        return _recased(annotated, end, text[:end].lower()) if 0 < end < 200 else annotated


@cache
def _countries() -> list[tuple[str, str, str, str]]:
    """Name, adjective, demonym in the plural and capital of the countries that stand without an article."""
    rows = [
        r for r in read_table("countries.csv") if not r["end"] and r["name"] == load_knowledge().countries[r["code"]]
    ]
    forms = [(r["name"], *(r[k].split("|")[at] for k, at in _FORMS)) for r in rows]
    return [(a, b, c, d) for a, b, c, d in forms if all((a, b, c, d)) and not a.endswith("s") and "United" not in a]


def _recased(annotated: AnnotatedReport, end: int, words: str) -> AnnotatedReport:
    """The first `end` characters replaced one by one, so that spans inside them stay exact."""
    if len(words) != end:  # "ß".upper() is two letters
        return annotated
    return apply_edits(annotated, [Edit(i, i + 1, words[i]) for i in range(end)])


def _whole(annotated: AnnotatedReport, name: str) -> Iterable[int]:
    text, at = annotated.report.text, annotated.report.text.find(name)
    while at >= 0:
        after = text[at + len(name) : at + len(name) + 1]
        if not (at and text[at - 1].isalnum()) and not after.isalnum():
            yield at
        at = text.find(name, at + 1)


def _disjoint(edits: list[Edit]) -> list[Edit]:
    """The edits that neither overlap nor share a place with an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
