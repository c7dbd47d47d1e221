import subprocess
import sys

HEAVY = ("onnxruntime", "duckdb", "pyarrow", "fastapi", "torch", "numpy", "rich", "tokenizers")


def _loaded_after(program: str) -> set[str]:
    code = f"{program}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy():
    assert _loaded_after("import dragoman").isdisjoint(HEAVY)


def test_importing_the_nouns_loads_nothing_heavy():
    assert _loaded_after("import dragoman.event, dragoman.report, dragoman.frame").isdisjoint(HEAVY)


def test_coding_needs_no_training_library():
    assert _loaded_after("import dragoman.coding.coder").isdisjoint(("torch", "onnx", "transformers"))


def test_the_public_names_are_there():
    loaded = _loaded_after("import dragoman; dragoman.Coder, dragoman.Event, dragoman.Report")
    assert "dragoman.coding.coder" in loaded
