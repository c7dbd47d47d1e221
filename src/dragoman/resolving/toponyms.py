"""The places that a report names, wherever they stand: what a single mention is resolved against.

`find_toponyms` recognises them by their form and by the gazetteer; `place_context` resolves them together,
since namesakes are told apart by the places that stand beside them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.resolving.actors import SUPRANATIONAL
from dragoman.resolving.gazetteer import Gazetteer, Location, place_key
from dragoman.resolving.knowledge.loader import Entry, Hit, Knowledge
from dragoman.resolving.place_names import is_abbreviation, is_region
from dragoman.resolving.place_scores import PlaceContext, best_location, candidates
from dragoman.resolving.venues import is_side
from dragoman.resolving.words import Word, words

__all__ = ["Toponym", "find_toponyms", "place_context"]

#: A preposition, or a verb of motion, in front of a place.
_BEFORE = frozenset(
    "in at near from to of around outside inside across between into towards toward through throughout over leaving "
    "via off visit visited reached entered left town city village".split()
)
_TITLES = frozenset(
    "mr mrs ms dr sir lord gen col lt maj capt sgt president minister king queen prince princess pope senator judge "
    "mayor governor general colonel captain sheikh ayatollah rev justice professor said says".split()
)
_COMMON = frozenset(
    "the a an in on at he she it we they you i but and his her its their this that these those there when while after "
    "before monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december police court army government state church school university hospital "
    "street road avenue park house center centre college county department office board council commission national "
    "international united american god no yes one two three new old as if for so or not all some many most "
    "more us north south east west northern southern eastern western central union republic commonwealth justice bank "
    "federal democratic olympic mine officer date mile much "
    "jan feb aug sep sept oct nov dec".split()
)
_INSTITUTION = frozenset(
    "university college school hospital church street road avenue boulevard times post news tribune herald journal "
    "gazette inc corp company bank club fc united city's airport stadium station department office police sheriff "
    "court board council authority association institute center centre museum park hotel highway drive lane".split()
)
#: What a town has of its own: "Oakland police" are in Oakland.
_OF_TOWNS = frozenset({"police", "fire", "mayor"})
_JOINS = frozenset({"of", "de", "la", "del", "al", "el", "-", "the", "du", "da", "les", "upon", "on"})
_PAIR = re.compile(r", ?")
_LONGEST = 5
#: A town must be so large to be known by what it owns alone: "Chili's" is a restaurant.
_OWNS = 20_000


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name at `start:end`; `country` is the code where the tables know it as a country's name."""

    text: str
    start: int
    end: int
    country: str | None = None


def find_toponyms(
    text: str, knowledge: Knowledge, gazetteer: Gazetteer, hits: Sequence[Hit] | None = None
) -> list[Toponym]:
    """Place names of a cleaned text, in its order: countries of the tables, and names of the gazetteer.

    `hits` are what the tables know of the text's words, where that has been looked up already.

    A name counts where its surroundings say that it is a place ("in Leeds", "Leeds, England") or where the
    gazetteer holds nothing small under it; persons' and institutions' names are left out.
    """
    tokens = words(text)
    found: list[Toponym] = []
    persons: set[str] = set()
    named = {h.first: h for h in (knowledge.scan(tokens) if hits is None else hits) if h.entries}
    at = 0
    while at < len(tokens):
        hit = named.get(at)
        if hit and not _is_place(hit.entries[0]):
            at = hit.last
            continue
        last = _end(tokens, at, gazetteer)
        if hit and hit.last >= last and hit.entries[0].kind in ("country", "adjective", "demonym"):
            if any(e.kind == "country" for e in hit.entries):
                found.append(_toponym(text, tokens, at, hit.last, hit.entries[0].code))
            at = hit.last
        elif last > at:
            if _fits(text, tokens, at, last, persons, gazetteer):
                found.append(_toponym(text, tokens, at, last, None))
            at = last
        else:
            if tokens[at].is_name and at and tokens[at - 1].lower in _TITLES:
                persons.add(tokens[at].lower)
            at += 1
    return found


def _is_place(entry: Entry) -> bool:
    return entry.kind in ("country", "capital", "province", "adjective", "demonym") and entry.code not in SUPRANATIONAL


def _toponym(text: str, tokens: Sequence[Word], first: int, last: int, country: str | None) -> Toponym:
    start, end = tokens[first].start, tokens[last - 1].end
    if tokens[last - 1].possessive and text[start:end].endswith(("'s", "’s")):
        end -= 2
    elif text[end - 1] == "." and "." not in text[start : end - 1] and not is_abbreviation(text[start:end]):
        end -= 1
    return Toponym(text[start:end], start, end, country)


def _end(tokens: Sequence[Word], at: int, gazetteer: Gazetteer) -> int:
    """Index behind the longest name of the gazetteer that begins at `at`; `at` itself where none does."""
    if not tokens[at].is_name or (tokens[at].lower in _COMMON and not _is_compound(tokens, at)):
        return at
    ends = []
    for last in range(at + 1, min(len(tokens), at + _LONGEST) + 1):
        word = tokens[last - 1]
        if not (word.is_name or word.lower in _JOINS):
            break
        if word.is_name and (last > at + 1 or tokens[at].lower not in _COMMON):
            ends.append(last)  # "East Oakland" is no place called East
        if word.possessive or (word.text.endswith(".") and len(word.text) > 3):
            break
    for last in reversed(ends):
        name = " ".join(w.folded for w in tokens[at:last]).replace(" - ", "-")
        if (len(name) > 2 and gazetteer.find(name)) or is_region(name) or _after_comma(tokens, at, last, name):
            return last
    return at


