from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.sentences import sentence_spans
from dragoman.reading.clean import clean

SPLIT = [
    "Talks failed.|Both sides left.",
    "President J. Brook met Gen. Ali Khan on Jan. 5 in St. Petersburg.|They talked.",
    "The U.S. President left.|He flew to the U.S.|The talks went on.",
    'He said: "We will not go."|"Never," she added.',
    "Why?|Nobody knows!|It happened at 5 p.m. on Monday.",
    "Cooperation can be deepened.|Stefanov said no.",
    "Visit www.example.Com today.",
    "It cost $2.5 million.|That is much.",
    "“Go home.”|The crowd left.",
    "He paid 3.2 per cent.|1,200 men marched.",
]


@pytest.mark.parametrize("marked", SPLIT)
def test_borders_stand_where_a_reader_sees_them(marked: str):
    parts = marked.split("|")
    glue = "" if "deepened" in marked else " "
    text = clean(glue.join(parts))
    assert [text[a:b] for a, b in sentence_spans(text)] == [clean(p) for p in parts]


def test_a_headline_without_full_stop_is_a_sentence():
    text = "Truce holds in Aden\n\nThe truce held on Monday.\nGuns were silent."
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "Truce holds in Aden", "The truce held on Monday.", "Guns were silent.",
    ]  # fmt: skip


def test_hard_wrapped_lines_are_joined():
    wrapped = (
        "The foreign ministers of the two countries met on Tuesday in the port of\n"
        "Batumi and agreed that the border crossing at Sarpi should be opened by\n"
        "the end of the month. They also said that the customs officers of both\n"
        "Sides would be trained together."
    )
    assert len(sentence_spans(wrapped)) == 2


@given(st.text())
def test_spans_are_ordered_and_cover_every_visible_character(text: str):
    spans = sentence_spans(clean(text))
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    missing = {c for i, c in enumerate(clean(text)) if i not in covered}
    assert all(c.isspace() or c in "\u2060" for c in missing)
