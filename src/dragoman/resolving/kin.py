"""Participants of a report by their kind: "the ministry" is likely that of the ministry before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dragoman.event import Participant
from dragoman.resolving.actors import Reading

__all__ = ["Kin"]

_Seen = list[tuple[int, str]]


class Kin:
    """The countries of the participants resolved so far, by noun and by primary sector."""

    def __init__(self) -> None:
        self._by_noun: defaultdict[str, _Seen] = defaultdict(list)
        self._by_sector: defaultdict[str, _Seen] = defaultdict(list)
        self.actors: frozenset[str] = frozenset()
        self.recipients: frozenset[str] = frozenset()

    def remember(self, at: int, reading: Reading, *, told: bool) -> None:
        """Take note of a participant at an offset; `told`: its own words name its country."""
        if not reading.country:
            return
        if reading.noun:
            self._by_noun[reading.noun.noun].append((at, reading.country))
        if told and reading.sectors:
            self._by_sector[reading.sectors[0]].append((at, reading.country))

    def remember_event(self, actors: Sequence[Participant], recipients: Sequence[Participant]) -> None:
        """Take note of the two sides of the event resolved last."""
        self.actors = frozenset(p.country for p in actors if p.country)
        self.recipients = frozenset(p.country for p in recipients if p.country)

    def with_noun(self, noun: str, at: int) -> frozenset[str]:
        """Of the participant with this noun that stands last before an offset, the country."""
        return _last(self._by_noun.get(noun, []), at)

    def with_sector(self, sectors: Sequence[str], at: int) -> frozenset[str]:
        """Of the participant of this primary sector that stands last before an offset, the country."""
        return _last(self._by_sector.get(sectors[0], []), at) if sectors else frozenset()


def _last(seen: _Seen, at: int) -> frozenset[str]:
    before = [(start, country) for start, country in seen if start < at]
    return frozenset({max(before)[1]} if before else ())
