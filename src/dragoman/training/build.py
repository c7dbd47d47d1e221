"""The whole way from a corpus to a model folder: train, export, tune thresholds, write the card."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
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
from dragoman.frame import ROLES, Frame
from dragoman.training.corpus import AnnotatedReport, load_corpus
from dragoman.training.evaluate import Count, match, score
from dragoman.training.export import export
from dragoman.training.split import split_of
from dragoman.training.targets import role_spans
from dragoman.training.train import Recipe, train

__all__ = ["build", "corpus_hash", "tune"]

_log = logging.getLogger(__name__)
_GRID = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_ENOUGH = 15  # events of a type on the dev part, from which on it gets a threshold of its own


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
    drawn half-way towards the common one, because a few dozen events tell little; then one for each
    role by F1 of its spans, word for word, over the events found.
    """
    encoded = [coder.encode(r.report) for r in reports]

    def frames(thresholds: Thresholds) -> list[list[Frame]]:
        coder.with_thresholds(thresholds)
        return [coder.decode(e) for e in encoded]

    start = coder.thresholds
    by_type = {t: _type_counts(reports, frames(replace(start, trigger=t, types={}))) for t in _GRID}
    common = max(_GRID, key=lambda t: sum(by_type[t].values(), Count()).f1)
    types = {
        name: max(_GRID, key=lambda t: (by_type[t][name].f1, -abs(t - common)))
        for name, count in by_type[common].items()
        if count.wanted >= _ENOUGH
    }
    best = replace(start, trigger=common, types={k: round((t + common) / 2, 3) for k, t in types.items()})
    by_role = {t: _role_counts(reports, frames(replace(best, role=t, roles={}))) for t in _GRID}
    roles = {role: max(_GRID, key=lambda t: by_role[t][role].f1) for role in ROLES}
    best = replace(best, roles=roles)
    _log.info("thresholds %s", best)
    coder.with_thresholds(best)
    return best


def _type_counts(reports: Sequence[AnnotatedReport], found: Sequence[Sequence[Frame]]) -> dict[str, Count]:
    counts: dict[str, Count] = defaultdict(Count)
    for annotated, frames in zip(reports, found, strict=True):
        for pair in match(annotated.events, frames, annotated.report.text):
            counts[pair.wanted.event] += Count(1, 0, 0)
        for frame in frames:
            counts[frame.event] += Count(0, 1, 0)
        for event in annotated.events:
            counts[event.event] += Count(0, 0, 1)
    return counts


def _role_counts(reports: Sequence[AnnotatedReport], found: Sequence[Sequence[Frame]]) -> dict[str, Count]:
    counts: dict[str, Count] = defaultdict(Count)
    for annotated, frames in zip(reports, found, strict=True):
        for pair in match(annotated.events, frames, annotated.report.text):
            wanted = set(role_spans(pair.wanted))
            got = {(r.role, r.span.start, r.span.end) for r in pair.found.roles}
            for role in ROLES:
                mine, theirs = ({s for s in spans if s[0] == role} for spans in (got, wanted))
                counts[role] += Count(len(mine & theirs), len(mine), len(theirs))
    return counts
