"""What the loader cannot see: annotations that are well formed and still impossible.

    python -m dragoman.training.lint corpus [--show]

prints every fault, then the counts; `--show` prints each event in its words, for proof-reading.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pycountry

from dragoman.codebook import Codebook, load_codebook
from dragoman.errors import CorpusError
from dragoman.event import Participant
from dragoman.resolving.speakers import SPEECH_ACTS
from dragoman.training.corpus import AnnotatedReport, Annotation, load_report

__all__ = ["counts", "lint", "main"]

#: Told in the future these are promises, which is AGREE.
_COOPERATIVE = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
_EXTRA_COUNTRIES = {"KOS"}
_MAX_TRIGGER_WORDS = 6
_FAR = 900
_WORDS = (60, 650)


def _countries(codebook: Codebook) -> set[str]:
    return {c.alpha_3 for c in pycountry.countries} | _EXTRA_COUNTRIES | set(codebook.supranational)


def lint(annotated: AnnotatedReport) -> list[str]:
    """Faults of one report, one line each."""
    codebook = load_codebook()
    faults = [f"{e.event} {e.trigger.text!r}: {fault}" for e in annotated.events for fault in _event(e, annotated)]
    known = _countries(codebook)
    for event in annotated.events:
        for who in _everyone(event):
            if who.country and who.country not in known:
                faults.append(f"{who.text!r}: {who.country!r} is no country code")
    faults += _doubles(annotated.events)
    if annotated.source == "fictional":
        faults += _own_text(annotated)
    return faults


def _everyone(event: Annotation) -> Iterator[Participant]:
    yield from (*event.actors, *event.recipients, *event.said_by)


def _event(event: Annotation, annotated: AnnotatedReport) -> Iterator[str]:
    if event.event in _COOPERATIVE and event.status == "future":
        yield "told in the future this is AGREE"
    if event.event == "THREATEN" and event.status == "hypothetical":
        yield "a threat made is actual, whatever it threatens"
    speakers = {(p.start, p.country) for p in event.said_by}
    if event.event in SPEECH_ACTS and any((a.start, a.country) in speakers for a in event.actors):
        yield "said_by is the actor of its own speech act; leave said_by empty"
    if len(event.trigger.text.split()) > _MAX_TRIGGER_WORDS:
        yield f"a trigger is at most {_MAX_TRIGGER_WORDS} words"
    for who in (*event.actors, *event.recipients):
        if abs(who.start - event.trigger.start) > _FAR:
            yield f"{who.text!r} stands {abs(who.start - event.trigger.start)} characters away"
        if who.start < event.trigger.start and who.end > event.trigger.end:
            yield f"{who.text!r} holds the trigger"
    published = annotated.report.date
    told = event.date.start if event.date and event.status in ("actual", "historical") else None
    if told and published and told > published + timedelta(days=1):
        yield "happened after it was published"
    for quantity in event.quantities:
        if quantity.min is not None and quantity.max is not None and quantity.min > quantity.max:
            yield f"{quantity.text!r}: min is greater than max"
        if quantity.min is None and quantity.max is None:
            yield f"{quantity.text!r}: neither min nor max"


def _doubles(events: Iterable[Annotation]) -> Iterator[str]:
    seen = Counter((e.event, e.trigger.start) for e in events)
    return (f"{event} at {at}: annotated {n} times" for (event, at), n in seen.items() if n > 1)


def _own_text(annotated: AnnotatedReport) -> Iterator[str]:
    words = len(annotated.report.text.split())
    if not _WORDS[0] <= words <= _WORDS[1]:
        yield f"{words} words; a report has {_WORDS[0]} to {_WORDS[1]}"
    if annotated.report.date is None or annotated.report.publisher is None:
        yield "a report of our own has date and publisher"
    for key in ("genre", "region"):
        if key not in annotated.meta:
            yield f"the key {key!r} is missing"


def counts(reports: list[AnnotatedReport]) -> str:
    """Counts of reports, words, events, types, modes, statuses, genres, regions and years, for people."""
    events = [e for r in reports for e in r.events]
    words = sum(len(r.report.text.split()) for r in reports)
    empty = sum(not r.events for r in reports)
    modes = Counter(f"{e.event}/{m}" for e in events for m in e.mode)
    lines = [
        f"{len(reports)} reports ({empty} without an event), {words} words, {len(events)} events, "
        f"{words / max(1, len(events)):.1f} words an event",
        "types     " + _tally(Counter(e.event for e in events)),
        "statuses  " + _tally(Counter(e.status for e in events)),
        "modes     " + _tally(modes),
        "no mode   " + (" ".join(m for m in load_codebook().modes() if m not in modes) or "none missing"),
        "contexts  " + _tally(Counter(c for e in events for c in e.contexts)),
        "filled    " + _tally(Counter(_filled(events))),
        "genres    " + _tally(Counter(r.meta.get("genre", "none") for r in reports)),
        "regions   " + _tally(Counter(r.meta.get("region", "none") for r in reports)),
        "years     " + " ".join(f"{year} {n}" for year, n in sorted(_years(reports).items())),
    ]
    return "\n".join(lines)


def _years(reports: list[AnnotatedReport]) -> Counter[int]:
    return Counter(r.report.date.year for r in reports if r.report.date)


def _filled(events: list[Annotation]) -> Iterator[str]:
    for event in events:
        for role in ("actors", "recipients", "said_by", "date", "place", "quantities"):
            if getattr(event, role):
                yield role


def _tally(counter: Counter[str]) -> str:
    return " ".join(f"{name} {n}" for name, n in counter.most_common())


def show(annotated: AnnotatedReport) -> str:
    """Each event in its words: `before [trigger] after`, then who, when, where, how many."""
    text, lines = annotated.report.text, [f"== {annotated.report.id}"]
    for e in annotated.events:
        start, end = e.trigger.start, e.trigger.end
        context = f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 60]}".replace("\n", " ")
        lines.append(f"{e.event}/{','.join(e.mode)} {e.status} ({' '.join(e.contexts)}) …{context}…")
        for role in ("actors", "recipients", "said_by"):
            lines += [
                f"    {role:10} …{text[max(0, p.start - 15) : p.start]}[{p.text}]{text[p.end : p.end + 15]}…"
                f" = {p.name or ''} {p.country} {' '.join(p.sectors)}".replace("\n", " ")
                for p in getattr(e, role)
            ]
        if e.date:
            lines.append(f"    date       {e.date.text!r} = {e.date.start}/{e.date.end}")
        if e.place:
            lines.append(f"    place      {e.place.text!r} = {e.place.name} {e.place.country}")
        lines += [f"    {q.kind:10} {q.text!r} = {q.min} to {q.max} of {q.of}" for q in e.quantities]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Lint a corpus folder; exit status 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print each event in its words")
    options = parser.parse_args(arguments)
    reports: list[AnnotatedReport] = []
    faulty = 0
    for path in sorted(options.folder.rglob("*.yaml")) if options.folder.is_dir() else [options.folder]:
        try:
            annotated = load_report(path)
        except CorpusError as error:
            faulty += 1
            print(error)
            continue
        if faults := lint(annotated):
            faulty += 1
            print("\n".join(f"{path}: {fault}" for fault in faults))
            continue
        reports.append(annotated)
        if options.show:
            print(show(annotated))
    print(counts(reports) if reports else "no report without fault")
    if faulty:
        print(f"{faulty} reports with faults")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
