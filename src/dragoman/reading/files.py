"""Files of reports: plain text and JSON lines, from paths, folders and standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import ReadingError
from dragoman.reading.dateline import with_dateline
from dragoman.reading.language import english_share, looks_english
from dragoman.report import Report, text_id

__all__ = ["MAX_CHARACTERS", "Refusal", "read_reports"]

#: Longer texts are archives or books that were taken for a report.
MAX_CHARACTERS = 1_000_000
_MAX_LINE_BYTES = 8 * MAX_CHARACTERS
_TEXT = {".txt", ".md", ".text", ""}
_JSON_LINES = {".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A report that was not read: where it stands and why. `str` is the line for the user."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


def read_reports(sources: Iterable[str | Path], *, day: date | None = None) -> Iterator[Report | Refusal]:
    """Every report of some files and folders, in their order; `-` is standard input.

    `day` is the publication date of all of them; without it the row's, the dateline's or the byline's.
    A report that cannot be read comes as a `Refusal` in its place; the others are unharmed.
    """
    for source in sources:
        for item in _source(str(source)):
            if isinstance(item, Report):
                yield _dated(item, day)
            else:
                yield item


def _dated(report: Report, day: date | None) -> Report:
    if day is not None:
        report = replace(report, date=day, date_why="given")
    return with_dateline(report)


def _source(source: str) -> Iterator[Report | Refusal]:
    if source == "-":
        yield from _standard_input(sys.stdin.buffer)
        return
    path = Path(source)
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in _TEXT | _JSON_LINES)
        files = [p for p in files if not p.name.startswith(".")]
        if not files:
            yield Refusal(source, "holds no .txt, .md or .jsonl file")
        for file in files:
            yield from _file(file)
    else:
        yield from _file(path)


def _file(path: Path) -> Iterator[Report | Refusal]:
    suffix = path.suffix.lower()
    try:
        if suffix in _JSON_LINES:
            with path.open("rb") as stream:
                yield from _rows(stream, str(path))
        elif suffix in _TEXT:
            yield _plain(path)
        else:
            yield Refusal(str(path), f"files of the kind {suffix} are not read; give .txt, .md or .jsonl")
    except ReadingError as error:
        yield Refusal(error.source, error.reason)
    except OSError as error:
        yield Refusal(str(path), f"cannot be opened: {error.strerror or error}")


def _plain(path: Path) -> Report:
    if path.stat().st_size > 4 * MAX_CHARACTERS:
        raise ReadingError(
            str(path),
            f"{path.stat().st_size:,} bytes; a report has at most {MAX_CHARACTERS:,} characters: split it",
        )
    text = decoded(path.read_bytes(), str(path))
    return checked(Report(id=text_id(text), text=text), str(path))


def decoded(data: bytes, source: str) -> str:
    """UTF-8 bytes as text, line ends as they are.

    Raises:
        ReadingError: the bytes are no text, or not UTF-8; names the offset.
    """
    if b"\0" in data[:65536]:
        raise ReadingError(source, "is a binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadingError(
            source,
            f"is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start:,}); convert it first, for "
            "example with `iconv -f windows-1252 -t utf-8`",
        ) from error


def checked(report: Report, source: str) -> Report:
    """The report, if it can be coded.

    Raises:
        ReadingError: it is empty, too long, or not English.
    """
    if not any(c.isalnum() for c in report.text):
        raise ReadingError(source, "is empty")
    if len(report.text) > MAX_CHARACTERS:
        raise ReadingError(
            source, f"{len(report.text):,} characters; a report has at most {MAX_CHARACTERS:,}: split it"
        )
    if not looks_english(report.text):
        share = english_share(report.text)
        raise ReadingError(
            source,
            f"does not look English ({share:.0%} English function words); only English is coded: translate it",
        )
    return report


def _standard_input(stream: BinaryIO) -> Iterator[Report | Refusal]:
    data = stream.read(4 * MAX_CHARACTERS + 1)
    try:
        if data.lstrip()[:1] == b"{":
            yield from _lines(data.splitlines() + stream.read().splitlines(), "standard input")
            return
        if len(data) > 4 * MAX_CHARACTERS:
            raise ReadingError("standard input", f"a report has at most {MAX_CHARACTERS:,} characters: split it")
        text = decoded(data, "standard input")
        yield checked(Report(id=text_id(text), text=text), "standard input")
    except ReadingError as error:
        yield Refusal(error.source, error.reason)


def _rows(stream: BinaryIO, name: str) -> Iterator[Report | Refusal]:
    def bounded() -> Iterator[bytes]:
        while line := stream.readline(_MAX_LINE_BYTES):
            yield line
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MAX_LINE_BYTES)

    yield from _lines(bounded(), name)


def _lines(lines: Iterable[bytes], name: str) -> Iterator[Report | Refusal]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        source = f"{name}, line {number}"
        try:
            yield _row(line, source)
        except ReadingError as error:
            yield Refusal(error.source, error.reason)


def _row(line: bytes, source: str) -> Report:
    if len(line) >= _MAX_LINE_BYTES:
        raise ReadingError(source, f"is longer than {_MAX_LINE_BYTES:,} bytes")
    try:
        row = json.loads(decoded(line, source))
    except json.JSONDecodeError as error:
        raise ReadingError(source, f"is no JSON object ({error.msg} at column {error.colno})") from error
    if not isinstance(row, dict):
        raise ReadingError(source, "is no JSON object")
    text = row.get("text")
    if not isinstance(text, str):
        raise ReadingError(source, "has no `text`" if text is None else "its `text` is no string")
    day = _row_date(row.get("date"), source)
    report = Report(
        id=str(row["id"]) if row.get("id") is not None else text_id(text),
        text=text,
        date=day,
        title=_optional(row, "title", source),
        publisher=_optional(row, "publisher", source),
        url=_optional(row, "url", source),
        dateline=_optional(row, "dateline", source),
        date_why="row" if day else "",
    )
    return checked(report, source)


def _row_date(value: object, source: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise ReadingError(source, f"its `date` {value!r} is no ISO date (YYYY-MM-DD)") from error


def _optional(row: dict[str, object], name: str, source: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ReadingError(source, f"its `{name}` is no string")
    return value
