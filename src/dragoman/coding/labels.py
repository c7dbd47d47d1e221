"""The order of the model's outputs, which training and decoding share."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.codebook import Codebook, load_codebook
from dragoman.frame import DATINGS, ROLES

__all__ = ["Labels"]


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the outputs: types, modes as TYPE/mode, contexts, statuses, roles, datings."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    statuses: tuple[str, ...]
    roles: tuple[str, ...] = ROLES
    datings: tuple[str, ...] = DATINGS

    @classmethod
    def of(cls, codebook: Codebook | None = None) -> Labels:
        """The labels of a codebook."""
        book = codebook or load_codebook()
        return cls(tuple(book.types), book.modes(), book.contexts, book.statuses)
