from datetime import date

import numpy as np
import pytest

from dragoman.coding.coder import Coder
from dragoman.linking.scoring import FEATURES
from dragoman.report import Report
from dragoman.training.link_scores import Shootings, chain_figures, main_mention, shooting_figures
from dragoman.training.link_weights import across_prior, fit
from dragoman.training.linking import Within, learn_within


@pytest.fixture(scope="module")
def coder():
    return Coder(threads=1)


def test_held_weights_stay_where_they_were_set():
    rows = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0]] * 20)
    labels = np.array([1.0, 0.0] * 20)
    weights = fit(rows, labels, np.array([0.0, 0.0, 0.25]), np.array([False, False, True]))
    assert weights[2] == 0.25
    assert weights[1] > 1
    assert weights[0] < 0


def test_a_far_prior_does_not_lead_astray():
    rows = np.array([[1.0, 1.0]] * 50 + [[1.0, 0.0]] * 50)
    weights = fit(rows, rows[:, 1].copy(), np.array([-40.0, 0.0]), np.zeros(2, bool))
    assert weights[1] > 1
    assert np.abs(weights).max() < 60


def test_every_belief_is_about_a_feature():
    prior, held = across_prior()
    assert len(prior) == len(held) == len(FEATURES)


def test_the_other_part_chooses_how_readily_events_link():
    rows = np.zeros((4, len(FEATURES)))
    rows[:, FEATURES.index("bias")] = 1
    gold = {n: "x" if n in "ab" else n for n in "abcd"}
    train = Within((("a", "b"), ("c", "d")) * 2, rows, np.array([1.0, 0.0, 0.0, 0.0]), gold)
    dev = Within((("a", "b"),), rows[:1], np.array([1.0]), {"a": "x", "b": "x"})
    assert dev.agreement(learn_within(train, dev)).pairs == (1, 1, 1)


def shooting(n, town):
    text = f"Gunmen shot dead two policemen in {town}, Norway, on Friday. {town} mourns; its harbour stays shut."
    return Report(id=f"{town}{n}", text=text, date=date(2014, 8, 2))


def test_shootings_are_linked_beside_their_baselines(coder):
    reports = [shooting(n, town) for town in ("Oslo", "Bergen", "Tromso", "Bodo", "Molde") for n in range(2)]
    mentions = {r.id: main_mention(r, coder.code(r.text, date=r.date)) for r in reports}
    assert all(mentions.values())
    figures = shooting_figures(Shootings({r.id: r.id[:-1] for r in reports}, mentions))
    assert figures["each article alone: B-cubed P"] == 1
    assert figures["each article alone: B-cubed R"] == 0.5
    assert 0 <= figures["linking, cross-validated: pairs F1"] <= 1


def test_an_article_without_assault_has_no_main_event(coder):
    report = Report(id="a", text="The choir sang in the rain.", date=None)
    assert main_mention(report, coder.code(report.text)) is None


def chained(name, topic, text, *mentions):
    spans = [
        {"start": text.index(word), "end": text.index(word) + len(word), "label": label, "m_id": str(n),
         "chain": chain, "validated": validated}
        for n, (word, label, chain, validated) in enumerate(mentions)
    ]  # fmt: skip
    return {"id": name, "topic": topic, "text": text, "date": None, "gold": {"mentions": spans, "sentences": []}}


def test_chains_count_validated_mentions_of_events_alone(coder):
    rows = [
        chained("a", 1, "Rebels shelled Thika. A choir sang.",
                ("shelled", "ACTION_OCCURRENCE", "x", True), ("sang", "ACTION_OCCURRENCE", None, True)),
        chained("b", 1, "Thika was shelled by rebels.",
                ("shelled", "ACTION_OCCURRENCE", "x", True), ("rebels", "HUMAN_PART", "h", True)),
        chained("c", 2, "Police shelled Nakuru, it was said.",
                ("shelled", "ACTION_OCCURRENCE", "y", True), ("said", "ACTION_REPORTING", "x", False)),
    ]  # fmt: skip
    figures = chain_figures(rows, coder)
    # By their words both mentions of one topic are one; the third is another topic's, the fourth another word.
    assert figures["same trigger words: CoNLL F1"] == 1
    assert figures["each mention alone: MUC F1"] == 0
    assert {name.split(":")[0] for name in figures} >= {"weights of other topics", "shipped weights", "reports alike"}
