"""The program as it is installed: the wheel's content, and the reader in a real terminal."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.whole.terminal import ROOT, Terminal, cli


def test_the_main_job_in_a_real_terminal(library: Path) -> None:
    terminal = Terminal(str(library))
    terminal.until("0 %")
    terminal.press("\t\x1b[Z")
    terminal.press("}s\r")
    terminal.until("1 highlight")
    terminal.press("t")
    terminal.until("find a tag")
    terminal.press("harbour/first\r")
    terminal.until("harbour/first")
    terminal.press("a")
    terminal.until("Ctrl+s")
    terminal.press("Seen from a terminal.\x13")
    terminal.until("Seen from a terminal.")
    terminal.press("q")
    assert terminal.ends() == 0
    out = cli("annotations", "-L", str(library))
    assert "#harbour/first" in out
    assert "Seen from a terminal." in out


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_what_the_screen_showed_as_saved_survives_the_end(library: Path, number: signal.Signals) -> None:
    terminal = Terminal(str(library))
    terminal.until("0 %")
    terminal.press("}s\r")
    terminal.until("1 highlight")
    terminal.child.kill(number)
    terminal.ends()
    assert "1 annotation" in cli("annotations", "-L", str(library))


def test_a_note_being_typed_survives_a_kill(library: Path) -> None:
    (library / "harbour.md").unlink()  # so that there is no doubt which article opens
    shutil.rmtree(library / "notes")
    terminal = Terminal(str(library))
    terminal.until("pays in ten years.")
    terminal.press("}a")
    terminal.until("Ctrl+s")
    terminal.press("half a thought")
    terminal.until("draft kept")
    terminal.child.kill(signal.SIGKILL)
    terminal.ends()
    again = Terminal(str(library))
    again.until("pays in ten years.")
    again.press("}a")
    again.until("half a thought")
    again.press("\x1b")
    again.press("q")


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24), (40, 10)])
def test_it_opens_and_closes_at_every_size_without_colour(library: Path, size: tuple[int, int]) -> None:
    terminal = Terminal(str(library), size=size, NO_COLOR="1")
    terminal.until("min left" if size[0] >= 80 else "%")
    terminal.press("q")
    assert terminal.ends() == 0


def test_it_leaves_the_terminal_as_it_was(library: Path) -> None:
    terminal = Terminal(str(library))
    terminal.until("0 %")
    terminal.press("q")
    assert terminal.ends() == 0
    assert b"\x1b[?1049l" in terminal.raw
    assert b"\x1b[?25h" in terminal.raw
    assert b"Traceback" not in terminal.raw


@pytest.mark.slow
def test_the_wheel_holds_sheets_themes_and_sample_and_works_when_installed(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "styles/app.tcss" in names
    assert "corpus/articles/annotations.jsonl" in names
    assert sum(name.startswith("corpus/articles/") and name.endswith((".md", ".txt")) for name in names) >= 10
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "scripts", "docs"))]
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)],
        check=True,
    )
    done = subprocess.run(
        [sys.executable, "-c", "import tui.cli.main as m; print(m.__file__); m.main(['--sample'])"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(target) in done.stdout
    assert "12 articles, 50 highlights" in done.stdout
