"""Which words name a street or building, and in which town these lie."""

from __future__ import annotations

import pytest

from dragoman.resolving.gazetteer import Location
from dragoman.resolving.venues import is_venue, town_around


def _town(name: str, country: str = "USA") -> Location:
    return Location(None, name, country, None, None, 1.0, 1.0, 9_000, "town", main=True)


DURHAM, RALEIGH, LAGOS = _town("Durham"), _town("Raleigh"), _town("Lagos", "NGA")


@pytest.mark.parametrize(
    "words",
    [
        "a motel", "his family home", "the 1300 block of East Rittenhouse Street", "Addison Pl.", "two churches",
        "the parking lot of the Kestrel Express store on Clay Street", "a police station", "factories near the river",
        "the corner of First and Main",
    ],
)  # fmt: skip
def test_streets_and_buildings_are_venues(words: str) -> None:
    assert is_venue(words)


@pytest.mark.parametrize(
    "words",
    [
        "his home country", "her home province", "the single market", "the space station", "shipping lanes", "Park",
        "the left bank of the river", "on the way home", "St. Zubiria", "the Kandahar-Zub road", "the front line",
        "the house arrest",
    ],
)  # fmt: skip
def test_what_only_sounds_like_one_is_none(words: str) -> None:
    assert not is_venue(words)


def test_a_town_just_before_is_the_one_around_whatever_is_named_more_often() -> None:
    towns = [(20, DURHAM), *((2_000 + 50 * i, RALEIGH) for i in range(6))]
    assert town_around(60, towns, "USA") == DURHAM


def test_farther_off_the_town_named_often_wins() -> None:
    towns = [(100, DURHAM), *((700 + 50 * i, RALEIGH) for i in range(6))]
    assert town_around(1_500, towns, "USA") == RALEIGH


@pytest.mark.parametrize(
    ("at", "towns", "country"),
    [
        (5_000, [(10, RALEIGH)], "USA"),
        (50, [(10, LAGOS)], "USA"),
        (500, [(10, RALEIGH)], None),
        (10, [], "USA"),
    ],
    ids=["too far", "another country", "far and no country known", "no town named"],
)
def test_no_town_is_guessed(at: int, towns: list[tuple[int, Location]], country: str | None) -> None:
    assert town_around(at, towns, country) is None
