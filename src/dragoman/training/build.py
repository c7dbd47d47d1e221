"""The whole way from a corpus to a model folder: train, export, tune thresholds, write the card."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from dragoman import __version__
from dragoman.codebook import load_codebook
from dragoman.coding.calibration import Calibration
from dragoman.coding.coder import Coder
from dragoman.coding.decoding import Thresholds
from dragoman.coding.encoder import Encoder, Probabilities
from dragoman.coding.labels import Labels
from dragoman.coding.questions import Question
from dragoman.coding.windows import Window
from dragoman.errors import CorpusError
from dragoman.training.calibrate import calibration_error, fit, judged
from dragoman.training.corpus import AnnotatedReport, corpus_hash, load_corpus
from dragoman.training.evaluate import Scores, score
from dragoman.training.export import export, sha256
from dragoman.training.network import Network
from dragoman.training.split import SPLITS, split_of
from dragoman.training.train import Recipe, load_weights, train

__all__ = ["average", "build", "retune", "tune"]

_log = logging.getLogger(__name__)
_GRID = tuple(i / 20 for i in range(4, 19))
#: What a role's threshold is tuned on: right where there is something to tell, silent where there is not.
_ROLE_FIELDS = {
    "actor": ("actor countries",),
    "recipient": ("recipient countries",),
    "said_by": ("speaker country", "no speaker"),
    "date": ("date exact",),
    "place": ("place country", "no place"),
    "quantity": ("quantities", "no quantities"),
}
_SLACK = 0.01
_ENOUGH = 15  # events of a type on the dev part, from which on it gets a threshold of its own


def build(corpus: Path, output: Path, recipe: Recipe, *, threads: int = 0, start: Path | None = None) -> dict[str, Any]:
    """Train on the train part, tune on the dev part, write the model folder and return its card.

    The weights lie beside the folder, in a file of its name with `.pt`: after each epoch the present ones, at the end
    those of the model. `start` is such a file of an earlier training.

    Raises:
        CorpusError: the corpus has faults, or no report in one of its parts.
    """
    if threads:
        torch.set_num_threads(threads)
    reports, parts = _parts(corpus)
    weights = output.with_suffix(".pt")
    weights.parent.mkdir(parents=True, exist_ok=True)
    made = asdict(recipe) | ({"start": sha256(start)} if start else {})
    network = train(parts["train"], recipe, start=start, keep=weights)
    return _written(network, output, made, reports, parts)


def average(corpus: Path, output: Path, trained: Sequence[Path]) -> dict[str, Any]:
    """Write a model whose weights are the mean of several trainings', and return its card.

    The trainings must have begun alike (the same `start`, other seeds): only then does the mean of their weights
    answer about as the mean of their answers would (Wortsman et al. 2022).

    Raises:
        CorpusError: the corpus has faults, or no report in one of its parts.
        ModelError: a file holds weights of another network.
    """
    reports, parts = _parts(corpus)
    states = []
    for path in trained:
        network = Network(Labels.of())
        load_weights(network, path)
        states.append(network.state_dict())
    network.load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]})
    made = {"average": [sha256(path) for path in trained]}
    return _written(network.eval(), output, made, reports, parts)


def _written(
    network: Network,
    output: Path,
    recipe: Mapping[str, Any],
    reports: Sequence[AnnotatedReport],
    parts: Mapping[str, Sequence[AnnotatedReport]],
) -> dict[str, Any]:
    """The model folder of a trained network, with tuned thresholds; returns the card."""
    card: dict[str, Any] = {
        "name": f"dragoman {load_codebook().name}",
        "version": __version__,
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "corpus": {"sha256": corpus_hash(reports), **{name: len(part) for name, part in parts.items()}},
        "events": {name: sum(len(r.events) for r in part) for name, part in parts.items()},
        "recipe": dict(recipe),
        "thresholds": {},
    }
    export(network, output, card)
    torch.save(network.state_dict(), output.with_suffix(".pt"))
    return card | _tuned(output, parts)


def retune(corpus: Path, model: Path) -> dict[str, Any]:
    """Tune a model's thresholds and confidences anew, as after a change of the resolver; returns what its card gains.

    Raises:
        CorpusError: the corpus has faults, or no report in one of its parts.
    """
    return _tuned(model, _parts(corpus)[1])


def _parts(corpus: Path) -> tuple[list[AnnotatedReport], dict[str, list[AnnotatedReport]]]:
    reports = load_corpus(corpus)
    parts = {name: [r for r in reports if split_of(r.report.id) == name] for name in SPLITS}
    if not parts["train"] or not parts["dev"]:
        raise CorpusError(str(corpus), ["has no report in its train or dev part; add reports"])
    return reports, parts


def _tuned(model: Path, parts: Mapping[str, Sequence[AnnotatedReport]]) -> dict[str, Any]:
    """Thresholds and calibration from the dev part, scores on dev and test part; all written into the card."""
    coder = Coder(model=model)
    found: dict[str, Any] = {
        "thresholds": asdict(tune(coder, parts["dev"])),
        "calibration": asdict(_calibrated(coder, parts["dev"])),
    }
    found["scores"] = {name: _scores(coder, parts[name]) for name in ("dev", "test") if parts[name]}
    path = model / "card.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**written, **found}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return found


def _calibrated(coder: Coder, reports: Sequence[AnnotatedReport]) -> Calibration:
    coder.calibration = Calibration()
    coded = [coder.resolve(r.report, coder.frames(r.report), 0.0) for r in reports]
    coder.calibration = fit(judged(reports, coded))
    return coder.calibration


def _scores(coder: Coder, reports: Sequence[AnnotatedReport]) -> dict[str, float]:
    coded = list(coder.code_many(r.report for r in reports))
    scores = score(reports, coded)
    return {
        "calibration_error": round(calibration_error(judged(reports, coded)), 4),
        "events_f1": round(scores.events.f1, 4),
        "both_sides_f1": round(scores.both_sides.f1, 4),
        **{name.replace(" ", "_"): round(a / n, 4) for name, (a, n) in scores.fields.items() if n},
    }


class _Remembered:
    """Answers of the role reader, kept: the same triggers are asked for at every threshold."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._answers: dict[tuple[Window, Question], NDArray[np.float32]] = {}

    def read_roles(self, window: Window, found: Probabilities, questions: Sequence[Question]) -> NDArray[np.float32]:
        new = [q for q in questions if (window, q) not in self._answers]
        for question, answer in zip(new, self._encoder.read_roles(window, found, new), strict=True):
            self._answers[window, question] = answer
        answers = [self._answers[window, q] for q in questions]
        return np.stack(answers) if answers else self._encoder.read_roles(window, found, [])


