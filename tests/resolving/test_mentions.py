"""What a small report says of its persons and countries."""

from __future__ import annotations

import pytest

from dragoman.resolving.contexts import Asked
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.mentions import BOTH, Memory

KNOWLEDGE = load_knowledge()


def memory(text: str, dateline: str | None = None) -> Memory:
    return Memory(text, KNOWLEDGE, dateline=dateline)


def test_a_person_is_introduced_before_the_name() -> None:
    person = memory("Serbian Interior Minister Goran Vidak arrived. Vidak spoke.").person("Vidak")
    assert person is not None
    assert (person.name, person.country, person.sectors) == ("Goran Vidak", "SRB", ("GOV",))
    assert "Serbian Interior Minister" in person.why


@pytest.mark.parametrize(
    "text",
    [
        "Ana Petrova, the Interior Minister of Bulgaria, left.",
        "Ana Petrova is also Interior Minister of Bulgaria.",
        "The Interior Minister of Bulgaria, Ana Petrova, left.",
    ],
)
def test_a_person_is_introduced_by_apposition(text: str) -> None:
    person = memory(text).person("Petrova")
    assert person is not None
    assert (person.name, person.country) == ("Ana Petrova", "BGR")


def test_whoever_is_given_an_age_is_a_person_of_the_country_of_the_news() -> None:
    person = memory("Bosnia mourns. Hatidza Sejdin, 54, wept.").person("Sejdin")
    assert person is not None
    assert (person.country, person.sectors) == ("BIH", ("CVL",))


def test_a_sentence_border_ends_an_introduction() -> None:
    persons = memory(
        "Kenya sent its soldiers. Fourteen Tigers came. It took in refugees. Jordanian trucks left."
    ).persons
    assert persons == []


def test_an_introduction_takes_no_words_of_the_next_sentence_nor_of_the_one_before() -> None:
    persons = memory(
        "Tajik guards beat the baker Murod Ganiev. Colonel Erkin Moldobaev of Kyrgyzstan protested. A bus came from "
        "Mexico City. The judge, Carla Upshaw, freed him."
    ).persons
    assert [p.name for p in persons] == ["Murod Ganiev", "Erkin Moldobaev", "Carla Upshaw"]
    assert not any("Mexico" in p.why for p in persons)


def test_a_name_behind_what_he_heads_is_a_person() -> None:
    text = (
        "Baku hosted Serbian guests. Aide and Head of the Foreign Department of the Presidential Administration "
        "Hikmet Aliyev spoke. The head of the Ministry Press Service left, the head of the Senate Armed Services, too."
    )
    (aide,) = memory(text, "Baku").persons
    assert (aide.name, aide.country) == ("Hikmet Aliyev", "AZE")


def test_a_country_before_a_name_is_no_part_of_it() -> None:
    for country in ("Azerbaijan", "Saudi Arabia"):
        (secretary,) = memory(f"The aide of {country} Ramil Usubov, secretary of the council, came.").persons
        assert secretary.name == "Ramil Usubov"


@pytest.mark.parametrize("name", ["Israel Torres Vega", "Sofia Elena Ruiz", "German Garmendia Lopez"])
def test_a_given_name_may_be_that_of_a_country(name: str) -> None:
    assert [p.name for p in memory(f"Police arrested {name}, 54, in Peru.").persons] == [name]


def test_an_abbreviation_ends_no_introduction() -> None:
    (envoy,) = memory("The Kenyan envoy, Amb. Nikki Harlow, came.").persons
    assert (envoy.surname, envoy.country) == ("harlow", "KEN")


def test_a_headline_is_no_name() -> None:
    assert memory("MINISTER QUITS OFFICE\nThe minister of Chile left.").persons == []


