"""`dragoman evaluate`: how good the coder is on annotated reports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from dragoman.coding.coder import LEAST_CONFIDENCE, Coder
from dragoman.event import Event
from dragoman.training.calibrate import bins, calibration_error, judged, tradeoff
from dragoman.training.corpus import AnnotatedReport, load_corpus
from dragoman.training.evaluate import Count, Scores, f1_interval, score
from dragoman.training.evaluate import gold_frames as frames_of
from dragoman.training.labelled import Figures, score_labelled
from dragoman.training.split import SPLITS, split_of

__all__ = ["command", "scores_text"]

_LEVELS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@click.command(name="evaluate")
@click.argument("corpora", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--split", type=click.Choice([*SPLITS, "all"]), default=None,
    help="Which part; by default the test part of our own (fictional) reports and all of any other.",
)  # fmt: skip
@click.option("--model", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another model's folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a corpus instead of text.")
@click.option(
    "--gold-frames", is_flag=True,
    help="Resolve the annotated spans instead of those that the encoder sees: the resolver's errors alone.",
)  # fmt: skip
@click.option("--by-type", is_flag=True, help="Also the figures of each type.")
@click.option(
    "--confidence", is_flag=True,
    help="Also how far confidences can be believed, and what --min-confidence costs and brings.",
)  # fmt: skip
def command(
    corpora: tuple[Path, ...],
    split: str | None,
    model: Path | None,
    as_json: bool,
    gold_frames: bool,
    by_type: bool,
    confidence: bool,
) -> None:
    """Code the annotated reports in CORPORA and compare.

    CORPORA are folders of YAML files, or JSON lines with other people's labels of places, dates,
    relations, attributions or links (docs/accuracy.md, docs/linking.md).

    \b
    Example:
      dragoman evaluate corpus
      dragoman evaluate corpus --split dev --by-type
    """
    coder = Coder(model=model)
    for folder in corpora:
        if folder.is_file():
            click.echo(_labelled(folder, score_labelled(folder, coder), as_json=as_json))
            continue
        reports = _chosen(load_corpus(folder), split)
        every = list(_coded(reports, coder, gold_frames=gold_frames))
        scores = score(reports, [[e for e in events if e.confidence >= LEAST_CONFIDENCE] for events in every])
        if as_json:
            click.echo(json.dumps({"corpus": str(folder), "reports": len(reports), **asdict(scores)}))
        else:
            click.echo(scores_text(str(folder), len(reports), scores, by_type=by_type))
            if confidence:
                click.echo(_confidence_text(judged(reports, every), scores.events.wanted))


def _coded(reports: Iterable[AnnotatedReport], coder: Coder, *, gold_frames: bool) -> Iterator[list[Event]]:
    """Events of each report, also those that are too doubtful to be shown."""
    for annotated in reports:
        frames = frames_of(annotated) if gold_frames else coder.frames(annotated.report)
        yield coder.resolve(annotated.report, frames, 0.0)


def _labelled(path: Path, figures: Figures, *, as_json: bool) -> str:
    if as_json:
        return json.dumps({"corpus": str(path), "figures": figures})
    return "\n".join([str(path), *(f"  {name:<44} {_value(figure)}" for name, figure in figures.items())])


def _value(figure: tuple[int, int] | float) -> str:
    if not isinstance(figure, tuple):
        return f"{figure:.3f}"
    right, n = figure
    return f"{right / n if n else 1:.3f}  ({right} of {n})"


def _chosen(reports: list[AnnotatedReport], split: str | None) -> list[AnnotatedReport]:
    if split == "all":
        return reports
    if split is None:
        return [r for r in reports if r.source != "fictional" or split_of(r.report.id) == "test"]
    return [r for r in reports if split_of(r.report.id) == split]


def scores_text(title: str, size: int, scores: Scores, *, by_type: bool) -> str:
    """The figures of some reports, a line each."""
    low, high = f1_interval(scores.by_report)
    lines = [
        f"{title}: {size} reports, {scores.events.wanted} annotated events, {scores.events.found} coded",
        f"  events (type and sentence)     {_count(scores.events)}   95 % interval {low:.3f} to {high:.3f}",
        f"  with both sides' countries     {_count(scores.both_sides)}",
        f"  sentences with an event        {_count(scores.any_type)}",
    ]
    for name, (right, n) in scores.fields.items():
        lines.append(f"  {name:<30} {right / n if n else 1:.3f}  ({right} of {n} matched events)")
    if by_type:
        lines += [f"  {name:<30} {_count(count)}  n={count.wanted}" for name, count in scores.by_type.items()]
    return "\n".join(lines)


def _confidence_text(found: list[tuple[float, bool]], wanted: int) -> str:
    lines = [
        f"  expected calibration error     {calibration_error(found):.3f}",
        "  confidence   right   events",
        *(f"  {b.confidence:>10.3f}   {b.right:.3f}   {b.events:>6}" for b in bins(found)),
        "  --min-confidence   precision   recall",
        *(f"  {p.least:>16.2f}   {p.precision:>9.3f}   {p.recall:.3f}" for p in tradeoff(found, wanted, _LEVELS)),
    ]
    return "\n".join(lines)


def _count(count: Count) -> str:
    return f"F1 {count.f1:.3f}  P {count.precision:.3f}  R {count.recall:.3f}"
