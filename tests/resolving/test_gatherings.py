"""Meetings of several states, and what stands for all who met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.frame import Frame, RoleSpan, Span
from dragoman.resolving.actors import read_mention
from dragoman.resolving.gatherings import Gatherings
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.mentions import Memory
from dragoman.resolving.participants import Resolver

KNOWLEDGE = load_knowledge()
TEXT = (
    "Lima summit rejects the tariff. Several foreign ministers opposed it. The foreign ministers of Peru, Chile and "
    "Bolivia gathered in Lima. The ministers, tired and hungry after a long night of talks, called on Brazil and "
    "Argentina to yield. They criticised Brazil. Brazil answered the summit on Friday. The ministers of Brazil and "
    "Peru then spoke. Both ministers were calm."
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
    assert _countries("actor", "called on", "The ministers", met=None) == {"PER", "BOL"}
    two = _frame("CONSULT", "spoke", "actor", "The ministers of Brazil and Peru")
    assert not Gatherings([two], KNOWLEDGE, None).members("the summit", len(TEXT), [])


def test_those_whose_country_is_told_are_not_all() -> None:
    assert _countries("actor", "spoke", "The ministers of Brazil and Peru") == {"BRA", "PER"}


@pytest.mark.parametrize(
    "mention",
    [
        "Both ministers", "the opposition leaders", "the rebel leaders", "the police chiefs", "The National Assembly",
        "the bishops conference", "the meeting of farmers", "the cabinet meeting", "The Western countries",
        "the warring parties", "The four ministers", "talks with rebels", "the Arab League summit",
    ],
)  # fmt: skip
def test_other_bodies_are_not_those_who_met(mention: str) -> None:
    readings = read_mention(mention, KNOWLEDGE)
    assert not Gatherings([MET], KNOWLEDGE, None).members(mention, len(TEXT), readings)


@pytest.mark.parametrize("mention", ["The three ministers", "all foreign ministers", "the summit of leaders in Lima"])
def test_some_words_say_more_of_them(mention: str) -> None:
    readings = read_mention(mention, KNOWLEDGE)
    members = Gatherings([MET], KNOWLEDGE, None).members(mention, len(TEXT), readings)
    assert {m.country for m in members} == THREE


def test_a_meeting_far_before_or_far_behind_is_not_meant() -> None:
    gatherings = Gatherings([MET], KNOWLEDGE, None)
    assert gatherings.members("the summit", MET.trigger.start + 2000, [])
    assert not gatherings.members("the summit", MET.trigger.start + 3000, [])
    late = replace(MET, trigger=replace(MET.trigger, start=3000, end=3008))
    assert gatherings.members("a summit", 0, [])
    assert not Gatherings([late], KNOWLEDGE, None).members("a summit", 0, [])


def test_a_later_meeting_of_two_has_ministers_of_its_own() -> None:
    two = _frame("CONSULT", "spoke", "actor", "The ministers of Brazil and Peru")
    gatherings = Gatherings([MET, two], KNOWLEDGE, None)
    assert not gatherings.members("the ministers", len(TEXT), [])
    assert gatherings.members("the summit", len(TEXT), [])


def test_of_two_meetings_the_last_is_meant_and_of_one_told_twice_the_first() -> None:
    guests = _frame(
        "CONSULT", "answered", "actor", "The foreign ministers of Peru, Chile and Bolivia", "Brazil answered"
    )
    others = _frame("CONSULT", "spoke", "actor", "Peru", "Chile", "Brazil answered")
    told_twice = Gatherings([MET, guests], KNOWLEDGE, None).members("the ministers", len(TEXT), [])
    assert {m.country for m in told_twice} == THREE
    other = Gatherings([MET, others], KNOWLEDGE, None).members("the ministers", len(TEXT), [])
    assert {m.country for m in other} == {"PER", "CHL", "BRA"}


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
    # Two states named later in the same sentence, though nearer, are not its subject.
    asked = _frame("REQUEST", "called on", "recipient", "Brazil and Argentina")
    two = resolver.participants(asked.spans("recipient"), asked, None)
    resolver.remember(two, together=two)
    they = _frame("ACCUSE", "criticised", "actor", "They")
    assert {p.country for p in resolver.participants(they.spans("actor"), they, None)} == THREE
