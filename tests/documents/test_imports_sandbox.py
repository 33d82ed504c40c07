"""The worker process: limits that hold, cancelling, and what a document cannot do in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.imports.kinds import Kind
from corpus.imports.model import NotConverted, Options
from corpus.imports.sandbox import Sandbox, Stopped, seconds_for

HEAD = "from corpus.imports.model import Converted, NotConverted\n\n\ndef convert(data, name, options):\n"


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A worker that also finds converters of the test, and gives each document a second."""
    monkeypatch.syspath_prepend(str(tmp_path))
    for name, body in {
        "hangs": "while True: pass",
        "greedy": "return Converted('x' * (len(data) and 1 << 40))",
        "dies": "import os; os.kill(os.getpid(), 9)",
        "writes": f"open({str(tmp_path / 'written')!r}, 'w').write('x')",
        "talks": "import socket; socket.create_connection(('127.0.0.1', 9))",
        "starts": "import subprocess; subprocess.run(['true'])",
        "prints": "print('noise'); return Converted(name)",
        "lies": "return type('X', (), {'as_json': lambda self: {'markdown': 5}})()",
        "trips": "raise ZeroDivisionError",
        "echoes": "return Converted(data.decode(), {'title': options.encoding, 'other': 'x'}, (name,))",
    }.items():
        (tmp_path / f"conv_{name}.py").write_text(f"{HEAD}    {body}\n")
    with Sandbox(seconds=lambda size: 1.0) as made:
        yield made


def test_a_document_comes_back_with_its_options(sandbox: Sandbox) -> None:
    data = "ä".encode() * 100_000  # more than a pipe holds
    made = sandbox.convert("conv_echoes", data, "n\udcff", Options(encoding="e"))
    assert (made.markdown, made.metadata, made.remarks) == (data.decode(), {"title": "e"}, ("n\udcff",))


def test_what_hangs_is_given_up_and_the_next_one_is_converted(sandbox: Sandbox) -> None:
    with pytest.raises(NotConverted, match="not done after 1 second"):
        sandbox.convert("conv_hangs", b"x", "x")
    assert sandbox.convert("conv_echoes", b"again", "x").markdown == "again"


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        ("greedy", "memory"),
        ("dies", "SIGKILL"),
        ("writes", "PermissionError"),
        ("talks", "PermissionError"),
        ("starts", "PermissionError"),
        ("lies", "cannot be used"),
        ("trips", "ZeroDivisionError"),
    ],
)
def test_what_goes_wrong_is_said(sandbox: Sandbox, tmp_path: Path, module: str, reason: str) -> None:
    with pytest.raises(NotConverted, match=reason):
        sandbox.convert(f"conv_{module}", b"x", "x")
    assert not (tmp_path / "written").exists()
    assert sandbox.convert("conv_echoes", b"again", "x").markdown == "again"


def test_what_a_library_prints_does_no_harm(sandbox: Sandbox) -> None:
    assert sandbox.convert("conv_prints", b"x", "name").markdown == "name"


def test_cancelling_kills_the_process(sandbox: Sandbox) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    with pytest.raises(Stopped):
        sandbox.convert("conv_hangs", b"x", "x", cancelled=cancelled)
    assert sandbox._process is None


def test_the_formats_work_in_the_worker(sandbox: Sandbox) -> None:
    assert sandbox.convert(Kind.TEXT, b"*words*", "a.txt").markdown == "\\*words\\*\n"
    with pytest.raises(NotConverted, match="empty"):
        sandbox.convert(Kind.MARKDOWN, b" ", "a.md")


def test_time_grows_with_size_within_bounds() -> None:
    assert seconds_for(0) == 5
    assert seconds_for(2 << 20) == 7
    assert seconds_for(1 << 30) == 20


CHANGES = {
    "opens to write": "os.open(name, os.O_WRONLY)",
    "opens to read and write": "os.open(name, os.O_RDWR)",
    "empties in opening": "os.open(name, os.O_RDONLY | os.O_TRUNC)",
    "makes in opening": "os.open(name + '2', os.O_RDONLY | os.O_CREAT)",
    "empties": "os.truncate(name, 0)",
    "sets the mode": "os.chmod(name, 0)",
    "gives away": "os.chown(name, -1, -1)",
    "sets the time": "os.utime(name, (0, 0))",
    "renames": "os.rename(name, name + '2')",
    "replaces": "os.replace(name, name + '2')",
    "links": "os.link(name, name + '2')",
    "removes": "os.unlink(name)",
    "makes a folder": "os.mkdir(name + '2')",
    "makes a database": "import sqlite3; sqlite3.connect(name + '2')",
}


@pytest.mark.parametrize("way", CHANGES)
def test_no_file_is_changed_in_any_way(sandbox: Sandbox, tmp_path: Path, way: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"words")
    before = file.stat()
    (tmp_path / "conv_changes.py").write_text(f"{HEAD}    import os\n    {CHANGES[way]}\n")
    with pytest.raises(NotConverted, match="PermissionError"):
        sandbox.convert("conv_changes", b"x", str(file))
    assert (file.stat(), file.read_bytes()) == (before, b"words")
    assert not (tmp_path / "file2").exists()


def test_files_are_read_in_every_way(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "conv_reads.py").write_text(
        f"{HEAD}    import os\n    place = os.open(name, os.O_RDONLY)\n"
        "    return Converted(os.fdopen(place).read() + open(name).read())\n"
    )
    made = sandbox.convert("conv_reads", b"x", str(tmp_path / "file"))
    assert made.markdown == "wordswords"
