"""A store brought to another model: what changed is told, incidents of events that stay keep their ids."""

from dataclasses import replace

import msgspec
import pytest

from dragoman.event import Coder, Event
from dragoman.linking.claims import incidents
from dragoman.linking.linker import Linker
from dragoman.reading.files import Refusal
from dragoman.scaling.recoding import recode
from dragoman.store import Store
from dragoman.store.diff import compare, compare_stores
from dragoman.store.store import CodedReport
from tests.linking.test_linking import CRISIS

OLD, NEW = (Coder(version="0", model=name, codebook="plover-2.0") for name in ("old", "new"))
CODED = {c.report.id: c for c in CRISIS}


def events_of(coded):
    return [Event.from_dict(record) for record in msgspec.json.decode(coded.records)]


def recoded(coded, **changes):
    return CodedReport(
        coded.report, msgspec.json.encode([replace(e, **changes) for e in events_of(coded)]), coded.events
    )


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "a.duckdb") as made:
        run = made.begin_run(OLD, {})
        made.write(CRISIS, run)
        Linker(made).link_new(run)
        yield made


def engine(changed):
    return lambda batches: ([changed.get(r.id, CODED[r.id]) for r in batch] for batch in batches)


def test_what_changed_is_told_and_ids_stay(store):
    before = {i.events: i.id for i in incidents(store)}
    changed = {"a": recoded(CODED["a"], mode=("firearms",))}
    found, refused = recode(store, engine(changed), NEW)
    assert (found.same, dict(found.counts()), dict(found.fields()), refused) == (5, {"changed": 1}, {"mode": 1}, [])
    assert {i.events: i.id for i in incidents(store)} == before
    assert [e.mode for e in store.records() if e.report.id == "a"] == [("firearms",)]


def test_what_this_model_coded_is_left_alone(store):
    recode(store, engine({}), NEW)
    found, _ = recode(store, engine({}), NEW)
    assert found.same == 0
    assert recode(store, engine({}), NEW, everything=True)[0].same == 6


def test_events_that_went_leave_their_incidents(store):
    gone = CodedReport(CODED["far"].report, b"[]", 0)
    found, _ = recode(store, engine({"far": gone}), NEW)
    assert found.counts()["went"] == 1
    assert not any("far" in i.reports for i in incidents(store))
    assert store.fetch("select count(*) from membership where event = 'e-far'") == [(0,)]


def test_a_report_that_the_coder_fails_on_keeps_its_events(store):
    found, refused = recode(store, engine({"a": Refusal("report a", "the coder failed")}), NEW)
    assert (found.same, len(refused)) == (5, 1)
    assert [e.id for e in store.records() if e.report.id == "a"] == ["e-a"]


def test_two_stores_are_compared_by_report(store, tmp_path):
    with Store(tmp_path / "b.duckdb") as other:
        run = other.begin_run(NEW, {})
        other.write([recoded(CODED["a"], status="historical"), CODED["b"]], run)
        found = compare_stores(store, other)
    assert (found.same, dict(found.fields())) == (1, {"status": 1})


def test_an_event_of_another_type_at_the_same_words_changed():
    (event,) = events_of(CODED["a"])
    found = compare([event], [replace(event, event="COERCE")])
    assert [c.kind for c in found.changes] == ["changed"]
    assert "event" in found.changes[0].fields
