"""Reports that stand one a row: JSON lines, CSV and TSV, Parquet. All stream; memory holds one row."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import BinaryIO, cast

import duckdb

from dragoman.errors import ReadingError
from dragoman.reading.text import ENCODINGS, MAX_CHARACTERS, Refusal, checked, decoded
from dragoman.report import Report, text_id

__all__ = ["Columns", "csv_reports", "json_reports", "parquet_reports"]

_MAX_LINE_BYTES = 8 * MAX_CHARACTERS
_QUOTE = '"'
#: As many bytes tell a table's encoding.
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the columns (or keys) are called in the user's rows."""

    text: str = "text"
    id: str = "id"
    date: str = "date"
    title: str = "title"
    publisher: str = "publisher"
    url: str = "url"
    dateline: str = "dateline"


def json_reports(stream: BinaryIO, name: str, columns: Columns) -> Iterator[Report | Refusal]:
    """Reports of lines that each hold a JSON object; blank ones are passed over.

    A line that is too long is refused without being held.
    """
    for number, line in enumerate(_bounded(stream), start=1):
        if not line.strip():
            continue
        source = f"{name}, line {number}"
        try:
            yield _report(_object(line, source), source, columns)
        except ReadingError as error:
            yield Refusal(error.source, error.reason)


def _bounded(stream: BinaryIO) -> Iterator[bytes]:
    """Lines, each cut off at the most that a report may have."""
    while line := stream.readline(_MAX_LINE_BYTES):
        yield line
        while line and not line.endswith(b"\n"):
            line = stream.readline(_MAX_LINE_BYTES)


def csv_reports(stream: BinaryIO, name: str, columns: Columns, *, tabs: bool) -> Iterator[Report | Refusal]:
    """Reports of a table with a header; quoted fields may hold line breaks.

    Raises:
        ReadingError: the header lacks the column of the text, or the table is broken from some line on.
    """
    csv.field_size_limit(_MAX_LINE_BYTES)
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE)
    text = io.TextIOWrapper(buffered, encoding=_encoding(buffered.peek(_SAMPLE), name), newline="")
    rows = csv.DictReader(text, delimiter="\t" if tabs else ",")
    try:
        _require(columns, list(rows.fieldnames or ()), name)
        for row in rows:
            source = f"{name}, line {rows.line_num}"
            try:
                yield _report({k: v for k, v in row.items() if v != ""}, source, columns)
            except ReadingError as error:
                yield Refusal(error.source, error.reason)
    except (csv.Error, UnicodeDecodeError) as error:
        raise ReadingError(
            f"{name}, line {rows.line_num + 1}", f"the table cannot be read from here on: {error}"
        ) from error


def parquet_reports(
    path: str, name: str, columns: Columns, share: Callable[[float], None] = lambda _: None
) -> Iterator[Report | Refusal]:
    """Reports of a Parquet file; `share` is told what share of its rows is read.

    Raises:
        ReadingError: it is no Parquet file, or lacks the column of the text.
    """
    with duckdb.connect() as connection:
        try:
            described = connection.execute(
                "describe select * from read_parquet(?, binary_as_string = true)", [path]
            ).fetchall()
            kinds = {row[0]: row[1] for row in described}
            _require(columns, list(kinds), name)
            if kinds[columns.text] != "VARCHAR":
                raise ReadingError(name, f"its column `{columns.text}` holds {kinds[columns.text]}, not text")
            known = [f.name for f in fields(columns) if getattr(columns, f.name) in kinds]
            chosen = ", ".join(f'"{getattr(columns, n).replace(_QUOTE, _QUOTE * 2)}" as "{n}"' for n in known)
            total = _single(connection, "select sum(num_rows) from parquet_file_metadata(?)", path)
            cursor = connection.execute(f"select {chosen} from read_parquet(?, binary_as_string = true)", [path])
            number = 0
            while rows := cursor.fetchmany(256):
                for values in rows:
                    number += 1
                    source = f"{name}, row {number}"
                    try:
                        yield _report(dict(zip(known, values, strict=True)), source, Columns())
                    except ReadingError as error:
                        yield Refusal(error.source, error.reason)
                share(number / max(total, 1))
        except duckdb.Error as error:
            raise ReadingError(name, f"is no Parquet file that can be read: {str(error).splitlines()[0]}") from error


def _single(connection: duckdb.DuckDBPyConnection, query: str, path: str) -> int:
    row = connection.execute(query, [path]).fetchone()
    return int(row[0] or 0) if row else 0


def _encoding(sample: bytes, name: str) -> str:
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
    text = decoded(whole_lines, name)
    for encoding in ("utf-8", "utf-16", *ENCODINGS):
        try:
            if whole_lines.decode(encoding) == text:
                return encoding
        except UnicodeDecodeError:
            continue
    raise ReadingError(name, "its encoding can't be told; convert it to UTF-8 first")


def _require(columns: Columns, header: list[str], name: str) -> None:
    if columns.text not in header:
        listed = ", ".join(header[:12]) or "none"
        raise ReadingError(name, f"has no column `{columns.text}` (its columns: {listed}); name it with --text COLUMN")


def _object(line: bytes, source: str) -> dict[str, object]:
    if len(line) >= _MAX_LINE_BYTES:
        raise ReadingError(source, f"is longer than {_MAX_LINE_BYTES:,} bytes")
    try:
        row = json.loads(decoded(line, source))
    except json.JSONDecodeError as error:
        raise ReadingError(source, f"is no JSON object ({error.msg} at column {error.colno})") from error
    except RecursionError as error:
        raise ReadingError(source, "is nested too deeply for a report") from error
    if not isinstance(row, dict):
        raise ReadingError(source, "is no JSON object")
    return row


def _report(row: Mapping[str, object], source: str, columns: Columns) -> Report:
    text = row.get(columns.text)
    if not isinstance(text, str):
        raise ReadingError(source, f"has no `{columns.text}`" if text is None else f"its `{columns.text}` is no string")
    day = _row_date(row.get(columns.date), source, columns.date)
    given = row.get(columns.id)
    report = Report(
        id=str(given) if given is not None else text_id(text),
        text=text,
        date=day,
        title=_optional(row, columns.title, source),
        publisher=_optional(row, columns.publisher, source),
        url=_optional(row, columns.url, source),
        dateline=_optional(row, columns.dateline, source),
        date_why="row" if day else "",
    )
    return checked(report, source)


def _row_date(value: object, source: str, column: str) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise ReadingError(source, f"its `{column}` {value!r} is no ISO date (YYYY-MM-DD)") from error


def _optional(row: Mapping[str, object], name: str, source: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ReadingError(source, f"its `{name}` is no string")
    return value
