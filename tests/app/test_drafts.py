"""Drafts are in sight: counted at the top, listed, gone on with where they belong, and discarded."""

from __future__ import annotations

from textual.widgets import OptionList

from corpus.span import Span
from tests.app.bench import Open, bench, coded
from tui.dialogs.draft_list import DraftList
from tui.dialogs.note_editor import NoteEditor
from tui.dialogs.text_editors import MemoEditor
from tui.screens.notes import NotesScreen
from tui.widgets.title import TitleLine


async def test_a_draft_on_a_selection_is_counted_and_reopens_on_that_selection(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        head = found.library.query_one(TitleLine)
        assert "draft" not in head.render().plain
        await found.press("right_curly_bracket", "w", "v", "w", "w", "a")
        span = found.library.reader.selected
        await found.type("half a thought")
        await found.press("escape")
        assert "1 draft ·" in head.render().plain
        await found.press("escape", "g")
        found.library.open("ledger.txt")
        await found.settle()
        await found.app.run_action("screen.drafts", found.library)
        await found.settle()
        assert isinstance(found.screen, DraftList)
        assert [row.text for row in found.screen.rows] == ["half a thought"]
        await found.press("enter")
        assert isinstance(found.screen, NoteEditor)
        assert found.screen.text == "half a thought"
        assert found.library.path == "harbour.md"
        assert found.library.reader.selected == span != Span(0, 0)
        await found.press("ctrl+s")
        ((_, item),) = workspace.annotations()
        assert (item.span, item.note) == (span, "half a thought")
        assert "draft" not in head.render().plain


async def test_a_draft_on_a_highlight_of_another_article_opens_there(opened: Open) -> None:
    workspace = coded(opened)
    item = next(item for record, item in workspace.annotations() if record.path == "ledger.txt")
    async with bench(workspace) as found:
        found.app.drafts.keep(item.id, "left behind")
        await found.app.run_action("screen.drafts", found.library)
        await found.settle()
        assert item.selectors.exact[:10] in found.screen.rows[0].about
        await found.press("enter")
        assert isinstance(found.screen, NoteEditor)
        await found.press("ctrl+s")
        assert workspace.annotation(item.id).note == "left behind"


async def test_drafts_on_what_is_no_passage_are_listed_and_lead_there(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        found.app.drafts.keep("article:ledger.txt", "on the whole")
        found.app.drafts.keep("memo:new", "on all")
        for key, editor in (("article:ledger.txt", "on the whole"), ("memo:new", "on all")):
            await found.app.run_action("screen.drafts", found.library)
            await found.settle()
            keys = [row.key for row in found.screen.rows]
            found.screen.query_one(OptionList).highlighted = keys.index(key)
            await found.press("enter")
            await found.settle()
            assert isinstance(found.screen, MemoEditor)
            assert found.screen.text == editor
            await found.press("escape")
        assert isinstance(found.screen, NotesScreen)


async def test_a_draft_is_discarded_in_the_list_and_in_the_editor(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        found.app.drafts.keep("article:ledger.txt", "on the whole")
        await found.app.run_action("screen.drafts", found.library)
        await found.settle()
        await found.press("d")
        assert not isinstance(found.screen, DraftList)
        assert not list(found.app.drafts.keys())
        await found.press("right_curly_bracket", "a")
        await found.type("no")
        await found.press("escape", "a")
        assert list(found.app.drafts.keys())
        await found.press("f9")
        assert not isinstance(found.screen, NoteEditor)
        assert not list(found.app.drafts.keys())
        assert found.library.query_one(TitleLine).drafts == 0


async def test_a_text_typed_back_to_what_is_stored_is_no_draft(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("right_curly_bracket", "a")
        await found.type("x")
        await found.press("escape", "a", "backspace", "escape")
        assert not list(found.app.drafts.keys())
