from datetime import date

import duckdb
import msgspec
import pyarrow
import pytest

from dragoman.errors import StoreError
from dragoman.event import Coder, ReportRef
from dragoman.reading.files import Refusal
from dragoman.report import Report
from dragoman.store import Store
from dragoman.store import store as module
from dragoman.store.query import Filter
from dragoman.store.store import CodedReport, report_key
from tests.events import TEXT, event

CODER = Coder(version="0.1.0", model="sha256:0", codebook="plover-2.0")
LONG = " ".join(f"word{n} of the long agency text number {n * 7}" for n in range(40))


def coded(id_="r1", text=TEXT, day=date(2024, 5, 15), publisher="Meridian Courier", events=None):
    report = Report(id=id_, text=text, date=day, publisher=publisher)
    reference = ReportRef(id=id_, date=day, publisher=publisher)
    found = [event(id=f"e-{id_}", report=reference)] if events is None else events
    return CodedReport(report, msgspec.json.encode(found), len(found))


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "s.duckdb") as opened:
        opened.begin_run(CODER, {})
        yield opened


def test_an_event_comes_back_as_it_went_in(store):
    one = coded()
    store.write([one], 1)
    (back,) = store.records()
    assert back.to_json() == one.records.decode()[1:-1]


def test_a_report_without_events_is_known_all_the_same(store):
    one = coded(events=[])
    store.write([one], 1)
    assert store.known([report_key(one.report), "other"]) == {report_key(one.report)}
    assert list(store.records()) == []


def test_a_batch_is_written_whole_or_not_at_all(store):
    store.write([coded("a")], 1)
    with pytest.raises(StoreError, match=r"[Dd]uplicate"):
        store.write([coded("b", LONG), coded("a")], 1)
    assert {e.report.id for e in store.records()} == {"a"}
    store.write([coded("b", LONG)], 1)
    assert {e.report.id for e in store.records()} == {"a", "b"}


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({}, 1), ({"actor": "EST"}, 1), ({"actor": "LVA"}, 0), ({"party": "EST"}, 1), ({"event": "COERCE"}, 1),
        ({"mode": "arrest"}, 1), ({"mode": "seize"}, 0), ({"place": "EST"}, 1), ({"since": date(2024, 5, 14)}, 1),
        ({"since": date(2024, 5, 15)}, 0), ({"until": date(2024, 5, 13)}, 0), ({"min_confidence": 0.95}, 0),
        ({"publisher": "Meridian Courier"}, 1), ({"status": "future"}, 0), ({"report": "r1"}, 1),
    ],
)  # fmt: skip
def test_events_are_filtered(store, condition, found):
    store.write([coded()], 1)
    assert len(list(store.records(Filter(**condition)))) == found
    assert len(store.events(Filter(**condition)).fetchall()) == found


def test_a_reprint_is_marked_as_copy_of_the_first(store):
    store.write([coded("first", LONG), coded("other", LONG[::-1])], 1)
    store.write([coded("reprint", LONG.replace("word3 ", "word "), publisher="Other Paper")], 1)
    copies = dict(store.sql("select id, copy_of from reports").fetchall())
    assert copies == {"first": None, "other": None, "reprint": report_key(coded("first", LONG).report)}
    assert {e.report.id for e in store.records(Filter(copies=False))} == {"first", "other"}


def test_a_copy_of_a_copy_belongs_to_the_first(store):
    texts = [LONG, LONG.replace("word3 ", "x "), LONG.replace("word30 ", "y ")]
    store.write([coded(f"r{n}", text) for n, text in enumerate(texts)], 1)
    assert store.sql("select count(distinct copy_of), count(copy_of) from reports").fetchall() == [(1, 2)]


def test_the_same_words_a_year_later_are_no_reprint(store):
    store.write([coded("a", LONG), coded("b", LONG + " again", day=date(2025, 5, 15))], 1)
    assert store.sql("select count(copy_of) from reports").fetchall() == [(0,)]


def test_refusals_are_kept_once(store):
    store.refuse([Refusal("f, line 1", "is empty")] * 2, 1)
    assert store.sql("from refusals").fetchall() == [("f, line 1", "is empty", 1)]


def test_flat_views_tell_roles_and_numbers(store):
    store.write([coded()], 1)
    roles = store.sql("select role, country from participants order by all").fetchall()
    assert roles == [("actor", "EST"), ("recipient", "EST"), ("said_by", "EST")]
    assert store.sql('select kind, "min" from quantities').fetchall() == [("arrested", 4.0)]


def test_a_file_that_is_no_store_is_told(tmp_path):
    (tmp_path / "text").write_text("no database" * 2000)
    with pytest.raises(StoreError, match="no DuckDB file"):
        Store(tmp_path / "text")
    duckdb.connect(str(tmp_path / "other")).execute("create table t (x integer)").close()
    with pytest.raises(StoreError, match="no store of dragoman"):
        Store(tmp_path / "other")
    with pytest.raises(StoreError, match="does not exist"):
        Store(tmp_path / "missing", read_only=True)


def test_a_store_of_a_newer_version_is_told(tmp_path):
    with Store(tmp_path / "s") as opened:
        opened.connection.execute("update store_version set version = 99")
    with pytest.raises(StoreError, match="newer dragoman"):
        Store(tmp_path / "s")


def test_an_older_store_is_brought_up_step_by_step(tmp_path, monkeypatch):
    Store(tmp_path / "s").close()
    monkeypatch.setattr(module, "VERSION", 3)
    monkeypatch.setattr(module, "_MIGRATIONS", {2: "create table two (x integer)", 3: "create table two (y integer)"})
    with pytest.raises(StoreError, match="the next `dragoman add` brings it there"):
        Store(tmp_path / "s", read_only=True)
    with pytest.raises(StoreError, match="already exists"):
        Store(tmp_path / "s")
    monkeypatch.setitem(module._MIGRATIONS, 3, "alter table two add column y integer")
    with Store(tmp_path / "s") as opened:
        assert opened.fetch("select version from store_version order by all") == [(1,), (2,), (3,)]
        assert opened.sql("from two").columns == ["x", "y"]


def test_events_come_out_as_frames_of_every_kind(store):
    store.write([coded()], 1)
    events = store.events()
    assert list(events.df()["event"]) == ["COERCE"]
    assert events.pl()["event"].to_list() == ["COERCE"]
    assert pyarrow.table(events.arrow())["event"].to_pylist() == ["COERCE"]
