"""Reading and coding on a Ray cluster (extra `ray`): files are read by Ray Data, batches coded by actors.

One actor has one encoder. Ray starts an actor that dies anew and gives it its batch again, and reads a file anew whose
task was lost, so a lost machine costs time alone.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dragoman.coding.coder import Coder
from dragoman.errors import DragomanError
from dragoman.reading.files import Columns, Refusal, read_reports
from dragoman.reading.sources import source_files
from dragoman.report import Report
from dragoman.scaling.engine import Batch, Coded, CoderOptions, Engine, code_batch

__all__ = ["ray_cluster", "read_on_cluster"]

#: Of a core, so that readers find room beside as many actors as there are cores.
_READER, _ACTOR = 0.1, 0.9
_ROWS = 32
_RESTARTS = 100
_RETRIES = 3


class _Worker:
    """What runs on the cluster: an encoder of one thread, kept between batches."""

    def __init__(self, options: CoderOptions) -> None:
        self._coder: Coder = options.coder()

    def code(self, batch: Batch) -> list[Coded]:
        return code_batch(self._coder, batch)


def ray_cluster(options: CoderOptions, workers: int) -> Engine:
    """An engine of `workers` actors on the cluster that `RAY_ADDRESS` names, else on this machine.

    Batches come back in their order. A batch that ends its worker each time is refused, report by report.

    Raises:
        DragomanError: Ray is not installed.
    """
    ray = _ray()
    single = CoderOptions(options.model, 1, options.min_confidence)

    def run(batches: Iterable[Batch]) -> Iterator[list[Coded]]:
        _connect(ray)
        made = ray.remote(_Worker).options(num_cpus=_ACTOR, max_restarts=_RESTARTS, max_task_retries=_RETRIES)
        actors = [made.remote(single) for _ in range(workers)]
        waiting: deque[tuple[Batch, object]] = deque()
        try:
            for number, batch in enumerate(batches):
                waiting.append((batch, actors[number % workers].code.remote(batch)))
                if len(waiting) > 2 * workers:
                    yield _result(ray, *waiting.popleft())
            while waiting:
                yield _result(ray, *waiting.popleft())
        finally:
            for actor in actors:
                ray.kill(actor)

    return run


def _result(ray: Any, batch: Batch, reference: object) -> list[Coded]:
    try:
        found: list[Coded] = ray.get(reference)
    except ray.exceptions.RayActorError:
        return [Refusal(f"report {r.id}", "its batch ended the worker each time; add it by itself") for r in batch]
    return found


def read_on_cluster(
    sources: Iterable[str], *, day: date | None = None, columns: Columns | None = None
) -> Iterator[Report | Refusal]:
    """What `read_reports` gives, in the same order, each file read by a task of the cluster.

    Files must be where every machine finds them: on a disk that all of them mount, or at an address (`s3://…`).

    Raises:
        DragomanError: Ray is not installed.
    """
    ray = _ray()
    _connect(ray)
    from ray import data  # noqa: PLC0415 - an extra

    listed = [f for source in sources for f in source_files(source)]
    yield from (f for f in listed if isinstance(f, Refusal))
    names = [f.name for f in listed if not isinstance(f, Refusal)]
    if not names:
        return
    context = data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    found = data.from_items([{"name": name} for name in names], override_num_blocks=len(names)).map_batches(
        _read, batch_size=1, num_cpus=_READER, fn_kwargs={"day": day, "columns": columns}
    )
    for row in found.iter_rows():
        yield from pickle.loads(row["items"])


def _read(batch: dict[str, Any], day: date | None, columns: Columns | None) -> Iterator[dict[str, list[bytes]]]:
    """The reports of a file, some rows at a time, so that no worker holds a whole archive."""
    held: list[Report | Refusal] = []
    for item in read_reports([str(name) for name in batch["name"]], day=day, columns=columns):
        held.append(item)
        if len(held) == _ROWS:
            yield {"items": [pickle.dumps(held)]}
            held = []
    yield {"items": [pickle.dumps(held)]}


def _ray() -> Any:
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise DragomanError("--engine ray needs Ray: pip install 'dragoman[ray]'") from error
    return ray


def _connect(ray: Any) -> None:
    if not ray.is_initialized():
        ray.init(log_to_driver=False, include_dashboard=False)
