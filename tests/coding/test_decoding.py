import numpy as np
import pytest

from dragoman.coding.decoding import Thresholds, decode
from dragoman.coding.encoder import Probabilities
from dragoman.coding.labels import Labels
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


def _found(types: dict[tuple[int, str], float], roles: dict[tuple[str, int, int], float]) -> Probabilities:
    n = len(WORDS) + 2
    found = Probabilities(
        types=np.zeros((n, len(LABELS.types)), np.float32),
        modes=np.zeros((n, len(LABELS.modes)), np.float32),
        contexts=np.zeros((n, len(LABELS.contexts)), np.float32),
        statuses=np.tile(np.array([0.6, 0.1, 0.1, 0.1, 0.1], np.float32), (n, 1)),
        roles=np.full((len(LABELS.roles), n, n), -9, np.float32),
    )
    for (word, name), p in types.items():
        found.types[word + 1, LABELS.types.index(name)] = p
    for (role, trigger, word), logit in roles.items():
        found.roles[LABELS.roles.index(role), trigger + 1, word + 1] = logit
    return found


def _decode(found: Probabilities, window: Window | None = None, **thresholds: object) -> list[Frame]:
    return list(decode(TEXT, SENTENCES, window or _window(), found, LABELS, Thresholds(**thresholds)))  # type: ignore[arg-type]


def test_a_trigger_and_its_roles_become_a_frame():
    roles = {("actor", 1, 0): 5.0, ("place", 1, 3): 5.0, ("place", 1, 4): 5.0, ("quantity", 1, 8): 5.0}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}, roles))
    assert (frame.event, frame.trigger.text, frame.sentence.text) == ("ASSAULT", "shelled", TEXT[:41])
    assert [s.text for s in frame.spans("actor")] == ["Rebels"]
    assert [s.text for s in frame.spans("place")] == ["Aden port"]
    assert frame.score == pytest.approx(0.9, abs=1e-4)


def test_neighbours_above_the_lower_threshold_join_a_trigger():
    (frame,) = _decode(_found({(7, "ASSAULT"): 0.9, (8, "ASSAULT"): 0.35}, {}))
    assert frame.trigger.text == "killing nine"


def test_a_type_may_have_its_own_threshold():
    found = _found({(1, "ASSAULT"): 0.45, (11, "RETREAT"): 0.45}, {})
    assert [f.event for f in _decode(found, types={"RETREAT": 0.4})] == ["RETREAT"]


def test_one_trigger_may_have_two_types():
    found = _found({(1, "ASSAULT"): 0.9, (1, "COERCE"): 0.8}, {})
    assert sorted(f.event for f in _decode(found)) == ["ASSAULT", "COERCE"]


def test_sentences_that_are_only_context_are_not_decoded():
    found = _found({(1, "ASSAULT"): 0.9, (11, "RETREAT"): 0.9}, {})
    assert [f.event for f in _decode(found, _window(first=1))] == ["RETREAT"]


def test_a_role_never_covers_its_own_trigger_and_loses_quotes_and_commas():
    roles = {("place", 1, w): 5.0 for w in (1, 2, 3, 4, 5, 6)}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}, roles))
    assert [s.text for s in frame.spans("place")] == ["Aden port"]


def test_a_span_ends_with_its_sentence():
    roles = {("recipient", 1, w): 5.0 for w in (8, 9, 10)}
    (frame,) = _decode(_found({(1, "ASSAULT"): 0.9}, roles))
    assert [s.text for s in frame.spans("recipient")] == ["nine", "Troops"]


def test_only_modes_of_the_own_type_are_taken():
    found = _found({(1, "ASSAULT"): 0.9}, {})
    found.modes[2, LABELS.modes.index("ASSAULT/heavy-weapons")] = 0.9
    found.modes[2, LABELS.modes.index("COERCE/seize")] = 0.9
    assert _decode(found)[0].mode == ("heavy-weapons",)
