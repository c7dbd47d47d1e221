"""The words of a place: which of them are names, what kind of place they say, and what holds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from dragoman.resolving.gazetteer import place_key
from dragoman.resolving.knowledge.loader import Knowledge, read_table
from dragoman.resolving.words import Word

__all__ = [
    "behind_mission",
    "container_in_text",
    "containment",
    "country_of",
    "hint_of",
    "is_abbreviation",
    "is_country",
    "is_region",
    "place_names",
    "region_of_abbreviation",
    "regions",
]

_REGION_WORDS = frozenset(
    "region province state governorate oblast county prefecture department division emirate canton territory "
    "republic autonomous".split()
)
_DISTRICT_WORDS = frozenset({"district", "county", "parish", "borough", "raion", "municipality", "subdistrict"})
_TOWN_WORDS = frozenset("village town city suburb neighborhood neighbourhood hamlet port settlement".split())
_SIDES = frozenset(
    "the in near at northern southern eastern western central north south east west northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern downtown upper lower greater outer inner".split()
)
_IN = frozenset({"in", "of", "within", "inside", ","})
_PARTICLES = frozenset(
    "al el de la - del of the bin am and les du da do dos das di i e ul ol an as es ibn sur sous en le los las".split()
)
#: Capitalised in addresses and names of buildings; alone they name no town.
_NO_TOWN = frozenset(
    "street avenue road route highway lane court hill bridge extension ministry house hall church part building square "
    "un nato council parliament congress assembly palace office department hotel prison airport base camp gate line "
    "sector zone area".split()
)
_MISSIONS = frozenset({"consular", "embassy", "embassies", "consulate", "consulates", "consulate-general", "legation"})
_GENERIC = _REGION_WORDS | _TOWN_WORDS | _DISTRICT_WORDS

_OWNER = re.compile(r"([A-Z]\w+)'s $")
_OWNER_REACH = 40
_INSIDE = re.compile(
    r"(?: (?:village|town|city|district))?,? in (?:the )?(?:\w+ )?([A-Z]\w+)"
    r"(?:'s)? (?:region|province|district|state|county)"
)


def behind_mission(tokens: Sequence[Word]) -> Sequence[Word]:
    """What stands behind "the Iraqi embassy": an embassy lies in another country than the one it is of."""
    last = max((i for i, w in enumerate(tokens) if w.lower in _MISSIONS), default=-1)
    behind = tokens[last + 1 :]
    if last >= 0 and behind and behind[0].lower == "of":  # "the embassy of Brazil in Asuncion"
        there = next((i for i, w in enumerate(behind) if w.lower in ("in", "at", "near", ",")), len(behind))
        behind = behind[there:]
    return behind


def place_names(tokens: Sequence[Word], knowledge: Knowledge, known: Callable[[str], object]) -> list[str]:
    """Runs of capitalised words, without generic words at their ends; possessives and commas end a run.

    `known` says whether the gazetteer holds a name.
    """
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
        while run and not run[-1].is_name:
            run.pop()
        whole = known(_joined(run))
        while len(run) > 1 and not whole and run[-1].lower in _GENERIC:
            run.pop()
        if not whole and not is_country(_joined(run), knowledge):
            while len(run) > 1 and (run[0].lower == "the" or (run[0].text.islower() and run[0].lower in _SIDES)):
                run.pop(0)
            while len(run) > 1 and run[0].lower in _SIDES and is_country(_joined(run[1:]), knowledge):
                run.pop(0)  # "Northern Syria", though not "Northern Ireland"
        if len(run) > 1 and run[0].is_name and is_country(run[0].folded, knowledge) and not known(_joined(run)):
            names.append(run.pop(0).folded)  # "Iraqi Kurdistan"
        if run and (len(run) > 1 or run[0].lower not in _GENERIC | _SIDES | _NO_TOWN):
            names.append(_joined(run))
    return names


def _joined(run: Sequence[Word]) -> str:
    return " ".join(w.folded for w in run).replace(" - ", "-")


def is_country(name: str, knowledge: Knowledge) -> bool:
    """Whether the tables hold a name as a country's, or as the word for what is of it."""
    return any(e.kind in ("country", "adjective", "demonym") for e in knowledge.names(name))


def country_of(tokens: Sequence[Word], names: Iterable[str], knowledge: Knowledge) -> str | None:
    """Code of the country named in a mention: by one of its names, or by another word ("Iraqi")."""
    for name in names:
        for entry in () if is_region(name) else knowledge.names(name):
            if entry.kind in ("country", "adjective", "demonym"):
                return entry.code
    named = {w for name in names for w in name.replace("-", " ").split()}
    hits = [
        e for h in knowledge.scan(tokens) for e in h.entries
        if e.kind in ("country", "adjective") and not named & {w.folded for w in tokens[h.first : h.last]}
    ]  # fmt: skip
    return hits[0].code if hits else None


def hint_of(tokens: Sequence[Word]) -> str:
    """The kind of place that the words say (town, district, admin1), or nothing."""
    lower = {w.lower for w in tokens}
    if lower & _TOWN_WORDS and not any(w.is_name and w.lower == "city" for w in tokens):
        return "town"
    if lower & _DISTRICT_WORDS:
        return "district"
    return "admin1" if lower & _REGION_WORDS else ""


def containment(tokens: Sequence[Word], names: Sequence[str]) -> tuple[str | None, str]:
    """Container and place: "A's B village", "B in A province", "B, A"."""
    if len(names) < 2:
        return None, names[0]
    first_possessive = any(w.possessive for w in tokens)
    if first_possessive:
        return names[0], names[1]
    if any(w.lower in _IN for w in tokens):
        return names[-1], names[0]
    return None, names[0]


def container_in_text(name: str, text: str) -> str | None:
    """A container that the report gives elsewhere: "Tovuz's Aghdam village", "Aghdam in Tovuz region"."""
    spans = list(_occurrences(name, text))
    owned = (_OWNER.search(text, max(0, start - _OWNER_REACH), start) for start, _ in spans)
    inside = (_INSIDE.match(text, end) for _, end in spans)
    match = next(filter(None, chain(owned, inside)), None)
    return match[1] if match and match[1] != name else None


def _occurrences(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as whole words."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start, end
        start = text.find(name, end)


@cache
def _abbreviations() -> dict[str, str]:
    """ "Va." → Virginia, by look-up form."""
    return {_short(row["abbreviation"]): row["name"] for row in read_table("abbreviations.csv")}


@cache
def regions() -> dict[str, dict[str, str]]:
    """Continents, seas, rivers and other wide places, by look-up form."""
    rows = read_table("regions.csv")
    return {place_key(n): row for row in rows for n in (row["name"], *row["aliases"].split("|")) if n}


def _short(name: str) -> str:
    """Abbreviations keep their case: "OR" is Oregon, "or" is not."""
    return name.replace(".", "").replace(" ", "")


def is_region(name: str) -> bool:
    """Whether a name is that of a continent, sea or another wide place of the tables."""
    return place_key(name) in regions()


def region_of_abbreviation(name: str) -> str | None:
    """The first-level region for which a name is short."""
    return _abbreviations().get(_short(name))


def is_abbreviation(name: str) -> bool:
    """Whether a name is short for a first-level region: "Va."."""
    return region_of_abbreviation(name) is not None
