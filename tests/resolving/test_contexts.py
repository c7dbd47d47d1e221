"""Countries weighed for a mention that names none."""

from __future__ import annotations

from dragoman.resolving.contexts import CLUES, Asked, CountryContext

_STATE = list(CLUES).index("other state")


def test_places_speak_for_their_country() -> None:
    context = CountryContext([(400, "FRA")])
    context.add_places([(410, "MLI"), (500, "MLI"), (600, "MLI")])
    assert context.country(620)[0] == "MLI"


def test_the_dateline_speaks_for_its_country() -> None:
    context = CountryContext([(400, "FRA")], paragraphs=(0, 1000))
    context.set_dateline("TGO")
    country, why = context.country(2000)
    assert country == "TGO"
    assert "the dateline's country" in why


def test_the_other_side_counts_less_and_its_state_still_less() -> None:
    context = CountryContext([(400, "FRA"), (401, "MLI"), (402, "FRA")])
    assert context.country(500)[0] == "FRA"
    assert context.country(500, Asked(others=frozenset({"FRA"})))[0] == "MLI"
    assert CLUES["other state"] < 0 < context.clues(500, Asked(states=frozenset({"FRA"})))["FRA"][_STATE]


def test_none_of_those_that_it_cannot_be() -> None:
    context = CountryContext([(400, "FRA"), (401, "MLI"), (402, "FRA")])
    assert context.country(500, Asked(without=frozenset({"FRA"})))[0] == "MLI"
    assert context.country(500, Asked(without=frozenset({"FRA", "MLI"})))[0] is None


def test_the_kind_seen_before_speaks_for_its_country() -> None:
    context = CountryContext([(400, "FRA"), (420, "MLI")], paragraphs=(0, 1000))
    here = context.country(2000)[0]
    other = "MLI" if here == "FRA" else "FRA"
    asked = Asked(same_noun=frozenset({other}), same_sector=frozenset({other}))
    assert context.country(2000, asked)[0] == other


def test_a_paragraph_has_its_own_country() -> None:
    context = CountryContext([(10, "FRA"), (20, "FRA"), (1010, "MLI")], (0, 1000), (0, 1000))
    assert context.country(30)[0] == "FRA"
    assert context.country(1100)[0] == "MLI"


def test_a_narrow_choice_is_told() -> None:
    why = CountryContext([(400, "FRA"), (401, "MLI")]).country(500)[1]
    assert "narrowly before" in why
