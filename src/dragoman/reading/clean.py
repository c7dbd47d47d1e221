"""What the web leaves in a text, made harmless without moving a single character.

Invariant: `clean` returns as many code points as it was given, so that offsets into the cleaned text
are offsets into the raw one. Where a sequence becomes shorter ("â€™" is an apostrophe that was decoded
wrongly) it is filled up in front with U+2060 WORD JOINER, which the tokenizer and the word patterns skip.
"""

from __future__ import annotations

import html
import re
from functools import cache

__all__ = ["FILLER", "clean"]

FILLER = "\u2060"

_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\r"
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff"
_SINGLE = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_BREAKS, "\n")
    | dict.fromkeys(_INVISIBLE, FILLER)
    | dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2212", "-")
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
#: Characters that texts in European languages hold and that get decoded as cp1252 by mistake.
_OFTEN_BROKEN = "\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026\u2022\u20ac\u00a0" + "".join(
    chr(c) for c in range(0xA1, 0x180)
)


@cache
def _mojibake() -> tuple[re.Pattern[str], dict[str, str]]:
    """Wrongly decoded sequences and what they stand for."""
    table = {}
    for character in _OFTEN_BROKEN:
        broken = "".join(_cp1252(byte) for byte in character.encode("utf-8"))
        table[broken] = character
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def _cp1252(byte: int) -> str:
    # The five bytes that cp1252 leaves open pass through as control characters in practice.
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _padded(found: str, meant: str) -> str:
    return FILLER * (len(found) - len(meant)) + meant


def _entity(match: re.Match[str]) -> str:
    found = match.group()
    meant = html.unescape(found)
    return _padded(found, meant) if meant != found and len(meant) <= len(found) else found


def clean(text: str) -> str:
    """The text with plain quotes and blanks, as long as it was, character for character in place."""
    pattern, table = _mojibake()
    if "Ã" in text or "â" in text or "Ä" in text or "Å" in text or "Â" in text:
        text = pattern.sub(lambda m: _padded(m.group(), table[m.group()]), text)
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return text.translate(_SINGLE)
