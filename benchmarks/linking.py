"""Growth of linking: invented events at one daily rate, so that a larger store covers more days.

    python benchmarks/linking.py [EVENTS …]

Words are those of our corpus, as often as they stand there, names of the affair's own and names of its countries; so
about as many pairs of reports are alike as among real ones (4 in 100 share a heavy word and reach a cosine
of .07 among 330 real reports; --alike prints the share here).

Prints processor seconds of linking alone (its database's threads included), peak memory and the exponent of growth
between the smallest and the largest run.
"""

from __future__ import annotations

import csv
import math
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import accumulate, combinations, islice
from pathlib import Path
from time import process_time

import msgspec

from dragoman.codebook import load_codebook
from dragoman.event import Coder, Event, EventDate, Participant, Place, ReportRef
from dragoman.frame import Span
from dragoman.linking.linker import Linker
from dragoman.linking.scoring import UNLIKE
from dragoman.linking.words import cosine, weighted_words
from dragoman.report import Report
from dragoman.store.store import CodedReport, Store

_A_DAY = 60
_EVENTS_A_REPORT = 10
_COUNTRIES = ("SRB", "AZE", "ARM", "TUR", "RUS", "UKR", "SYR", "IRQ", "MLI", "NER", "COL", "PER", "IND", "PAK", "CHN",
              "JPN", "FRA", "DEU", "USA", "NGA")  # fmt: skip
_TOLD_BY = 3
_CODER = Coder(version="0", model="benchmark", codebook="plover-2.0")


def reports(seed: int = 0) -> Iterator[CodedReport]:
    """Reports without end, `_A_DAY` of them a day; every affair is told by about three in words of its own."""
    chance = random.Random(seed)
    types = list(load_codebook().types)
    for day in (date(2000, 1, 1) + timedelta(n) for n in range(10**6)):
        affairs = [_affair(chance, types) for _ in range(_A_DAY // _TOLD_BY)]
        for number in range(_A_DAY):
            yield _report(f"{day}-{number}", day, chance.choice(affairs), chance)


@dataclass(frozen=True, slots=True)
class _Affair:
    sides: tuple[str, str]
    words: list[str]
    types: list[str]


def _affair(chance: random.Random, types: list[str]) -> _Affair:
    one, other = chance.sample(_COUNTRIES, 2)
    own = [f"name{chance.randrange(10**6)}" for _ in range(33)]
    own += [f"{country.lower()}ian{chance.randrange(8)}" for country in (one, other) for _ in range(6)]
    return _Affair((one, other), own + _common(chance, 45), chance.choices(types, k=_EVENTS_A_REPORT))


@cache
def _table() -> tuple[list[str], list[int]]:
    with (resources.files("dragoman.linking") / "frequencies.csv").open(encoding="utf-8") as stream:
        rows = [(row["word"], int(row["reports"])) for row in csv.DictReader(stream) if row["word"] != "*"]
    return [word for word, _ in rows], list(accumulate(n for _, n in rows))


def _common(chance: random.Random, number: int) -> list[str]:
    words, weights = _table()
    return chance.choices(words, cum_weights=weights, k=number)


def _report(name: str, day: date, affair: _Affair, chance: random.Random) -> CodedReport:
    one, other = affair.sides
    own = [f"other{chance.randrange(10**6)}" for _ in range(15)] + _common(chance, 15)
    text = " ".join(chance.sample(affair.words + own, 120))
    events = [_event(f"{name}-{n}", name, day, kind, one, other, text, n) for n, kind in enumerate(affair.types)]
    return CodedReport(Report(id=name, text=text, date=day), msgspec.json.encode(events), len(events))


def _event(name: str, report: str, day: date, kind: str, one: str, other: str, text: str, n: int) -> Event:
    start = n * 40
    end = min(len(text), start + 80)
    return Event(
        report=ReportRef(id=report, date=day), id=name, event=kind, mode=(), contexts=(),
        quad=load_codebook().types[kind].quad, score=0.0, cameo="010", status="actual",
        trigger=Span(text=text[start : start + 5], start=start, end=start + 5),
        sentence=Span(text=text[start:end], start=start, end=end),
        actors=(Participant(text=one, start=start, end=start + 3, country=one),),
        recipients=(Participant(text=other, start=start, end=start + 3, country=other),),
        said_by=(), date=EventDate(start=day, end=day, precision="day"),
        place=Place(text=other, country=other, precision="country"), quantities=(), incident=None,
        confidence=0.9, coder=_CODER,
    )  # fmt: skip


def seconds(events: int) -> tuple[float, int]:
    """Processor seconds that linking so many events takes, and how many incidents come of them."""
    spent = 0.0
    stream = islice(reports(), events // _EVENTS_A_REPORT)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.duckdb") as store:
        run, linker = store.begin_run(_CODER, {}), Linker(store)
        while batch := list(islice(stream, 128)):
            store.write(batch, run)
            began = process_time()
            linker.link_new(run)
            spent += process_time() - began
        found = store.fetch("select count(distinct incident) from membership")[0][0]
    return spent, found


def alike(number: int = 300) -> float:
    """Share of the pairs of some reports of one day and the next few that may tell the same."""
    words = [weighted_words([c.report.text]) for c in islice(reports(), number)]
    pairs = list(combinations(words, 2))
    near = sum(cosine(a, b) >= UNLIKE and not set(list(a)[:20]).isdisjoint(list(b)[:20]) for a, b in pairs)
    return near / len(pairs)


def main() -> None:
    """Time every size that is asked for."""
    if sys.argv[1:] == ["--alike"]:
        print(f"{alike():.3f} of the pairs of reports may tell the same")
        return
    sizes = [int(a) for a in sys.argv[1:]] or [1_000, 10_000]
    taken = []
    for size in sizes:
        spent, found = seconds(size)
        taken.append(spent)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        line = f"{size:>9,} events  {spent:8.1f} s  {1000 * spent / size:6.2f} ms each"
        print(f"{line}  {found:,} incidents  {peak:,.0f} MB")
    exponent = math.log(taken[-1] / taken[0]) / math.log(sizes[-1] / sizes[0])
    print(f"growth exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
