"""`dragoman events`: what a store holds."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

import click

from dragoman.cli.filters import filter_of, filter_options
from dragoman.store import Store
from dragoman.store.export import write_records
from dragoman.store.query import Filter

__all__ = ["command"]


@click.command(name="events")
@click.argument("store", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@filter_options
@click.option(
    "--format", "shape", type=click.Choice(["table", "jsonl", "csv", "parquet"]), default="table", show_default=True,
    help="A table to read, one JSON object an event, or flat rows.",
)  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to the screen.")
@click.option("--sql", "query", metavar="SQL", help="A query of your own over the views (docs/store.md).")
def command(store: Path, shape: str, output: Path | None, query: str | None, **conditions: Any) -> None:
    """Show the events of STORE that meet every condition given.

    \b
    Example:
      dragoman events news.duckdb --actor SRB --recipient AZE --since 2020-07-01
      dragoman events news.duckdb --sql "select event, count(*) from event_table group by all"
    """
    where = filter_of(**conditions)
    if shape == "parquet" and output is None:
        raise click.UsageError("--format parquet needs --output FILE")
    if query is not None and shape == "jsonl":
        raise click.UsageError("--sql gives flat rows; take --format table, csv or parquet")
    with Store(store, read_only=True) as opened:
        if shape in ("csv", "parquet"):
            rows = opened.sql(query) if query else opened.events(where)
            target = str(output) if output else "/dev/stdout"
            rows.write_parquet(target) if shape == "parquet" else rows.write_csv(target, header=True)
        elif query:
            opened.sql(query).show(max_width=200, max_rows=1000)
        else:
            with output.open("w", encoding="utf-8") if output else nullcontext(sys.stdout) as stream:
                _write(opened, where, shape, stream)


def _write(store: Store, where: Filter, shape: str, stream: TextIO) -> None:
    if shape == "jsonl":
        write_records(store, stream, shape, where)
        return
    from dragoman.cli.table import print_table  # noqa: PLC0415 - jsonl does not need rich

    events = sorted(store.records(where), key=lambda e: (str(e.report.date), e.report.id, e.trigger.start))
    for report, group in groupby(events, key=lambda e: e.report.id):
        print_table(store.report(report), list(group), stream)
    if not events:
        click.echo("no event meets these conditions", err=True)
