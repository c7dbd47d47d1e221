"""How likely two events tell one happening: a logistic model over features that a person can read.

Its weights (`weights.json`) are learnt, one set for two events of one report and one for events of two
(`dragoman.training.linking`; docs/linking.md has the figures).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from itertools import combinations

from dragoman.codebook import load_codebook
from dragoman.linking.mention import Mention
from dragoman.linking.words import cosine
from dragoman.resolving.gazetteer import distance_km

__all__ = ["FEATURES", "UNLIKE", "candidate_pairs", "explain", "features", "probability"]

FEATURES = (
    "bias", "same day", "days apart", "day untold", "published apart", "same place", "other place", "place untold",
    "other country", "same actors", "other actors", "same recipients", "other recipients", "same number",
    "other number", "same trigger", "same mode", "other mode", "other status", "shared names", "people", "sentence",
    "report", "distance in report", "verbal", "other town", "told days apart", "told towns",
    "one mode",
)  # fmt: skip
_NEAR_KM, _FAR_KM = 25.0, 60.0
_MOST_DAYS = 10
#: Events of reports with next to no word in common are never linked; most pairs end here.
UNLIKE = 0.07
_AFFAIR = 0.3


def features(a: Mention, b: Mention) -> dict[str, float]:
    """The features of a pair; what is not named is 0. Symmetric in `a` and `b`."""
    return _features(a, b, _reports_alike(a, b))


def _reports_alike(a: Mention, b: Mention) -> float:
    return 1.0 if a.report == b.report else cosine(a.report_words, b.report_words)


def _features(a: Mention, b: Mention, reports: float) -> dict[str, float]:
    found = {"bias": 1.0, **_when(a, b), **_where(a, b), **_numbers(a, b)}
    for side, mine, theirs in (("actors", a.actors, b.actors), ("recipients", a.recipients, b.recipients)):
        if mine and theirs:
            # A navy is not the gunmen of its country.
            camps = {a.camp, b.camp} == {"state", "armed"} if side == "actors" else False
            found[f"{'other' if camps or mine.isdisjoint(theirs) else 'same'} {side}"] = 1.0
    if a.modes and b.modes:
        found["other mode" if a.modes.isdisjoint(b.modes) else "same mode"] = 1.0
    else:
        found["one mode"] = float(bool(a.modes) != bool(b.modes))
    found["same trigger"] = float(not a.trigger.isdisjoint(b.trigger))
    found["other status"] = float(a.status != b.status)
    found["shared names"] = float(min(2, len(a.names & b.names)))
    found["people"], found["sentence"] = cosine(a.people, b.people), cosine(a.told, b.told)
    # What is said is said many times over by the same people; what is done is done once.
    found["verbal"] = float(a.event in _verbal_types())
    if a.report == b.report:
        found["distance in report"] = min(3.0, abs(a.position - b.position) / 500)
    else:
        # It tells that two reports are of one affair; beyond that it must not outweigh day and place, or all
        # that two copies of a roundup tell would be one happening.
        found["report"] = min(_AFFAIR, reports)
    return found


def _when(a: Mention, b: Mention) -> dict[str, float]:
    found = {}
    if a.published and b.published:
        found["published apart"] = min(14, abs((a.published - b.published).days)) / 7
    if a.start is None or a.end is None or b.start is None or b.end is None:
        found["day untold"] = 1.0
        return found
    gap = _gap(a.start, a.end, b.start, b.end)
    if gap == 0:
        found["same day"] = 1.0
    else:
        found["days apart"] = math.log2(1 + min(gap, _MOST_DAYS))
        # A day that the text does not tell is a reading; two that it tells are two days. Of neighbouring days one may
        # be misread, or the night between them be meant.
        found["told days apart"] = float(a.day_told and b.day_told) * (1 if gap == 1 else 2)
    return found


def _gap(a: date, a_end: date, b: date, b_end: date) -> int:
    return max(0, (b - a_end).days, (a - b_end).days)


def _where(a: Mention, b: Mention) -> dict[str, float]:
    if a.place is None or b.place is None:
        return {"place untold": 1.0}
    if a.country and b.country and a.country != b.country:
        return {"other country": 1.0, "other place": 1.0}
    if a.point and b.point:
        km = distance_km(a.point, b.point)
        if km >= _FAR_KM:
            # The same name at two points is more often one of them misplaced than two towns.
            other = float(a.place != b.place)
            return {"other place": 1.0, "other town": other, "told towns": other * (a.place_told and b.place_told)}
        return {"same place": 1.0} if km <= _NEAR_KM else {}
    return {"same place": 1.0} if a.place == b.place else {}


def _numbers(a: Mention, b: Mention) -> dict[str, float]:
    same = other = 0
    for kind in a.numbers.keys() & b.numbers.keys():
        (low, high), (low2, high2) = a.numbers[kind], b.numbers[kind]
        if max(low, low2) <= min(high, high2):
            same += 1
        else:
            other += 1
    return {"same number": float(min(2, same)), "other number": float(min(2, other))}


@cache
def _verbal_types() -> frozenset[str]:
    return frozenset(name for name, kind in load_codebook().types.items() if kind.quad.startswith("verbal"))


@cache
def _weights() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(
        (resources.files("dragoman.linking") / "weights.json").read_text(encoding="utf-8")
    )
    return loaded


def candidate_pairs(some: Sequence[Mention], others: Sequence[Mention] | None) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of two reports' events, or of one's (`others` is None), that are of one type and kind and share a country.

    An event that names no country may be anywhere. A denial that tells no place finds what it denies in its own report
    alone: "denied having fired" is as like any other shooting of the day.
    """
    if others is None:
        yield from ((a, b) for a, b in combinations(some, 2) if a.block == b.block)
        return
    blocks: dict[tuple[str, str], list[Mention]] = {}
    for b in others:
        blocks.setdefault(b.block, []).append(b)
    for a in some:
        for b in blocks.get(a.block, ()):
            if a.countries and b.countries and a.countries.isdisjoint(b.countries):
                continue
            if not _bare_denial(a, b):
                yield a, b


def _bare_denial(a: Mention, b: Mention) -> bool:
    """Whether one of two denies what it does not place, and the other tells an act."""
    return a.status != b.status and any(m.status == "negated" and m.place is None for m in (a, b))


def probability(
    a: Mention,
    b: Mention,
    weights: Mapping[str, Mapping[str, float]] | None = None,
    *,
    reports: float | None = None,
) -> float:
    """Probability, 0 to 1, that two events tell one happening; 0 for events of two types.

    `reports` is how alike their reports are, where that is known already.
    """
    if a.event != b.event:
        return 0.0
    alike = _reports_alike(a, b) if reports is None else reports
    if alike < UNLIKE:
        return 0.0
    chosen = (weights or _weights())["within" if a.report == b.report else "across"]
    logit = sum([chosen.get(name, 0.0) * value for name, value in _features(a, b, alike).items()])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def explain(a: Mention, b: Mention) -> list[tuple[str, float]]:
    """What speaks for (positive, in log odds) and against a link, the heaviest first."""
    chosen = _weights()["within" if a.report == b.report else "across"]
    shares = [(name, chosen.get(name, 0.0) * value) for name, value in features(a, b).items()]
    return sorted((s for s in shares if s[1]), key=lambda s: -abs(s[1]))
