"""`dragoman dossier`: the state of affairs between two countries, or of one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dragoman.cli.pages import page_options, show
from dragoman.dossier import dossier
from dragoman.store import Store

__all__ = ["command"]

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(name="dossier")
@click.argument("store", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("countries", nargs=-1, required=True, metavar="COUNTRY [COUNTRY]")
@click.option("--since", type=_DAY, help="First day.")
@click.option("--until", type=_DAY, help="Last day.")
@page_options
def command(
    store: Path, countries: tuple[str, ...], since: datetime | None, until: datetime | None, shape: str,
    output: Path | None,
) -> None:  # fmt: skip
    """Write down what STORE knows of one country or of a pair, every line with its evidence.

    Countries are ISO 3166 alpha-3 codes (SRB) or PLOVER's own (IGO).

    \b
    Example:
      dragoman dossier news.duckdb SRB AZE
      dragoman dossier news.duckdb ARM --since 2020-07-01 --format html --output armenia.html
    """
    if len(countries) > 2:
        raise click.UsageError("name one country or two")
    one, *rest = (c.upper() for c in countries)
    with Store(store, read_only=True) as opened:
        found = dossier(
            opened, one, rest[0] if rest else None,
            since=since.date() if since else None, until=until.date() if until else None,
        )  # fmt: skip
    show(found, shape, output)
