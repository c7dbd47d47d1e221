"""Weights of the clues for whose a bare noun is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.coding.coder import Coder
from dragoman.resolving.contexts import CLUES
from dragoman.training.context_weights import Choice, accuracy, choices, fit
from dragoman.training.corpus import load_corpus

CORPUS = Path(__file__).parents[2] / "corpus"


def test_the_clue_that_tells_gets_the_weight():
    chance = np.random.default_rng(1)
    questions = []
    for _ in range(200):
        clues = chance.normal(size=(3, len(CLUES)))
        questions.append(Choice(clues, int((clues[:, 2] + chance.normal(size=3)).argmax())))
    weights = fit(questions)
    assert int(np.abs(weights).argmax()) == 2
    assert accuracy(questions, weights) > 0.6


def test_the_present_weights_are_learnt_ones():
    reports = [r for r in load_corpus(CORPUS) if r.events][:60]
    questions = choices(reports, Coder())
    assert len(questions) > 100
    assert all(q.clues.shape[1] == len(CLUES) and 0 <= q.right < len(q.clues) for q in questions)
    none = np.zeros(len(CLUES))
    assert accuracy(questions, np.array(list(CLUES.values()))) > accuracy(questions, none) + 0.1
    assert fit(questions) == pytest.approx(fit(questions))
