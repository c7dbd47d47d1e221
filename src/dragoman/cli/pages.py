"""Shapes in which a dossier or a brief is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dragoman.dossier import Dossier, to_html, to_json, to_markdown

__all__ = ["page_options", "show"]


def page_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format` and `--output`; the command gets `shape` and `output`."""
    command = click.option(
        "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to the screen."
    )(command)
    return click.option(
        "--format", "shape", type=click.Choice(["terminal", "md", "html", "json"]), default="terminal",
        show_default=True, help="For reading here, Markdown, one self-contained page, or data.",
    )(command)  # fmt: skip


def show(dossier: Dossier, shape: str, output: Path | None) -> None:
    """Write a dossier in one shape to a file or to standard output."""
    if shape == "terminal" and output is None:
        _print(dossier)
        return
    text = {"html": to_html, "json": to_json}.get(shape, to_markdown)(dossier)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=not text.endswith("\n"))


def _print(dossier: Dossier) -> None:
    from rich.console import Console  # noqa: PLC0415 - the other shapes do not need rich
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from dragoman.dossier.render import source  # noqa: PLC0415

    console = Console()
    console.width = min(console.width, 110)
    console.print(Text(dossier.title, style="bold underline"), Text(" ".join(dossier.summary)), "", sep="\n")
    top = max((abs(w.score) for w in dossier.weeks), default=1.0) or 1.0
    for week in dossier.weeks:
        bar = Text("█" * round(20 * abs(week.score) / top), style="green" if week.score >= 0 else "red")
        console.print(Text(f"{week.monday}  {week.direction:<14} {week.score:+7.1f}  "), bar, end="")
        console.print()
    for section in dossier.sections:
        console.print("", Text(section.title, style="bold"), sep="\n")
        for line in section.lines:
            notes = "".join(f"[{n}]" for n in line.notes)
            text = Text.assemble((line.day, "bold cyan"), f"  {line.text}. ", (notes, "dim"))
            console.print(Padding(text, (0, 0, 0, 2)))
            below = [(c, "dim") for c in line.claims] + [(f"disputed: {w}", "red") for w in line.disputed]
            below += [(line.follow_up, "italic")] if line.follow_up else []
            for item, style in below:
                console.print(Padding(Text(item, style=style), (0, 0, 0, 6)))
    console.print("", Text("Evidence", style="bold"), sep="\n")
    for e in dossier.evidence:
        console.print(Text(f"[{e.number}] “{e.sentence}” {source(e)}", style="dim"))
