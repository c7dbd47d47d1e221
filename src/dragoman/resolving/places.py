"""Where: a mention resolved to a place, by a score that explains itself.

The candidates of the gazetteer are weighed by the countries and places that the report names, by
containment told in the mention itself ("Tovuz's Aghdam village" lies in Tovuz), and by population.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.event import Place
from dragoman.resolving.gazetteer import Gazetteer, Location, distance_km, place_key
from dragoman.resolving.knowledge.loader import Knowledge
from dragoman.resolving.words import Word, words

__all__ = ["PlaceContext", "resolve_place"]

_REGION_WORDS = frozenset(
    "region province state governorate oblast district county prefecture department division emirate "
    "canton territory republic autonomous".split()
)
_TOWN_WORDS = frozenset(
    "village town city suburb neighborhood neighbourhood hamlet municipality port settlement".split()
)
_IN = frozenset({"in", "of", "within", "inside", ","})
_NEAR_KM = 80.0
#: A namesake in a country that the report never names must be this much better known (in powers of ten).
_STRANGER = 3.0
#: Below this a candidate is more likely a namesake than the place that is meant.
_TOO_WEAK = 2.6
_PARTICLES = frozenset({"al", "el", "de", "la", "-", "del", "of", "the", "bin", "am", "and"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What the report tells besides the mention.

    Attributes:
        countries: country code → weight between 0 and 1, from how often the report names it.
        near: places of the report that are already resolved, as (latitude, longitude).
        last: country of the place resolved last, for "the bridge" and the like.
        text: the report's text, in which a container of the place may be named.
    """

    countries: dict[str, float] = field(default_factory=dict)
    near: tuple[tuple[float, float], ...] = ()
    last: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Scored:
    location: Location
    score: float
    why: str


_MISSIONS = frozenset({"embassy", "embassies", "consulate", "consulates", "consulate-general", "legation"})


def resolve_place(
    mention: str,
    context: PlaceContext,
    *,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    span: tuple[int, int] | None = None,
    exact: str | None = None,
) -> Place:
    """Resolve the words of a place.

    `span` are the offsets that the place is to carry, `exact` its words as the report has them where
    `mention` is cleaned. A place that nothing is known of comes back with its words and precision "unknown".
    """
    place = _resolved(mention, context, knowledge, gazetteer, span)
    return replace(place, text=exact) if exact is not None else place


def _resolved(
    mention: str,
    context: PlaceContext,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    span: tuple[int, int] | None,
) -> Place:
    tokens = _behind_mission(words(mention))
    names = _names(tokens)
    country = _country(tokens, names, knowledge)
    towns = [n for n in names if not _is_country(n, knowledge)]
    if not towns:
        return _country_place(mention, country, context, span)
    container, inner = _containment(tokens, towns)
    if container is None:
        container = _container_in_text(inner, context.text)
    best = _best(inner, context, gazetteer, country=country, hint=_hint(tokens))
    if container is not None:
        outer = _best(container, context, gazetteer, country=country, hint="admin1")
        if outer is not None:
            return _contained(mention, inner, container, outer, gazetteer, span)
    if best is None:
        return _unknown(mention, inner, country, context, span)
    return _place(mention, best.location, best.why, span)


def _behind_mission(tokens: list[Word]) -> list[Word]:
    """What stands behind "the Iraqi embassy": an embassy lies in another country than the one it is of."""
    last = max((i for i, w in enumerate(tokens) if w.lower in _MISSIONS), default=-1)
    return tokens[last + 1 :]


def _names(tokens: Sequence[Word]) -> list[str]:
    """Runs of capitalised words, without generic words at their ends; possessives end a run."""
    runs: list[list[Word]] = [[]]
    for word in tokens:
        joins = runs[-1] and word.lower in _PARTICLES and word.folded not in ",;:"
        if word.is_name or joins:
            runs[-1].append(word)
        else:
            runs.append([])
        if word.possessive:
            runs.append([])
    names = []
    for run in runs:
        while run and (not run[-1].is_name or run[-1].lower in _REGION_WORDS | _TOWN_WORDS):
            run.pop()
        while run and run[0].lower in (
            "the",
            "in",
            "near",
            "at",
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
        ):
            run.pop(0)
        if run:
            names.append(" ".join(w.folded for w in run).replace(" - ", "-"))
    return names


def _is_country(name: str, knowledge: Knowledge) -> bool:
    return any(e.kind in ("country", "adjective") for e in knowledge.names(name))


def _country(tokens: Sequence[Word], names: Iterable[str], knowledge: Knowledge) -> str | None:
    for name in names:
        for entry in knowledge.names(name):
            if entry.kind in ("country", "adjective"):
                return entry.code
    hits = [e for h in knowledge.scan(tokens) for e in h.entries if e.kind in ("country", "adjective")]
    return hits[0].code if hits else None


def _hint(tokens: Sequence[Word]) -> str:
    lower = {w.lower for w in tokens}
    if lower & _TOWN_WORDS:
        return "town"
    return "admin1" if lower & _REGION_WORDS else ""


