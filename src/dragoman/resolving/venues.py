"""Streets, buildings and rooms: they lie in a town, which the report names beside them, and no gazetteer knows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from math import exp, log1p

from dragoman.resolving.gazetteer import Location

__all__ = ["is_venue", "town_around"]

_VENUE = re.compile(
    r"\b(?:apartment|ave|avenue|bakery|bank|bar|barber ?shop|block|blvd|boulevard|building|caf[eé]|cathedral|church|"
    r"cinema|clinic|club|college|complex|condo|corner|court|courthouse|courtroom|dormitory|drive|factory|garage|"
    r"gas station|grocery|gym|hall|home|hospital|hostel|hotel|house|intersection|jail|lane|library|mall|market|mosque|"
    r"motel|neighbo(?:u)?rhood|nightclub|office|park|parking lot|petrol station|place|playground|plaza|police station|"
    r"pub|rd|residence|restaurant|road|room|salon|school|shop|shopping cent(?:er|re)|square|st|stadium|station|store|"
    r"street|subdivision|supermarket|synagogue|tavern|temple|terminal|theat(?:er|re)|university|warehouse|way|yard)s?\b",
    re.IGNORECASE,
)
#: Nearness falls to a third over so many characters; a town named only later tells less.
_REACH, _LATER = 300.0, 0.5
#: How much more a town says that the report names over and over than one that stands near.
_OFTEN = 1.0


def is_venue(mention: str) -> bool:
    """Whether the words name a street, a building or the like, which lies in a town."""
    return _VENUE.search(mention) is not None


def town_around(at: int, towns: Sequence[tuple[int, Location]], country: str | None) -> Location | None:
    """The town in which a venue at an offset lies: one of those that the report names near it and often.

    `towns` are the towns of the report by the offsets of their names; with a `country` only its own count.
    """
    weights: defaultdict[Location, float] = defaultdict(float)
    counts: defaultdict[Location, int] = defaultdict(int)
    for start, town in towns:
        if country is None or town.country == country:
            gap = at - start
            weights[town] += exp(-gap / _REACH) if gap >= 0 else _LATER * exp(gap / _REACH)
            counts[town] += 1
    return max(weights, key=lambda t: weights[t] + _OFTEN * log1p(counts[t]), default=None)
