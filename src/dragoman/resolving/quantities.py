"""Quantities: what a number of an event counts, how many that is and whose number it is.

The kind comes from the words of the span, from the words around it and from the type of the event, in
this order. Where none of them tells it, the span yields no quantity: a gap can be seen, a wrong toll not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.event import Quantity
from dragoman.frame import Frame, Span
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.numbers import currency, names_currency
from dragoman.resolving.quantity_parts import Part, parts_of
from dragoman.resolving.quantity_words import (
    AGED,
    ALONE,
    CAPTORS,
    CROWD,
    CUES,
    DEATH,
    DEPARTS,
    ENVOYS,
    EQUIPMENT,
    FIRES,
    FLED,
    FORCES,
    HANDS_OVER,
    HARM_BEHIND,
    HARMED,
    JAILERS,
    MASS,
    PERSON,
    PHRASE_END,
    SENDS,
    SHOT,
    WOUNDS,
    WRECKS,
)
from dragoman.resolving.shot import with_dead_among_shot

__all__ = ["resolve_quantities", "tells_of_dead"]

#: Types whose events may tell of dead and injured.
_HARMING = frozenset({"ASSAULT", "PROTEST", "AID"})
#: What stands between a number and another that is a part of it; and such a part, with the commas around it.
_TO_A_PART = re.compile(r",?\s+(?:including|among\s+(?:them|whom))(?:\s+at\s+least)?\s+")
#: Between two such parts.
_ALSO = re.compile(r"\s+and\s+")
_PARENTHESIS = re.compile(r",\s+(?:including|among\s+(?:them|whom))\b[^,;]*,")


def resolve_quantities(frame: Frame, *, deadly: bool = True) -> tuple[Quantity, ...]:
    """What the quantity spans of a frame count; a span whose kind or number can't be told is left out.

    `deadly` is whether the report speaks of dead at all: where it does, those "shot" may be dead or hurt.
    """
    found: dict[tuple[str, int, int], Quantity] = {}
    whole: Span | None = None
    counted: set[str] = set()  # kinds of the whole
    last: Span | None = None
    for span in sorted(frame.spans("quantity"), key=lambda s: s.start):
        quantities = _resolve(frame, span, deadly)
        between = _between(frame, last, span) if last else ""
        is_part = bool(_TO_A_PART.fullmatch(between) or (last is not whole and _ALSO.fullmatch(between)))
        last = span
        if whole and is_part:
            # "three others, including one police officer": the one is counted already.
            quantities = [q for q in quantities if q.kind not in counted]
        else:
            whole, counted = span, {q.kind for q in quantities}
        for quantity in quantities:
            found.setdefault((quantity.kind, span.start, span.end), quantity)
    return with_dead_among_shot(frame, found.values()) or tuple(_victims(frame, deadly))


def _between(frame: Frame, one: Span, other: Span) -> str:
    """The words of the sentence between two spans."""
    return frame.sentence.text[max(0, one.end - frame.sentence.start) : max(0, other.start - frame.sentence.start)]


def _victims(frame: Frame, deadly: bool) -> Iterator[Quantity]:
    """Of a killing or wounding without a number: whom its sentence tells of, if they can be counted ("a teen")."""
    if frame.event != "ASSAULT" or frame.status != "actual" or (kind := _harm(frame.trigger.text, deadly)) is None:
        return
    for span in frame.spans("recipient"):
        inside = frame.sentence.start <= span.start < frame.sentence.end
        if inside and _is_somebody(span.text) and (parts := parts_of(frame, span)):
            yield _quantity(frame, span, kind, parts)


def _harm(trigger: str, deadly: bool) -> str | None:
    """What a trigger says by itself of those whom it befell."""
    if _first_cue(trigger) == "killed" or (DEATH.search(trigger) and not _first_cue(trigger)):
        return "killed"
    shot = not deadly and SHOT.search(trigger) and not re.search(r"\bdown\b", trigger)
    return "injured" if shot or WOUNDS.search(trigger) else None


def _is_somebody(words: str) -> bool:
    """Whether words name a person or persons: by age, by what they are, or by two names that are no organisation's."""
    head = PHRASE_END.split(words.strip())[0]
    knowledge = load_knowledge()
    noun = knowledge.noun(re.split(r"[\s-]", head)[-1])
    if noun and noun.kind in ("person", "office", "spokesperson"):
        return True
    return bool(AGED.match(head) or ALONE.match(head) or PERSON.match(head)) and not knowledge.names(head)


