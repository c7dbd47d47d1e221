"""Persons' names as hints of their countries."""

from __future__ import annotations

from pathlib import Path

import pycountry
import pytest

from dragoman.resolving.contexts import Asked, CountryContext
from dragoman.resolving.knowledge.loader import load_knowledge, read_table
from dragoman.resolving.name_origins import NameOrigins, load_name_origins, name_parts

CODES = {c.alpha_3 for c in pycountry.countries} | {"KOS"}
#: Six surnames of one country, six of another, and two of a third whose names are like the first's.
ROWS = [
    *((f"{stem}ovic", True, {"AAA": 1}) for stem in ("mark", "petr", "jank", "stef", "nik", "luk")),
    *((f"{stem}sson", True, {"BBB": 1}) for stem in ("karl", "erik", "ander", "nil", "ol", "sven")),
    *((f"{stem}ovic", True, {"CCC": 1}) for stem in ("bor", "dim")),
]


def test_parts_of_a_name_are_folded() -> None:
    assert name_parts("Dr. Nguyễn Thị-Hoa O’Brien Jr.") == ["nguyen", "thi", "hoa", "o'brien"]
    assert name_parts("?") == ["?"]
    assert name_parts("") == name_parts("Mr.") == []


def test_the_ending_of_a_surname_never_seen_speaks_for_its_country() -> None:
    origins = NameOrigins(ROWS)
    assert origins.says("Tomo Radovic", "AAA") > 0 > origins.says("Tomo Radovic", "BBB")
    assert origins.says("Tomo Petersson", "BBB") > 0 > origins.says("Tomo Petersson", "AAA")


def test_a_country_with_few_names_borrows_from_those_with_like_names() -> None:
    origins, alone = NameOrigins(ROWS), NameOrigins([r for r in ROWS if "AAA" not in r[2]])
    assert origins.says("Nikovic", "CCC") > alone.says("Nikovic", "CCC")


def test_a_name_or_country_of_which_nothing_is_known_tells_nothing() -> None:
    origins = NameOrigins(ROWS)
    assert origins.says("Qwxz", "AAA") == 0
    assert origins.says("Petrovic", "ZZZ") == 0
    assert origins.says("", "AAA") == origins.says("Mr.", "AAA") == 0
    assert NameOrigins([]).says("Petrovic", "AAA") == 0


@pytest.mark.parametrize(
    ("name", "likely", "unlikely"),
    [
        ("Vladislav Trubnikov", "RUS", "GBR"),
        ("Haruto Yamashiro", "JPN", "PER"),
        ("Zoltán Kerekes", "HUN", "FJI"),
        ("Nguyen Van Luong", "VNM", "FRA"),
        ("Ratu Seremaia Vakalalabure", "FJI", "RUS"),
        ("Eoghan Mac Giolla", "IRL", "TUR"),
    ],
)
def test_the_tables_tell_countries_apart(name: str, likely: str, unlikely: str) -> None:
    origins = load_name_origins()
    assert origins.says(name, likely) > origins.says(name, unlikely) + 1


def test_a_name_speaks_for_one_of_the_reports_countries() -> None:
    context = CountryContext([(10, "PER"), (30, "PER"), (50, "PER"), (70, "JPN")])
    assert context.country(100)[0] == "PER"
    country, why = context.country(100, Asked(name="Haruto Yamashiro"))
    assert country == "JPN"
    assert "where such a name is usual" in why
    assert context.country(100, Asked(name="Jose Quispe Mamani"))[0] == "PER"


def test_office_holders_are_counted_in_also_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "leaders-own.csv").write_text(
        "name,aliases,country,office,sectors,start,end\n"
        + "".join(f"{first} Zqorvik,,FJI,minister,GOV,2001,2002\n" for first in ("Xa", "Xe", "Xo")),
        encoding="utf-8",
    )
    before = load_name_origins().says("Zqorvik", "FJI")
    monkeypatch.setenv("DRAGOMAN_KNOWLEDGE", str(tmp_path))
    load_knowledge.cache_clear()
    load_name_origins.cache_clear()
    try:
        assert load_name_origins().says("Zqorvik", "FJI") > max(0, before)
    finally:
        monkeypatch.undo()
        load_knowledge.cache_clear()
        load_name_origins.cache_clear()


def test_the_table_of_parts_is_sound() -> None:
    rows = read_table("name_parts.csv")
    keys = [(row["part"], row["place"]) for row in rows]
    assert keys == sorted(set(keys))
    for row in rows:
        counts = dict(pair.split(":") for pair in row["countries"].split("|"))
        assert row["place"] in ("first", "last")
        assert name_parts(row["part"]) == [row["part"]]
        assert set(counts) <= CODES, row
        assert all(int(n) > 0 for n in counts.values())


def test_the_table_of_usual_names_is_sound() -> None:
    rows = read_table("usual_names.csv")
    codes = [row["country"] for row in rows]
    assert codes == sorted(set(codes))
    assert set(codes) <= CODES
    for row in rows:
        for cell in ("given", "surnames"):
            names = row[cell].split("|")
            assert len(names) > 10, row["country"]
            assert len(set(names)) == len(names), row["country"]
