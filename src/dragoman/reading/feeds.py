"""RSS and Atom feeds: new entries as reports, asked for politely.

A feed is asked with what it said of its last state, so that an unchanged one costs a line; one that fails is left alone
for twice as long each time, a day at most.
"""

from __future__ import annotations

import logging
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import ReadingError
from dragoman.reading.text import MAX_BYTES, Refusal
from dragoman.reading.web import html_report
from dragoman.report import Report, text_id

__all__ = ["Feed", "poll"]

_log = logging.getLogger(__name__)
_AGENT = "dragoman (political event coder)"
_TIMEOUT = 30
_LONGEST = timedelta(days=1)
#: Feeds that carry less than this of an article carry its first lines alone.
_WHOLE = 800


@dataclass(slots=True)
class Feed:
    """A feed and what is known of its state; `due` is a monotonic time in seconds."""

    url: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    due: float = 0.0

    def wait(self, every: timedelta, now: float) -> None:
        """Set when the feed is due again: after `every`, doubled for each failure in a row."""
        pause = min(every * 2 ** min(self.failures, 20), max(every, _LONGEST))
        self.due = now + pause.total_seconds()


def poll(feed: Feed, known: Collection[str] = ()) -> Iterator[Report | Refusal]:
    """Entries of a feed whose address is not in `known`, as reports; nothing where the feed has not changed.

    An entry's page is fetched where the feed holds its first lines alone; where that fails, those lines are the report,
    and `date_why` says so.
    """
    try:
        data = _fetch(feed)
    except (urllib.error.URLError, OSError, ValueError) as error:
        feed.failures += 1
        yield Refusal(feed.url, f"the feed cannot be fetched ({error}); it is asked again later, less often")
        return
    if data is None:
        feed.failures = 0
        return
    import feedparser  # noqa: PLC0415 - only feeds need it

    parsed = feedparser.parse(data)
    if not parsed.entries and parsed.bozo:
        feed.failures += 1
        yield Refusal(feed.url, f"is no RSS or Atom feed ({parsed.bozo_exception}); give the address of one")
        return
    feed.failures = 0
    publisher = parsed.feed.get("title")
    for entry in parsed.entries:
        link = entry.get("link")
        if link is None or link not in known:
            yield _entry(entry, link, publisher, feed.url)


def _fetch(feed: Feed) -> bytes | None:
    """The feed's bytes; None where it has not changed."""
    headers = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    try:
        with _open(feed.url, {k: v for k, v in headers.items() if v}) as answer:
            data = _limited(answer, feed.url)
            feed.etag, feed.modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
            return data
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        raise


def _open(url: str, headers: dict[str, str]) -> Any:
    if urlsplit(url).scheme not in ("http", "https"):
        raise ValueError("its address must begin with http:// or https://")
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, **headers})
    return urllib.request.urlopen(request, timeout=_TIMEOUT)


def _limited(answer: Any, url: str) -> bytes:
    data: bytes = answer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"{url} is longer than {MAX_BYTES:,} bytes")
    return data


def _entry(entry: Any, link: str | None, publisher: str | None, source: str) -> Report | Refusal:
    told = max((c.get("value", "") for c in entry.get("content", [])), key=len, default="") or entry.get("summary", "")
    page = told
    why = "feed"
    if len(told) < _WHOLE and link:
        try:
            with _open(link, {}) as answer:
                page = _limited(answer, link).decode(answer.headers.get_content_charset() or "utf-8", "replace")
        except (urllib.error.URLError, OSError, ValueError, LookupError) as error:
            _log.warning("%s: %s; the feed's own lines are taken", link, error)
            why = "feed, its first lines alone"
    report = _report(page, link or source)
    if isinstance(report, Refusal) and page is not told and told:
        report, why = _report(told, link or source), "feed, its first lines alone"
    if isinstance(report, Refusal):
        return report
    day = _day(entry) or report.date
    return replace(
        report, id=text_id(report.text), title=entry.get("title") or report.title, url=link,
        publisher=publisher or report.publisher, date=day, date_why=why if _day(entry) else report.date_why,
    )  # fmt: skip


def _report(page: str, source: str) -> Report | Refusal:
    if not page.lstrip().lower().startswith(("<!doctype", "<html")):
        page = f"<!doctype html><html><body><article><p>{page}</p></article></body></html>"
    try:
        return html_report(page.encode(), source)
    except ReadingError as error:
        return Refusal(error.source, error.reason)


def _day(entry: Any) -> date | None:
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(*told[:3]) if told else None


def now() -> float:
    """Seconds that only go forward."""
    return time.monotonic()
