from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman import cli
from dragoman.errors import CorpusError
from dragoman.training.agreement import agree
from dragoman.training.corpus import load_corpus, load_report
from dragoman.training.evaluate import Count
from tests.training.reports import write

ROOT = Path(__file__).parents[2]


def _folders(tmp_path: Path, *changes: tuple[str, str]) -> tuple[Path, Path]:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
    write(first)
    write(second, changes=changes)
    return first, second


def test_who_agrees_with_themselves_agrees_in_all(tmp_path: Path):
    first, second = map(load_corpus, _folders(tmp_path))
    found = agree(first, second)
    assert found.reports == 1
    assert found.scores.events == found.scores.both_sides == Count(3, 3, 3)


def test_another_type_and_another_country_are_told_apart(tmp_path: Path):
    first, second = _folders(
        tmp_path, ("PROTEST/demo: rallied", "ASSAULT: rallied"), ("men: {country: GEO", "men: {country: RUS")
    )
    found = agree(load_corpus(first), load_corpus(second)).scores
    assert (found.events.hits, found.both_sides.hits) == (2, 1)
    assert found.fields["recipient countries"] == (1, 2)
    assert agree(load_corpus(second), load_corpus(first)).scores.events.f1 == found.events.f1


def test_reports_that_only_one_has_are_left_out_and_told(tmp_path: Path):
    first, second = _folders(tmp_path)
    write(first, name="2019-03-08-more")
    result = CliRunner().invoke(cli.group, ["agree", str(first), str(second)])
    assert result.exit_code == 0
    assert "F1 1.000" in result.stdout
    assert "1 reports stand in" in result.stderr


def test_other_texts_and_other_reports_are_refused(tmp_path: Path):
    first, second = _folders(tmp_path, ("the harvest there has been poor", "the harvest there has been rich"))
    with pytest.raises(CorpusError, match="the texts differ"):
        agree(load_corpus(first), load_corpus(second))
    with pytest.raises(CorpusError, match="no report in common"):
        agree(load_corpus(first), [])


def test_the_second_annotator_read_the_texts_of_the_corpus():
    second = load_corpus(ROOT / "agreement")
    first = [load_report(next((ROOT / "corpus").glob(f"*/{r.report.id}.yaml"))) for r in second]
    found = agree(first, second)
    assert found.reports == len(second) >= 120
    assert found.scores.events.f1 > 0.85
