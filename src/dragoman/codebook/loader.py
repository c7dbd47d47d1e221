"""Reads a codebook folder: `codebook.toml` and one `TYPE.toml` a type.

Invariants, checked on loading: a file is named for its type; quads are the four of PLOVER; positive
scores belong to cooperation and negative ones to conflict; CAMEO roots have two digits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import CodebookError

__all__ = ["QUADS", "Codebook", "EventType", "Mode", "load_codebook"]

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an act is done. `score` and `cameo` are null where the type's hold."""

    name: str
    description: str
    score: float | None = None
    cameo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """What is done: one of the root types."""

    name: str
    quad: str
    score: float
    cameo: str
    needs_recipient: bool
    description: str
    modes: dict[str, Mode] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All types, contexts, statuses and codes. Orders are those of the files and of the model."""

    name: str
    types: dict[str, EventType]
    contexts: tuple[str, ...]
    statuses: tuple[str, ...]
    quantities: tuple[str, ...]
    sectors: dict[str, str]
    supranational: dict[str, str]

    def modes(self) -> tuple[str, ...]:
        """Every mode as TYPE/mode, in a fixed order."""
        return tuple(f"{t.name}/{m}" for t in self.types.values() for m in t.modes)

    def score(self, event: str, mode: Iterable[str] = ()) -> float:
        """PLOVER's score: that of the mode farthest from zero, else that of the type."""
        kind = self.types[event]
        scores = [s for m in mode if (s := kind.modes[m].score) is not None]
        return max(scores, key=abs) if scores else kind.score

    def cameo(self, event: str, mode: Iterable[str] = ()) -> str:
        """CAMEO root of two digits: the mode's where it has one of its own, else the type's."""
        kind = self.types[event]
        return next((c for m in mode if (c := kind.modes[m].cameo)), kind.cameo)


def _event_type(file: str, raw: dict[str, Any]) -> EventType:
    modes = {name: Mode(name=name, **values) for name, values in raw.pop("modes", {}).items()}
    kind = EventType(modes=modes, **raw)
    if file != f"{kind.name}.toml":
        raise CodebookError(f"{file}: holds the type {kind.name}; a file is named for its type")
    if kind.quad not in QUADS:
        raise CodebookError(f"{file}: quad {kind.quad!r} is none of {', '.join(QUADS)}")
    scores = [kind.score, *(m.score for m in modes.values() if m.score is not None)]
    if kind.quad.endswith("cooperation") and min(scores) < 0:
        raise CodebookError(f"{file}: a negative score in a type of cooperation")
    if kind.quad == "material conflict" and max(scores) > 0:
        raise CodebookError(f"{file}: a positive score in a type of material conflict")
    for code in [kind.cameo, *(m.cameo for m in modes.values() if m.cameo)]:
        if len(code) != 2 or not code.isdigit():
            raise CodebookError(f"{file}: CAMEO root {code!r} has not two digits")
    return kind


def load_codebook(folder: Traversable | None = None) -> Codebook:
    """Load a codebook folder; without one, the PLOVER 2.0 that comes with the package.

    Raises:
        CodebookError: a file is malformed or breaks one of the invariants above.
    """
    return _plover() if folder is None else _load(folder)


@cache
def _plover() -> Codebook:
    return _load(resources.files("dragoman.codebook") / "plover")


def _load(folder: Traversable) -> Codebook:
    try:
        head = tomllib.loads((folder / "codebook.toml").read_text(encoding="utf-8"))
        files = sorted(
            (f for f in folder.iterdir() if f.name.endswith(".toml") and f.name != "codebook.toml"),
            key=lambda f: f.name,
        )
        types = [_event_type(f.name, tomllib.loads(f.read_text(encoding="utf-8"))) for f in files]
        return Codebook(
            name=head["name"],
            types={t.name: t for t in types},
            contexts=tuple(head["contexts"]),
            statuses=tuple(head["statuses"]),
            quantities=tuple(head["quantities"]),
            sectors=dict(head["sectors"]),
            supranational=dict(head["supranational"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise CodebookError(f"codebook {folder}: {error!r}") from error
