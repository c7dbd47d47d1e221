"""Countries weighed for a mention that names none."""

from __future__ import annotations

from dragoman.resolving.contexts import CountryContext


def test_places_speak_for_their_country() -> None:
    context = CountryContext([(400, "FRA")])
    context.add_places([(410, "MLI"), (500, "MLI"), (600, "MLI")])
    assert context.country(620)[0] == "MLI"


def test_the_dateline_speaks_for_its_country() -> None:
    context = CountryContext([(400, "FRA")])
    context.set_dateline("TGO")
    country, why = context.country(2000)
    assert country == "TGO"
    assert "the dateline's country" in why


def test_the_other_side_counts_less_and_its_state_still_less() -> None:
    context = CountryContext([(400, "FRA"), (401, "MLI"), (402, "FRA")])
    assert context.country(500)[0] == "FRA"
    assert context.country(500, others=frozenset({"FRA"}))[0] == "MLI"


def test_a_narrow_choice_is_told() -> None:
    why = CountryContext([(400, "FRA"), (401, "MLI")]).country(500)[1]
    assert "narrowly before" in why
