"""Frames of a whole report made events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.event import Coder as CoderRef
from dragoman.event import Event
from dragoman.frame import Frame, RoleSpan, Span
from dragoman.report import Report
from dragoman.resolving.resolver import EventResolver

TEXT = 'Estonia was angry. "We will not accept that," Estonian minister Liisa Kaldvee said in Tallinn on Monday.'


@pytest.fixture(scope="module")
def resolver() -> EventResolver:
    return EventResolver(CoderRef(version="0", model="none", codebook="plover-2.0"))


def _span(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(text=quote, start=start, end=start + len(quote))


def _event(resolver: EventResolver, kind: str, **roles: str) -> Event:
    spans = tuple(RoleSpan(role=role, span=_span(quote), score=0.9) for role, quote in roles.items())
    whole = Span(text=TEXT[19:], start=19, end=len(TEXT))
    frame = Frame(event=kind, trigger=_span("will not accept"), sentence=whole, roles=spans)
    (event,) = resolver.events(Report(id="r", text=TEXT, date=date(2024, 9, 18)), [frame])
    return event


def test_who_tells_of_a_speech_act_without_actor_only_vouches_for_it(resolver: EventResolver) -> None:
    event = _event(resolver, "REJECT", said_by="Estonian minister Liisa Kaldvee")
    assert event.actors == ()
    assert [(s.name, s.country) for s in event.said_by] == [("Liisa Kaldvee", "EST")]


@pytest.mark.parametrize(("actor", "speakers"), [("We", ["Liisa Kaldvee"]), ("I", []), ("Kaldvee", [])])
def test_who_says_we_speaks_for_others_too(resolver: EventResolver, actor: str, speakers: list[str]) -> None:
    said = f'"{actor} will not accept this," said Estonian minister Liisa Kaldvee.'
    whole = Span(text=said, start=0, end=len(said))
    spans = {"actor": actor, "said_by": "Estonian minister Liisa Kaldvee"}
    roles = tuple(
        RoleSpan(role=role, span=Span(text=quote, start=said.index(quote), end=said.index(quote) + len(quote)), score=1)
        for role, quote in spans.items()
    )
    trigger = Span(text="will not accept", start=said.index("will"), end=said.index(" this"))
    frame = Frame(event="REJECT", trigger=trigger, sentence=whole, roles=roles)
    (event,) = resolver.events(Report(id="r", text=said), [frame])
    assert [a.country for a in event.actors] == ["EST"]
    assert [s.name for s in event.said_by] == speakers


def test_the_speaker_of_a_deed_vouches_for_it(resolver: EventResolver) -> None:
    event = _event(resolver, "ASSAULT", said_by="Estonian minister Liisa Kaldvee", place="Tallinn", date="Monday")
    assert event.actors == ()
    assert [s.country for s in event.said_by] == ["EST"]
    assert event.place is not None and event.place.country == "EST"
    assert event.date is not None and event.date.start == date(2024, 9, 16)


@pytest.mark.parametrize(("day", "sectors"), [(date(2019, 1, 24), ("REB",)), (date(2023, 1, 24), ("GOV",))])
def test_names_are_read_as_of_the_day_of_the_report(
    resolver: EventResolver, day: date, sectors: tuple[str, ...]
) -> None:
    text = "The Taliban attacked a village."
    whole = Span(text=text, start=0, end=len(text))
    actor = RoleSpan(role="actor", span=Span(text="The Taliban", start=0, end=11), score=0.9)
    frame = Frame(event="ASSAULT", trigger=Span(text="attacked", start=12, end=20), sentence=whole, roles=(actor,))
    (event,) = resolver.events(Report(id="r", text=text, date=day), [frame])
    assert [(a.country, a.sectors) for a in event.actors] == [("AFG", sectors)]


def _frame(text: str, kind: str, trigger: str, *actors: str) -> Frame:
    def quote(words: str) -> Span:
        return Span(text=words, start=text.index(words), end=text.index(words) + len(words))

    start = text.rfind(". ", 0, text.index(trigger)) + 1
    sentence = Span(text=text[start:], start=start, end=len(text))
    roles = tuple(RoleSpan(role="actor", span=quote(a), score=0.9) for a in actors)
    return Frame(event=kind, trigger=quote(trigger), sentence=sentence, roles=roles)


def test_words_of_time_are_no_speaker(resolver: EventResolver) -> None:
    text = "During the phone call Chad said that Mali attacked Niger."
    frame = _frame(text, "ASSAULT", "attacked", "Mali")
    roles = (*frame.roles, RoleSpan(role="said_by", span=Span(text="During the phone", start=0, end=16), score=0.9))
    (event,) = resolver.events(Report(id="r", text=text), [replace(frame, roles=roles)])
    assert event.said_by == ()


def test_they_are_those_who_acted_together(resolver: EventResolver) -> None:
    text = "Latvian and Finnish ministers met in Riga. They condemned the raid."
    frames = [
        _frame(text, "CONSULT", "met", "Latvian and Finnish ministers"),
        _frame(text, "ACCUSE", "condemned", "They"),
    ]
    _, accuse = resolver.events(Report(id="r", text=text, date=date(2024, 9, 18)), frames)
    assert {(a.text, a.country) for a in accuse.actors} == {("They", "LVA"), ("They", "FIN")}
    assert all(a.why and "acted together" in a.why for a in accuse.actors)


def test_the_same_words_of_a_date_count_from_the_date_before_them(resolver: EventResolver) -> None:
    text = "Rebels attacked on May 3. A day after, police fired and arrested nine."
    whole = Span(text=text, start=0, end=len(text))

    def span(quote: str) -> Span:
        return Span(text=quote, start=text.index(quote), end=text.index(quote) + len(quote))

    told = [
        ("ASSAULT", "attacked", "May 3"),
        ("ASSAULT", "fired", "A day after"),
        ("COERCE", "arrested", "A day after"),
    ]
    frames = [
        Frame(event=e, trigger=span(t), sentence=whole, roles=(RoleSpan(role="date", span=span(d), score=0.9),))
        for e, t, d in told
    ]
    days = [e.date.start for e in resolver.events(Report(id="r", text=text, date=date(2024, 5, 9)), frames) if e.date]
    assert days == [date(2024, 5, 3), date(2024, 5, 4), date(2024, 5, 4)]


def test_who_is_named_twice_on_a_side_is_one_party(resolver: EventResolver) -> None:
    text = "Estonian minister Liisa Kaldvee met a Latvian envoy, and Kaldvee praised him."
    quotes = ("Estonian minister Liisa Kaldvee", "a Latvian envoy", "Kaldvee")
    spans = [Span(text=q, start=text.rindex(q), end=text.rindex(q) + len(q)) for q in quotes]
    whole = Span(text=text, start=0, end=len(text))
    trigger = Span(text="met", start=text.index("met"), end=text.index("met") + 3)
    roles = tuple(RoleSpan(role="actor", span=span, score=0.9) for span in spans)
    frame = Frame(event="CONSULT", trigger=trigger, sentence=whole, roles=roles)
    (event,) = resolver.events(Report(id="r", text=text, date=date(2024, 9, 18)), [frame])
    assert [a.text for a in event.actors] == ["Estonian minister Liisa Kaldvee", "a Latvian envoy"]


def test_a_speaker_stands_once_and_by_name(resolver: EventResolver) -> None:
    text = '"We saw Russia attack ships," Estonian minister Liisa Kaldvee said in Tallinn.'
    quotes = {"said_by": "We", "actor": "Russia", "recipient": "ships"}
    spans = {role: Span(text=q, start=text.index(q), end=text.index(q) + len(q)) for role, q in quotes.items()}
    roles = [RoleSpan(role=role, span=span, score=0.9) for role, span in spans.items()]
    named = "Estonian minister Liisa Kaldvee"
    at = text.index(named)
    roles.append(RoleSpan(role="said_by", span=Span(text=named, start=at, end=at + len(named)), score=0.9))
    trigger = Span(text="attack", start=text.index("attack"), end=text.index("attack") + 6)
    whole = Span(text=text, start=0, end=len(text))
    frame = Frame(event="ASSAULT", trigger=trigger, sentence=whole, roles=tuple(roles))
    (event,) = resolver.events(Report(id="r", text=text, date=date(2024, 9, 18)), [frame])
    assert [(s.text, s.country) for s in event.said_by] == [(named, "EST")]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Igor Blok, a spokesman for the Russian foreign ministry, denied it.", ["Igor Blok"]),
        ("Igor Blok, a Russian minister, denied it.", ["Igor Blok"]),
        ("Igor Blok, the Russian police, denied it.", ["Igor Blok", "the Russian police"]),
        ("Russia, the Russian army, denied it.", ["Russia", "the Russian army"]),
        ("Igor Blok, 23, denied it.", ["Igor Blok"]),
        ("police in Baytown, Texas, denied it.", ["police in Baytown"]),
        ("police in Omsk, Estonia, denied it.", ["police in Omsk", "Estonia"]),
        ("police in San Antonio, Texas, denied it.", ["police in San Antonio"]),
        ("police in Omsk, Igor Blok, denied it.", ["police in Omsk", "Igor Blok"]),
    ],
)
def test_an_office_behind_a_name_is_no_second_party(resolver: EventResolver, text: str, parties: list[str]) -> None:
    text = f"Russia was angry. {text}"
    first, second = text[len("Russia was angry. ") :].split(", ")[:2]
    (event,) = resolver.events(Report(id="r", text=text), [_frame(text, "REJECT", "denied", first, second)])
    assert [a.text for a in event.actors] == parties


def test_a_name_behind_a_quotation_is_introduced_in_full(resolver: EventResolver) -> None:
    text = 'Georgia was tense. "We can not," Igor Blok, a spokesman for Russian police, said. Blok denied it.'
    (event,) = resolver.events(Report(id="r", text=text), [_frame(text, "REJECT", "denied", "Blok")])
    assert [(a.name, a.country) for a in event.actors] == [("Igor Blok", "RUS")]


def test_a_pronoun_that_stays_unclear_is_no_party_beside_one_who_is_named(resolver: EventResolver) -> None:
    text = "Nobody moved. Peru and she denied it."
    (event,) = resolver.events(Report(id="r", text=text), [_frame(text, "REJECT", "denied", "Peru", "she")])
    assert [a.text for a in event.actors] == ["Peru"]
    (event,) = resolver.events(Report(id="r", text=text), [_frame(text, "REJECT", "denied", "she")])
    assert [(a.text, a.country) for a in event.actors] == [("she", None)]
