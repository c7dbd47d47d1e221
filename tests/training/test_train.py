"""Training on a dozen reports with a small network: the whole way to a model that loads and has learnt."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training tests need torch, which only the extra `train` installs")

import torch

from dragoman.coding.calibration import Calibration
from dragoman.coding.coder import Coder
from dragoman.coding.decoding import Thresholds
from dragoman.coding.labels import Labels
from dragoman.coding.windows import MAX_TOKENS
from dragoman.errors import ModelError
from dragoman.training import build
from dragoman.training.build import retune
from dragoman.training.corpus import AnnotatedReport, load_corpus, role_spans
from dragoman.training.evaluate import match, score
from dragoman.training.export import export
from dragoman.training.network import Network, Shape, base_model_folder
from dragoman.training.split import SPLITS, split_of
from dragoman.training.targets import examples
from dragoman.training.train import Recipe, _hide, _ramp, has_bfloat16, limits, load_tokenizer, load_weights, train
from tests.training.reports import write

CORPUS = Path(__file__).parents[2] / "corpus"
SMALL = Shape(width=96, layers=2, heads=4, inner=192, role_width=64, role_dropout=0.0, dropout=0.0)
RECIPE = Recipe(epochs=60, batch=4, rate=2e-3, head_rate=2e-3, augment=0.0, hide=0.0, average=0.1, seed=1)


@pytest.fixture(scope="module")
def reports() -> list[AnnotatedReport]:
    eventful = [r for r in load_corpus(CORPUS) if r.events]
    return sorted(eventful, key=lambda r: len(r.report.text))[:12]


@pytest.fixture(scope="module")
def model(reports: list[AnnotatedReport], tmp_path_factory: pytest.TempPathFactory) -> Path:
    base_model_folder()  # the tokenizer; fails with advice where the base model is missing
    network = train(reports, RECIPE, shape=SMALL, pretrained=False)
    folder = tmp_path_factory.mktemp("model")
    export(network, folder, {"recipe": "test"})
    return folder


def test_a_tiny_network_overfits_a_dozen_reports(reports: list[AnnotatedReport], model: Path):
    coder = Coder(model=model)
    scores = score(reports, list(coder.code_many(r.report for r in reports)))
    assert scores.events.f1 > 0.9
    assert scores.fields["status"][0] / scores.fields["status"][1] > 0.9
    wanted, right = 0, 0
    for annotated in reports:
        for pair in match(annotated.events, coder.frames(annotated.report), annotated.report.text):
            spans = set(role_spans(pair.wanted))
            wanted += len(spans)
            right += len(spans & {(r.role, r.span.start, r.span.end) for r in pair.found.roles})
    assert right / wanted > 0.7


def test_windows_are_cut_anew_for_each_epoch(reports: list[AnnotatedReport]):
    drawn = {limits(random.Random(seed), RECIPE) for seed in range(40)}
    assert len(drawn) > 20
    assert all(RECIPE.shortest <= most <= MAX_TOKENS and 0 <= context <= most // 3 for most, context in drawn)
    longest = max(reports, key=lambda r: len(r.report.text))
    tokenizer, labels = load_tokenizer(), Labels.of()
    windows = examples(longest, tokenizer, labels, 40, 10)
    assert all(len(e.window) <= 40 for e in windows)
    assert len(windows) > len(examples(longest, tokenizer, labels))


def test_a_share_of_the_word_pieces_is_hidden_and_no_mark():
    torch.manual_seed(5)
    ids = torch.cat([torch.tensor([101]), torch.arange(2000, 3000), torch.tensor([102, 0, 0])])[None]
    inputs = {"ids": ids}
    _hide(inputs, 0.1)
    hidden = inputs["ids"] == 103
    assert 60 < int(hidden.sum()) < 140
    assert torch.equal(inputs["ids"][~hidden], ids[~hidden])
    assert not hidden[0, [0, 1001, 1002, 1003]].any()


def test_the_exported_model_codes_another_text(model: Path):
    events = Coder(model=model).code("Police arrested four protesters in Tallinn on Tuesday.", date="2024-05-15")
    assert isinstance(events, list)


@pytest.mark.parametrize("bfloat16", [True, False])
def test_the_same_seed_trains_the_same_network(reports: list[AnnotatedReport], bfloat16: bool):
    short = Recipe(epochs=1, batch=4, augment=0.5, bfloat16=bfloat16, seed=3)
    first, second = (train(reports[:2], short, shape=SMALL, pretrained=False).state_dict() for _ in range(2))
    assert all(bool((first[k] == second[k]).all()) for k in first)


def test_a_model_is_tuned_anew_without_training(model: Path, tmp_path: Path):
    corpus, folder = tmp_path / "corpus", tmp_path / "model"
    corpus.mkdir()
    shutil.copytree(model, folder)
    names = [f"2019-03-07-r{i}" for i in range(40)]
    chosen = [next(n for n in names if split_of(n) == part) for part in SPLITS]
    for name in chosen:
        write(corpus, name=name)
    found = retune(corpus, folder)
    coder = Coder(model=folder)
    assert coder.thresholds == Thresholds(**found["thresholds"])
    assert coder.calibration == Calibration(**found["calibration"])
    assert set(found["scores"]) == {"dev", "test"}
    assert (folder / "model.onnx").read_bytes() == (model / "model.onnx").read_bytes()


def test_a_training_goes_on_from_kept_weights(reports: list[AnnotatedReport], tmp_path: Path):
    short = Recipe(epochs=1, batch=4, augment=0.0, join=0.0, cool=0.0, average=0.0, seed=3)
    kept = tmp_path / "kept.pt"
    first = train(reports[:2], short, shape=SMALL, pretrained=False, keep=kept)
    still = replace(short, rate=0.0, head_rate=0.0, decay=0.0, seed=4)
    again = train(reports[:2], still, shape=SMALL, pretrained=False, start=kept).state_dict()
    assert all(bool((again[k] == value).all()) for k, value in first.state_dict().items())


def test_weights_of_another_network_are_refused(reports: list[AnnotatedReport], tmp_path: Path):
    kept = tmp_path / "kept.pt"
    train(reports[:1], Recipe(epochs=1, bfloat16=False), shape=replace(SMALL, width=48), pretrained=False, keep=kept)
    with pytest.raises(ModelError, match="train from the beginning"):
        train(reports[:1], Recipe(epochs=1), shape=SMALL, pretrained=False, start=kept)
    kept.write_text("no weights")
    with pytest.raises(ModelError, match="no weights of this network"):
        train(reports[:1], Recipe(epochs=1), shape=SMALL, pretrained=False, start=kept)


@pytest.mark.parametrize("damaged", [b"", b"no weights"])
def test_files_without_weights_are_refused(damaged: bytes, tmp_path: Path):
    path = tmp_path / "damaged.pt"
    path.write_bytes(damaged)
    with pytest.raises(ModelError, match="train from the beginning"):
        load_weights(Network(Labels.of(), SMALL), path)


@pytest.mark.parametrize("able", [True, False])
def test_where_the_processor_lacks_16_bits_all_computes_in_32(
    able: bool, reports: list[AnnotatedReport], monkeypatch: pytest.MonkeyPatch
):
    asked: list[torch.Tensor] = []
    monkeypatch.setattr(torch.Tensor, "bfloat16", lambda self: asked.append(self) or self)
    monkeypatch.setattr("dragoman.training.train.has_bfloat16", has_bfloat16.__wrapped__)  # what is told is kept
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": able}, raising=False)
    train(reports[:1], Recipe(epochs=1, augment=0.0, join=0.0), shape=SMALL, pretrained=False)
    assert bool(asked) == able


def test_the_rate_rises_holds_and_falls():
    rates = [_ramp(s, 100, 0.5) for s in range(100)]
    assert rates[0] == 0.1 and rates[9] == rates[49] == 1.0
    assert rates[75] == 0.5 and rates[99] == pytest.approx(0.02)
    assert [_ramp(s, 100, 0.0) for s in (10, 99)] == [1.0, 1.0]
    assert _ramp(10, 100, 0.9) == 1.0 and _ramp(55, 100, 0.9) == pytest.approx(0.5)


def test_the_mean_of_two_trainings(reports: list[AnnotatedReport], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import torch  # noqa: PLC0415 - only where it is there

    short = Recipe(epochs=1, batch=4, augment=0.0, join=0.0, average=0.0, seed=3)
    kept = [tmp_path / f"{seed}.pt" for seed in (3, 4)]
    for path in kept:
        train(reports[:2], replace(short, seed=int(path.stem)), shape=SMALL, pretrained=False, keep=path)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for part in SPLITS:
        write(corpus, name=next(n for n in (f"2019-03-07-r{i}" for i in range(40)) if split_of(n) == part))
    monkeypatch.setattr(build, "Network", lambda labels: Network(labels, SMALL))
    card = build.average(corpus, tmp_path / "mean", kept)
    mean = torch.load(tmp_path / "mean.pt", weights_only=True)
    one, two = (torch.load(path, weights_only=True) for path in kept)
    assert all(torch.allclose(mean[k], (one[k] + two[k]) / 2) for k in mean)
    assert len(card["recipe"]["average"]) == 2
    assert Coder(model=tmp_path / "mean").code("Police arrested four men in Tallinn.") is not None
