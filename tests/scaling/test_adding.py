import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest

from dragoman.errors import StoreError
from dragoman.event import Coder, ReportRef
from dragoman.reading.files import Refusal
from dragoman.report import Report, text_id
from dragoman.scaling.adding import _Adding, add_reports
from dragoman.scaling.engine import CoderOptions, in_process, local_processes
from dragoman.store import Store
from tests.events import event

REFERENCE = Coder(version="0.1.0", model="sha256:0", codebook="plover-2.0")


class FakeCoder:
    def code_many(self, reports):
        for report in reports:
            if "poison" in report.text:
                raise ValueError("poisoned")
            yield [event(id=f"e-{report.id}", report=ReportRef(id=report.id, date=report.date))]


def report(number, text=None, **more):
    # Far apart in time, so that nothing is to be linked: all of them are the same event.
    day = date(1960, 1, 1) + timedelta(20 * number)
    return Report(id=f"r{number}", text=text or f"Report {number} tells of day {number}.", date=day, **more)


def add(path, items):
    with Store(path) as store:
        return add_reports(store, items, in_process(FakeCoder()), REFERENCE)


def rows(path, query):
    with Store(path, read_only=True) as store:
        return store.sql(query).fetchall()


def test_adding_again_changes_nothing(tmp_path):
    first = add(tmp_path / "s", [report(n) for n in range(300)])
    assert (first.added, first.known, first.events) == (300, 0, 300)
    again = add(tmp_path / "s", [report(n) for n in range(310)])
    assert (again.added, again.known) == (10, 300)
    assert rows(tmp_path / "s", "select count(*), count(distinct id) from events") == [(310, 310)]
    runs = rows(tmp_path / "s", "select id, added, known, refused, events, ended is not null from runs order by id")
    assert runs == [(1, 300, 0, 0, 300, True), (2, 10, 300, 0, 10, True)]


def test_doubles_within_one_run_count_as_known(tmp_path):
    assert add(tmp_path / "s", [report(1), report(1)]).known == 1


def test_a_report_on_which_the_coder_fails_is_refused_and_the_rest_coded(tmp_path):
    added = add(tmp_path / "s", [report(1), report(2, "poison"), Refusal("f", "is empty"), report(3)])
    assert added.added == 2
    assert sorted(r.reason.split(" (")[0] for r in added.refused.first) == ["is empty", "the coder failed"]
    assert rows(tmp_path / "s", "select count(*) from refusals") == [(2,)]


def test_an_id_that_two_texts_share_is_refused(tmp_path):
    added = add(tmp_path / "s", [report(1), report(1, "Another text."), report(2)])
    assert added.added == 2
    assert "same `id`" in added.refused.first[0].reason


def test_the_same_text_in_two_papers_is_two_reports(tmp_path):
    text = "Word for word the same text of an agency, printed in two papers on one and the same day."
    papers = [Report(id=text_id(text), text=text, publisher=p) for p in ("A", "B")]
    assert add(tmp_path / "s", papers).added == 2
    assert rows(tmp_path / "s", "select count(distinct id), count(copy_of) from reports") == [(2, 1)]


_SLOW = """
import sys, time
from tests.scaling.test_adding import *
class Slow(FakeCoder):
    def code_many(self, reports):
        time.sleep(0.002)
        return super().code_many(reports)
with Store(sys.argv[1]) as store:
    add_reports(store, [report(n) for n in range(1000)], in_process(Slow()), REFERENCE)
"""


def test_killed_at_any_moment_it_goes_on_without_loss_or_doubles(tmp_path):
    path = tmp_path / "s"
    kills = 0
    for attempt in range(40):
        process = subprocess.Popen([sys.executable, "-c", _SLOW, str(path)])
        try:
            code = process.wait(timeout=1.2 + 0.17 * attempt)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
            continue
        assert code == 0
        break
    assert kills >= 2
    assert rows(path, "select count(*), count(distinct key) from reports") == [(1000, 1000)]
    assert rows(path, "select count(*), count(distinct id) from events") == [(1000, 1000)]
    assert rows(path, "select count(*), count(distinct report) from signatures") == [(1000, 1000)]


