"""Web pages, alone or in WARC archives: the article's text, date, title and publisher through trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO
from urllib.parse import urlsplit

from dragoman.errors import ReadingError
from dragoman.reading.text import Refusal, checked
from dragoman.report import Report, text_id

__all__ = ["html_report", "warc_reports"]

#: Articles have well under a megabyte; pages made to exhaust a parser have much more.
_MAX_PAGE = 8_000_000


def html_report(page: bytes, source: str, *, url: str | None = None, crawled: date | None = None) -> Report:
    """The article of a web page. Offsets of its events count in the extracted text, which is the report's.

    `crawled` stands for a date that the page does not tell, and the report says so (`date_why`).

    Raises:
        ReadingError: the page is too large, or holds no article.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second that plain text need not pay

    if len(page) > _MAX_PAGE:
        raise ReadingError(source, f"a page of {len(page):,} bytes; at most {_MAX_PAGE:,} are read")
    found = bare_extraction(page, url=url, include_comments=False, include_tables=False, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        raise ReadingError(source, "holds no article that could be extracted")
    day = date.fromisoformat(found.date[:10]) if found.date else None
    report = Report(
        id=text_id(found.text),
        text=found.text,
        date=day or crawled,
        title=found.title or None,
        publisher=found.sitename or (urlsplit(url).hostname if url else None),
        url=url or found.url or None,
        date_why="page" if day else "crawled" if crawled else "",
    )
    return checked(report, source)


def warc_reports(stream: BinaryIO, name: str) -> Iterator[Report | Refusal]:
    """Articles of the HTML responses in a WARC file, gzipped or not; other records are passed over.

    Raises:
        ReadingError: the archive is broken from some record on.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - few need it
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    number = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if record.rec_type != "response" or "html" not in _content_type(record):
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            source = f"{name}, record {number} ({url})"
            crawled = record.rec_headers.get_header("WARC-Date") or ""
            try:
                page = record.content_stream().read(_MAX_PAGE + 1)
                yield html_report(page, source, url=url, crawled=_day(crawled))
            except ReadingError as error:
                yield Refusal(error.source, error.reason)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise ReadingError(f"{name}, record {number + 1}", f"the archive is broken from here on: {error}") from error
    if number == 0:
        raise ReadingError(name, "holds no WARC record")


def _content_type(record: object) -> str:
    headers = getattr(record, "http_headers", None)
    return (headers.get_header("Content-Type") or "").lower() if headers else ""


def _day(stamp: str) -> date | None:
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None
