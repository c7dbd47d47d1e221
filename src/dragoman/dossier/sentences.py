"""Incidents as plain sentences. Every word comes from these tables, the codebook or the reports themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import pycountry

from dragoman.event import Event, Participant
from dragoman.linking.claims import Claim, Incident

__all__ = ["claim_lines", "country_name", "day_text", "deed", "sentence", "span_text"]

#: Type → what was done, what is to be done, and the word before its recipient.
_VERBS = {
    "AGREE": ("made a promise or an agreement", "make a promise or an agreement", "with"),
    "CONSULT": ("met or held talks", "meet or hold talks", "with"),
    "SUPPORT": ("voiced support", "voice support", "for"),
    "CONCEDE": ("made a concession", "make a concession", "to"),
    "COOPERATE": ("cooperated", "cooperate", "with"),
    "AID": ("gave help", "give help", "to"),
    "RETREAT": ("drew back or gave way", "draw back or give way", "towards"),
    "REQUEST": ("made a demand or request", "make a demand or request", "to"),
    "ACCUSE": ("accused or criticised", "accuse or criticise", ""),
    "REJECT": ("gave a refusal", "give a refusal", "to"),
    "THREATEN": ("threatened", "threaten", ""),
    "PROTEST": ("protested", "protest", "against"),
    "SANCTION": ("took measures", "take measures", "against"),
    "MOBILIZE": ("moved or readied forces", "move or ready forces", "towards"),
    "COERCE": ("used coercion", "use coercion", "against"),
    "ASSAULT": ("attacked", "attack", ""),
}
_UNNAMED = "somebody not named"
_NOBODY = "a side not named"
_PLOVER = {"IGO": "international organisation", "NGO": "non-governmental organisation", "UIS": "unidentified state"}
_MOST_PARTIES = 3
#: First words of mentions that are written small inside a sentence.
_SMALL = frozenset("a an the its his her their two three four five six seven eight nine ten several many some".split())


@cache
def country_name(code: str) -> str:
    """English name of a country (ISO 3166 alpha-3); a code of PLOVER's own stays."""
    found = pycountry.countries.get(alpha_3=code)
    if found is None:
        return _PLOVER.get(code, code)
    return str(getattr(found, "common_name", found.name)).partition(",")[0]


def day_text(day: date) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"


def span_text(span: dict[str, Any] | None) -> str:
    """A day or the days from first to last."""
    if span is None:
        return "day not told"
    first, last = date.fromisoformat(span["start"]), date.fromisoformat(span["end"])
    return day_text(first) if first == last else f"{day_text(first)} to {day_text(last)}"


def sentence(incident: Incident, events: Sequence[Event]) -> str:
    """One sentence that says what happened, as plainly as the reports allow, without a footnote or a full stop."""
    actors = _parties((e.actors for e in events), _UNNAMED)
    recipients = _parties((e.recipients for e in events), "")
    status = Counter(e.status for e in events).most_common(1)[0][0]
    done, to_do, before = _VERBS[incident.event]
    what = {
        "future": f"is to {to_do}", "hypothetical": f"may {to_do}", "negated": f"did not {to_do}",
    }.get(status, done)  # fmt: skip
    whom = f" {before} {recipients}".replace("  ", " ") if recipients else _without_recipient(before)
    place = _place(incident)
    return f"{_capital(actors)} {what}{whom}{f' in {place}' if place else ''} {_in_brackets(events)}{_vouched(events)}"


def _without_recipient(before: str) -> str:
    return f" {_NOBODY}" if not before else ""


def _in_brackets(events: Sequence[Event]) -> str:
    modes = Counter(m for e in events for m in e.mode)
    words = Counter(" ".join(e.trigger.text.split()) for e in events)
    inside = [m.replace("-", " ") for m, _ in modes.most_common(2)] + [f"“{words.most_common(1)[0][0]}”"]
    return f"({', '.join(inside)})"


def _vouched(events: Sequence[Event]) -> str:
    """Who says so, where nobody but named speakers does."""
    if not all(e.said_by for e in events):
        return ""
    names = Counter(_name(e.said_by[0]) for e in events)
    told = [name for name, _ in names.most_common(_MOST_PARTIES)]
    return f", as told by {_listed(told)}"


def _parties(sides: Iterable[Sequence[Participant]], nobody: str) -> str:
    found: dict[str, Counter[str]] = {}
    for people in sides:
        for person in people:
            name = _name_of(person)
            found.setdefault(person.country or name, Counter())[name] += 1
    ordered = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
    names = [_with_country(_best(names), code) for code, names in ordered[:_MOST_PARTIES]]
    if len(ordered) > _MOST_PARTIES:
        names.append("others")
    return _listed(names) or nobody


def _best(names: Counter[str]) -> str:
    return min(names, key=lambda n: (-names[n], -len(n), n))


def _name_of(person: Participant) -> str:
    first, _, rest = " ".join((person.name or person.text).split()).partition(" ")
    return f"{first.lower() if first.lower() in _SMALL else first} {rest}".strip()


def _with_country(name: str, code: str) -> str:
    country = country_name(code)
    return name if code == name or country.lower() in name.lower() else f"{name} ({country})"


def _name(person: Participant) -> str:
    name = _name_of(person)
    return _with_country(name, person.country) if person.country else name


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _place(incident: Incident) -> str:
    place = incident.place
    if not place:
        return ""
    country = country_name(place["country"])
    return f"{place['name']}, {country}" if place["name"] and place["name"] != country else country


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def claim_lines(claims: Iterable[Claim]) -> tuple[str, ...]:
    """One line for each field and value, with everybody who vouches for it, from how many sources and since when."""
    by_value: dict[str, list[Claim]] = {}
    for claim in claims:
        by_value.setdefault(f"{claim.field}: {_value(claim)}", []).append(claim)
    return tuple(f"{value} — {'; '.join(map(_vouchers, same))}" for value, same in by_value.items())


def _value(claim: Claim) -> str:
    value = claim.value
    if "min" in value:
        low, high = value["min"], value["max"]
        return f"{low:,}" if low == high else f"{low or 0:,} to {high:,}" if high is not None else f"at least {low:,}"
    if "start" in value:
        return span_text(value)
    return str(value["text"]) + (f" ({country_name(value['country'])})" if value.get("country") else "")


def _vouchers(claim: Claim) -> str:
    who = " ← ".join(claim.said_by) if claim.said_by else "in the reports’ own words"
    stance = f", {claim.stance}" if claim.stance and claim.stance != "states" else ""
    sources = f"{claim.independent_sources} source{'' if claim.independent_sources == 1 else 's'}"
    first = f", first {day_text(claim.first_seen)}" if claim.first_seen else ""
    return f"{who}{stance} ({sources}{first})"


def deed(event: str) -> str:
    """What was done in an event of a type, in words."""
    return _VERBS[event][0]
