"""The store: reports and their events in one DuckDB file.

Invariants: a batch is written whole or not at all; a report is in the store once (by `report_key`);
every event's report is there. Faults of the database come out as `StoreError` alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any, Self

import duckdb

from dragoman.errors import StoreError
from dragoman.event import Coder, Event
from dragoman.linking.words import weighted_words
from dragoman.reading.files import Refusal
from dragoman.report import Report, text_id
from dragoman.store.copies import DAYS, THRESHOLD, Signature, sign, similarity
from dragoman.store.query import Filter

__all__ = ["VERSION", "CodedReport", "Store", "report_key"]

VERSION = 1
#: Version → the statements that make its tables of those of the version before. schema.sql is always the newest.
_MIGRATIONS: dict[int, str] = {}
#: How a system says that no more can be written.
_FULL = ("No space left", "File too large", "Disk quota exceeded", "disk quota exceeded")
_RECORDS = """
select to_json(struct_pack(
    report, id, "event", mode, contexts, quad, score, cameo, status, "trigger", sentence, actors, recipients,
    said_by, "date", place, quantities, incident, confidence, coder))
from (select e.* replace (m.incident as incident) from events e left join membership m on m.event = e.id where {}) e
order by e."date"."start" nulls last, e.report.id, e."trigger"."start", e.id"""


def report_key(report: Report) -> str:
    """The content hash of a report: its text, day, publisher and address, 16 hexadecimal digits."""
    return text_id(report.text, str(report.date or ""), report.publisher or "", report.url or "")


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report and its events as a JSON array of the contract's records."""

    report: Report
    records: bytes
    events: int


