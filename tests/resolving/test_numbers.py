"""Numerals in words and figures, and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolving.numbers import currency, find_amounts, names_currency

NUMERALS = [
    ("12 servicemen", 12),
    ("1,200 men", 1200),
    ("1 200 men", 1200),
    ("1.200 men", 1200),
    ("2.5 million euros", 2_500_000),
    ("$3bn", 3_000_000_000),
    ("$5m", 5_000_000),
    ("a 1.2-billion-dollar loan", 1_200_000_000),
    ("K180,000 a month", 180_000),
    ("twelve", 12),
    ("twenty-three people", 23),
    ("A hundred and sixty-three people", 163),
    ("two million three hundred and fifty thousand and six", 2_350_006),
    ("three hundred thousand", 300_000),
    ("four thousand pesos", 4000),
    ("two dozen", 24),
    ("a dozen", 12),
    ("half a million", 500_000),
    ("a couple of boys", 2),
    ("both attackers", 2),
    ("a driver", 1),
    ("one of them", 1),
    ("another patrol", 1),
    ("about 700 people", 700),
    ("some thirty people", 30),
    ("a crowd of some 10,000", 10_000),
    ("a further 6.2 billion euros", 6_200_000_000),
    ("2000 people", 2000),
    ("No casualties", 0),
    ("nobody was hurt", 0),
]

BOUNDS = [
    ("at least 20", 20, None),
    ("not less than 200 monks", 200, None),
    ("more than a dozen", 12, None),
    ("over 60 villages", 60, None),
    ("20 or more", 20, None),
    ("up to 7", None, 7),
    ("nearly 200", None, 200),
    ("almost 1,900 people", None, 1900),
    ("as many as 300 peacekeepers", None, 300),
    ("fewer than ten", None, 10),
    ("no more than 50", None, 50),
    ("between 700 and 1,000 people", 700, 1000),
    ("from five to seven", 5, 7),
    ("5-7 men", 5, 7),
    ("five or six men", 5, 6),
    ("2-3 million dollars", 2_000_000, 3_000_000),
    ("dozens", 24, None),
    ("a few dozen colleagues", 24, None),
    ("scores of men", 40, None),
    ("several hundred", 200, None),
    ("thousands", 2000, None),
    ("tens of thousands", 20_000, None),
    ("hundreds of thousands", 200_000, None),
]

NO_AMOUNTS = [
    "several people",
    "a few men",
    "the 21st brigade",
    "strikes in 1995",
    "on July 12",
    "on 12 July",
    "2020-08-11",
    "girls aged 14",
    "men, ages 20 and 25, were there",
    "brothers aged 20 and 25 from Homs died",
    "the 3 yr old",
    "at 833 Anderson St. he died",
    "Jacob Orr, 9, and Jared Orr, 8 — were there",
    "14-year-old girls",
    "Barrutia, 84, was taken",
    "at 10:40 p.m.",
    "at 9 a.m.",
    "after 19 days",
    "two-day visits",
    "up to 12 years",
    "the Mi-24 helicopter",
    "120-mm mortars",
    "12 percent",
    "Resolution 1701",
    "no longer",
]


@pytest.mark.parametrize(("text", "value"), NUMERALS)
def test_numeral_has_equal_bounds(text: str, value: float) -> None:
    assert [(a.min, a.max) for a in find_amounts(text)] == [(value, value)]


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS)
def test_words_around_a_numeral_set_its_bounds(text: str, low: float | None, high: float | None) -> None:
    assert [(a.min, a.max) for a in find_amounts(text)] == [(low, high)]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_counts_nothing_is_no_amount(text: str) -> None:
    assert find_amounts(text) == []


def test_offsets_cover_the_bounding_words() -> None:
    text = "Police arrested at least 20 people and killed two."
    assert [text[a.start : a.end] for a in find_amounts(text)] == ["at least 20", "two"]


def test_a_rising_toll_is_no_range() -> None:
    assert [a.min for a in find_amounts("The toll rose from 20 to 58.")] == [20, 58]


def test_numbers_joined_by_and_stay_two() -> None:
    assert [a.min for a in find_amounts("killed three and nine were hurt")] == [3, 9]


def test_over_belongs_to_the_verb_before_it() -> None:
    assert [(a.min, a.max) for a in find_amounts("India handed over 44,000 tonnes")] == [(44_000, 44_000)]


@pytest.mark.parametrize("text", ["9" * 400, "one thousand " * 200, "12 - " * 500, "a " * 2000])
def test_noise_yields_no_absurd_number(text: str) -> None:
    assert all(a.min is None or a.min < 10**15 for a in find_amounts(text))


def test_why_names_the_words() -> None:
    assert find_amounts("at least 20")[0].why == "'at least' opens the upper side"


@pytest.mark.parametrize(
    ("words", "sentence", "code"),
    [
        ("$2.4 million", "", "USD"),
        ("6.4 million US dollars", "", "USD"),
        ("50 million Australian dollars", "", "AUD"),
        ("€1.9bn", "", "EUR"),
        ("300 million naira", "", "NGN"),
        ("2,000 baht", "", "THB"),
        ("9 million kwacha", "The Malawian foundation gave 9 million kwacha", "MWK"),
        ("4 thousand pesos", "A judge in Mexico City fined her", "MXN"),
        ("4 thousand pesos", "A judge fined her", None),
    ],
)
def test_currency_is_named_by_the_words_or_the_sentence(words: str, sentence: str, code: str | None) -> None:
    assert names_currency(words)
    assert currency(words, sentence) == code


_WORDS = st.sampled_from(
    "a an one two twenty hundred thousand million dozen dozens tens of and to or - – , . between from at least up "
    "more than over 5 12 1,200 2.5 2020 July aged $ € bn k m some few no nobody people day % 10:40 both half".split()
)


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=14).map(" ".join), st.lists(_WORDS, max_size=14).map("".join)))
def test_any_text_yields_ordered_amounts_inside_it(text: str) -> None:
    amounts = find_amounts(text)
    assert all(0 <= a.start < a.end <= len(text) for a in amounts)
    assert all(a.end <= b.start for a, b in pairwise(amounts))
    assert all(a.min <= a.max for a in amounts if a.min is not None and a.max is not None)
    assert all(a.min is not None or a.max is not None for a in amounts)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A girl aged 6 and 12 soldiers were killed.", 12),
        ("In Aleppo, 13 — including children — were killed.", 13),
        ("In Aleppo, 12 – all civilians – died.", 12),
        ("In Deir Ezzor, 8 — all civilians — were killed.", 8),
    ],
)
def test_a_count_beside_an_age_or_a_place_is_one(text: str, value: int) -> None:
    assert value in [a.min for a in find_amounts(text)]


@pytest.mark.parametrize(
    "text", ["Call 214-671-3642.", "Call (540) 853-2212.", "Call 911 or 304.555.0147.", "Call 427-1222."]
)
def test_a_telephone_number_is_no_amount(text: str) -> None:
    assert all((a.min or 0) < 1000 and a.end - a.start <= 3 for a in find_amounts(text))
