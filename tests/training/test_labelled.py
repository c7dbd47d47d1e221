"""Sets of other people's labels: every kind is told by its gold, and its figures count what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.coding.coder import Coder
from dragoman.errors import CorpusError
from dragoman.training.labelled import score_labelled


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(threads=1)


def rows(path: Path, *items: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(i) + "\n" for i in items), encoding="utf-8")
    return path


def test_places(tmp_path: Path, coder: Coder) -> None:
    text = "Floods reached Nairobi and Thika in Kenya."
    gold = [
        {"start": 15, "end": 22, "text": "Nairobi", "lat": -1.29, "lon": 36.82},
        {"start": 27, "end": 32, "text": "Thika", "lat": 50.0, "lon": 36.0},
        {"start": 36, "end": 41, "text": "Kenya", "lat": None},
    ]
    figures = score_labelled(rows(tmp_path / "p.jsonl", {"text": text, "gold": {"toponyms": gold}}), coder)
    assert figures["place within 161 km"] == (1, 2)
    assert figures["places found"] == (3, 3)


def test_dates(tmp_path: Path, coder: Coder) -> None:
    text = "Title\nThe dam broke on Friday, as in May 2011 and at some time before."
    timex = [
        {"start": 23, "end": 29, "text": "Friday", "type": "DATE", "value": "2014-08-01"},
        {"start": 37, "end": 45, "text": "May 2011", "type": "DATE", "value": "2011-06"},
        {"start": 53, "end": 62, "text": "some time", "type": "DATE", "value": "XXXX-XX-XX"},
    ]
    row = {"text": text, "date": "2014-08-05", "gold": {"timex": timex}}
    figures = score_labelled(rows(tmp_path / "d.jsonl", row), coder)
    assert figures == {"date value": (1, 2), "no day where none is told": (1, 1)}


def test_relations_and_shootings(tmp_path: Path, coder: Coder) -> None:
    text = "Kenyan troops shelled Ethiopian border guards on Monday."
    relation = {"source": {"start": 0, "end": 13}, "target": {"start": 22, "end": 45}, "plover_root": "ASSAULT"}
    figures = score_labelled(rows(tmp_path / "r.jsonl", {"text": text, "gold": relation}), coder)
    assert figures["event with both parties"] == figures["its type"] == (1, 1)
    assert figures["both parties in any role"] == (1, 1)
    relation = {"source": relation["target"], "target": relation["source"], "plover_root": "ASSAULT"}
    figures = score_labelled(rows(tmp_path / "r.jsonl", {"text": text, "gold": relation}), coder)
    assert figures["event with both parties"] == (0, 1)
    assert figures["both parties in any role"] == (1, 1)
    shooting = {"killed": 2, "injured": 7, "lat": 59.91, "lon": 10.75}
    told = "Gunmen shot dead two policemen in Oslo, Norway, on Friday."
    figures = score_labelled(rows(tmp_path / "s.jsonl", {"text": told, "date": "2014-08-05", "gold": shooting}), coder)
    assert figures["killed exact"] == (1, 1)
    assert figures["injured exact"] == (0, 1)


@pytest.mark.parametrize("line", ["{", '{"text": "a"}', '{"text": "a", "gold": {"other": 1}}'])
def test_other_files_are_refused(tmp_path: Path, coder: Coder, line: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(CorpusError):
        score_labelled(path, coder)