class Store:
    """A DuckDB file of reports and events; a context manager.

    Args:
        path: the file; it is made where it is missing, unless `read_only`.
        read_only: many readers may have it open at once, and one writer alone.

    Raises:
        StoreError: another process writes it, it is no store, or a newer version made it.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        self.path = Path(path)
        if read_only and not self.path.exists():
            raise StoreError(f"{path} does not exist; `dragoman add {path} FILES` makes a store")
        with _told(self.path):
            self.connection = duckdb.connect(str(self.path), read_only=read_only)
            self.connection.execute("set enable_progress_bar = false")
        try:
            self._prepare(read_only)
        except BaseException:
            self.connection.close()
            raise

    def _prepare(self, read_only: bool) -> None:
        with _told(self.path):
            tables = {row[0] for row in self.connection.execute("select table_name from duckdb_tables()").fetchall()}
            if "store_version" not in tables:
                if tables or read_only:
                    raise StoreError(f"{self.path} is a DuckDB file, but no store of dragoman; name another file")
                with self._transaction():
                    self.connection.execute((resources.files("dragoman.store") / "schema.sql").read_text("utf-8"))
            version = self._one("select max(version) from store_version")
        if version > VERSION:
            raise StoreError(
                f"{self.path} has version {version} of the store's tables, this dragoman knows {VERSION}: "
                "install a newer dragoman"
            )
        if version < VERSION:
            self._migrate(version, read_only)

    def _migrate(self, version: int, read_only: bool) -> None:
        """Bring the tables to this version, step by step, each whole or not at all."""
        if read_only:
            raise StoreError(
                f"{self.path} has version {version} of the store's tables, this dragoman wants {VERSION}: "
                f"`dragoman recode {self.path}` or the next `dragoman add` brings it there"
            )
        for step in range(version + 1, VERSION + 1):
            with self._transaction():
                self.connection.execute(_MIGRATIONS[step])
                self.connection.execute("insert into store_version values (?)", [step])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to the file and let it go."""
        self.connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _told(self.path):
            self.connection.begin()
            try:
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()

    def _one(self, sql: str, values: Sequence[object] = ()) -> Any:
        rows = self.connection.execute(sql, values).fetchall()
        return rows[0][0] if rows else None

    # -- writing -----------------------------------------------------------------------------------

    def begin_run(self, coder: Coder, options: dict[str, object]) -> int:
        """Note that a run starts, with what codes in it; returns its number."""
        with self._transaction():
            number = int(self._one("select coalesce(max(id), 0) + 1 from runs"))
            self.connection.execute(
                "insert into runs (id, started, version, model, codebook, options) values (?, now(), ?, ?, ?, ?)",
                [number, coder.version, coder.model, coder.codebook, json.dumps(options)],
            )
        return number

    def end_run(self, run: int, *, added: int, known: int, refused: int, events: int) -> None:
        """Note that a run came to its end, and its counts of reports and events."""
        with self._transaction():
            self.connection.execute(
                "update runs set ended = now(), added = ?, known = ?, refused = ?, events = ? where id = ?",
                [added, known, refused, events, run],
            )

    def known(self, keys: Sequence[str]) -> set[str]:
        """Those of some report keys that are in the store."""
        with _told(self.path):
            rows = self.connection.execute("select key from reports where key in (select unnest(?))", [list(keys)])
            return {row[0] for row in rows.fetchall()}

    def ids(self, ids: Sequence[str]) -> set[str]:
        """Those of some reports' ids that are in the store."""
        with _told(self.path):
            rows = self.connection.execute("select id from reports where id in (select unnest(?))", [list(ids)])
            return {row[0] for row in rows.fetchall()}

    def write(self, coded: Sequence[CodedReport], run: int) -> None:
        """Write reports with their events, all or none."""
        with self._transaction():
            signatures = [sign(report_key(c.report), c.report) for c in coded]
            copies = self._copies(signatures)
            rows = [_row(c.report, s.report, copies.get(s.report), run) for c, s in zip(coded, signatures, strict=True)]
            self._insert("reports", rows)
            self._insert_signatures(signatures)
            self._insert("report_words", [_words(c.report, s.report) for c, s in zip(coded, signatures, strict=True)])
            self.insert_events((s.report, c.records) for c, s in zip(coded, signatures, strict=True))

    def insert_events(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Insert events, given as report key and JSON array of records; for use inside `writing`."""
        pairs = [f'{{"k":"{key}","r":{events.decode()}}}' for key, events in records]
        self.connection.execute(
            """insert into events by name select k as report_key, unnest(e) from (
                   select p.k as k, unnest(p.r) as e from (
                       select unnest(cast(?::json as struct(k varchar, r event_record[])[])) as p))""",
            [f"[{','.join(pairs)}]"],
        )

    def _insert(self, table: str, rows: list[dict[str, object]]) -> None:
        if rows:
            columns = self.connection.execute(
                "select column_name, data_type from duckdb_columns() where table_name = ? order by column_index",
                [table],
            ).fetchall()
            struct = ", ".join(f'"{name}" {kind}' for name, kind in columns)
            self.connection.execute(
                f"insert into {table} by name select unnest(cast(?::json as struct({struct})[]), max_depth := 2)",
                [json.dumps(rows)],
            )

    def _insert_signatures(self, signatures: Sequence[Signature]) -> None:
        days = [str(s.day) if s.day else None for s in signatures]
        pairs = list(zip(signatures, days, strict=True))
        self._insert("signatures", [
            {"report": s.report, "day": day, "signature": s.values} for s, day in pairs
        ])  # fmt: skip
        self._insert("bands", [
            {"day": day, "band": band, "report": s.report} for s, day in pairs for band in s.bands
        ])  # fmt: skip

    def _copies(self, signatures: Sequence[Signature]) -> dict[str, str]:
        """Copy → first report, by key; the first one is in the store or stands earlier in the batch."""
        found: dict[str, str] = {}
        earlier: dict[int, list[Signature]] = {}
        stored = self._candidates(signatures)
        for new in signatures:
            candidates = [*stored, *(c for band in new.bands for c in earlier.get(band, ()))]
            best = max(
                (c for c in candidates if not set(c.bands).isdisjoint(new.bands) and _near(c, new)),
                key=lambda c: similarity(c.values, new.values),
                default=None,
            )
            if best and similarity(best.values, new.values) >= THRESHOLD:
                found[new.report] = found.get(best.report) or self._origin(best.report)
            for band in new.bands:
                earlier.setdefault(band, []).append(new)
        return found

    def _origin(self, key: str) -> str:
        return self._one("select copy_of from reports where key = ?", [key]) or key

    def _candidates(self, signatures: Sequence[Signature]) -> list[Signature]:
        days = [s.day for s in signatures if s.day]
        window = (min(days) - timedelta(DAYS), max(days) + timedelta(DAYS)) if days else (None, None)
        rows = self.connection.execute(
            """select s.report, s.day, s.signature, list(b.band) from bands b join signatures s on s.report = b.report
               where b.band in (select unnest(?::ubigint[]))
                 and (b.day is null or ?::date is null or b.day between ?::date and ?::date)
               group by all""",
            [[band for s in signatures for band in s.bands], window[0], *window],
        ).fetchall()
        return [Signature(key, day, tuple(values), tuple(bands)) for key, day, values, bands in rows]

    def refuse(self, refusals: Iterable[Refusal], run: int) -> None:
        """Keep what was refused, once a source and reason."""
        kept = list(dict.fromkeys(refusals))
        if kept:
            with self._transaction():
                self.connection.execute(
                    "insert or ignore into refusals select unnest(?::varchar[]), unnest(?::varchar[]), ?",
                    [[r.source for r in kept], [r.reason for r in kept], run],
                )

    # -- reading -----------------------------------------------------------------------------------

    def events(self, where: Filter | None = None) -> duckdb.DuckDBPyRelation:
        """The events that pass a filter, flat as the view `event_table`; `.df()`, `.arrow()`, `.pl()` take them out.

        Ordered by day, report and position, so that the answer is the same each time.
        """
        clause, values = (where or Filter()).sql()
        with _told(self.path):
            return self.connection.cursor().sql(
                f"""select t.* from event_table t join events e on e.id = t.id where {clause}
                    order by t.day_start nulls last, t.report, t.trigger_start, t.id""",
                params=values,
            )

    def records(self, where: Filter | None = None) -> Iterator[Event]:
        """The events that pass a filter, as they were coded, in the order of `events`."""
        clause, values = (where or Filter()).sql()
        yield from self._records(clause, values)

    def by_id(self, ids: Sequence[str]) -> Iterator[Event]:
        """The events that have one of some ids."""
        yield from self._records("e.id in (select unnest(?::varchar[]))", [list(ids)])

    def _records(self, clause: str, values: list[object]) -> Iterator[Event]:
        with _told(self.path):
            cursor = self.connection.cursor().execute(_RECORDS.format(clause), values)
            while rows := cursor.fetchmany(1000):
                for (record,) in rows:
                    yield Event.from_dict(json.loads(record, parse_float=_number))

    def report(self, id: str) -> Report:  # noqa: A002 - the record's name
        """A report by its id.

        Raises:
            StoreError: there is none.
        """
        with _told(self.path):
            rows = self.connection.execute(
                "select id, text, date, title, publisher, url, dateline, date_why from reports where id = ?", [id]
            ).fetchall()
        if not rows:
            raise StoreError(f"{self.path} holds no report {id}")
        names = ("id", "text", "date", "title", "publisher", "url", "dateline", "date_why")
        return Report(**dict(zip(names, rows[0], strict=True)))

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """Any SQL over the store's tables and views (docs/store.md describes them).

        Raises:
            StoreError: the database does not understand it; names the place.
        """
        with _told(self.path):
            return self.connection.cursor().sql(query)

    def fetch(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query with `?` for values; for rooms that build on the store."""
        with _told(self.path):
            return self.connection.execute(query, list(values)).fetchall()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction: what is written inside is written whole or not at all."""
        with self._transaction():
            yield self.connection


def _words(report: Report, key: str) -> dict[str, object]:
    found = weighted_words([report.title or "", report.text])
    return {"report_key": key, "words": list(found), "weights": [round(v, 4) for v in found.values()]}


def _number(text: str) -> int | float:
    # The tables hold doubles; what was counted in whole numbers comes back whole.
    value = float(text)
    return int(value) if value.is_integer() else value


def _row(report: Report, key: str, copy_of: str | None, run: int) -> dict[str, object]:
    return {
        "key": key, "id": report.id, "date": str(report.date) if report.date else None, "date_why": report.date_why,
        "title": report.title, "publisher": report.publisher, "url": report.url, "dateline": report.dateline,
        "text": report.text, "copy_of": copy_of, "run": run,
    }  # fmt: skip


def _near(a: Signature, b: Signature) -> bool:
    return a.day is None or b.day is None or abs((a.day - b.day).days) <= DAYS


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the database as errors that say what to do."""
    try:
        yield
    except duckdb.Error as error:
        text = str(error)
        if "lock" in text and "Conflicting" in text:
            raise StoreError(
                f"{path} is being written by another process; wait for it, or name another store"
            ) from error
        if "not a valid DuckDB" in text:
            raise StoreError(f"{path} is no DuckDB file; name another one for the store") from error
        if any(words in text for words in _FULL):
            raise StoreError(
                f"{path}: the disk is full, or the file has grown as large as it may; make room and give the same "
                "command again"
            ) from error
        raise StoreError(f"{path}: {text}") from error
