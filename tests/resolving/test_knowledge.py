"""The tables: what they hold is well-formed, sorted and in the codes of the codebook."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path

import pycountry
import pytest

from dragoman.codebook import load_codebook
from dragoman.resolving.actors import SUPRANATIONAL, read_mention
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.words import key, words

FOLDER = resources.files("dragoman.resolving.knowledge")
SECTORS = set(load_codebook().sectors)
CODES = {c.alpha_3 for c in pycountry.countries} | {"KOS"}
NOUN_KINDS = {"body", "force", "group", "office", "person", "place", "spokesperson"}


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / table).read_text(encoding="utf-8").splitlines()))


def cell(value: str) -> list[str]:
    return [part for part in value.split("|") if part]


@pytest.mark.parametrize(
    ("table", "column"),
    [("nouns.csv", "noun"), ("countries.csv", "code"), ("organisations.csv", "name"), ("provinces.csv", "code")],
)
def test_tables_are_sorted(table: str, column: str) -> None:
    names = [row[column].lower() if column == "noun" else row[column] for row in rows(table)]
    assert names == sorted(names)


@pytest.mark.parametrize("table", ["nouns.csv", "countries.csv", "organisations.csv"])
def test_sectors_are_those_of_the_codebook(table: str) -> None:
    unknown = {s for row in rows(table) for s in cell(row["sectors"])} - SECTORS
    assert unknown == set()


def test_countries_have_iso_codes() -> None:
    assert {row["code"] for row in rows("countries.csv")} - CODES == set()


def test_organisations_have_a_state_or_a_supranational_code() -> None:
    assert {row["code"] for row in rows("organisations.csv")} - CODES - SUPRANATIONAL == set()


def test_supranational_organisations_of_several_states_have_no_state_sector() -> None:
    wrong = [
        r["name"] for r in rows("organisations.csv") if r["code"] in {"UNO", "EUR", "NGO"} and "GOV" in r["sectors"]
    ]
    assert wrong == []


def test_state_organisations_have_a_sector() -> None:
    assert [r["name"] for r in rows("organisations.csv") if r["code"] in CODES and not r["sectors"]] == []


@pytest.mark.parametrize("table", ["countries.csv", "organisations.csv"])
def test_times_are_iso_dates_in_order(table: str) -> None:
    for row in rows(table):
        for day in filter(None, (row["start"], row["end"])):
            date.fromisoformat((day + "-01-01")[:10])
        assert not row["end"] or row["start"] <= row["end"], row["name"]


def test_nouns_stand_once_each() -> None:
    counts = Counter(key(row["noun"]).lower() for row in rows("nouns.csv"))
    assert [noun for noun, n in counts.items() if n > 1] == []


def test_nouns_have_a_known_kind_and_are_in_lower_case() -> None:
    assert {row["kind"] for row in rows("nouns.csv")} <= NOUN_KINDS
    assert [row["noun"] for row in rows("nouns.csv") if row["noun"] != row["noun"].lower()] == []


def test_organisations_stand_once_each() -> None:
    counts = Counter((row["name"], row["start"]) for row in rows("organisations.csv"))
    assert [name for name, n in counts.items() if n > 1] == []


def test_aliases_stand_once_in_their_cell() -> None:
    twice = [
        row["name"] for table in ("countries.csv", "organisations.csv") for row in rows(table)
        if len(cell(row["aliases"])) != len(set(cell(row["aliases"])))
    ]  # fmt: skip
    assert twice == []


@pytest.mark.parametrize("name", ["Senate", "Congress", "Parliament", "National Assembly", "Supreme Court"])
def test_names_that_many_states_share_are_no_organisation(name: str) -> None:
    assert [e for e in load_knowledge().names(name) if e.kind == "organisation"] == []


@pytest.mark.parametrize(
    ("name", "code"), [("Kosovo", "KOS"), ("Palestine", "PSE"), ("Abkhazia", "GEO"), ("Nagorno-Karabakh", "AZE")]
)
def test_disputed_states_have_the_codes_of_the_codebook(name: str, code: str) -> None:
    assert {e.code for e in load_knowledge().names(name)} == {code}


@pytest.mark.parametrize(
    ("phrase", "noun", "plural"),
    [("Gendarmes", "gendarme", True), ("the gendarme", None, False), ("police", "police", False)],
)
def test_nouns_are_found_in_any_case_and_number(phrase: str, noun: str | None, plural: bool) -> None:
    found = load_knowledge().noun(phrase)
    assert (found.noun if found else None, bool(found and found.plural)) == (noun, plural)


def test_a_name_holds_in_its_time_only() -> None:
    (soviet,) = [e for e in load_knowledge().names("Rhodesia") if e.kind == "country"]
    assert (soviet.holds(date(1970, 1, 1)), soviet.holds(date(2000, 1, 1)), soviet.holds(None)) == (True, False, True)


class Any8(dict):
    """Every word may begin a name of up to eight words; marks begin none."""

    def get(self, word, default=None):
        return default if word in ",;:()–—-" else 8


def test_the_index_of_first_words_finds_what_a_search_without_it_finds():
    knowledge = load_knowledge()
    text = (Path(__file__).parents[2] / "examples" / "crisis" / "reports.jsonl").read_text(encoding="utf-8")
    tokens = words(text)
    indexed = knowledge.scan(tokens)
    plain = load_knowledge.__wrapped__()
    plain.__dict__["_reach"] = Any8()
    assert len(indexed) > 500
    assert indexed == plain.scan(tokens)


def test_provinces_stand_once_and_in_a_country() -> None:
    names = [row["name"] for row in rows("provinces.csv")]
    assert len(names) == len(set(names)) > 100
    assert {row["code"] for row in rows("provinces.csv")} <= {row["code"] for row in rows("countries.csv")}


def test_misspellings_lead_to_known_names_and_are_none_themselves() -> None:
    knowledge, table = load_knowledge(), rows("misspellings.csv")
    wrong = {row["wrong"] for row in table}
    assert len(wrong) == len(table)
    assert not wrong & {row["right"] for row in table}
    for row in table:
        assert knowledge.names(row["right"]), row["right"]
        assert knowledge.names(row["wrong"]) == knowledge.names(row["right"]), row["wrong"]


def test_a_misspelt_name_is_read_as_the_right_one() -> None:
    (reading,) = read_mention("the Untied Nations", load_knowledge())
    assert reading.country == "UNO"
    (reading,) = read_mention("Phillipine troops", load_knowledge())
    assert (reading.country, reading.sectors) == ("PHL", ("MIL",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Moscows invasion", "RUS"),
        ("the attack by Syrias army", "SYR"),
        ("Moscows February offensive", "RUS"),
        ("the two Koreas", None),
        ("Malis", None),
        ("Ann Syrias spoke", None),
        ("Syrias Brown spoke", None),
        ("Frances spoke", None),
    ],
)
def test_possessives_that_lost_their_apostrophe(text: str, code: str | None) -> None:
    codes = [e.code for hit in load_knowledge().scan(words(text)) for e in hit.entries[:1]]
    assert codes == ([code] if code else [])
