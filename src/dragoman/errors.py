"""What can go wrong, as one family of exceptions whose text says what to do next."""

from __future__ import annotations

__all__ = [
    "CodebookError",
    "CorpusError",
    "DragomanError",
    "KnowledgeError",
    "ModelError",
    "ReadingError",
    "StoreError",
]


class DragomanError(Exception):
    """Base of every error that dragoman raises on purpose."""


class ReadingError(DragomanError):
    """One report could not be read; the others are unharmed.

    Attributes:
        source: file, and where it is known the line, that the report came from.
        reason: what is wrong with it, in words for the user.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class CodebookError(DragomanError):
    """The codebook's files contradict themselves."""


class KnowledgeError(DragomanError):
    """A table of knowledge is missing, malformed or contradicts another."""


class ModelError(DragomanError):
    """The model's files are missing, damaged or made for another version."""


class StoreError(DragomanError):
    """A store cannot be opened, read or written; what was committed before is unharmed."""


class CorpusError(DragomanError):
    """An annotated report is wrong; all of its faults are listed at once.

    Attributes:
        path: the file.
        faults: one line a fault, each naming the place inside the file.
    """

    def __init__(self, path: str, faults: list[str]) -> None:
        super().__init__("\n".join(f"{path}: {fault}" for fault in faults))
        self.path = path
        self.faults = faults
