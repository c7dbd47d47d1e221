"""Other people's labels: how good single rooms are on sets in JSON lines (one text a line, `gold` beside it).

The kind of a set shows in the keys of its `gold`: `toponyms` (places), `timex` (dates), `plover_root` (one
relation a sentence), `killed` (shootings), `sentences` (chains of event mentions), `attributions`. A figure is a share
with its denominator, or a number that is no share of anything counted (F1).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.coding.coder import Coder
from dragoman.errors import CorpusError
from dragoman.event import Event, Participant
from dragoman.frame import Span
from dragoman.linking.mention import Mention
from dragoman.reading.clean import clean
from dragoman.report import Report
from dragoman.resolving.attributions import find_attributions
from dragoman.resolving.dates import resolve_date
from dragoman.resolving.gazetteer import Gazetteer, distance_km
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.mentions import Memory
from dragoman.resolving.place_contexts import place_context
from dragoman.resolving.places import resolve_place
from dragoman.resolving.toponyms import find_toponyms
from dragoman.training.link_scores import Shootings, chain_figures, main_mention, shooting_figures

__all__ = ["Figures", "score_labelled"]

#: Name of a figure → (right, of how many), or its value.
Figures = dict[str, tuple[int, int] | float]
Row = Mapping[str, Any]
_NEAR_KM, _TOWN_KM = 161.0, 25.0
#: Fewer cannot be linked by weights that have not seen them.
_LEAST_INCIDENTS = 10
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def score_labelled(path: Path, coder: Coder) -> Figures:
    """The figures of a set.

    Raises:
        CorpusError: a line is no JSON object with `text` and `gold`, or the gold is of no known kind.
    """
    rows = list(_rows(path))
    for key, score in _KINDS.items():
        if rows and all(key in row["gold"] for row in rows):
            return score(rows, coder)
    kinds = ", ".join(_KINDS)
    raise CorpusError(str(path), [f"its gold has none of the keys that tell its kind ({kinds})"])


def _rows(path: Path) -> Iterator[Row]:
    # Not splitlines: it also splits at separators that may stand inside a JSON string.
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["text"], row["gold"]
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(
                str(path), [f"line {number}: needs a JSON object with text and gold ({error})"]
            ) from error
        yield row


def _published(row: Row) -> date | None:
    return date.fromisoformat(row["date"]) if row.get("date") else None


def _places(rows: Sequence[Row], _: Coder) -> Figures:
    """Places given: the share within 161 km; places not given: which of them are found, by their exact span."""
    knowledge, gazetteer = load_knowledge(), Gazetteer()
    near: list[bool] = []
    hits = found = wanted = 0
    for row in rows:
        text = clean(row["text"])
        weights = Memory(text, knowledge, day=_published(row)).country_weights()
        context = place_context(text, weights, knowledge, gazetteer)
        spans = {(t.start, t.end) for t in find_toponyms(text, knowledge, gazetteer)}
        gold = row["gold"]["toponyms"]
        hits += len(spans & {(g["start"], g["end"]) for g in gold})
        found, wanted = found + len(spans), wanted + len(gold)
        for mention in (g for g in gold if g.get("lat") is not None):
            place = resolve_place(clean(mention["text"]), context, knowledge=knowledge, gazetteer=gazetteer)
            near.append(_within((place.lat, place.lon), mention, _NEAR_KM))
    return {
        "place within 161 km": (sum(near), len(near)),
        "mentions found are places": (hits, found),
        "places found": (hits, wanted),
    }


def _within(point: tuple[float | None, float | None], gold: Row, km: float) -> bool:
    lat, lon = point
    there = float(gold["lat"]), float(gold["lon"])
    return lat is not None and lon is not None and distance_km((lat, lon), there) <= km


def _dates(rows: Sequence[Row], _: Coder) -> Figures:
    """Time expressions given: their value at the gold's precision; what has no calendar value must get no day."""
    right: list[bool] = []
    silent: list[bool] = []
    for row in rows:
        text = clean(row["text"])
        for gold in (g for g in row["gold"]["timex"] if g["type"] == "DATE" and str(g.get("dct")) != "True"):
            start = text.rfind("\n", 0, gold["start"]) + 1
            end = text.find("\n", gold["end"]) if "\n" in text[gold["end"] :] else len(text)
            found = resolve_date(
                Span(text=text[gold["start"] : gold["end"]], start=gold["start"], end=gold["end"]),
                Span(text=text[start:end], start=start, end=end),
                published=_published(row),
                status="actual",
                vague=True,
            )
            days = (found.start, found.end)
            if re.match(r"\d{4}", gold["value"]):
                right.append(_has_value(days, gold["value"]))
            else:
                silent.append(found.start is None or found.precision not in ("day", "span"))
    return {"date value": (sum(right), len(right)), "no day where none is told": (sum(silent), len(silent))}


def _has_value(days: tuple[date | None, date | None], value: str) -> bool:
    first, last = days
    if first is None or last is None:
        return False
    if _DAY.match(value):
        return value[:10] in (first.isoformat(), last.isoformat())
    year = int(value[:4])
    if week := re.fullmatch(r"\d{4}-W(\d\d).*", value):
        return first.isocalendar()[:2] == (year, int(week[1]))
    if quarter := re.fullmatch(r"\d{4}-Q(\d)", value):
        return (first.year, first.month) == (year, 3 * int(quarter[1]) - 2)
    if re.fullmatch(r"\d{4}-\d\d", value):
        return first.isoformat()[:7] == value
    return value == str(first.year) and (last.year == year or (first.month, first.day) == (1, 1))


