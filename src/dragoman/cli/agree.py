"""`dragoman agree`: how far two annotators agree."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.evaluate import scores_text
from dragoman.training.agreement import agree
from dragoman.training.corpus import load_corpus

__all__ = ["command"]


@click.command(name="agree")
@click.argument("first", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("second", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--by-type", is_flag=True, help="Also the figures of each type.")
def command(first: Path, second: Path, by_type: bool) -> None:
    """Compare two annotations of the same reports: the folders FIRST and SECOND, by the reports' ids.

    Precision is the share of the second annotator's events that the first has too, recall the other way round.

    \b
    Example:
      dragoman agree corpus second-annotator
    """
    found = agree(load_corpus(first), load_corpus(second))
    click.echo(scores_text(f"{first} and {second}", found.reports, found.scores, by_type=by_type))
    for folder, ids in ((first, found.only_first), (second, found.only_second)):
        if ids:
            click.echo(f"  {len(ids)} reports stand in {folder} alone and were left out", err=True)
