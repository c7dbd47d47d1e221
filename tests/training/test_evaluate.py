from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.event import Event, EventDate, Participant
from dragoman.frame import Span
from dragoman.training.corpus import AnnotatedReport, Annotation, load_report
from dragoman.training.evaluate import Count, f1_interval, score
from tests.events import event
from tests.training.reports import write


def _as_coded(annotation: Annotation) -> Event:
    return event(
        event=annotation.event, mode=annotation.mode, contexts=annotation.contexts, status=annotation.status,
        trigger=annotation.trigger, actors=annotation.actors, recipients=annotation.recipients,
        said_by=annotation.said_by, date=annotation.date, place=annotation.place, quantities=annotation.quantities,
    )  # fmt: skip


def _report(tmp_path: Path) -> tuple[AnnotatedReport, list[Event]]:
    annotated = load_report(write(tmp_path))
    return annotated, [_as_coded(a) for a in annotated.events]


def test_a_perfect_coder_has_perfect_scores(tmp_path: Path):
    annotated, coded = _report(tmp_path)
    scores = score([annotated], [coded])
    assert scores.events == scores.both_sides == Count(3, 3, 3)
    assert all(right == n for right, n in scores.fields.values())


def test_a_wrong_type_is_neither_found_nor_right(tmp_path: Path):
    annotated, (arrest, accusation, rally) = _report(tmp_path)
    scores = score([annotated], [[replace(arrest, event="ASSAULT"), accusation, rally]])
    assert scores.events == Count(2, 3, 3)
    assert scores.by_type["ASSAULT"] == Count(0, 1, 0)
    assert scores.any_type.hits == 2


def test_the_right_type_in_another_sentence_does_not_count(tmp_path: Path):
    annotated, (arrest, *others) = _report(tmp_path)
    moved = annotated.report.text.index("hurt")
    there = replace(arrest, trigger=Span(text="hurt", start=moved, end=moved + 4))
    assert score([annotated], [[there, *others]]).events.hits == 2


def test_an_annotated_event_is_matched_once(tmp_path: Path):
    annotated, (arrest, *others) = _report(tmp_path)
    assert score([annotated], [[arrest, arrest, *others]]).events == Count(3, 4, 3)


def test_a_wrong_country_on_one_side_spoils_both(tmp_path: Path):
    annotated, (arrest, *others) = _report(tmp_path)
    stranger = Participant(text="x", start=0, end=1, country="RUS")
    scores = score([annotated], [[replace(arrest, recipients=(stranger,)), *others]])
    assert (scores.events.hits, scores.both_sides.hits) == (3, 2)
    assert scores.fields["recipient countries"] == (2, 3)


def test_dates_count_only_when_exact_and_open_ones_must_stay_open(tmp_path: Path):
    annotated, (arrest, *others) = _report(tmp_path)
    wrong = replace(arrest, date=EventDate(start=date(2019, 3, 4), end=date(2019, 3, 5)))
    far = replace(arrest, date=EventDate(start=date(2019, 3, 1), end=date(2019, 3, 5)))
    fields = score([annotated], [[wrong, *others]]).fields
    assert (fields["date exact"], fields["date within a day"]) == ((2, 3), (3, 3))
    assert score([annotated], [[far, *others]]).fields["date within a day"] == (2, 3)
    open_ended = replace(annotated, events=(replace(annotated.events[0], date=None),))
    assert score([open_ended], [[wrong]]).fields["date left open"] == (0, 1)


def test_the_interval_holds_the_figure_and_shrinks_with_more_reports():
    few = [Count(3, 5, 5), Count(1, 4, 2), Count(5, 5, 8)]
    low, high = f1_interval(few)
    assert low <= sum(few, Count()).f1 <= high
    many_low, many_high = f1_interval(few * 30)
    assert many_high - many_low < high - low
