"""`dragoman export`: a store's events for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.filters import filter_of, filter_options
from dragoman.store import Store
from dragoman.store.export import SHAPES, export

__all__ = ["command"]

_SUFFIX = {"polecat": "polecat.tsv", "cameo": "cameo.tsv"}


@click.command(name="export")
@click.argument("store", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "shape", type=click.Choice(SHAPES), default="parquet", show_default=True, help="See below.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="By default STORE's name beside it.")
@filter_options
def command(store: Path, shape: str, output: Path | None, **conditions: Any) -> None:
    """Write the events of STORE to a file, with a data package description beside it.

    parquet and csv hold one flat row an event, jsonl the whole record; polecat and cameo (ICEWS) are
    tab-separated with one row an actor-recipient pair; geojson has a point for each event with coordinates.

    \b
    Example:
      dragoman export news.duckdb --format polecat --output events.tsv --since 2024-01-01
    """
    target = output or store.with_name(f"{store.stem}.{_SUFFIX.get(shape, shape)}")
    with Store(store, read_only=True) as opened:
        count = export(opened, target, shape, filter_of(**conditions))
    click.echo(f"{count:,} events written to {target}")
