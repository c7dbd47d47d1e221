"""Options that choose events, the same for every command that has them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from dragoman.store.query import Filter

__all__ = ["filter_of", "filter_options"]

_DAY = click.DateTime(["%Y-%m-%d"])
_OPTIONS = (
    click.option("--actor", metavar="CODE", help="Country of an actor (SRB), or PLOVER's code (IGO)."),
    click.option("--recipient", metavar="CODE", help="Country of a recipient."),
    click.option("--party", metavar="CODE", help="Country of an actor or a recipient."),
    click.option("--type", "event", metavar="TYPE", help="Event type (ASSAULT)."),
    click.option("--mode", metavar="MODE", help="Mode (arrest)."),
    click.option("--status", metavar="STATUS", help="actual, future, hypothetical, negated or historical."),
    click.option("--place", metavar="CODE", help="Country of the place."),
    click.option("--publisher", help="Publisher of the report."),
    click.option("--since", type=_DAY, help="First day."),
    click.option("--until", type=_DAY, help="Last day."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out events below this confidence."),
    click.option("--no-copies", is_flag=True, help="Leave out events of reprinted texts."),
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; the command gets them as keywords, which `filter_of` reads."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def filter_of(since: datetime | None, until: datetime | None, no_copies: bool, **conditions: Any) -> Filter:
    """The filter that the options ask for."""
    return Filter(
        since=since.date() if since else None, until=until.date() if until else None, copies=not no_copies,
        **{name: value for name, value in conditions.items() if value is not None},
    )  # fmt: skip
