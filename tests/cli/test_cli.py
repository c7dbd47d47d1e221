import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import group
from dragoman.event import Event
from tests.training.reports import write

TEXT = "Estonian police arrested four protesters in Tallinn on Tuesday."


def _run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(group, [str(a) for a in arguments], input=stdin)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


def test_jsonl_is_one_record_a_line(report: Path):
    done = _run("code", report, "--date", "2024-05-15", "--format", "jsonl")
    assert done.exit_code == 0
    events = [Event.from_dict(json.loads(line)) for line in done.stdout.splitlines()]
    assert events
    assert events[0].trigger.text in TEXT
    assert str(events[0].report.date) == "2024-05-15"


def test_the_table_shows_the_event_with_its_trigger_marked(report: Path):
    done = _run("code", report, "--date", "2024-05-15")
    assert done.exit_code == 0
    assert "COERCE" in done.stdout
    assert "[arrested]" in done.stdout
    assert "EST COP" in done.stdout


def test_a_refusal_is_told_the_rest_is_coded_and_the_status_is_1(report: Path, tmp_path: Path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "x"}\n')
    done = _run("code", bad, report, "--date", "2024-05-15", "--format", "jsonl")
    assert done.exit_code == 1
    assert f"refused {bad}, line 1: has no `text`" in done.stderr
    assert "COERCE" in done.stdout


def test_a_report_without_date_is_coded_with_a_note(report: Path):
    done = _run("code", report, "--format", "jsonl")
    assert done.exit_code == 0
    assert "no publication date" in done.stderr


def test_standard_input_is_read():
    done = _run("code", "-", "--date", "2024-05-15", "--format", "jsonl", stdin=TEXT)
    assert done.exit_code == 0
    assert "COERCE" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["code"], ["code", "x.txt", "--format", "xml"], ["nonsense"], ["code", "x", "--date", "soon"]]
)
def test_wrong_use_has_status_2(arguments: list[str]):
    assert _run(*arguments).exit_code == 2


def test_output_goes_to_a_file(report: Path, tmp_path: Path):
    target = tmp_path / "events.jsonl"
    assert _run("code", report, "--format", "jsonl", "--output", target, "--date", "2024-05-15").exit_code == 0
    assert json.loads(target.read_text().splitlines()[0])["event"]


def test_evaluate_prints_the_measures_of_any_folder(tmp_path: Path):
    write(tmp_path)
    done = _run("evaluate", tmp_path, "--split", "all", "--by-type")
    assert done.exit_code == 0
    assert "1 reports, 3 annotated events" in done.stdout
    assert "with both sides' countries" in done.stdout
    assert "PROTEST" in done.stdout
    as_json = json.loads(_run("evaluate", tmp_path, "--split", "all", "--json").stdout)
    assert as_json["events"]["wanted"] == 3


def test_doctor_says_what_is_there_and_codes_a_sentence():
    done = _run("doctor")
    assert done.exit_code == 0
    for word in ("onnxruntime", "sha256:", "gazetteer", "COERCE"):
        assert word in done.stdout


def test_training_without_a_corpus_is_refused(tmp_path: Path):
    done = _run("train", tmp_path, "--output", tmp_path / "model")
    assert done.exit_code != 0
