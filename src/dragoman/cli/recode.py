"""`dragoman recode`: a store brought to the model at hand."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.diff import tell
from dragoman.scaling.engine import CoderOptions, in_process, local_processes
from dragoman.scaling.recoding import recode
from dragoman.store import Store

__all__ = ["command"]


@click.command(name="recode")
@click.argument("store", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Also what this very model has coded.")
@click.option("--processes", type=click.IntRange(1), default=1, show_default=True, help="Encoders at work.")
@click.option("--model", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another model's folder.")
def command(store: Path, everything: bool, processes: int, model: Path | None) -> None:
    """Code the reports of STORE anew where another version or model coded them, and say what changed.

    A run that was killed goes on where it stopped when the same command is given again.

    \b
    Example:
      dragoman recode news.duckdb
    """
    options = CoderOptions(model, 0)
    coder = options.coder()
    engine = in_process(coder) if processes == 1 else local_processes(options, processes)
    with Store(store) as opened:
        found, refused = recode(opened, engine, coder.reference, everything=everything)
    for refusal in refused:
        click.echo(f"kept as it was: {refusal}", err=True)
    tell(found)
