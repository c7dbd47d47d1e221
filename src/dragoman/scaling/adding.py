"""Reports into a store: what is known is skipped, what is new is coded and written batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from dragoman.event import Coder
from dragoman.linking.linker import Linker
from dragoman.reading.files import Refusal
from dragoman.report import Report, text_id
from dragoman.scaling.engine import Batch, Engine
from dragoman.store.store import CodedReport, Store, report_key

__all__ = ["Added", "add_reports"]

_BATCH = 32
#: A transaction costs some milliseconds; this many reports share one.
_COMMIT = 128


@dataclass(slots=True)
class Added:
    """What came of adding: counts of reports, of events, and every refusal."""

    added: int = 0
    known: int = 0
    events: int = 0
    copies: int = 0
    refused: list[Refusal] = field(default_factory=list)


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
    tally = Added()
    linker = Linker(store)
    pending: list[CodedReport] = []
    seen_refusals = 0
    for batch in engine(_fresh(store, items, tally)):
        pending += [c for c in batch if isinstance(c, CodedReport)]
        tally.refused += [c for c in batch if isinstance(c, Refusal)]
        if len(pending) >= _COMMIT:
            seen_refusals = _commit(store, linker, pending, tally, run, seen_refusals)
            told(tally)
    _commit(store, linker, pending, tally, run, seen_refusals)
    store.end_run(run, added=tally.added, known=tally.known, refused=len(tally.refused), events=tally.events)
    told(tally)
    return tally


def _commit(store: Store, linker: Linker, pending: list[CodedReport], tally: Added, run: int, refusals: int) -> int:
    store.write(pending, run)
    linker.link_new(run)
    store.refuse(tally.refused[refusals:], run)
    tally.added += len(pending)
    tally.events += sum(c.events for c in pending)
    pending.clear()
    return len(tally.refused)


def _fresh(store: Store, items: Iterable[Report | Refusal], tally: Added) -> Iterator[Batch]:
    """Batches of reports that the store does not hold, each key and each id once."""
    keys: set[str] = set()
    ids: dict[str, str] = {}
    stream = iter(items)
    while group := list(islice(stream, _BATCH)):
        reports = [item for item in group if isinstance(item, Report)]
        tally.refused += [item for item in group if isinstance(item, Refusal)]
        known = store.known([report_key(r) for r in reports]) | keys
        ids.update(store.ids([r.id for r in reports]))
        batch = []
        for report in reports:
            key = report_key(report)
            if key in known:
                tally.known += 1
                continue
            known.add(key)
            keys.add(key)
            named = _named(report, key, ids)
            if isinstance(named, Refusal):
                tally.refused.append(named)
                continue
            ids[named.id] = text_id(named.text)
            batch.append(named)
        if batch:
            yield batch


def _named(report: Report, key: str, ids: dict[str, str]) -> Report | Refusal:
    """The report under an id of its own: one reprinted word for word elsewhere takes its key."""
    if report.id not in ids:
        return report
    if report.id == text_id(report.text):
        return replace(report, id=key)
    return Refusal(
        f"report {report.id}",
        "another report has the same `id`; give each its own, or leave `id` out (if it was corrected, add it anew)",
    )
