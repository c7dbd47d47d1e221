"""Files of reports of every kind, from paths, folders, patterns, archives and standard input."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import BinaryIO, cast

from dragoman.errors import ReadingError
from dragoman.reading.archives import COMPRESSED, members, unpacked
from dragoman.reading.dateline import with_dateline
from dragoman.reading.rows import Columns, csv_reports, json_reports, parquet_reports
from dragoman.reading.sources import STANDARD_INPUT, File, Meter, source_files
from dragoman.reading.text import MAX_BYTES, MAX_CHARACTERS, Refusal, plain_report
from dragoman.reading.warc import warc_reports
from dragoman.reading.web import MAX_PAGE, html_report
from dragoman.report import Report

__all__ = ["MAX_CHARACTERS", "Columns", "Meter", "Refusal", "read_reports"]

_TEXT = {".txt", ".md", ".text", ""}
_PAGES = {".html", ".htm", ".xhtml"}
_KINDS = _TEXT | _PAGES | {".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc"}
_LISTED = ".txt, .md, .html, .jsonl, .csv, .tsv, .parquet, .warc, or one of them as .gz, .zst or in a .zip"


def read_reports(
    sources: Iterable[str | Path],
    *,
    day: date | None = None,
    columns: Columns | None = None,
    meter: Meter | None = None,
) -> Iterator[Report | Refusal]:
    """Every report of some files, folders, glob patterns and addresses, in their order; `-` is standard input.

    `day` is the publication date of all of them; without it the row's, the page's, the dateline's or the byline's.
    A report that cannot be read comes as a `Refusal` in its place; the others are unharmed. `meter` is told how
    much of the files is read.
    """
    names = [str(s) for s in sources]
    meter = meter or Meter()
    columns = columns or Columns()
    for name in names:
        for item in _source(name, columns, meter):
            yield _dated(item, day) if isinstance(item, Report) else item


def _dated(report: Report, day: date | None) -> Report:
    if day is not None:
        report = replace(report, date=day, date_why="given")
    return with_dateline(report)


def _source(source: str, columns: Columns, meter: Meter) -> Iterator[Report | Refusal]:
    if source == STANDARD_INPUT:
        yield from _standard_input(sys.stdin.buffer, columns)
        return
    # Of a folder only what can be read is taken; a file or an address named by itself is read, or refused.
    whole = Path(source).is_dir()
    found = 0
    for file in source_files(source):
        if isinstance(file, Refusal):
            yield file
        elif not whole or _readable(file.name):
            found += 1
            with meter.reading(file):
                yield from _file(file, columns, meter)
    if whole and not found:
        yield Refusal(source, f"holds no file that is read ({_LISTED})")


def _readable(name: str) -> bool:
    return _kind(name) in _KINDS or PurePosixPath(name.lower()).suffix == ".zip"


def _kind(name: str) -> str:
    """The suffix that tells the kind, below that of a compression."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in COMPRESSED else path.suffix


def _file(file: File, columns: Columns, meter: Meter) -> Iterator[Report | Refusal]:
    suffix = PurePosixPath(file.name.lower()).suffix
    try:
        if suffix == ".parquet" and file.local:
            yield from parquet_reports(file.name, file.name, columns, meter.share)
            return
        with file.open() as raw:
            meter.follow(raw)
            if suffix == ".zip":
                for name, member in members(raw, file.name):
                    if isinstance(member, ReadingError):
                        yield Refusal(member.source, member.reason)
                    else:
                        yield from _told(_stream(member, name, f"{file.name}, {name}", columns))
            else:
                stream = unpacked(raw, file.name, file.size)
                yield from _stream(stream, PurePosixPath(file.name).name, file.name, columns)
    except ReadingError as error:
        yield Refusal(error.source, error.reason)
    except OSError as error:
        yield Refusal(file.name, f"cannot be opened: {error.strerror or error}")


def _told(items: Iterator[Report | Refusal]) -> Iterator[Report | Refusal]:
    """Items up to a fault, which is told and ends this member of an archive alone."""
    try:
        yield from items
    except ReadingError as error:
        yield Refusal(error.source, error.reason)


def _stream(stream: BinaryIO, name: str, source: str, columns: Columns) -> Iterator[Report | Refusal]:
    kind = _kind(name)
    if kind in (".jsonl", ".ndjson"):
        yield from json_reports(stream, source, columns)
    elif kind in (".csv", ".tsv"):
        yield from csv_reports(stream, source, columns, tabs=kind == ".tsv")
    elif kind == ".warc":
        yield from warc_reports(stream, source)
    elif kind == ".parquet":
        with tempfile.NamedTemporaryFile(suffix=".parquet") as copy:
            # Parquet is read from its end, so it cannot stream out of an archive.
            copyfileobj(stream, copy)
            copy.flush()
            yield from parquet_reports(copy.name, source, columns)
    elif kind in _PAGES:
        yield html_report(stream.read(MAX_PAGE + 1), source)
    elif kind in _TEXT:
        yield plain_report(stream.read(MAX_BYTES + 1), source)
    else:
        raise ReadingError(source, f"files of the kind {kind} are not read; give {_LISTED}")


def _standard_input(stream: BinaryIO, columns: Columns) -> Iterator[Report | Refusal]:
    data = stream.read(MAX_BYTES + 1)
    if data.lstrip()[:1] == b"{":
        whole = io.BufferedReader(cast(io.RawIOBase, _Replayed(data, stream)))
        yield from json_reports(cast(BinaryIO, whole), "standard input", columns)
        return
    try:
        yield plain_report(data, "standard input")
    except ReadingError as error:
        yield Refusal(error.source, error.reason)


class _Replayed(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
