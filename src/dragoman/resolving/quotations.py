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
_LABEL = re.compile(r"(?m)^([A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3}) ?:")
#: So many characters behind and before a quotation are searched for its speaker.
_BEHIND, _BEFORE = 140, 160
#: Of what stands beside a verb of saying, so many characters may name who says it.
_WIDTH = 80
#: The subject of a sentence begins so near to its head.
_HEAD = 45
#: What leads to a quotation.
_LEADS = (", ", ": ")


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
        self._labels = [(m.start(), m[1]) for m in _LABEL.finditer(memory.text)]

    def at(self, offset: int) -> tuple[int, int] | None:
        """The quotation that holds an offset."""
        return next(((a, b) for a, b in self._quotes if a <= offset < b), None)

    def speaker(self, quotation: tuple[int, int]) -> Person | Reading | None:
        """Who says a quotation: who is named nearest to a verb of saying beside it, or else its sentence's subject."""
        start, end = quotation
        behind = self._text[end : end + _BEHIND].split("\n\n")[0]
        in_front = self._text[max(0, start - _BEFORE) : start].split("\n\n")[-1]
        zones = [(end, behind, 0), (start - len(in_front), in_front, -1)]
        if self._ends_sentence(end):
            zones.reverse()
        said = False
        for at, zone, which in zones:
            if verbs := list(_SAID.finditer(zone)):
                said = True
                if speaker := self._subject(zone, at, verbs[which]):
                    return speaker
        return None if said else self._head(start)

    def _ends_sentence(self, end: int) -> bool:
        """Whether a full stop ends a sentence with the quotation, so that what follows tells of something else."""
        return self._text[end : end + 1] == "." or self._text[end - 2 : end - 1] == "."

    def _head(self, start: int) -> Person | None:
        """The one person of the sentence that leads to a quotation, if he stands at its head."""
        head = self._memory.sentence_start(start)
        named = self._memory.named_persons(head, start)
        if not named or not self._text.startswith(_LEADS, start - 2) or named[0][0] - head > _HEAD:
            return None
        return named[0][1] if len({p.surname for _, p in named}) == 1 else None

    def _subject(self, zone: str, at: int, verb: re.Match[str]) -> Person | Reading | None:
        named = self._memory.named_persons(at, at + len(zone))
        if named:
            return min(named, key=lambda found: abs(found[0] - at - verb.start()))[1]
        before = zone[: verb.start()].strip(' ,"')
        if before.lower() in HE:
            return self._memory.person_before(at)
        words = before[-_WIDTH:] or zone[verb.end() :][:_WIDTH].split(".", maxsplit=1)[0]
        readings = read_mention(words, self._knowledge, self._memory.day)
        told = readings and readings[0].country not in (None, "MNC")  # "wrote on Twitter"
        return readings[0] if told else None

    def label(self, offset: int) -> Person | None:
        """Who speaks in a transcript, by the label of the passage: "LYTVYNCHUK: We ask ..."."""
        last = next((name for at, name in reversed(self._labels) if at < offset), None)
        return self._memory.person(last.title()) if last else None
