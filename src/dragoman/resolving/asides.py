"""Spans that the encoder gives to a party and that are none: how many, who tells it, what somebody was.

"Townsmen gave blood by the hundreds", "Mali, according to AFP, denied it", "Purcell resigned as president".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.frame import PARTIES, Frame, RoleSpan
from dragoman.reading.clean import clean
from dragoman.resolving.knowledge.loader import Hit
from dragoman.resolving.words import Word

__all__ = ["without_asides"]

#: Characters before a span that tell what it is.
_NEAR = 30
_COUNT = re.compile(r"the (?:dozen|score|hundred|thousand|million)s?", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:by|in) $")
_SOURCE = re.compile(r"\baccording to (?:the )?$")
_SERVED = re.compile(
    r"\b(?:resign(?:s|ed|ing)?|step(?:s|ped|ping)? down|st(?:oo|an)d down|serv(?:es?|ed|ing)) as (?:the )?$"
)


def without_asides(frames: Iterable[Frame], text: str, tokens: Sequence[Word], hits: Iterable[Hit]) -> list[Frame]:
    """The frames without such spans; arguments as of `with_whole_names`."""
    plain = clean(text)
    offices = {tokens[h.first].start for h in hits if h.noun and h.noun.kind == "office"}
    return [replace(f, roles=tuple(_kept(f.roles, plain, offices))) for f in frames]


def _kept(roles: Sequence[RoleSpan], plain: str, offices: set[int]) -> Iterable[RoleSpan]:
    sources = [r for r in roles if r.role == "actor" and _SOURCE.search(_before(r, plain))]
    others = sum(r.role == "actor" for r in roles) > len(sources)
    for one in roles:
        before = _before(one, plain)
        counted = _COUNT.fullmatch(one.span.text) and _COUNTED.search(before)
        served = _SERVED.search(before) and any(one.span.start <= at < one.span.end for at in offices)
        if one.role in PARTIES and (counted or served or (others and one in sources)):
            continue
        yield one


def _before(one: RoleSpan, plain: str) -> str:
    return plain[max(0, one.span.start - _NEAR) : one.span.start]
