"""`dragoman watch`: feeds into a store, again and again."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path

import click

from dragoman.coding.coder import Coder
from dragoman.reading.feeds import Feed, now, poll
from dragoman.scaling.adding import add_reports
from dragoman.scaling.engine import CoderOptions, in_process
from dragoman.store import Store

__all__ = ["command"]

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class _Interval(click.ParamType[timedelta]):
    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d+)([smhd])", str(value))
        if not found or not int(found[1]):
            self.fail(f"{value!r} is no interval; write 15m, 2h or 1d", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


@click.command(name="watch")
@click.argument("store", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("feeds", nargs=-1, required=True)
@click.option("--every", type=_Interval(), default="15m", show_default=True, help="How often a feed is asked.")
@click.option("--once", is_flag=True, help="Ask each feed once and end, for cron.")
@click.option("--model", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another model's folder.")
def command(store: Path, feeds: tuple[str, ...], every: timedelta, once: bool, model: Path | None) -> None:
    """Read RSS and Atom FEEDS, code what is new and keep it in STORE; end with Ctrl-C.

    The store is open only while something is written, so that others can read it. A feed that fails is asked less and
    less often, once a day at least.

    \b
    Example:
      dragoman watch news.duckdb https://example.org/world.rss --every 30m
    """
    coder = CoderOptions(model, 0).coder()
    watched = [Feed(url) for url in feeds]
    try:
        while True:
            for feed in watched:
                if feed.due <= now():
                    _round(store, feed, coder)
                    feed.wait(every, now())
            if once:
                return
            time.sleep(max(0.0, min(f.due for f in watched) - now()))
    except KeyboardInterrupt:
        click.echo("ended; what was read is in the store", err=True)


def _round(store: Path, feed: Feed, coder: Coder) -> None:
    with Store(store) as opened:
        known = {row[0] for row in opened.fetch("select url from reports where url is not null")}
        added = add_reports(opened, poll(feed, known), in_process(coder), coder.reference, options={"feed": feed.url})
    for refusal in added.refused.first:
        click.echo(f"refused {refusal}", err=True)
    click.echo(f"{feed.url}: {added.added:,} new reports with {added.events:,} events, {added.known:,} known")
