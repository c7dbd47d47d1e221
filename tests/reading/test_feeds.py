"""Feeds, against a server of ours on loopback."""

from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from dragoman.reading.feeds import Feed, poll
from dragoman.reading.text import Refusal
from dragoman.report import Report

LONG = (
    "The harbour police of Lagosta seized two trawlers on Tuesday after a chase along the breakwater, the port captain "
    "said in a note to the town council. Nobody was hurt. "
)
ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>Tue, 14 May 2024 08:00:00 GMT</pubDate>{body}</item>"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>The Breakwater</title>{items}</channel></rss>'


class Site:
    """What the server says: path → status, headers, body."""

    def __init__(self):
        self.pages, self.asked, self.base = {}, [], ""


@pytest.fixture
def site():
    with _serving() as made:
        yield made


@contextmanager
def _serving():
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            made.asked.append((self.path, dict(self.headers)))
            status, headers, body = made.pages.get(self.path, (404, {}, b""))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.base = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def feed_of(site, *items, **headers):
    body = RSS.format(items="".join(items)).encode()
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml", **headers}, body)
    return Feed(f"{site.base}/feed")


def item(site, path="/story", body=""):
    return ITEM.format(title="Trawlers seized", link=f"{site.base}{path}", body=body)


def page(text):
    return (200, {"Content-Type": "text/html; charset=utf-8"}, f"<!doctype html><html><body><article><p>{text}</p>"
            "</article></body></html>".encode())  # fmt: skip


def test_the_page_of_an_entry_is_the_report(site):
    feed = feed_of(site, item(site, body="<description>Short.</description>"))
    site.pages["/story"] = page(LONG * 4)
    (report,) = poll(feed)
    assert isinstance(report, Report)
    assert "seized two trawlers" in report.text
    assert (report.date, report.publisher, report.url) == (date(2024, 5, 14), "The Breakwater", f"{site.base}/story")


def test_where_the_page_is_gone_the_feeds_own_lines_are_taken_and_that_is_told(site):
    (report,) = poll(feed_of(site, item(site, body=f"<description>{LONG}</description>")))
    assert "Nobody was hurt" in report.text
    assert report.date_why == "feed, its first lines alone"


def test_an_unchanged_feed_is_not_sent_twice(site):
    feed = feed_of(site, item(site, body=f"<description>{LONG * 8}</description>"), ETag='"v1"')
    assert len(list(poll(feed))) == 1
    assert list(poll(feed)) == []
    assert site.asked[-1][1]["If-None-Match"] == '"v1"'


def test_known_addresses_are_not_fetched_again(site):
    feed = feed_of(site, item(site))
    assert list(poll(feed, {f"{site.base}/story"})) == []
    assert [path for path, _ in site.asked] == ["/feed"]


@pytest.mark.parametrize("answer", [(500, {}, b""), (200, {}, b"this is no feed <<<")])
def test_a_feed_that_fails_is_told_and_left_alone_longer_each_time(site, answer):
    feed = Feed(f"{site.base}/feed")
    pauses = []
    for _ in range(3):
        site.pages["/feed"] = answer
        (refusal,) = poll(feed)
        assert isinstance(refusal, Refusal)
        feed.wait(timedelta(minutes=15), 0.0)
        pauses.append(feed.due)
    assert pauses == [1800, 3600, 7200]
    feed.failures = 50
    feed.wait(timedelta(minutes=15), 0.0)
    assert feed.due == 86_400


def test_an_address_that_is_no_web_address_is_refused():
    (refusal,) = poll(Feed("file:///etc/passwd"))
    assert "http" in refusal.reason
