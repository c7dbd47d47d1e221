"""Engines: batches of reports in, coded batches out, in their order, each event as one encoder alone would give it.

A report that the coder itself fails on comes back as a `Refusal`, so that one report never ends a long run.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from dragoman.coding.coder import LEAST_CONFIDENCE, Coder
from dragoman.reading.files import Refusal
from dragoman.report import Report
from dragoman.store.store import CodedReport

__all__ = ["Batch", "Coded", "CoderOptions", "Engine", "code_batch", "in_process", "local_processes"]

Coded: TypeAlias = CodedReport | Refusal
Batch: TypeAlias = list[Report]
Engine: TypeAlias = Callable[[Iterable[Batch]], Iterator[list[Coded]]]

#: A batch that killed its worker so often is coded report by report, to find the one that does it.
_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class CoderOptions:
    """What makes a coder, so that every process can make the same."""

    model: Path | None = None
    threads: int = 0
    min_confidence: float = LEAST_CONFIDENCE

    def coder(self) -> Coder:
        """A coder of these options."""
        return Coder(model=self.model, threads=self.threads, min_confidence=self.min_confidence)


def code_batch(coder: Coder, batch: Batch) -> list[Coded]:
    """Every report of a batch with its events, or why it has none."""
    return [_coded(coder, report) for report in batch]


def _coded(coder: Coder, report: Report) -> Coded:
    try:
        events = next(iter(coder.code_many([report])))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report of millions is told, not fatal
        return Refusal(f"report {report.id}", f"the coder failed ({type(error).__name__}: {error}); please report it")
    return CodedReport(report, msgspec.json.encode(events), len(events))


def in_process(coder: Coder) -> Engine:
    """The engine that uses this process alone."""
    return lambda batches: (code_batch(coder, batch) for batch in batches)


_worker: dict[str, Coder] = {}


def _start(options: CoderOptions) -> None:
    # A process pool hands its workers no other place for what they keep between calls.
    _worker["coder"] = options.coder()


def _work(batch: Batch) -> list[Coded]:
    return code_batch(_worker["coder"], batch)


def local_processes(options: CoderOptions, processes: int) -> Engine:
    """An engine of several processes with one encoder of one thread each.

    A worker that dies (out of memory, killed) costs time alone: its batches are coded again; a report that
    kills its worker each time is refused.
    """
    single = CoderOptions(options.model, 1, options.min_confidence)
    return lambda batches: _Pool(single, processes).run(batches)


class _Pool:
    def __init__(self, options: CoderOptions, processes: int) -> None:
        self._options, self._processes = options, processes
        self._executor = self._fresh()

    def _fresh(self) -> ProcessPoolExecutor:
        # Spawned, because forking a process with the encoder's threads in it may hang.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, context, initializer=_start, initargs=(self._options,))

    def run(self, batches: Iterable[Batch]) -> Iterator[list[Coded]]:
        waiting: deque[tuple[Batch, Future[Any]]] = deque()
        try:
            for batch in batches:
                waiting.append((batch, self._submit(batch)))
                if len(waiting) > 2 * self._processes:
                    yield self._result(*waiting.popleft())
            while waiting:
                yield self._result(*waiting.popleft())
        finally:
            self._executor.shutdown(cancel_futures=True)

    def _submit(self, batch: Batch) -> Future[Any]:
        try:
            return self._executor.submit(_work, batch)
        except BrokenProcessPool:
            self._executor = self._fresh()
            return self._executor.submit(_work, batch)

    def _result(self, batch: Batch, future: Future[Any]) -> list[Coded]:
        for _ in range(_ATTEMPTS):
            try:
                found: list[Coded] = future.result()
            except BrokenProcessPool:
                future = self._submit(batch)
            else:
                return found
        return [self._alone(report) for report in batch]

    def _alone(self, report: Report) -> Coded:
        try:
            found: list[Coded] = self._submit([report]).result()
        except BrokenProcessPool:
            return Refusal(f"report {report.id}", "coding it ended the worker process, each time")
        return found[0]
