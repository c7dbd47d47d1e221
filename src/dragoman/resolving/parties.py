"""Who faces whom in a report: what "both sides", "the two countries" and "each other" stand for.

Every event resolved so far that sets two states, or a state and rebels, beside or against each other is
remembered. Those who faced each other most often and last before a mention are its two sides, which
mere counts of names do not tell: a mediator or the host of the talks is named as often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from math import exp

from dragoman.event import Participant
from dragoman.resolving.actors import SUPRANATIONAL

__all__ = ["Parties"]

_STATE = frozenset({"GOV", "MIL", "SPY", "LEG", "PRE"})
_ARMED = frozenset({"REB", "PRM"})
#: Meeting a third party sets two states beside each other less than fighting or accusing does.
_WORTH = {"CONSULT": 0.5, "SUPPORT": 0.5}
_REACH = 600.0
_MOST_NAMED = 0.5
Side = tuple[str, str]


class Parties:
    """The pairs of sides that the events of one report have shown."""

    def __init__(self) -> None:
        self._pairs: list[tuple[int, frozenset[Side], float]] = []

    def remember(self, event: str, actors: Sequence[Participant], recipients: Sequence[Participant]) -> None:
        """Take note of who acted with whom, and toward whom."""
        together = combinations(actors, 2) if len({_side(a) for a in actors}) == 2 else ()
        for one, two in (*together, *product(actors, recipients)):
            sides = frozenset(s for s in (_side(one), _side(two)) if s)
            if len(sides) == 2:
                self._pairs.append((max(one.start, two.start), sides, _WORTH.get(event, 1.0)))

    def two_before(self, at: int, without: Iterable[str] = (), named: Iterable[str] = ()) -> list[Side]:
        """The two sides (country, GOV or REB) that face each other before an offset; none `without`.

        `named` are the two countries that the report names most: they speak for themselves a little.
        """
        left_out = set(without)
        scores: defaultdict[frozenset[Side], float] = defaultdict(float)
        for start, sides, worth in self._pairs:
            if start < at and not left_out & {country for country, _ in sides}:
                scores[sides] += worth * exp((start - at) / _REACH)
        most = set(named)
        for pair in scores:
            scores[pair] += _MOST_NAMED * ({country for country, _ in pair} == most)
        if not scores:
            return []
        best = max(scores, key=scores.__getitem__)
        return sorted(best)

    def facing(self, country: str, at: int) -> str | None:
        """Whom a country faced most and last before an offset, if another country at all."""
        scores: defaultdict[str, float] = defaultdict(float)
        for start, sides, worth in self._pairs:
            countries = {c for c, _ in sides}
            if start < at and country in countries and len(countries) > 1:
                scores[next(c for c in countries if c != country)] += worth * exp((start - at) / _REACH)
        return max(scores, key=scores.__getitem__) if scores else None


def _side(one: Participant) -> Side | None:
    sector = one.sectors[0] if one.sectors else ""
    if one.country is None or one.country in SUPRANATIONAL:
        return None
    if sector in _STATE:
        return one.country, "GOV"
    return (one.country, "REB") if sector in _ARMED else None
