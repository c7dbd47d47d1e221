"""From probabilities to frames: which words are triggers, and which play a role for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.encoder import Probabilities
from dragoman.coding.labels import Labels
from dragoman.coding.questions import Question
from dragoman.coding.window_words import WindowWords
from dragoman.coding.windows import Window
from dragoman.frame import Frame, RoleSpan, Span

__all__ = ["Thresholds", "decode", "decode_at"]

_SINGLE = ("date", "place")
_PARTIES = ("actor", "recipient")
#: Of a role's threshold, which words behind a possessive must reach: "colleague" of "her colleague".
_FAINT = 0.3
#: Compounds that are one word whatever stands behind: "F-4", "ex-president", "al-Assad", not "Greek-Turkish".
_JOINED_STEM = re.compile(r"(?<![\w-])(?:[a-z\d]+-)*(?:[a-z]+|[A-Z]|\w*\d\w*)[-–]$")
_COMPOUND = re.compile(r"(?:allied|backed|based|born|controlled|funded|held|installed|led|made|run|trained)\b")
_STEM = re.compile(r"[\w.]+[-–]$")
#: Of "U.S.", what stands before the last mark.
_ABBREVIATION = re.compile(r"\b[A-Z]\.[A-Z]$")
_ARTICLE = re.compile(r"-\w+")
#: First word, the one behind the last, type, score.
_Trigger = tuple[int, int, int, float]
#: Two triggers of one type with so many words between them are one act, unless the less likely has this score.
_BETWEEN, _SURE = 2, 0.94
_LEADING = " \n\"'([-–—,;:.\u2060"
_TRAILING = " \n\"'([-–—,;:.\u2060"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which probability on an answer counts; tuned on the dev split and kept in the card.

    `types` and `roles` map a type or role to its own threshold, where it has one. A span grows over
    neighbours down to `grow` times its threshold; a new one begins where `begin` is reached. A participant from
    another sentence than the trigger's must be as likely as `carried`. An event has its likeliest mode from `mode`
    on, a further one from `second_mode` on.
    """

    trigger: float = 0.5
    types: dict[str, float] = field(default_factory=dict)
    role: float = 0.5
    roles: dict[str, float] = field(default_factory=dict)
    begin: float = 0.5
    carried: float = 0.6
    mode: float = 0.4
    second_mode: float = 0.7
    context: float = 0.4
    grow: float = 0.6

    def of(self, event: str) -> float:
        """The threshold for triggers of a type."""
        return self.types.get(event, self.trigger)

    def of_role(self, role: str) -> float:
        """The threshold for spans of a role."""
        return self.roles.get(role, self.role)


def decode(
    text: str,
    sentences: Sequence[tuple[int, int]],
    window: Window,
    found: Probabilities,
    labels: Labels,
    thresholds: Thresholds,
    ask: Callable[[Sequence[Question]], NDArray[np.float32]],
) -> list[Frame]:
    """Frames of the sentences that the window is to decode, in the order of the text.

    Args:
        text: the report's text as handed in; quotes are cut from it.
        sentences: spans of the report's sentences.
        ask: answers questions about this window's triggers, as `Encoder.read_roles` does.
    """
    words = WindowWords.of(window, text)
    if not words.tokens:
        return []
    likely = _triggers(words.means(found.types), words, window.first, labels, thresholds)
    triggers = sorted(_once_a_phrase(likely, words))
    questions = [Question(words.tokens_of(first, last), kind) for first, last, kind, _ in triggers]
    return [
        _frame(text, sentences, words, trigger, question, found, answer, labels, thresholds)
        for trigger, question, answer in zip(triggers, questions, ask(questions), strict=True)
    ]


def decode_at(
    text: str,
    sentences: Sequence[tuple[int, int]],
    window: Window,
    found: Probabilities,
    labels: Labels,
    thresholds: Thresholds,
    ask: Callable[[Sequence[Question]], NDArray[np.float32]],
    spans: Iterable[tuple[int, int]],
) -> dict[tuple[int, int], Frame]:
    """Frames of triggers that are given, as far as the window is to decode them: of each the likeliest type.

    Arguments as of `decode`; `spans` are the triggers' offsets in the report.
    """
    words = WindowWords.of(window, text)
    if not words.tokens:
        return {}
    types = words.means(found.types)
    given: dict[tuple[int, int], _Trigger] = {}
    for start, end in spans:
        inside = [i for i, (a, b) in enumerate(zip(words.starts, words.ends, strict=True)) if a < end and b > start]
        if inside and words.sentences[inside[0]] >= window.first:
            scores = types[inside].max(0)
            given[start, end] = (inside[0], inside[-1] + 1, int(scores.argmax()), float(scores.max()))
    questions = [Question(words.tokens_of(first, last), kind) for first, last, kind, _ in given.values()]
    return {
        span: _frame(text, sentences, words, trigger, question, found, answer, labels, thresholds)
        for (span, trigger), question, answer in zip(given.items(), questions, ask(questions), strict=True)
    }


