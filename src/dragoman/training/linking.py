"""Learns the weights of linking and measures them.

    python -m dragoman.training.linking corpus SHOOTINGS.jsonl

*Within* a report: the corpus' own `incident` letters, a logistic regression. *Across* reports: articles on shootings
with gold incidents, five-fold cross-validation over incidents (a fold's incidents are never seen by the weights that
link them); weights that such articles cannot teach (countries, far places, other days) stay at what we set by hand.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.coder import Coder
from dragoman.coding.sentences import sentence_spans
from dragoman.linking import scoring
from dragoman.linking.clustering import cluster, components
from dragoman.linking.linker import LEAST
from dragoman.linking.mention import Mention, mention_of
from dragoman.linking.scoring import FEATURES, features
from dragoman.linking.words import cosine, weighted_words
from dragoman.report import Report
from dragoman.training.corpus import AnnotatedReport, load_corpus

__all__ = ["Agreement", "b_cubed_and_pairs", "fit", "main"]

_FOLDS = 5
_DAYS = 14
_PENALTY = 1.0
#: Beliefs about events of two reports (log odds); those in `_HELD` are not learnt from shootings in one country.
_PRIOR = {
    "bias": -3.5, "same day": 0.7, "days apart": -1.5, "published apart": -1.5, "same place": 1.5, "other place": -3.0,
    "other town": -1.0, "other country": -1.5, "same actors": 0.5, "other actors": -1.5, "same recipients": 0.5,
    "other recipients": -1.0, "same number": 1.0, "other number": -0.4, "same trigger": 0.6, "same mode": 0.4,
    "other mode": -0.8, "other status": -0.5, "shared names": 0.8, "people": 1.0, "sentence": 2.5, "report": 17.0,
    "verbal": -1.0, "told days apart": -3.0, "told towns": -2.0,
}  # fmt: skip
_HELD = {
    "days apart", "other place", "other country", "same actors", "other actors", "same recipients", "other recipients",
    "report", "other town", "other number", "same trigger", "same mode", "other mode", "other status", "verbal",
    "told days apart", "told towns",
}  # fmt: skip


def fit(
    rows: NDArray[np.float64], labels: NDArray[np.float64], prior: NDArray[np.float64], held: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, drawn to `prior`; weights in `held` stay there.

    `rows` is `(N, F)`, `labels` `(N,)` of 0 and 1; returns `(F,)`.
    """
    weights = prior.copy()
    free, offset = rows[:, ~held], rows[:, held] @ prior[held]
    learnt = prior[~held].copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-(free @ learnt + offset)))
        gradient = free.T @ (p - labels) + _PENALTY * (learnt - prior[~held])
        hessian = (free * (p * (1 - p))[:, None]).T @ free + _PENALTY * np.eye(len(learnt))
        step = np.linalg.solve(hessian, gradient)
        learnt -= step
        if np.abs(step).max() < 1e-6:
            break
    weights[~held] = learnt
    return weights


def _row(a: Mention, b: Mention) -> list[float]:
    found = features(a, b)
    return [found.get(name, 0.0) for name in FEATURES]


# -- within a report -----------------------------------------------------------------------------------


def _annotated(report: AnnotatedReport) -> Iterator[tuple[Mention, str | None]]:
    text, words = report.report.text, weighted_words([report.report.text])
    spans = sentence_spans(text)
    for number, event in enumerate(report.events):
        start, end = next(((a, b) for a, b in spans if a <= event.trigger.start < b), (0, 0))
        yield mention_of(
            event, id=str(number), report=report.report.id, published=report.report.date, sentence=text[start:end],
            report_words=words,
        ), event.incident  # fmt: skip


