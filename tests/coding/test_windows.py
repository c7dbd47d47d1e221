from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from dragoman.coding.encoder import Encoder
from dragoman.coding.sentences import sentence_spans
from dragoman.coding.windows import MAX_TOKENS, batch_arrays, case_of, report_windows
from dragoman.reading.clean import clean


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Encoder().tokenizer


def test_a_long_report_is_decoded_sentence_by_sentence_exactly_once(tokenizer: Tokenizer):
    text = " ".join(f"Sentence number {i} tells of the ministers who met in Riga and parted." for i in range(80))
    spans = sentence_spans(text)
    windows = report_windows(text, spans, tokenizer)
    assert len(windows) > 3
    assert all(len(w) <= MAX_TOKENS for w in windows)
    firsts = [w.first for w in windows]
    assert firsts == sorted(set(firsts)) and firsts[0] == 0
    for window, following in pairwise(windows):
        decoded = {t.sentence for t in window.tokens if t.sentence >= window.first}
        assert decoded == set(range(window.first, following.first))
        assert following.tokens[0].sentence < following.first, "the next window has context"


def test_a_sentence_longer_than_a_window_is_cut(tokenizer: Tokenizer):
    text = "word " * 1000
    windows = report_windows(text, sentence_spans(text), tokenizer)
    assert all(len(w) <= MAX_TOKENS for w in windows)
    assert {t.start for w in windows for t in w.tokens if t.word >= 0} == set(range(0, 5000, 5))


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=400))
def test_tokens_lie_inside_the_text(tokenizer: Tokenizer, text: str):
    cleaned = clean(text)
    for window in report_windows(cleaned, sentence_spans(cleaned), tokenizer):
        assert all(0 <= t.start <= t.end <= len(text) for t in window.tokens)


def test_arrays_are_padded_and_masked(tokenizer: Tokenizer):
    short, long = (report_windows(t, sentence_spans(t), tokenizer)[0] for t in ("One.", "One two three four."))
    arrays = batch_arrays([short, long])
    assert arrays["ids"].shape == (2, len(long))
    assert arrays["mask"].sum(axis=1).tolist() == [len(short), len(long)]
    assert arrays["positions"][1].tolist() == list(range(len(long)))


@pytest.mark.parametrize(
    ("word", "case"), [("riga", 0), ("Riga", 1), ("US", 2), ("McKay", 3), ("12", 4), ("I", 1), ("U.S", 2)]
)
def test_the_case_of_a_word(word: str, case: int):
    assert case_of(word) == case


def _words(text: str, tokenizer: Tokenizer) -> list[str]:
    (window,) = report_windows(text, [(0, len(text))], tokenizer)
    spans: dict[int, tuple[int, int]] = {}
    for t in window.tokens:
        if t.word >= 0:
            spans[t.word] = (spans.get(t.word, (t.start, t.end))[0], t.end)
    return [text[a:b] for a, b in spans.values()]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vu?i? said", ["Vu?i?", "said"]),
        ("Chargé d'Affaires of Serbia's", ["Chargé", "d'Affaires", "of", "Serbia", "'", "s"]),
        ("the U.S. sent 1,200 and 3.5 tons", ["the", "U.S", ".", "sent", "1,200", "and", "3.5", "tons"]),
        ("Who did it? Nobody, 3, 4", ["Who", "did", "it", "?", "Nobody", ",", "3", ",", "4"]),
        ("a Saudi-led raid.He", ["a", "Saudi", "-", "led", "raid", ".", "He"]),
    ],
)
def test_marks_that_hold_a_name_or_figure_together_are_no_words(text: str, words: list[str], tokenizer: Tokenizer):
    assert _words(text, tokenizer) == words