def tells_of_dead(text: str) -> bool:
    """Whether a report speaks of anybody's death."""
    return bool(DEATH.search(text))


def _resolve(frame: Frame, span: Span, deadly: bool) -> list[Quantity]:
    by_kind: dict[str, list[Part]] = {}
    for part in parts_of(frame, span):
        kind = _kind(frame, span, part)
        if kind is None and not deadly and frame.event == "ASSAULT" and SHOT.search(frame.trigger.text):
            kind = "injured"  # a bullet that hits wounds at least
        if kind:
            by_kind.setdefault(kind, []).append(part)
    return [_quantity(frame, span, kind, of_kind) for kind, of_kind in by_kind.items()]


def _quantity(frame: Frame, span: Span, kind: str, parts: list[Part]) -> Quantity:
    # Tanks and trucks don't add up to one number of one thing; the first stands for the span.
    counted = parts[:1] if kind in ("money", "equipment") else parts
    lows = [p.amount.min for p in counted if p.amount.min is not None]
    highs = [p.amount.max for p in counted if p.amount.max is not None]
    return Quantity(
        kind=kind,
        text=span.text,
        # A side left open in one part leaves the sum open above, but still gives it a floor.
        min=sum(lows) if lows else None,
        max=sum(highs) if len(highs) == len(counted) else None,
        of=_of(frame, span, kind),
        what=_what(frame, span, kind, counted[0]),
        span=(span.start, span.end),
    )


def _kind(frame: Frame, span: Span, part: Part) -> str | None:
    if _currency_words(frame, span, part):
        return "money"
    if own := _own_kind(frame, part):
        return own
    if frame.event not in _HARMING and HARM_BEHIND.match(_behind(frame, part)):
        return None  # "four officers were injured and 23 men arrested": the four are of another event
    if _equipment(part.head):
        return "equipment"
    if _refers_back(frame, part) and not _nearest_cue(frame, part, 3):
        return "equipment"
    return _kind_of_persons(frame, span, part)


def _own_kind(frame: Frame, part: Part) -> str | None:
    """`29 dead`, `nine injured women`: the phrase says itself what became of those it counts."""
    if frame.event in _HARMING:
        # A span may end amid "lost | his thumb": the words behind it are read along.
        return _first_cue(part.head + _behind(frame, part)[:30], len(part.head))
    match = re.search(r"\b(?:(dead|killed|deaths|fatalities)|wounded|injured|injuries|hurt)$", part.head, re.I)
    return ("killed" if match[1] else "injured") if match else None


def _behind(frame: Frame, part: Part) -> str:
    """The rest of the sentence behind a phrase."""
    return frame.sentence.text[max(0, part.start + len(part.text) - frame.sentence.start) :]


def _kind_of_persons(frame: Frame, span: Span, part: Part) -> str | None:
    event, modes = frame.event, frame.mode
    if CROWD.search(part.head) and (_plays(frame, span, "actor") or (event == "RETREAT" and "access" in modes)):
        return "protesters"
    if event == "COERCE" and "arrest" in modes:
        return "arrested"
    if event == "ASSAULT" and "abduct" in modes:
        return "abducted"
    if event == "RETREAT" and "release" in modes:
        return _released(frame, part)
    if (event == "COERCE" and "deport" in modes) or (event == "SANCTION" and "expel" in modes):
        return None if ENVOYS.search(part.head) else "displaced"
    if event == "AID" and FORCES.search(part.head) and SENDS.search(frame.trigger.text):
        return "troops"
    if event == "AID":
        return "displaced" if DEPARTS.search(frame.trigger.text) or FLED.search(part.head) else None
    if event == "ASSAULT":
        return _kind_of_assaulted(frame, span, part)
    if event == "PROTEST":
        return _kind_at_protest(frame, span, part)
    if event == "MOBILIZE":
        return None if "weapons" in modes else "troops"
    if event == "COOPERATE" and (JAILERS.search(part.head) or HANDS_OVER.search(frame.trigger.text)):
        return "arrested"
    return "troops" if FORCES.search(part.head) and event not in ("CONSULT", "ACCUSE") else None


