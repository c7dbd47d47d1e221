"""Tables of the user's own: checked, kept, and stronger than the package's."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import group
from dragoman.errors import KnowledgeError
from dragoman.resolving.actors import read_mention
from dragoman.resolving.knowledge import Knowledge
from dragoman.resolving.knowledge.user import add_table, from_wikidata

PACKAGE = resources.files("dragoman.resolving.knowledge")
HEADER = "name,aliases,code,sectors,start,end\n"


def table(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_added_organisation_is_known_and_goes_before_the_package(tmp_path: Path) -> None:
    own = tmp_path / "own"
    added = add_table(table(tmp_path, HEADER + "Shore Front,NSDF,ETH,REB,,\nHamas,,JOR,PTY,,\n"), own)
    assert (added.table, added.rows) == ("organisations", 2)
    knowledge = Knowledge(PACKAGE, own)
    assert [(r.country, r.sectors) for r in read_mention("NSDF fighters", knowledge)] == [("ETH", ("REB",))]
    assert [e.code for e in knowledge.names("Hamas")] == ["JOR"]
    assert [e.code for e in Knowledge(PACKAGE).names("Hamas")] != ["JOR"]


def test_an_added_name_of_ordinary_words_counts_in_every_report(tmp_path: Path) -> None:
    own = tmp_path / "own"
    add_table(table(tmp_path, HEADER + "Democratic Front,Democrats,ETH,PTY,,\n"), own)
    for knowledge, shared in ((Knowledge(PACKAGE, own), False), (Knowledge(PACKAGE), True)):
        (reading,) = read_mention("the Democrats", knowledge)
        assert (reading.country == "ETH", reading.shared) == (not shared, shared)


def test_an_added_noun_replaces_ours(tmp_path: Path) -> None:
    own = tmp_path / "own"
    add_table(table(tmp_path, "noun,plural,sectors,kind\nvillager,villagers,AGR,person\n"), own)
    noun = Knowledge(PACKAGE, own).noun("villagers")
    assert noun is not None and noun.sectors == ("AGR",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADER + "Shore Front,,XXX,REB,,\n", "no country code"),
        (HEADER + "Shore Front,,ETH,ARMY,,\n", "no sector"),
        (HEADER + "Shore Front,,ETH,REB,2021,1999\n", "before it starts"),
        (HEADER + "Shore Front,,ETH,REB,May 2021,\n", "no ISO date"),
        (HEADER + "Shore Front,ETH,REB\n", "columns of the header"),
        ("title,code\nShore Front,ETH\n", "of no table"),
    ],
)
def test_faults_are_told_and_nothing_is_kept(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        add_table(table(tmp_path, text), tmp_path / "own")
    assert not (tmp_path / "own").exists()


def binding(**values: str) -> dict[str, dict[str, str]]:
    return {name: {"type": "literal", "value": value} for name, value in values.items()}


def test_office_holders_come_from_a_query_result(tmp_path: Path) -> None:
    term = {"iso3": "ISL", "officeLabel": "foreign minister", "start": "2019-02-03T00:00:00Z"}
    result = [
        binding(
            personLabel="Hrafnhildur Skarphéðinsdóttir", aliases="Hrafna Skarp", end="2021-05-01T00:00:00Z", **term
        ),
        binding(personLabel="Q123456", **term),
        binding(personLabel="Nobody Known", officeLabel="foreign minister"),
    ]
    file = table(tmp_path, json.dumps({"results": {"bindings": result}}), "result.json")
    assert from_wikidata(file, tmp_path / "own").rows == 1
    entry = Knowledge(PACKAGE, tmp_path / "own").names("Hrafna Skarp")[0]
    assert (entry.code, entry.office, entry.start, entry.end) == ("ISL", "foreign minister", "2019-02-03", "2021-05-01")
    with pytest.raises(KnowledgeError, match="save it from the query service as JSON"):
        from_wikidata(table(tmp_path, "[]", "other.json"), tmp_path / "own")


def test_the_commands_add_list_and_remove(tmp_path: Path) -> None:
    run = CliRunner(env={"DRAGOMAN_KNOWLEDGE": str(tmp_path / "own")}).invoke
    file = table(tmp_path, HEADER + "Shore Front,,ETH,REB,,\n")
    assert "1 rows of organisations" in run(group, ["knowledge", "add", str(file)]).output
    assert "organisations-mine.csv  1 rows" in run(group, ["knowledge", "list"]).output
    assert "removed" in run(group, ["knowledge", "remove", "organisations-mine.csv"]).output
    assert run(group, ["knowledge", "remove", "organisations-mine.csv"]).exit_code == 2
    assert "none yet" in run(group, ["knowledge", "list"]).output
