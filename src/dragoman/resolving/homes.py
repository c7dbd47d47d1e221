"""Whose a bare noun is: the country of context, judged by the event around the mention.

"Police" are of the country where the news happens, but seldom of the one that their event is directed at.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.frame import Frame, Span
from dragoman.reading.clean import clean
from dragoman.resolving import participant_kinds as kinds
from dragoman.resolving.actors import Reading, read_mention
from dragoman.resolving.contexts import Asked
from dragoman.resolving.kin import Kin
from dragoman.resolving.knowledge.loader import Knowledge
from dragoman.resolving.mentions import Memory

__all__ = ["Homes", "MentionPlace"]


@dataclass(frozen=True, slots=True)
class MentionPlace:
    """Where a mention stands: its span, its role and what else its frame holds.

    `acting` are the names of the event's actors, if it is one of its recipients.
    """

    span: Span
    role: str
    frame: Frame
    country: str | None
    acting: frozenset[str] = frozenset()

    @property
    def own(self) -> tuple[Span, ...]:
        """Both sides of the frame: a pronoun is neither of them, though it may be the speaker."""
        return (*self.frame.spans("actor"), *self.frame.spans("recipient"))


class Homes:
    """The countries of bare nouns of one report.

    Args:
        kin: those who took part in the events before.
    """

    def __init__(self, memory: Memory, knowledge: Knowledge, kin: Kin) -> None:
        self._memory = memory
        self._knowledge = knowledge
        self._kin = kin

    def country(self, at: MentionPlace, noun: str, reading: Reading) -> tuple[str | None, str]:
        """The country of context of a bare noun, seldom the one that its event is directed at."""
        speaks = at.role == "said_by"  # of his own side or of the other
        other = [] if speaks else [r for r in self.other_side(at) if r.country and not r.located]
        others = frozenset(r.country for r in other if r.country)
        ruling = reading.sectors[:1] in kinds.RULING
        states = (
            frozenset(r.country for r in other if r.country and r.sectors[:1] in kinds.RULING)
            if ruling
            else frozenset()
        )
        asked = Asked(
            here=at.country,
            others=others,
            states=states,
            same_noun=self._kin.with_noun(noun, at.span.start),
            same_sector=self._kin.with_sector(reading.sectors, at.span.start),
            speakers=frozenset() if speaks else self._told_by(at),
            actors=self._kin.actors,
            recipients=self._kin.recipients,
            at_home=bool(reading.sectors) and reading.sectors[0] not in kinds.TRAVELLING,
            without=self._foreign_to(at, noun, reading),
            name=reading.name if reading.name and reading.sectors != ("BUS",) and not reading.name.isupper() else "",
        )
        country, reason = self._memory.context_country(at.span.start, asked)
        if asked.without and not country:
            return self._memory.context_country(at.span.start, Asked(here=at.country))
        return country, reason

    def other_side(self, at: MentionPlace) -> list[Reading]:
        """What the other role's mentions say by themselves."""
        role = "recipient" if at.role == "actor" else "actor"
        return [r for s in at.frame.spans(role) for r in read_mention(clean(s.text), self._knowledge, self._memory.day)]

    def other_countries(self, at: MentionPlace) -> frozenset[str]:
        """The countries that the other role's mentions name by themselves."""
        return frozenset(r.country for r in self.other_side(at) if r.country)

    def _told_by(self, at: MentionPlace) -> frozenset[str]:
        """Countries that the speakers of an event name themselves."""
        spans = at.frame.spans("said_by")
        countries = [r.country for s in spans for r in read_mention(clean(s.text), self._knowledge, self._memory.day)]
        countries += [p.country for s in spans if (p := self._memory.person_in(s.text))]
        return frozenset(filter(None, countries))

    def _foreign_to(self, at: MentionPlace, noun: str, reading: Reading) -> frozenset[str]:
        """Countries that a bare noun cannot belong to.

        An embassy is not the host's, and an army does not fight itself.
        """
        other = self.other_side(at)
        if place := self._memory.place_in(at.span.text) if kinds.MISSION.search(at.span.text) else None:
            return frozenset({place[1]})
        if noun in kinds.ABROAD:
            return frozenset({at.country} if at.country else {r.country for r in other if r.country})
        if at.frame.event == "ASSAULT" and reading.sectors[:1] == ("MIL",):
            return frozenset(r.country for r in other if r.country and r.sectors[:1] in (("MIL",), ("GOV",)))
        return frozenset()
