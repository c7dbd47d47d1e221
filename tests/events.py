"""Events built by hand for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dragoman.event import Coder, Event, EventDate, Participant, Place, Quantity, ReportRef
from dragoman.frame import Span

TEXT = "Estonian police arrested four protesters in Tallinn on Tuesday, the interior ministry said."


def span(quote: str, text: str = TEXT) -> Span:
    start = text.index(quote)
    return Span(text=quote, start=start, end=start + len(quote))


def participant(quote: str, country: str | None, *sectors: str, text: str = TEXT) -> Participant:
    s = span(quote, text)
    return Participant(text=s.text, start=s.start, end=s.end, country=country, sectors=sectors)


def event(**changes: Any) -> Event:
    """An arrest with every field filled."""
    when, where = span("Tuesday"), span("Tallinn")
    built = Event(
        report=ReportRef(id="r1", date=date(2024, 5, 15), publisher="Meridian Courier"),
        id="0123456789abcdef",
        event="COERCE",
        mode=("arrest",),
        contexts=("repression",),
        quad="material conflict",
        score=-7.0,
        cameo="17",
        status="actual",
        trigger=span("arrested"),
        sentence=span(TEXT),
        actors=(participant("Estonian police", "EST", "COP"),),
        recipients=(participant("four protesters", "EST", "CVL"),),
        said_by=(participant("the interior ministry", "EST", "GOV"),),
        date=EventDate(
            start=date(2024, 5, 14), end=date(2024, 5, 14), text="Tuesday", precision="day", why="weekday",
            span=(when.start, when.end),
        ),
        place=Place(
            text="Tallinn", name="Tallinn", country="EST", lat=59.44, lon=24.75, geonames_id=588409,
            precision="town", why="438341 inhabitants", span=(where.start, where.end),
        ),
        quantities=(Quantity(kind="arrested", text="four protesters", min=4, max=4, of="recipients", span=(25, 40)),),
        incident=None,
        confidence=0.93,
        coder=Coder(version="0.1.0", model="sha256:0", codebook="plover-2.0"),
    )  # fmt: skip
    return replace(built, **changes)
