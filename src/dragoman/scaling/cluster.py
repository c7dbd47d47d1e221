"""The engine on a Ray cluster (extra `ray`): one actor with one encoder a process asked for.

Ray starts an actor that dies anew and gives it its batch again, so a lost machine costs time alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from dragoman.coding.coder import Coder
from dragoman.errors import DragomanError
from dragoman.reading.files import Refusal
from dragoman.scaling.engine import Batch, Coded, CoderOptions, Engine, code_batch

__all__ = ["ray_cluster"]

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
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise DragomanError("--engine ray needs Ray: pip install 'dragoman[ray]'") from error
    single = CoderOptions(options.model, 1, options.min_confidence)

    def run(batches: Iterable[Batch]) -> Iterator[list[Coded]]:
        if not ray.is_initialized():
            ray.init(log_to_driver=False, include_dashboard=False)
        made = ray.remote(_Worker).options(num_cpus=1, max_restarts=_RESTARTS, max_task_retries=_RETRIES)
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


def _result(ray: object, batch: Batch, reference: object) -> list[Coded]:
    try:
        found: list[Coded] = ray.get(reference)  # type: ignore[attr-defined]
    except ray.exceptions.RayActorError:  # type: ignore[attr-defined]
        return [Refusal(f"report {r.id}", "its batch ended the worker each time; add it by itself") for r in batch]
    return found
