"""Those who were shot, of whom some died: "six people were shot, one fatally" is one dead and five hurt.

A number of people shot tells neither how many died nor how many were hurt. Where its sentence counts the dead among
them in other words, it tells both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.event import Quantity
from dragoman.frame import Frame
from dragoman.resolving.numbers import Amount, find_amounts
from dragoman.resolving.quantity_words import CUES, SHOT

__all__ = ["with_dead_among_shot"]

_LEADS_IN = re.compile(r"(?:\bkilling|\bleaving|\bincluding|\bof\s+whom|\bof\s+them)\s+(?:at\s+least\s+)?$", re.I)
_BEHIND = re.compile(r"(?:\s+[\w-]+){0,2}?(?:\s+of\s+(?:them|whom))?(?:\s+\w+)?\s+(?:fatally|dead|died|killed)\b", re.I)


def with_dead_among_shot(frame: Frame, found: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a frame; of a number of people shot, the dead that its sentence counts and the others apart.

    Without such a count of the dead a number stays as it is.
    """
    quantities = tuple(found)
    trigger = frame.trigger.text
    if frame.event != "ASSAULT" or not SHOT.search(trigger) or CUES["killed"].search(trigger):
        return quantities
    return tuple(_distinct(part for quantity in quantities for part in _parts(frame, quantity)))


def _parts(frame: Frame, quantity: Quantity) -> Iterator[Quantity]:
    told = quantity.kind != "killed" or CUES["killed"].search(quantity.text)
    dead = None if told or quantity.span is None else _dead_among(frame, quantity)
    if dead is None or quantity.min is None or dead.min is None:
        yield quantity
        return
    start, end = dead.start + frame.sentence.start, dead.end + frame.sentence.start
    words = frame.sentence.text[dead.start : dead.end]
    yield replace(quantity, kind="killed", text=words, min=dead.min, max=dead.max, span=(start, end))
    most = None if quantity.max is None else quantity.max - dead.min
    yield replace(quantity, kind="injured", min=quantity.min - dead.min, max=most)


def _dead_among(frame: Frame, quantity: Quantity) -> Amount | None:
    """The number of dead that the sentence tells besides, if they may be among those shot."""
    text, offset = frame.sentence.text, frame.sentence.start
    start, end = quantity.span or (0, 0)
    for amount in find_amounts(text):
        if start < amount.end + offset and amount.start + offset < end:
            continue
        behind = _BEHIND.match(text, amount.end)
        led_in = _LEADS_IN.search(text, 0, amount.start) and CUES["killed"].search(text, amount.start - 20)
        fewer = amount.min is not None and quantity.min is not None and 0 < amount.min < quantity.min
        if fewer and (behind or led_in):
            return amount
    return None


def _distinct(quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Without a number that is told twice: as a span of its own and as a part of those shot."""
    seen: set[tuple[str, float | None, float | None]] = set()
    for quantity in quantities:
        if (key := (quantity.kind, quantity.min, quantity.max)) not in seen:
            seen.add(key)
            yield quantity
