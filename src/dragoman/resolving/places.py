"""Where: a mention resolved to a place, by a score that explains itself.

The candidates of the gazetteer are weighed by the countries, regions and other places that the report
names, by containment told in the mention itself or elsewhere in the report ("Tovuz's Aghdam village"
lies in Tovuz), and by population.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.event import Place
from dragoman.resolving.gazetteer import Gazetteer, Location, distance_km, place_key
from dragoman.resolving.knowledge.loader import Knowledge
from dragoman.resolving.place_names import (
    behind_mission,
    container_in_text,
    containment,
    country_of,
    hint_of,
    is_country,
    is_region,
    place_names,
    regions,
)
from dragoman.resolving.place_scores import Evidence, PlaceContext, Scored, best_of, candidates
from dragoman.resolving.venues import is_side, is_venue, town_around
from dragoman.resolving.words import words

__all__ = ["PlaceContext", "resolve_place"]

_NEAR_KM = 80.0


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
    if place.lat is None and is_venue(mention):
        place = _in_town(place, context, span)
    return replace(place, text=exact) if exact is not None else place


def _resolved(
    mention: str,
    context: PlaceContext,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    span: tuple[int, int] | None,
) -> Place:
    tokens = behind_mission(words(mention))
    if whole := next((e for e in knowledge.names(mention) if e.kind == "country" and not is_region(mention)), None):
        if part := _part_of_country([mention], whole.code, context, gazetteer):
            return _place(mention, part.location, part.why, span)
        return _country_place(mention, whole.code, context, gazetteer, span)
    names = place_names(tokens, knowledge, lambda name: place_key(name) in regions() or gazetteer.find(name))
    country = country_of(tokens, names, knowledge)
    towns = [n for n in names if is_region(n) or not (is_country(n, knowledge) or is_side(n))]
    if not towns and (part := _part_of_country(names, country, context, gazetteer)):
        return _place(mention, part.location, part.why, span)
    if not towns:
        return _country_place(mention, country, context, gazetteer, span)
    if len(towns) == 1 and (region := regions().get(place_key(towns[0]))) and not country:
        return _region_place(mention, region, span)
    container, inner = containment(tokens, towns)
    if container is None:
        container = context.containers.get(place_key(inner)) or container_in_text(inner, context.text)
        if container is not None and is_country(container, knowledge):
            country, container = country or country_of([], [container], knowledge), None
    best = best_of(inner, context, gazetteer, country=country, hint=hint_of(tokens))
    if container is not None:
        # A street lies in a town, whatever larger has its name, unless the words say otherwise; a village in a region.
        street = is_venue(mention) and not hint_of(tokens)
        outer = best_of(container, context, gazetteer, country=country, hint="" if street else "admin1")
        if street and outer is not None and outer.location.kind == "town":
            why = f"the gazetteer knows no {inner}; taken for {container}, where the text puts it"
            return _place(mention, outer.location, why, span)
        if outer is not None:
            return _contained(mention, inner, container, outer, gazetteer, span, best)
    if best is None:
        return _unknown(mention, inner, country, context, knowledge, gazetteer, span)
    return _place(mention, best.location, best.why, span)


def _in_town(place: Place, context: PlaceContext, span: tuple[int, int] | None) -> Place:
    """A street or building that nothing is known of, taken for the town around it, if the report names one."""
    town = town_around(span[0], context.towns, place.country) if span else None
    if town is None:
        return place
    return _place(place.text, town, f"{place.why}; taken for {town.name}, the town that the report names there", span)


def _part_of_country(
    names: Sequence[str], country: str | None, context: PlaceContext, gazetteer: Gazetteer
) -> Scored | None:
    """A region whose name the tables hold as a country's: England, and Georgia beside other places of America."""
    if len(names) != 1 or country is None:
        return None
    regions = [c for c in gazetteer.find(names[0]) if c.kind == "admin1" and c.main]
    own = next((c for c in regions if c.country == country), None)
    whole = gazetteer.country(country)
    if own is not None and whole is not None and place_key(whole.name) != place_key(names[0]):
        return Scored(own, 0.0, f"a part of {country}")
    other = next((c for c in regions if c.country != country), None)
    if other is None or whole is None:
        return None
    near = Evidence.of(names[0], context).near
    if sum(_within(other, p) for p in near) > sum(_within(whole, p) for p in near):
        return Scored(other, 0.0, f"the report's other places lie nearer to the one in {other.country}")
    return None


