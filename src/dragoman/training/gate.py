"""The quality gate: floors below which the coder's main figures must not fall.

    python -m dragoman.training.gate              # measure, compare, fail below a floor
    python -m dragoman.training.gate --raise      # floors up to what is measured
    python -m dragoman.training.gate --lower "the test part got forty harder reports"

`quality.json` holds the floors, the hash of the reports that they were measured on, and a line of reason
for each time that one was lowered. A changed test part fails too, because its figures compare with nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from dragoman.coding.coder import Coder
from dragoman.training.corpus import AnnotatedReport, corpus_hash, load_corpus
from dragoman.training.evaluate import score
from dragoman.training.split import split_of

__all__ = ["Gate", "faults", "main", "measure", "moved", "read", "write"]

#: A floor lies so much below what was measured: runtimes of other processors round otherwise.
MARGIN = 0.01


@dataclass(frozen=True, slots=True)
class Gate:
    """The file: SHA-256 of the test part, a floor for each figure, reasons of each lowering."""

    reports: str = ""
    floors: Mapping[str, float] = field(default_factory=dict)
    lowered: Sequence[str] = ()


def read(path: Path) -> Gate:
    """The gate of a file."""
    return Gate(**json.loads(path.read_text(encoding="utf-8")))


def write(path: Path, gate: Gate) -> None:
    """Write a gate, readable in a diff."""
    path.write_text(json.dumps(asdict(gate), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def measure(coder: Coder, reports: Sequence[AnnotatedReport]) -> dict[str, float]:
    """The gated figures on some reports."""
    found = score(reports, list(coder.code_many(r.report for r in reports)))
    shares = {name: right / n for name, (right, n) in found.fields.items() if n}
    figures = {
        "events": found.events.f1,
        "both sides": found.both_sides.f1,
        "sentences with an event": found.any_type.f1,
        **shares,
    }
    return {name: round(value, 4) for name, value in figures.items()}


def faults(gate: Gate, reports: str, figures: Mapping[str, float]) -> list[str]:
    """What stands against a commit, one line each."""
    found = [
        f"{name}: {figures.get(name, 0.0):.3f} is below its floor of {floor:.3f}"
        for name, floor in gate.floors.items()
        if figures.get(name, 0.0) < floor
    ]
    if gate.reports != reports:
        found.append("the test part is not the one that the floors were measured on; measure anew with --lower REASON")
    return found


def moved(gate: Gate, reports: str, figures: Mapping[str, float], reason: str | None = None) -> Gate:
    """The gate with floors at what was measured; without a reason none goes down.

    Raises:
        ValueError: without a reason the test part has changed, so that floors could be lower unseen.
    """
    floors = {name: round(value - MARGIN, 3) for name, value in figures.items()}
    if reason is None:
        if gate.floors and gate.reports != reports:
            raise ValueError("the test part has changed; say why with --lower REASON")
        floors = {name: max(floor, gate.floors.get(name, 0.0)) for name, floor in floors.items()}
        return replace(gate, reports=reports, floors=floors)
    return Gate(reports, floors, (*gate.lowered, reason))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit status is 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description="Hold the coder's figures against their floors.")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--file", type=Path, default=Path("quality.json"))
    parser.add_argument("--raise", dest="higher", action="store_true", help="set floors that are higher now")
    parser.add_argument("--lower", metavar="REASON", help="set all floors to what is measured, and say why")
    chosen = parser.parse_args(arguments)
    tested = [r for r in load_corpus(chosen.corpus) if split_of(r.report.id) == "test"]
    gate = read(chosen.file) if chosen.file.exists() else Gate()
    figures, reports = measure(Coder(), tested), corpus_hash(tested)
    for name, value in figures.items():
        print(f"{name:<26} {value:.3f}  floor {gate.floors.get(name, 0.0):.3f}")
    if chosen.higher or chosen.lower:
        write(chosen.file, moved(gate, reports, figures, chosen.lower))
        return 0
    found = faults(gate, reports, figures)
    print("\n".join(found) or "all floors are held")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
