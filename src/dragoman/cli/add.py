"""`dragoman add`: reports into a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from dragoman.cli.columns import column_options
from dragoman.cli.progress import progress
from dragoman.coding.coder import LEAST_CONFIDENCE, Coder
from dragoman.reading.files import Columns, Meter, Refusal, read_reports
from dragoman.reading.sources import STANDARD_INPUT
from dragoman.report import Report
from dragoman.scaling.adding import Added, add_reports
from dragoman.scaling.engine import CoderOptions, Engine, in_process, local_processes
from dragoman.store import Store

__all__ = ["command"]


@click.command(name="add")
@click.argument("store", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("files", nargs=-1, required=True)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Publication date of all reports.")
@column_options
@click.option("--processes", type=click.IntRange(1), default=1, show_default=True, help="Encoders at work.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where the encoders are: on this machine, or on a Ray cluster (pip install 'dragoman[ray]').",
)
@click.option("--model", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another model's folder.")
@click.option("--threads", type=click.IntRange(0), default=0, help="Threads of one encoder; 0 takes all cores.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=LEAST_CONFIDENCE, show_default=True,
    help="Keep no event below this confidence.",
)  # fmt: skip
def command(
    store: Path,
    files: tuple[str, ...],
    day: datetime | None,
    processes: int,
    model: Path | None,
    threads: int,
    min_confidence: float,
    engine: str,
    **columns: str,
) -> None:
    """Code the reports in FILES and keep them with their events in STORE, one DuckDB file.

    The same reports again are known and skipped; a run that was killed goes on where it stopped when the same
    command is given again. Reports that cannot be read are told, and kept in the table `refusals`.

    Exit status: 0 all in the store; 1 some refused; 2 wrong use.

    \b
    Example:
      dragoman add news.duckdb archive.jsonl
      dragoman add news.duckdb folder/ --processes 2
      dragoman add news.duckdb 's3://bucket/2020/*.jsonl.gz' --engine ray
    """
    options = CoderOptions(model, threads, min_confidence)
    meter = Meter()
    with Store(store) as opened, progress(meter) as told:
        coder = options.coder()
        chosen = _engine(engine, options, coder, processes)
        items = _items(engine, files, day.date() if day else None, Columns(**columns), meter)
        run: dict[str, object] = {
            "files": list(files),
            "date": str(day.date()) if day else None,
            "processes": processes,
            "engine": engine,
        }
        added = add_reports(opened, items, chosen, coder.reference, options=run, told=told)
    _tell(added)
    if added.refused:
        sys.exit(1)


def _items(
    engine: str, files: tuple[str, ...], day: date | None, columns: Columns, meter: Meter
) -> Iterator[Report | Refusal]:
    if engine == "ray" and STANDARD_INPUT not in files:
        from dragoman.scaling.cluster import read_on_cluster  # noqa: PLC0415 - an extra

        return read_on_cluster(files, day=day, columns=columns)
    if sys.stderr.isatty():
        meter.expect(files)
    return read_reports(files, day=day, columns=columns, meter=meter)


def _engine(name: str, options: CoderOptions, coder: Coder, processes: int) -> Engine:
    if name == "ray":
        from dragoman.scaling.cluster import ray_cluster  # noqa: PLC0415 - an extra

        return ray_cluster(options, processes)
    return in_process(coder) if processes == 1 else local_processes(options, processes)


def _tell(added: Added) -> None:
    refused = added.refused
    for refusal in refused.first:
        click.echo(f"refused {refusal}", err=True)
    if len(refused) > len(refused.first):
        click.echo(f"… {len(refused):,} in all; the most frequent reasons:", err=True)
        for reason, count in refused.reasons.most_common(5):
            click.echo(f"  {count:,} × {reason}", err=True)
    click.echo(
        f"added {added.added:,} reports with {added.events:,} events; "
        f"{added.known:,} were known; {len(added.refused):,} refused"
    )
