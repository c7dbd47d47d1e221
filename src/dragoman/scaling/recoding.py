"""Brings a store to the model at hand: what another version coded is coded again, report by report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import msgspec

from dragoman.event import Coder, Event
from dragoman.linking.linker import Linker
from dragoman.reading.files import Refusal
from dragoman.scaling.engine import Batch, Engine
from dragoman.store.diff import Difference, compare
from dragoman.store.query import Filter
from dragoman.store.store import CodedReport, Store

__all__ = ["recode"]

_BATCH = 32


def recode(
    store: Store, engine: Engine, coder: Coder, *, everything: bool = False,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Difference, list[Refusal]]:  # fmt: skip
    """Code anew the reports that another version or model coded (all with `everything`).

    Each report is replaced whole, so a run that is killed goes on where it stopped. `told` gets reports done and
    their number. Returns what changed, and what the coder failed on (those keep their events).

    Raises:
        StoreError: the store cannot be written.
    """
    ids = [row[0] for row in store.fetch(
        "select r.id from reports r join runs u on u.id = r.run "
        "where ? or (u.model, u.version) != (?, ?) order by r.id",
        [everything, coder.model, coder.version],
    )]  # fmt: skip
    run = store.begin_run(coder, {"recode": len(ids)})
    linker, found = Linker(store), Difference()
    refused: list[Refusal] = []
    done = events = 0
    for batch in engine(_batches(store, ids)):
        for item in batch:
            done += 1
            if isinstance(item, Refusal):
                refused.append(item)
                continue
            found.add(_replace(store, linker, item, run))
            events += item.events
        told(done, len(ids))
    store.refuse(refused, run)
    store.end_run(run, added=0, known=done - len(refused), refused=len(refused), events=events)
    return found, refused


def _replace(store: Store, linker: Linker, coded: CodedReport, run: int) -> Difference:
    name = coded.report.id
    before = list(store.records(Filter(report=name)))
    linker.recode(name, coded, run)
    return compare(before, [Event.from_dict(record) for record in msgspec.json.decode(coded.records)])


def _batches(store: Store, ids: list[str]) -> Iterator[Batch]:
    stream = iter(ids)
    while names := list(islice(stream, _BATCH)):
        yield [store.report(name) for name in names]
