"""The same input gives the same bytes, run after run and whatever is coded beside it."""

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def coded(*files, hashing):
    command = [
        sys.executable,
        "-c",
        "from dragoman.cli import main; main()",
        "code",
        "--format",
        "jsonl",
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": hashing, "PATH": "/usr/bin"})
    return done.stdout


def test_two_runs_write_the_same_bytes():
    files = [EXAMPLES / "harbour-clash.txt", EXAMPLES / "crisis" / "reports.jsonl"]
    first = coded(*files, hashing="1")
    assert first.count(b"\n") > 100
    assert coded(*files, hashing="2") == first
    assert first.startswith(coded(files[0], hashing="3"))
