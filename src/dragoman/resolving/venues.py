"""Streets, buildings and rooms: they lie in a town, which the report names beside them, and no gazetteer knows them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import exp, log1p

from dragoman.resolving.gazetteer import Location

__all__ = ["is_side", "is_venue", "town_around"]

#: "Linden Street", "Addison Pl.", "the 2000 block of Karanda", "the intersection of First and Main".
_ADDRESS = re.compile(
    r"[\w.'’-]+ (?:Ave|Avenue|Blvd|Boulevard|Circle|Court|Dr|Drive|Lane|Parkway|Pkwy|Pl|Place|Plaza|Rd|Road|Square|St|"
    r"Street|Terrace|Way)\b|(?i:\bblock of\b|\b(?:corner|intersection) of\b)"
)
_STATIONS = r"(?:bus|filling|fire|gas|metro|petrol|police|polling|railway|subway|train) station"
_BUILDINGS = (
    rf"apartment|baker(?:y|ie)|bar|barber ?shop|building|caf[eé]|cathedral|church|cinema|clinic|club|college|condo|"
    rf"courthouse|courtroom|dormitor(?:y|ie)|factor(?:y|ie)|garage|grocery|gym|hall|home|hospital|hostel|hotel|house|"
    rf"librar(?:y|ie)|mall|mosque|motel|nightclub|office|(?:parking|vacant) lot|playground|pub|residence|restaurant|"
    rf"room|salon|school|shop|shopping cent(?:er|re)|stadium|{_STATIONS}|store|supermarket|synagogue|tavern|temple|"
    rf"theat(?:er|re)|universit(?:y|ie)|warehouse"
)
#: A building is the head of its phrase: "his family home" is one, "her home country" and "on the way home" are none.
_BUILDING = re.compile(
    rf"(?i)(?<!way )\b(?:{_BUILDINGS})(?:e?s)?(?=$|[.,;)]|\s+(?:across|along|at|behind|close|in|inside|just|near|next|"
    rf"of|off|on|outside|owned|there|where)\b)"
)
#: Part of whatever town it is: "the South Side", "Westside".
_SIDE = re.compile(
    r"\b(?:(?:North|South)(?:east|west)?|East|West)(?:(?:ern)?[ -](?:[Ss]ide|[Ee]nd)|side)\b(?!-)|"
    r"\b(?:city|town)['’]s\s(?:far\s)?(?:north|south|east|west)\w*\s?side\b"
)
#: A town this near before a venue is the one around it; a town farther off than this says nothing.
_BESIDE, _FAR = 150, 3_000
#: A report is at home in a town named so often; of others named once those within so many kilometres are its own.
_AT_HOME, _DAY_TRIP = 2, 150.0
#: People of a town that is no person's or firm's name, however seldom it is named.
_KNOWN = 100_000
#: Nearness falls to a third over so many characters; a town named only later tells less.
_REACH, _LATER = 300.0, 0.5


def is_side(name: str) -> bool:
    """Whether a name is that of a part of any town."""
    return _SIDE.fullmatch(name) is not None


def is_venue(mention: str) -> bool:
    """Whether the words name a street, a building, a side of town or the like, which lies in a town."""
    return any(pattern.search(mention) for pattern in (_SIDE, _ADDRESS, _BUILDING))


def town_around(at: int, towns: Sequence[tuple[int, Location]], country: str | None) -> Location | None:
    """The town in which a venue at an offset lies, if the report names one.

    `towns` are the towns of the report by the offsets of their names. One just before the venue is it, unless it is
    small, named once and far from the town named most; else those of the `country`, where it is known, are weighed by
    how near and how often they are named.
    """
    own = _near_home([(at - start, town) for start, town in towns if country in (None, town.country)])
    if beside := min((g for g in own if 0 <= g[0] < _BESIDE), key=lambda g: g[0], default=None):
        return beside[1]
    if country is None:
        return None
    counts = Counter(town for gap, town in own if abs(gap) < _FAR)
    near: defaultdict[Location, float] = defaultdict(float)
    for gap, town in own:
        near[town] += exp(-gap / _REACH) if gap >= 0 else _LATER * exp(gap / _REACH)
    return max(counts, key=lambda town: near[town] + log1p(counts[town]), default=None)


def _near_home(own: Sequence[tuple[int, Location]]) -> Sequence[tuple[int, Location]]:
    """Without the towns named once that lie far from the one named most: mostly a person's or a firm's name."""
    counts = Counter(town for _, town in own)
    home = max(counts, key=lambda town: counts[town], default=None)
    if home is None or counts[home] < _AT_HOME:
        return own
    return [g for g in own if counts[g[1]] > 1 or g[1].population > _KNOWN or _is_near(g[1], home)]


def _is_near(one: Location, other: Location) -> bool:
    apart = one.km_to(other)
    return apart is None or apart < _DAY_TRIP
