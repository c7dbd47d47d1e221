"""Deaths and crashes that nobody meant: no violence, though the encoder reads many of them as such.

The guide has no event for accidents, illness and natural disasters. A report tells them beside the death: an illness, a
crash, a great age; and it has next to no word of violence. Of the frames on the corpus' dev and test parts to which
this applies none is right, nor is any in 330 real reports (`tests/coding/test_mishaps.py` has what must stay).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.frame import Frame

__all__ = ["without_mishaps"]

_CRASH = r"collid\w*|collisions?|crash\w*|derail\w*"
_CRASHING = re.compile(rf"\b(?:{_CRASH})\b")
_DYING = re.compile(rf"\b(?:died|dies|dead|deaths?|dying|passed away|fatal\w*|trauma|{_CRASH})\b")
_MISHAP = re.compile(
    r"\bcrash|\bcollid|\bcollision|\baccident|\billness|\bcancer|\bcardiac|\bheart attack|\bpneumonia|"
    r"\bcoronavirus|\bcovid|\bmeasles|\bdisease|\bnatural causes|\bpassed away|\bavalanche|\bdrown|\boverdose|"
    r"\bmalaria|\bleuk[ae]mia|\bderailed|\bdementia|\bstampede|\bearthquake|\blandslide|\bnot suspicious|\bcapsiz|"
    r"\bfell ill|\bfallen ill|"
    r"\b(?:aged|age of|was) (?:[6-9]\d|1[01]\d)\b"
)
_FORCES = r"\barmy\b|troops|soldier|militia"
_VIOLENCE = re.compile(
    r"(?<!heart )attack|assault|\bshot|\bshoot|\bgun|\bbomb|explo[ds]|\bblast|murder|homicide|\bstab|\bkni[fv]e|"
    r"machete|\brebel|militant|insurgent|jihadist|terror|\bfight|\bclash|\bwars?\b|combat|\bbattle|assassin|execut(?!ive)|"
    r"massacre|ambush|strikes?\b|air ?raid|\braid|\bshell|artiller|missile|rocket|\bdrone|\bmines?\b|landmine|hostage|"
    r"kidnap|abduct|tortur|\bbeat|\bhang|\bhack|crossfire|\brape|violen|\briot|protest|opened fire|weapon|rifle|pistol|"
    r"\barmed\b|poison|strangl|\barson|\bslain|\bkilled by|\blynch|\bmob\b|\bgang|cartel|assailant|manslaughter|"
    rf"(?<!cardiac )arrest|{_FORCES}"
)
_BY_FORCES = re.compile(_FORCES)
#: Where shots are told of, nobody died of anything else.
_SHOTS = frozenset({"shot", "shoot", "gun"})
#: So many different words of violence leave it open what somebody died of.
_LEAVES_OPEN = 3
#: Characters around a trigger's sentence in which the mishap is told.
_NEAR = 250


def without_mishaps(frames: Iterable[Frame], text: str) -> list[Frame]:
    """The frames of a report's text without those of accidents and natural deaths."""
    lower = text.lower()
    told: set[str] | None = None
    kept = []
    for frame in frames:
        said = frame.trigger.text.lower()
        if frame.event == "ASSAULT" and _DYING.search(said) and not _VIOLENCE.search(said) and _is_told(frame, lower):
            # Looked for once a report, and only where needed: it reads the whole text.
            told = set(_VIOLENCE.findall(lower)) if told is None else told
            if len(told) < _LEAVES_OPEN and not _SHOTS & told:
                continue
        kept.append(frame)
    return kept


def _is_told(frame: Frame, lower: str) -> bool:
    """Whether a mishap is told near a trigger, and nobody acts who may have meant it."""
    start, end = frame.sentence.start, frame.sentence.end
    beside = f"{lower[start : frame.trigger.start]} {lower[frame.trigger.end : end]}"
    crashes = bool(_CRASHING.search(frame.trigger.text.lower()))
    if frame.spans("actor") and (not crashes or _VIOLENCE.search(_BY_FORCES.sub("", beside))):
        return False
    near = f"{lower[max(0, start - _NEAR) : start]} {beside} {lower[end : end + _NEAR]}"
    return crashes or bool(_MISHAP.search(near))
