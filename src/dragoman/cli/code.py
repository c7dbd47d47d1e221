"""`dragoman code`: reports in, events out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click
import msgspec

from dragoman.cli.columns import column_options
from dragoman.coding.coder import LEAST_CONFIDENCE, Coder
from dragoman.event import Event
from dragoman.reading.files import Columns, Refusal, read_reports
from dragoman.report import Report

__all__ = ["command"]


class _Tally:
    """Passes reports on and keeps count of what was refused, which goes to standard error at once."""

    def __init__(self) -> None:
        self.refused = 0
        self.read: list[Report] = []

    def reports(self, items: Iterable[Report | Refusal]) -> Iterator[Report]:
        for item in items:
            if isinstance(item, Refusal):
                self.refused += 1
                click.echo(f"refused {item}", err=True)
                continue
            if item.date is None:
                click.echo(
                    f"note {item.id}: no publication date was given or found; relative dates stay open (--date)",
                    err=True,
                )
            self.read.append(item)
            yield item


@click.command(name="code")
@click.argument("files", nargs=-1, required=True)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Publication date of all reports.")
@click.option(
    "--format", "shape", type=click.Choice(["table", "jsonl", "csv", "parquet", "polecat"]), default="table",
    show_default=True,
    help="A table to read, one JSON object an event, flat rows, or POLECAT's columns.",
)  # fmt: skip
@column_options
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to the screen.")
@click.option("--model", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another model's folder.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=LEAST_CONFIDENCE, show_default=True,
    help="Leave out events below this confidence; 0 shows all that the model takes for possible.",
)  # fmt: skip
@click.option("--threads", type=click.IntRange(0), default=0, help="Threads of the encoder; 0 takes all cores.")
def command(
    files: tuple[str, ...],
    day: datetime | None,
    shape: str,
    output: Path | None,
    model: Path | None,
    min_confidence: float,
    threads: int,
    **columns: str,
) -> None:
    """Code the reports in FILES: .txt, .md, .html, .jsonl, .csv, .tsv, .parquet, .warc, these in .gz, .zst or .zip,
    a folder, a pattern, or - for standard input.

    Exit status: 0 all coded; 1 some refused, each with a line on standard error; 2 wrong use.

    \b
    Example:
      dragoman code report.txt --date 2020-08-11
      dragoman code archive.jsonl --format jsonl --output events.jsonl
    """
    coder = Coder(model=model, threads=threads, min_confidence=min_confidence)
    tally = _Tally()
    items = read_reports(files, day=day.date() if day else None, columns=Columns(**columns))
    coded = coder.code_many(tally.reports(items))
    if shape == "parquet" and output is None:
        raise click.UsageError("--format parquet needs --output FILE")
    target = output.open("w", encoding="utf-8") if output else nullcontext(sys.stdout)
    with target as stream:
        if shape == "jsonl":
            _write_lines(_progress(coded), stream)
        elif shape != "table":
            _write_rows(_progress(coded), tally.read, coder, shape, output, stream)
        else:
            _write_tables(_progress(coded), tally.read, stream)
    if tally.refused:
        sys.exit(1)


def _progress(coded: Iterable[list[Event]]) -> Iterator[list[Event]]:
    """Show a counter on standard error where that is a screen."""
    from rich.console import Console  # noqa: PLC0415 - jsonl does not need it
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} reports, {task.fields[events]} events"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("coding", total=None, events=0)
        total = 0
        for events in coded:
            total += len(events)
            progress.update(task, advance=1, events=total)
            yield events


def _write_lines(coded: Iterable[list[Event]], stream: TextIO) -> None:
    for events in coded:
        for event in events:
            stream.write(event.to_json() + "\n")


def _write_rows(
    coded: Iterable[list[Event]], reports: list[Report], coder: Coder, shape: str, output: Path | None, stream: TextIO
) -> None:
    """Rows of other shapes, by way of a store in memory."""
    from dragoman.store import Store  # noqa: PLC0415 - the other formats need no database
    from dragoman.store.export import write_records  # noqa: PLC0415
    from dragoman.store.store import CodedReport  # noqa: PLC0415

    with Store(":memory:") as store:
        run = store.begin_run(coder.reference, {})
        for number, events in enumerate(coded):
            store.write([CodedReport(reports[number], msgspec.json.encode(events), len(events))], run)
        if shape == "polecat":
            write_records(store, stream, shape)
        elif shape == "csv":
            store.events().write_csv(str(output or "/dev/stdout"), header=True)
        else:
            store.events().write_parquet(str(output))


def _write_tables(coded: Iterable[list[Event]], reports: list[Report], stream: TextIO) -> None:
    from dragoman.cli.table import print_table  # noqa: PLC0415 - jsonl does not need rich

    for number, events in enumerate(coded):
        print_table(reports[number], events, stream)
