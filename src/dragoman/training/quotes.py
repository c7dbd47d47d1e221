"""Quotes: how an annotation points into a text.

Three ways to write one:

- ``Serbian troops``: the words themselves, first occurrence;
- ``Serbia#2``: the second occurrence (occurrences inside longer words count too);
- ``because _he_ told``: the words between underscores, in a context that stands once in the text.
"""

from __future__ import annotations

import re

__all__ = ["QuoteError", "find_quote"]

_NUMBERED = re.compile(r"(?s)(.+)#(\d+)")
_MARKED = re.compile(r"(?s)(.*?)(?<!\w)_(.+)_(?!\w)(.*)")


class QuoteError(ValueError):
    """A quote that the text does not hold, or not in the way it is written."""


def _occurrences(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _inside_word(text: str, start: int, end: int) -> bool:
    def joined(left: int) -> bool:
        return 0 < left < len(text) and text[left - 1].isalnum() and text[left].isalnum()

    return joined(start) or joined(end)


def find_quote(text: str, quote: str, *, strict: bool = False) -> tuple[int, int]:
    """Offsets of a quote in a text.

    With `strict`, as for our own corpus, a bare quote that stands as a word more than once is refused
    instead of taken to be the first one, and so is a quote inside a longer word (a foreign text may
    hold typing errors such as a missing apostrophe).

    Raises:
        QuoteError: the text does not hold it, it falls inside a longer word, or it is ambiguous.
    """
    if not quote:
        raise QuoteError("an empty quote")
    start, words = _locate(text, quote, strict)
    end = start + len(words)
    if strict and _inside_word(text, start, end):
        around = text[max(0, start - 15) : end + 15]
        raise QuoteError(f"{quote!r} falls inside a longer word: {around!r}")
    return start, end


def _locate(text: str, quote: str, strict: bool) -> tuple[int, str]:
    if numbered := _NUMBERED.fullmatch(quote):
        words, number = numbered[1], int(numbered[2])
        found = _occurrences(text, words)
        if not 1 <= number <= len(found):
            raise QuoteError(f"{quote!r}: the text holds {words!r} {len(found)} times")
        return found[number - 1], words
    if marked := _MARKED.fullmatch(quote):
        before, words, after = marked.groups()
        found = _occurrences(text, before + words + after)
        if len(found) != 1:
            raise QuoteError(f"{quote!r}: its context stands {len(found)} times in the text, not once")
        return found[0] + len(before), words
    found = _occurrences(text, quote)
    if not found:
        raise QuoteError(f"{quote!r} is not in the text")
    whole = [at for at in found if not _inside_word(text, at, at + len(quote))]
    if strict and len(whole) > 1:
        raise QuoteError(f"{quote!r} stands {len(whole)} times; add words around it: 'before _{quote}_ after'")
    return (whole[0] if strict and whole else found[0]), quote
