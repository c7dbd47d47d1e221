import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GENERATE = runpy.run_path(str(ROOT / "docs" / "generate.py"))


@pytest.mark.parametrize("name", GENERATE["PAGES"])
def test_generated_pages_say_what_the_code_does(name: str):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == GENERATE["PAGES"][name](), "run `make docs`"


def test_every_command_has_an_example():
    pages = GENERATE["PAGES"]["cli.md"]()
    commands = pages.split("## dragoman ")[1:]
    assert len(commands) >= 4
    assert all("Example:" in page for page in commands)


def test_every_make_target_of_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text()
    readme = (ROOT / "README.md").read_text()
    for target in ("demo", "test"):
        assert f"make {target}" in readme
        assert f"\n{target}:" in makefile
