from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import CorpusError
from dragoman.training.corpus import load_corpus, load_report
from dragoman.training.lint import lint
from dragoman.training.split import split_of
from tests.training.reports import write

CORPUS = Path(__file__).parents[2] / "corpus"


def test_the_compact_form_is_read_in_full(tmp_path: Path):
    annotated = load_report(write(tmp_path))
    arrest, accusation, rally = annotated.events
    text = annotated.report.text
    assert (arrest.event, arrest.mode, arrest.trigger.text) == ("COERCE", ("arrest",), "arrested")
    assert text[arrest.actors[0].start : arrest.actors[0].end] == "Georgian border police"
    assert (arrest.actors[0].country, arrest.actors[0].sectors) == ("GEO", ("COP",))
    assert arrest.date is not None and arrest.date.start == arrest.date.end == date(2019, 3, 5)
    assert arrest.date.span is not None and text[slice(*arrest.date.span)] == "Tuesday"
    assert (arrest.quantities[0].kind, arrest.quantities[0].min) == ("arrested", 3)
    assert accusation.actors[0].name == "Nana Kobalava"
    assert accusation.date is not None and accusation.date.text is None
    assert rally.date is not None and (rally.date.start, rally.date.end) == (date(2019, 3, 5), date(2019, 3, 7))
    assert rally.place is not None and (rally.place.name, rally.place.country) == ("Gori", "GEO")
    assert annotated.meta == {"genre": "agency", "region": "caucasus"}


def test_the_plain_form_is_read_beside_the_compact_one(tmp_path: Path):
    plain = "actors: [{text: Georgian border police, country: GEO, sectors: [COP]}]"
    compact = load_report(write(tmp_path))
    path = write(
        tmp_path,
        name="2019-03-08-plain",
        changes=(
            ("actors: [border: Georgian border police]", plain),
            ("  border: {country: GEO, sectors: [COP]}\n", ""),
        ),
    )
    assert load_report(path).events[0].actors == compact.events[0].actors


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("ACCUSE/allege: accused", "ACCUSE/allege: accuse", "inside a longer word"),
        ("three men]", "four men]", "not in the text"),
        ("ACCUSE/allege", "ACCUSE/arrest", "no mode of ACCUSE"),
        ("ACCUSE/allege", "BLAME", "no type"),
        ("contexts: [territory]", "contexts: [weather]", "no context"),
        ("[moi: the", "[mia: the", "'mia' is not declared"),
        ("{Tuesday: 2019-03-05}", "{Tuesday: 2019-13-05}", "no ISO day"),
        ("2019-03-05/2019-03-07", "2019-03-07/2019-03-05", "no ISO day"),
        ("{arrested: three men,", "{fed: three men,", "kind is none of"),
        ("of: recipients}", "of: them}", "`of` is"),
        ("sectors: [UNK]", "sectors: [XYZ]", "no sector"),
        ("incident: a", "incidence: a", "unknown key"),
        ("id: 2019-03-07-border", "id: other", "not the file's name"),
        ("[so: the breakaway region]", "[]", "'so' is declared but no event"),
    ],
)
def test_a_fault_is_refused_with_its_place(tmp_path: Path, old: str, new: str, says: str):
    with pytest.raises(CorpusError, match=says) as caught:
        load_report(write(tmp_path, changes=((old, new),)))
    assert "2019-03-07-border.yaml" in str(caught.value)


def test_all_faults_of_a_folder_are_told_at_once(tmp_path: Path):
    write(tmp_path, changes=(("three men]", "four men]"), ("ACCUSE/allege", "BLAME")))
    write(tmp_path, name="2019-03-08-other", changes=(("Tuesday:", "Friday:"),))
    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path)
    assert all(word in str(caught.value) for word in ("four men", "BLAME", "Friday"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ((("    incident: a", "    status: future\n    incident: a"), ("COERCE/arrest", "CONSULT/visit")), "AGREE"),
        ((("date: 2019-03-07\n  - P", "said_by: [nana: spokeswoman Nana Kobalava]\n  - P"),), "said_by is the actor"),
        ((("{Tuesday: 2019-03-05}", "{Tuesday: 2019-03-12}"),), "after it was published"),
        ((("min: 3, max: 3", "min: 4, max: 3"),), "greater than max"),
        ((("men: {country: GEO", "men: {country: XYZ"),), "no country code"),
        ((("genre: agency\n", ""),), "genre"),
        ((("PROTEST/demo: rallied", "ACCUSE/disapprove: accused"),), "annotated 2 times"),
    ],
)
def test_the_linter_refuses_what_cannot_be(tmp_path: Path, changes: tuple[tuple[str, str], ...], says: str):
    faults = lint(load_report(write(tmp_path, changes=changes)))
    assert any(says in fault for fault in faults), faults


def test_a_sound_report_has_no_faults(tmp_path: Path):
    assert lint(load_report(write(tmp_path))) == []


def test_our_corpus_has_the_size_and_breadth_that_it_claims():
    reports = load_corpus(CORPUS)
    events = [e for r in reports for e in r.events]
    assert [f"{r.path}: {f}" for r in reports for f in lint(r)] == []
    assert len(reports) >= 250
    assert len(events) >= 1500
    assert sum(not r.events for r in reports) >= 0.15 * len(reports)
    from dragoman.codebook import load_codebook  # noqa: PLC0415 - only this test compares with it

    book = load_codebook()
    assert {e.event for e in events} == set(book.types)
    assert {f"{e.event}/{m}" for e in events for m in e.mode} == set(book.modes())
    assert {e.status for e in events} == set(book.statuses)
    assert {r.source for r in reports} == {"fictional"}


SPLIT = [*["train"] * 7, "dev", *["train"] * 4]


def test_the_split_never_changes():
    assert [split_of(f"report-{i}") for i in range(12)] == SPLIT
    shares = [split_of(str(i)) for i in range(2000)]
    assert 0.07 < shares.count("test") / 2000 < 0.13