def _within(reports: Sequence[AnnotatedReport]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows, labels = [], []
    for report in reports:
        for (a, mine), (b, theirs) in combinations(_annotated(report), 2):
            if a.event == b.event:
                rows.append(_row(a, b))
                labels.append(float(mine is not None and mine == theirs))
    return np.array(rows), np.array(labels)


# -- across reports ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a partition agrees with gold: B-cubed and pairwise precision, recall and F1."""

    b_cubed: tuple[float, float, float]
    pairs: tuple[float, float, float]


def _f1(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed_and_pairs(groups: Sequence[Sequence[str]], gold: Mapping[str, str], scored: Sequence[str]) -> Agreement:
    """Agreement of `groups` with `gold` (item → class) over the items `scored`, all other items being there too.

    Pairwise figures count the pairs that hold at least one scored item.
    """
    of = {item: set(group) for group in groups for item in group}
    classes: dict[str, set[str]] = defaultdict(set)
    for item in of:
        classes[gold[item]].add(item)
    hits = [len(of[i] & classes[gold[i]]) for i in scored]
    precision = sum(h / len(of[i]) for h, i in zip(hits, scored, strict=True)) / len(scored)
    recall = sum(h / len(classes[gold[i]]) for h, i in zip(hits, scored, strict=True)) / len(scored)
    chosen = set(scored)
    found = {p for g in groups for p in combinations(sorted(g), 2) if not chosen.isdisjoint(p)}
    true = {p for g in classes.values() for p in combinations(sorted(g), 2) if not chosen.isdisjoint(p)}
    both = len(found & true)
    return Agreement(
        _f1(precision, recall), _f1(both / len(found) if found else 1.0, both / len(true) if true else 1.0)
    )


def _main_mention(coder: Coder, report: Report) -> Mention | None:
    """The event that an article is about: its first assault that counts victims, else its first assault."""
    words = weighted_words([report.text])
    assaults = [
        mention_of(
            e, id=report.id, report=report.id, published=report.date, sentence=e.sentence.text, report_words=words
        )
        for e in next(iter(coder.code_many([report])))
        if e.event == "ASSAULT" and e.status in ("actual", "historical")
    ]
    assaults.sort(key=lambda m: (m.numbers.keys().isdisjoint(("killed", "injured")), m.position))
    return assaults[0] if assaults else None


def _across(path: Path) -> tuple[dict[str, str], dict[str, Mention | None]]:
    from dragoman.reading.files import read_reports  # noqa: PLC0415 - this reader is for learning alone

    gold = {row["id"]: row["gold"]["incident_id"] for row in map(json.loads, path.read_text("utf-8").splitlines())}
    coder = Coder()
    reports = [item for item in read_reports([path]) if isinstance(item, Report)]
    return {r.id: gold[r.id] for r in reports}, {r.id: _main_mention(coder, r) for r in reports}


def _report(name: str, groups: Sequence[Sequence[str]], gold: Mapping[str, str]) -> None:
    found = b_cubed_and_pairs(groups, gold, sorted(gold))
    print(f"{name:<34} B-cubed {_three(found.b_cubed)}   pairs {_three(found.pairs)}")


def _three(figures: tuple[float, float, float]) -> str:
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*figures)


def _cross_validated(gold: Mapping[str, str], mentions: Mapping[str, Mention | None]) -> NDArray[np.float64]:
    """Print figures of linking and of the baselines; returns the weights of all articles."""
    pairs = [
        (a, b) for a, b in combinations(sorted(gold), 2)
        if (x := mentions[a]) and (y := mentions[b]) and _days(x, y) <= _DAYS
    ]  # fmt: skip
    rows = np.array([_row(mentions[a], mentions[b]) for a, b in pairs])  # type: ignore[arg-type]
    labels = np.array([float(gold[a] == gold[b]) for a, b in pairs])
    prior = np.array([_PRIOR.get(name, 0.0) for name in FEATURES])
    held = np.array([name in _HELD for name in FEATURES])
    incidents = sorted(set(gold.values()))
    order = np.random.default_rng(0).permutation(len(incidents))
    fold = {incidents[n]: int(place) % _FOLDS for place, n in enumerate(order)}
    links: dict[tuple[str, str], float] = {}
    totals: list[tuple[int, Agreement]] = []
    for k in range(_FOLDS):
        unseen = np.array([k not in (fold[gold[a]], fold[gold[b]]) for a, b in pairs])
        p = 1 / (1 + np.exp(-rows @ fit(rows[unseen], labels[unseen], prior, held)))
        links = {pair: float(q) for pair, q in zip(pairs, p, strict=True) if q >= LEAST}
        scored = [i for i in sorted(gold) if fold[gold[i]] == k]
        totals.append((len(scored), b_cubed_and_pairs(cluster(links, gold), gold, scored)))
    size = sum(n for n, _ in totals)
    for name, parts in (("B-cubed", [a.b_cubed for _, a in totals]), ("pairs", [a.pairs for _, a in totals])):
        sizes = [n for n, _ in totals]
        precision, recall = (sum(n * p[s] for n, p in zip(sizes, parts, strict=True)) / size for s in (0, 1))
        print(f"linking, cross-validated           {name} {_three(_f1(precision, recall))}")
    _report("baseline: each article alone", [[i] for i in gold], gold)
    near = {(a, b): 1.0 for a, b in pairs if _days(mentions[a], mentions[b]) <= 7 and _alike(mentions[a], mentions[b])}  # type: ignore[arg-type]
    _report("baseline: words alike, 7 days", components(near, gold), gold)
    return fit(rows, labels, prior, held)


def _days(a: Mention, b: Mention) -> int:
    return abs((a.published - b.published).days) if a.published and b.published else 0


def _alike(a: Mention, b: Mention) -> bool:
    return cosine(a.report_words, b.report_words) >= 0.25


def main() -> None:
    """Learn both sets of weights, print figures, write `linking/weights.json`."""
    rows, labels = _within(load_corpus(Path(sys.argv[1])))
    none = np.zeros(len(FEATURES))
    within = fit(rows, labels, none, np.zeros(len(FEATURES), bool))
    found = 1 / (1 + np.exp(-rows @ within)) >= 0.5
    true = labels == 1
    print(f"within a report, on the corpus itself ({len(labels):,} pairs of one type, {int(true.sum()):,} linked): "
          f"{_three(_f1((found & true).sum() / found.sum(), (found & true).sum() / true.sum()))}")  # fmt: skip
    across = _cross_validated(*_across(Path(sys.argv[2])))
    weights = {
        kind: {name: round(float(w), 3) for name, w in zip(FEATURES, chosen, strict=True)}
        for kind, chosen in (("within", within), ("across", across))
    }
    target = Path(scoring.__file__).with_name("weights.json")
    target.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
