"""The phrases of a quantity's span: "12 soldiers and a child" are twelve and one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from dragoman.frame import Frame, Span
from dragoman.resolving.numbers import Amount, find_amounts
from dragoman.resolving.quantity_words import AGED, ALONE, CUT, JOINT, LEAD, NOT_ALONE, PHRASE_END, SINGULAR, TAIL

__all__ = ["Part", "parts_of"]

#: A phrase that counts some of those counted before.
_PART_OF_IT = re.compile(r"\b(?:of|among)\s+(?:them|whom)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the coordinated phrases of a span, with its number; `head` is the phrase without it."""

    text: str
    start: int
    head: str
    amount: Amount


def _amounts(frame: Frame, span: Span) -> list[Amount]:
    """Amounts that touch the span, read in its sentence: a span may have lost its "at least"."""
    inside = frame.sentence.start <= span.start and span.end <= frame.sentence.end
    text, offset = (frame.sentence.text, frame.sentence.start) if inside else (span.text, span.start)
    shifted = [Amount(a.start + offset, a.end + offset, a.min, a.max, a.why) for a in find_amounts(text)]
    return [a for a in shifted if a.start < span.end and span.start < a.end]


def parts_of(frame: Frame, span: Span) -> list[Part]:
    """The coordinated phrases of a span that give a number, or stand for one person."""
    amounts = _amounts(frame, span)
    text, lead = TAIL.sub("", span.text), LEAD.match(span.text)
    skip = lead.end() if lead and lead.end() < len(text) else 0
    cut = CUT.search(text, skip + 1)
    pieces = _split(text[skip : cut.start()] if cut else text[skip:], span.start + skip, amounts)
    if cut and "among" in cut.group() and not text[cut.end() :].strip() and len(pieces) > 1:
        del pieces[-1]  # "15 people, six women among them"
    is_list = any(not piece_joint.startswith(",") or "and" in piece_joint for _, _, piece_joint in pieces[1:])
    is_list = is_list or all(_counts(piece, start, amounts) for start, piece, _ in pieces)
    found: list[Part] = []
    for start, text, joint in pieces:
        if found and _PART_OF_IT.search(text):
            continue
        part = _part(text, start, joint, amounts, bool(found))
        if found and found[-1].amount.why == "negation" and joint.strip() in ("or", "and"):
            # "No injuries or deaths" denies both.
            part = part or Part(text, start, text, found[-1].amount)
        if part and (is_list or not found):
            found.append(part)
        elif part and not is_list and found[0].amount.why == "one person" and not SINGULAR.match(found[0].text):
            # "Ontario, about 40 residents": a name before a number belongs to the words before.
            found = [part]
    return found[:1] if _adds_up(found) else found


def _adds_up(parts: list[Part]) -> bool:
    """Whether the first number is the sum of the others: "12 people, 3 soldiers and 9 civilians"."""
    whole, *rest = [part.amount.min for part in parts] or [None]
    return len(rest) > 1 and whole is not None and whole == sum(n or 0 for n in rest)


def _split(text: str, offset: int, amounts: list[Amount]) -> list[tuple[int, str, str]]:
    """Start, text and the joint before each coordinated phrase; numbers stay whole."""
    joints = [
        m for m in JOINT.finditer(text)
        if not any(a.start < m.start() + offset < a.end or a.start < m.end() + offset < a.end for a in amounts)
    ]  # fmt: skip
    edges = [(0, 0, ""), *((m.start(), m.end(), m.group().lower()) for m in joints), (len(text), len(text), "")]
    return [(a[1] + offset, text[a[1] : b[0]], a[2] or "first") for a, b in pairwise(edges)]


def _part(text: str, start: int, joint: str, amounts: list[Amount], follows: bool) -> Part | None:
    end = start + len(text)
    first = next((a for a in amounts if a.start < end and start < a.end), None)
    if first:
        return Part(text, start, text[max(0, first.end - start) :].strip(), first)
    # Behind a comma, a name is an apposition ("One student, Bupe Kaluba") and counts nobody else.
    apposed = follows and joint.startswith(", ") and "and" not in joint
    if not apposed and _is_one(text) and (not follows or SINGULAR.match(text) or text[:1].isupper()):
        return Part(text, start, text, Amount(start, end, 1, 1, "one person"))
    return None


def _is_one(phrase: str) -> bool:
    """Whether a phrase without a number stands for a single person or thing."""
    phrase = phrase.strip()
    if ALONE.match(phrase):
        return True
    head = PHRASE_END.split(phrase)[0]
    last = head.split()[-1] if head.split() else ""
    if NOT_ALONE.match(phrase) or NOT_ALONE.match(head) or _is_plural(head):
        return False
    if AGED.match(head):
        return True
    if not phrase or phrase[0].isdigit():
        return False
    return bool(SINGULAR.match(phrase)) or last[:1].isupper()


def _counts(piece: str, start: int, amounts: list[Amount]) -> bool:
    """Whether a phrase begins with a number and is no part of what was counted before: "2 men" of "2 girls, 2 men"."""
    return any(a.start == start for a in amounts) and not _PART_OF_IT.search(piece)


def _is_plural(phrase: str) -> bool:
    """Whether the last word of a phrase is a plural; capitalised ones may be surnames, but for "the Syrians"."""
    word = phrase.rsplit(maxsplit=1)[-1] if phrase.split() else ""
    named = not word.islower() and not phrase.lower().startswith("the ")
    return word.lower().endswith(("men", "people")) or (not named and word.endswith("s") and not word.endswith("ss"))