def _containment(tokens: Sequence[Word], names: Sequence[str]) -> tuple[str | None, str]:
    """Container and place: "A's B village", "B in A province", "B, A"."""
    if len(names) < 2:
        return None, names[0]
    first_possessive = any(w.possessive for w in tokens)
    if first_possessive:
        return names[0], names[1]
    if any(w.lower in _IN for w in tokens):
        return names[-1], names[0]
    return None, names[0]


def _container_in_text(name: str, text: str) -> str | None:
    """A container that the report gives elsewhere: "Tovuz's Aghdam village", "Aghdam in Tovuz region"."""
    quoted = re.escape(name)
    match = re.search(rf"([A-Z]\w+)'s {quoted}\b", text) or re.search(
        rf"\b{quoted}(?: (?:village|town|city|district))?,? in (?:the )?(?:\w+ )?([A-Z]\w+)"
        r"(?:'s)? (?:region|province|district|state|county)",
        text,
    )
    return match[1] if match and match[1] != name else None


def _best(name: str, context: PlaceContext, gazetteer: Gazetteer, *, country: str | None, hint: str) -> _Scored | None:
    scored = [_score(c, context, country, hint) for c in gazetteer.find(name)]
    best = max(scored, key=lambda s: s.score, default=None)
    return best if best and (best.score >= _TOO_WEAK or not context.countries) else None


def _score(place: Location, context: PlaceContext, country: str | None, hint: str) -> _Scored:
    """Weight in log10 of people: a named country is worth a hundredfold, nearness a thirtyfold."""
    reasons = [f"{place.population} inhabitants"]
    score = math.log10(place.population + 10)
    if country is not None:
        score += 6.0 if place.country == country else -6.0
        reasons.append(f"{country} is named with it")
    elif weight := context.countries.get(place.country, 0.0):
        score += 1.5 + 1.5 * weight
        reasons.append(f"the report names {place.country}")
    elif context.countries:
        score -= _STRANGER
        reasons.append(f"the report does not name {place.country}")
    if place.main:
        score += 0.7
    if hint:
        score += 1.0 if place.kind == hint else -0.5
        reasons.append(f"the words say {hint}")
    elif place.kind == "admin1":
        score -= 1.5  # a bare name is a town's before it is a region's, whose people are many
    if place.lat is not None and place.lon is not None and context.near:
        nearest = min(distance_km((place.lat, place.lon), other) for other in context.near)
        if nearest < 300:
            score += 1.5 * (1 - nearest / 300)
            reasons.append(f"{nearest:.0f} km from another place of the report")
    return _Scored(place, score, ", ".join(reasons))


def _contained(
    mention: str,
    inner: str,
    container: str,
    outer: _Scored,
    gazetteer: Gazetteer,
    span: tuple[int, int] | None,
) -> Place:
    """The inner place if the gazetteer knows one inside the container, else the container's point."""
    region = outer.location
    inside = [
        c for c in gazetteer.find(inner)
        if c.country == region.country and c.kind == "town" and (_same_region(c, region) or _close(c, region))
    ]  # fmt: skip
    if inside:
        best = max(inside, key=lambda c: c.population)
        return _place(mention, best, f"lies in {container}, as the text says", span)
    return Place(
        text=mention,
        name=inner,
        country=region.country,
        admin1=region.admin1 or region.name,
        lat=region.lat,
        lon=region.lon,
        geonames_id=region.geonames_id,
        precision="admin1",
        why=f"the gazetteer knows no {inner} in {container}, where the text puts it: the point is {container}'s",
        span=span,
    )


def _same_region(a: Location, b: Location) -> bool:
    return a.admin1 is not None and place_key(a.admin1) in (place_key(b.admin1 or ""), place_key(b.name))


def _close(a: Location, b: Location) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) < _NEAR_KM


def _place(mention: str, location: Location, why: str, span: tuple[int, int] | None) -> Place:
    return Place(
        text=mention,
        name=location.name,
        country=location.country,
        admin1=location.admin1,
        lat=location.lat,
        lon=location.lon,
        geonames_id=location.geonames_id,
        precision=location.kind,
        why=why,
        span=span,
    )


def _likely(context: PlaceContext) -> tuple[str | None, str]:
    """The country of what has no name of its own, and why."""
    if context.last:
        return context.last, "the country is that of the place named before"
    most = max(context.countries, key=lambda c: context.countries[c], default=None)
    return most, "the country is the one that the report names most"


def _country_place(mention: str, country: str | None, context: PlaceContext, span: tuple[int, int] | None) -> Place:
    if country is None:
        likely, why = _likely(context)
        return Place(
            text=mention, country=likely, precision="country" if likely else "unknown",
            why=f"no name of a place in these words; {why}", span=span,
        )  # fmt: skip
    return Place(text=mention, name=mention, country=country, precision="country", why="names a country", span=span)


def _unknown(
    mention: str, name: str, country: str | None, context: PlaceContext, span: tuple[int, int] | None
) -> Place:
    """No such name in the gazetteer: the country alone, from the mention or else the report."""
    if country is not None:
        return Place(
            text=mention, name=name, country=country, precision="country",
            why=f"the gazetteer knows no {name}; its country is named with it", span=span,
        )  # fmt: skip
    likely, why = _likely(context)
    return Place(
        text=mention, name=name, country=likely, precision="country" if likely else "unknown",
        why=f"the gazetteer knows no {name} that fits; {why}", span=span,
    )  # fmt: skip
