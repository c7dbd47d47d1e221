"""Meetings of three states or more: whom "the summit", "the ministers" and "the participants" stand for.

Who met is often told once, in a list ("the foreign ministers of Egypt, Greece and Cyprus gathered in Cairo"), while
headline and lead say "a summit in Cairo" before it, and "the ministers" behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.event import Participant
from dragoman.frame import Frame
from dragoman.reading.clean import clean
from dragoman.resolving.actors import SUPRANATIONAL, Reading, read_mention
from dragoman.resolving.knowledge.loader import Knowledge

__all__ = ["Gatherings"]

#: What those of several states do in one place.
_TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
_LEAST = 3
#: Characters over which a meeting is remembered, and over which one that is told only later is looked for.
_REACH, _LATER = 2500, 1500
_MEETING = re.compile(r"(?i)\b(?:summit|conference|meeting|assembly|gathering|forum|talks)(?: (?:of|between) .*)?$")
_MEMBERS = re.compile(
    r"(?i)^(?:(?:all|the|several|various|some|three|four|five|six|seven|eight) )+(?:[a-z-]+ ){0,2}?"
    r"(?:ministers|presidents|premiers|leaders|heads of (?:state|government)|envoys|delegat(?:e|ion)s|participants|"
    r"signatories|governments|countries|nations|states|parties|sides|diplomats|chiefs)$"
)
_SEVERAL = re.compile(r"(?i)\bseveral (?:[a-z-]+ )?(?:ministers|presidents|leaders|countries|states|governments)$")
_BOTH = re.compile(r"(?i)\b(?:two|both)\b")


@dataclass(frozen=True, slots=True)
class _Gathering:
    start: int
    members: tuple[Participant, ...]

    def same_as(self, other: _Gathering) -> bool:
        """Whether most of the states are the same."""
        mine, others = ({m.country for m in g.members} for g in (self, other))
        return 2 * len(mine & others) > len(mine)


class Gatherings:
    """The meetings of one report, found in all of its frames before any is resolved."""

    def __init__(self, frames: Iterable[Frame], knowledge: Knowledge, day: date | None) -> None:
        met = (self._of(frame, knowledge, day) for frame in frames if frame.event in _TOGETHER)
        self._met = [g for g in met if len(g.members) >= _LEAST]

    @staticmethod
    def _of(frame: Frame, knowledge: Knowledge, day: date | None) -> _Gathering:
        members: dict[str, Participant] = {}
        for span in frame.spans("actor"):
            for r in read_mention(clean(span.text), knowledge, day):
                if r.country and r.country not in SUPRANATIONAL:
                    one = Participant(
                        text=span.text, start=span.start, end=span.end, country=r.country,
                        sectors=r.sectors or ("GOV",), name=knowledge.countries.get(r.country), why=r.why,
                    )  # fmt: skip
                    members.setdefault(r.country, one)
        return _Gathering(frame.trigger.start, tuple(members.values()))

    def members(self, mention: str, at: int, readings: Sequence[Reading]) -> tuple[Participant, ...]:
        """Those for whom a mention at an offset stands; none if it says whose it is, or no meeting fits.

        A town in the mention ("Cairo summit") is where they met.
        """
        if not self._met or _BOTH.search(mention) or not (_MEETING.search(mention) or _MEMBERS.search(mention)):
            return ()
        if any(r.country and "capital" not in r.why for r in readings):
            return ()
        before = [g for g in self._met if at - _REACH <= g.start <= at]
        if before:
            # Told again, a meeting may hold guests besides: those whom it was first told of are the ones meant.
            return next(g for g in before if g.same_as(before[-1])).members
        if not (_MEETING.search(mention) or _SEVERAL.search(mention)):
            return ()
        return next((g.members for g in self._met if at < g.start <= at + _LATER), ())
