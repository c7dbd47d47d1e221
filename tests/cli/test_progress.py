"""The line that tells how far a run is."""

import io

from rich.console import Console

from dragoman.cli.progress import progress
from dragoman.reading.files import Meter, read_reports
from dragoman.scaling.adding import Added


def test_counts_rate_and_time_left_are_shown(tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"Troops left. {number}", encoding="utf-8")
    screen = io.StringIO()
    meter = Meter()
    meter.expect([str(tmp_path)])
    console = Console(file=screen, force_terminal=True, width=150)
    with progress(meter, console) as told:
        for number, _ in enumerate(read_reports([tmp_path], meter=meter), start=1):
            told(Added(added=number, events=7 * number, known=2))
    shown = screen.getvalue()
    assert "4 added (" in shown
    assert "28 events, 2 known, 0 refused" in shown
    assert "left" in shown
    assert "0:00:0" in shown


def test_nothing_is_written_where_nobody_looks():
    screen = io.StringIO()
    with progress(Meter(), Console(file=screen, force_terminal=False)) as told:
        told(Added(added=3))
    assert screen.getvalue() == ""