def _after_comma(tokens: Sequence[Word], at: int, last: int, name: str) -> bool:
    """ "Leeds, Ala.": an abbreviation counts behind a comma only."""
    return last == at + 1 and at > 1 and tokens[at - 1].folded == "," and is_abbreviation(name)


def _is_compound(tokens: Sequence[Word], at: int) -> bool:
    """ "New York", "St Louis": a common word that goes on in capitals."""
    return at + 1 < len(tokens) and tokens[at + 1].is_name and _touch(tokens[at], tokens[at + 1])


def _touch(one: Word, two: Word) -> bool:
    """Whether nothing but a blank stands between, and no sentence ends."""
    return two.start == one.end + 1 and not (one.text.endswith(".") and len(one.text) > 3)


def _fits(text: str, tokens: Sequence[Word], first: int, last: int, persons: set[str], gazetteer: Gazetteer) -> bool:
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    if before and before.folded == "," and is_abbreviation(tokens[first].text):
        return True  # "Columbus, GA News"
    if before and before.lower in _TITLES:
        persons.add(tokens[last - 1].lower)
        return False
    if after and after.lower in _INSTITUTION and _touch(tokens[last - 1], after):
        own = after.lower in _OF_TOWNS and tokens[first].lower not in persons
        return own and any(c.kind == "town" and c.main and c.population > 500 for c in gazetteer.find(text[tokens[first].start : tokens[last - 1].end]))
    if after and after.is_name and _touch(tokens[last - 1], after) and after.lower not in ("county", "city"):
        persons.add(after.lower)  # "Jordan Brook"
        return False
    if before and before.is_name and _touch(before, tokens[first]) and before.lower not in _BEFORE | _SIDES:
        persons.add(tokens[last - 1].lower)
        return False
    if tokens[first].lower in persons and last - first == 1:
        return False
    if last - first == 1 and tokens[first].possessive and _biggest(tokens[first].folded, gazetteer) < _OWNS:
        return False  # a shop or a person
    name = text[tokens[first].start : tokens[last - 1].end]
    if is_side(name):
        return False
    if (
        is_region(name)
        or (before and before.lower in _BEFORE)
        or (after and after.folded == "," and _listed(tokens, last, gazetteer))
    ):
        return True
    if before and before.folded == "," and first > 1 and tokens[first - 2].is_name:
        return True
    if last - first == 1 and any(w.text == tokens[first].lower for w in tokens):
        return False  # "Man", "Young": words that the report uses as such
    return _biggest(name, gazetteer) > (15_000 if last - first == 1 else 5_000)


def _biggest(name: str, gazetteer: Gazetteer) -> int:
    return max((c.population for c in gazetteer.find(name) if c.main), default=0)


_SIDES = frozenset("north south east west northern southern eastern western central greater".split())


def _listed(tokens: Sequence[Word], comma: int, gazetteer: Gazetteer) -> bool:
    """Whether behind the comma another place stands: "Leeds, England"."""
    nxt = tokens[comma + 1] if comma + 1 < len(tokens) else None
    return bool(nxt and nxt.is_name and gazetteer.find(nxt.folded))


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
    containers = dict(_containers(text, toponyms, gazetteer))
    fitting = {key: frozenset(_regions(name, gazetteer)) for key, name in names.items()}
    fits: defaultdict[tuple[str, str], float] = defaultdict(float)
    for regions in fitting.values():
        for region in regions:
            fits[region] += 1 / len(regions)
    context = PlaceContext(countries=countries, containers=containers, text=text, fits=fits, fitting=fitting)
    for _ in range(3):
        found = {key: _likeliest(key, name, context, gazetteer) for key, name in names.items()}
        context = replace(context, places={key: place for key, place in found.items() if place})
    named = [(t.start, context.places.get(place_key(t.text))) for t in toponyms if t.country is None]
    spots = [(at, place) for at, place in named if place]
    return replace(
        context,
        spots=tuple((at, place.country) for at, place in spots),
        towns=tuple((at, place) for at, place in spots if place.kind == "town"),
    )


def _likeliest(key: str, name: str, context: PlaceContext, gazetteer: Gazetteer) -> Location | None:
    """The likeliest place of a name; none where it lies in a region in which the gazetteer knows no such place."""
    best = best_location(name, context, gazetteer)
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


def _containers(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """ "Paris, Texas": the second holds the first; in "Iowa, Texas and Ohio" it does not."""
    for one, two in pairwise(toponyms):
        if one.country is None and _PAIR.fullmatch(text[one.end : two.start]):
            wide = two.country or is_abbreviation(two.text) or _is_admin1(two.text, gazetteer)
            if wide and not _is_admin1(one.text, gazetteer):
                yield place_key(one.text), two.text


def _is_admin1(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a large region's before it is a town's."""
    found = gazetteer.find(name)
    return bool(found) and found[0].kind == "admin1"
