"""Spans of parties that the encoder cut amid a name."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.frame import Frame, RoleSpan, Span
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.whole_names import with_whole_names
from dragoman.resolving.words import words
from tests.resolving.frames import frame_of

KNOWLEDGE = load_knowledge()


def actors(text: str, *quotes: str) -> list[str]:
    """The actors' spans of one frame, mended; each is checked to quote the text."""
    tokens = words(text)
    (mended,) = with_whole_names([frame_of(text, *quotes)], text, tokens, KNOWLEDGE.scan(tokens), date(2024, 5, 1))
    spans = mended.spans("actor")
    assert all(text[s.start : s.end] == s.text for s in spans)
    return [s.text for s in spans]


@pytest.mark.parametrize(
    ("text", "quotes", "found"),
    [
        ("The police of South Dakota came.", ["South"], ["South Dakota"]),
        ("They named Reporters Without Borders.", ["Borders"], ["Reporters Without Borders"]),
        (
            "It was the Islamic State of Iraq and the Levant that came.",
            ["the Islamic State of Iraq", "the Levant"],
            ["the Islamic State of Iraq and the Levant"],
        ),
        ("It angered the United States.", ["the United States"], ["the United States"]),
        ("It was South Africa's choice.", ["South Africa"], ["South Africa"]),
        ("He met Dr. Ludmila Horvat there.", ["Dr", "Ludmila Horvat"], ["Dr. Ludmila Horvat"]),
        ('They shot Arvo "Aku" Tamm there.', ['Arvo "Aku', "Tamm"], ['Arvo "Aku" Tamm']),
        (
            "The men of Kotla and Ludmila Horvat met.",
            ["The men of Kotla", "Ludmila Horvat"],
            ["The men of Kotla", "Ludmila Horvat"],
        ),
        (
            "The town's Police and Crime Commissioner Ludmila Horvat came.",
            ["Police", "Crime Commissioner Ludmila Horvat"],
            ["Police and Crime Commissioner Ludmila Horvat"],
        ),
        ("It praised the United States. Army chiefs came.", ["Army chiefs"], ["Army chiefs"]),
        ("Kosovo, Serbia and Montenegro agreed.", ["Serbia", "Montenegro"], ["Serbia", "Montenegro"]),
        ("It was Amartya Sen. Modi came.", ["Amartya Sen", "Modi"], ["Amartya Sen", "Modi"]),
        ("They call Mohammed's letter a joke.", ["s"], ["Mohammed"]),
    ],
)
def test_a_party_is_a_whole_name(text: str, quotes: list[str], found: list[str]) -> None:
    assert actors(text, *quotes) == found


def test_other_roles_keep_their_spans() -> None:
    text = "He fell in South Dakota."
    whole = Span(text=text, start=0, end=len(text))
    place = RoleSpan(role="place", span=Span(text="South", start=11, end=16), score=1.0)
    tokens = words(text)
    frame = Frame(event="ASSAULT", trigger=whole, sentence=whole, roles=(place,))
    (mended,) = with_whole_names([frame], text, tokens, KNOWLEDGE.scan(tokens), date(2024, 5, 1))
    assert mended.roles == (place,)


def test_parties_keep_their_order() -> None:
    assert actors("Chad and South Dakota met.", "South", "Chad") == ["South Dakota", "Chad"]
