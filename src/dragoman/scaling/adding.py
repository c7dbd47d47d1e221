"""Reports into a store: what is known is skipped, what is new is coded and written batch by batch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from dragoman.event import Coder
from dragoman.linking.linker import Linker
from dragoman.reading.files import Refusal
from dragoman.report import Report, text_id
from dragoman.scaling.engine import Batch, Coded, Engine
from dragoman.store.store import CodedReport, Store, report_key

__all__ = ["Added", "Refusals", "add_reports"]

_BATCH = 32
#: A transaction costs some milliseconds; this many reports share one.
_COMMIT = 128
_SHOWN = 20
_REASONS = 1000


class Refusals:
    """Refusals of a run: their number, the first ones, and how often each kind of reason came; never all of them."""

    def __init__(self) -> None:
        self.first: list[Refusal] = []
        self.reasons: Counter[str] = Counter()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, refusal: Refusal) -> None:
        """Count one."""
        self._count += 1
        if len(self.first) < _SHOWN:
            self.first.append(refusal)
        # Numbers in a reason ("3 % English") tell one from another, not one kind from another.
        kind = re.sub(r"\d[\d.,]*", "…", refusal.reason)
        if kind in self.reasons or len(self.reasons) < _REASONS:
            self.reasons[kind] += 1


@dataclass(slots=True)
class Added:
    """What came of adding: counts of reports, of events, of refusals and their reasons."""

    added: int = 0
    known: int = 0
    events: int = 0
    copies: int = 0
    refused: Refusals = field(default_factory=Refusals)


def add_reports(
    store: Store,
    items: Iterable[Report | Refusal],
    engine: Engine,
    coder: Coder,
    *,
    options: dict[str, object] | None = None,
    told: Callable[[Added], None] = lambda _: None,
) -> Added:
    """Code reports into a store. The same reports again change nothing; a killed run goes on where it was.

    `told` is called after every commit. Memory does not grow with the number of reports.

    Raises:
        StoreError: the store cannot be written; what was committed before stays.
    """
    run = store.begin_run(coder, options or {})
    adding = _Adding(store, run, told)
    for batch in engine(adding.fresh(items)):
        adding.take(batch)
        if adding.waits >= _COMMIT:
            adding.commit()
    adding.commit()
    tally = adding.tally
    store.end_run(run, added=tally.added, known=tally.known, refused=len(tally.refused), events=tally.events)
    return tally


class _Adding:
    """A run of adding. It holds what is on its way and not yet written, and no more."""

    def __init__(self, store: Store, run: int, told: Callable[[Added], None]) -> None:
        self.tally = Added()
        self._told = told
        self._store, self._run, self._linker = store, run, Linker(store)
        self._coded: list[CodedReport] = []
        self._refused: list[Refusal] = []
        #: Keys, and ids, of reports that are given out for coding and not yet in the store.
        self._keys: set[str] = set()
        self._ids: set[str] = set()

    @property
    def waits(self) -> int:
        """How much waits to be written."""
        return len(self._coded) + len(self._refused)

    def take(self, batch: list[Coded]) -> None:
        """Take a coded batch for the next commit."""
        for item in batch:
            if isinstance(item, Refusal):
                self._refuse(item)
            else:
                self._coded.append(item)

    def _refuse(self, refusal: Refusal) -> None:
        self._refused.append(refusal)
        self.tally.refused.add(refusal)

    def commit(self) -> None:
        """Write what waits."""
        self._store.write(self._coded, self._run)
        self._linker.link_new(self._run)
        self._store.refuse(self._refused, self._run)
        self.tally.added += len(self._coded)
        self.tally.events += sum(c.events for c in self._coded)
        self._keys.difference_update(report_key(c.report) for c in self._coded)
        self._ids.difference_update(c.report.id for c in self._coded)
        self._coded.clear()
        self._refused.clear()
        self._told(self.tally)

    def fresh(self, items: Iterable[Report | Refusal]) -> Iterator[Batch]:
        """Batches of reports that the store does not hold, each key and each id once."""
        stream = iter(items)
        while group := list(islice(stream, _BATCH)):
            for item in group:
                if isinstance(item, Refusal):
                    self._refuse(item)
            if batch := self._unknown([item for item in group if isinstance(item, Report)]):
                yield batch
            elif self.waits >= _COMMIT:
                self.commit()  # nothing comes back of what was refused or known
            else:
                self._told(self.tally)

    def _unknown(self, reports: list[Report]) -> Batch:
        known = self._store.known([report_key(r) for r in reports]) | self._keys
        ids = self._store.ids([i for r in reports for i in (r.id, report_key(r))]) | self._ids
        batch = []
        for report in reports:
            key = report_key(report)
            if key in known:
                self.tally.known += 1
                continue
            named = _named(report, key, ids)
            if isinstance(named, Refusal):
                self._refuse(named)
                continue
            for held, name in ((known, key), (self._keys, key), (ids, named.id), (self._ids, named.id)):
                held.add(name)
            batch.append(named)
        return batch


def _named(report: Report, key: str, ids: set[str]) -> Report | Refusal:
    """The report under an id of its own: one reprinted word for word elsewhere takes its key."""
    if report.id not in ids:
        return report
    if report.id == text_id(report.text):
        return replace(report, id=key)
    return Refusal(
        f"report {report.id}",
        "another report has the same `id`; give each its own, or leave `id` out (if it was corrected, add it anew)",
    )
