"""Attributions: source, cue, content and stance, by the shapes that news gives them."""

import pytest

from dragoman.event import Coder
from dragoman.frame import Frame, RoleSpan, Span
from dragoman.report import Report
from dragoman.resolving.attributions import KINDS, find_attributions
from dragoman.resolving.knowledge import read_table
from dragoman.resolving.resolver import EventResolver


def told(text: str) -> list[tuple[str | None, list[str], str]]:
    return [
        (text[slice(*a.source)] if a.source else None, [text[slice(*piece)] for piece in a.content], a.kind)
        for a in find_attributions(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content", "kind"),
    [
        (
            "The ministry said on Monday that rebels had crossed the river.",
            "The ministry",
            "that rebels had crossed the river",
            "states",
        ),
        (
            "Rebels crossed the river at dawn, the army spokesman said.",
            "the army spokesman",
            "Rebels crossed the river at dawn",
            "states",
        ),
        (
            '"We shall never leave this valley," said Colonel Dara Voss.',
            "Colonel Dara Voss",
            '"We shall never leave this valley,"',
            "states",
        ),
        ("According to villagers, soldiers burned two barns.", "villagers", "soldiers burned two barns", "states"),
        ("Soldiers burned two barns, according to villagers.", "villagers", "Soldiers burned two barns", "states"),
        (
            "Ana Loayza, minister for mines, denied that troops had fired.",
            "Ana Loayza, minister for mines",
            "that troops had fired",
            "denies",
        ),
        ("The rebels claim that they hold the bridge.", "The rebels", "that they hold the bridge", "alleges"),
        ("Kyiv confirmed the boat had been seized.", "Kyiv", "the boat had been seized", "confirms"),
        (
            "Senator Bo Lind (R-Ohio) told reporters that aid would stop.",
            "Senator Bo Lind",
            "that aid would stop",
            "states",
        ),
        ("MINISTER: We closed the border last night.", "MINISTER", "We closed the border last night", "states"),
    ],
)
def test_source_content_and_kind(text: str, source: str, content: str, kind: str) -> None:
    assert (source, [content], kind) in told(text)


def test_a_passive_verb_of_saying_names_nobody() -> None:
    [(source, pieces, kind)] = told("The rebels are said to have crossed the river.")
    assert (source, kind) == (None, "reportedly")
    assert pieces == ["The rebels", "to have crossed the river"]


def test_two_verbs_of_one_speaker_share_it_and_part_their_contents() -> None:
    first, second = told("The envoy said the talks went well and warned that shelling could resume.")
    assert first == ("The envoy", ["the talks went well"], "states")
    assert second[0] == "The envoy"
    assert second[1] == ["that shelling could resume"]


def test_a_quotation_over_several_sentences_is_whole_on_both_sides_of_its_cue() -> None:
    text = '"They came at night. They took my sons," said farmer Ilo Banda. "Nobody has told us where they are."'
    [(source, pieces, _)] = told(text)
    assert source == "farmer Ilo Banda"
    assert pieces == ['"They came at night. They took my sons,"', '"Nobody has told us where they are."']


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Police freed two men accused of robbery.", "of robbery"),
        ("The states could be decisive.", "could be decisive"),
    ],
)
def test_what_only_looks_like_a_verb_of_saying(text: str, never: str) -> None:
    assert never not in [piece for _, pieces, _ in told(text) for piece in pieces]


def test_every_cue_has_a_known_kind_and_no_form_twice() -> None:
    rows = read_table("cues.csv")
    forms = [form for row in rows for form in row["forms"].split()]
    assert {row["kind"] for row in rows} <= set(KINDS)
    assert {row["takes"] for row in rows} <= {"clause", "noun", "person"}
    assert len(forms) == len(set(forms))


def test_chain_and_stance_reach_the_event() -> None:
    text = "Kestrel Wire reported that the army claimed that rebels had killed two guards in Kidal."
    trigger, army = text.index("killed"), text.index("the army")
    frame = Frame(
        event="ASSAULT",
        trigger=Span(text="killed", start=trigger, end=trigger + 6),
        sentence=Span(text=text, start=0, end=len(text)),
        roles=(RoleSpan(role="said_by", span=Span(text="the army", start=army, end=army + 8), score=0.9),),
    )
    [event] = EventResolver(Coder(version="0", model="none", codebook="plover-2.0")).events(
        Report(id="r", text=text), [frame]
    )
    assert [(s.text, s.stance) for s in event.said_by] == [("the army", "alleges"), ("Kestrel Wire", "states")]
    assert all(text[s.start : s.end] == s.text for s in event.said_by)


def test_nobody_relays_who_only_stands_in_what_he_says() -> None:
    text = "The army said on Monday that the convoy had turned back, and the rebels had fired at Kidal."
    trigger, rebels = text.index("fired"), text.index("the rebels")
    frame = Frame(
        event="ASSAULT",
        trigger=Span(text="fired", start=trigger, end=trigger + 5),
        sentence=Span(text=text, start=0, end=len(text)),
        roles=(RoleSpan(role="said_by", span=Span(text="the rebels", start=rebels, end=rebels + 10), score=0.9),),
    )
    [event] = EventResolver(Coder(version="0", model="none", codebook="plover-2.0")).events(
        Report(id="r", text=text), [frame]
    )
    assert [s.text for s in event.said_by] == ["the rebels"]
