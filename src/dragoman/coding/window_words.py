"""The words of a window: which tokens they are, where they stand, and what kind of little word they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.windows import Window

__all__ = ["WindowWords"]

#: Words that end no participant, date or place; a new one may begin behind them.
_JOINING = frozenset("a against an and are as at by for from had has have in is of on or the to was were with".split())
#: They lead to a participant, date or place, or part it from what stands before, and are no part of it.
_LEADING_IN = frozenset("against and are between by for from is of that to toward towards was were with".split())
#: Between two triggers they make two acts of them.
_COORDINATING = frozenset("and or but then nor after before following since , ; : / & – —".split())
_DETERMINERS = frozenset("a an the this these those that its his her their".split())
#: Alone they say nothing of what happened.
_AUXILIARY = frozenset(
    "am are be been being did do does had has have having is was were will would shall should may might "
    "before into off on out over to up".split()
)
#: A span ends with none of them where the next words are at all likely to belong to it: "her" of "her colleague".
_POSSESSIVE = frozenset("her his its my our their your".split())


@dataclass(frozen=True, slots=True)
class WindowWords:
    """The words of a window, one entry a word in each field.

    Attributes:
        tokens: the first of its tokens and the one behind its last.
        starts, ends: offsets in the report. sentences: index of its sentence.
        joins: it ends no span. leads: it leads to one ("by"). owning: no span ends with it ("her").
        auxiliary: it says nothing of what happened. coordinates: it parts two acts.
        mark: it has neither letter nor digit. hyphen: a mark that holds a compound together.
        possessive: it is the "s" of one. determiner: an article or the like. capital: it begins with a capital.
    """

    tokens: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    joins: tuple[bool, ...]
    auxiliary: tuple[bool, ...]
    possessive: tuple[bool, ...]
    determiner: tuple[bool, ...]
    capital: tuple[bool, ...]
    leads: tuple[bool, ...]
    owning: tuple[bool, ...]
    coordinates: tuple[bool, ...]
    mark: tuple[bool, ...]
    hyphen: tuple[bool, ...]

    @classmethod
    def of(cls, window: Window, text: str) -> WindowWords:
        """The words of a window of the report's text."""
        spans: list[tuple[int, int]] = []
        last = -1
        for i, token in enumerate(window.tokens):
            if token.word < 0:
                continue
            if token.word == last:
                spans[-1] = (spans[-1][0], i + 1)
            else:
                spans.append((i, i + 1))
            last = token.word
        tokens = window.tokens
        written = [text[tokens[a].start : tokens[b - 1].end] for a, b in spans]
        said = [word.lower() for word in written]
        return cls(
            tuple(spans),
            tuple(tokens[a].start for a, _ in spans),
            tuple(tokens[b - 1].end for _, b in spans),
            tuple(tokens[a].sentence for a, _ in spans),
            tuple(map(_is_joining, said)),
            tuple(word in _AUXILIARY for word in said),
            tuple(word.strip("'’") in ("s", "") for word in said),
            tuple(word in _DETERMINERS for word in said),
            tuple(word[:1].isupper() for word in written),
            tuple(word in _LEADING_IN and not whole.isupper() for word, whole in zip(said, written, strict=True)),
            tuple(word in _POSSESSIVE for word in said),
            tuple(word in _COORDINATING for word in said),
            tuple(map(_is_mark, said)),
            tuple(_is_hyphen(text, tokens[a].start, tokens[b - 1].end) for a, b in spans),
        )

    def tokens_of(self, first: int, last: int) -> tuple[int, ...]:
        """Indices of the tokens of the words from `first` to before `last`."""
        return tuple(t for a, b in self.tokens[first:last] for t in range(a, b))

    def means(self, by_token: NDArray[np.float32]) -> NDArray[np.float32]:
        """Average over each word's pieces; `by_token` has tokens first."""
        firsts = [a for a, _ in self.tokens]
        sums = np.add.reduceat(by_token, firsts, axis=0)
        sizes = np.array([b - a for a, b in self.tokens], dtype=by_token.dtype)
        # reduceat runs on to the next word's first token: separators in between are taken off again.
        for i, (_, b) in enumerate(self.tokens):
            until = self.tokens[i + 1][0] if i + 1 < len(self.tokens) else len(by_token)
            if until > b:
                sums[i] -= by_token[b:until].sum(axis=0)
        result: NDArray[np.float32] = (sums / sizes.reshape(-1, *[1] * (by_token.ndim - 1))).astype(np.float32)
        return result


def _is_joining(word: str) -> bool:
    return _is_mark(word) or word in _JOINING


def _is_mark(word: str) -> bool:
    return not any(c.isalnum() for c in word)


def _is_hyphen(text: str, start: int, end: int) -> bool:
    return text[start:end] == "-" and text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()
