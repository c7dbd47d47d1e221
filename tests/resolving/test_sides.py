"""Who stands on a side of an event."""

from __future__ import annotations

import pytest

from dragoman.event import Participant
from dragoman.resolving.sides import distinct, without_own


def party(text: str, start: int, country: str | None = "CAN", name: str | None = None) -> Participant:
    return Participant(text=text, start=start, end=start + len(text), country=country, sectors=("GOV",), name=name)


@pytest.mark.parametrize(
    ("actor", "recipient", "is_other"),
    [
        ("Coast Guard Commandant Hale", "the Coast Guard", False),
        ("The spokesperson for the Canadian government", "The Canadian government", False),
        ("the party", "The party", False),
        ("Trump lawyer Cole Hanna", "Trump", True),
        ("The vice president", "the president", True),
        ("Government workers", "the government", True),
        ("The police union", "the police", True),
        ("A man", "a man", True),
        ("Two soldiers", "two soldiers", True),
        ("opponents of the government", "the government", True),
        ("a critic of the senate", "the senate", True),
        ("The minister's wife", "the minister", True),
        ("Anti-government protesters", "the government", True),
    ],
)
def test_who_is_named_in_the_actors_words_is_no_recipient(actor: str, recipient: str, is_other: bool) -> None:
    found = without_own([party(recipient, 200)], [party(actor, 0, name="Ann Hale")])
    assert bool(found) is is_other


def test_a_party_of_another_country_is_another() -> None:
    found = without_own([party("the navy", 200, "FRA")], [party("the navy", 0, "CAN")])
    assert [p.country for p in found] == ["FRA"]


def test_a_pronoun_gives_way_to_the_name_it_stands_for() -> None:
    side = distinct([party("he", 0, name="Ivo Tamm"), party("Ivo Tamm", 40, name="Ivo Tamm")])
    assert [p.text for p in side] == ["Ivo Tamm"]


def test_the_same_words_at_two_places_are_one_party() -> None:
    assert [p.start for p in distinct([party("the inmate", 0), party("The inmate", 60)])] == [0]
    assert len(distinct([party("two people", 0), party("two people", 60)])) == 2
    assert len(distinct([party("both sides", 0, "CAN"), party("both sides", 0, "FRA")])) == 2


def test_who_acts_is_not_acted_on_under_his_full_name() -> None:
    actor, other = party("De Wit", 0, name="Jan de Wit"), party("Jan de Wit", 60, name="Jan de Wit")
    assert without_own([other], [actor]) == []
    brother = party("Piet de Wit", 60, name="Jan de Wit")  # one surname, read as one person
    assert without_own([brother], [actor]) == [brother]
    pronoun = party("him", 60, name="Jan de Wit")
    assert without_own([pronoun], [actor]) == [pronoun]


def test_a_word_amid_the_actors_words_is_no_recipient() -> None:
    officials = party("senior Canadian officials", 0)
    assert without_own([party("Canadian", 7)], [officials]) == []
    critics, police = party("critics of the police", 0), party("the police", 11)
    assert without_own([police], [critics]) == [police]
