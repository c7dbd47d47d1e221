"""The Ray engine on a small cluster of this machine: the same events as here, also when a worker is killed."""

import json
import os
import signal
from pathlib import Path

import pytest

from dragoman.coding.coder import Coder
from dragoman.reading import Refusal, read_reports
from dragoman.report import Report
from dragoman.scaling.cluster import ray_cluster, read_on_cluster
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


def test_files_are_read_by_the_cluster_in_their_order(tmp_path):
    for number in range(6):
        rows = "".join(json.dumps({"text": f"Report {number}.{row}."}) + "\n" for row in range(70))
        (tmp_path / f"{number}.jsonl").write_text(rows + "no row\n", encoding="utf-8")
    there = list(read_on_cluster([str(tmp_path), str(tmp_path / "none.txt")]))
    here = list(read_reports([tmp_path, tmp_path / "none.txt"]))
    assert [i for i in there if not isinstance(i, Refusal)] == [i for i in here if not isinstance(i, Refusal)]
    assert {str(i) for i in there if isinstance(i, Refusal)} == {str(i) for i in here if isinstance(i, Refusal)}
    assert len(there) == 6 * 71 + 1


def test_readers_find_room_beside_as_many_actors_as_cores(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{EXAMPLE}\nNumber {number}.", encoding="utf-8")
    engine = ray_cluster(CoderOptions(), 2)
    coded = [c for batch in engine([r] for r in read_on_cluster([str(tmp_path)])) for c in batch]
    assert [c.report.text for c in coded] == [r.text for r in read_reports([tmp_path])]
    assert all(c.events for c in coded)
