"""The table of parts of names, counted in the corpus."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman.resolving.knowledge import load_knowledge
from dragoman.training import name_parts
from dragoman.training.corpus import load_report

REPORT = """\
id: {id}
date: 2019-03-07
source: fictional
text: |
  Nana Kobalava of Georgia accused Ann Smith and Steel Union and Interior Minister.
  The steel here is good steel, steel and steel.
entities:
  nana: {{name: Nana Kobalava, country: GEO, sectors: [CVL]}}
  ann: {{name: Ann Smith, country: null, sectors: [CVL]}}
  steel: {{name: Steel Union, country: GEO, sectors: [LAB]}}
  moi: {{name: Interior Minister, country: GEO, sectors: [GOV]}}
events:
  - ACCUSE/allege: accused
    actors: [nana: Nana Kobalava]
    recipients: [ann: Ann Smith, steel: Steel Union, moi: Interior Minister]
"""


def _report(folder: Path, name: str = "2019-03-07-kobalava") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(REPORT.format(id=name), encoding="utf-8")
    return path


def test_only_persons_of_a_country_are_counted(tmp_path: Path) -> None:
    report = load_report(_report(tmp_path))
    assert list(name_parts.persons([report], load_knowledge())) == [("Nana Kobalava", "GEO")]


def test_the_table_is_written_from_the_train_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _report(tmp_path)
    target = tmp_path / "knowledge"
    target.mkdir()
    monkeypatch.setattr(name_parts, "split_of", lambda _: "train")
    monkeypatch.setattr(name_parts, "TABLE", target / "name_parts.csv")
    name_parts.main([str(tmp_path)])
    rows = list(csv.DictReader((target / "name_parts.csv").open(encoding="utf-8")))
    assert rows == [
        {"part": "kobalava", "place": "last", "countries": "GEO:1"},
        {"part": "nana", "place": "first", "countries": "GEO:1"},
    ]
    monkeypatch.setattr(name_parts, "split_of", lambda _: "test")
    name_parts.main([str(tmp_path)])
    assert len((target / "name_parts.csv").read_text(encoding="utf-8").splitlines()) == 1
