"""Days that a report tells only once for an act that it tells twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.event import Coder as CoderRef
from dragoman.event import EventDate
from dragoman.frame import Frame, RoleSpan, Span
from dragoman.report import Report
from dragoman.resolving.resolver import EventResolver

TEXT = (
    "Norwegian ship attacked. Russia attacked a Norwegian ship on Friday. Russia met Norway on Sunday. "
    "The attack by Russia on Norway shocked Sweden."
)
PUBLISHED = date(2024, 9, 18)
FRIDAY = date(2024, 9, 13)


def _span(quote: str, at: int = 0) -> Span:
    start = TEXT.index(quote, at)
    return Span(text=quote, start=start, end=start + len(quote))


def _frame(kind: str, trigger: str, actor: str | None, recipient: str, day: str | None, **more: str) -> Frame:
    at = TEXT.index(trigger)
    start = TEXT.rfind(". ", 0, at) + 2 if ". " in TEXT[:at] else 0
    end = TEXT.index(".", at) + 1
    roles = [RoleSpan(role="recipient", span=_span(recipient, start), score=0.9)]
    roles += [RoleSpan(role="actor", span=_span(actor, start), score=0.9)] if actor else []
    roles += [RoleSpan(role="date", span=_span(day, start), score=0.9)] if day else []
    sentence = Span(text=TEXT[start:end], start=start, end=end)
    dating = more.pop("dating", "week")
    return Frame(event=kind, trigger=_span(trigger), sentence=sentence, dating=dating, roles=tuple(roles), **more)  # type: ignore[arg-type]


TOLD = _frame("ASSAULT", "attacked a Norwegian", "Russia", "a Norwegian ship", "Friday")
MET = _frame("CONSULT", "met", "Russia", "Norway", "Sunday")
AGAIN = _frame("ASSAULT", "The attack", "Russia", "Norway", None)


@pytest.fixture(scope="module")
def resolver() -> EventResolver:
    return EventResolver(CoderRef(version="0", model="none", codebook="plover-2.0"))


def _days(resolver: EventResolver, *frames: Frame) -> list[EventDate]:
    events = resolver.events(Report(id="r", text=TEXT, date=PUBLISHED), frames)
    return [e.date for e in events if e.date]


def test_a_retelling_takes_the_day_of_the_same_act(resolver: EventResolver) -> None:
    *_, day = _days(resolver, TOLD, MET, AGAIN)
    assert (day.start, day.end, day.text) == (FRIDAY, FRIDAY, "Friday")
    assert day.why.startswith("taken for what 'attacked a Norwegian' tells, 'Friday'")
    assert day.span is not None and TEXT[slice(*day.span)] == "Friday"


def test_violence_in_the_headline_is_dated_by_what_follows(resolver: EventResolver) -> None:
    headline = _frame("ASSAULT", "attacked.", None, "Norwegian ship", None)
    told = _frame("ASSAULT", "attacked a Norwegian", None, "a Norwegian ship", "Friday")
    assert _days(resolver, headline, told)[0].start == FRIDAY


def test_other_acts_are_dated_by_what_follows_too(resolver: EventResolver) -> None:
    first = _frame("CONSULT", "attacked a Norwegian", "Russia", "a Norwegian ship", None)
    assert _days(resolver, first, MET)[0].start == date(2024, 9, 15)


def test_a_retelling_may_tell_one_side_alone(resolver: EventResolver) -> None:
    again = _frame("ASSAULT", "The attack", None, "Norway", None)
    *_, day = _days(resolver, TOLD, again)
    assert (day.start, day.text) == (FRIDAY, "Friday")


@pytest.mark.parametrize(
    "again",
    [
        _frame("ASSAULT", "The attack", "Russia", "Sweden", None),
        _frame("ACCUSE", "The attack", "Russia", "Norway", None),
        _frame("ASSAULT", "The attack", "Russia", "Norway", None, status="historical"),
        _frame("ASSAULT", "The attack", "Russia", "Norway", None, dating="unknown"),
    ],
)
def test_another_act_or_background_stays_without(resolver: EventResolver, again: Frame) -> None:
    assert _days(resolver, TOLD, again)[-1].text is None


def test_two_days_leave_it_open(resolver: EventResolver) -> None:
    other = _frame("ASSAULT", "met", "Russia", "Norway", "Sunday")
    assert _days(resolver, TOLD, other, AGAIN)[-1].text is None


@pytest.mark.parametrize(
    ("kind", "again", "place"),
    [("ASSAULT", "The attack", "Oslo"), ("SUPPORT", "The attack", None), ("ASSAULT", "met", None)],
    ids=["violence of the day", "other acts", "another day"],
)
def test_violence_retold_is_where_it_was_first_told(
    resolver: EventResolver, kind: str, again: str, place: str | None
) -> None:
    text = TEXT.replace("on Friday", "in Oslo on Friday")
    oslo = Span(text="Oslo", start=text.index("Oslo"), end=text.index("Oslo") + 4)

    def moved(span: Span) -> Span:
        start = text.index(span.text)
        return Span(text=span.text, start=start, end=start + len(span.text))

    day = None if again == "The attack" else "Sunday"
    frames = [
        _frame(kind, "attacked a Norwegian", "Russia", "a Norwegian ship", "Friday"),
        _frame(kind, again, "Russia", "Norway", day),
    ]
    placed = [
        replace(
            f,
            trigger=moved(f.trigger),
            sentence=moved(f.trigger),
            roles=tuple(replace(r, span=moved(r.span)) for r in f.roles),
        )
        for f in frames
    ]
    placed[0] = replace(placed[0], roles=(*placed[0].roles, RoleSpan(role="place", span=oslo, score=0.9)))
    *_, event = resolver.events(Report(id="r", text=text, date=PUBLISHED), placed)
    assert (event.place.text if event.place else None) == place
    if event.place:
        assert event.place.why.startswith("taken for what 'attacked a Norwegian' tells: ")


@pytest.mark.parametrize(
    ("place", "name"),
    [("Texas", "Austin"), ("Blahozne Pole", "Blahozne Pole"), ("an American base", "an American base")],
    ids=["a region", "an unknown village", "a spot"],
)
def test_a_retelling_narrows_a_wide_place_down(resolver: EventResolver, place: str, name: str) -> None:
    first_told = f"Russia attacked a Norwegian ship in {place} on Friday."
    text = f"{first_told} The attack by Russia on Norway in Austin, Texas, shook all."

    def frame(trigger: str, place: str, roles: dict[str, str]) -> Frame:
        at = text.index(trigger)
        start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
        quotes = [(role, quote, text.index(quote, start)) for role, quote in (*roles.items(), ("place", place))]
        spans = [(role, Span(text=quote, start=a, end=a + len(quote))) for role, quote, a in quotes]
        sentence = Span(text=text[start : text.index(".", at) + 1], start=start, end=text.index(".", at) + 1)
        return Frame(
            event="ASSAULT",
            trigger=Span(text=trigger, start=at, end=at + len(trigger)),
            sentence=sentence,
            dating="week",
            roles=tuple(RoleSpan(role=role, span=span, score=0.9) for role, span in spans),
        )

    frames = [
        frame("attacked", place, {"actor": "Russia", "recipient": "a Norwegian ship", "date": "Friday"}),
        frame("The attack", "Austin", {"actor": "Russia", "recipient": "Norway"}),
    ]
    first, second = resolver.events(Report(id="r", text=text, date=PUBLISHED), frames)
    assert [e.place.name for e in (first, second) if e.place] == [name, "Austin"]
    assert first.place and first.place.why.startswith("taken for what 'The attack' tells: ") == (name == "Austin")


SPEECH = "Russia accused Norway on Friday. Russia also demanded talks. Sweden warned Norway."


@pytest.mark.parametrize(
    ("trigger", "actor", "day"),
    [("demanded", "Russia", FRIDAY), ("warned", "Sweden", None)],
    ids=["the same party goes on", "another party speaks"],
)
def test_one_party_speaks_on_one_day(resolver: EventResolver, trigger: str, actor: str, day: date | None) -> None:
    first = _speech("ACCUSE", "accused", "Russia", "Friday")
    second = _speech("REQUEST", trigger, actor, None)
    *_, event = resolver.events(Report(id="r", text=SPEECH, date=PUBLISHED), [first, second])
    assert event.date is not None and (event.date.start if event.date.text else None) == day


def test_those_who_met_speak_on_that_day(resolver: EventResolver) -> None:
    met = _speech("CONSULT", "accused", "Russia", "Friday")
    *_, event = resolver.events(
        Report(id="r", text=SPEECH, date=PUBLISHED), [met, _speech("REQUEST", "demanded", "Russia", None)]
    )
    assert event.date is not None and event.date.start == FRIDAY
    *_, event = resolver.events(
        Report(id="r", text=SPEECH, date=PUBLISHED), [met, _speech("THREATEN", "warned", "Sweden", None)]
    )
    assert event.date is not None and event.date.text is None


def _speech(kind: str, trigger: str, actor: str, day: str | None) -> Frame:
    at = SPEECH.index(trigger)
    start, end = SPEECH.rfind(". ", 0, at) + 2 if ". " in SPEECH[:at] else 0, SPEECH.index(".", at) + 1

    def span(quote: str) -> Span:
        begin = SPEECH.index(quote, start)
        return Span(text=quote, start=begin, end=begin + len(quote))

    roles = [RoleSpan(role="actor", span=span(actor), score=0.9)]
    roles += [RoleSpan(role="date", span=span(day), score=0.9)] if day else []
    sentence = Span(text=SPEECH[start:end], start=start, end=end)
    return Frame(event=kind, trigger=span(trigger), sentence=sentence, dating="week", roles=tuple(roles))
