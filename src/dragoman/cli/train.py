"""`dragoman train`: a model from an annotated corpus."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import click

from dragoman.errors import ModelError

__all__ = ["command"]


@click.command(name="train")
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the model.")
@click.option("--epochs", type=click.IntRange(1), default=None, help="Passes over the training part.")
@click.option("--seed", type=int, default=None, help="Seed of every random choice.")
@click.option("--threads", type=click.IntRange(0), default=0, help="Threads; 0 takes all cores.")
@click.option(
    "--start",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Weights (.pt) of a training to go on from.",
)
@click.option("--cool", type=click.FloatRange(0, 1), default=None, help="Share of the steps over which the rate falls.")
@click.option(
    "--average",
    "averaged",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Only average the weights (.pt) of trainings that began alike; give it for each.",
)
@click.option("--retune", is_flag=True, help="Only tune thresholds and confidences of the model in OUTPUT anew.")
def command(
    corpus: Path,
    output: Path,
    epochs: int | None,
    seed: int | None,
    threads: int,
    start: Path | None,
    cool: float | None,
    averaged: tuple[Path, ...],
    retune: bool,
) -> None:
    """Train on the training part of CORPUS, tune thresholds on its dev part, write a model folder.

    Needs the extra: pip install 'dragoman[train]'.

    \b
    Example:
      dragoman train corpus --output runs/first
      dragoman train larger-corpus --start runs/first.pt --epochs 4 --output runs/second
    """
    try:
        from dragoman.training import build  # noqa: PLC0415 - torch is only for training
        from dragoman.training.train import Recipe  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(f"training needs more packages ({error.name}): pip install 'dragoman[train]'") from error
    logging.getLogger("dragoman").setLevel(logging.INFO)
    if retune:
        build.retune(corpus, output)
        click.echo(f"tuned {output}; measure it: dragoman evaluate {corpus} --model {output}")
        return
    if averaged:
        build.average(corpus, output, averaged)
        click.echo(f"wrote {output}, the mean of {len(averaged)} trainings")
        return
    usual = Recipe()
    recipe = replace(
        usual,
        epochs=usual.epochs if epochs is None else epochs,
        seed=usual.seed if seed is None else seed,
        cool=usual.cool if cool is None else cool,
    )
    build.build(corpus, output, recipe, threads=threads, start=start)
    click.echo(f"wrote {output}; try it: dragoman evaluate {corpus} --model {output}")
