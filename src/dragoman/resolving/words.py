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
    """A word with its offsets. `folded` has no diacritics, possessive or final full stop."""

    text: str
    start: int
    end: int
    folded: str
    possessive: bool = False

    @property
    def lower(self) -> str:
        """Folded and in lower case."""
        return self.folded.lower()

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name."""
        return self.text[:1].isupper()


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


def words(text: str, offset: int = 0) -> list[Word]:
    """Words and separating punctuation of a text; hyphenated words come apart at the hyphen.

    `offset` is added to all offsets.
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
        found.append(Word(raw, match.start() + offset, match.end() + offset, folded, possessive))
    return found


@lru_cache(maxsize=65536)
def key(phrase: str) -> str:
    """The form under which a phrase stands in a table: folded words without punctuation between."""
    return " ".join(w.folded for w in words(phrase) if w.folded not in _MARKS)


_MARKS = frozenset(",;:()–—-")
