"""What pronouns stand for: the participants of a report in the order in which they were resolved.

A pronoun takes the best antecedent of its kind (a person for "he", a body or state for "it", several
for "they"). Nearness counts, and so does the head of a sentence, since its subject is what the report
goes on to speak of.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from dragoman.event import Participant
from dragoman.frame import Span
from dragoman.resolving.actors import Reading, read_mention
from dragoman.resolving.knowledge.loader import Entry, Knowledge
from dragoman.resolving.mentions import BOTH, HE, THEY, Memory, is_pronoun
from dragoman.resolving.numbers import find_amounts
from dragoman.resolving.words import fold

__all__ = ["References"]

_REACH = 700  # characters; farther back a pronoun is left unresolved
_GROUP_REACH = 400
_HEAD = 45  # a participant that begins this near to the border is the subject of its sentence
_SUBJECT, _SPEAKER = 150, 120  # as many characters nearer counts a subject, and whoever spoke last
_OTHER = 300  # as many farther counts whoever is of the country that the pronoun acts toward
_TWO = re.compile(r"(?i)(?:the |his |her |its |their )?(?:[\w-]+ )?two (?!dozen|hundred|million|thousand)")
_PERSON, _BODY, _PLURAL = "person", "body", "several"


@dataclass(frozen=True, slots=True)
class _Antecedent:
    participant: Participant
    kind: str
    speaker: bool


class References:
    """Antecedents seen so far in one report."""

    def __init__(self, memory: Memory, knowledge: Knowledge) -> None:
        self._memory = memory
        self._knowledge = knowledge
        self._seen: list[_Antecedent] = []
        self._groups: list[tuple[Participant, ...]] = []

    def remember(self, participants: Iterable[Participant], speakers: Container[int] = frozenset()) -> None:
        """Let later pronouns refer to these; `speakers` are the offsets of those who are quoted."""
        for participant in participants:
            plain = is_pronoun(participant.text) and fold(participant.text).lower() not in HE
            if (participant.country or participant.sectors) and not plain:
                self._seen.append(_Antecedent(participant, self._kind(participant), participant.start in speakers))

    def remember_group(self, participants: Sequence[Participant]) -> None:
        """Let a later "they" be all of these: the actors of one event, if they are of several countries."""
        if len({p.country for p in participants if p.country}) > 1:
            self._groups.append(tuple(p for p in participants if p.country))

    def group_of(self, at: int, own: Sequence[Span]) -> tuple[Participant, ...]:
        """Whom "they" at an offset stands for, if those named last before it acted together."""
        near = [
            g for g in self._groups
            if at - _GROUP_REACH <= g[-1].start < at and not any(o.start <= p.start < o.end for o in own for p in g)
        ]  # fmt: skip
        if not near:
            return ()
        last = max(near, key=lambda g: g[-1].start + (_SUBJECT if self._is_subject(g[0]) else 0))
        later = [s for s in self._seen if last[-1].start < s.participant.start < at and s.kind == _PLURAL]
        return () if later else last

    def pair_before(self, at: int) -> Participant | None:
        """Whom "both" at an offset stands for, if two of one kind ("two officers") were named last before it."""
        near = [s.participant for s in self._seen if at - _GROUP_REACH <= s.participant.start < at]
        pairs = [p for p in near if p.country and _TWO.match(p.text) and not BOTH.match(fold(p.text))]
        if not pairs:
            return None
        pair = max(pairs, key=lambda p: p.start)
        later = {p.start for p in near if p.start > pair.end and not is_pronoun(p.text)}
        states = {e.code for _, e in self._memory.named_states(pair.end, at)}
        alone = len({p.country for p in near if p.start == pair.start}) == 1
        return pair if alone and len(later) < 2 and len(states) < 2 else None

    def of_pronoun(
        self,
        word: str,
        at: int,
        own: Sequence[Span],
        *,
        speaking: bool = False,
        others: Container[str | None] = frozenset(),
        without: Container[str | None] = frozenset(),
    ) -> Participant | None:
        """Whom a pronoun at an offset stands for.

        `own` are its sides, `others` the countries it acts toward, `without` the names of whom it can't be.
        """
        wanted = (_PERSON,) if word in HE else (_PLURAL, _BODY) if word in THEY else (_BODY,)
        fits = [
            s for s in (*self._seen, *self._named(at, word))
            if at - _REACH <= s.participant.start < at and s.kind in wanted and s.participant.name not in without
            and not any(o.start <= s.participant.start < o.end for o in own)
        ]  # fmt: skip
        best = min(
            fits,
            key=lambda s: (
                self._distance(s, at, wanted[0], speaking)
                + (_OTHER if word not in HE and s.participant.country in others else 0)
            ),
            default=None,
        )
        return best.participant if best else None

    def _distance(self, seen: _Antecedent, at: int, kind: str, speaking: bool) -> float:
        start = seen.participant.start
        distance = float(at - start)
        if self._is_subject(seen.participant):
            distance -= _SUBJECT
        if speaking and seen.speaker:
            distance -= _SPEAKER
        return distance if seen.kind == kind else distance + _SUBJECT

    def _is_subject(self, participant: Participant) -> bool:
        return participant.start - self._memory.sentence_start(participant.start) <= _HEAD

    def _named(self, at: int, word: str) -> Iterable[_Antecedent]:
        """Persons and states that the report names before an offset, whether they took part or not."""
        if word in HE:
            for start, person in self._memory.named_persons(at - _REACH, at):
                participant = Participant(
                    text=person.name, start=start, end=start + len(person.name), name=person.name,
                    country=person.country, sectors=person.sectors, why=person.why,
                )  # fmt: skip
                yield _Antecedent(participant, _PERSON, False)
        for start, entry in self._named_bodies(at, word):
            participant = Participant(
                text=entry.name, start=start, end=start + len(entry.name), name=entry.name, country=entry.code,
                sectors=entry.sectors or ("GOV",), why=f"{entry.kind} {entry.name!r}",
            )  # fmt: skip
            yield _Antecedent(participant, _BODY, False)

    def _named_bodies(self, at: int, word: str) -> Iterable[tuple[int, Entry]]:
        """States and bodies that a pronoun may be: "it" any, "they" one that begins the sentence ("The Taliban")."""
        if word == "they":
            start = self._memory.sentence_start(at)
            for begin, entry in self._memory.named_states(start, at):
                if entry.kind == "organisation" and begin - start <= _HEAD:
                    yield begin, entry
        elif word not in HE | THEY:
            yield from self._memory.named_states(at - _REACH, at)

    def _kind(self, participant: Participant) -> str:
        if fold(participant.text).lower() in HE:
            return _PERSON
        readings = read_mention(participant.text, self._knowledge, self._memory.day)
        reading = readings[0] if readings else Reading()
        if reading.noun and reading.noun.kind in ("person", "office", "spokesperson"):
            return _PLURAL if reading.noun.plural or _several(participant.text) else _PERSON
        if reading.noun is None and reading.country is None:
            if self._memory.is_place(participant.start):
                return _BODY  # "Lampedusa appealed": a town whose name no table of states holds
            return _PERSON if participant.text[:1].isupper() else _PLURAL
        return _PLURAL if reading.noun and (reading.noun.plural or reading.noun.kind == "force") else _BODY


def _several(mention: str) -> bool:
    """Whether a number says that they are more than one: "nine people"."""
    return any((a.min or a.max or 0) > 1 for a in find_amounts(mention))
