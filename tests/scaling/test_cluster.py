"""The Ray engine on a small cluster of this machine: the same events as here, also when a worker is killed."""

import os
import signal
from pathlib import Path

import pytest

from dragoman.coding.coder import Coder
from dragoman.report import Report
from dragoman.scaling.cluster import ray_cluster
from dragoman.scaling.engine import CoderOptions, in_process

ray = pytest.importorskip("ray", reason="the extra `ray` is not installed")
EXAMPLE = (Path(__file__).parents[2] / "examples" / "harbour-clash.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def cluster():
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def batches():
    for number in range(4):
        yield [Report(id=f"r{number}", text=f"{EXAMPLE}\nNumber {number}.")]


def here():
    return [c.records for batch in in_process(Coder(threads=1))(batches()) for c in batch]


def test_events_are_those_of_this_process():
    there = [c.records for batch in ray_cluster(CoderOptions(), 2)(batches()) for c in batch]
    assert there == here()


def test_a_killed_worker_costs_time_alone():
    def killing():
        for number, batch in enumerate(batches()):
            if number == 3:
                for process in Path("/proc").glob("[0-9]*"):
                    try:
                        name = (process / "cmdline").read_bytes()
                    except OSError:
                        continue
                    if name.startswith(b"ray::_Worker"):
                        os.kill(int(process.name), signal.SIGKILL)
            yield batch

    there = [c.records for batch in ray_cluster(CoderOptions(), 1)(killing()) for c in batch]
    assert there == here()
