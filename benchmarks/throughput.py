"""Tokens a second of the whole pipeline over those of the bare encoder, in one run.

    python benchmarks/throughput.py [--reports N]

Both see the same windows; what lies between them is reading, sentences, decoding and resolving.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from pathlib import Path

from dragoman.coding.coder import Coder
from dragoman.report import Report
from dragoman.training.corpus import load_corpus

_CORPUS = Path(__file__).parent.parent / "corpus"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100)
    wanted = parser.parse_args().reports
    texts = [r.report.text for r in load_corpus(_CORPUS)]
    reports = [Report(id=str(i), text=texts[i % len(texts)], date=date(2020, 1, 1)) for i in range(wanted)]
    coder = Coder()
    windows = [w for r in reports for w, _ in coder.encode(r).passes]
    tokens = sum(map(len, windows))
    coder.encoder.run(windows[:8])
    begun = time.perf_counter()
    coder.encoder.run(windows)
    bare = tokens / (time.perf_counter() - begun)
    begun = time.perf_counter()
    events = sum(map(len, coder.code_many(reports)))
    whole = tokens / (time.perf_counter() - begun)
    print(f"{len(reports)} reports, {tokens} tokens, {events} events")
    print(f"whole pipeline ÷ bare encoder: {whole / bare:.2f}   ({whole:.0f} and {bare:.0f} tokens a second here)")


if __name__ == "__main__":
    main()
