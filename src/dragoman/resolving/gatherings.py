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
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_HOW_MANY = rf"(?:all|the|several|various|some|{'|'.join(_NUMBERS)})"
_OFFICE = r"(?:foreign|defen[cs]e|interior|finance|trade|energy|prime|participating|attending|assembled|visiting)"
_STATESMEN = (
    r"(?:ministers|presidents|premiers|leaders|heads of (?:state|government)|envoys|delegat(?:e|ion)s|participants|"
    r"signatories|governments|countries|nations|states)"
)
_MEMBERS = re.compile(rf"(?i)^(?:{_HOW_MANY} )+(?:{_OFFICE} )?{_STATESMEN}$")
_KIND = r"(?:(?:two|three)-day|emergency|extraordinary|special|regional|ministerial|multilateral|joint|annual|peace)"
_MEETING = re.compile(
    rf"(?i)^(?:(?:an?|the|this|that|its) )?(?:{_KIND} )*(?-i:(?:[A-Z][\w-]+(?:['’]s)? )*)(?:{_KIND} )*"
    rf"(?:summit|conference|meeting|gathering|talks|assembly(?= of))"
    rf"(?: (?:of|between) (?:{_HOW_MANY} )*(?:{_OFFICE} )?{_STATESMEN}(?: in .+)?)?$"
)
_SEVERAL = re.compile(r"(?i)^(?:several|various|some) ")


@dataclass(frozen=True, slots=True)
class _Gathering:
    start: int
    members: tuple[Participant, ...]

    @property
    def countries(self) -> frozenset[str | None]:
        return frozenset(m.country for m in self.members)


class Gatherings:
    """The meetings of one report, found in all of its frames before any is resolved."""

    def __init__(self, frames: Iterable[Frame], knowledge: Knowledge, day: date | None) -> None:
        frames = [frame for frame in frames if frame.event in _TOGETHER]
        met = [(frame, self._of(frame, knowledge, day)) for frame in frames]
        self._met = [g for frame, g in met if len(g.members) >= (2 if frame.event == "CONSULT" else _LEAST)]

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

        A town in the mention ("Cairo summit") is where they met. Statesmen are those of the meeting named last, which
        may be of two ("both sides" are another's business), a summit is one of three or more.
        """
        meeting, members = _MEETING.search(mention), _MEMBERS.search(mention)
        if not (meeting or members) or any(r.country is not None and "capital" not in r.why for r in readings):
            return ()
        if not meeting and any(r.sectors[:1] not in ((), ("GOV",)) for r in readings):
            return ()  # "the rebel leaders"
        before = [g for g in self._met if at - _REACH <= g.start <= at and (members or len(g.members) >= _LEAST)]
        if before:
            # Told again, a meeting may hold guests besides: those whom it was first told of are the ones meant.
            found = next(g for g in before if g.countries <= before[-1].countries).members
        elif meeting or _SEVERAL.search(mention):
            later = (g for g in self._met if at < g.start <= at + _LATER and len(g.members) >= _LEAST)
            found = next((g.members for g in later), ())
        else:
            return ()
        return found if len(found) >= _LEAST and _counts(mention, len(found)) else ()


def _counts(mention: str, members: int) -> bool:
    """Whether the number in a mention, if it has one, is that of the members."""
    said = [_NUMBERS[w] for w in mention.lower().split() if w in _NUMBERS]
    return not said or said == [members]