def _released(frame: Frame, part: Part) -> str | None:
    for words in (part.head, frame.sentence.text):
        captors, jailers = CAPTORS.search(words), JAILERS.search(words)
        if captors or jailers:
            return "abducted" if captors and not jailers else "arrested"
    return None


def _kind_of_assaulted(frame: Frame, span: Span, part: Part) -> str | None:
    cue = _nearest_cue(frame, part) or _first_cue(frame.trigger.text)
    if "crowd-control" in frame.mode and _plays(frame, span, "recipient") and not _nearest_cue(frame, part, 3):
        return "protesters"
    if (own := _first_cue(frame.trigger.text)) and cue == own:
        return own  # "two soldiers and five rebels died in the clash" counts no forces
    if _plays(frame, span, "actor") and not _plays(frame, span, "recipient") and FORCES.search(part.head):
        return "troops"
    if cue:
        return cue
    told = {kind for kind in HARMED if CUES[kind].search(frame.sentence.text)}
    if len(told) == 1:
        return told.pop()
    if not told and {"beat", "torture", "sexual"} & set(frame.mode):
        return "injured"
    return "killed" if not told and "targeted" in frame.mode else None


def _kind_at_protest(frame: Frame, span: Span, part: Part) -> str | None:
    if _plays(frame, span, "actor"):
        return "protesters"
    # The crowd's own deeds ("beating pots") are no harm to it; what stands next to a number is.
    if adjacent := _nearest_cue(frame, part, 3):
        return adjacent
    return "injured" if _plays(frame, span, "recipient") else "protesters"


def _plays(frame: Frame, span: Span, role: str) -> bool:
    return any(s.start < span.end and span.start < s.end for s in frame.spans(role))


def _first_cue(words: str, reach: int = 1000) -> str | None:
    """The kind of a cue that begins within `reach`."""
    found = [(kind, CUES[kind].search(words)) for kind in HARMED]
    return next((kind for kind, match in found if match and match.start() < reach), None)


def _nearest_cue(frame: Frame, part: Part, limit: float = 14) -> str | None:
    """The kind whose verb stands nearest; conjunctions and commas between push it away."""
    text, offset = frame.sentence.text, frame.sentence.start
    left = text[: max(0, min(part.amount.start, part.start) - offset)].split(";")[-1]
    right = text[max(0, part.start + len(part.text) - offset) :].split(";")[0]
    near: list[tuple[float, int, str]] = []
    for order, kind in enumerate(HARMED):
        near += [(_distance(left[m.end() :]), order, kind) for m in CUES[kind].finditer(left)]
        # An -ing form behind the span governs what follows it: "two people and injuring 115".
        passive = [m for m in CUES[kind].finditer(right) if not m.group().endswith("ing")]
        near += [(_distance(_PARENTHESIS.sub("", right[: m.start()])) + 0.5, order, kind) for m in passive]
    best = min(near, default=None)
    return best[2] if best and best[0] <= limit else None


_LIGHT = frozenset("whom were was had have has been be are is being the of them more others".split())


def _distance(gap: str) -> float:
    words = re.findall(r"[\w'-]+", gap)
    joints = sum(word in ("and", "but", "while", "when") for word in words) + gap.count(",")
    return sum(word not in _LIGHT for word in words) + 2 * joints


def _equipment(head: str) -> re.Match[str] | None:
    """The thing that a phrase counts, unless its last word is somebody (`two truck drivers`)."""
    noun = PHRASE_END.split(head)[0]
    found = list(EQUIPMENT.finditer(noun))
    if not found:
        return None
    rest = noun[found[-1].end() :].split()
    if any(word.islower() and not word.endswith(("ed", "bound")) for word in rest) or (rest and noun.isupper()):
        return None
    return found[-1]


