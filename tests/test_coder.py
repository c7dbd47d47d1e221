"""The shipped coder from end to end: properties that hold for any text, and a few readings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.coding.coder import Coder
from dragoman.errors import ModelError
from dragoman.event import Event
from dragoman.report import Report

REPORT = """\
VALMIERA, June 4, 2024 (Kestrel Wire) – Latvia's Foreign Minister Zane Kalnarāja met her Estonian counterpart in \
Valmiera on Monday and condemned the \
shelling of a hospital in Kharkiv by Russian forces, in which nine people were killed.

Kalnarāja said that Latvia would send generators to Ukraine. “We will not be silent,” she told reporters.
"""


@pytest.fixture(scope="module")
def coder() -> Coder:
    return dragoman.Coder()


def _quoted(event: Event) -> Iterator[tuple[str, int, int]]:
    for part in (event.trigger, event.sentence, *event.actors, *event.recipients, *event.said_by):
        yield part.text, part.start, part.end
    for other in (event.date, event.place, *event.quantities):
        if other is not None and other.span is not None:
            assert other.text is not None
            yield other.text, *other.span


def _check(text: str, events: list[Event]) -> None:
    for event in events:
        for quote, start, end in _quoted(event):
            assert text[start:end] == quote
        assert event.sentence.start <= event.trigger.start < event.trigger.end <= event.sentence.end
        assert Event.from_dict(event.to_dict()) == event
        assert 0 <= event.confidence <= 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(
        st.text(max_size=30)
        | st.sampled_from(
            [
                "Rebels killed 12 soldiers in Mali on Friday. ",
                "“We” â€™ said ",
                "\r\n\r\n",
                "Vu?i?",
                "the U.S. ",
                "\u00a0",
                "’s ",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_no_text_makes_it_fail_and_every_span_equals_its_quote(coder: Coder, text: str):
    _check(text, coder.code(text, date="2020-08-11"))


def test_a_report_is_read(coder: Coder):
    events = coder.code(REPORT)
    _check(REPORT, events)
    found = {e.event: e for e in events}
    assert {"CONSULT", "ACCUSE", "ASSAULT"} <= found.keys()
    assert {p.country for p in found["CONSULT"].actors + found["CONSULT"].recipients} == {"LVA", "EST"}
    assert events[0].report.date == date(2024, 6, 4)
    assert events[0].report.publisher == "Kestrel Wire"
    shelling = found["ASSAULT"]
    assert {p.country for p in shelling.actors} == {"RUS"}


def test_ids_do_not_depend_on_the_run_and_differ_within_a_report(coder: Coder):
    first, second = coder.code(REPORT), Coder().code(REPORT)
    assert [e.id for e in first] == [e.id for e in second]
    assert len({e.id for e in first}) == len(first)


def test_a_stream_of_reports_gives_what_each_gives_alone(coder: Coder):
    texts = [REPORT, "Nothing happened here today, the mayor of a small town thought.", REPORT[:200]]
    reports = [Report(id=str(i), text=t, date=date(2024, 6, 4)) for i, t in enumerate(texts)]
    together = list(coder.code_many(reports))
    assert len(together) == 3
    alone = [next(iter(coder.code_many([r]))) for r in reports]
    assert [[(e.id, e.event) for e in es] for es in together] == [[(e.id, e.event) for e in es] for es in alone]


def test_without_a_date_relative_days_stay_open_and_say_why(coder: Coder):
    events = coder.code("Police arrested four protesters in Tallinn on Tuesday.")
    assert events
    for event in events:
        assert event.date is not None
        assert event.date.start is None
        assert event.date.why


def test_every_resolved_value_says_why(coder: Coder):
    for event in coder.code(REPORT):
        assert all(p.why for p in (*event.actors, *event.recipients, *event.said_by))
        assert event.date is None or event.date.why
        assert event.place is None or event.place.why


def test_min_confidence_leaves_events_out(coder: Coder):
    every = coder.code(REPORT)
    middle = sorted(e.confidence for e in every)[len(every) // 2]
    sure = Coder(min_confidence=middle).code(REPORT)
    assert [e.id for e in sure] == [e.id for e in every if e.confidence >= middle]


def test_sports_and_weather_hold_no_event(coder: Coder):
    text = (
        "Heavy snow fell on the Rhodope mountains overnight. The striker fired two goals past the keeper and the "
        "visitors' defence was in ruins after half an hour. Shares rose slightly in thin trading."
    )
    assert coder.code(text, date="2024-01-05") == []


def test_a_date_that_is_none_is_refused(coder: Coder):
    with pytest.raises(ValueError, match="Invalid isoformat"):
        coder.code(REPORT, date="yesterday")


def test_the_model_card_says_what_it_is(coder: Coder):
    card = json.loads((coder.encoder.folder / "card.json").read_text())
    assert card["bits"] == 8
    assert card["bytes"] <= 25_000_000
    recipe = card["recipe"]
    assert recipe.get("seed") or (recipe["average"] and recipe["seeds"] and recipe["legs"])
    assert {"dev", "test"} <= card["scores"].keys()
    assert coder.encoder.hash == f"sha256:{card['sha256']}"


def test_a_damaged_model_is_refused_with_advice(tmp_path: Path):
    (tmp_path / "card.json").write_text("{}")
    with pytest.raises(ModelError, match="reinstall"):
        Coder(model=tmp_path)


def test_given_triggers_get_their_likeliest_type(coder):
    text = "Rebels shelled Thika on Monday. A choir sang in the rain."
    report = Report(id="a", text=text)
    spans = [(text.index("sang"), text.index("sang") + 4), (7, 14)]
    sang, shelled = coder.frames_at(report, spans)
    assert (sang.trigger.text, shelled.trigger.text) == ("sang", "shelled")
    assert shelled.event == "ASSAULT"
    assert sang.score < shelled.score
    assert coder.frames_at(report, [(len(text), len(text))]) == []


def test_by_default_events_are_more_likely_right_than_wrong(coder: Coder):
    possible = Coder(min_confidence=0.0)
    frames = [replace(f, score=0.01) for f in coder.frames(Report(id="r", text=REPORT))]
    report = Report(id="r", text=REPORT)
    assert coder.resolve(report, frames) == []
    assert len(possible.resolve(report, frames)) == len(coder.resolve(report, frames, 0.0)) == len(frames) > 0