def test_the_country_of_context_is_named_most_and_nearest() -> None:
    text = "Peru closed a road. " * 4 + "Later Chile and Chile's army moved. " * 2
    report = memory(text)
    assert report.context_country(60)[0] == "PER"
    assert report.context_country(len(text))[0] == "CHL"
    assert report.context_country(60, Asked(without=frozenset({"PER"})))[0] == "CHL"


def test_a_place_tells_whose_news_it_is() -> None:
    report = memory("Police in Lamitan arrested a man; Manila is quiet, says Japan. Japan watches.")
    assert report.context_country(0)[0] == "JPN"
    report.add_places([(10, "PHL")])
    assert report.context_country(0)[0] == "PHL"


def test_a_place_gives_a_country_to_persons_introduced_without_one() -> None:
    report = memory("Vice Mayor Abdel Tahil was held in Lamitan.")
    report.add_places([(36, "PHL")])
    person = report.person("Tahil")
    assert person is not None
    assert person.country == "PHL"


def test_no_country_no_guess() -> None:
    assert memory("The mayor left.").context_country(0) == (None, "")


def test_a_noun_keeps_the_country_with_which_it_was_named() -> None:
    report = memory("The Serbian delegation met the Greek minister. The delegation left.")
    assert report.noun_country("delegation", 50) == "SRB"
    assert report.noun_country("delegation", 3) is None


def test_the_minister_is_the_holder_introduced_before() -> None:
    report = memory("Greek Foreign Minister Nikos Dendias came. The minister spoke.")
    holder = report.office_holder("minister", None, 50)
    assert holder is not None
    assert holder.surname == "dendias"


def test_both_sides_are_the_two_countries_of_the_report() -> None:
    text = "Armenia and Azerbaijan met. Armenia spoke, and Azerbaijan, host Russia said. Both sides agreed."
    assert memory(text).two_countries(len(text) - 20) == ["ARM", "AZE"]


def test_both_sides_of_a_civil_war_are_of_one_country() -> None:
    text = (
        "Sudan said so. Sudan's army and Sudan's rebels fight in Sudan. Sudan burns. Kenya is far. "
        + "Rain fell. " * 60
    )
    assert memory(text + "Sudan waits. Both sides agreed.").two_countries(len(text) + 14) == ["SDN"]


@pytest.mark.parametrize(
    "words", ["both sides", "the two countries", "each other", "both", "the two foreign ministers"]
)
def test_words_for_two_sides(words: str) -> None:
    assert BOTH.search(words)


@pytest.mark.parametrize("words", ["two women", "both officers", "the two of them"])
def test_two_persons_are_not_two_sides(words: str) -> None:
    assert not BOTH.search(words)


def test_an_organisation_named_before_is_what_its_short_form_stands_for() -> None:
    text = "The African Union met. The International Criminal Court sat."
    report = memory(text)
    body, court = report.organisation(25), report.organisation(len(text), court=True)
    assert (body.name if body else None, court.name if court else None) == (
        "African Union",
        "International Criminal Court",
    )
    assert report.organisation(25, court=True) is None


def test_an_army_is_nobodys_name() -> None:
    memory = Memory("US officials said. National Guard Army troops and the Army spokesman spoke.", KNOWLEDGE)
    assert all(p.name != "Army" for p in memory.persons)


def test_a_person_is_known_by_another_of_his_names() -> None:
    person = memory("Chinese spokesman Wang Wenlei spoke. Wang left.").person("Wang")
    assert person is not None
    assert person.name == "Wang Wenlei"


def test_an_apposition_brings_all_that_stands_before_its_noun() -> None:
    person = memory("Jeff Rahn, the State Department Spokesperson, left.").person("Rahn")
    assert person is not None
    assert person.country == "USA"


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("North Korean Foreign Minister Ri Yong-ho spoke.", "Ri", "Ri Yong-ho"),
        ("French Foreign Minister Jean-Yves Larrieu spoke.", "Larrieu", "Jean-Yves Larrieu"),
        ("Jean-Yves Larrieu, the Foreign Minister of France, spoke.", "Larrieu", "Jean-Yves Larrieu"),
        ("Iraqi Interior Minister Hadi al-Rubai spoke.", "Rubai", "Hadi al-Rubai"),
    ],
)
def test_hyphens_are_part_of_names(text: str, mention: str, name: str) -> None:
    person = memory(text).person(mention)
    assert person is not None
    assert person.name == name


