"""Compressed files and archives as streams. Nothing is unpacked to disk, so no path can leave the archive.

A stream that unpacks to more than `_RATIO` times its size is taken for a bomb and ends with a `ReadingError`.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import zstandard

from dragoman.errors import ReadingError

__all__ = ["COMPRESSED", "members", "unpacked"]

COMPRESSED = {".gz", ".zst"}
#: News text shrinks three- to fivefold, an archive of near-copies perhaps fiftyfold.
_RATIO = 300
_FREE = 50_000_000


class _Guarded(io.RawIOBase):
    """Passes a stream on and counts what comes out of it."""

    def __init__(self, stream: BinaryIO, packed: int, name: str) -> None:
        self._step: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._left, self._name = max(_FREE, _RATIO * packed), name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            # One step at a time: what stands before a fault must come out before it.
            data = self._step(len(buffer))
        except (OSError, EOFError, zlib.error, zstandard.ZstdError, zipfile.BadZipFile, RuntimeError) as error:
            raise ReadingError(self._name, f"the archive is broken: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise ReadingError(self._name, "unpacks to far more than a text would; it may be made to exhaust memory")
        buffer[: len(data)] = data
        return len(data)


def _guarded(stream: object, packed: int, name: str) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Guarded(cast(BinaryIO, stream), packed, name), 1 << 16))


def unpacked(raw: BinaryIO, name: str, size: int) -> BinaryIO:
    """A file's bytes, unpacked by the last suffix of its name (.gz, .zst), else as they are; `size` is the file's."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".gz":
        return _guarded(gzip.GzipFile(fileobj=raw), size, name)
    if suffix == ".zst":
        return _guarded(zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True), size, name)
    return raw


def members(raw: BinaryIO, source: str) -> Iterator[tuple[str, BinaryIO | ReadingError]]:
    """Name and bytes of each file in a ZIP archive, in the order of their names, or why it cannot be unpacked.

    Raises:
        ReadingError: it is no ZIP archive.
    """
    try:
        archive = zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise ReadingError(source, f"is no ZIP archive: {error}") from error
    with archive:
        for member in sorted(archive.infolist(), key=lambda m: m.filename):
            if member.is_dir():
                continue
            name = f"{source}, {member.filename}"
            if member.flag_bits & 1:
                yield member.filename, ReadingError(name, "is encrypted; unpack it first")
                continue
            try:
                stream = archive.open(member)
            except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
                yield member.filename, ReadingError(name, f"cannot be unpacked: {error}")
                continue
            with stream:
                yield member.filename, _guarded(stream, member.compress_size, name)
