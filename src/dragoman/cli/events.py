"""`dragoman events`: what a store holds."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TextIO

import click

from dragoman.store import Store
from dragoman.store.query import Filter

__all__ = ["command"]


@click.command(name="events")
@click.argument("store", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--actor", metavar="CODE", help="Country of an actor (SRB), or PLOVER's code (IGO).")
@click.option("--recipient", metavar="CODE", help="Country of a recipient.")
@click.option("--party", metavar="CODE", help="Country of an actor or a recipient.")
@click.option("--type", "event", metavar="TYPE", help="Event type (ASSAULT).")
@click.option("--mode", metavar="MODE", help="Mode (arrest).")
@click.option("--status", metavar="STATUS", help="actual, future, hypothetical, negated or historical.")
@click.option("--place", metavar="CODE", help="Country of the place.")
@click.option("--publisher", help="Publisher of the report.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out events below it.")
@click.option("--no-copies", is_flag=True, help="Leave out events of reprinted texts.")
@click.option(
    "--format", "shape", type=click.Choice(["table", "jsonl", "csv", "parquet"]), default="table", show_default=True,
    help="A table to read, one JSON object an event, or flat rows.",
)  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to the screen.")
@click.option("--sql", "query", metavar="SQL", help="Your own query over the views (docs/store.md), for table or csv.")
def command(
    store: Path,
    since: datetime | None,
    until: datetime | None,
    no_copies: bool,
    shape: str,
    output: Path | None,
    query: str | None,
    **conditions: str | float | None,
) -> None:
    """Show the events of STORE that meet every condition given.

    \b
    Example:
      dragoman events news.duckdb --actor SRB --recipient AZE --since 2020-07-01
      dragoman events news.duckdb --sql "select event, count(*) from event_table group by all"
    """
    where = Filter(
        since=since.date() if since else None, until=until.date() if until else None, copies=not no_copies,
        **{name: value for name, value in conditions.items() if value is not None},  # type: ignore[arg-type]
    )  # fmt: skip
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
        for event in store.records(where):
            stream.write(event.to_json() + "\n")
        return
    from dragoman.cli.table import print_table  # noqa: PLC0415 - jsonl does not need rich

    for report, events in groupby(store.records(where), key=lambda e: e.report.id):
        print_table(store.report(report), list(events), stream)
