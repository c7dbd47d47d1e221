"""Windows: what goes through the encoder at once.

A window is a run of whole sentences of at most `MAX_TOKENS` tokens. It begins with up to
`CONTEXT_TOKENS` tokens of the sentences before, as context, and decodes only the sentences that are
new, so that each is decoded once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from dragoman.errors import ModelError

__all__ = ["CONTEXT_TOKENS", "MAX_TOKENS", "Token", "Window", "batch_arrays", "report_windows"]

MAX_TOKENS = 224
CONTEXT_TOKENS = 72
#: Of a window kept free of one long sentence, for special tokens.
_SPARE = 8
_CASES = 5
_CLITICS = {"s", "t", "d", "m", "re", "ve", "ll"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word piece: id in the vocabulary, offsets in the report, word and sentence it belongs to."""

    id: int
    start: int
    end: int
    case: int
    word: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens of a run of sentences. Special tokens have the word -1 and no width.

    `first` is the index (in the report) of the first sentence to be decoded here; the sentences
    before it are context.
    """

    tokens: tuple[Token, ...]
    first: int

    def __len__(self) -> int:
        return len(self.tokens)


def case_of(word: str) -> int:
    """How a word is written: 0 lower, 1 Title, 2 UPPER, 3 miXed, 4 without letters."""
    letters = "".join(c for c in word if c.isalpha())
    if not letters:
        return 4
    if letters.islower():
        return 0
    if letters.isupper():
        return 2 if len(letters) > 1 else 1
    return 1 if letters[0].isupper() and letters[1:].islower() else 3


def _sentence_tokens(text: str, span: tuple[int, int], encoding: Encoding, index: int, word: int) -> list[Token]:
    start = span[0]
    pieces = [
        (piece, start + left, start + right, number or 0)
        for piece, (left, right), number in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True)
    ]
    numbers = _joined(text, [(a, b, n) for _, a, b, n in pieces])
    tokens = [Token(id, a, b, 0, word + numbers[n], index) for id, a, b, n in pieces]  # noqa: A001
    return _word_cases(text, tokens)


def _joined(text: str, pieces: Sequence[tuple[int, int, int]]) -> dict[int, int]:
    """New numbers for the words of a sentence, given as pieces `(start, end, number)`.

    The tokenizer makes every mark a word; names and figures that a mark only holds together
    ("Vu?i?", "d'Affaires", "U.S", "1,200") become one word again, so that no span cuts them.
    """
    spans: dict[int, tuple[int, int]] = {}
    for start, end, number in pieces:
        spans[number] = (spans.get(number, (start, end))[0], end)
    words = list(spans.values())
    glued = [False] * (len(words) + 1)
    for i, (start, end) in enumerate(words):
        if i == 0 or words[i - 1][1] != start:
            continue
        after = text[slice(*words[i + 1])] if i + 1 < len(words) and words[i + 1][0] == end else ""
        if _holds(text[start:end], text[slice(*words[i - 1])], after):
            glued[i] = glued[i + 1] = True
        elif text[start:end] == "?" and glued[i - 1] and text[slice(*words[i - 2])] == "?":
            glued[i] = True
    numbers = accumulate(0 if glued[i] or i == 0 else 1 for i in range(len(words)))
    return dict(zip(spans, numbers, strict=True))


def _holds(mark: str, before: str, after: str) -> bool:
    """Whether a mark holds the words that it touches on both sides together."""
    if not before[-1:].isalnum() or not after[:1].isalnum():
        return False
    if mark == ",":
        return before.isdigit() and after.isdigit()
    if mark == ".":
        return (before.isdigit() and after.isdigit()) or (len(before) == 1 and len(after) == 1)
    if mark in ("'", "’"):
        return after.lower() not in _CLITICS
    return mark == "?" and before.isalpha() and after.isalpha()


def _word_cases(text: str, tokens: list[Token]) -> list[Token]:
    """Give every piece the case of its whole word ("Vucic" is Title, not Title and two lower)."""
    ends: dict[int, tuple[int, int]] = {}
    for t in tokens:
        left, right = ends.get(t.word, (t.start, t.end))
        ends[t.word] = (min(left, t.start), max(right, t.end))
    cases = {w: case_of(text[a:b]) for w, (a, b) in ends.items()}
    return [Token(t.id, t.start, t.end, cases[t.word], t.word, t.sentence) for t in tokens]


def report_windows(
    text: str,
    spans: Sequence[tuple[int, int]],
    tokenizer: Tokenizer,
    most: int = MAX_TOKENS,
    context: int = CONTEXT_TOKENS,
) -> list[Window]:
    """Windows of a cleaned text whose sentences are given, of at most `most` tokens, up to `context` of them before.

    The words of a window are numbered through the report, so that they compare across windows.
    """
    sentences: list[list[Token]] = []
    word = 0
    for index, (span, encoding) in enumerate(
        zip(
            spans,
            tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False),
            strict=True,
        )
    ):
        tokens = _sentence_tokens(text, span, encoding, index, word)
        word = tokens[-1].word + 1 if tokens else word
        sentences.append(tokens)
    cls, sep = (_special(tokenizer, name) for name in ("[CLS]", "[SEP]"))
    return list(_windows([s for part in sentences for s in _pieces(part, most)], cls, sep, most, context))


def _special(tokenizer: Tokenizer, name: str) -> int:
    number = tokenizer.token_to_id(name)
    if number is None:
        raise ModelError(f"the tokenizer has no {name}; it belongs to another model")
    return number


def _pieces(sentence: list[Token], most: int) -> Iterator[list[Token]]:
    """A sentence too long for a window in parts; the others as they are."""
    longest = most - _SPARE
    for at in range(0, len(sentence), longest):
        yield sentence[at : at + longest]


def _windows(parts: list[list[Token]], cls: int, sep: int, most: int, context: int) -> Iterator[Window]:
    at = 0
    while at < len(parts):
        begin, size = at, 1 + len(parts[at]) + 1
        while begin > 0 and size + len(parts[begin - 1]) + 1 <= min(most, len(parts[at]) + context):
            begin -= 1
            size += len(parts[begin]) + 1
        until = at + 1
        while until < len(parts) and size + len(parts[until]) + 1 <= most:
            size += len(parts[until]) + 1
            until += 1
        yield _window(parts[begin:until], at - begin, cls, sep)
        at = until


def _window(parts: list[list[Token]], context: int, cls: int, sep: int) -> Window:
    first = parts[context][0]
    start = parts[0][0]
    tokens = [Token(cls, start.start, start.start, 4, -1, start.sentence)]
    for part in parts:
        end = part[-1]
        tokens += [*part, Token(sep, end.end, end.end, 4, -1, end.sentence)]
    return Window(tuple(tokens), first.sentence)


def batch_arrays(windows: Sequence[Window]) -> dict[str, NDArray[np.int64]]:
    """The model's inputs, each of shape `(windows, longest window)`, padded with zeros.

    `ids` word pieces, `cases` how the word is written, `positions` index of the token, `mask` 1 for
    tokens and 0 for padding.
    """
    shape = (len(windows), max(len(w) for w in windows))
    arrays = {name: np.zeros(shape, np.int64) for name in ("ids", "cases", "mask")}
    for row, window in enumerate(windows):
        n = len(window)
        arrays["ids"][row, :n] = [t.id for t in window.tokens]
        arrays["cases"][row, :n] = [t.case for t in window.tokens]
        arrays["mask"][row, :n] = 1
    arrays["positions"] = np.broadcast_to(np.arange(shape[1], dtype=np.int64), shape).copy()
    return arrays
