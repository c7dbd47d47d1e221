"""`dragoman knowledge`: tables of one's own beside those of the package."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.resolving.knowledge.user import Added, add_table, from_wikidata, user_folder

__all__ = ["command"]

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group(name="knowledge")
def command() -> None:
    """Add, list and remove tables of countries, organisations, office holders and nouns.

    What you add goes before the package's own tables (docs/knowledge.md has the format).

    \b
    Example:
      dragoman knowledge add my-organisations.csv
      dragoman knowledge import-wikidata query-result.json
    """


@command.command(name="add")
@_FILE
def add(file: Path) -> None:
    """Check the CSV FILE and use it from now on."""
    _tell(add_table(file))


@command.command(name="import-wikidata")
@_FILE
def import_wikidata(file: Path) -> None:
    """Use office holders from FILE, a query result of Wikidata saved as JSON."""
    _tell(from_wikidata(file))


@command.command(name="list")
def list_tables() -> None:
    """The tables that were added."""
    paths = sorted(user_folder().glob("*.csv"))
    for path in paths:
        rows = max(0, len(path.read_text(encoding="utf-8").splitlines()) - 1)
        click.echo(f"{path.name}  {rows} rows")
    if not paths:
        click.echo(f"none yet in {user_folder()}")


@command.command(name="remove")
@click.argument("name")
def remove(name: str) -> None:
    """Forget the added table NAME (as `list` shows it)."""
    path = user_folder() / Path(name).name
    if not path.is_file():
        raise click.UsageError(f"no table {name!r} was added; `dragoman knowledge list` shows them")
    path.unlink()
    click.echo(f"removed {path.name}")


def _tell(added: Added) -> None:
    click.echo(f"{added.rows} rows of {added.table}, kept in {added.path}")
