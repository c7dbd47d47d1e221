"""What the numbers of an event count. Spans are marked in the sentence: `[killed]` words in brackets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.event import Quantity
from dragoman.frame import Frame, RoleSpan, Span
from dragoman.resolving.quantities import resolve_quantities, tells_of_dead

KINDS = {"killed", "injured", "arrested", "abducted", "displaced", "protesters", "troops", "equipment", "money"}


def frame(kind: str, marked: str, *, trigger: str = "", actor: str = "", recipient: str = "") -> Frame:
    """A frame from `EVENT/mode` and a sentence whose quantities stand in brackets."""
    event, _, mode = kind.partition("/")
    text = re.sub(r"[\[\]]", "", marked)
    roles = []
    for shift, match in enumerate(re.finditer(r"\[(.*?)\]", marked)):
        start = match.start() - 2 * shift
        span = Span(text=match[1], start=start, end=start + len(match[1]))
        roles.append(RoleSpan(role="quantity", span=span, score=1.0))
    for role, words in (("actor", actor), ("recipient", recipient)):
        roles += [RoleSpan(role=role, span=_find(text, w), score=1.0) for w in words.split("|") if w]
    return Frame(
        event=event,
        mode=(mode,) if mode else (),
        trigger=_find(text, trigger),
        sentence=Span(text=text, start=0, end=len(text)),
        roles=tuple(roles),
    )


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(text=words, start=start, end=start + len(words))


def read(found: tuple[Quantity, ...]) -> list[tuple[str, float | None, float | None]]:
    return [(q.kind, q.min, q.max) for q in found]


CASES = [
    # the span itself tells
    ("ASSAULT/heavy-weapons", "Activists counted [217 dead] in Homs.", [("killed", 217, 217)]),
    ("ASSAULT/crowd-control", "Nurses bandaged [nine injured women].", [("injured", 9, 9)]),
    ("ASSAULT", "There were [No injuries or deaths].", [("injured", 0, 0), ("killed", 0, 0)]),
    ("ASSAULT", "The blast left [12 dead and 30 wounded].", [("killed", 12, 12), ("injured", 30, 30)]),
    ("ASSAULT", "It left [12 dead, 30 wounded].", [("killed", 12, 12), ("injured", 30, 30)]),
    ("ASSAULT", "[2 Girls, 2 Men] Wounded At Party", [("injured", 4, 4)]),
    ("ASSAULT", "The raid killed [12 soldiers, 3 of them officers].", [("killed", 12, 12)]),
    ("ASSAULT", "They killed [15 people, 6 women among them].", [("killed", 15, 15)]),
    ("ASSAULT", "They killed [12 people, 3 soldiers and 9 civilians].", [("killed", 12, 12)]),
    ("ASSAULT", "They killed [12 people, 3 of them children, and 4 police].", [("killed", 16, 16)]),
    # the words around it tell
    ("ASSAULT", "The shelling killed [12 servicemen].", [("killed", 12, 12)]),
    ("ASSAULT", "The army lost [12 servicemen] on Friday.", [("killed", 12, 12)]),
    ("ASSAULT", "In the attack [12] were wounded.", [("injured", 12, 12)]),
    ("ASSAULT", "It went off, leaving [14] injured.", [("injured", 14, 14)]),
    (
        "ASSAULT/explosives",
        "A bomb went off, killing [two people] and injuring [at least 115].",
        [("killed", 2, 2), ("injured", 115, None)],
    ),
    ("ASSAULT", "[Four servicemen] were killed and [ten] wounded.", [("killed", 4, 4), ("injured", 10, 10)]),
    ("ASSAULT/firearms", "[A man] was shot in the leg.", [("injured", 1, 1)]),
    ("ASSAULT/torture", "He says that [one schoolteacher] had his hands broken.", [("injured", 1, 1)]),
    ("ASSAULT/beat", "[Seven brothers] were beaten to death.", [("killed", 7, 7)]),
    ("ASSAULT", "[Its driver] is alive, losing a leg.", [("injured", 1, 1)]),
    ("ASSAULT", "NATO put the dead at [15].", [("killed", 15, 15)]),
    # the type of the event tells
    ("COERCE/arrest", "Police took in [eight persons].", [("arrested", 8, 8)]),
    ("ASSAULT/abduct", "They seized the minister and [forty others].", [("abducted", 40, 40)]),
    ("COERCE/deport", "Paris flew [79 Roma] to Bucharest.", [("displaced", 79, 79)]),
    ("PROTEST/demo", "[Tens of thousands] rallied in Tirana.", [("protesters", 20_000, None)]),
    ("MOBILIZE/troops", "Britain landed [600 paratroopers].", [("troops", 600, 600)]),
    ("RETREAT/release", "Rebels freed [139 of the peacekeepers].", [("abducted", 139, 139)]),
    ("RETREAT/release", "The court let [two detainees] go.", [("arrested", 2, 2)]),
    ("AID", "They sent [5,000 anti-tank weapons].", [("equipment", 5000, 5000)]),
    ("AID", "They sent [$2.4 million].", [("money", 2_400_000, 2_400_000)]),
    # how many
    ("COERCE/arrest", "They hold [the president and the prime minister].", [("arrested", 2, 2)]),
    ("COERCE/deport", "[Fourteen Hondurans and two Nicaraguans] left.", [("displaced", 16, 16)]),
    ("ASSAULT", "Shells killed [A mother, her four children and a neighbour].", [("killed", 6, 6)]),
    ("ASSAULT", "They murdered [One student, Bupe Kaluba].", [("killed", 1, 1)]),
    ("ASSAULT", "They murdered [twelve people, among them two children].", [("killed", 12, 12)]),
    ("COERCE/arrest", "Agents arrested [her].", [("arrested", 1, 1)]),
    ("ASSAULT", "At least [20 people] were killed.", [("killed", 20, None)]),
]


@pytest.mark.parametrize(("kind", "marked", "expected"), CASES)
def test_kind_and_bounds(kind: str, marked: str, expected: list[tuple[str, float, float]]) -> None:
    assert read(resolve_quantities(frame(kind, marked))) == expected


TOO_WIDE = [
    ("ASSAULT", "The bomb went off, [killing two people and].", [("killed", 2, 2)]),
    ("ASSAULT", "A raid killed three [and nine] were injured.", [("injured", 9, 9)]),
    ("ASSAULT", "On deck [a sailor lost] his right thumb.", [("injured", 1, 1)]),
    ("ASSAULT/abduct", "They fled [to Ceiba; four marines] are missing.", [("abducted", 4, 4)]),
    ("PROTEST/demo", "In [Ontario, about 40 residents] marched.", [("protesters", 40, 40)]),
    ("COERCE/arrest", "Police [detained the brother].", [("arrested", 1, 1)]),
    ("MOBILIZE/weapons", "They moved [40 howitzers up] the road.", [("equipment", 40, 40)]),
    ("COERCE/arrest", "The police hold at [least 20] men.", [("arrested", 20, None)]),
]


@pytest.mark.parametrize(("kind", "marked", "expected"), TOO_WIDE)
def test_span_a_word_too_wide_or_too_short(kind: str, marked: str, expected: list[tuple[str, float, float]]) -> None:
    assert read(resolve_quantities(frame(kind, marked))) == expected


UNTOLD = [
    ("ASSAULT/firearms", "Guards fired at [five men]."),
    ("CONSULT", "He met [five ministers]."),
    ("RETREAT/release", "[Ten Indians] were freed."),
    ("SANCTION/expel", "Berlin sent home [three diplomats]."),
    ("ASSAULT", "The shelling killed [several people]."),
    ("COERCE/arrest", "Police arrested [people]."),
    ("PROTEST/demo", "They marched on [July 12]."),
]


@pytest.mark.parametrize(("kind", "marked"), UNTOLD)
def test_what_the_text_does_not_tell_is_left_out(kind: str, marked: str) -> None:
    assert resolve_quantities(frame(kind, marked)) == ()


@pytest.mark.parametrize(
    ("kind", "marked", "what"),
    [
        ("ASSAULT/destroy", "It shot down [six Armenian UAVs].", "UAVs"),
        ("AGREE", "Ankara would deliver [the first six unmanned aerial vehicles].", "UAVs"),
        ("AID", "They handed over [44,000 tonnes] of urea.", "tonnes of urea"),
        ("AID", "India pledged [two field hospitals].", "field hospitals"),
        ("AGREE", "The EU pledged [30 million euros].", "EUR"),
        ("REQUEST", "Harare seeks a [1.2-billion-dollar] loan.", "USD"),
        ("AGREE", "The contract was worth [4.7 billion rupees].", None),
    ],
)
def test_what_is_counted(kind: str, marked: str, what: str | None) -> None:
    assert [q.what for q in resolve_quantities(frame(kind, marked))] == [what]


def test_a_bare_number_counts_the_things_told_before() -> None:
    burnt = frame("ASSAULT/destroy", "Six tanks attacked; [three] were burnt.", trigger="burnt")
    (found,) = resolve_quantities(burnt)
    assert (found.kind, found.min, found.what) == ("equipment", 3, "tanks")


@pytest.mark.parametrize(
    ("found", "of"),
    [
        (frame("ASSAULT", "Rebels killed [two men].", actor="Rebels", recipient="two men"), "recipients"),
        (frame("ASSAULT", "Clans clashed with settlers, [two] died.", actor="Clans|settlers"), "actors"),
        (frame("PROTEST/demo", "[Forty women] marched.", actor="Forty women"), "actors"),
        (frame("MOBILIZE/weapons", "Turkey moved [25 tanks].", actor="Turkey"), "actors"),
        (frame("ASSAULT/destroy", "France hit [two jets].", actor="France", recipient="two jets"), "recipients"),
        (frame("ASSAULT", "They fired [nine rockets] at Itav.", actor="They", recipient="Itav"), "other"),
        (frame("REQUEST/assist", "They want [$9 million].", actor="They"), "other"),
    ],
)
def test_whose_number_it_is(found: Frame, of: str) -> None:
    assert [q.of for q in resolve_quantities(found)] == [of]


def test_quotes_the_span_as_the_model_marked_it() -> None:
    (found,) = resolve_quantities(frame("ASSAULT", "The bomb killed [at least 20 people]."))
    assert (found.text, found.span) == ("at least 20 people", (16, 34))


def test_a_span_outside_the_sentence_is_read_alone() -> None:
    near = frame("ASSAULT", "The bombs killed no goats.", trigger="bombs")
    far = RoleSpan(role="quantity", span=Span(text="five dead", start=90, end=99), score=1.0)
    (found,) = resolve_quantities(Frame(event="ASSAULT", trigger=near.trigger, sentence=near.sentence, roles=(far,)))
    assert (found.kind, found.min, found.max) == ("killed", 5, 5)


@given(
    text=st.lists(
        st.sampled_from(
            "12 at least five men and killed wounded , tanks $ 3 million of them who a no the ; Kyiv".split()
        ),
        min_size=1,
        max_size=15,
    ).map(" ".join)
    | st.text(min_size=1),
    edges=st.tuples(st.integers(0, 80), st.integers(1, 80)),
    kind=st.sampled_from(["ASSAULT", "ASSAULT/destroy", "COERCE/arrest", "PROTEST/riot", "AID", "RETREAT/release"]),
)
def test_any_span_of_any_text_is_resolved_or_left_out(text: str, edges: tuple[int, int], kind: str) -> None:
    start = min(edges[0], len(text) - 1)
    end = min(start + edges[1], len(text))
    span = Span(text=text[start:end], start=start, end=end)
    whole = Span(text=text, start=0, end=len(text))
    event, _, mode = kind.partition("/")
    roles = (RoleSpan(role="quantity", span=span, score=1.0),)
    for q in resolve_quantities(
        Frame(event=event, mode=(mode,) if mode else (), trigger=whole, sentence=whole, roles=roles)
    ):
        assert q.kind in KINDS
        assert q.span == (start, end)
        assert q.min is None or q.max is None or q.min <= q.max


def test_those_shot_are_hurt_where_the_report_tells_of_no_dead() -> None:
    shot = frame("ASSAULT/firearms", "[Seven people] were shot at a club.", trigger="were shot")
    assert read(resolve_quantities(shot, deadly=False)) == [("injured", 7, 7)]
    assert resolve_quantities(shot, deadly=True) == ()
    assert tells_of_dead("One of them later died.")
    assert not tells_of_dead("He was charged with attempted murder.")


@pytest.mark.parametrize(
    ("kind", "marked", "trigger", "actor", "recipient", "expected"),
    [
        ("ASSAULT", "[Two soldiers] died in a clash with rebels.", "died", "Two soldiers|rebels", "", "killed"),
        (
            "ASSAULT/crowd-control",
            "Tear gas was fired at [300 migrants].",
            "was fired",
            "",
            "300 migrants",
            "protesters",
        ),
        ("AID", "Estonia sent [a dozen policemen].", "sent", "Estonia", "", "troops"),
        ("COOPERATE", "Spain handed over [two aides].", "handed over", "Spain", "", "arrested"),
        ("ASSAULT", "Guards were blamed; [he] lost two teeth.", "lost two teeth", "", "he", "injured"),
        ("COERCE/seize", "Police seized [92 computers].", "seized", "Police", "", "equipment"),
        ("AID", "A cheque for [Rs500,000] was given.", "given", "", "", "money"),
        ("ASSAULT", "A man was fatally shot; [one man] was buried.", "fatally shot", "", "", "killed"),
    ],
)
def test_kinds_by_trigger_mode_and_things(
    kind: str, marked: str, trigger: str, actor: str, recipient: str, expected: str
) -> None:
    found = resolve_quantities(frame(kind, marked, trigger=trigger, actor=actor, recipient=recipient))
    assert [q.kind for q in found] == [expected]


def test_an_age_is_not_added() -> None:
    found = resolve_quantities(frame("COERCE/arrest", "Police hold [two suspects, aged 19 and 23]."))
    assert read(found) == [("arrested", 2, 2)]


def test_those_who_were_hurt_are_not_those_arrested() -> None:
    marked = "[Four officers] were injured and [23 men] were arrested."
    found = resolve_quantities(frame("COERCE/arrest", marked, trigger="were arrested"))
    assert [(q.kind, q.min) for q in found] == [("arrested", 23)]
    hurt = resolve_quantities(frame("ASSAULT", marked, trigger="were injured"))
    assert ("injured", 4) in [(q.kind, q.min) for q in hurt]


@pytest.mark.parametrize(
    ("trigger", "recipient", "killed"),
    [
        ("killed", "a teen", [1]),
        ("killed", "a teen|two men", [1, 2]),
        ("killed", "villagers", []),
    ],
)
def test_victims_of_a_killing_are_counted_where_no_number_is_marked(
    trigger: str, recipient: str, killed: list[int]
) -> None:
    told = frame("ASSAULT", f"Gunmen {trigger} a teen, two men and villagers.", trigger=trigger, recipient=recipient)
    assert [(q.kind, q.min, q.of) for q in resolve_quantities(told)] == [("killed", n, "recipients") for n in killed]


def test_victims_who_were_hurt_or_shot_are_counted_too() -> None:
    wounded = frame("ASSAULT", "Gunmen wounded a teen.", trigger="wounded", recipient="a teen")
    assert read(resolve_quantities(wounded)) == [("injured", 1, 1)]
    shot = frame("ASSAULT", "A man shot a 7-year-old.", trigger="shot", recipient="a 7-year-old")
    assert read(resolve_quantities(shot, deadly=False)) == [("injured", 1, 1)]
    assert resolve_quantities(shot, deadly=True) == ()


def test_victim_named_by_age_alone() -> None:
    told = frame("ASSAULT", "15-year-old friend dies in shooting.", trigger="dies", recipient="15-year-old friend")
    assert read(resolve_quantities(told)) == [("killed", 1, 1)]
    for words in ("7-year-old twins", "7-year-old children", "15-year-old boys from Ohio"):
        several = frame("ASSAULT", f"{words} die in shooting.", trigger="die", recipient=words)
        assert resolve_quantities(several) == ()


@pytest.mark.parametrize(
    ("marked", "trigger", "expected"),
    [
        ("[Six people] were shot, one fatally, in Tulsa.", "were shot", [("killed", 1, 1), ("injured", 5, 5)]),
        ("[5 shot], 1 killed on Ash Street", "shot", [("killed", 1, 1), ("injured", 4, 4)]),
        ("[4] shot, [1] dead in Reno", "shot", [("killed", 1, 1), ("injured", 3, 3)]),
        ("[Four men] were shot and two of them died.", "were shot", [("killed", 2, 2), ("injured", 2, 2)]),
        (
            "[Six people] were shot, killing at least two of them.",
            "were shot",
            [("killed", 2, None), ("injured", None, 4)],
        ),
        ("[At least 4 people] were shot, one fatally.", "were shot", [("killed", 1, 1), ("injured", 3, None)]),
        ("[Six people] were shot, none fatally.", "were shot", [("injured", 6, 6)]),
        ("A man died after he and [four others] were shot.", "were shot", [("injured", 4, 4)]),
        # whose death a word of its own tells, is dead
        ("[Six people] were shot dead, one of them a guard.", "were shot dead", [("killed", 6, 6)]),
        ("Two men are dead and [three others] were injured when shot.", "shot", [("injured", 3, 3)]),
    ],
)
def test_the_dead_among_those_shot(marked: str, trigger: str, expected: list[tuple[str, int, int]]) -> None:
    assert read(resolve_quantities(frame("ASSAULT/firearms", marked, trigger=trigger))) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "[Six people] were shot after two officers were killed last week.",
        "[Four people] were shot; a suspect is dead.",
        "Gunmen shot [12 people] before killing two guards.",
        "[Six people] were shot and four were killed in another attack.",
        "[Four people] were shot before a police officer killed the gunman.",
        "[Four people] were shot by a man wanted for killing a woman.",
    ],
)
def test_other_dead_of_the_sentence_are_not_among_those_shot(marked: str) -> None:
    trigger = "were shot" if "were shot" in marked else "shot"
    found = resolve_quantities(frame("ASSAULT/firearms", marked, trigger=trigger))
    assert "injured" not in {q.kind for q in found}


def test_numbers_of_several_groups_that_were_shot_stay() -> None:
    twice = frame("ASSAULT", "[Two women] were shot in Reno and [two women] were shot in Ely.", trigger="were shot")
    assert read(resolve_quantities(twice, deadly=False)) == [("injured", 2, 2), ("injured", 2, 2)]
    teens = frame("ASSAULT", "[Two teens] and [three adults] were shot, one fatally.", trigger="were shot")
    assert ("injured", 1, 1) not in read(resolve_quantities(teens))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("One died and [three others], including [one police officer], were injured.", [("injured", 3, 3)]),
        ("[Ten people], including [two women] and [three children], were killed.", [("killed", 10, 10)]),
        ("[Several people], including [two children], were killed.", [("killed", 2, 2)]),
        ("[Ten men], including [two officers], and [five boys] were killed.", [("killed", 10, 10), ("killed", 5, 5)]),
        (
            "[30 wounded], including [2 dead], were counted after being injured.",
            [("injured", 30, 30), ("killed", 2, 2)],
        ),
    ],
)
def test_a_part_is_not_counted_beside_its_whole(marked: str, expected: list[tuple[str, int, int]]) -> None:
    trigger = "were injured" if "were injured" in marked else "injured" if "injured" in marked else "were killed"
    assert read(resolve_quantities(frame("ASSAULT", marked, trigger=trigger))) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "recipient"),
    [
        ("A missile hit a school in Kharkiv.", "hit", "a school"),
        ("A drone hit Kyiv on Monday.", "hit", "Kyiv"),
        ("Rebels broke into a shop.", "broke into", "a shop"),
        ("Police beat a crowd.", "beat", "a crowd"),
        ("The army shot down a plane.", "shot down", "a plane"),
        ("Israel carried out a deadly attack on a hospital.", "deadly attack", "a hospital"),
        ("A bomb wounded the city.", "wounded", "the city"),
        *(
            (f"They killed {several} there.", "killed", several)
            for several in ("the gunmen", "Boko Haram", "the Syrians", "a family", "a group of farmers", "the convoy")
        ),
    ],
)
def test_things_and_towns_are_no_victims(text: str, trigger: str, recipient: str) -> None:
    assert resolve_quantities(frame("ASSAULT", text, trigger=trigger, recipient=recipient), deadly=False) == ()


def test_deadly_tells_nothing_of_a_number_beside_it() -> None:
    marked = "Police fired tear gas at [200 people] after deadly clashes."
    gas = frame("ASSAULT/crowd-control", marked, trigger="fired tear gas", recipient="200 people")
    assert [q.kind for q in resolve_quantities(gas)] == ["protesters"]
    shooting = frame(
        "ASSAULT", "The deadly shooting of a teen shook Reno.", trigger="deadly shooting", recipient="a teen"
    )
    assert read(resolve_quantities(shooting)) == [("killed", 1, 1)]


def test_who_is_fatally_wounded_is_dead() -> None:
    marked = "Shells fatally wounded [two soldiers] and hurt five."
    assert read(resolve_quantities(frame("ASSAULT", marked, trigger="fatally wounded"))) == [("killed", 2, 2)]
    mortally = frame("ASSAULT", "[Three men] were mortally injured.", trigger="were mortally injured")
    assert read(resolve_quantities(mortally)) == [("killed", 3, 3)]
