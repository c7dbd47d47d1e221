"""Spans that are no party."""

from __future__ import annotations

import pytest

from dragoman.resolving.asides import without_asides
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.words import words
from tests.resolving.frames import frame_of

KNOWLEDGE = load_knowledge()


def actors(text: str, *quotes: str) -> list[str]:
    tokens = words(text)
    (left,) = without_asides([frame_of(text, *quotes)], text, tokens, KNOWLEDGE.scan(tokens))
    return [s.text for s in left.spans("actor")]


@pytest.mark.parametrize(
    ("text", "quotes", "left"),
    [
        ("Townsmen gave blood by the hundreds.", ["Townsmen", "the hundreds"], ["Townsmen"]),
        ("Mali, which, according to AFP, Chad denied, came.", ["AFP", "Chad"], ["Chad"]),
        ("Ned Purcell resigned as president of Chad.", ["Ned Purcell", "president of Chad"], ["Ned Purcell"]),
    ],
)
def test_who_only_counts_tells_or_served_is_no_party(text: str, quotes: list[str], left: list[str]) -> None:
    assert actors(text, *quotes) == left


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It was attended by thousands.", "thousands"),
        ("It happened according to Chad.", "Chad"),
        ("At the same time as the rebels attacked Goma, it rained.", "the rebels"),
        ("They halted services as protesters blocked the tracks.", "protesters"),
        ("She resigned as Mali condemned the coup.", "Mali"),
    ],
)
def test_others_stay(text: str, quote: str) -> None:
    assert actors(text, quote) == [quote]


def test_of_two_sources_alone_both_stay() -> None:
    text = "It was denied, according to Mali and, according to Chad, done."
    assert actors(text, "Mali", "Chad") == ["Mali", "Chad"]