def _refers_back(frame: Frame, part: Part) -> bool:
    """`six of them` brought down, `three` burnt: a number alone counts what the sentence told before."""
    bare = not part.head or re.match(r"of\s+them\b|more\b|others\b", part.head)
    if not bare or part.amount.why == "one person":
        return False
    wrecked = frame.event == "ASSAULT" and WRECKS.search(frame.trigger.text)
    return bool(wrecked or (frame.event == "COERCE" and "seize" in frame.mode))


_CALLED = {"UAVs": r"unmanned\s+aerial|\buavs?\b", "aircraft": r"\bmig\b|\baircraft\b", "helicopter": r"\bchinook\b"}
_COMPOUND = re.compile(
    r"\b(?:field|patrol|surveillance|ballistic|bulletproof|transport|mortar|assault|anti-tank|air-defen[cs]e|explosive|armou?red|machine|hunting|fighter|fishing|"
    r"artillery|combat)\s+$",
    re.I,
)


def _what(frame: Frame, span: Span, kind: str, part: Part) -> str | None:
    if kind == "money":
        return currency(_currency_words(frame, span, part), frame.sentence.text)
    if kind != "equipment":
        return None
    thing = _equipment(part.head)
    if thing is None:
        before = frame.sentence.text[: max(0, part.start - frame.sentence.start)]
        earlier = list(EQUIPMENT.finditer(before))
        return earlier[-1].group() if earlier else None
    called = next((name for name, words in _CALLED.items() if re.search(words, part.head, re.I)), None)
    if called:
        return called
    compound = _COMPOUND.search(part.head[: thing.start()])
    name = (compound.group() if compound else "") + thing.group()
    name = name.lower() if name.isupper() and not any(c.isdigit() for c in name) else name
    after = frame.sentence.text[max(0, part.start - frame.sentence.start) :]
    goods = re.search(rf"{re.escape(name)}\s+of\s+(\w+)", after) if MASS.search(name) else None
    return f"{name} of {goods[1]}" if goods else name


def _currency_words(frame: Frame, span: Span, part: Part) -> str:
    """The number with what touches it, if that names a currency; else nothing."""
    text, offset = frame.sentence.text, frame.sentence.start
    if not (offset <= part.amount.start and part.amount.end <= frame.sentence.end):
        text, offset = span.text, span.start
    start, end = part.amount.start - offset, part.amount.end - offset
    if part.amount.why in ("one person", "article", "negation"):
        return ""
    before = re.search(r"(?:[A-Z]{1,3}\s?)?[$€£¥₹₦₺₽₴₪₩]\s?$|\b(?:EUR|USD|GBP|K|Rs\.?)\s?$", text[:start])
    after = re.match(r"[\s-]*(?:[A-Z][\w.]*\s+)?[\w.]+(?:\s+francs?)?", text[end:])
    words = (before.group() if before else "") + text[start:end] + (after.group() if after else "")
    return words if names_currency(words) else ""


def _of(frame: Frame, span: Span, kind: str) -> str:
    told = bool(frame.spans("recipient"))
    if kind in ("protesters", "troops"):
        return "recipients" if _plays(frame, span, "recipient") and not _plays(frame, span, "actor") else "actors"
    if kind == "money":
        return "recipients" if told and frame.event in ("AGREE", "AID") else "other"
    if kind == "equipment":
        return _of_things(frame, span, told)
    if kind in HARMED and not told and len(frame.spans("actor")) > 1:
        # In fighting between two sides the dead are on one of them, and both are actors.
        return "actors"
    return "other" if frame.event == "COOPERATE" else "recipients"


def _of_things(frame: Frame, span: Span, told: bool) -> str:
    if frame.event == "MOBILIZE" or "withdraw" in frame.mode or _plays(frame, span, "actor"):
        return "actors"
    if frame.event == "PROTEST":
        return "recipients" if "vandalize" in frame.mode else "actors"
    before = frame.sentence.text[: max(0, span.start - frame.sentence.start)]
    if frame.event == "ASSAULT":
        return "other" if FIRES.search(before) or not told else "recipients"
    return "recipients" if told and frame.event == "COERCE" else "other"
