"""Who stands on a side of an event: nobody twice, and nobody who is only part of another's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.event import Participant
from dragoman.resolving.mentions import is_pronoun
from dragoman.resolving.name_origins import given_names

__all__ = ["distinct", "without_own"]

#: How what stands behind a person's name begins, if it tells his office; and how a full name ends.
_OFFICE = re.compile(r"(?:an?|the|its|his|her|their) (?:[\w-]+ )*[a-z]")
_FULL_NAME = re.compile(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+$")
#: A mention that ends with where it is: "police in Baytown".
_AT_PLACE = re.compile(r" (?:in|at|near|from|outside)(?: [A-Z][\w'’-]+)+$")
_PLACE_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}")
_INDEFINITE = re.compile(r"(?i)(?:an?|another|one|two|three|four|five|six|several|some|many|\d[\d,.]*)\b")
_NAME = re.compile(r"[A-Z][\w'’-]+")
#: Who speaks for somebody is no other party than he.
_SPEAKS_FOR = re.compile(r"^[\w ]*(?:spokes\w+|speaker|representative) for ")


def without_own(recipients: Sequence[Participant], actors: Sequence[Participant]) -> list[Participant]:
    """The recipients without the actors themselves, and without bodies for which an actor only stands.

    "Coast Guard Commandant Hale" does not act toward the Coast Guard, nor a ministry's spokesman toward the ministry.
    """
    return [r for r in recipients if not any(_is_own(a, r) for a in actors)]


def _is_own(actor: Participant, recipient: Participant) -> bool:
    if recipient.start == actor.start:
        return True
    if actor.start < recipient.start and recipient.end < actor.end and recipient.country == actor.country:
        return True  # "Kenyan" of "senior Kenyan officials"; not "the police" of "critics of the police"
    if is_pronoun(recipient.text) or recipient.country != actor.country or not _is_definite(recipient.text):
        return False
    if _is_one_person(actor, recipient):
        return True
    own, other = actor.text.removeprefix("The ").removeprefix("the "), recipient.text.removeprefix("The ")
    other = other.removeprefix("the ")
    if own.lower() == other.lower() or own == recipient.name:  # "the North" stands for North Korea
        return True
    if _SPEAKS_FOR.search(own) and own.endswith(f" {other}"):
        return True
    title = own.removeprefix(other).lstrip() if own.startswith(f"{other} ") else ""
    return bool(actor.name) and other[0].isupper() and title[:1].isupper()


def _is_definite(text: str) -> bool:
    """Whether the same words mean the same party again: "the inmate", "Kenya", not "an inmate" or "two people"."""
    return text.lower().startswith("the ") or (text[:1].isupper() and not _INDEFINITE.match(text))


def _is_one_person(one: Participant, other: Participant) -> bool:
    """Whether both have the same full name, and neither is called by another given name: the Novaks are several."""
    if not one.name or one.name != other.name or " " not in one.name:
        return False
    called = {w for p in (one, other) for w in _NAME.findall(p.text)} - set(one.name.split())
    return not any(w in given_names() for w in called)


def distinct(side: Sequence[Participant]) -> tuple[Participant, ...]:
    """A side on which everybody who is named stands once, if possible by more than a pronoun."""
    kept: list[Participant] = []
    told = any(one.country for one in side)
    for one in side:
        if kept and (_apposed(kept[-1], one) or _goes_with(kept[-1], one)):
            continue
        if told and one.country is None and is_pronoun(one.text):
            continue  # mostly another word for one of the others: "Ann Lee said she ..."
        same = [i for i, other in enumerate(kept) if _is_same(other, one)]
        if not same:
            kept.append(one)
        elif is_pronoun(kept[same[0]].text) and not is_pronoun(one.text):
            kept[same[0]] = one
    return tuple(kept)


def _apposed(before: Participant, one: Participant) -> bool:
    """Whether a participant only says who the one before it is: "Andrei Nesterenko, a spokesperson for Russia"."""
    beside = one.start == before.end + len(", ") and one.name is None
    alike = (one.country, one.sectors) == (before.country, before.sectors)
    return beside and alike and bool(_OFFICE.match(one.text)) and bool(_FULL_NAME.search(before.text))


def _goes_with(before: Participant, one: Participant) -> bool:
    """Whether it only says how old the one before it is, or where: "Ann Lee, 23", "police in Baytown, Texas"."""
    if one.start != before.end + len(", "):
        return False
    if one.text.isdigit():
        return before.name is not None
    if one.name is not None or not _PLACE_NAME.fullmatch(one.text) or not _AT_PLACE.search(before.text):
        return False
    return one.country == before.country and one.sectors in ((), ("GOV",))


def _is_same(other: Participant, one: Participant) -> bool:
    """Whether two are one: by their name, or by the same words at another place."""
    if one.name is not None and (other.name, other.country) == (one.name, one.country):
        return True
    if other.text.lower() != one.text.lower() or other.start == one.start:
        return False
    again = is_pronoun(one.text) or _is_definite(one.text)
    return again and (other.name, other.country, other.sectors) == (one.name, one.country, one.sectors)
