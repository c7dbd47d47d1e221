"""Who says what stands in quotation marks, or under a speaker's name in a transcript."""

from __future__ import annotations

import re

from dragoman.resolving.actors import Reading, read_mention
from dragoman.resolving.knowledge.loader import Knowledge
from dragoman.resolving.mentions import HE, Memory
from dragoman.resolving.persons import Person

__all__ = ["Quotations"]

_SAID = re.compile(
    r"\b(?:said|says|told|added|stated|stressed|noted|warned|declared|announced|explained|insisted|wrote|argued|"
    r"replied|remarked|continued|claimed|tweeted|commented|reiterated|vowed|promised|complained|admitted|"
    r"adding|saying|stating|noting|warning|declaring|explaining|insisting|writing)\b"
)
_QUOTE = re.compile(r'"[^"]{2,1500}"')
_LABEL = re.compile(r"(?m)^((?:[A-Z][A-Z.'-]+ ?){1,4}):")
#: So many characters behind and before a quotation are searched for its speaker.
_BEHIND, _BEFORE = 140, 160
#: Of what stands before a verb of saying, so many characters may name who says it.
_SUBJECT = 80


class Quotations:
    """The quotations of a report and who says them.

    Args:
        memory: the report's text, and what it tells of its persons.
    """

    def __init__(self, memory: Memory, knowledge: Knowledge) -> None:
        self._text = memory.text
        self._memory = memory
        self._knowledge = knowledge
        self._quotes = [m.span() for m in _QUOTE.finditer(memory.text)]

    def at(self, offset: int) -> tuple[int, int] | None:
        """The quotation that holds an offset."""
        return next(((a, b) for a, b in self._quotes if a <= offset < b), None)

    def speaker(self, quotation: tuple[int, int]) -> Person | Reading | None:
        """Who says a quotation: the subject of a verb of saying beside it, or the one person of its sentence so far."""
        start, end = quotation
        before = max(0, start - _BEFORE)
        zones = [(end, self._text[end : end + _BEHIND].split("\n\n")[0])]
        in_front = self._text[before:start].split("\n\n")[-1]
        zones.append((start - len(in_front), in_front))
        if self._ends_sentence(end):
            zones.reverse()
        for at, zone in zones:
            verb = _SAID.search(zone)
            if verb and (speaker := self._subject(zone, at, verb)):
                return speaker
        named = {p.surname: p for _, p in self._memory.named_persons(self._memory.sentence_start(start), start)}
        return next(iter(named.values())) if len(named) == 1 else None

    def _ends_sentence(self, end: int) -> bool:
        """Whether a sentence ends with the quotation, so that what follows tells of something else."""
        return self._text[end : end + 1] == "." or self._text[end - 2 : end - 1] in (".", "!", "?")

    def _subject(self, zone: str, at: int, verb: re.Match[str]) -> Person | Reading | None:
        named = self._memory.named_persons(at, at + len(zone))
        if named:
            return min(named, key=lambda found: abs(found[0] - at - verb.start()))[1]
        before = zone[: verb.start()].strip(' ,"')
        if before.lower() in HE:
            return self._memory.person_before(at)
        readings = read_mention(before[-_SUBJECT:], self._knowledge, self._memory.day)
        told = readings and readings[0].country not in (None, "MNC")  # "wrote on Twitter"
        return readings[0] if told else None

    def label(self, offset: int) -> Person | None:
        """Who speaks in a transcript, by the label of the passage: "LYTVYNCHUK: We ask ..."."""
        labels = list(_LABEL.finditer(self._text, 0, offset))
        return self._memory.person(labels[-1][1].title()) if labels else None
