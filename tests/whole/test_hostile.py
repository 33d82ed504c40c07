"""Nothing that stands in documents, names, tags or notes acts on the terminal or on the program."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.terminal import ROOT, Terminal, cli

EVIL = (
    "\x1b]52;c;UFdORUQ=\x07",
    "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]0;owned\x07",
    "\x1b[5;41mblink\x1b[2J",
    "\x9b5;41mC1\x9d52;c;UFdORUQ=\x9c",
    "\u202egnp.exe\u2066",
    "\U000e0041\U000e0042tags",
    "[@click=app.quit]press[/] [red]red[/red] [/] [link=http://evil.example]x[/link]",
    "{{ 7*7 }} {% raw %} $(touch /tmp/owned) `id` %s %n",
    "a" + "\u0301" * 60,
    "\x00\x01\x02\x7f\x85\u2028\u2029\ufeff",
)
FORBIDDEN = (
    b"\x1b]52",
    b"\x1b]8;",
    b"\x1b]0;",
    b"\x1b[5;41m",
    b"\x1b[5m",
    "\u202e".encode(),
    "\u2066".encode(),
    "\x9b".encode(),
    "\x9d".encode(),
    "\U000e0041".encode(),
    b"\x00",
    b"\x07",
)
# What Textual itself sends to shape the mouse pointer ends with a bell.
_POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")
# Every screen and dialog that a key opens, with the key that leaves it again.
PLACES = ("?", "t", "a", "m", "/", "S", "c", "B", "H", "R", "O", "M", "N", "\x10", "\x1b[19~")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A library in which everything is hostile."""
    folder = tmp_path / "evil\x1b[2J [red]library"
    folder.mkdir()
    said = (evil.replace("\x00", "") for evil in EVIL)  # a zero byte makes a file binary, and refused
    body = "\n\n".join(f"Paragraph {n} says {evil} and goes on." for n, evil in enumerate(said))
    for n, evil in enumerate(EVIL):
        name = file_name(n, evil)
        title, heading = json.dumps(evil), evil.replace("\x00", "")
        text = (
            f"---\ntitle: {title}\nsource: {title}\nauthor: {title}\n---\n\n# Heading {heading}\n\n{body}\n"
        )
        (folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    (folder / b"caf\xe9 \x1b]52;c;UFdORUQ=\x07.txt".decode("utf-8", "surrogateescape")).write_text(body)
    lines = [
        json.dumps({
            "document": file_name(n, evil), "quote": f"Paragraph {n} says", "tags": [evil, f"tag {n}/{evil}"],
            "note": f"**{evil}**\n\n# {evil}\n\n[x]({evil})", "creator": evil,
        })
        for n, evil in enumerate(EVIL)
    ]  # fmt: skip
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(lines), encoding="utf-8")
    answers = cli("annotate", "--batch", str(batch), "-L", str(folder)).splitlines()
    assert all(json.loads(answer)["ok"] for answer in answers), answers
    return folder


def file_name(number: int, evil: str) -> str:
    """A name that a file system takes, as hostile as it can be."""
    return f"{number} {evil.replace('/', '_').replace(chr(0), '')[:40]}.md"


def clean(raw: bytes) -> None:
    """Assert that none of the payload's sequences is in what the program sent."""
    raw = _POINTER.sub(b"", raw)
    for sequence in FORBIDDEN:
        at = raw.find(sequence)
        assert at < 0, raw[max(0, at - 80) : at + 80]


@pytest.mark.slow
def test_nothing_reaches_the_terminal_from_any_screen_and_no_click_runs_an_action(hostile: Path) -> None:
    terminal = Terminal("-L", str(hostile), size=(140, 40))
    terminal.until("ANNOTATIONS")
    terminal.settle()
    for row in range(0, 38, 2):
        for column in (4, 60, 110):
            terminal.click(column, row)
    terminal.settle()
    for key in PLACES:
        terminal.press(key)
        terminal.settle()
        for row in range(4, 36, 6):
            terminal.click(40, row)
        terminal.settle()
        for _ in range(4):
            terminal.press("\x1b")
            terminal.settle()
    for _ in range(12):
        terminal.press("\x1b[Z\x1b[Zj")
        terminal.settle()
    clean(terminal.raw)
    terminal.child.kill(15)
    terminal.ends()
    clean(terminal.raw)


def test_nothing_reaches_the_terminal_from_a_command(hostile: Path) -> None:
    for argv in (
        ("list",),
        ("annotations",),
        ("tags",),
        ("history",),
        ("export",),
        ("check",),
        ("show", "3 "),
    ):
        command = [sys.executable, "-m", "tui.cli.main", *argv, "-L", str(hostile)]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert ran.returncode in (0, 1), (argv, ran.stderr)
        assert ran.stdout, argv
        clean(ran.stdout)
        clean(ran.stderr)
