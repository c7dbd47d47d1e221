import hashlib
import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.reading import Refusal, read_reports
from dragoman.reading.files import MAX_CHARACTERS
from dragoman.report import Report

TEXT = "The ministers of both countries met in Riga on Tuesday and agreed to talk again, they said."


def _read(*sources: Path | str) -> list[Report | Refusal]:
    return list(read_reports([str(s) for s in sources]))


def test_text_stays_as_it_was_handed_in(tmp_path: Path):
    raw = "\ufeffThe ministers’ talks\r\n\r\nin Riga were held by the two\u00a0sides.\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(raw.encode())
    (report,) = _read(path)
    assert isinstance(report, Report)
    assert report.text == raw


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("binary.txt", b"abc\0def", "binary"),
        ("latin.txt", "caf\xe9 the men said".encode("latin-1"), "byte 0xe9 at offset 3"),
        ("a.warc", b"no archive at all", "is no WARC record"),
        ("a.gz", b"no gzip", "archive is broken"),
        ("a.jsonl.zst", b"no zstandard", "archive is broken"),
        ("a.zip", b"no zip", "is no ZIP archive"),
        ("a.parquet", b"no parquet" * 9, "is no Parquet file"),
        ("a.csv", b"headline,day\nx,y\n", "has no column `text` (its columns: headline, day)"),
        ("a.html", b"<html><body><p></p></body></html>", "no article"),
        ("long.txt", b"the men said " * 2_000_000, "split it"),
        ("german.txt", "Die Minister beider Länder trafen sich am Dienstag und sprachen lange über den Handel und "
         "die Grenze.".encode(), "does not look English"),
        ("photo.png", b"x", "not read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place_and_reason(tmp_path: Path, name: str, data: bytes, says: str):
    good = tmp_path / "good.txt"
    good.write_text(TEXT)
    bad = tmp_path / name
    bad.write_bytes(data)
    refused, report = _read(bad, good)
    assert isinstance(refused, Refusal) and isinstance(report, Report)
    assert str(refused).startswith(str(bad))
    assert says in str(refused)
    assert "\n" not in str(refused)


def test_a_missing_file_is_refused(tmp_path: Path):
    (refused,) = _read(tmp_path / "none.txt")
    assert "No such file" in str(refused)


def test_bad_rows_are_refused_by_line_and_the_others_read(tmp_path: Path):
    rows = [
        json.dumps({"text": TEXT, "id": 7, "date": "2020-08-11T10:00:00Z", "publisher": "Courier"}),
        json.dumps({"id": "no text"}),
        '{"text": "broken',
        json.dumps(["a", "list"]),
        json.dumps({"text": TEXT, "date": "11 August"}),
        json.dumps({"text": 5}),
        json.dumps({"text": "x" * (MAX_CHARACTERS + 1)}),
        "",
        json.dumps({"text": TEXT}),
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(rows))
    found = _read(path)
    assert [type(f) for f in found] == [Report, *[Refusal] * 6, Report]
    first = found[0]
    assert isinstance(first, Report)
    assert (first.id, first.date, first.date_why, first.publisher) == ("7", date(2020, 8, 11), "row", "Courier")
    reasons = [str(f) for f in found if isinstance(f, Refusal)]
    assert [r.removeprefix(f"{path}, line ")[0] for r in reasons] == list("234567")
    for reason, says in zip(
        reasons, ["no `text`", "no JSON object", "no JSON object", "ISO date", "no string", "split it"], strict=True
    ):
        assert says in reason


def test_the_given_date_beats_the_row(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": TEXT, "date": "2020-08-11"}))
    (report,) = read_reports([path], day=date(2001, 2, 3))
    assert isinstance(report, Report)
    assert (report.date, report.date_why) == (date(2001, 2, 3), "given")


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "c.pdf"):
        (tmp_path / name).write_text(f"{TEXT} {name}")
    assert [r.text[-5:] for r in _read(tmp_path) if isinstance(r, Report)] == ["a.txt", "b.txt"]


def test_an_empty_folder_is_refused(tmp_path: Path):
    (refused,) = _read(tmp_path)
    assert "holds no" in str(refused)


@pytest.mark.parametrize(
    ("data", "n"), [(TEXT.encode(), 1), (f'{{"text": "{TEXT}"}}\n{{"text": "{TEXT}"}}'.encode(), 2)]
)
def test_standard_input_is_text_or_rows(monkeypatch: pytest.MonkeyPatch, data: bytes, n: int):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    found = _read("-")
    assert len(found) == n
    assert all(isinstance(f, Report) and f.text == TEXT for f in found)


def test_the_id_is_a_hash_of_the_text(tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    first, second = _read(tmp_path / "a.txt", tmp_path / "b.txt")
    assert isinstance(first, Report) and isinstance(second, Report)
    assert first.id == second.id == hashlib.sha256(TEXT.encode()).hexdigest()[:16]