def tune(coder: Coder, reports: Sequence[AnnotatedReport]) -> Thresholds:
    """Set the coder's thresholds to the best on these reports, and return them.

    First one threshold for all types: the best F1, averaged with the neighbouring thresholds, since one alone may be
    best by chance; who prefers fewer and surer events has calibrated confidences to ask for them. Then one for
    each type that has enough events to tell, drawn half-way towards the common one, because a few dozen
    events tell little. Then one for each role by the fields that rest on it (`_ROLE_FIELDS`).
    """
    encoded = [coder.encode(r.report) for r in reports]
    remembered = _Remembered(coder.encoder)

    def scores(thresholds: Thresholds) -> Scores:
        coder.with_thresholds(thresholds)
        frames = [coder.decode(e, remembered.read_roles) for e in encoded]
        return score(reports, [coder.resolve(e.report, f, 0.0) for e, f in zip(encoded, frames, strict=True)])

    start = coder.thresholds
    by_trigger = {t: scores(replace(start, trigger=t, types={})) for t in _GRID}

    def of_type(name: str, threshold: float) -> float:
        return by_trigger[threshold].by_type[name].f1

    common = _best(lambda t: by_trigger[t].events.f1)
    types = {
        name: _best(partial(of_type, name))
        for name, count in by_trigger[common].by_type.items()
        if count.wanted >= _ENOUGH
    }
    best = replace(start, trigger=common, types={k: round((t + common) / 2, 3) for k, t in types.items()})
    by_role = {t: scores(replace(best, role=t, roles={})).fields for t in _GRID}
    roles = {
        role: _of_role(role, {t: _around(t, by_role, fields) for t in _GRID}) for role, fields in _ROLE_FIELDS.items()
    }
    best = replace(best, roles=roles)
    _log.info("thresholds %s", best)
    coder.with_thresholds(best)
    return best


def _best(value: Callable[[float], float]) -> float:
    """The threshold whose value, averaged with its neighbours', is highest."""
    return max(_GRID, key=lambda t: mean(map(value, _near(t))))


def _near(threshold: float) -> Sequence[float]:
    i = _GRID.index(threshold)
    return _GRID[max(0, i - 1) : i + 2]


def _around(threshold: float, found: dict[float, dict[str, tuple[int, int]]], fields: Sequence[str]) -> float:
    """Mean share of right answers over the fields, averaged with the neighbouring thresholds."""
    return mean(right / max(1, n) for t in _near(threshold) for right, n in (found[t][f] for f in fields))


def _of_role(role: str, values: dict[float, float]) -> float:
    """The best threshold for the parties; of those about as good the lowest for what completes an event.

    A place or speaker that is never told can't be put right by a reader.
    """
    best = max(values.values())
    if role in ("actor", "recipient"):
        return max(values, key=values.__getitem__)
    return min(t for t, value in values.items() if value >= best - _SLACK)
