"""Meetings of several states, and what stands for all who met."""

from __future__ import annotations

import pytest

from dragoman.frame import Frame, RoleSpan, Span
from dragoman.resolving.gatherings import Gatherings
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.mentions import Memory
from dragoman.resolving.participants import Resolver

KNOWLEDGE = load_knowledge()
TEXT = (
    "Lima summit rejects the tariff. Several foreign ministers opposed it. The foreign ministers of Peru, Chile and "
    "Bolivia gathered in Lima. The ministers called on Brazil to yield. They criticised Brazil. Brazil answered the "
    "summit on Friday. The ministers of Brazil and Peru then spoke. Both ministers were calm."
)
THREE = {"PER", "CHL", "BOL"}


def _span(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(text=quote, start=start, end=start + len(quote))


def _frame(event: str, trigger: str, role: str, *quotes: str) -> Frame:
    roles = tuple(RoleSpan(role=role, span=_span(q), score=1.0) for q in quotes)
    return Frame(event=event, trigger=_span(trigger), sentence=_span(TEXT), roles=roles)


MET = _frame("CONSULT", "gathered", "actor", "The foreign ministers of Peru, Chile and Bolivia")


def _countries(role: str, trigger: str, quote: str, *, met: Frame | None = MET) -> set[str | None]:
    frame = _frame("ACCUSE", trigger, role, quote)
    frames = [f for f in (met, frame) if f]
    resolver = Resolver(Memory(TEXT, KNOWLEDGE), KNOWLEDGE, frames)
    return {p.country for p in resolver.participants(frame.spans(role), frame, None)}


@pytest.mark.parametrize(
    ("role", "trigger", "quote"),
    [
        ("actor", "called on", "The ministers"),
        ("recipient", "answered", "the summit"),
        ("actor", "rejects", "Lima summit"),
        ("actor", "opposed", "Several foreign ministers"),
    ],
)
def test_all_who_met_are_meant(role: str, trigger: str, quote: str) -> None:
    assert _countries(role, trigger, quote) == THREE


def test_without_a_meeting_of_several_nobody_is_put_in() -> None:
    assert _countries("actor", "called on", "The ministers", met=None) != THREE
    two = _frame("CONSULT", "spoke", "actor", "The ministers of Brazil and Peru")
    assert not Gatherings([two], KNOWLEDGE, None).members("the summit", len(TEXT), [])


def test_those_whose_country_is_told_and_two_of_them_are_not_all() -> None:
    assert _countries("actor", "spoke", "The ministers of Brazil and Peru") == {"BRA", "PER"}
    assert _countries("actor", "were calm", "Both ministers") != THREE


def test_each_says_for_whom_the_words_stand() -> None:
    frame = _frame("ACCUSE", "called on", "actor", "The ministers")
    resolver = Resolver(Memory(TEXT, KNOWLEDGE), KNOWLEDGE, [MET, frame])
    for one in resolver.participants(frame.spans("actor"), frame, None):
        assert one.text == "The ministers"
        assert one.why is not None and "met with the others" in one.why


def test_they_go_on_as_the_subject_of_the_sentence_before() -> None:
    called = _frame("REQUEST", "called on", "actor", "The ministers")
    resolver = Resolver(Memory(TEXT, KNOWLEDGE), KNOWLEDGE, [MET, called])
    actors = resolver.participants(called.spans("actor"), called, None)
    resolver.remember(actors, together=actors)
    they = _frame("ACCUSE", "criticised", "actor", "They")
    assert {p.country for p in resolver.participants(they.spans("actor"), they, None)} == THREE
