"""What `dragoman add` costs: ratios within one run, growth with the number of reports, peak memory.

    python benchmarks/adding.py [REPORTS …]

Each configuration runs in a process of its own. Growth and *share* (coding alone over the whole `add`) are reckoned in
seconds of the processor, so that other work on the machine counts for little; two processes against one in seconds.
The reports are those of `examples/crisis`, each told on many days with a line of its own.
"""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from time import perf_counter, process_time

from dragoman.reading.files import read_reports
from dragoman.report import Report, text_id
from dragoman.scaling.adding import add_reports
from dragoman.scaling.engine import CoderOptions, in_process, local_processes
from dragoman.store import Store

_CRISIS = Path(__file__).parents[1] / "examples" / "crisis" / "reports.jsonl"
_SIZES = (100, 1_000)


def reports(number: int) -> Iterator[Report]:
    """So many reports, no two alike word for word, a few dozen a day."""
    known = [r for r in read_reports([_CRISIS]) if isinstance(r, Report)]

    def endless() -> Iterator[Report]:
        for turn in count():
            for report in known:
                text = f"{report.text} This was report {turn} of the series {text_id(str(turn), report.id)}."
                day = report.date + timedelta(60 * turn) if report.date else None
                yield replace(report, id=f"{report.id}-{turn}", text=text, date=day)

    return islice(endless(), number)


def _one(number: int, processes: int, alone: bool) -> None:
    """One configuration; prints seconds, seconds of the processor and megabytes of this process as JSON."""
    options = CoderOptions(threads=1 if processes == 1 else 0)
    coder = options.coder()
    began, busy = perf_counter(), process_time()
    if alone:
        for _ in coder.code_many(reports(number)):
            pass
    else:
        engine = in_process(coder) if processes == 1 else local_processes(options, processes)
        with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.duckdb") as store:
            add_reports(store, reports(number), engine, coder.reference)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([perf_counter() - began, process_time() - busy, peak]))


def _run(number: int, processes: int = 1, *, alone: bool = False) -> tuple[float, float, float]:
    command = [sys.executable, __file__, "--one", str(number), str(processes), str(int(alone))]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    seconds, busy, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, busy, peak


def main() -> None:
    """Every configuration in turn."""
    if sys.argv[1:2] == ["--one"]:
        number, processes, alone = map(int, sys.argv[2:5])
        _one(number, processes, bool(alone))
        return
    sizes = [int(a) for a in sys.argv[1:]] or list(_SIZES)
    runs = {}
    for size in sizes:
        seconds, busy, peak = runs[size] = _run(size)
        print(
            f"add, one process, {size:>7,} reports: {seconds:7.1f} s  {size / seconds:6.1f}/s  "
            f"processor {busy:7.1f} s  peak {peak:,.0f} MB",
            flush=True,
        )
    if len(sizes) > 1:
        growth = math.log(runs[sizes[-1]][1] / runs[sizes[0]][1]) / math.log(sizes[-1] / sizes[0])
        print(f"growth exponent, {sizes[0]:,} to {sizes[-1]:,} reports: {growth:.2f}", flush=True)
    middle = min(sizes, key=lambda n: abs(n - 1000))
    _, coding, _ = _run(middle, alone=True)
    print(f"share of coding in add, {middle:,} reports, one thread: {coding / runs[middle][1]:.2f}", flush=True)
    one, (two, _, _) = _run(middle)[0], _run(middle, 2)
    print(f"two processes, {middle:,} reports: {one / two:.2f} times one ({middle / two:.1f} reports a second)")


if __name__ == "__main__":
    main()
