"""Frames made by hand, for tests of what is done to their spans."""

from __future__ import annotations

from dragoman.frame import Frame, RoleSpan, Span


def frame_of(text: str, *quotes: str) -> Frame:
    """A frame whose actors are the last occurrences of these quotes, in their order."""
    whole = Span(text=text, start=0, end=len(text))
    roles = tuple(
        RoleSpan(role="actor", span=Span(text=q, start=text.rindex(q), end=text.rindex(q) + len(q)), score=1.0)
        for q in quotes
    )
    return Frame(event="ASSAULT", trigger=whole, sentence=whole, roles=roles)
