"""Where reports lie: files and folders of this machine, glob patterns, and anything that `fsspec` opens (`s3://…`)."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from dragoman.errors import ReadingError
from dragoman.reading.text import Refusal

__all__ = ["STANDARD_INPUT", "File", "Meter", "source_files"]

STANDARD_INPUT = "-"
#: What folders of reports hold beside reports. Named by itself, such a file is read.
_PAPERS = {"readme", "license", "licence", "changelog", "copying"}


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path or address, and its size in bytes as it lies there."""

    name: str
    size: int

    @property
    def local(self) -> bool:
        """Whether it lies on this machine."""
        return not _is_address(self.name)

    def open(self) -> BinaryIO:
        """Its bytes, from the start.

        Raises:
            ReadingError: it is far away, and the storage that holds it says no.
            OSError: it cannot be opened.
        """
        if self.local:
            return Path(self.name).open("rb")
        system, path = _storage(self.name)
        return cast(BinaryIO, _asked(self.name, system.open, path, "rb"))


class Meter:
    """How much of the files has been read, in bytes as they lie there (packed, where they are)."""

    def __init__(self) -> None:
        self.total: int | None = None
        self._finished = 0
        self._size = 0
        self._stream: BinaryIO | None = None
        self._share = 0.0

    def expect(self, sources: Iterable[str]) -> None:
        """Sum up the sizes of all that will be read; standard input has none, and then there is no total."""
        total = 0
        for source in sources:
            if source == STANDARD_INPUT:
                return
            total += sum(f.size for f in source_files(source) if isinstance(f, File))
        self.total = total

    @property
    def done(self) -> int:
        """Bytes read until now."""
        return self._finished + max(self._position(), int(self._share * self._size))

    def _position(self) -> int:
        if self._stream is None or self._stream.closed:
            return 0
        return min(self._size, self._stream.tell())

    @contextmanager
    def reading(self, file: File) -> Iterator[None]:
        """Mark a file as the one that is read now, and as read at the end."""
        self._size, self._share, self._stream = file.size, 0.0, None
        try:
            yield
        finally:
            self._finished += file.size
            self._size, self._share, self._stream = 0, 0.0, None

    def follow(self, stream: BinaryIO) -> None:
        """Take a stream's position for how far its file is read."""
        self._stream = stream

    def share(self, share: float) -> None:
        """Say what share of the file is read, 0 to 1, where no stream's position tells."""
        self._share = share


def source_files(source: str) -> Iterator[File | Refusal]:
    """The files of one source in the order of their names: a path, a folder, a pattern, an address.

    Folders are searched to their ends; hidden files, and READMEs and the like, are passed over.
    """
    try:
        yield from _remote(source) if _is_address(source) else _local(source)
    except ReadingError as error:
        yield Refusal(error.source, error.reason)
    except OSError as error:
        yield Refusal(source, f"cannot be opened: {error.strerror or error}")


def _is_address(source: str) -> bool:
    return "://" in source


def _local(source: str) -> Iterator[File | Refusal]:
    path = Path(source)
    if path.is_dir():
        yield from _walk(source)
    elif not path.exists() and (found := sorted(glob.glob(source, recursive=True))):  # noqa: PTH207 - also absolute
        for name in found:
            yield from _local(name)
    else:
        yield File(source, path.stat().st_size)


def _walk(folder: str, above: tuple[str, ...] = ()) -> Iterator[File | Refusal]:
    # One folder's names at a time: an archive of a million files never stands in memory whole.
    here = os.path.realpath(folder)
    if here in above:
        return  # a link to a folder that it lies in
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda e: e.name)
        for entry in listed:
            if entry.is_dir():
                yield from _walk(entry.path, (*above, here))
            elif entry.is_file() and _is_report(entry.name):
                yield File(entry.path, entry.stat().st_size)
    except OSError as error:
        yield Refusal(folder, f"cannot be opened: {error.strerror or error}")


def _is_report(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name.lower()).stem not in _PAPERS


def _remote(source: str) -> Iterator[File]:
    system, path = _storage(source)
    if any(mark in path for mark in "*?["):
        found = _asked(source, system.glob, path)
        if not found:
            raise ReadingError(source, "no file there has such a name")
    elif _asked(source, system.isdir, path):
        found = [p for p in _asked(source, system.find, path) if _is_report(PurePosixPath(p).name)]
    else:
        found = [path]
    for name in sorted(found):
        size = _asked(source, system.size, name)
        yield File(str(system.unstrip_protocol(name)), int(size or 0))


def _storage(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415 - few archives lie far away

    system, path = _asked(address, url_to_fs, address)
    return system, str(path)


def _asked(address: str, ask: Any, *arguments: object) -> Any:
    """What a storage answers; whatever it raises, and every driver raises its own, becomes a `ReadingError`."""
    try:
        return ask(*arguments)
    except FileNotFoundError as error:
        raise ReadingError(address, "there is no such file") from error
    except ImportError as error:
        raise ReadingError(address, f"{error}; for S3, pip install 'dragoman[s3]'") from error
    except Exception as error:  # drivers share no class of errors
        raise ReadingError(address, f"the storage says: {type(error).__name__}: {error}") from error