def test_a_hyphen_makes_no_name_of_an_adjective() -> None:
    person = memory("Serbian Interior Minister Goran-backed units left.").person("Goran")
    assert person is None or person.name == "Goran"


def test_the_next_sentence_names_who_spoke() -> None:
    report = memory("Fewer people fled China, a South Korean lawmaker has said. Park Byeong-il, citing data, wept.")
    person = report.person("Park")
    assert person is not None
    assert (person.name, person.country, person.sectors[:1]) == ("Park Byeong-il", "KOR", ("LEG",))
    assert memory("Fewer fled, the lawmaker has said. Park Byeong-il, citing data, wept.").person("Park") is None


@pytest.mark.parametrize("end", ["", "."])
def test_a_name_at_the_end_of_a_report_reveals_nobody(end: str) -> None:
    assert memory(f"Fewer fled, a South Korean lawmaker has said. Park Byeong-il{end}").person("Park") is None


def test_who_holds_an_office_beside_another_is_of_his_country() -> None:
    text = (
        "Greece spoke. Greece and Greece. It was attended by Cypriot President Nikos Pafitis and "
        "Energy Minister Giorgos Lakatamis."
    )
    person = memory(text).person("Lakatamis")
    assert person is not None
    assert person.country == "CYP"


@pytest.mark.parametrize(
    "text",
    [
        "Latvia held a man. Aino Lepik, an ethnic Estonian from Tartu, was charged in Riga, Latvia.",
        "Latvia held a man. An Estonian, Aino Lepik, was charged in Riga, Latvia.",
        "Latvia held Aino Lepik. Lepik, a young Estonian, was charged in Riga, Latvia.",
    ],
)
def test_a_nationality_beside_a_name_introduces(text: str) -> None:
    person = memory(text).person("Lepik")
    assert person is not None
    assert person.country == "EST"


def test_a_nationality_before_a_noun_is_of_that_noun() -> None:
    person = memory("On Monday Aino Lepik, an Estonian ship, sank.").person("Lepik")
    assert person is None


@pytest.mark.parametrize(
    "text",
    [
        "In Los Angeles, a Mexican who hacked banks was held. Angeles spoke.",
        "The attacker was an Iraqi, Ann Angeles said.",
        "Police held an Iranian, Reuters Angeles reported.",
        "Airbus Angeles, a French and German company, paid.",
    ],
)
def test_neither_places_nor_who_tells_it_have_the_nationality_beside_them(text: str) -> None:
    person = memory(text).person("Angeles")
    assert person is None or person.country not in {"MEX", "IRQ", "IRN", "FRA"}


def test_an_official_keeps_his_office_beside_his_nationality() -> None:
    person = memory("The special envoy, Martin Griffin, a Briton, met the Houthis in Yemen.").person("Griffin")
    assert person is not None
    assert (person.country, person.sectors, person.office) == ("GBR", ("GOV",), "special envoy")


@pytest.mark.parametrize(
    "text",
    [
        "Talks in Malaysia, Malaysia. Chinese Foreign Minister Wang Yi and Foreign Minister Ahmad Rahman met.",
        "In Malaysia, Malaysia. Chinese President Li Na and journalist Ahmad Rahman met.",
        "In Malaysia, Malaysia. Talks between Chinese Foreign Minister Wang Yi and Defence Minister Ahmad Rahman.",
    ],
)
def test_who_stands_beside_an_official_may_be_of_another_country(text: str) -> None:
    person = memory(text).person("Rahman")
    assert person is None or person.country != "CHN"
