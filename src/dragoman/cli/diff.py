"""`dragoman diff`: how two codings of the same reports differ."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.store import Store
from dragoman.store.diff import Difference, compare_stores

__all__ = ["command", "tell"]

_PATH = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="diff")
@click.argument("a", type=_PATH)
@click.argument("b", type=_PATH)
@click.option("--list", "listed", is_flag=True, help="Also every event that came, went or changed.")
def command(a: Path, b: Path, listed: bool) -> None:
    """Compare the events that stores A and B hold of the same reports (by id).

    \b
    Example:
      dragoman diff before.duckdb after.duckdb --list
    """
    with Store(a, read_only=True) as one, Store(b, read_only=True) as other:
        found = compare_stores(one, other)
    tell(found, listed=listed)


def tell(found: Difference, *, listed: bool = False) -> None:
    """Print counts, and every change with `listed`."""
    counts = found.counts()
    click.echo(f"{found.same:,} events the same, {counts['came']:,} came, {counts['went']:,} went, "
               f"{counts['changed']:,} changed")  # fmt: skip
    for name, number in found.fields().most_common():
        click.echo(f"  {name}: {number:,}")
    for change in found.changes if listed else ():
        sign = {"came": "+", "went": "-"}.get(change.kind, "~")
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        click.echo(f"{sign} {change.report}: {change.event.event} “{change.event.trigger.text}”{fields}")
