"""Options that say what the columns of the user's rows are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import click

from dragoman.reading.rows import Columns

__all__ = ["column_options"]


def column_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--text`, `--id`, `--date-column` and so on; the command gets them as keywords of `Columns`."""
    for field in reversed(fields(Columns)):
        # `--date` is the publication date of all reports, in every command.
        flag = "--date-column" if field.name == "date" else f"--{field.name}"
        command = click.option(
            flag, field.name, default=field.name, metavar="COLUMN",
            help=f"Column of JSONL, CSV or Parquet that holds the {field.name}." if field.name == "text" else None,
            hidden=field.name not in ("text", "date"), show_default=True,
        )(command)  # fmt: skip
    return command
