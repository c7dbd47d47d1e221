"""Parties made whole: the encoder cuts some names amid their words, or tears them in two.

A name that the tables know is never cut: "the Syrian Democratic" is read on to "Forces", and "the Islamic State of
Iraq" with "the Levant" is one party. So are a title with the name behind its full stop, and a name with a nickname in
quotes. On 330 real reports one span of a party in a hundred is concerned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.frame import PARTIES, Frame, RoleSpan, Span
from dragoman.reading.clean import clean
from dragoman.resolving.knowledge.loader import Hit
from dragoman.resolving.words import Word

__all__ = ["with_whole_names"]

#: What a name's last word has behind it that is no part of the name.
_ENDING = re.compile(r"(?:'s?|(?<!\.\w)\.)$")
#: A sentence ends amid the words: "the United States. Army chiefs"; not "the U.S. Senate".
_BORDER = re.compile(r"(?<![A-Z])[.!?]\W*\s|\n")
_ARTICLE = re.compile(r"(?:the)?\s*", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:Capt|Col|Dr|Gen|Lt|Maj|Mr|Mrs|Ms|Prof|Rev|Sgt)$")
_NICKNAME = re.compile(r"\"[A-Z]\w+$")
#: Of "Mohammed's" only the end was seen.
_POSSESSOR = re.compile(r"(?:[A-Z][\w-]* )*[A-Z][\w-]*(?='$)")
_LONGEST = 30


def with_whole_names(
    frames: Iterable[Frame], text: str, tokens: Sequence[Word], hits: Iterable[Hit], day: date | None = None
) -> list[Frame]:
    """The frames with their parties' spans mended.

    Args:
        text: the report's, from which the spans are quoted.
        tokens: the words of the cleaned text. hits: the names and nouns that the tables find among them.
        day: when the report was published; names have their time.
    """
    plain = clean(text)
    names = [_bounds(plain, tokens, hit) for hit in hits if _is_whole(hit, day)]
    names = [(start, end) for start, end in names if not _BORDER.search(plain, start, end)]
    return [replace(f, roles=tuple(_mended(f.roles, text, plain, names))) for f in frames]


def _is_whole(hit: Hit, day: date | None) -> bool:
    """Whether it is a name of several words, or an office that "and" would part: "Police and Crime Commissioner"."""
    named = any(e.holds(day) for e in hit.entries) or (hit.noun and " and " in hit.noun.noun)
    return hit.last - hit.first > 1 and bool(named)


def _bounds(plain: str, tokens: Sequence[Word], hit: Hit) -> tuple[int, int]:
    """Where a name begins and ends, without a possessive's mark or the sentence's full stop."""
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    return start, start + len(_ENDING.sub("", plain[start:end]))


def _mended(roles: Sequence[RoleSpan], text: str, plain: str, names: Sequence[tuple[int, int]]) -> Iterable[RoleSpan]:
    """The spans in the order in which they were given; a piece is taken up by the one before it in the text."""
    whole: dict[int, RoleSpan] = {}
    last: dict[str, int] = {}
    for i, one in sorted(enumerate(roles), key=lambda found: found[1].span.start):
        if one.role not in PARTIES:
            whole[i] = one
            continue
        start, end = _uncut(one.span, plain, names)
        before = last.get(one.role)
        if before is not None and _continues(whole[before].span, start, plain):
            begun = whole[before]
            span = _quote(text, begun.span.start, max(begun.span.end, end))
            whole[before] = replace(begun, span=span, score=max(begun.score, one.score))
        else:
            whole[i] = replace(one, span=_quote(text, start, end))
            last[one.role] = i
    return [whole[i] for i in sorted(whole)]


def _uncut(span: Span, plain: str, names: Iterable[tuple[int, int]]) -> tuple[int, int]:
    start, end = span.start, span.end
    if span.text == "s" and (owner := _POSSESSOR.search(plain[max(0, start - _LONGEST) : start])):
        start, end = start - 1 - len(owner[0]), start - 1
    for first, last in names:
        if first < span.end and last > span.start:
            if first < start and not _ARTICLE.fullmatch(plain, first, start):
                start = first
            end = max(end, last)
    return start, end


def _continues(one: Span, start: int, plain: str) -> bool:
    """Whether a span that begins at `start` is a piece of the same name as the one before it."""
    if start < one.end:
        return True
    between, written = plain[one.end : start], plain[one.start : one.end]
    if not plain[start].isupper():
        return False
    return (between == ". " and bool(_TITLE.search(written))) or (between == '" ' and bool(_NICKNAME.search(written)))


def _quote(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)
