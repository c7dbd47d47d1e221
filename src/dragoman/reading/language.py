"""Whether a text is English, which is the language that the coder reads."""

from __future__ import annotations

import re

__all__ = ["english_share", "looks_english"]

#: Function words that hardly any other language shares; "in", "is" or "was" would let German pass.
_FUNCTION_WORDS = frozenset(
    "the of and to that for with from by has have had been were which this they their its after said "
    "who would will but not it his her on at are be he she we".split()
)
_WORD = re.compile(r"[^\W\d_]+")
#: Running English has 25 to 45 % of them; headlines and lists of names go down to about 12 %.
_ENOUGH = 0.10
_TOO_SHORT = 12


def english_share(text: str) -> float:
    """Share of English function words among the words of a text (its first 20,000 characters)."""
    words = [w.lower() for w in _WORD.findall(text[:20000])]
    return sum(w in _FUNCTION_WORDS for w in words) / len(words) if words else 0.0


def looks_english(text: str) -> bool:
    """Whether a text may be English; texts of a few words always may."""
    words = _WORD.findall(text[:20000])
    return len(words) < _TOO_SHORT or english_share(text) >= _ENOUGH
