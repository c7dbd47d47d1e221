"""Web pages: the article's text, date, title and publisher through trafilatura."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from dragoman.errors import ReadingError
from dragoman.reading.text import checked
from dragoman.report import Report, text_id

__all__ = ["MAX_PAGE", "html_report"]

#: Articles have well under a megabyte; pages made to exhaust a parser have much more.
MAX_PAGE = 4_000_000
#: The parser's time grows with the square of a tag's attributes.
_TAG = re.compile(rb"<[^<>]{20000,}")
_MAX_ATTRIBUTES = 5000


def html_report(page: bytes, source: str, *, url: str | None = None, crawled: date | None = None) -> Report:
    """The article of a web page. Offsets of its events count in the extracted text, which is the report's.

    `crawled` stands for a date that the page does not tell, and the report says so (`date_why`).

    Raises:
        ReadingError: the page is too large, or holds no article.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second that plain text need not pay

    if len(page) > MAX_PAGE:
        raise ReadingError(source, f"a page of over {MAX_PAGE:,} bytes, which no article needs; it is not read")
    if any(len(tag.group().split()) > _MAX_ATTRIBUTES for tag in _TAG.finditer(page)):
        raise ReadingError(source, f"has a tag of over {_MAX_ATTRIBUTES:,} attributes; it may be made to exhaust time")
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
