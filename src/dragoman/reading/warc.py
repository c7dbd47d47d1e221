"""WARC archives of crawls, record by record, so that a broken one costs itself and not what stands behind it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from dragoman.errors import ReadingError
from dragoman.reading.text import Refusal
from dragoman.reading.web import MAX_PAGE, html_report
from dragoman.report import Report

__all__ = ["warc_reports"]

_MARK = b"WARC/1."
_LINE = 1 << 16
_HEADERS = 200
#: Of a record; its page may be packed, and its headers come on top.
_MAX_RECORD = MAX_PAGE + (1 << 16)
_LENGTH = re.compile(rb"(?mi)^content-length:[ \t]*(\d{1,18})[ \t]*\r?$")
_RESPONSE = re.compile(rb"(?mi)^warc-type:[ \t]*response[ \t]*\r?$")
_PASSED = "what follows up to the next record is passed over"


def warc_reports(stream: BinaryIO, name: str) -> Iterator[Report | Refusal]:
    """Articles of the HTML responses in a WARC file, gzipped or not; other records are passed over.

    Raises:
        ReadingError: it holds no record, or its packing is broken from some record on.
    """
    number = 0
    try:
        for record in _records(stream):
            number += 1
            source = f"{name}, record {number}"
            if isinstance(record, str):
                yield Refusal(source, record)
            elif record:
                yield from _articles(record, source)
    except ReadingError as error:
        raise ReadingError(f"{name}, record {number + 1}", f"{error.reason}; it is not read from here on") from error
    if number == 0:
        raise ReadingError(name, "holds no WARC record")


def _records(stream: BinaryIO) -> Iterator[bytes | str]:
    """Each record: its bytes, where it is a response (else none), or what is wrong with it."""
    line = stream.readline(_LINE)
    while line:
        if not line.strip():
            line = stream.readline(_LINE)
            continue
        found = _record(line, stream)
        yield found
        line = _next_record(stream) if isinstance(found, str) else stream.readline(_LINE)


def _record(line: bytes, stream: BinaryIO) -> bytes | str:
    if not line.startswith(_MARK):
        return f"is no WARC record; {_PASSED}"
    head = [line]
    while (line := stream.readline(_LINE)).strip() and len(head) < _HEADERS:
        head.append(line)
    headers = b"".join(head)
    length = _LENGTH.search(headers)
    if length is None:
        return f"has no length that can be read; {_PASSED}"
    wanted = int(length[1])
    held = stream.read(min(wanted, _MAX_RECORD)) if _RESPONSE.search(headers) else b""
    left = wanted - len(held)
    while left and (passed := stream.read(min(left, 1 << 20))):
        left -= len(passed)
    if left:
        return f"breaks off: {left:,} of its {wanted:,} bytes are missing"
    # The length of what is held stands for that of the record: warcio reads no farther.
    cut = _LENGTH.sub(b"Content-Length: %d\r" % len(held), headers)
    return cut + b"\r\n" + held + b"\r\n\r\n" if held else b""


def _next_record(stream: BinaryIO) -> bytes:
    line = stream.readline(_LINE)
    while line and not line.startswith(_MARK):
        line = stream.readline(_LINE)
    return line


def _articles(record: bytes, source: str) -> Iterator[Report | Refusal]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - few need it
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    try:
        for response in ArchiveIterator(io.BytesIO(record)):
            if "html" in _content_type(response):
                url = response.rec_headers.get_header("WARC-Target-URI")
                crawled = response.rec_headers.get_header("WARC-Date") or ""
                source = f"{source} ({url})"
                page = response.content_stream().read(MAX_PAGE + 1)
                yield html_report(page, source, url=url, crawled=_day(crawled))
    except ReadingError as error:
        yield Refusal(error.source, error.reason)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        yield Refusal(source, f"is broken: {error}")


def _content_type(record: Any) -> str:
    headers = record.http_headers
    return (headers.get_header("Content-Type") or "").lower() if headers else ""


def _day(stamp: str) -> date | None:
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None
