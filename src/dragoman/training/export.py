"""From a trained network to the files that the package ships: model.onnx, roles.onnx, tokenizer.json, card.json."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from dragoman.training.network import Network
from dragoman.training.train import load_tokenizer

__all__ = ["INPUTS", "OUTPUTS", "export", "sha256"]

_log = logging.getLogger(__name__)
INPUTS = ("ids", "cases", "positions", "mask")
OUTPUTS = ("types", "modes", "contexts", "statuses", "datings", "hidden")
READER_INPUTS = ("hidden", "rows", "mask", "kinds", "marks", "apart", "borders")


def sha256(*paths: Path) -> str:
    """Hash over files, in hexadecimal digits."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def export(network: Network, folder: Path, card: dict[str, Any], *, base: Path | None = None, bits: int = 8) -> None:
    """Write a model folder; with `bits=32` without quantization (to measure what it costs).

    The weights are quantized to 8 bits a column, activations at run time. `reduce_range` keeps
    weights to 7 bits, because AVX2 without VNNI adds two products in 16 bits and would saturate.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target, reader = folder / "model.onnx", folder / "roles.onnx"
    _write(_to_onnx, network, target, bits)
    _write(_reader_to_onnx, network, reader, bits)
    load_tokenizer(base).save(str(folder / "tokenizer.json"), pretty=False)
    size = target.stat().st_size + reader.stat().st_size
    card = {**card, "bits": bits, "sha256": sha256(target, reader), "bytes": size}
    (folder / "card.json").write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    _log.info("%s: %.1f MB", folder, size / 1e6)


def _write(to_onnx: Callable[[Network, Path], None], network: Network, target: Path, bits: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        raw = Path(temporary) / "raw.onnx"
        to_onnx(network, raw)
        if bits == 8:
            quantize_dynamic(raw, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        else:
            shutil.copy(raw, target)


def _to_onnx(network: Network, path: Path) -> None:
    example = torch.ones(2, 16, dtype=torch.long)
    positions = torch.arange(16).expand(2, 16)
    axes = {name: {0: "windows", 1: "tokens"} for name in INPUTS + OUTPUTS}
    _export(network, (example, example, positions, example), path, INPUTS, OUTPUTS, axes)


def _reader_to_onnx(network: Network, path: Path) -> None:
    hidden = torch.zeros(2, 16, network.shape.width)
    each, marks = torch.zeros(3, dtype=torch.long), torch.ones(3, 16, dtype=torch.long)
    axes = {name: {0: "triggers", 1: "tokens"} for name in (*READER_INPUTS, "roles")}
    axes |= {"hidden": {0: "windows", 1: "tokens"}, "rows": {0: "triggers"}, "kinds": {0: "triggers"}}
    arguments = (hidden, each, marks, each, marks, marks, marks)
    _export(network.reader, arguments, path, READER_INPUTS, ("roles",), axes)


def _export(
    module: nn.Module,
    arguments: tuple[torch.Tensor, ...],
    path: Path,
    inputs: Sequence[str],
    outputs: Sequence[str],
    axes: dict[str, dict[int, str]],
) -> None:
    module.eval()
    with torch.no_grad():
        torch.onnx.export(
            module,
            arguments,
            str(path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
