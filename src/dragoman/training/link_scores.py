"""How good linking is on other people's labels, with trivial baselines beside it.

*Shootings*: articles with the id of the incident that they tell. Each article stands for its main assault; weights
are learnt in five folds over incidents, so that no incident is linked by weights that saw it.

*Chains* (ECB+): mentions of events given, with the chain of those that are one happening, inside a topic. They are of
any kind (also nominations and film roles), so each gets the codebook's likeliest type. Two figures: the shipped
scorer as it is, and the same features (and whether the types agree) with weights learnt on the other topics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.coder import Coder
from dragoman.event import Event
from dragoman.linking.clustering import cluster, components
from dragoman.linking.linker import LEAST
from dragoman.linking.mention import Mention, mention_of
from dragoman.linking.scoring import probability
from dragoman.linking.words import cosine, weighted_words
from dragoman.report import Report
from dragoman.training.link_weights import across_prior, fit, logistic, rows_of
from dragoman.training.partitions import Figure, agreement, b_cubed_and_pairs, f1

__all__ = ["Shootings", "chain_figures", "main_mention", "shooting_figures"]

_FOLDS = 5
_DAYS, _BASELINE_DAYS = 14, 7
#: Cosine of two articles from which the baseline takes them for one incident; the best on the shootings themselves.
_ALIKE = 0.25
#: Labels of ECB+ that are events; the others are people, places and times.
_EVENTS = ("ACTION", "NEG")
_THRESHOLDS = (0.2, 0.3, 0.4, 0.5)
_Pair = tuple[str, str]


# -- shootings -----------------------------------------------------------------------------------------


def main_mention(report: Report, events: Iterable[Event]) -> Mention | None:
    """The event that an article is about: its first assault that counts victims, else its first assault."""
    words = weighted_words([report.title or "", report.text])
    assaults = [
        mention_of(
            e, id=report.id, report=report.id, published=report.date, sentence=e.sentence.text, report_words=words
        )
        for e in events
        if e.event == "ASSAULT" and e.status in ("actual", "historical")
    ]
    assaults.sort(key=lambda m: (m.numbers.keys().isdisjoint(("killed", "injured")), m.position))
    return assaults[0] if assaults else None


@dataclass(frozen=True, slots=True)
class Shootings:
    """Articles by id: the incident that each tells, and its main assault where the coder sees one."""

    gold: Mapping[str, str]
    mentions: Mapping[str, Mention | None]

    def pairs(self) -> Iterator[_Pair]:
        """Pairs of articles near in time that both tell an assault."""
        for a, b in combinations(sorted(self.gold), 2):
            if (x := self.mentions[a]) and (y := self.mentions[b]) and _days(x, y) <= _DAYS:
                yield a, b

    def rows(self, pairs: Sequence[_Pair]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Features and labels of pairs."""
        told = self.mentions
        rows = rows_of((x, y) for a, b in pairs if (x := told[a]) and (y := told[b]))
        return rows, np.array([float(self.gold[a] == self.gold[b]) for a, b in pairs])


def shooting_figures(articles: Shootings) -> dict[str, float]:
    """B-cubed and pairwise figures of linking, cross-validated, and of the baselines."""
    gold, told, pairs = articles.gold, articles.mentions, list(articles.pairs())
    rows, labels = articles.rows(pairs)
    near = {
        (a, b): 1.0 for a, b in pairs
        if (x := told[a]) and (y := told[b])
        and _days(x, y) <= _BASELINE_DAYS and cosine(x.report_words, y.report_words) >= _ALIKE
    }  # fmt: skip
    return {
        **_two("linking, cross-validated", _cross_validated(gold, pairs, rows, labels)),
        **_two("each article alone", b_cubed_and_pairs([[i] for i in gold], gold, sorted(gold))),
        **_two("words alike within 7 days", b_cubed_and_pairs(components(near, gold), gold, sorted(gold))),
    }


def _two(name: str, figures: tuple[Figure, Figure]) -> dict[str, float]:
    return {
        f"{name}: {measure} {part}": value
        for measure, three in zip(("B-cubed", "pairs"), figures, strict=True)
        for part, value in zip(("P", "R", "F1"), three, strict=True)
    }


def _cross_validated(
    gold: Mapping[str, str], pairs: Sequence[_Pair], rows: NDArray[np.float64], labels: NDArray[np.float64]
) -> tuple[Figure, Figure]:
    prior, held = across_prior()
    incidents = sorted(set(gold.values()))
    order = np.random.default_rng(0).permutation(len(incidents))
    fold = {incidents[n]: int(place) % _FOLDS for place, n in enumerate(order)}
    totals: list[tuple[int, tuple[Figure, Figure]]] = []
    for k in sorted(set(fold.values())):
        unseen = np.array([k not in (fold[gold[a]], fold[gold[b]]) for a, b in pairs], bool)
        links = _links(pairs, logistic(rows @ fit(rows[unseen], labels[unseen], prior, held)))
        scored = [i for i in sorted(gold) if fold[gold[i]] == k]
        totals.append((len(scored), b_cubed_and_pairs(cluster(links, gold), gold, scored)))
    weights = np.array([n for n, _ in totals]) / sum(n for n, _ in totals)
    b_cubed, both = (
        f1(*(float(weights @ [figures[m][part] for _, figures in totals]) for part in (0, 1))) for m in (0, 1)
    )
    return b_cubed, both


