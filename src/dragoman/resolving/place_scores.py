"""Which place of a name is meant: the gazetteer's candidates, weighed by what the report tells.

Weights are in powers of ten of inhabitants: what speaks for a place is worth as much as so many more people.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dragoman.resolving.gazetteer import Gazetteer, Location, distance_km, place_key
from dragoman.resolving.knowledge.loader import read_table
from dragoman.resolving.place_names import region_of_abbreviation

Region = tuple[str, str]

__all__ = ["Evidence", "PlaceContext", "Scored", "best_location", "best_of", "candidates"]

#: A namesake in a country that the report never names must be this much better known (in powers of ten).
_STRANGER = 3.0
#: Below this a candidate is more likely a namesake than the place that is meant.
_TOO_WEAK = 2.6
#: The same for a country that the report does not name: a village unknown to the gazetteer has namesakes everywhere.
_STRANGE = 3.0
_SAINT = re.compile(r"(?i)^st\.? (?=\w)")
#: What a region or a large town says for its country, beside the countries named.
_KNOWN, _BY_PLACE = 300_000, 0.34
#: Cities of this size are meant the world over.
_WORLD = 1_000_000
#: What it is worth to be the town that English news means by a name, and what a name of another look costs.
_FAMOUS, _FOREIGN = 6.0, 1.5
#: What the report's other names are worth that fit a region, by log(1 + how many).
_HOME = 1.5
_FAR_DEGREES = 4.0
_MOST = 40  # candidates weighed
#: Letters of an airport's code.
_CODE = 3


@cache
def _famous() -> dict[str, tuple[str, str]]:
    """Towns that English calls otherwise than they do themselves, or that have many namesakes: name → town, code."""
    return {row["name"]: (row["own_name"], row["code"]) for row in read_table("famous.csv")}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What the report tells besides the mention.

    Attributes:
        countries: country code → weight between 0 and 1, from how often the report names it.
        places: what the report's other places are taken for, by their look-up form.
        containers: look-up form of a place → the region or country that the report puts it in.
        main: country of which the report speaks where the place stands, for "the bridge" and unknown names.
        text: the report's text, in which a container of the place may be named.
        fits: how many names of the report fit each region (country, first level); one that fits many regions says
            little for each. A local paper seldom names its own state.
        fitting: look-up form of a place → the regions that have a place of this name.
        spots: offset and country of every place that the report names, but for the countries themselves.
        towns: offset and place of every town that it names.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, Location] = field(default_factory=dict)
    containers: Mapping[str, str] = field(default_factory=dict)
    main: str | None = None
    text: str = ""
    fits: Mapping[Region, float] = field(default_factory=dict)
    fitting: Mapping[str, frozenset[Region]] = field(default_factory=dict)
    spots: Sequence[tuple[int, str]] = ()
    towns: Sequence[tuple[int, Location]] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one name's candidates: the report's countries, and its other places.

    `regions` are named themselves, `holders` hold a place that is named; `own` are the regions that this name fits.
    """

    countries: Mapping[str, float]
    regions: frozenset[tuple[str, str]]
    holders: frozenset[tuple[str, str]]
    near: Sequence[tuple[float, float]]
    fits: Mapping[Region, float] = field(default_factory=dict)
    own: frozenset[Region] = frozenset()

    @classmethod
    def of(cls, name: str, context: PlaceContext) -> Evidence:
        """All that the report tells, but for what it says by this very name."""
        others = [place for key, place in context.places.items() if key != place_key(name)]
        countries = dict(context.countries)
        for place in others:
            if place.kind == "admin1" or place.population > _KNOWN:
                countries[place.country] = min(1.0, countries.get(place.country, 0.0) + _BY_PLACE)
        return cls(
            countries,
            frozenset((p.country, p.admin1) for p in others if p.kind == "admin1" and p.admin1),
            frozenset((p.country, p.admin1) for p in others if p.kind != "admin1" and p.admin1),
            [(p.lat, p.lon) for p in others if p.lat is not None and p.lon is not None],
            context.fits,
            context.fitting.get(place_key(name), frozenset()),
        )

    def shared(self, region: Region) -> float:
        """How many names of the report, this one left out, fit a region."""
        return self.fits.get(region, 0.0) - (1 / len(self.own) if region in self.own else 0.0)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its weight and the reasons for it."""

    location: Location
    score: float
    why: str


def best_location(name: str, context: PlaceContext, gazetteer: Gazetteer) -> Location | None:
    """The likeliest place of a bare name, or none that is likely enough."""
    best = best_of(name, context, gazetteer, country=None, hint="")
    return best.location if best else None


def candidates(name: str, gazetteer: Gazetteer) -> tuple[Location, ...]:
    """All places of a name; "Va." is Virginia, "St Louis" may be written Saint Louis."""
    if full := region_of_abbreviation(name):
        return tuple(c for c in gazetteer.find(full) if c.kind == "admin1")
    found = gazetteer.find(name)
    if name.isupper() and len(name) == _CODE:
        # UTC is a clock or a campus before it is Utrecht's airport; NYC is known.
        found = tuple(c for c in found if c.main or name in _famous())
    if not found and _SAINT.match(name):
        found = gazetteer.find(_SAINT.sub("Saint ", name))
    return found


def best_of(name: str, context: PlaceContext, gazetteer: Gazetteer, *, country: str | None, hint: str) -> Scored | None:
    """The candidate of most weight, unless even that is too little.

    `country` is a country named with it, `hint` the kind of place that the words say.
    """
    evidence = Evidence.of(name, context)
    found = candidates(name, gazetteer)
    named = [c for c in found if c.country in evidence.countries or c.country == country]
    scored = [_score(c, name, evidence, country, hint) for c in dict.fromkeys((*named[:_MOST], *found[:_MOST]))]
    best = max(scored, key=lambda s: s.score, default=None)
    if best and not hint and (seat := _city_of(best.location, scored)):
        best = seat
    if best is None or not evidence.countries:
        return best
    strange = best.location.country not in evidence.countries and best.location.country != country
    return best if best.score >= (_STRANGE if strange else _TOO_WEAK) else None


def _city_of(region: Location, scored: Sequence[Scored]) -> Scored | None:
    """The town that a region of the same name mostly consists of: Riga is a city before it is a region."""
    if region.kind == "town":
        return None
    for one in scored:
        town = one.location
        inside = town.kind == "town" and (town.country, town.admin1) == (region.country, region.admin1)
        if inside and 2 * town.population > region.population > 0:
            return one
    return None


def _score(place: Location, name: str, evidence: Evidence, country: str | None, hint: str) -> Scored:
    """Weight in log10 of people: a named country is worth a hundredfold, nearness a thirtyfold."""
    reasons = [f"{place.population} inhabitants" if place.population else "inhabitants unknown"]
    score = math.log10(place.population + 10)
    if country is not None:
        score += 6.0 if place.country == country else -6.0
        reasons.append(f"{country} is named with it")
    elif weight := evidence.countries.get(place.country, 0.0):
        score += 1.5 + 1.5 * weight
        reasons.append(f"the report names {place.country}")
    elif evidence.countries:
        score -= _STRANGER * max(evidence.countries.values())
        reasons.append(f"the report does not name {place.country}")
    if (place.name, place.country) == _famous().get(name):
        score += _FAMOUS
        reasons.append("known the world over by this name")
    elif place.main:
        score += 1.5
    elif place_key(place.name)[:1] != place_key(name)[:1] and place.population < _WORLD:
        score -= _FOREIGN  # what another language calls it is seldom what an English report means
    if place.population > _WORLD:
        score += 1.0
    if hint:
        score += 1.5 if place.kind == hint or {hint, place.kind} == {"admin1", "district"} else -0.5
        reasons.append(f"the words say {hint}")
    elif place.kind in ("admin1", "district"):
        score -= 1.5  # a bare name is a town's before it is a region's, whose people are many
    beside, reason = _beside(place, evidence)
    if reason:
        score += beside
        reasons.append(reason)
    return Scored(place, score, ", ".join(reasons))


def _beside(place: Location, evidence: Evidence) -> tuple[float, str]:
    """What the report's other places are worth, and why; they tell the same thing twice where many stand together."""
    region = (place.country, place.admin1 or "")
    if place.kind == "admin1":
        return (1.5, "another place of the report lies in it") if region in evidence.holders else (0.0, "")
    worth, reason = (1.5, f"the report names {place.admin1}") if region in evidence.regions else (0.0, "")
    if (common := _HOME * math.log1p(max(0.0, evidence.shared(region)))) > worth:
        worth, reason = common, f"other names of the report fit {place.admin1}"
    if place.lat is None or place.lon is None:
        return worth, reason
    point = (place.lat, place.lon)
    close = [distance_km(point, other) for other in evidence.near if abs(point[0] - other[0]) < _FAR_DEGREES]
    near = 1.5 * sum(math.exp(-distance / 100) for distance in close)
    if close and near > worth:
        reason = f"{min(close):.0f} km from another place of the report"
    return min(3.0, worth + near), reason
