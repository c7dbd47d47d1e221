"""Those who were shot, of whom some died: "six people were shot, one fatally" is one dead and five hurt.

A number of people shot tells neither how many died nor how many were hurt. Where its clause goes on to count the dead
among them, it tells both.
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

#: Before the number of the dead: "4 shot, | 1 dead", "were shot and | two of them died".
_AND = re.compile(r"(?:,|\band|,\s+(?:leaving|including))\s+$", re.I)
#: No "wanted for killing".
_KILLING = re.compile(r"(?<!\bfor )(?<!\bof )(?<!\bbefore )(?<!\bafter )\bkilling\s+$", re.I)
_ELSEWHERE = re.compile(r"[^,;.]*\b(?:another|separate|different|other)\b", re.I)
#: Beside the one who died "four others were shot".
_OTHERS = re.compile(r"\bothers?\b", re.I)
_DEAD = re.compile(
    r"(?:\s+(?:person|people|m[ae]n|wom[ae]n))?(?:\s+of\s+(?:them|whom))?(?:\s+(?:was|were|later|ha[ds]|have|is|are))*"
    r"\s+(?:fatally|dead|died|killed)\b",
    re.I,
)


def with_dead_among_shot(frame: Frame, found: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a frame; of its one number of people shot, the dead that the sentence counts and the others.

    Others who were shot beside somebody dead are hurt. All else stays as it is.
    """
    quantities = tuple(found)
    trigger = frame.trigger.text
    if frame.event != "ASSAULT" or not SHOT.search(trigger) or CUES["killed"].search(trigger):
        return quantities
    shot = [q for q in quantities if q.kind == "killed" and q.span and not CUES["killed"].search(q.text)]
    hurt = [q for q in shot if _OTHERS.search(q.text)]
    if hurt:
        return tuple(replace(q, kind="injured") if q in hurt else q for q in quantities)
    dead = _dead_among(frame, shot[0]) if shot else None
    if dead is None:
        return quantities
    others = [q for q in quantities if q is not shot[0] and not _is_in(frame, q, dead)]
    if any(q in shot for q in others):
        return quantities  # whose the dead are is not clear
    return (*_parts(frame, shot[0], dead), *others)


def _is_in(frame: Frame, quantity: Quantity, dead: Amount) -> bool:
    start, end = quantity.span or (0, 0)
    return start < dead.end + frame.sentence.start and dead.start + frame.sentence.start < end


def _parts(frame: Frame, shot: Quantity, dead: Amount) -> Iterator[Quantity]:
    """The dead and the others; where either number is open, so is the difference."""
    start, end = dead.start + frame.sentence.start, dead.end + frame.sentence.start
    words = frame.sentence.text[dead.start : dead.end]
    if dead.min:
        yield replace(shot, kind="killed", text=words, min=dead.min, max=dead.max, span=(start, end))
    least = None if dead.max is None or shot.min is None else max(0, shot.min - dead.max)
    most = None if shot.max is None else shot.max - (dead.min or 0)
    if least is not None or most is not None:
        yield replace(shot, kind="injured", min=least, max=most)


def _dead_among(frame: Frame, shot: Quantity) -> Amount | None:
    """The number of dead that the clause of those shot goes on to tell."""
    text, offset = frame.sentence.text, frame.sentence.start
    behind = shot.span[1] - offset if shot.span else 0
    for amount in find_amounts(text):
        if amount.start < behind or shot.min is None or (amount.min or 0) >= shot.min:
            continue
        if _ELSEWHERE.match(text, amount.end):
            continue
        joined = _AND.search(text, behind, amount.start) and _DEAD.match(text, amount.end)
        if joined or _KILLING.search(text, behind, amount.start):
            return amount
    return None