def _relations(rows: Sequence[Row], coder: Coder) -> Figures:
    """An event whose actors and recipients overlap those given; of these, the type; macro F1 over the types.

    Those who meet, fight or agree are both actors for us, so events that hold both parties in any role are told, too.
    """
    found, together, pairs = 0, 0, []
    rows = [row for row in rows if row["gold"].get("source") and row["gold"].get("target")]
    for row in rows:
        gold = row["gold"]
        events = coder.code(row["text"])
        both = [e for e in events if _overlaps(e.actors, gold["source"]) and _overlaps(e.recipients, gold["target"])]
        found += bool(both)
        together += any(
            all(_overlaps((*e.actors, *e.recipients), gold[side]) for side in ("source", "target")) for e in events
        )
        if both:
            types = {_root(e.event) for e in both}
            wanted = _root(gold["plover_root"])
            pairs.append((wanted, wanted if wanted in types else sorted(types)[0]))
    right = sum(a == b for a, b in pairs)
    return {
        "event with both parties": (found, len(rows)),
        "both parties in any role": (together, len(rows)),
        "its type": (right, len(pairs)),
        "macro F1 of types": _macro_f1(pairs),
    }


def _root(name: str) -> str:
    return "YIELD" if name in ("CONCEDE", "RETREAT", "YIELD") else name


def _overlaps(people: Iterable[Participant], gold: Row) -> bool:
    return any(p.start < gold["end"] and p.end > gold["start"] for p in people)


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for wanted, got in pairs:
        counts[wanted][0] += wanted == got
        counts[wanted][1] += 1
        counts[got][2] += 1
    scores = [2 * hits / (wanted + got) for hits, wanted, got in counts.values() if wanted]
    return sum(scores) / len(scores) if scores else 0.0


def _shootings(rows: Sequence[Row], coder: Coder) -> Figures:
    """One shooting a text: the dead and injured of its events, the place of the first event that has one, linking."""
    killed: list[bool] = []
    injured: list[bool] = []
    near: list[bool] = []
    incident: dict[str, str] = {}
    mentions: dict[str, Mention | None] = {}
    for number, row in enumerate(rows):
        gold = row["gold"]
        events = coder.code(row["text"], date=row.get("date"))
        if gold.get("incident_id") is not None:
            report = Report(id=str(row.get("id", number)), text=row["text"], date=_published(row))
            incident[report.id], mentions[report.id] = str(gold["incident_id"]), main_mention(report, events)
        for kind, right in (("killed", killed), ("injured", injured)):
            if gold.get(kind) is not None:
                right.append(_most(events, kind) == gold[kind])
        if gold.get("lat") is None:
            continue
        places = [e.place for e in events if e.place and e.place.lat is not None and e.place.precision != "country"]
        near.append(bool(places) and _within((places[0].lat, places[0].lon), gold, _TOWN_KM))
    return {
        "killed exact": (sum(killed), len(killed)),
        "injured exact": (sum(injured), len(injured)),
        "place within 25 km": (sum(near), len(near)),
        **(shooting_figures(Shootings(incident, mentions)) if len(set(incident.values())) >= _LEAST_INCIDENTS else {}),
    }


def _most(events: Iterable[Event], kind: str) -> int:
    return int(max((q.min or 0 for e in events for q in e.quantities if q.kind == kind), default=0))


def _chains(rows: Sequence[Row], coder: Coder) -> Figures:
    """Mentions of events given: chains of one happening inside a topic (`link_scores`)."""
    return {**chain_figures(rows, coder)}


def _attributions(rows: Sequence[Row], _: Coder) -> Figures:
    """Contents matched one to one at Jaccard .5 of their characters; of these, sources that match likewise."""
    hits = found = wanted = right = 0
    for row in rows:
        ours = find_attributions(clean(row["text"]))
        gold = [a for a in row["gold"]["attributions"] if a["content"]]
        free = list(range(len(ours)))
        found, wanted = found + len(ours), wanted + len(gold)
        for theirs in gold:
            content = _characters((s["start"], s["end"]) for s in theirs["content"])
            best = max(free, key=lambda k: _jaccard(content, _characters(ours[k].content)), default=None)
            if best is None or _jaccard(content, _characters(ours[best].content)) < 0.5:
                continue
            free.remove(best)
            hits += 1
            source = _characters((s["start"], s["end"]) for s in theirs["source"])
            told = ours[best].source
            right += _jaccard(source, _characters([told] if told else [])) >= 0.5
    return {
        "contents found are attributed": (hits, found),
        "contents found": (hits, wanted),
        "their source": (right, hits),
    }


def _characters(pieces: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in pieces for at in range(start, end)}


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


_KINDS: dict[str, Callable[[Sequence[Row], Coder], Figures]] = {
    "toponyms": _places,
    "timex": _dates,
    "plover_root": _relations,
    "killed": _shootings,
    "sentences": _chains,
    "attributions": _attributions,
}
