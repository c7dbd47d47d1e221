"""From bytes to a report's text, and what every text must be to be coded."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes

from dragoman.errors import ReadingError
from dragoman.reading.language import english_share, looks_english
from dragoman.report import Report, text_id

__all__ = ["ENCODINGS", "MAX_BYTES", "MAX_CHARACTERS", "Refusal", "checked", "decoded", "plain_report"]

#: Longer texts are archives or books that were taken for a report.
MAX_CHARACTERS = 1_000_000
MAX_BYTES = 4 * MAX_CHARACTERS
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: Encodings that English news come in besides Unicode's, the usual one first.
ENCODINGS = ("cp1252", "cp1250", "mac_roman", "cp1251", "gb18030", "big5")
#: Days reckoned from these still are days for the calendar.
_YEARS = range(1600, 2200)
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Fewer bytes above ASCII than this tell nothing of their encoding.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Refusal:
    """A report that was not read: where it stands and why. `str` is the line for the user."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


def decoded(data: bytes, source: str) -> str:
    """Bytes as text, line ends as they are: UTF-8, UTF-16 with its mark, else the encoding that fits best.

    Raises:
        ReadingError: the bytes are no text, or their encoding can't be told; names the offset.
    """
    if data[:2] in _UTF16:
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ReadingError(source, f"begins like UTF-16, but is not (offset {error.start:,})") from error
    if b"\0" in data[:65536]:
        raise ReadingError(source, "is a binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if (found := _guessed(data)) is not None:
            return found
        raise ReadingError(
            source,
            f"is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start:,}), and its encoding can't be told; "
            "convert it first, for example with `iconv -f windows-1252 -t utf-8`",
        ) from error


def _guessed(data: bytes) -> str | None:
    if sum(byte > 0x7F for byte in data) < _TELLING:
        return None
    found = from_bytes(data[:200_000], cp_isolation=list(ENCODINGS))
    # Near ties are the rule (ñ of cp1252 is ń of cp1250), and the web's English is cp1252.
    ranked = sorted(found, key=lambda m: (round(m.chaos, 1), m.encoding != ENCODINGS[0]))
    names = [e for m in ranked for e in (m.encoding, *m.could_be_from_charset)]
    for encoding in sorted(names, key=lambda e: e != ENCODINGS[0]) if _tied(ranked) else names:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _tied(ranked: list[CharsetMatch]) -> bool:
    return any(ENCODINGS[0] in m.could_be_from_charset and m.chaos <= ranked[0].chaos + 0.05 for m in ranked)


def checked(report: Report, source: str) -> Report:
    """The report, if it can be coded and kept.

    Raises:
        ReadingError: it is empty, too long, not English, or holds what is no character or no day of news.
    """
    for name in ("text", "id", "title", "publisher", "url", "dateline"):
        if broken := _SURROGATE.search(getattr(report, name) or ""):
            raise ReadingError(source, f"its `{name}` holds half a character (offset {broken.start():,}); mend it")
    if report.date and report.date.year not in _YEARS:
        raise ReadingError(source, f"its day {report.date} is that of no news; years {_YEARS[0]} to {_YEARS[-1]} are")
    if not any(c.isalnum() for c in report.text):
        raise ReadingError(source, "is empty")
    if len(report.text) > MAX_CHARACTERS:
        raise ReadingError(
            source, f"{len(report.text):,} characters; a report has at most {MAX_CHARACTERS:,}: split it"
        )
    if not looks_english(report.text):
        share = english_share(report.text)
        raise ReadingError(
            source,
            f"does not look English ({share:.0%} English function words); only English is coded: translate it",
        )
    return report


def plain_report(data: bytes, source: str) -> Report:
    """A file of plain text as a report.

    Raises:
        ReadingError: see `decoded` and `checked`.
    """
    if len(data) > MAX_BYTES:
        raise ReadingError(
            source, f"over {MAX_BYTES:,} bytes; a report has at most {MAX_CHARACTERS:,} characters: split it"
        )
    text = decoded(data, source)
    return checked(Report(id=text_id(text), text=text), source)
