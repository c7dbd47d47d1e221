from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dragoman.training.augment import Augmenter, Edit, apply_edits
from dragoman.training.corpus import AnnotatedReport, load_report
from tests.training.reports import write


def _quotes(annotated: AnnotatedReport) -> list[tuple[str, str]]:
    """Each annotated quote beside what stands at its offsets."""
    text = annotated.report.text
    pairs = []
    for e in annotated.events:
        for part in (e.trigger, *e.actors, *e.recipients, *e.said_by):
            pairs.append((part.text, text[part.start : part.end]))
        for other in (e.date, e.place, *e.quantities):
            if other is not None and other.span is not None:
                pairs.append((other.text or "", text[slice(*other.span)]))
    return pairs


def test_edits_move_every_span_along(tmp_path: Path):
    annotated = load_report(write(tmp_path))
    text = annotated.report.text
    at = text.index("Kobalava")
    edited = apply_edits(annotated, [Edit(0, 7, "Tiflis, Georgia"), Edit(at, at + 8, "Ro")])
    assert edited.report.text.startswith("Tiflis, Georgia, March")
    assert edited.events[1].actors[0].text == "spokeswoman Nana Ro"
    assert all(a == b for a, b in _quotes(edited))


@given(seed=st.integers(0, 10_000))
def test_every_variant_keeps_its_quotes(tmp_path_factory, seed: int):
    annotated = load_report(write(tmp_path_factory.mktemp("reports")))
    variant = Augmenter(seed, rate=1.0)(annotated)
    assert all(a == b and a for a, b in _quotes(variant))
    assert len(variant.events) == len(annotated.events)


def test_a_rate_of_zero_changes_nothing(tmp_path: Path):
    annotated = load_report(write(tmp_path))
    assert Augmenter(1, rate=0.0)(annotated) is annotated


def test_the_same_seed_makes_the_same_variants(tmp_path: Path):
    annotated = load_report(write(tmp_path))
    first, second = Augmenter(5, rate=1.0), Augmenter(5, rate=1.0)
    assert [first(annotated).report.text for _ in range(5)] == [second(annotated).report.text for _ in range(5)]


@given(seed=st.integers(0, 10_000))
def test_joined_sentences_keep_their_quotes(tmp_path_factory, seed: int):
    annotated = load_report(write(tmp_path_factory.mktemp("reports")))
    variant = Augmenter(seed, rate=0.0, join=1.0)(annotated)
    assert all(a == b and a for a, b in _quotes(variant))


def test_sentences_are_joined(tmp_path: Path):
    annotated = load_report(write(tmp_path))
    texts = {Augmenter(seed, rate=0.0, join=1.0)(annotated).report.text for seed in range(20)}
    assert any("interior ministry said, and its spokeswoman" in text for text in texts)
    assert annotated.report.text in texts
