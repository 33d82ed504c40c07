"""What cannot be saved goes to files that are nobody else's to read, and none of others is believed."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.places import Places
from annotations.usecases.rescuing import Rescued, named
from annotations.workspace import Workspace

Open = Callable[[], Workspace]


@pytest.fixture
def cornered(places: Places, tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No room in data folder or home: only the temporary files are left; their folder."""
    temporary = tmp_path / "temporary files"
    temporary.mkdir()
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where folders are needed")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("HOME", str(blocked))
    unsaved = places.personal(library) / "unsaved"
    unsaved.parent.mkdir(parents=True, exist_ok=True)
    unsaved.write_text("in the way")
    return temporary


def saved_at_end(workspace: Workspace) -> Rescued | None:
    span = workspace.quoted("ledger.txt", "ten years")
    return workspace.rescue_at_end([lambda: workspace.annotate("ledger.txt", span, note="private")])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_files_are_readable_by_their_owner_alone(opened: Open, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        found = saved_at_end(opened())
    finally:
        os.umask(before)
    assert found is not None
    assert found.lines is not None
    assert (mode(found.words), mode(found.lines)) == (0o600, 0o600)
    assert opened().left_unsaved() == (found,)


def test_among_the_temporary_files_they_are_in_a_folder_of_ones_own(opened: Open, cornered: Path) -> None:
    assert opened().left_unsaved() == ()
    assert list(cornered.iterdir()) == [], "nothing is made by looking"
    found = saved_at_end(opened())
    assert found is not None
    assert found.words.parent == cornered / f"scholiast-{os.getuid()}"
    assert mode(found.words.parent) == 0o700
    assert mode(found.words) == 0o600
    assert opened().left_unsaved() == (found,)


@pytest.mark.parametrize("how", ["open to all", "a link", "of somebody else", "a file"])
def test_a_folder_that_others_may_have_laid_is_not_used(
    how: str, opened: Open, cornered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = cornered / f"scholiast-{os.getuid()}"
    (tmp_path / "theirs").mkdir(mode=0o700)
    match how:
        case "a link":
            own.symlink_to(tmp_path / "theirs")
        case "a file":
            own.write_text("")
        case "open to all":
            own.mkdir()
            own.chmod(0o777)
        case _:
            real = os.getuid()
            monkeypatch.setattr(os, "getuid", lambda: real + 1)
            own = cornered / f"scholiast-{real + 1}"
            own.mkdir(mode=0o700)
    if own.is_dir():
        (own / f"scholiast-unsaved-{named(opened().root)}-20250101-000000-1.txt").write_text("theirs")
    before = sorted(cornered.rglob("*"))
    workspace = opened()
    assert workspace.left_unsaved() == ()
    assert saved_at_end(workspace) is None
    assert sorted(cornered.rglob("*")) == before


def test_a_file_of_somebody_else_or_a_link_is_not_told_of(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = saved_at_end(opened())
    assert found is not None
    assert found.lines is not None
    (tmp_path / "theirs.jsonl").write_bytes(found.lines.read_bytes())
    found.lines.unlink()
    found.lines.symlink_to(tmp_path / "theirs.jsonl")
    (left,) = opened().left_unsaved()
    assert left.lines is None
    real = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: real + 1)
    assert opened().left_unsaved() == ()


def test_the_command_that_takes_it_back_can_be_typed_as_it_stands(tmp_path: Path) -> None:
    lines = tmp_path / "Application Support" / "it's here; rm -r x.jsonl"
    for text in (
        Rescued(1, tmp_path / "a.txt", lines).reminder,
        Rescued(2, tmp_path / "a.txt", lines).sentence,
    ):
        command = text.partition("`")[2].partition("`")[0]
        assert shlex.split(command) == ["scholiast", "load", str(lines), "--update"]