def _links(pairs: Sequence[_Pair], probabilities: NDArray[np.float64], least: float = LEAST) -> dict[_Pair, float]:
    return {pair: float(p) for pair, p in zip(pairs, probabilities, strict=True) if p >= least}


def _days(a: Mention, b: Mention) -> int:
    return abs((a.published - b.published).days) if a.published and b.published else 0


# -- chains --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chained:
    mention: Mention
    topic: str
    chain: str


def chain_figures(rows: Sequence[Mapping[str, Any]], coder: Coder) -> dict[str, float]:
    """Figures of the given mentions in validated sentences, topic by topic, and of the baselines."""
    told = [item for row in rows for item in _chained(row, coder)]
    gold = {c.mention.id: c.chain for c in told}
    mentions = {c.mention.id: c.mention for c in told}
    topic = {c.mention.id: c.topic for c in told}
    pairs = [(a, b) for a, b in combinations(sorted(gold), 2) if topic[a] == topic[b]]

    def joined(alike: Callable[[Mention, Mention], bool]) -> list[list[str]]:
        return components({(a, b): 1.0 for a, b in pairs if alike(mentions[a], mentions[b])}, gold)

    shipped = {(a, b): p for a, b in pairs if (p := probability(mentions[a], mentions[b])) >= LEAST}
    partitions = {
        "weights of other topics": _by_topic(pairs, mentions, topic, gold),
        "shipped weights": cluster(shipped, gold),
        "each mention alone": [[i] for i in gold],
        "same trigger words": joined(lambda a, b: bool(a.trigger) and a.trigger == b.trigger),
        "reports alike": joined(lambda a, b: cosine(a.report_words, b.report_words) >= _ALIKE),
    }
    figures: dict[str, float] = {}
    for name, groups in partitions.items():
        found = agreement(groups, gold)
        three = (("MUC", found.muc), ("B-cubed", found.b_cubed), ("CEAF-e", found.ceaf_e))
        figures[f"{name}: CoNLL F1"] = found.conll
        figures |= {f"{name}: {measure} F1": figure[2] for measure, figure in three}
    return figures


def _chained(row: Mapping[str, Any], coder: Coder) -> Iterator[_Chained]:
    day = date.fromisoformat(row["date"]) if row.get("date") else None
    report = Report(id=str(row["id"]), text=row["text"], date=day)
    given = {
        (m["start"], m["end"]): m for m in row["gold"]["mentions"] if m["validated"] and m["label"].startswith(_EVENTS)
    }
    words = weighted_words([report.text])
    frames = coder.frames_at(report, list(given))
    for span, event in zip(given, coder.resolve(report, frames, 0.0), strict=True):
        name = f"{report.id} {given[span]['m_id']}"
        mention = mention_of(
            event, id=name, report=report.id, published=day, sentence=event.sentence.text, report_words=words
        )
        yield _Chained(mention, str(row.get("topic")), given[span]["chain"] or name)


def _by_topic(
    pairs: Sequence[_Pair], mentions: Mapping[str, Mention], topic: Mapping[str, str], gold: Mapping[str, str]
) -> list[list[str]]:
    """Groups by weights and a threshold that are learnt on all topics but the one that they link."""
    same_type = np.array([[mentions[a].event == mentions[b].event] for a, b in pairs], float)
    rows = np.hstack([rows_of((mentions[a], mentions[b]) for a, b in pairs), same_type])
    labels = np.array([float(gold[a] == gold[b]) for a, b in pairs])
    of = np.array([topic[a] for a, _ in pairs])
    none, free = np.zeros(rows.shape[1]), np.zeros(rows.shape[1], bool)
    groups: list[list[str]] = []
    for name in sorted(set(topic.values())):
        seen = of != name
        found = logistic(rows @ fit(rows[seen], labels[seen], none, free))
        links = _links(pairs, found, _THRESHOLDS[0] / 4)
        others = {i: c for i, c in gold.items() if topic[i] != name}
        within = {pair: p for pair, p in links.items() if topic[pair[0]] != name}
        best = max(_THRESHOLDS, key=lambda t: agreement(cluster(within, others, threshold=t), others).conll)
        nodes = [i for i in gold if topic[i] == name]
        groups += cluster({p: q for p, q in links.items() if topic[p[0]] == name}, nodes, threshold=best)
    return groups
