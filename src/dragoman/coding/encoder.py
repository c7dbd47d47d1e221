"""The encoder at run time: tokenizer and ONNX model, no training library.

`Encoder.run` is one pass over some windows. `Encoder.read_roles` asks the small role reader, which
looks at the states of that pass once for each trigger. Nothing here knows what the outputs mean.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.coding.questions import Question, question_arrays
from dragoman.coding.windows import Window, batch_arrays
from dragoman.errors import ModelError

__all__ = ["Encoder", "Probabilities", "model_folder"]

_OUTPUTS = ("types", "modes", "contexts", "statuses", "datings", "hidden")


@dataclass(frozen=True, slots=True)
class Probabilities:
    """What the model says of one window of `L` tokens.

    Attributes:
        types: `(L, 16)`, modes `(L, 67)`, contexts `(L, 37)`: independent probabilities.
        statuses: `(L, 5)`, datings `(L, 5)`: rows sum to one.
        hidden: `(L, 384)`, the last layer's states, from which the roles are read.
    """

    types: NDArray[np.float32]
    modes: NDArray[np.float32]
    contexts: NDArray[np.float32]
    statuses: NDArray[np.float32]
    datings: NDArray[np.float32]
    hidden: NDArray[np.float32]


def model_folder() -> Path:
    """Where the model that comes with the package lies."""
    return Path(str(resources.files("dragoman.coding") / "model"))


def sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logistic function that neither overflows nor warns."""
    result: NDArray[np.float32] = (0.5 * (1.0 + np.tanh(0.5 * logits))).astype(np.float32)
    return result


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    result: NDArray[np.float32] = shifted / shifted.sum(-1, keepdims=True)
    return result


class Encoder:
    """A loaded model. Its methods may be called from several threads.

    Args:
        folder: holds `model.onnx`, `roles.onnx`, `tokenizer.json` and `card.json`; by default the
            package's own.
        threads: threads of one pass; 0 lets the runtime take all cores.

    Raises:
        ModelError: a file is missing or damaged.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 0) -> None:
        self.folder = folder or model_folder()
        try:
            self.card: dict[str, Any] = json.loads((self.folder / "card.json").read_text(encoding="utf-8"))
            self.tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
            self._session = self._open("model.onnx", threads)
            self._reader = self._open("roles.onnx", threads)
        except Exception as error:
            raise ModelError(
                f"the model in {self.folder} cannot be loaded ({error}); reinstall dragoman, or train one with "
                "`dragoman train` and pass its folder"
            ) from error
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def _open(self, name: str, threads: int) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self.folder / name), options, providers=["CPUExecutionProvider"])

    @cached_property
    def hash(self) -> str:
        """Identity of the weights, as every event carries it."""
        return f"sha256:{self.card['sha256']}"

    def run(self, windows: Sequence[Window]) -> list[Probabilities]:
        """What the model says of each window.

        One pass a window: activations are quantized by their range over the whole pass, so in a batch
        a report's events would depend on the reports beside it.
        """
        return [self._pass(window) for window in windows]

    def _pass(self, window: Window) -> Probabilities:
        types, modes, contexts, statuses, datings, hidden = self._session.run(list(_OUTPUTS), batch_arrays([window]))
        return Probabilities(
            sigmoid(types[0]),
            sigmoid(modes[0]),
            sigmoid(contexts[0]),
            _softmax(statuses[0]),
            _softmax(datings[0]),
            hidden[0],
        )

    def read_roles(self, window: Window, found: Probabilities, questions: Sequence[Question]) -> NDArray[np.float32]:
        """Probabilities `(T, L, 12)` for `T` triggers of a window.

        The first six say that a token is part of a span of the role, the other six that one begins there.
        """
        if not questions:
            return np.zeros((0, len(window), 12), np.float32)
        inputs = {
            "hidden": found.hidden[None],
            "rows": np.zeros(len(questions), np.int64),
            "mask": np.ones((len(questions), len(window)), np.int64),
            **question_arrays(window, questions),
        }
        return sigmoid(self._reader.run(["roles"], inputs)[0])
