"""Learns the weights of linking and measures them.

    python -m dragoman.training.linking corpus SHOOTINGS.jsonl

*Within* a report: the `incident` letters of the corpus' train part, a logistic regression; the bias is chosen on its
dev part, and its test part is measured. *Across* reports: articles on shootings with gold incidents, five-fold
cross-validation over incidents (`link_scores`); weights that such articles cannot teach (countries, far places,
other days) stay at what we set by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.coder import Coder
from dragoman.coding.sentences import sentence_spans
from dragoman.linking import scoring
from dragoman.linking.clustering import cluster
from dragoman.linking.linker import LEAST
from dragoman.linking.mention import Mention, mention_of
from dragoman.linking.scoring import FEATURES
from dragoman.linking.words import weighted_words
from dragoman.report import Report
from dragoman.training.corpus import AnnotatedReport, load_corpus
from dragoman.training.link_scores import Shootings, main_mention, shooting_figures
from dragoman.training.link_weights import across_prior, fit, logistic, rows_of
from dragoman.training.partitions import Agreement, agreement
from dragoman.training.split import split_of

__all__ = ["Within", "learn_within", "main"]

#: Shifts of the bias that the dev part chooses from.
_SHIFTS = (-0.5, 0.0, 0.5, 1.0, 1.5)


@dataclass(frozen=True, slots=True)
class Within:
    """Events of annotated reports: pairs of one report and type with their features, and each event's class."""

    pairs: tuple[tuple[str, str], ...]
    rows: NDArray[np.float64]
    labels: NDArray[np.float64]
    gold: dict[str, str]

    @classmethod
    def of(cls, reports: Sequence[AnnotatedReport]) -> Within:
        """The events of some reports."""
        told: list[tuple[Mention, Mention]] = []
        gold: dict[str, str] = {}
        for report in reports:
            mentions = list(_annotated(report))
            gold |= {m.id: f"{report.report.id} {letter}" if letter else m.id for m, letter in mentions}
            told += [(a, b) for (a, _), (b, _) in combinations(mentions, 2) if a.event == b.event]
        pairs = tuple((a.id, b.id) for a, b in told)
        labels = np.array([float(gold[a] == gold[b]) for a, b in pairs])
        return cls(pairs, rows_of(told), labels, gold)

    def agreement(self, weights: NDArray[np.float64]) -> Agreement:
        """How the groups by some weights agree with the letters; pairs of two types count as missed."""
        found = logistic(self.rows @ weights)
        links = {pair: float(p) for pair, p in zip(self.pairs, found, strict=True) if p >= LEAST}
        return agreement(cluster(links, self.gold), self.gold)


def _annotated(report: AnnotatedReport) -> Iterator[tuple[Mention, str | None]]:
    text, words = report.report.text, weighted_words([report.report.text])
    spans = sentence_spans(text)
    for number, event in enumerate(report.events):
        start, end = next(((a, b) for a, b in spans if a <= event.trigger.start < b), (0, 0))
        yield mention_of(
            event, id=f"{report.report.id} {number}", report=report.report.id, published=report.report.date,
            sentence=text[start:end], report_words=words,
        ), event.incident  # fmt: skip


def learn_within(train: Within, dev: Within) -> NDArray[np.float64]:
    """Weights of a report's own events, learnt on one part; the other chooses how readily they link."""
    learnt = fit(train.rows, train.labels, np.zeros(len(FEATURES)), np.zeros(len(FEATURES), bool))
    bias = np.array([float(name == "bias") for name in FEATURES])
    return max((learnt + shift * bias for shift in _SHIFTS), key=lambda w: dev.agreement(w).conll)


def _shootings(path: Path) -> Shootings:
    from dragoman.reading.files import read_reports  # noqa: PLC0415 - this reader is for learning alone

    gold = {row["id"]: row["gold"]["incident_id"] for row in map(json.loads, path.read_text("utf-8").splitlines())}
    coder = Coder()
    reports = [item for item in read_reports([path]) if isinstance(item, Report)]
    events = zip(reports, coder.code_many(reports), strict=True)
    return Shootings({r.id: gold[r.id] for r in reports}, {r.id: main_mention(r, found) for r, found in events})


def main() -> None:
    """Learn both sets of weights, print figures, write `linking/weights.json`."""
    parts: dict[str, list[AnnotatedReport]] = {"train": [], "dev": [], "test": []}
    for report in load_corpus(Path(sys.argv[1])):
        parts[split_of(report.report.id)].append(report)
    told = {name: Within.of(reports) for name, reports in parts.items()}
    within = learn_within(told["train"], told["dev"])
    for name, part in told.items():
        found = part.agreement(within)
        pairs = "P {:.3f} R {:.3f} F1 {:.3f}".format(*found.pairs)
        print(f"within a report, {name:<5} ({len(part.gold):,} events): pairs {pairs}  CoNLL F1 {found.conll:.3f}")
    articles = _shootings(Path(sys.argv[2]))
    for figure, value in shooting_figures(articles).items():
        print(f"{figure:<44} {value:.3f}")
    across = fit(*articles.rows(list(articles.pairs())), *across_prior())
    weights = {
        kind: {name: round(float(w), 3) for name, w in zip(FEATURES, chosen, strict=True)}
        for kind, chosen in (("within", within), ("across", across))
    }
    target = Path(scoring.__file__).with_name("weights.json")
    target.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
