"""Words of a mention, folded so that tables and texts meet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Word", "fold", "key", "words"]

_WORD = re.compile(r"\w(?:[\w\u2060?]*\w)?(?:[.&'](?=\w)\w+)*\.?|[,;:()–—-]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its offsets.

    Attributes:
        folded: without diacritics, possessive or final full stop; `lower` is that in lower case.
        is_name: whether it is written like a name.
    """

    text: str
    start: int
    end: int
    folded: str
    lower: str
    is_name: bool
    possessive: bool = False


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Without diacritics and filler characters; letters that have no base form are spelled out."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return "".join(c for c in plain if not unicodedata.combining(c))


_LETTERS = str.maketrans(
    {"\u2060": "", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae",
     "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ə": "a", "Ə": "A", "þ": "th", "ð": "d", "’": "'", "‘": "'"}
)  # fmt: skip


@lru_cache(maxsize=2048)
def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """Words and separating punctuation of a text; hyphenated words come apart at the hyphen.

    `offset` is added to all offsets. What was asked for lately is kept: several rooms read a report's words, and its
    mentions are read again and again.
    """
    found = []
    for match in _WORD.finditer(text):
        raw = match.group()
        folded, possessive = fold(raw), False
        if folded.endswith(("'s", "'S")) and len(folded) > 2:
            folded, possessive = folded[:-2], True
        elif text[match.end() : match.end() + 1] in ("'", "’") and folded.endswith("s"):
            possessive = True
        if folded.endswith(".") and len(folded) > 1:
            folded = folded[:-1]
        begin, end = match.span()
        found.append(Word(raw, begin + offset, end + offset, folded, folded.lower(), raw[:1].isupper(), possessive))
    return tuple(found)


@lru_cache(maxsize=65536)
def key(phrase: str) -> str:
    """The form under which a phrase stands in a table: folded words without punctuation between."""
    return " ".join(w.folded for w in words(phrase) if w.folded not in _MARKS)


_MARKS = frozenset(",;:()–—-")
