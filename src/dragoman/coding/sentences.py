"""Sentence borders in news text, as offsets.

Reports come with headlines without a full stop, hard-wrapped lines, missing blanks after a full stop
and abbreviations; a border is therefore decided on the words around it, never on the full stop alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["sentence_spans"]

#: Never the end of a sentence: a title or the like that a name or number follows.
_BEFORE_NAME = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cmdr sgt cpl adm brig rev hon gov sen rep sens reps pres st "
    "mt ft messrs supt insp det fr sr jr no nos art vs approx dept gov't jan feb mar apr jun jul aug "
    "sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun e.g i.e cf ca".split()
)
#: Often the end as well as an abbreviation: it ends only before a word that begins sentences.
_MAYBE_END = frozenset(
    "u.s u.k u.n e.u u.a.e u.s.a d.c d.r.c p.m a.m co corp inc ltd bros etc jr sr ph.d b.c a.d u.s.s.r".split()
)
_STARTERS = frozenset(
    "the a an this that these those he she it they we i you but and in on at after before when while if "
    "as for there his her its their our my however meanwhile according earlier later officials police "
    "since under last both all some many most no one two also".split()
)
_CANDIDATE = re.compile(r"""(?P<mark>[.!?…]+)(?P<close>["')\]\u2060]*)(?P<gap>\s+|$|(?=[A-Z][a-z]))""")
_OPENS = re.compile(r"""["'(\[\u2060]*[A-Z0-9À-ÖØ-ÞĀ-Ž"'(\[$€£–—-]""")
_LAST_WORD = re.compile(r"[\w.'&-]*$")
_NEXT_WORD = re.compile(r"[\w']+")
_WRAP = range(50, 120)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans `(start, end)` of the sentences of a cleaned text, without blanks at their ends."""
    spans: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        spans.extend(_split(text, start, end))
    return spans


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Blocks between line breaks that end something; breaks of hard-wrapped lines don't."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if not m.group().isspace()]
    wrapped = _is_wrapped(lines)
    start: int | None = None
    for i, (line_start, line_end) in enumerate(lines):
        start = line_start if start is None else start
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following is None or not _continues(text, (line_start, line_end), following, wrapped):
            yield start, line_end
            start = None


def _is_wrapped(lines: list[tuple[int, int]]) -> bool:
    """Whether most lines break inside a sentence at about the width of a terminal or mail."""
    single = [(end - start) in _WRAP for (start, end), (nxt, _) in pairwise(lines) if nxt - end == 1]
    return len(single) >= 3 and sum(single) >= 0.6 * len(single)


def _continues(text: str, line: tuple[int, int], following: tuple[int, int], wrapped: bool) -> bool:
    if text.count("\n", line[1], following[0]) > 1:
        return False
    head = text[line[0] : line[1]].rstrip()
    first = text[following[0] : following[1]].lstrip()[:1]
    if head.endswith((".", "!", "?", '"', ":")) and not wrapped:
        return False
    return first.islower() or (wrapped and (line[1] - line[0]) in _WRAP)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        if match.end("close") >= end or _is_border(text, match, end):
            yield from _trimmed(text, begin, match.end("close"))
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (text[start].isspace() or text[start] == "\u2060"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _is_border(text: str, match: re.Match[str], end: int) -> bool:
    before = _LAST_WORD.search(text, max(0, match.start() - 25), match.start())
    word = before.group().strip("'-").lower() if before else ""
    following = _NEXT_WORD.search(text, match.end(), end)
    next_word = following.group() if following else ""
    if not match["gap"]:
        # No blank: "deepened.Stefanovic" is a border, "example.Com", "J.Smith" and "U.S.Army" are none.
        return len(word) > 2 and word.isalpha() and "." not in word and "www" not in word
    if not _OPENS.match(text, match.end()):
        return False
    if match["mark"] != ".":
        return match["mark"] != "…" or next_word[:1].isupper()
    if word in _MAYBE_END or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return bool(match["close"]) or next_word.lower() in _STARTERS
    if word in _BEFORE_NAME:
        # "No." and months end a sentence only when nothing like a name or number follows.
        return bool(match["close"])
    if len(word) == 1 and word.isalpha() and word != "i":
        return next_word.lower() in _STARTERS and word not in "abcdefghjklmnopqrstuvwxyz"
    return True
