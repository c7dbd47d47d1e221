"""From a trained network to the files that the package ships: model.onnx, tokenizer.json, card.json."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from dragoman.training.network import Network, base_model_folder

__all__ = ["INPUTS", "OUTPUTS", "export", "sha256"]

_log = logging.getLogger(__name__)
INPUTS = ("ids", "cases", "sentences", "positions", "mask")
OUTPUTS = ("types", "modes", "contexts", "statuses", "roles")


def sha256(path: Path) -> str:
    """Hash of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(network: Network, folder: Path, card: dict[str, Any], *, base: Path | None = None, bits: int = 8) -> None:
    """Write a model folder; with `bits=32` without quantization (to measure what it costs).

    The weights are quantized to 8 bits a column, activations at run time. `reduce_range` keeps
    weights to 7 bits, because AVX2 without VNNI adds two products in 16 bits and would saturate.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "model.onnx"
    with tempfile.TemporaryDirectory() as temporary:
        raw = Path(temporary) / "raw.onnx"
        _to_onnx(network, raw)
        if bits == 8:
            quantize_dynamic(
                raw,
                target,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                nodes_to_exclude=_stacked_products(raw),
            )
        else:
            shutil.copy(raw, target)
    shutil.copy((base or base_model_folder()) / "tokenizer.json", folder / "tokenizer.json")
    card = {**card, "bits": bits, "sha256": sha256(target), "bytes": target.stat().st_size}
    (folder / "card.json").write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    _log.info("%s: %.1f MB", target, target.stat().st_size / 1e6)


def _stacked_products(path: Path) -> list[str]:
    """Products with a stack of matrices (the roles' bilinear form): the 8-bit kernel takes only one."""
    graph = onnx.load(path).graph
    stacked = {i.name for i in graph.initializer if len(i.dims) > 2}
    return [n.name for n in graph.node if n.op_type == "MatMul" and stacked.intersection(n.input)]


def _to_onnx(network: Network, path: Path) -> None:
    network.eval()
    example = torch.ones(2, 16, dtype=torch.long)
    positions = torch.arange(16).expand(2, 16)
    arguments = (example, example, example, positions, example)
    axes = {name: {0: "windows", 1: "tokens"} for name in INPUTS + OUTPUTS}
    axes["roles"] = {0: "windows", 2: "tokens", 3: "tokens"}
    with torch.no_grad():
        torch.onnx.export(
            network,
            arguments,
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
