"""Whom "the accused" and "the gunman" stand for: the private person last prosecuted, or last named as attacker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.event import Participant

__all__ = ["Suspects"]

_HOW = r"(?i)the (?:alleged |suspected )?"
_ATTACKERS = r"(?:assailant|attacker|bomber|gunman|killer|perpetrator|shooter)"
_ACCUSED = re.compile(rf"{_HOW}(?:accused|convict|culprit|defendant|detainee|suspect)")
_ATTACKER = re.compile(_HOW + _ATTACKERS)
_SHORT = re.compile(rf"(?i)\b{_ATTACKERS}\b")
#: What is done to somebody who did, or is said to have done, a crime.
_PROSECUTED = frozenset({"ACCUSE", "COERCE", "SANCTION"})
_FULL_NAME = re.compile(r"[^\W\d]\S*(?: \S+)+")
#: Primary sectors of private persons.
_PRIVATE = frozenset({"CVL", "CRM", "UNK", "UAF", "REB", "REL", "EDU", "BUS", "LAB", "MED"})


class Suspects:
    """The last person who was prosecuted and the last who attacked, as far as a report's events are resolved.

    A short form is theirs only until others are prosecuted, or attack, who are not named.
    """

    def __init__(self) -> None:
        self._accused: Participant | None = None
        self._attacker: Participant | None = None

    def remember(self, event: str, actors: Sequence[Participant], recipients: Sequence[Participant]) -> None:
        """Take note of the two sides of an event."""
        if event in _PROSECUTED and recipients:
            self._accused = self._named(recipients, self._accused)
        elif event == "ASSAULT":
            victims = {p.name for p in recipients if p.name}
            if actors and not any(_SHORT.search(p.text) for p in recipients):  # who shoots the gunman is none
                self._attacker = self._named(actors, self._attacker)
            self._accused, self._attacker = (
                None if one and one.name in victims else one for one in (self._accused, self._attacker)
            )

    def _named(self, side: Sequence[Participant], known: Participant | None) -> Participant | None:
        """The one private person on a side; none if others stand there, the known one if he does by a short form."""
        if len(side) == 1 and known and side[0].name == known.name:
            return known
        one = side[0] if len(side) == 1 else None
        fits = one and one.name and _FULL_NAME.fullmatch(one.name) and one.sectors and one.sectors[0] in _PRIVATE
        return one if fits else None

    def whom(self, mention: str) -> Participant | None:
        """The person for whom a mention stands, if it is one of these short forms."""
        if _ACCUSED.fullmatch(mention):
            return self._accused or self._attacker
        return self._attacker if _ATTACKER.fullmatch(mention) else None
