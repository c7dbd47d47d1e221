import re
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from dragoman.coding.decoding import Thresholds, decode
from dragoman.coding.encoder import Probabilities
from dragoman.coding.labels import Labels
from dragoman.coding.questions import Question
from dragoman.coding.windows import Token, Window
from dragoman.frame import Frame

TEXT = 'Rebels shelled "Aden port", killing nine. Troops withdrew.'
SENTENCES = [(0, 41), (42, 58)]
WORDS = [
    (0, 6),
    (7, 14),
    (15, 16),
    (16, 20),
    (21, 25),
    (25, 26),
    (26, 27),
    (28, 35),
    (36, 40),
    (40, 41),
    (42, 48),
    (49, 57),
]
LABELS = Labels.of()


def _window(first: int = 0) -> Window:
    tokens = [Token(101, 0, 0, 4, -1, 0)]
    for number, (start, end) in enumerate(WORDS):
        tokens.append(Token(1000 + number, start, end, 0, number, 0 if start < 42 else 1))
    return Window((*tokens, Token(102, 58, 58, 4, -1, 1)), first)


def _found(types: dict[tuple[int, str], float]) -> Probabilities:
    n = len(WORDS) + 2
    found = Probabilities(
        types=np.zeros((n, len(LABELS.types)), np.float32),
        modes=np.zeros((n, len(LABELS.modes)), np.float32),
        contexts=np.zeros((n, len(LABELS.contexts)), np.float32),
        statuses=np.tile(np.array([0.6, 0.1, 0.1, 0.1, 0.1], np.float32), (n, 1)),
        datings=np.tile(np.array([0.1, 0.6, 0.1, 0.1, 0.1], np.float32), (n, 1)),
        hidden=np.zeros((n, 8), np.float32),
    )
    for (word, name), p in types.items():
        found.types[word + 1, LABELS.types.index(name)] = p
    return found


def _decode(
    found: Probabilities,
    said: dict[tuple[str, int], float] | None = None,
    begins: dict[tuple[str, int], float] | None = None,
    window: Window | None = None,
    **thresholds: object,
) -> list[Frame]:
    """Decode where the reader answers `said` ({(role, word): probability}) to every question."""

    def ask(questions: Sequence[Question]) -> NDArray[np.float32]:
        answers = np.zeros((len(questions), len(WORDS) + 2, 12), np.float32)
        for shift, told in ((0, said), (6, begins)):
            for (role, word), p in (told or {}).items():
                answers[:, word + 1, LABELS.roles.index(role) + shift] = p
        return answers

    return decode(TEXT, SENTENCES, window or _window(), found, LABELS, Thresholds(**thresholds), ask)  # type: ignore[arg-type]


def test_a_trigger_and_its_roles_become_a_frame():
    roles = {("actor", 0): 0.9, ("place", 3): 0.9, ("place", 4): 0.9, ("quantity", 8): 0.9}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}), roles)
    assert (frame.event, frame.trigger.text, frame.sentence.text) == ("ASSAULT", "shelled", TEXT[:41])
    assert [s.text for s in frame.spans("actor")] == ["Rebels"]
    assert [s.text for s in frame.spans("place")] == ["Aden port"]
    assert frame.score == pytest.approx(0.9, abs=1e-4)


def test_neighbours_above_the_lower_threshold_join_a_trigger():
    (frame,) = _decode(_found({(7, "ASSAULT"): 0.9, (8, "ASSAULT"): 0.35}))
    assert frame.trigger.text == "killing nine"


def test_a_type_may_have_its_own_threshold():
    found = _found({(1, "ASSAULT"): 0.45, (11, "RETREAT"): 0.45})
    assert [f.event for f in _decode(found, types={"RETREAT": 0.4})] == ["RETREAT"]


def test_one_trigger_may_have_two_types():
    found = _found({(1, "ASSAULT"): 0.9, (1, "COERCE"): 0.8})
    assert sorted(f.event for f in _decode(found)) == ["ASSAULT", "COERCE"]


def test_two_triggers_of_a_type_in_one_phrase_are_one_act():
    likely, doubtful = (7, "ASSAULT"), (4, "ASSAULT")  # "port", "killing": a comma stands between
    assert len(_decode(_found({likely: 0.97, doubtful: 0.8}))) == 2
    beside = (1, "ASSAULT"), (3, "ASSAULT")  # "shelled", "Aden": a quotation mark stands between
    (frame,) = _decode(_found({beside[0]: 0.9, beside[1]: 0.8}))
    assert frame.trigger.text == "shelled"
    assert len(_decode(_found({beside[0]: 0.97, beside[1]: 0.96}))) == 2
    assert len(_decode(_found({beside[0]: 0.9, (3, "COERCE"): 0.8}))) == 2


def test_sentences_that_are_only_context_are_not_decoded():
    found = _found({(1, "ASSAULT"): 0.9, (11, "RETREAT"): 0.9})
    assert [f.event for f in _decode(found, window=_window(first=1))] == ["RETREAT"]


