"""The coder: reports in, events out. The whole way of a report on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - `date` is a parameter of the public API
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman import __version__
from dragoman.codebook import load_codebook
from dragoman.coding.calibration import Calibration
from dragoman.coding.decoding import Thresholds, decode, decode_at
from dragoman.coding.encoder import Encoder, Probabilities
from dragoman.coding.labels import Labels
from dragoman.coding.mishaps import without_mishaps
from dragoman.coding.questions import Question
from dragoman.coding.sentences import sentence_spans
from dragoman.coding.windows import Window, report_windows
from dragoman.event import Coder as CoderRef
from dragoman.event import Event
from dragoman.frame import Frame
from dragoman.reading.clean import clean
from dragoman.reading.dateline import with_dateline
from dragoman.report import Report, text_id
from dragoman.resolving.resolver import EventResolver

__all__ = ["LEAST_CONFIDENCE", "Coder", "Encoded"]

#: Told by default from this confidence on: on the corpus F1 hardly changes between 0 and .5, on real reports the events
#: between .4 and .45 are as often right as others, and quiet reports get few false ones (docs/accuracy.md).
LEAST_CONFIDENCE = 0.4

ReadRoles = Callable[[Window, Probabilities, Sequence[Question]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A report with the spans of its sentences and what the model says of each window."""

    report: Report
    sentences: tuple[tuple[int, int], ...]
    passes: tuple[tuple[Window, Probabilities], ...]


class Coder:
    """Turns reports into events. Loads the model once; needs no network.

    Args:
        model: folder of a model; by default the one that comes with the package.
        threads: threads of one encoder pass; 0 takes all cores.
        min_confidence: events below this confidence are left out, by default below `LEAST_CONFIDENCE`.

    Raises:
        ModelError: the model cannot be loaded.
    """

    def __init__(
        self, *, model: Path | None = None, threads: int = 0, min_confidence: float = LEAST_CONFIDENCE
    ) -> None:
        self.encoder = Encoder(model, threads=threads)
        self.labels = Labels.of()
        self.thresholds = Thresholds(**self.encoder.card.get("thresholds", {}))
        self.calibration = Calibration(**self.encoder.card.get("calibration", {}))
        self.reference = CoderRef(version=__version__, model=self.encoder.hash, codebook=load_codebook().name)
        self.min_confidence = min_confidence
        self._resolver = EventResolver(self.reference)

    def code(
        self,
        text: str,
        *,
        date: str | Date | None = None,
        id: str | None = None,  # noqa: A002 - the contract's name
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> list[Event]:
        """Events of one text, in its order.

        Without `date` (ISO 8601) the dateline or byline is asked; if that is silent, relative dates
        stay unresolved and say so.

        Raises:
            ValueError: `date` is no ISO date.
        """
        day = Date.fromisoformat(date) if isinstance(date, str) else date
        report = Report(
            id=id or text_id(text), text=text, date=day, title=title, publisher=publisher, url=url,
            date_why="given" if day else "",
        )  # fmt: skip
        return next(iter(self.code_many([with_dateline(report)])))

    def code_many(self, reports: Iterable[Report]) -> Iterator[list[Event]]:
        """Events of each report, in the order of the reports. A report's events do not depend on the others."""
        for report in reports:
            yield self.events(self.encode(report))

    def events(self, encoded: Encoded) -> list[Event]:
        """The events of an encoded report."""
        return self.resolve(encoded.report, self.decode(encoded))

    def resolve(self, report: Report, frames: Sequence[Frame], min_confidence: float | None = None) -> list[Event]:
        """The events of frames, wherever these come from; by default from the coder's own `min_confidence` on."""
        least = self.min_confidence if min_confidence is None else min_confidence
        events = [
            replace(e, confidence=round(self.calibration(e.confidence), 4))
            for e in self._resolver.events(report, frames)
        ]
        return [e for e in events if e.confidence >= least]

    def frames(self, report: Report) -> list[Frame]:
        """What the encoder sees in one report, before anything is resolved."""
        return self.decode(self.encode(report))

    def encode(self, report: Report) -> Encoded:
        """One pass over a report; `decode` reads it, with any thresholds."""
        text = clean(report.text)
        sentences = sentence_spans(text)
        windows = report_windows(text, sentences, self.encoder.tokenizer)
        return Encoded(report, tuple(sentences), tuple(zip(windows, self.encoder.run(windows), strict=True)))

    def decode(self, encoded: Encoded, read_roles: ReadRoles | None = None) -> list[Frame]:
        """The frames of an encoded report, by the coder's present thresholds.

        `read_roles` answers in place of the encoder's method of this name (tuning remembers its answers).
        """
        read_roles = read_roles or self.encoder.read_roles
        text, sentences = encoded.report.text, encoded.sentences
        found = [
            frame
            for window, answers in encoded.passes
            for frame in decode(
                text, sentences, window, answers, self.labels, self.thresholds, partial(read_roles, window, answers)
            )
        ]
        return without_mishaps(found, text)

    def frames_at(self, report: Report, spans: Sequence[tuple[int, int]]) -> list[Frame]:
        """The frames of triggers that are given by their offsets, each of its likeliest type; in the order of `spans`.

        A span without a word of the text has none.
        """
        encoded = self.encode(report)
        frames: dict[tuple[int, int], Frame] = {}
        for window, found in encoded.passes:
            ask = partial(self.encoder.read_roles, window, found)
            at = decode_at(
                report.text, encoded.sentences, window, found, self.labels, self.thresholds, ask,
                [span for span in spans if span not in frames],
            )  # fmt: skip
            frames |= at
        return [frames[span] for span in spans if span in frames]

    def with_thresholds(self, thresholds: Thresholds) -> Coder:
        """Set other thresholds (training tunes them) and return the coder itself."""
        self.thresholds = replace(thresholds)
        return self
