"""Days of fresh news that no words of the report tell."""

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
    "Norway fined a skipper on September 3. Norway seized a trawler on Monday. It held the crew. Russia protested. "
    "Moscow summoned the envoy. "
    "Oslo freed the sailors. Norway seized a second trawler."
)
PUBLISHED = date(2024, 9, 18)
MONDAY = date(2024, 9, 16)


def _span(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(text=quote, start=start, end=start + len(quote))


def _frame(kind: str, trigger: str, actor: str, day: str | None = None, **more: str) -> Frame:
    at = TEXT.index(trigger)
    start = TEXT.rfind(". ", 0, at) + 2 if ". " in TEXT[:at] else 0
    end = TEXT.index(".", at) + 1
    roles = [RoleSpan(role="actor", span=_span(actor), score=0.9)]
    roles += [RoleSpan(role="date", span=_span(day), score=0.9)] if day else []
    more.setdefault("dating", "week")
    sentence = Span(text=TEXT[start:end], start=start, end=end)
    return Frame(event=kind, trigger=_span(trigger), sentence=sentence, roles=tuple(roles), **more)  # type: ignore[arg-type]


SEIZED = _frame("COERCE", "seized a trawler", "Norway", "Monday", dating="told")
FINED = _frame("SANCTION", "fined", "Norway", "September 3", dating="told")
HELD = _frame("ASSAULT", "held the crew", "It")
PROTESTED = _frame("ACCUSE", "protested", "Russia")
SUMMONED = _frame("ACCUSE", "summoned", "Moscow")
FREED = _frame("RETREAT", "freed", "Oslo")
AGAIN = _frame("COERCE", "seized a second trawler", "Norway")


@pytest.fixture(scope="module")
def resolver() -> EventResolver:
    return EventResolver(CoderRef(version="0", model="none", codebook="plover-2.0"))


def _days(resolver: EventResolver, *frames: Frame, published: date | None = PUBLISHED) -> list[EventDate]:
    events = resolver.events(Report(id="r", text=TEXT, date=published), frames)
    return [e.date for e in events if e.date]


def test_a_deed_told_after_another_is_of_its_day(resolver: EventResolver) -> None:
    day = _days(resolver, SEIZED, HELD)[1]
    assert (day.start, day.end, day.precision, day.text) == (MONDAY, MONDAY, "day", None)
    assert day.why == "no date told; read as one story with 'seized a trawler', 'Monday'"
    assert not day.is_bounds


def test_what_is_said_of_a_deed_is_of_its_day_or_later(resolver: EventResolver) -> None:
    day = _days(resolver, SEIZED, PROTESTED)[1]
    assert (day.start, day.end, day.precision, day.text) == (MONDAY, PUBLISHED, "span", None)
    assert day.why == "no date told; read as fresh news, no older than 'Monday'"
    assert day.is_bounds


def test_a_deed_far_behind_the_one_of_a_told_day_is_only_bounded(resolver: EventResolver) -> None:
    *_, day = _days(resolver, SEIZED, HELD, PROTESTED, SUMMONED, FREED)
    assert (day.start, day.end) == (MONDAY, PUBLISHED)


def test_what_one_party_does_again_is_of_the_same_day_however_far(resolver: EventResolver) -> None:
    *_, day = _days(resolver, SEIZED, HELD, PROTESTED, SUMMONED, FREED, AGAIN)
    assert (day.start, day.end) == (MONDAY, MONDAY)


def test_without_any_told_day_fresh_news_is_of_yesterday_or_today(resolver: EventResolver) -> None:
    (day,) = _days(resolver, PROTESTED)
    assert (day.start, day.end, day.precision) == (date(2024, 9, 17), PUBLISHED, "span")
    assert day.why == "no date told; read as fresh news, published on 2024-09-18"


def test_a_day_told_long_before_the_publication_begins_no_fresh_news(resolver: EventResolver) -> None:
    fined, protested = _days(resolver, FINED, PROTESTED)
    assert fined.start == date(2024, 9, 3)
    assert (protested.start, protested.end) == (date(2024, 9, 17), PUBLISHED)


@pytest.mark.parametrize(
    "more",
    [
        {"dating": "unknown"},
        {"dating": "told"},
        {"status": "future"},
        {"status": "hypothetical"},
        {"status": "historical"},
    ],
)
def test_background_and_plans_stay_open(resolver: EventResolver, more: dict[str, str]) -> None:
    day = _days(resolver, SEIZED, _frame("ASSAULT", "held the crew", "It", **more))[1]
    assert (day.start, day.end, day.precision) == (None, None, "unknown")


def test_without_a_publication_date_nothing_is_read(resolver: EventResolver) -> None:
    assert [d.start for d in _days(resolver, SEIZED, HELD, published=None)] == [None, None]


def test_what_others_do_much_later_is_only_bounded(resolver: EventResolver) -> None:
    again = _frame("COERCE", "seized a second trawler", "Moscow")
    *_, day = _days(resolver, SEIZED, HELD, PROTESTED, SUMMONED, FREED, again)
    assert (day.start, day.end) == (MONDAY, PUBLISHED)


def test_two_told_days_of_one_kind_leave_it_open_which(resolver: EventResolver) -> None:
    fined = _frame("COERCE", "fined", "Norway", "September 3", dating="told")
    later = date(2024, 9, 10)
    *_, day = _days(resolver, fined, HELD, published=later)
    assert (day.start, day.end) == (date(2024, 9, 3), date(2024, 9, 3))
    monday = replace(SEIZED, event="COERCE")
    *_, day = _days(resolver, fined, monday, replace(HELD, event="COERCE"), published=later)
    assert day.is_bounds
