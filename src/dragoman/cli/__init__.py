"""The command line: one file a command, each a thin layer over the library.

Commands are imported when they are called, so that `dragoman --help` is quick.
"""

from __future__ import annotations

import importlib
import logging
import sys

import click

from dragoman import __version__
from dragoman.errors import DragomanError

__all__ = ["group", "main"]

_COMMANDS = {
    "add": "Code reports into a store.",
    "agree": "Say how far two annotators agree.",
    "brief": "Write down one day from a store, with evidence.",
    "code": "Code reports into events.",
    "diff": "Say how two stores' codings of the same reports differ.",
    "doctor": "Say what is installed and whether it works.",
    "dossier": "Write down what a store knows of a country or a pair.",
    "events": "Show or filter the events of a store.",
    "export": "Write a store's events for other programs.",
    "evaluate": "Compare coded events with annotated ones.",
    "incidents": "Show linked happenings with every source's claims.",
    "knowledge": "Add tables of your own.",
    "recode": "Bring a store to the model at hand and say what changed.",
    "train": "Train a model from an annotated corpus.",
    "watch": "Read feeds into a store, again and again.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"dragoman.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dragoman")
def group() -> None:
    """Who did what to whom, when, where, and who says so: political events from news reports."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING, stream=sys.stderr)


def main() -> None:
    """Run the command line. Errors of ours become one line on standard error and exit status 2."""
    try:
        group()
    except DragomanError as error:
        click.echo(f"dragoman: {error}", err=True)
        sys.exit(2)