def _within(place: Location, point: tuple[float, float], km: float = 600.0) -> bool:
    return place.lat is not None and place.lon is not None and distance_km((place.lat, place.lon), point) < km


def _region_place(mention: str, row: dict[str, str], span: tuple[int, int] | None) -> Place:
    return Place(
        text=mention, name=row["name"], country=row["code"] or None, lat=float(row["lat"]), lon=float(row["lon"]),
        precision="region", why=f"a {row['kind']}; the point is about its middle", span=span,
    )  # fmt: skip


def _contained(
    mention: str,
    inner: str,
    container: str,
    outer: Scored,
    gazetteer: Gazetteer,
    span: tuple[int, int] | None,
    best: Scored | None,
) -> Place:
    """The inner place if the gazetteer knows one inside the container, else the container's point."""
    region = outer.location
    inside = [c for c in candidates(inner, gazetteer) if c.country == region.country and _lies_in(c, region)]
    if inside:
        chosen = max(inside, key=lambda c: (c.main, c.kind == "town", c.population))
        if best and best.location in inside:
            chosen = best.location
        return _place(mention, chosen, f"lies in {container}, as the text says", span)
    return Place(
        text=mention,
        name=inner,
        country=region.country,
        admin1=region.admin1 or region.name,
        lat=region.lat,
        lon=region.lon,
        geonames_id=region.geonames_id,
        precision="admin1" if region.kind == "admin1" else "district",
        why=f"the gazetteer knows no {inner} in {container}, where the text puts it: the point is {container}'s",
        span=span,
    )


def _lies_in(place: Location, region: Location) -> bool:
    if region.kind == "admin1":
        return place.admin1 == region.admin1 and place != region
    if region.kind == "district":
        return (place.admin1, place.admin2) == (region.admin1, region.admin2) and place != region
    return place != region and _close(place, region)


def _close(a: Location, b: Location) -> bool:
    apart = a.km_to(b)
    return apart is not None and apart < _NEAR_KM


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
    if context.main:
        return context.main, "the country is the one of which the report speaks there"
    most = max(context.countries, key=lambda c: context.countries[c], default=None)
    return most, "the country is the one that the report names most"


def _at_country(
    mention: str,
    name: str | None,
    code: str | None,
    why: str,
    gazetteer: Gazetteer,
    span: tuple[int, int] | None,
    *,
    named: bool = False,
) -> Place:
    """A place of which only the country is known; where it is itself `named`, the point is its middle."""
    middle = gazetteer.country(code) if code and named else None
    return Place(
        text=mention, name=name, country=code, lat=middle.lat if middle else None, lon=middle.lon if middle else None,
        geonames_id=middle.geonames_id if middle and name == mention else None,
        precision="country" if code else "unknown", why=why, span=span,
    )  # fmt: skip


def _country_place(
    mention: str, country: str | None, context: PlaceContext, gazetteer: Gazetteer, span: tuple[int, int] | None
) -> Place:
    if country is None:
        likely, why = _likely(context)
        return _at_country(mention, None, likely, f"no name of a place in these words; {why}", gazetteer, span)
    return _at_country(
        mention, mention, country, "names a country; the point is its middle", gazetteer, span, named=True
    )


def _unknown(
    mention: str,
    name: str,
    country: str | None,
    context: PlaceContext,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    span: tuple[int, int] | None,
) -> Place:
    """No such name in the gazetteer: the country alone, from the mention or else the report."""
    if country is not None:
        why = f"the gazetteer knows no {name}; its country is named with it"
        return _at_country(mention, name, country, why, gazetteer, span)
    body = next((e for e in knowledge.names(name.split(maxsplit=1)[0]) if e.kind == "organisation"), None)
    if body and gazetteer.country(body.code):
        return _at_country(mention, name, body.code, f"of {body.name}", gazetteer, span)
    likely, why = _likely(context)
    return _at_country(mention, name, likely, f"the gazetteer knows no {name} that fits; {why}", gazetteer, span)
