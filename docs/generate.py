"""Write the pages that are made from code: the command line and the JSON Schema of the record.

    make docs

`tests/test_docs.py` fails when a page no longer says what the code does.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from dragoman import cli
from dragoman.event import json_schema

DOCS = Path(__file__).parent


def command_pages() -> str:
    """Help texts of every command, as Markdown."""
    group = cli.group
    context = click.Context(group, info_name="dragoman", **group.context_settings)
    parts = ["# Command line\n", "_Made by `make docs`._\n"]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        page = command.get_help(click.Context(command, context, info_name=name, terminal_width=100))
        parts.append(f"## dragoman {name}\n\n```\n{page}\n```\n")
    return "\n".join(parts)


def schema_page() -> str:
    """The JSON Schema of `Event.to_dict`."""
    return json.dumps(json_schema(), indent=2, sort_keys=True) + "\n"


PAGES = {"cli.md": command_pages, "event.schema.json": schema_page}


def main() -> None:
    """Write all pages."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