def test_a_role_never_covers_its_own_trigger_and_loses_quotes_and_commas():
    roles = {("place", w): 0.9 for w in (1, 2, 3, 4, 5, 6)}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}), roles)
    assert [s.text for s in frame.spans("place")] == ["Aden port"]


def test_a_span_ends_with_its_sentence():
    roles = {("recipient", w): 0.9 for w in (8, 9, 10)}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}), roles)
    assert [s.text for s in frame.spans("recipient")] == ["nine", "Troops"]


@pytest.mark.parametrize(
    ("aerial", "explosives", "modes"),
    [(0.45, 0.3, ("aerial",)), (0.35, 0.3, ()), (0.6, 0.55, ("aerial",)), (0.6, 0.75, ("explosives",)),
     (0.9, 0.75, ("explosives", "aerial"))],
)  # fmt: skip
def test_an_event_has_its_likeliest_mode_and_others_that_are_sure(
    aerial: float, explosives: float, modes: tuple[str, ...]
):
    found = _found({(1, "ASSAULT"): 0.9})
    found.modes[2, LABELS.modes.index("ASSAULT/aerial")] = aerial
    found.modes[2, LABELS.modes.index("ASSAULT/explosives")] = explosives
    assert set(_decode(found)[0].mode) == set(modes)


def test_only_modes_of_the_own_type_are_taken():
    found = _found({(1, "ASSAULT"): 0.9})
    found.modes[2, LABELS.modes.index("ASSAULT/heavy-weapons")] = 0.9
    found.modes[2, LABELS.modes.index("COERCE/seize")] = 0.9
    assert _decode(found)[0].mode == ("heavy-weapons",)


def test_two_participants_side_by_side_are_cut_where_the_second_begins():
    roles = {("actor", w): 0.9 for w in (3, 4, 5, 6, 7, 8)}
    (frame,) = _decode(_found({(11, "ASSAULT"): 0.9}), roles, {("actor", w): 0.9 for w in (3, 4, 7)})
    # "port" follows no joining word, so that nothing begins there
    assert [s.text for s in frame.spans("actor")] == ["Aden port", "killing nine"]


def test_of_dates_and_places_the_best_span_is_taken():
    roles = {("place", 0): 0.7, ("place", 3): 0.8, ("place", 8): 0.6}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}), roles)
    assert [s.text for s in frame.spans("place")] == ["Aden"]


def test_a_role_may_have_its_own_threshold():
    roles = {("actor", 0): 0.4, ("place", 3): 0.4}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}), roles, roles={"actor": 0.35})
    assert [s.text for s in frame.spans("actor")] == ["Rebels"]
    assert not frame.spans("place")


def _likely(text: str, words: Sequence[str]) -> list[Frame]:
    """The frames of a sentence of which some words are likely triggers of an ASSAULT."""
    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    tokens = [Token(101, 0, 0, 4, -1, 0), *(Token(9, a, b, 0, i, 0) for i, (a, b) in enumerate(spans))]
    window = Window((*tokens, Token(102, len(text), len(text), 4, -1, 0)), 0)
    n = len(window)
    found = Probabilities(
        types=np.zeros((n, len(LABELS.types)), np.float32),
        modes=np.zeros((n, len(LABELS.modes)), np.float32),
        contexts=np.zeros((n, len(LABELS.contexts)), np.float32),
        statuses=np.full((n, 5), 0.2, np.float32),
        datings=np.tile(np.array([0.1, 0.1, 0.1, 0.1, 0.6], np.float32), (n, 1)),
        hidden=np.zeros((n, 8), np.float32),
    )
    found.types[[i + 1 for i, (a, b) in enumerate(spans) if text[a:b] in words], LABELS.types.index("ASSAULT")] = 0.9

    def ask(questions: Sequence[Question]) -> NDArray[np.float32]:
        return np.zeros((len(questions), n, 12), np.float32)

    return decode(text, [(0, len(text))], window, found, LABELS, Thresholds(), ask)


def test_auxiliaries_and_particles_alone_are_no_trigger():
    # "have" of "have also been shelling": the run without the verb is dropped, not a second event.
    (frame,) = _likely("They have also been shelling it.", ["have", "been", "shelling"])
    assert (frame.trigger.text, frame.dating) == ("been shelling", "unknown")
    assert _likely("The road to it led over a hill.", ["over"]) == []
    (frame,) = _likely("They broke into it.", ["broke", "into"])
    assert frame.trigger.text == "broke into"


