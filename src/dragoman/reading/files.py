"""Files of reports of every kind, from paths, folders, patterns, archives and standard input."""

from __future__ import annotations

import glob
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import BinaryIO

from dragoman.errors import ReadingError
from dragoman.reading.archives import COMPRESSED, members, unpacked
from dragoman.reading.dateline import with_dateline
from dragoman.reading.rows import Columns, csv_reports, json_lines, json_reports, parquet_reports
from dragoman.reading.text import MAX_BYTES, MAX_CHARACTERS, Refusal, plain_report
from dragoman.reading.web import html_report, warc_reports
from dragoman.report import Report

__all__ = ["MAX_CHARACTERS", "Columns", "Refusal", "read_reports"]

_TEXT = {".txt", ".md", ".text", ""}
_PAGES = {".html", ".htm", ".xhtml"}
_KINDS = _TEXT | _PAGES | {".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc"}
_LISTED = ".txt, .md, .html, .jsonl, .csv, .tsv, .parquet, .warc, or one of them as .gz, .zst or in a .zip"


def read_reports(
    sources: Iterable[str | Path], *, day: date | None = None, columns: Columns | None = None
) -> Iterator[Report | Refusal]:
    """Every report of some files, folders and glob patterns, in their order; `-` is standard input.

    `day` is the publication date of all of them; without it the row's, the page's, the dateline's or the byline's.
    A report that cannot be read comes as a `Refusal` in its place; the others are unharmed.
    """
    for source in sources:
        for item in _source(str(source), columns or Columns()):
            if isinstance(item, Report):
                yield _dated(item, day)
            else:
                yield item


def _dated(report: Report, day: date | None) -> Report:
    if day is not None:
        report = replace(report, date=day, date_why="given")
    return with_dateline(report)


def _source(source: str, columns: Columns) -> Iterator[Report | Refusal]:
    path = Path(source)
    if source == "-":
        yield from _standard_input(sys.stdin.buffer, columns)
    elif path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and _readable(p) and not p.name.startswith("."))
        if not files:
            yield Refusal(source, f"holds no file that is read ({_LISTED})")
        for file in files:
            yield from _file(file, columns)
    elif not path.exists() and (found := sorted(glob.glob(source, recursive=True))):  # noqa: PTH207 - also absolute
        for name in found:
            yield from _source(name, columns)
    else:
        yield from _file(path, columns)


def _readable(path: Path) -> bool:
    return _kind(path.name) in _KINDS or path.suffix.lower() == ".zip"


def _kind(name: str) -> str:
    """The suffix that tells the kind, below that of a compression."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in COMPRESSED else path.suffix


def _file(path: Path, columns: Columns) -> Iterator[Report | Refusal]:
    try:
        if path.suffix.lower() == ".zip":
            for name, stream in members(path):
                yield from _told(_stream(stream, name, f"{path}, {name}", columns))
        elif path.suffix.lower() == ".parquet":
            path.stat()
            yield from parquet_reports(str(path), str(path), columns)
        else:
            with unpacked(path) as stream:
                yield from _stream(stream, path.name, str(path), columns)
    except ReadingError as error:
        yield Refusal(error.source, error.reason)
    except OSError as error:
        yield Refusal(str(path), f"cannot be opened: {error.strerror or error}")


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
        yield html_report(stream.read(MAX_BYTES * 2 + 1), source)
    elif kind in _TEXT:
        yield plain_report(stream.read(MAX_BYTES + 1), source)
    else:
        raise ReadingError(source, f"files of the kind {kind} are not read; give {_LISTED}")


def _standard_input(stream: BinaryIO, columns: Columns) -> Iterator[Report | Refusal]:
    data = stream.read(MAX_BYTES + 1)
    if data.lstrip()[:1] == b"{":
        yield from json_lines(_lines(data, stream), "standard input", columns)
        return
    try:
        yield plain_report(data, "standard input")
    except ReadingError as error:
        yield Refusal(error.source, error.reason)


def _lines(head: bytes, rest: BinaryIO) -> Iterator[bytes]:
    """Lines of what was read already and of what follows."""
    whole, _, broken = head.rpartition(b"\n")
    yield from whole.split(b"\n")
    yield broken + rest.readline(8 * MAX_CHARACTERS)
    while line := rest.readline(8 * MAX_CHARACTERS):
        yield line
