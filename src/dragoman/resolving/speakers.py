"""The speakers of an event: those the model saw, those that the text's attributions add, and how they say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.event import Participant
from dragoman.frame import Frame, Span
from dragoman.resolving.attributions import Attribution
from dragoman.resolving.mentions import is_pronoun

__all__ = ["SPEECH_ACTS", "speaker_spans", "with_stances"]

#: Done by speaking: the actor is who speaks, and `said_by` others that relay it, or tell of one without an actor.
SPEECH_ACTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
#: A relayed speaker stands at the head of what is relayed, but for "that" and an article.
_OPENING = 5
_RELAYS = frozenset({"according to", "as reported by", "as quoted by", "as cited by", "citing", "quoting"})
#: When something was said, not by whom: "During the phone call".
_WHEN = re.compile(r"(?i)(?:after|amid|before|during|since|when|while)\b")
#: Longest distance, in characters, at which a sentence-crossing quotation still vouches for an event.
_REACH = 1_000


def speaker_spans(frame: Frame, attributions: Sequence[Attribution], text: str) -> tuple[Span, ...]:
    """Who vouches for a frame, from the nearest to the outermost ("the agency, quoting the ministry").

    What the model marked comes first; an attribution that hands on what such a speaker says adds its own
    source behind it: "X reported that Y claimed", "according to X, quoting Y".
    """
    marked = tuple(s for s in frame.spans("said_by") if not _WHEN.match(s.text))
    chain = list(marked)
    for speaker in marked:
        for outer in _around(speaker, attributions):
            if not _relays(outer, speaker, frame, text):
                continue
            if outer.source and not any(_meets(outer.source, s) for s in (*chain, *_parties(frame))):
                chain.append(Span(text=text[slice(*outer.source)], start=outer.source[0], end=outer.source[1]))
    return tuple(chain)


def with_stances(
    speakers: Sequence[Participant], frame: Frame, attributions: Sequence[Attribution]
) -> tuple[Participant, ...]:
    """The speakers with how they stand to the event: as their verb of saying has it, else they state it."""
    return tuple(replace(s, stance=_stance(s, frame, attributions)) for s in speakers)


def _stance(speaker: Participant, frame: Frame, attributions: Sequence[Attribution]) -> str:
    for attribution in attributions:
        if attribution.source is None or not attribution.covers(frame.trigger.start, frame.trigger.end):
            continue
        if attribution.source[0] < speaker.end and speaker.start < attribution.source[1]:
            return attribution.kind
    return "states"


def _relays(outer: Attribution, speaker: Span, frame: Frame, text: str) -> bool:
    """Whether an attribution around a speaker hands on his words rather than only standing around them.

    Of the annotated events with a speaker in somebody else's content three in four have him alone: in "the army
    said that the convoy had turned back, and the rebels denied it" nobody relays the rebels.
    """
    if is_pronoun(speaker.text) or not outer.covers(frame.trigger.start, frame.trigger.end):
        return False  # "he" in what somebody says is himself
    opens = min(start for start, _ in outer.content)
    return 0 <= speaker.start - opens <= _OPENING or text[slice(*outer.cue)].lower() in _RELAYS


def _around(speaker: Span, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Attributions in whose content a speaker stands, the innermost first."""
    near = [a for a in attributions if a.covers(speaker.start, speaker.end) and abs(a.cue[0] - speaker.start) < _REACH]
    return sorted(near, key=lambda a: sum(end - start for start, end in a.content))


def _parties(frame: Frame) -> tuple[Span, ...]:
    return (*frame.spans("actor"), *frame.spans("recipient"))


def _meets(bounds: tuple[int, int], span: Span) -> bool:
    return bounds[0] < span.end and span.start < bounds[1]
