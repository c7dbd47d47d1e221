"""`dragoman brief`: what happened on one day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dragoman.cli.pages import page_options, show
from dragoman.dossier import brief
from dragoman.store import Store

__all__ = ["command"]


@click.command(name="brief")
@click.argument("store", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day.")
@page_options
def command(store: Path, day: datetime, shape: str, output: Path | None) -> None:
    """Write down what STORE knows of one day, every line with its evidence.

    \b
    Example:
      dragoman brief news.duckdb --day 2020-07-14
    """
    with Store(store, read_only=True) as opened:
        found = brief(opened, day.date())
    show(found, shape, output)
