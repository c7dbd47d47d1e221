"""What differs between two codings of the same reports: events that came, went or changed, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from dragoman.event import Event
from dragoman.store.query import Filter
from dragoman.store.store import Store

__all__ = ["Change", "Difference", "compare", "compare_stores"]

_FIELDS = (
    "event", "mode", "contexts", "status", "trigger", "actors", "recipients", "said_by", "date", "place", "quantities",
    "confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One event that came, went or changed; `fields` are those that differ (empty for the others)."""

    kind: str
    report: str
    event: Event
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Difference:
    """All changes, and how many events are the same."""

    same: int = 0
    changes: list[Change] = field(default_factory=list)

    def add(self, other: Difference) -> None:
        """Count another difference in."""
        self.same += other.same
        self.changes += other.changes

    def counts(self) -> Counter[str]:
        """How many events came, went and changed."""
        return Counter(c.kind for c in self.changes)

    def fields(self) -> Counter[str]:
        """In how many changed events a field differs."""
        return Counter(name for c in self.changes for name in c.fields)


def compare(before: Sequence[Event], after: Sequence[Event]) -> Difference:
    """The difference between two codings of one report.

    Two events are the same mention when their triggers overlap and their types agree, else when their triggers overlap.
    """
    found = Difference()
    left = list(after)
    pairs: list[tuple[Event, Event]] = []
    unmatched = list(before)
    for same_type in (True, False):
        rest, unmatched = unmatched, []
        for old in rest:
            match = next((n for n in left if _overlap(old, n) and (n.event == old.event or not same_type)), None)
            if match is None:
                unmatched.append(old)
            else:
                left.remove(match)
                pairs.append((old, match))
    for old, new in pairs:
        fields = tuple(name for name in _FIELDS if _differs(old, new, name))
        if fields:
            found.changes.append(Change("changed", new.report.id, new, fields))
        else:
            found.same += 1
    found.changes += [Change("went", e.report.id, e) for e in unmatched]
    found.changes += [Change("came", e.report.id, e) for e in left]
    return found


def _overlap(a: Event, b: Event) -> bool:
    return a.trigger.start < b.trigger.end and b.trigger.start < a.trigger.end


def _differs(a: Event, b: Event, name: str) -> bool:
    one, other = (msgspec.to_builtins(getattr(e, name)) for e in (a, b))
    if name == "confidence":
        # Another machine rounds the last digits another way.
        return abs(float(one) - float(other)) > 0.01
    return bool(one != other)


def compare_stores(one: Store, other: Store) -> Difference:
    """The difference between the codings of the reports that both stores hold (by id)."""
    found = Difference()
    theirs = {row[0] for row in other.fetch("select id from reports")}
    for (name,) in one.fetch("select id from reports order by id"):
        if name in theirs:
            found.add(compare(*(list(_events(store, name)) for store in (one, other))))
    return found


def _events(store: Store, report: str) -> Iterable[Event]:
    return store.records(Filter(report=report))
