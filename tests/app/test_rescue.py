"""What cannot be saved is written elsewhere, and comes back whole from there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from annotations.places import Places
from annotations.storage import journal
from annotations.usecases.annotating.memos import LIBRARY
from annotations.workspace import Workspace
from tests.app.bench import Open, bench
from tui.dialogs.line import LineDialog
from tui.dialogs.note_editor import NoteEditor
from tui.dialogs.unsaved import UnsavedDialog
from tui.work import Job


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def said(workspace: Workspace) -> list[tuple[object, ...]]:
    """Everything that matters of the annotations."""
    return [
        (record.path, item.selectors.exact, item.span, item.tags, item.note, item.creator)
        for record, item in workspace.annotations()
    ]


def moved(folder: Path, to: Path) -> None:
    folder.rename(to)


async def highlighted(found: Any, note: str) -> None:
    await found.press("right_curly_bracket", "s", "a")
    await found.type(note)
    await found.press("ctrl+s")


async def test_what_a_full_disk_refused_is_written_elsewhere_and_loaded_back(
    opened: Open, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    (old,) = workspace.annotate("harbour.md", workspace.quoted("harbour.md", "at noon"), note="old")
    with monkeypatch.context() as patch:
        async with bench(workspace) as found:
            patch.setattr(journal, "write_all", full)
            await highlighted(found, "first thought")
            assert "the disk is full" in found.said
            assert "Save elsewhere" in found.said
            found.library.edit(old, _edit("new words"))
            await found.settle()
            assert len(found.library.unsaved) == 2
            await found.press("q")
            assert isinstance(found.screen, UnsavedDialog)
            await found.press("e")
            assert isinstance(found.screen, LineDialog)
            found.screen.query_one(Input).value = str(tmp_path / "other" / "place")
            await found.press("enter")
            for _ in range(50):
                await found.pilot.pause()
            assert not found.app.is_running or found.app._exit
    names = sorted(path.suffix for path in (tmp_path / "other" / "place").iterdir())
    assert names == [".jsonl", ".txt"]
    (lines,) = (tmp_path / "other" / "place").glob("*.jsonl")
    words = lines.with_suffix(".txt").read_text(encoding="utf-8")
    assert "first thought" in words
    assert "new words" in words
    later = opened()
    assert [note for *_, note, _ in said(later)] == ["old"]
    later.load(lines, update=True)
    assert sorted(str(note) for *_, note, _ in said(later)) == ["first thought", "new words"]
    assert later.annotation(old.id).note == "new words"
    assert later.left_unsaved() == (), "what the person wrote elsewhere is not told again"


def _edit(note: str) -> Any:
    from annotations.usecases.annotating.highlights import Edit

    return Edit(note=note)


@pytest.mark.parametrize("typing", [False, True])
async def test_what_is_unsaved_at_the_end_of_a_session_is_kept_and_told_the_next_time(
    typing: bool, opened: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        async with bench(opened()) as found:
            patch.setattr(journal, "write_all", full)
            await highlighted(found, "kept in the end")
            if typing:
                await found.press("right_curly_bracket", "s", "a")
                patch.setattr("annotations.drafts.write_bytes", full)
                await found.type("half a thought")
                assert isinstance(found.screen, NoteEditor)
            found.app.leave()
    later = opened()
    (left,) = later.left_unsaved()
    assert left.count == 1 + typing
    assert ("half a thought" in left.words.read_text(encoding="utf-8")) == typing
    async with bench(later) as found:
        told = [message.text for message in found.app.messages if "last session" in message.text]
        assert len(told) == 1
        assert str(left.words) in told[0]
        assert left.lines is not None
        assert str(left.lines) in told[0]
        later.load(left.lines, update=True)
        assert [note for *_, note, _ in said(later)] == ["kept in the end"]
        left.words.unlink()
    assert opened().left_unsaved() == ()


async def test_what_is_saved_after_all_is_not_kept_twice(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        with monkeypatch.context() as patch:
            patch.setattr(journal, "write_all", full)
            await highlighted(found, "once")
            found.library.action_save_elsewhere()
            await found.pilot.pause()
            found.screen.query_one(Input).value = str(tmp_path / "place")
            await found.press("enter")
            assert "One change written to" in found.said
        found.library.hear()
        await found.settle()
        assert any("Do not load the files" in message.text for message in found.app.messages)
        assert found.library.unsaved == []
        found.app.leave()
    assert [note for *_, note, _ in said(opened())] == ["once"]
    assert opened().left_unsaved() == ()


def test_what_is_no_highlight_is_written_as_text(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), tags=["cost"])
    before = said(workspace)
    works = [
        lambda: workspace.write_memo(LIBRARY, "A note on all of it.\n\x1b[2J"),
        lambda: workspace.undo(),
    ]
    found = workspace.rescue(works, tmp_path / "place")
    assert found.count == 2
    words = found.words.read_text(encoding="utf-8")
    assert "A note on all of it." in words
    assert "\x1b" not in words
    assert "(deleted)" in words
    assert found.lines is None
    assert said(workspace) == before
    assert list(workspace.memo_texts().values()) == []


def test_a_place_that_takes_nothing_is_a_sentence_and_the_end_finds_another(
    opened: Open, places: Places, tmp_path: Path, home: Path
) -> None:
    from annotations.errors import ScholiastError

    workspace = opened()
    works = [lambda: workspace.write_memo(LIBRARY, "kept")]
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ScholiastError, match="cannot be written to"):
        workspace.rescue(works, tmp_path / "file" / "below")
    workspace.personal_folder.mkdir(parents=True, exist_ok=True)
    (workspace.personal_folder / "unsaved").write_text("in the way")
    found = workspace.rescue_at_end(works)
    assert found is not None
    assert found.words.parent == home
    assert workspace.left_unsaved() == (found,)


async def test_work_that_is_asked_for_as_the_program_ends_is_passed_over(opened: Open) -> None:
    async with bench(opened()) as found:
        library = found.library
        found.app.leave()
        done: list[int] = []
        library.counter.do(Job(lambda: done.append(1), lambda _: None, saves=False))
        library.show_articles()
        await found.pilot.pause()
        assert done == []
        assert found.app.messages == []


async def test_a_folder_that_went_away_costs_nothing_that_was_done_on_the_screen(
    opened: Open, library: Path, tmp_path: Path
) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"))
    async with bench(workspace) as found:
        moved(library, tmp_path / "away")
        await highlighted(found, "while it was away")
        assert any("is gone" in message.text for message in found.app.messages)
        assert len(found.library.unsaved) == 1
        rescued = workspace.rescue([job.work for job in found.library.unsaved], tmp_path / "place")
        assert "while it was away" in rescued.words.read_text(encoding="utf-8")
        moved(tmp_path / "away", library)
        found.library.hear()
        await found.settle()
        assert found.library.unsaved == []
    assert "while it was away" in [note for *_, note, _ in said(opened())]


async def test_all_that_one_piece_of_work_would_store_is_written_and_drafts_stay(
    opened: Open, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()

    def several() -> None:
        (made,) = workspace.annotate("harbour.md", workspace.quoted("harbour.md", "at noon"), tags=["t"])
        workspace.edit([made.id], _edit("second step"))
        workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "a fifth more"), note="third step")
        found.app.drafts.drop("kept")

    async with bench(workspace) as found:
        found.app.drafts.keep("kept", "half a thought")
        with monkeypatch.context() as patch:
            patch.setattr(journal, "write_all", full)
            found.library.save(several, lambda _: None)
            await found.settle()
            assert len(found.library.unsaved) == 1
            with found.app.drafts.kept():
                rescued = workspace.rescue([job.work for job in found.library.unsaved], tmp_path / "there")
            assert rescued.count == 3
            assert said(workspace) == [], "what is only written elsewhere is not shown as saved"
        assert found.app.drafts.get("kept") == "half a thought"
        words = rescued.words.read_text(encoding="utf-8")
        assert "second step" in words
        assert "third step" in words
        assert rescued.lines is not None
    later = opened()
    assert said(later) == []
    later.load(rescued.lines, update=True)
    assert [(path, tags, note) for path, _, _, tags, note, _ in said(later)] == [
        ("harbour.md", ("t",), "second step"),
        ("ledger.txt", (), "third step"),
    ]
