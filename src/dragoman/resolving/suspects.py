"""Whom "the accused" and "the gunman" stand for: the person last accused, held, sentenced or named as attacker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.event import Participant

__all__ = ["Suspects"]

_SUSPECT = re.compile(
    r"(?i)the (?:alleged |suspected )?(?:accused|assailant|attacker|bomber|convict|culprit|defendant|detainee|gunman|"
    r"killer|perpetrator|shooter|suspect)"
)
#: What is done to somebody who did, or is said to have done, a crime.
_PROSECUTED = frozenset({"ACCUSE", "COERCE", "SANCTION"})
_FULL_NAME = re.compile(r"[^\W\d]\S*(?: \S+)+")
#: Sectors of private persons, and none.
_PRIVATE = frozenset({"CVL", "CRM", "UNK", "UAF", "REB", "REL", "EDU", "BUS", "LAB", "MED"})


class Suspects:
    """The suspects whom a report names, as far as its events are resolved."""

    def __init__(self) -> None:
        self._last: Participant | None = None

    def remember(self, event: str, actors: Sequence[Participant], recipients: Sequence[Participant]) -> None:
        """Take note of the one private person who is prosecuted in an event, or who attacks in it."""
        side = recipients if event in _PROSECUTED else actors if event == "ASSAULT" else ()
        named = {p.name: p for p in side if p.name and _FULL_NAME.fullmatch(p.name) and _PRIVATE & {*p.sectors[:1]}}
        if len(named) == 1 and len(side) == 1:
            (self._last,) = named.values()

    def whom(self, mention: str) -> Participant | None:
        """The person for whom a mention stands, if it is one of these short forms."""
        return self._last if _SUSPECT.fullmatch(mention) else None