def _triggers(
    types: NDArray[np.float32], words: WindowWords, first_sentence: int, labels: Labels, thresholds: Thresholds
) -> Iterator[_Trigger]:
    """Runs of words that are likely triggers."""
    for kind, name in enumerate(labels.types):
        threshold = thresholds.of(name)
        for first, last in _runs(types[:, kind], threshold, thresholds.grow * threshold):
            for begin, b in _by_sentence(first, last, words):
                a = _at_word(begin, b, types[:, kind] >= threshold, words)
                a = _behind_names(a, b, words) if a < b else b
                if all(words.auxiliary[a:b]):
                    continue  # "have" of "have also been shelling"; the verb is a trigger of its own
                score = float(types[a:b, kind].max())
                if words.sentences[a] >= first_sentence and score >= threshold:
                    yield a, b, kind, score


def _once_a_phrase(triggers: Iterable[_Trigger], words: WindowWords) -> Iterator[_Trigger]:
    """Without the doubtful one of two triggers of a type that stand in one phrase: "called for a debate" is one act.

    Of such pairs on the corpus' dev part the likelier alone was right in 52 of 70.
    """
    kept: list[_Trigger] = []
    for trigger in sorted(triggers, key=lambda t: -t[3]):
        if trigger[3] >= _SURE or not any(_in_one_phrase(trigger, other, words) for other in kept):
            kept.append(trigger)
    yield from kept


def _in_one_phrase(one: _Trigger, other: _Trigger, words: WindowWords) -> bool:
    first, second = sorted((one, other))
    between = range(first[1], second[0])
    return (
        one[2] == other[2]
        and words.sentences[one[0]] == words.sentences[other[0]]
        and len(between) <= _BETWEEN
        and not any(words.coordinates[i] for i in between)
    )


def _behind_names(first: int, last: int, words: WindowWords) -> int:
    """Where the act itself begins: of "'s visit" behind the mark, of "the American attack" behind the name."""
    while first < last and words.possessive[first]:
        first += 1
    act = first
    while act < last and words.determiner[act]:
        act += 1
    opens = act == 0 or words.sentences[act - 1] != words.sentences[act]
    if act == last or opens or not words.capital[act]:
        return first
    while act < last and (words.capital[act] or words.possessive[act] or words.joins[act]):
        act += 1
    return act if act < last else first


def _at_word(first: int, last: int, likely: NDArray[np.bool_], words: WindowWords) -> int:
    """Where a run begins that would begin with a mark or amid a compound: "-hour truce" at "truce".

    A compound that itself tells the act is taken whole: "-handed" of "empty-handed". Of a mark alone nothing is left.
    """
    while first < last and words.mark[first]:
        if first > 0 and words.hyphen[first] and first + 1 < last:
            if not likely[first + 2 : last].any():
                return _compound(first, words)
            first += 2
        else:
            first += 1
    return first


def _compound(hyphen: int, words: WindowWords) -> int:
    """The first word of the compound that a hyphen holds together."""
    first = hyphen - 1
    while first > 1 and words.hyphen[first - 1]:
        first -= 2
    return first


def _by_sentence(first: int, last: int, words: WindowWords) -> Iterator[tuple[int, int]]:
    begin = first
    for i in range(first + 1, last + 1):
        if i == last or words.sentences[i] != words.sentences[begin]:
            yield begin, i
            begin = i


def _runs(scores: NDArray[np.float32], threshold: float, low: float) -> Iterator[tuple[int, int]]:
    """Stretches above `low` that somewhere reach `threshold`."""
    if not len(scores) or scores.max() < threshold:
        return  # nearly always, and the rest costs ten times as much
    above = np.flatnonzero(scores >= low)
    for run in np.split(above, np.flatnonzero(np.diff(above) > 1) + 1):
        if scores[run].max() >= threshold:
            yield int(run[0]), int(run[-1]) + 1


def _frame(
    text: str,
    sentences: Sequence[tuple[int, int]],
    words: WindowWords,
    trigger: _Trigger,
    question: Question,
    found: Probabilities,
    answer: NDArray[np.float32],
    labels: Labels,
    thresholds: Thresholds,
) -> Frame:
    first, last, kind, score = trigger
    tokens = list(question.tokens)
    name = labels.types[kind]
    start, end = sentences[words.sentences[first]]
    modes = found.modes[tokens].mean(0)
    contexts = found.contexts[tokens].mean(0)
    return Frame(
        event=name,
        trigger=_quote(text, words.starts[first], words.ends[last - 1]),
        sentence=_quote(text, start, end),
        mode=tuple(_modes(name, dict(zip(labels.modes, modes, strict=True)), thresholds)),
        contexts=_best(labels.contexts, contexts, thresholds.context),
        status=labels.statuses[int(found.statuses[tokens].mean(0).argmax())],
        dating=labels.datings[int(found.datings[tokens].mean(0).argmax())],
        roles=tuple(_roles(text, words, (first, last), (start, end), answer, labels, thresholds)),
        score=round(score, 4),
    )


