"""Tokens a second of the whole pipeline over those of the bare encoder, in one run.

    python benchmarks/throughput.py [--reports N]

Both see the same windows on one thread. What lies between them is the role reader, decoding and resolving, and, where
reports go from JSON lines to a store, reading, writing and linking. Seconds are the processor's.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from dragoman.coding.coder import Coder
from dragoman.frame import Frame
from dragoman.reading.files import read_reports
from dragoman.report import Report
from dragoman.scaling.adding import add_reports
from dragoman.scaling.engine import in_process
from dragoman.store import Store
from dragoman.training.corpus import load_corpus

_CORPUS = Path(__file__).parent.parent / "corpus"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100)
    wanted = parser.parse_args().reports
    texts = [r.report.text for r in load_corpus(_CORPUS)]
    reports = [
        Report(id=str(i), text=texts[i % len(texts)], date=date(2020, 1, 1) + timedelta(i)) for i in range(wanted)
    ]
    coder = Coder(threads=1)
    encoded = [coder.encode(r) for r in reports]
    windows = [w for e in encoded for w, _ in e.passes]
    tokens = sum(map(len, windows))
    coder.encoder.run(windows[:8])
    bare = _seconds(lambda: coder.encoder.run(windows))
    cut = _seconds(lambda: [coder.encode(r) for r in reports]) - bare
    frames: list[list[Frame]] = []
    decode = _seconds(lambda: frames.extend(coder.decode(e) for e in encoded))
    resolve = _seconds(lambda: [coder.resolve(r, f) for r, f in zip(reports, frames, strict=True)])
    with tempfile.TemporaryDirectory() as folder:
        whole = _seconds(lambda: _add(reports, coder, Path(folder)))
    print(f"{len(reports)} reports, {tokens} tokens, {sum(map(len, frames))} events")
    print(f"bare encoder: {tokens / bare:.0f} tokens a second; JSON lines to store: {tokens / whole:.0f}")
    print(f"coder ÷ bare encoder: {bare / (bare + cut + decode + resolve):.2f}")
    print(f"JSON lines to store ÷ bare encoder: {bare / whole:.2f}")
    rest = whole - bare - cut - decode - resolve
    shares = {"encoder": bare, "sentences and windows": cut, "roles and decoding": decode, "resolving": resolve}
    for name, seconds in {**shares, "reading, store, linking": rest}.items():
        print(f"  {name:<24}{seconds / whole:.2f}")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _add(reports: list[Report], coder: Coder, folder: Path) -> None:
    path = folder / "reports.jsonl"
    rows = [{"id": r.id, "text": r.text, "date": str(r.date)} for r in reports]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with Store(folder / "store.duckdb") as store:
        add_reports(store, read_reports([path]), in_process(coder), coder.reference)


if __name__ == "__main__":
    main()
