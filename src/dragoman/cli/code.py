"""`dragoman code`: reports in, events out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from dragoman.coding.coder import Coder
from dragoman.event import Event
from dragoman.reading.files import Refusal, read_reports
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
    "--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
    help="A table to read, or one JSON object an event.",
)  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to the screen.")
@click.option("--model", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another model's folder.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True,
    help="Leave out events below this confidence.",
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
) -> None:
    """Code the reports in FILES (.txt, .md, .jsonl, a folder, or - for standard input).

    Exit status: 0 all coded; 1 some refused, each with a line on standard error; 2 wrong use.

    \b
    Example:
      dragoman code report.txt --date 2020-08-11
      dragoman code archive.jsonl --format jsonl --output events.jsonl
    """
    coder = Coder(model=model, threads=threads, min_confidence=min_confidence)
    tally = _Tally()
    coded = coder.code_many(tally.reports(read_reports(files, day=day.date() if day else None)))
    target = output.open("w", encoding="utf-8") if output else nullcontext(sys.stdout)
    with target as stream:
        if shape == "jsonl":
            _write_lines(_progress(coded), stream)
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


def _write_tables(coded: Iterable[list[Event]], reports: list[Report], stream: TextIO) -> None:
    from dragoman.cli.table import print_table  # noqa: PLC0415 - jsonl does not need rich

    for number, events in enumerate(coded):
        print_table(reports[number], events, stream)
