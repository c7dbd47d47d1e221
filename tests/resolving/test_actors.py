"""What a mention says by itself: country, sectors, name."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.resolving.actors import counts_only, read_mention
from dragoman.resolving.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()


def read(mention: str, day: date | None = None) -> list[tuple[str | None, tuple[str, ...], str | None]]:
    return [(r.country, r.sectors, r.name) for r in read_mention(mention, KNOWLEDGE, day)]


@pytest.mark.parametrize(
    ("mention", "country", "sectors", "name"),
    [
        ("Serbian Deputy Prime Minister Nebojsa Stefanovic", "SRB", ("GOV",), "Nebojsa Stefanovic"),
        ("Armenian forces", "ARM", ("MIL",), None),
        ("Estonian police", "EST", ("COP",), None),
        ("Norway", "NOR", ("GOV",), None),
        ("Kremlin", "RUS", ("GOV",), None),
        ("the Interior Ministry of Georgia", "GEO", ("GOV",), None),
        ("soldiers from Chad", "TCD", ("MIL",), None),
        ("The prosecutor, Lorcan Tuohy", None, ("JUD",), "Lorcan Tuohy"),
        ("gendarmes", None, ("COP",), None),
        ("a Chadian-born engineer", "TCD", ("LAB",), None),
        ("a Chadian-born Norwegian engineer", "NOR", ("LAB",), None),
        ("a Chadian-born engineer in Norway", "NOR", ("LAB",), None),
        ("Kenyan-born traders", "KEN", ("BUS",), None),
        ("the armed group (Islamic State", "IMG", (), None),
    ],
)
def test_head_noun_gives_the_sector_and_modifiers_the_country(
    mention: str, country: str | None, sectors: tuple[str, ...], name: str | None
) -> None:
    assert read(mention) == [(country, sectors, name)]


@pytest.mark.parametrize(
    ("mention", "code"),
    [
        ("the United Nations", "UNO"),
        ("UN envoy", "UNO"),
        ("the European Union", "EUR"),
        ("Brussels", "EUR"),
        ("NATO", "IGO"),
        ("the Special Rapporteur", "UNO"),
        ("al-Qaeda", "IMG"),
    ],
)
def test_supranational_bodies_have_a_code_and_no_sector(mention: str, code: str) -> None:
    assert [(c, s) for c, s, _ in read(mention)] == [(code, ())]


def test_the_seat_of_the_union_before_a_noun_is_the_town() -> None:
    assert read("Brussels police") == [("BEL", ("COP",), None)]


@pytest.mark.parametrize(
    ("mention", "countries"),
    [
        ("Serbian and Greek envoys", {"SRB", "GRC"}),
        ("21 doctors from Thailand and Laos", {"THA", "LAO"}),
        ("Coast guards of the Philippines, Japan and the US", {"PHL", "JPN", "USA"}),
    ],
)
def test_a_list_names_several_states(mention: str, countries: set[str]) -> None:
    assert {country for country, _, _ in read(mention)} == countries


@pytest.mark.parametrize(
    ("mention", "sector"),
    [
        ("two of the soldiers", "MIL"),
        ("dozens of protesters", "CVL"),
        ("a group of gunmen", "UAF"),
        ("members of the delegation", "GOV"),
    ],
)
def test_words_that_only_count_leave_the_head_to_what_they_count(mention: str, sector: str) -> None:
    assert [s[:1] for _, s, _ in read(mention)] == [(sector,)]


@pytest.mark.parametrize(
    ("mention", "sector"),
    [("two Serbs", "CVL"), ("Georgians", "CVL"), ("Rwandan", "GOV"), ("Russian brinkmanship", "GOV")],
)
def test_people_are_civilians_and_a_bare_adjective_is_the_state(mention: str, sector: str) -> None:
    assert read(mention)[0][1] == (sector,)


@pytest.mark.parametrize("mention", ["ITALY", "AMERICAN", "THE WHITE HOUSE"])
def test_headlines_in_capitals_are_read_like_names(mention: str) -> None:
    assert read(mention)[0][0] in {"ITA", "USA"}


def test_us_backed_fighters_are_not_american() -> None:
    assert [c for c, _, _ in read("US-backed fighters")] != ["USA"]


def test_breakaway_regions_belong_to_the_claimant() -> None:
    ((country, sectors, _),) = read("Abkhazia")
    assert (country, sectors) == ("GEO", ("GOV", "PRE"))


def test_a_country_beside_an_organisation_of_its_kind_wins() -> None:
    assert read("Nepal's Maoists")[0][0] == "NPL"


@pytest.mark.parametrize("name", ["Ms Solveig Haugerud-Mbeki", "Putin-Okello", "Aristide Moukala"])
def test_a_surname_within_another_name_is_not_the_leader(name: str) -> None:
    readings = read(f"the spokesperson, {name}")
    assert [c for c, _, _ in readings] == [None]


def test_a_leader_beside_a_noun_in_capitals_is_one() -> None:
    assert read("the Putin Administration")[0][0] == "RUS"


@pytest.mark.parametrize(
    ("mention", "countries"),
    [
        ("their Greek, Cypriot and French counterparts, Ana Lopes", ["GRC", "CYP", "FRA"]),
        ("the mission's Danish, Finnish and Swedish members", ["DNK", "FIN", "SWE"]),
        ("officials from Georgia, Russia, and the Netherlands", ["GEO", "RUS", "NLD"]),
        ("a Georgian minister, Russia's envoy", ["GEO"]),
    ],
)
def test_a_list_of_states_is_one_party_each(mention: str, countries: list[str]) -> None:
    assert [c for c, _, _ in read(mention)] == countries


def test_former_officials_are_elites() -> None:
    assert read("former Peruvian minister Ana Quispe")[0][:2] == ("PER", ("ELI",))


def test_a_bare_name_is_only_a_name() -> None:
    assert read("Domingo Tesoro") == [(None, (), "Domingo Tesoro")]


def test_unknown_words_give_no_reading() -> None:
    assert read("the gizmo") == []


@pytest.mark.parametrize(
    ("mention", "answer"), [("the five", True), ("fifty of them", True), ("at least 20", True), ("five men", False)]
)
def test_counting_mentions_are_told_from_nouns(mention: str, answer: bool) -> None:
    assert counts_only(mention) is answer


@pytest.mark.parametrize(
    ("mention", "sector"),
    [
        ("Maj. Rolan Bautim", "MIL"),
        ("Justice Ana Tilova", "JUD"),
        ("Harrow Peak Minerals", "BUS"),
        ("the miners' leader", "LAB"),
        ("a rebel commander", "REB"),
        ("Egyptian mediators", "GOV"),
        ("the Americans", "GOV"),
        ("two Americans", "CVL"),
    ],
)
def test_sectors_by_title_principal_and_number(mention: str, sector: str) -> None:
    (reading,) = read_mention(mention, load_knowledge())
    assert reading.sectors[:1] == (sector,)


def test_a_name_goes_on_behind_an_inner_possessive() -> None:
    (reading,) = read_mention("the Korean People's Army", load_knowledge())
    assert (reading.country, reading.sectors[:1]) == ("PRK", ("MIL",))


@pytest.mark.parametrize(
    ("mention", "country"),
    [
        ("New Mexico", "USA"),
        ("New Jersey prosecutors", "USA"),
        ("British Columbia police", "CAN"),
        ("New South Wales police", "AUS"),
        ("the Chinese consulate in Texas", "CHN"),
        ("St. John's", "ATG"),
        ("St. John's Episcopal Church", None),
    ],
)
def test_provinces_are_of_their_country_and_saints_of_none(mention: str, country: str | None) -> None:
    (reading,) = read_mention(mention, load_knowledge())
    assert reading.country == country