def test_a_second_writer_is_told(tmp_path):
    holder = (
        "import sys, time; from dragoman.store import Store; s = Store(sys.argv[1]); "
        "print('open', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", holder, str(tmp_path / "s")], stdout=subprocess.PIPE, text=True)
    try:
        process.stdout.readline()
        with pytest.raises(StoreError, match="written by another process"):
            Store(tmp_path / "s")
    finally:
        process.kill()
        process.wait()


TEXTS = [
    "Turkish police arrested twelve protesters in Ankara on Monday.",
    "Kenya's foreign minister visited Kampala and met the president of Uganda.",
    "Rebels killed four soldiers near Goma, the army of Congo said on Tuesday.",
]


def test_several_processes_give_the_same_events_as_one():
    items = [Report(id=f"t{n}", text=t, date=date(2024, 5, 1)) for n, t in enumerate(TEXTS * 4)]
    items = [Report(id=r.id, text=r.text, date=r.date, publisher=r.id) for r in items]
    options = CoderOptions(threads=1)
    coder = options.coder()
    batches = [items[n : n + 2] for n in range(0, len(items), 2)]
    alone = [c for batch in in_process(coder)(batches) for c in batch]
    together = [c for batch in local_processes(options, 2)(batches) for c in batch]
    assert [(c.report.id, c.records) for c in together] == [(c.report.id, c.records) for c in alone]
    assert sum(c.events for c in alone) >= 12


def test_a_killed_worker_costs_time_alone():
    engine = local_processes(CoderOptions(threads=1), 2)
    items = [Report(id=f"t{n}", text=TEXTS[n % 3], date=date(2024, 5, 1)) for n in range(30)]
    coded = []
    for number, batch in enumerate(engine([[r] for r in items])):
        coded += batch
        if number == 3:
            children = subprocess.run(
                ["pgrep", "-P", str(os.getpid()), "-f", "spawn_main"], capture_output=True, text=True, check=False
            )
            os.kill(int(children.stdout.split()[0]), signal.SIGKILL)
            time.sleep(0.2)
    assert [c.report.id for c in coded] == [r.id for r in items]


def test_memory_holds_what_is_not_yet_written_and_no_more(tmp_path):
    def items():
        for number in range(3000):
            yield (
                report(number % 50, f"Report {number} tells of a day.", publisher=str(number))
                if number % 3
                else (Refusal(f"line {number}", f"does not look English ({number / 100:.2f} % function words)"))
            )

    with Store(tmp_path / "s") as store:
        adding = _Adding(store, store.begin_run(REFERENCE, {}), lambda _: None)
        most = 0
        for batch in in_process(FakeCoder())(adding.fresh(items())):
            adding.take(batch)
            most = max(most, adding.waits, len(adding._keys), len(adding._ids))
            adding.commit()
        adding.commit()
    assert most <= 128 + 32
    refused = adding.tally.refused
    assert len(refused) == 1000 + 1950
    assert len(refused.first) == 20
    assert refused.reasons.most_common(2)[1] == ("does not look English (… % function words)", 1000)
    assert rows(tmp_path / "s", "select count(*) from refusals") == [(1000 + 50,)]


_FULL = """
import resource, signal, sys
from pathlib import Path
from tests.scaling.test_adding import *
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
add(sys.argv[1], [report(n) for n in range(200)])
size = sum(p.stat().st_size for p in Path(sys.argv[1]).parent.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    add(sys.argv[1], [report(n, "x" * 50_000 + str(n)) for n in range(200, 700)])
except StoreError as error:
    print(error)
"""


def test_a_full_disk_is_told_and_what_was_committed_stays(tmp_path):
    path = tmp_path / "s"
    done = subprocess.run([sys.executable, "-c", _FULL, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == (
        f"{path}: the disk is full, or the file has grown as large as it may; make room and give the same command again"
    ), done.stderr
    held = rows(path, "select count(*) from reports")[0][0]
    assert held >= 200
    assert rows(path, "select count(*), count(distinct report_key) from events") == [(held, held)]
    assert add(path, [report(n) for n in range(200)]).known == 200
    again = add(path, [report(n, "x" * 50_000 + str(n)) for n in range(200, 700)])
    assert (again.known + again.added, again.known) == (500, held - 200)
