"""Interrupted while the program is being read in: quiet, and 130 as wherever else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INTERRUPTED = """
import os, signal, sys

# A shell that starts its jobs in the background has them ignore interruptions.
signal.signal(signal.SIGINT, signal.default_int_handler)

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
        return None

sys.meta_path.insert(0, Finder())
sys.argv = ["scholiast", "list", "--json"]
from tui.start import main
main()
"""


@pytest.mark.parametrize(
    "name",
    ["tui.cli", "tui.cli.main", "argparse", "tui.cli.commands", "tui.cli.session", "annotations.workspace"],
)
def test_ctrl_c_while_a_module_is_imported_is_quiet(name: str, library: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.format(name=name)],
        cwd=library,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT), "HOME": str(library / ".home"), "PATH": ""},
    )
    assert done.returncode == 130, done.stderr
    assert done.stderr == ""
    assert done.stdout == ""


def test_the_installed_command_begins_there() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"scholiast": "tui.start:main"}
