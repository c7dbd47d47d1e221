"""The whole way from a corpus to a model folder: train, export, tune thresholds, write the card."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from dragoman import __version__
from dragoman.codebook import load_codebook
from dragoman.coding.coder import Coder
from dragoman.coding.decoding import Thresholds
from dragoman.errors import CorpusError
from dragoman.training.corpus import AnnotatedReport, load_corpus
from dragoman.training.evaluate import Count, score
from dragoman.training.export import export
from dragoman.training.split import split_of
from dragoman.training.train import Recipe, train

__all__ = ["build", "corpus_hash", "tune"]

_log = logging.getLogger(__name__)
_GRID = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_ROLE_GRID = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


def corpus_hash(reports: Sequence[AnnotatedReport]) -> str:
    """SHA-256 over the files of a corpus, in the order of their ids."""
    digest = hashlib.sha256()
    for annotated in sorted(reports, key=lambda r: r.report.id):
        digest.update(annotated.path.read_bytes())
    return digest.hexdigest()


def build(corpus: Path, output: Path, recipe: Recipe, *, threads: int = 0) -> dict[str, Any]:
    """Train on the train part, tune on the dev part, write the model folder and return its card.

    Raises:
        CorpusError: the corpus has faults, or no report in one of its parts.
    """
    if threads:
        torch.set_num_threads(threads)
    reports = load_corpus(corpus)
    parts = {name: [r for r in reports if split_of(r.report.id) == name] for name in ("train", "dev", "test")}
    if not parts["train"] or not parts["dev"]:
        raise CorpusError(str(corpus), ["has no report in its train or dev part; add reports"])
    network = train(parts["train"], recipe)
    card: dict[str, Any] = {
        "name": f"dragoman {load_codebook().name}",
        "version": __version__,
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "corpus": {"sha256": corpus_hash(reports), **{name: len(part) for name, part in parts.items()}},
        "events": {name: sum(len(r.events) for r in part) for name, part in parts.items()},
        "recipe": asdict(recipe),
        "thresholds": {},
    }
    export(network, output, card)
    torch.save(network.state_dict(), output.with_suffix(".pt"))
    coder = Coder(model=output)
    card["thresholds"] = asdict(tune(coder, parts["dev"]))
    card["scores"] = {name: _scores(coder, parts[name]) for name in ("dev", "test") if parts[name]}
    _update_card(output / "card.json", card)
    return card


def _update_card(path: Path, card: dict[str, Any]) -> None:
    written = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**written, **card}, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _scores(coder: Coder, reports: Sequence[AnnotatedReport]) -> dict[str, float]:
    scores = score(reports, list(coder.code_many(r.report for r in reports)))
    return {
        "events_f1": round(scores.events.f1, 4),
        "both_sides_f1": round(scores.both_sides.f1, 4),
        **{name.replace(" ", "_"): round(a / n, 4) for name, (a, n) in scores.fields.items() if n},
    }


def tune(coder: Coder, reports: Sequence[AnnotatedReport]) -> Thresholds:
    """Set the coder's thresholds to the best on these reports, and return them.

    First one threshold for all types by F1; then one for each type that has enough events to tell,
    drawn half-way towards the common one, because a few dozen events tell little; then the threshold
    of roles by F1 with both sides' countries.
    """
    best = max((replace(coder.thresholds, trigger=t, types={}) for t in _GRID), key=lambda t: _f1(coder, reports, t))
    types = _by_type(coder, reports, best.trigger)
    best = replace(best, types={k: round((t + best.trigger) / 2, 3) for k, t in types.items()})
    best = max((replace(best, role=r) for r in _ROLE_GRID), key=lambda t: _f1(coder, reports, t, both=True))
    _log.info("thresholds %s", best)
    coder.with_thresholds(best)
    return best


def _f1(coder: Coder, reports: Sequence[AnnotatedReport], thresholds: Thresholds, *, both: bool = False) -> float:
    coder.with_thresholds(thresholds)
    scores = score(reports, list(coder.code_many(r.report for r in reports)))
    return scores.both_sides.f1 if both else scores.events.f1


def _by_type(coder: Coder, reports: Sequence[AnnotatedReport], common: float, enough: int = 15) -> dict[str, float]:
    found: dict[float, dict[str, Count]] = {}
    for threshold in _GRID:
        coder.with_thresholds(replace(coder.thresholds, trigger=threshold, types={}))
        found[threshold] = score(reports, list(coder.code_many(r.report for r in reports))).by_type
    names = [n for n, c in found[common].items() if c.wanted >= enough]
    return {n: max(_GRID, key=lambda t: (found[t].get(n, Count()).f1, -abs(t - common))) for n in names}
