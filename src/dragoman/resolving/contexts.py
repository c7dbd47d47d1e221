"""Whose a mention is that names no country itself: the countries of a report, weighed by what speaks for each.

"The police", "a shepherd", "Opposition MP Gilbert Hamoonga" belong to some country of the report. Each of its
countries is weighed by how often and how near it is named, by the places that lie in it, by the dateline and by
where the event happened; the country of the event's other side counts less, since whoever protests to Rwanda
is seldom Rwanda. The weights were fitted on the training part of the corpus and then rounded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import exp, log1p

__all__ = ["CountryContext"]

#: Weights of log(1 + count): names of the country, places in it, both near the mention, names in the lead.
_NAMED, _PLACED, _NEAR, _LEAD = 0.6, 1.0, 1.0, 1.2
#: What it is worth to be named in the same sentence before the mention.
_SENTENCE = 0.9
#: What the dateline and the place of the event are worth, and what the country of the other side costs.
_DATELINE, _HERE, _OTHER = 1.2, 0.95, -1.0
#: A government or an army is still less the one that it addresses or fights.
_OTHER_STATE = -0.5
#: Nearness falls to a third over so many characters; what is named only later tells less.
_REACH, _LATER = 200.0, 0.25
_LEAD_LENGTH = 300
#: By so much the second country must be behind, else `why` tells that the choice is narrow.
_NARROW = 0.4


class CountryContext:
    """The countries of one report.

    Args:
        named: offset and code of every country that the report names, by itself or by its people.
    """

    def __init__(self, named: Iterable[tuple[int, str]]) -> None:
        self._named = list(named)
        self._places: dict[int, str] = {}
        self._dateline: str | None = None

    def add_places(self, places: Iterable[tuple[int, str]]) -> bool:
        """Take note of the countries in which places lie (offset, code); whether any of them was new."""
        new = {at: code for at, code in places if self._places.get(at) != code}
        self._places |= new
        return bool(new)

    def set_dateline(self, country: str) -> None:
        """Take note of the country in which the report was written."""
        self._dateline = country

    def country(
        self,
        at: int,
        *,
        since: int | None = None,
        here: str | None = None,
        others: frozenset[str] = frozenset(),
        states: frozenset[str] = frozenset(),
        without: frozenset[str] = frozenset(),
    ) -> tuple[str | None, str]:
        """The likeliest country of a mention at an offset, and why; none of `without`.

        `since` is where the mention's sentence begins, `here` where the event happened; `others` are the countries
        of the event's other side, `states` those of them whose own government or army it cannot well be.
        """
        weights = self._weights(at, at if since is None else since, here)
        for code in others & weights.keys():
            weights[code] += _OTHER + (_OTHER_STATE if code in states else 0.0)
        ranked = sorted((c for c in weights if c not in without), key=lambda c: -weights[c])
        if not ranked:
            return None, ""
        return ranked[0], self._why(ranked, weights, here)

    def _weights(self, at: int, since: int, here: str | None) -> dict[str, float]:
        names, places = Counter(c for _, c in self._named), Counter(self._places.values())
        lead = Counter(c for start, c in self._named if start < _LEAD_LENGTH)
        near: defaultdict[str, float] = defaultdict(float)
        for start, code in (*self._named, *self._places.items()):
            gap = at - start
            near[code] += exp(-gap / _REACH) if gap > 0 else _LATER * exp(gap / _REACH)
        beside = {c for start, c in self._named if since <= start < at}
        weights = {
            code: _NAMED * log1p(names[code]) + _PLACED * log1p(places[code])
            + _NEAR * log1p(near[code]) + _LEAD * log1p(lead[code]) + _SENTENCE * (code in beside)
            for code in {*names, *places}
        }  # fmt: skip
        for place, worth in ((self._dateline, _DATELINE), (here, _HERE)):
            if place:
                weights[place] = weights.get(place, 0.0) + worth
        return weights

    def _why(self, ranked: list[str], weights: Mapping[str, float], here: str | None) -> str:
        best = ranked[0]
        names = sum(c == best for _, c in self._named)
        places = sum(c == best for c in self._places.values())
        told = [
            "where it happened" if best == here else "",
            "the dateline's country" if best == self._dateline else "",
            f"named {_times(names)}" if names else "",
            f"with {places} of the places named" if places else "",
        ]
        why = f"{best} is the country of which the report speaks here ({', '.join(filter(None, told))})"
        if len(ranked) > 1 and weights[best] - weights[ranked[1]] < _NARROW:
            why += f", narrowly before {ranked[1]}"
        return why


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")
