"""How long `dragoman code` takes to start, and what of it is loading the model.

    python benchmarks/startup.py

Every figure is a share of the whole, measured in fresh processes of one run: the machine's speed cancels out.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

_ROUNDS = 5
_SENTENCE = "Estonian police arrested four protesters in Tallinn on Tuesday."
_STEPS = {
    "python alone": "pass",
    "import dragoman": "import dragoman",
    "import the coder": "import dragoman.coding.coder",
    "load the model": "from dragoman.coding.encoder import Encoder; Encoder()",
    "code a sentence": f"from dragoman import Coder; Coder().code({_SENTENCE!r}, date='2024-05-15')",
}


def _seconds(program: str) -> float:
    times = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> None:
    _seconds(_STEPS["code a sentence"])  # the gazetteer is compiled the first time
    seconds = {name: _seconds(program) for name, program in _STEPS.items()}
    whole = seconds["code a sentence"]
    print(f"median of {_ROUNDS}; the whole is {whole:.2f} s here")
    for name, value in seconds.items():
        print(f"  {name:<18} {value / whole:6.1%} of the whole")


if __name__ == "__main__":
    main()