@pytest.mark.parametrize(("behind", "whole"), [(0.2, "her Estonian colleague"), (0.05, "her")])
def test_a_possessive_takes_the_words_that_faintly_belong_to_it(behind: float, whole: str):
    text = "Ana met her Estonian colleague today"
    spans = [(m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    tokens = [Token(5, a, b, 0, i, 0) for i, (a, b) in enumerate(spans)]
    found = Probabilities(
        types=np.zeros((6, len(LABELS.types)), np.float32),
        modes=np.zeros((6, len(LABELS.modes)), np.float32),
        contexts=np.zeros((6, len(LABELS.contexts)), np.float32),
        statuses=np.full((6, 5), 0.2, np.float32),
        datings=np.full((6, 5), 0.2, np.float32),
        hidden=np.zeros((6, 8), np.float32),
    )
    found.types[1, LABELS.types.index("CONSULT")] = 0.9

    def ask(questions: Sequence[Question]) -> NDArray[np.float32]:
        answers = np.zeros((len(questions), 6, 12), np.float32)
        answers[:, :, LABELS.roles.index("actor")] = [0.9, 0, 0.6, behind, behind, 0.01]
        return answers

    (frame,) = decode(text, [(0, len(text))], Window(tuple(tokens), 0), found, LABELS, Thresholds(), ask)
    assert [s.text for s in frame.spans("actor")] == ["Ana", whole]


def _coded(text: str, trigger: str, actor: str = "") -> Frame:
    """The frame of a text of one sentence whose words in `trigger` and `actor` are found."""
    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    tokens = [Token(1000 + n, a, b, 0, n, 0) for n, (a, b) in enumerate(spans)]
    window = Window((Token(101, 0, 0, 4, -1, 0), *tokens, Token(102, len(text), len(text), 4, -1, 0)), 0)

    def among(quote: str) -> list[int]:
        at = text.index(quote)
        return [n + 1 for n, (a, _) in enumerate(spans) if quote and at <= a < at + len(quote)]

    n = len(spans) + 2
    found = Probabilities(
        types=np.zeros((n, len(LABELS.types)), np.float32),
        modes=np.zeros((n, len(LABELS.modes)), np.float32),
        contexts=np.zeros((n, len(LABELS.contexts)), np.float32),
        statuses=np.ones((n, 5), np.float32) / 5,
        datings=np.ones((n, 5), np.float32) / 5,
        hidden=np.zeros((n, 8), np.float32),
    )
    found.types[among(trigger), LABELS.types.index("ASSAULT")] = 0.9

    def ask(questions: Sequence[Question]) -> NDArray[np.float32]:
        answers = np.zeros((len(questions), n, 12), np.float32)
        answers[:, among(actor), LABELS.roles.index("actor")] = 0.9
        return answers

    (frame,) = decode(text, [(0, len(text))], window, found, LABELS, Thresholds(), ask)
    return frame


@pytest.mark.parametrize(
    ("trigger", "act"),
    [
        ("the American attack", "attack"),
        ("'s raid", "raid"),
        ("the long raid", "the long raid"),
        ("Heavy fire", "Heavy fire"),
    ],
)
def test_a_trigger_begins_behind_the_name_of_who_acts(trigger: str, act: str):
    before = "" if trigger == "Heavy fire" else "He spoke of it and "
    assert _coded(f"{before}{trigger} shook Baghdad.", trigger).trigger.text == act


@pytest.mark.parametrize(
    ("text", "found", "act"),
    [
        ("A four-hour truce held.", "-hour truce", "truce"),
        ("The tit-for-tat closures went on.", "-for-tat closures", "closures"),
        ("They came back empty-handed.", "-handed", "empty-handed"),
        ("The U.S. strikes went on.", ". strikes", "strikes"),
        ("It was tit-for-tat.", "-tat", "tit-for-tat"),
    ],
)
def test_a_trigger_begins_neither_with_a_mark_nor_amid_a_compound(text: str, found: str, act: str):
    assert _coded(text, found).trigger.text == act


def test_a_mark_alone_is_no_trigger():
    assert _likely("The army attacked it.", ["."]) == []


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("led forces", "US-led forces"), ("-led forces", "US-led forces"), ("al", "al-Hadi"), ("by Mali", "Mali"),
        ("Sudan", "Sudan"), ("U.S", "U.S."), ("16 jet", "F-16 jet"), ("old man", "27-year-old man"),
        ("president", "ex-president"), ("Turkish", "Turkish"),
    ],
)  # fmt: skip
def test_a_span_takes_in_the_compound_that_it_cuts(part: str, whole: str):
    text = "The attack by US-led forces on al-Hadi was seen by Mali, an F-16 jet, a 27-year-old man, an ex-president."
    frame = _coded(f"{text[:-1]} and the Greek-Turkish team of the U.S. or Sudan.", "attack", part)
    assert [s.text for s in frame.spans("actor")] == [whole]


def test_a_party_of_another_sentence_must_be_likelier():
    roles = {("actor", 10): 0.55, ("recipient", 10): 0.65, ("date", 10): 0.55}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}), roles)
    assert [r.role for r in frame.roles] == ["recipient", "date"]
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}), roles, carried=0.5)
    assert [r.role for r in frame.roles] == ["actor", "recipient", "date"]
