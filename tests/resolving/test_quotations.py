"""Who says a quotation."""

from __future__ import annotations

import pytest

from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.mentions import Memory
from dragoman.resolving.persons import Person
from dragoman.resolving.quotations import Quotations

KNOWLEDGE = load_knowledge()


def quotations(text: str) -> Quotations:
    return Quotations(Memory(text, KNOWLEDGE), KNOWLEDGE)


@pytest.mark.parametrize(
    "text",
    [
        '"We will not go," said Polish Foreign Minister Ewa Nowak.',
        'Polish Foreign Minister Ewa Nowak said: "We will not go."',
        'Polish Foreign Minister Ewa Nowak called on Kyiv to wait, adding "We will not go". '
        "In Lviv, Mayor Taras Kit said no.",
        'Polish Foreign Minister Ewa Nowak, also by telephone, defended her decision, "As I said, we will not go."',
    ],
)
def test_a_quotation_has_its_speaker_beside_it(text: str) -> None:
    found = quotations(text)
    quotation = found.at(text.index("e will") - 1)
    assert quotation is not None
    speaker = found.speaker(quotation)
    assert isinstance(speaker, Person)
    assert speaker.name == "Ewa Nowak"


def test_a_quotation_beside_which_two_persons_stand_without_a_verb_of_saying_has_no_speaker() -> None:
    text = 'Foreign Minister Ewa Nowak met Foreign Minister Taras Kit under the words "We will not go".'
    found = quotations(text)
    quotation = found.at(text.index("We"))
    assert quotation is not None
    assert found.speaker(quotation) is None


def test_a_transcript_labels_its_speakers() -> None:
    text = "Ukraine's Foreign Minister Taras Lytvyn met the press.\nQ: And now?\nLYTVYN: We call for talks."
    speaker = quotations(text).label(text.index("We"))
    assert speaker is not None
    assert speaker.name == "Taras Lytvyn"


@pytest.mark.parametrize(
    "text",
    [
        'Outside the home of Polish Minister Ewa Nowak they held a banner reading "We reject it".',
        'Polish Minister Ewa Nowak talked to rebels; "We have buried sons," said one of them.',
    ],
)
def test_who_is_only_named_before_a_quotation_does_not_say_it(text: str) -> None:
    found = quotations(text)
    quotation = found.at(text.index("We "))
    assert quotation is not None
    speaker = found.speaker(quotation)
    assert speaker is None or speaker.name != "Ewa Nowak"


def test_a_verb_of_saying_before_its_subject() -> None:
    text = 'Israel struck Isfahan. "We will respond," said the Iranian foreign ministry.'
    found = quotations(text)
    quotation = found.at(text.index("We"))
    assert quotation is not None
    speaker = found.speaker(quotation)
    assert speaker is not None
    assert speaker.country == "IRN"


def test_labels_are_found_fast() -> None:
    text = "A" * 4000 + "\n" + "AB " * 2000
    assert quotations(text).label(len(text)) is None
