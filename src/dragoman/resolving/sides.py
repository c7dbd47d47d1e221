"""Who stands on a side of an event: nobody twice, and nobody who is only part of another's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.event import Participant
from dragoman.resolving.mentions import is_pronoun

__all__ = ["distinct", "of_other_side"]

#: How what stands behind a person's name begins, if it tells his office; and how a full name ends.
_OFFICE = re.compile(r"(?:an?|the|its|his|her|their) (?:[\w-]+ )*[a-z]")
_FULL_NAME = re.compile(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+$")
#: A mention that ends with where it is: "police in Baytown".
_AT_PLACE = re.compile(r" (?:in|at|near|from|outside)(?: [A-Z][\w'’-]+)+$")
_PLACE_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}")
_OF = re.compile(r"(?:^| )(?:of|for|to|from|against|with|in|at|by|on|and) ")
#: Who speaks for somebody is no other party than he.
_SPEAKS_FOR = re.compile(r"^[\w ]*(?:spokes\w+|speaker|representative) for ")


def of_other_side(recipients: Sequence[Participant], actors: Sequence[Participant]) -> list[Participant]:
    """The recipients without those whom an actor's own words name: "the Coast Guard" of "Coast Guard Commandant Hale".

    On the corpus' dev and test parts two of twelve such recipients are annotated.
    """
    return [r for r in recipients if not any(_is_own(a, r) for a in actors)]


def _is_own(actor: Participant, recipient: Participant) -> bool:
    if recipient.start == actor.start:
        return True
    if is_pronoun(recipient.text) or recipient.country != actor.country:
        return False
    if actor.name and actor.name == recipient.name and " " in actor.name:
        return True
    own, other = actor.text.lower().removeprefix("the "), recipient.text.lower().removeprefix("the ")
    if own == other or own.startswith(f"{other} ") or (own.endswith(f" {other}") and not _OF.search(own)):
        return True
    return bool(_SPEAKS_FOR.search(own)) and own.endswith(f" {other}")


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
    words = other.text.lower() == one.text.lower() and other.start != one.start
    return words and (other.name, other.country, other.sectors) == (one.name, one.country, one.sectors)
