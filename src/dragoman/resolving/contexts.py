"""Whose a mention is that names no country itself: the countries of a report, weighed by what speaks for each.

"The police", "a shepherd", "Opposition MP Gilbert Hamoonga" belong to some country of the report. What speaks for
each of its countries are clues (`CLUES`): how often and how near it is named, the places that lie in it, the
dateline, where the event happened, who was the same kind of participant before, where a person's name is usual; the
country of the event's other side counts less, since whoever protests to Rwanda is seldom Rwanda. Their weights are
those of a conditional logit (McFadden 1974) fitted on the training part of the corpus by
`dragoman.training.context_weights`, but for the name's, which was set on the dev part: the tables of names know the
training part's persons.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p
from operator import mul

from dragoman.resolving.name_origins import load_name_origins

__all__ = ["CLUES", "NOTHING", "Asked", "CountryContext"]

#: Weight of each clue. Counts go in as log(1 + count), the name as the logarithm of a ratio, the others are 0 or 1.
CLUES: Mapping[str, float] = {
    "places": 0.83,
    "near": 0.94,
    "lead": 0.92,
    "paragraph": 0.49,
    "paragraph places": 0.51,
    "sentence before": 0.73,
    "sentence after": 0.20,
    "sentence place": 0.19,
    "head": 0.38,
    "dateline": 1.04,
    "here": 0.02,
    "here, at home": 0.40,
    "place, at home": 0.18,
    "other side": -1.26,
    "other state": -0.66,
    "same noun": 0.64,
    "same sector": 0.50,
    "speaker": 0.18,
    "actor before": 0.21,
    "recipient before": 0.17,
    "name": 0.50,
}
#: Nearness falls to a third over so many characters; what is named only later tells less.
_REACH, _LATER = 200.0, 0.25
_LEAD_LENGTH = 300
#: A country named this near to the border of a sentence is its subject.
_HEAD = 45
#: From this on a name is told as a reason.
_USUAL = 1.0
#: By so much the second country must be behind, else `why` tells that the choice is narrow.
_NARROW = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of a mention besides its offset.

    Attributes:
        here: where the event happened.
        others: countries of the event's other side; `states`: those of them whose own government or army the mention
            can't well be.
        same_noun, same_sector: countries of the last participant before with the same noun, and of the last that
            named its country and has the same primary sector.
        speakers: countries of those who tell the event.
        actors, recipients: countries of the event before.
        at_home: it is of those who are seldom abroad: police and people rather than ministers and soldiers.
        without: countries that it is not.
        name: the person's name, if it is a person.
    """

    here: str | None = None
    others: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    same_noun: frozenset[str] = frozenset()
    same_sector: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    at_home: bool = False
    without: frozenset[str] = frozenset()
    name: str = ""


NOTHING = Asked()


class CountryContext:
    """The countries of one report.

    Args:
        named: offset and code of every country that the report names, by itself or by its people.
        sentences, paragraphs: where each begins, in order.
    """

    def __init__(
        self, named: Iterable[tuple[int, str]], sentences: Sequence[int] = (0,), paragraphs: Sequence[int] = (0,)
    ) -> None:
        self._named = sorted(named)
        self._sentences, self._paragraphs = sentences, paragraphs
        self._places: dict[int, str] = {}
        self._dateline: str | None = None
        self._names = Counter(c for _, c in self._named)
        self._lead = Counter(c for start, c in self._named if start < _LEAD_LENGTH)
        self._placed: Counter[str] = Counter()

    def add_places(self, places: Iterable[tuple[int, str]]) -> bool:
        """Take note of the countries in which places lie (offset, code); whether any of them was new."""
        new = {at: code for at, code in places if self._places.get(at) != code}
        self._places |= new
        self._placed = Counter(self._places.values())
        return bool(new)

    @property
    def dateline(self) -> str | None:
        """The country in which the report was written."""
        return self._dateline

    def set_dateline(self, country: str) -> None:
        """Take note of the country in which the report was written."""
        self._dateline = country

    def country(self, at: int, asked: Asked = NOTHING, *, ahead: float = 0.0) -> tuple[str | None, str]:
        """The likeliest country of a mention at an offset, and why; none unless it is so far `ahead` of the next."""
        weights = {code: sum(map(mul, CLUES.values(), clues)) for code, clues in self.clues(at, asked).items()}
        ranked = sorted((c for c in weights if c not in asked.without), key=lambda c: -weights[c])
        if not ranked or (len(ranked) > 1 and weights[ranked[0]] - weights[ranked[1]] < ahead):
            return None, ""
        return ranked[0], self._why(ranked, weights, asked)

    def clues(self, at: int, asked: Asked) -> dict[str, tuple[float, ...]]:
        """For each country that may be meant, what speaks for it, in the order of `CLUES`."""
        sentence, paragraph = _around(self._sentences, at), _around(self._paragraphs, at)
        near: defaultdict[str, float] = defaultdict(float)
        for start, code in (*self._named, *self._places.items()):
            gap = at - start
            near[code] += exp(-gap / _REACH) if gap > 0 else _LATER * exp(gap / _REACH)
        beside = Counter(c for _, c in self._within(*paragraph))
        beside_places = Counter(c for start, c in self._places.items() if paragraph[0] <= start < paragraph[1])
        before = {c for _, c in self._within(sentence[0], at)}
        after = {c for _, c in self._within(at, sentence[1])}
        placed = {c for start, c in self._places.items() if sentence[0] <= start < sentence[1]}
        head = self._heads(paragraph[0], at)
        codes = {*self._names, *self._placed, *filter(None, (self._dateline, asked.here))}
        return {
            c: (
                log1p(self._placed[c]), log1p(near[c]), log1p(self._lead[c]),
                log1p(beside[c]), log1p(beside_places[c]), c in before, c in after, c in placed, c == head,
                c == self._dateline, c == asked.here, asked.at_home and c == asked.here,
                asked.at_home and c in placed, c in asked.others, c in asked.states,
                c in asked.same_noun, c in asked.same_sector, c in asked.speakers, c in asked.actors,
                c in asked.recipients,
                load_name_origins().says(asked.name, c) if asked.name else 0.0,
            )
            for c in codes
        }  # fmt: skip

    def _within(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        yield from self._named[bisect_left(self._named, (start, "")) : bisect_left(self._named, (end, ""))]

    def _heads(self, start: int, end: int) -> str | None:
        """The country that a sentence between two offsets began with last."""
        heads = [c for at, c in self._within(start, end) if at - _around(self._sentences, at)[0] <= _HEAD]
        return heads[-1] if heads else None

    def _why(self, ranked: list[str], weights: Mapping[str, float], asked: Asked) -> str:
        best = ranked[0]
        names, places = self._names[best], self._placed[best]
        told = [
            "where it happened" if best == asked.here else "",
            "the dateline's country" if best == self._dateline else "",
            f"named {_times(names)}" if names else "",
            f"with {places} of the places named" if places else "",
            "where such a name is usual" if asked.name and load_name_origins().says(asked.name, best) > _USUAL else "",
        ]
        why = f"{best} is the country of which the report speaks here ({', '.join(filter(None, told))})"
        if len(ranked) > 1 and weights[best] - weights[ranked[1]] < _NARROW:
            why += f", narrowly before {ranked[1]}"
        return why


def _around(borders: Sequence[int], at: int) -> tuple[int, int]:
    """The stretch between borders that holds an offset."""
    i = bisect_left(borders, at + 1)
    return borders[i - 1] if i else 0, borders[i] if i < len(borders) else 1 << 30


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")
