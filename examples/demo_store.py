"""Builds a store of fictional reports and writes a dossier from it.

    python examples/demo_store.py demo.duckdb

The reports are those of `examples/crisis/` (one invented crisis, seen by several outlets).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def dragoman(*arguments: str) -> None:
    """Run a command as a user would, showing it."""
    print("$ dragoman", *arguments, flush=True)
    subprocess.run([sys.executable, "-c", "from dragoman.cli import main; main()", *arguments], check=True)


def main() -> None:
    """Add, link, show what is contradicted, write the dossier."""
    store = sys.argv[1] if len(sys.argv) > 1 else "demo.duckdb"
    page = str(Path(store).with_suffix(".html"))
    dragoman("add", store, str(FOLDER / "crisis" / "reports.jsonl"))
    dragoman("incidents", store, "--contradicted", "--min-reports", "2")
    dragoman("dossier", store, "PER", "BOL", "--format", "html", "--output", page)
    print(f"the dossier is in {page}")


if __name__ == "__main__":
    main()
