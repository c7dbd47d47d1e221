"""Parties made whole: the encoder cuts some names amid their words, or tears them in two.

A name that the tables know is never cut: "the Syrian Democratic" is read on to "Forces", and "the Islamic State of
Iraq" with "the Levant" is one party. So are a title with the name behind its full stop, and a name with a nickname in
quotes. Who only counts or tells is left out. On 330 real reports one span of a party in a hundred is concerned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.frame import Frame, RoleSpan, Span
from dragoman.resolving.knowledge.loader import Hit
from dragoman.resolving.words import Word

__all__ = ["with_whole_names"]

#: Characters before a span that tell what it is.
_NEAR = 30
_PARTIES = ("actor", "recipient", "said_by")
#: What a name's last word has behind it that is no part of the name.
_BEHIND = re.compile(r"(?:['’]s?|(?<!\.\w)\.)$")
_ARTICLE = re.compile(r"(?:the)?\s*", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:Capt|Col|Dr|Gen|Gov|Hon|Lt|Maj|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt|St)$")
_NICKNAME = re.compile(r"[\"“][A-Z]\w+$")
#: "donated blood by the hundreds": how many, not who.
_COUNT = re.compile(r"the (?:dozen|score|hundred|thousand|million)s?", re.IGNORECASE)
_SOURCE = re.compile(r"\baccording to (?:the )?$")
#: "Resigned as president of Kotla": what he was.
_FORMER = re.compile(
    r"\b(?:resign\w*|step\w* down|stood down|serv\w+|role|time|post|career|work\w*) as (?:an? |the )?$"
)
_POSSESSOR = re.compile(r"(?:[A-Z][\w-]* )*[A-Z][\w-]*(?=['’]$)")
_COUNTED = re.compile(r"\b(?:by|in) $")


def with_whole_names(frames: Iterable[Frame], text: str, tokens: Sequence[Word], hits: Iterable[Hit]) -> list[Frame]:
    """The frames with their parties' spans mended.

    Args:
        text: the report's, from which the spans are quoted.
        tokens: its words. hits: the names that the tables find among them.
    """
    names = [_bounds(text, tokens, hit) for hit in hits if _is_whole(hit)]
    return [replace(f, roles=tuple(_mended(f.roles, text, names))) for f in frames]


def _is_whole(hit: Hit) -> bool:
    """Whether it is a name of several words, or an office that "and" would part: "Police and Crime Commissioner"."""
    return hit.last - hit.first > 1 and bool(hit.entries or (hit.noun and " and " in hit.noun.noun))


def _bounds(text: str, tokens: Sequence[Word], hit: Hit) -> tuple[int, int]:
    """Where a name begins and ends, without a possessive's mark or the sentence's full stop."""
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    return start, start + len(_BEHIND.sub("", text[start:end]))


def _mended(roles: Sequence[RoleSpan], text: str, names: Sequence[tuple[int, int]]) -> Iterable[RoleSpan]:
    for role in _PARTIES:
        kept: list[RoleSpan] = []
        for one in sorted((r for r in roles if r.role == role), key=lambda r: r.span.start):
            if _is_no_party(one, roles, text):
                continue
            whole = replace(one, span=_uncut(one.span, text, names))
            if kept and _continues(kept[-1].span, whole.span, text):
                end = max(kept[-1].span.end, whole.span.end)
                span = _quote(text, kept[-1].span.start, end)
                kept[-1] = replace(kept[-1], span=span, score=max(kept[-1].score, whole.score))
            else:
                kept.append(whole)
        yield from kept
    yield from (r for r in roles if r.role not in _PARTIES)


def _is_no_party(one: RoleSpan, roles: Sequence[RoleSpan], text: str) -> bool:
    before = text[max(0, one.span.start - _NEAR) : one.span.start]
    return _is_count(one.span, text) or _is_aside(one, roles, text) or bool(_FORMER.search(before))


def _is_count(span: Span, text: str) -> bool:
    return bool(_COUNT.fullmatch(span.text) and _COUNTED.search(text, max(0, span.start - 4), span.start))


def _is_aside(one: RoleSpan, roles: Sequence[RoleSpan], text: str) -> bool:
    """Whether an actor beside others is only the source of what is told: "which, according to AFP, Mali denied"."""
    others = sum(r.role == "actor" for r in roles) > 1
    return one.role == "actor" and others and bool(_SOURCE.search(text, max(0, one.span.start - 20), one.span.start))


def _uncut(span: Span, text: str, names: Iterable[tuple[int, int]]) -> Span:
    start, end = span.start, span.end
    if span.text == "s" and (owner := _POSSESSOR.search(text[max(0, start - _NEAR) : start])):
        start, end = start - 1 - len(owner[0]), start - 1  # of "Mohammed's" only the end was seen
    for first, last in names:
        if first < span.end and last > span.start:
            if first < start and not _ARTICLE.fullmatch(text, first, start):
                start = first
            end = max(end, last)
    return _quote(text, start, end)


def _continues(one: Span, other: Span, text: str) -> bool:
    """Whether the second span is a piece of the same name."""
    if other.start < one.end:
        return True
    between = text[one.end : other.start]
    if not other.text[:1].isupper():
        return False
    return (between == ". " and bool(_TITLE.search(one.text))) or (
        between in ('" ', "” ") and bool(_NICKNAME.search(one.text))
    )


def _quote(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)