def _modes(event: str, likely: Mapping[str, float], thresholds: Thresholds) -> Iterator[str]:
    """The modes of an event, as they stand in the codebook; nearly all have one or none."""
    own = {mode.partition("/")[2]: p for mode, p in likely.items() if mode.startswith(event + "/")}
    best = max(own.values(), default=0.0)
    for mode, p in own.items():
        if p >= (thresholds.mode if p == best else thresholds.second_mode):
            yield mode


def _best(names: Sequence[str], scores: Iterable[float], threshold: float, most: int = 3) -> tuple[str, ...]:
    ranked = sorted(((s, n) for s, n in zip(scores, names, strict=True) if s >= threshold), reverse=True)
    return tuple(n for _, n in ranked[:most])


def _roles(
    text: str,
    words: WindowWords,
    trigger: tuple[int, int],
    sentence: tuple[int, int],
    answer: NDArray[np.float32],
    labels: Labels,
    thresholds: Thresholds,
) -> Iterator[RoleSpan]:
    """The spans of a trigger's roles; `trigger` in words, `sentence` in characters."""
    inside = words.means(answer[:, : len(labels.roles)])
    begins = answer[[a for a, _ in words.tokens], len(labels.roles) :]
    for i, role in enumerate(labels.roles):
        scores = inside[:, i].copy()
        scores[trigger[0] : trigger[1]] = 0
        found = _spans(text, words, scores, begins[:, i] >= thresholds.begin, thresholds.of_role(role), thresholds.grow)
        spans = [RoleSpan(role=role, span=span, score=round(score, 4)) for span, score in found]
        if role in _PARTIES:
            spans = [s for s in spans if sentence[0] <= s.span.start < sentence[1] or s.score >= thresholds.carried]
        # An event has one date and one place.
        yield from [max(spans, key=lambda s: s.score)] if spans and role in _SINGLE else spans


def _spans(
    text: str, words: WindowWords, scores: NDArray[np.float32], begins: NDArray[np.bool_], threshold: float, grow: float
) -> Iterator[tuple[Span, float]]:
    """Spans whose best word reaches the threshold, with its score."""
    for first, last in _runs(scores, threshold, grow * threshold):
        for a, b in _by_begin(first, last, begins, words):
            while b > a and words.joins[b - 1]:
                b -= 1  # noqa: PLW2901
            while a < b and words.leads[a]:
                a += 1  # noqa: PLW2901
            if a == b:
                continue
            b = _whole(b, scores, words, _FAINT * threshold)  # noqa: PLW2901
            span = _trimmed(text, *_uncut(text, words.starts[a], words.ends[b - 1]))
            score = float(scores[a:b].max())
            if span and score >= threshold:
                yield span, score


def _whole(end: int, scores: NDArray[np.float32], words: WindowWords, faint: float) -> int:
    """Where a span ends that would end with "her" or "their", if the words behind belong to it."""
    if not words.owning[end - 1]:
        return end
    until = end
    while (
        until < len(words.owning)
        and words.sentences[until] == words.sentences[end - 1]
        and not words.joins[until]
        and scores[until] >= faint
    ):
        until += 1
    return until


def _by_begin(first: int, last: int, begins: NDArray[np.bool_], words: WindowWords) -> Iterator[tuple[int, int]]:
    """A run cut where a sentence ends, and where the model sees a new span begin behind a joining word."""
    for a, b in _by_sentence(first, last, words):
        cuts = [a, *(i for i in range(a + 1, b) if begins[i] and words.joins[i - 1]), b]
        yield from pairwise(cuts)


def _quote(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)


def _uncut(text: str, start: int, end: int) -> tuple[int, int]:
    """A span that takes in the rest of a compound that it cuts: "led forces" of US-led forces, "al" of al-Assad."""
    start += text[start] in "-–"
    stem = _STEM if _COMPOUND.match(text, start) else _JOINED_STEM
    if before := stem.search(text, max(0, start - 30), start):
        start = before.start()
    if text[end : end + 1] == "." and _ABBREVIATION.search(text, max(0, end - 10), end):
        end += 1
    if after := _ARTICLE.match(text, end) if text[max(0, end - 2) : end].lower() in ("al", "el") else None:
        end = after.end()
    return start, end


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without quotes, brackets and commas at its ends, or none if nothing is left."""
    while start < end and text[start] in _LEADING:
        start += 1
    if text[start : start + 2] in ("s ", "’s") and text[max(0, start - 1) : start + 1] in ("'s", "’s", " ’"):
        start = text.find(" ", start, end) + 1 or start
    while end > start and text[end - 1] in _TRAILING and not _ABBREVIATION.search(text, max(0, end - 10), end - 1):
        end -= 1
    if text[max(start, end - 2) : end] in ("'s", "’s"):
        end -= 2
    return _quote(text, start, end) if any(c.isalnum() for c in text[start:end]) else None
