"""Whom "the accused" stands for."""

from __future__ import annotations

import pytest

from dragoman.event import Participant
from dragoman.resolving.suspects import Suspects


def person(name: str | None, country: str = "EST", sector: str = "CVL") -> Participant:
    return Participant(text=name or "a man", start=0, end=5, country=country, sectors=(sector,), name=name)


@pytest.mark.parametrize(
    ("event", "side", "mention"),
    [
        ("ACCUSE", "recipients", "the accused"),
        ("COERCE", "recipients", "The suspect"),
        ("SANCTION", "recipients", "the defendant"),
        ("ASSAULT", "actors", "the alleged gunman"),
        ("ASSAULT", "actors", "the suspect"),
    ],
)
def test_a_suspect_is_the_private_person_last_prosecuted_or_seen_attacking(event: str, side: str, mention: str) -> None:
    suspects = Suspects()
    sides = {"actors": [person(None)], "recipients": [person(None)]} | {side: [person("Aivo Lepik")]}
    suspects.remember(event, sides["actors"], sides["recipients"])
    found = suspects.whom(mention)
    assert found is not None
    assert found.name == "Aivo Lepik"


def test_who_was_arrested_elsewhere_is_not_the_gunman() -> None:
    suspects = Suspects()
    suspects.remember("COERCE", [], [person("Aivo Lepik")])
    assert suspects.whom("the gunman") is None


def test_a_suspect_is_forgotten_when_others_are_prosecuted_and_when_he_is_the_victim() -> None:
    suspects = Suspects()
    suspects.remember("COERCE", [], [person("Aivo Lepik")])
    suspects.remember("ACCUSE", [], [person(None), person(None)])
    assert suspects.whom("the accused") is None
    suspects.remember("ACCUSE", [], [person("Aivo Lepik")])
    suspects.remember("ASSAULT", [person(None)], [person("Aivo Lepik")])
    assert suspects.whom("the suspect") is None


def test_a_minister_that_is_blamed_is_no_suspect_nor_one_of_several() -> None:
    suspects = Suspects()
    suspects.remember("ACCUSE", [], [person("Aivo Lepik", sector="GOV")])
    suspects.remember("COERCE", [], [person("Aivo Lepik"), person("Mart Oja")])
    assert suspects.whom("the accused") is None


def test_other_short_forms_are_not_his() -> None:
    suspects = Suspects()
    suspects.remember("COERCE", [], [person("Aivo Lepik")])
    assert suspects.whom("the accused officers") is None
    assert suspects.whom("a suspect") is None


def test_who_shoots_the_gunman_is_none() -> None:
    suspects = Suspects()
    gunman = Participant(text="the gunman", start=0, end=5, country="EST", sectors=("UAF",), name=None)
    suspects.remember("ASSAULT", [person("Aivo Lepik")], [gunman])
    assert suspects.whom("the gunman") is None
