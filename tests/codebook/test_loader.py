import shutil
from importlib import resources
from pathlib import Path

import pytest

from dragoman.codebook import load_codebook
from dragoman.codebook.loader import QUADS
from dragoman.errors import CodebookError

#: Scores as PLOVER publishes them: type, mode or none, score.
PUBLISHED = [
    ("AGREE", None, 2.5), ("CONSULT", None, 2.5), ("CONSULT", "visit", 4), ("CONSULT", "third-party", 1),
    ("SUPPORT", None, 5), ("CONCEDE", None, 4.5), ("COOPERATE", None, 9.5), ("AID", None, 10), ("RETREAT", None, 6.5),
    ("RETREAT", "disarm", 10), ("REQUEST", None, 0), ("REQUEST", "change", -1), ("ACCUSE", None, -3),
    ("ACCUSE", "allege", -3.5), ("REJECT", None, -2), ("THREATEN", "territory", -4), ("PROTEST", "riot", -7),
    ("PROTEST", "vandalize", -5), ("SANCTION", "expel", -5.5), ("MOBILIZE", "police", -5.5), ("COERCE", None, -7),
    ("COERCE", "martial-law", -7.5), ("ASSAULT", None, -9), ("ASSAULT", "unconventional", -10),
    ("ASSAULT", "heavy-weapons", -9.5),
]  # fmt: skip
CAMEO = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08",
    "ACCUSE": "11", "REQUEST": "10", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15",
    "SANCTION": "16", "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip


def test_plover_has_its_types_modes_contexts_and_quads():
    book = load_codebook()
    assert (len(book.types), len(book.modes()), len(book.contexts)) == (16, 67, 37)
    assert {t.quad for t in book.types.values()} == set(QUADS)
    assert {n for n, t in book.types.items() if t.needs_recipient} == {"COOPERATE", "AID", "SANCTION"}


@pytest.mark.parametrize(("event", "mode", "score"), PUBLISHED)
def test_scores_are_those_published(event: str, mode: str | None, score: float):
    assert load_codebook().score(event, [mode] if mode else []) == score


def test_the_mode_farthest_from_zero_decides_the_score():
    assert load_codebook().score("ASSAULT", ["beat", "aerial", "abduct"]) == -9.5


@pytest.mark.parametrize(("event", "root"), CAMEO.items())
def test_cameo_roots_follow_the_crosswalk(event: str, root: str):
    assert load_codebook().cameo(event) == root


def test_fighting_and_mass_violence_have_cameo_roots_of_their_own():
    book = load_codebook()
    assert book.cameo("ASSAULT", ["heavy-weapons"]) == "19"
    assert book.cameo("ASSAULT", ["unconventional"]) == "20"
    assert book.cameo("ASSAULT", ["abduct"]) == "18"


def test_everything_is_described():
    for kind in load_codebook().types.values():
        assert kind.description.endswith(".")
        assert all(mode.description for mode in kind.modes.values())


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("AID.toml", 'name = "AID"', 'name = "HELP"', "named for its type"),
        ("AID.toml", "score = 10.0", "score = -1.0", "negative score"),
        ("AID.toml", 'cameo = "07"', 'cameo = "7"', "two digits"),
        ("AID.toml", 'quad = "material cooperation"', 'quad = "cooperation"', "quad"),
        ("COERCE.toml", "score = -7.0", "score = 7.0", "positive score"),
        ("AID.toml", "name = ", "name ", "codebook"),
    ],
)
def test_a_broken_codebook_is_refused(tmp_path: Path, file: str, old: str, new: str, says: str):
    folder = tmp_path / "book"
    shutil.copytree(Path(str(resources.files("dragoman.codebook") / "plover")), folder)
    path = folder / file
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CodebookError, match=says):
        load_codebook(folder)
