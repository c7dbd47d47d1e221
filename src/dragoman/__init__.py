"""Dragoman reads news reports and writes down who did what to whom, when, where, and who says so.

    import dragoman

    coder = dragoman.Coder()
    for event in coder.code("text …", date="2020-08-11"):
        print(event.to_dict())

Importing the package is free: the model's runtime is loaded when `Coder` is first asked for.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.coding.coder import Coder
    from dragoman.event import Event
    from dragoman.report import Report

__version__ = "0.1.0"
__all__ = ["Coder", "Event", "Report", "__version__"]

logging.getLogger(__name__).addHandler(logging.NullHandler())

_HOMES = {"Coder": "dragoman.coding.coder", "Event": "dragoman.event", "Report": "dragoman.report"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - importing the package must stay free

    return getattr(import_module(_HOMES[name]), name)
