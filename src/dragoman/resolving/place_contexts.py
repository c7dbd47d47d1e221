"""What a report's places tell of each other: the context that a single mention is resolved against.

All places of a report are resolved together, since namesakes are told apart by the places that stand beside them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.resolving.gazetteer import Gazetteer, Location, place_key
from dragoman.resolving.knowledge.loader import Hit, Knowledge
from dragoman.resolving.place_names import is_abbreviation, is_region
from dragoman.resolving.place_scores import PlaceContext, best_location, candidates
from dragoman.resolving.toponyms import Toponym, find_toponyms

__all__ = ["place_context"]

_PAIR = re.compile(r", ?")


def place_context(
    text: str,
    countries: Mapping[str, float],
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    hits: Sequence[Hit] | None = None,
) -> PlaceContext:
    """The context of a report's places: all that it names, resolved three times, the later times beside each other.

    `countries` are weights from the names of countries alone; `hits` as for `find_toponyms`.
    """
    toponyms = find_toponyms(text, knowledge, gazetteer, hits)
    names = {place_key(t.text): t.text for t in toponyms if t.country is None and not is_region(t.text)}
    inside = list(_containers(text, toponyms, gazetteer))
    containers = {key: outer.text for key, outer in inside}
    states = {key: outer.country for key, outer in inside if outer.country}
    fitting = {key: frozenset(_regions(name, gazetteer)) for key, name in names.items()}
    fits: defaultdict[tuple[str, str], float] = defaultdict(float)
    for regions in fitting.values():
        for region in regions:
            fits[region] += 1 / len(regions)
    context = PlaceContext(countries=countries, containers=containers, text=text, fits=fits, fitting=fitting)
    for _ in range(3):
        found = {key: _likeliest(key, name, context, gazetteer, states.get(key)) for key, name in names.items()}
        context = replace(context, places={key: place for key, place in found.items() if place})
    named = [(t.start, context.places.get(place_key(t.text))) for t in toponyms if t.country is None]
    spots = [(at, place) for at, place in named if place]
    return replace(
        context,
        spots=tuple((at, place.country) for at, place in spots),
        towns=tuple((at, place) for at, place in spots if place.kind == "town"),
    )


def _likeliest(key: str, name: str, context: PlaceContext, gazetteer: Gazetteer, state: str | None) -> Location | None:
    """The likeliest place of a name; none where it lies in a region in which the gazetteer knows no such place.

    `state` is the country that stands behind the name, if one does: Georgia is a country in "Batumi, Georgia".
    """
    best = best_location(name, context, gazetteer)
    if best is not None and best.country == state:
        return best
    region = _region_of(context.containers.get(key), gazetteer)
    if best is None or region is None or (best.country, best.admin1) == region:
        return best
    inside = [c for c in candidates(name, gazetteer) if (c.country, c.admin1) == region and c.kind != "admin1"]
    return max(inside, key=lambda c: (c.main, c.population), default=None)


def _region_of(container: str | None, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The first-level region that a container names, unless several have its name."""
    regions = {(c.country, c.admin1) for c in candidates(container or "", gazetteer) if c.kind == "admin1" and c.main}
    return next(((country, name) for country, name in regions if name), None) if len(regions) == 1 else None


def _regions(name: str, gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """The regions that have a place of a name."""
    for place in gazetteer.find(name):
        if place.admin1 and place.main and place.kind != "admin1":
            yield place.country, place.admin1


def _containers(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Iterator[tuple[str, Toponym]]:
    """ "Paris, Texas": the second holds the first; in "Iowa, Texas and Ohio" it does not."""
    for one, two in pairwise(toponyms):
        if one.country is None and _PAIR.fullmatch(text[one.end : two.start]):
            wide = two.country or is_abbreviation(two.text) or _is_admin1(two.text, gazetteer)
            if wide and not _is_admin1(one.text, gazetteer):
                yield place_key(one.text), two


def _is_admin1(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a large region's before it is a town's."""
    found = gazetteer.find(name)
    return bool(found) and found[0].kind == "admin1"
