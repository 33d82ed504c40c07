"""The main job by keyboard: open, read, highlight, tag, note, undo, write the brief."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input, Static

from annotations.personal import Status
from annotations.workspace import Workspace
from tests.app.waiting import settle
from tui.app import ScholiastApp
from tui.config import Config
from tui.dialogs.confirm import Confirm
from tui.dialogs.help import context_rows, filtered
from tui.dialogs.note_editor import NoteEditor
from tui.dialogs.tag_picker import TagPicker
from tui.screens.brief import BriefScreen
from tui.screens.library.screen import LibraryScreen
from tui.widgets.annotation_list import AnnotationList
from tui.widgets.article_list import ArticleList
from tui.widgets.article_row import article_lines
from tui.widgets.reader import Reader
from tui.widgets.sorting import Order

Open = Callable[[], Workspace]


class Desk:
    """The program under test and a few words to drive it."""

    def __init__(self, app: ScholiastApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> LibraryScreen:
        """The main screen."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def said(self) -> list[tuple[str, tuple[str, ...], str]]:
        """Quotation, tags and note of the open article's annotations in text order."""
        found = sorted(self.screen.said.values(), key=lambda item: item.span or (0, 0))
        return [(item.selectors.exact, item.tags, item.note) for item in found]

    @property
    def saved(self) -> str:
        """What the foot says of the disk."""
        return self.screen.footer.saved.name

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they began is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type words."""
        await self.pilot.press(*("space" if sign == " " else sign for sign in text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until no work is under way."""
        await settle(self.pilot)


@asynccontextmanager
async def desk(
    workspace: Workspace, size: tuple[int, int] = (140, 40), open_: str = "harbour"
) -> AsyncIterator[Desk]:
    workspace.personal.keep_layout({**workspace.personal.layout, "last": workspace.find_document(open_)})
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=size) as pilot:
        found = Desk(app, pilot)
        await found.settle()
        yield found


async def test_the_library_opens_with_its_articles_and_the_last_one_open(opened: Open) -> None:
    async with desk(opened()) as found:
        assert len(found.screen.shelf.rows) == 3
        assert found.screen.document is not None
        assert found.screen.document.path == "harbour.md"
        assert found.screen.reader.has_focus


async def test_a_sentence_is_highlighted_tagged_and_noted_by_keyboard(opened: Open) -> None:
    workspace = opened()
    async with desk(workspace) as found:
        await found.press("right_curly_bracket", "s", "enter")
        assert found.said == [("The gates were raised at noon.", (), "")]
        assert found.saved == "SAVED"
        await found.press("t")
        assert isinstance(found.app.screen, TagPicker)
        await found.type("gates/open")
        await found.press("enter")
        assert found.said == [("The gates were raised at noon.", ("gates/open",), "")]
        await found.press("a")
        assert isinstance(found.app.screen, NoteEditor)
        await found.type("By whom?")
        await found.press("ctrl+s")
        assert found.said == [("The gates were raised at noon.", ("gates/open",), "By whom?")]
    assert [(item.tags, item.note) for _, item in opened().annotations()] == [(("gates/open",), "By whom?")]


async def test_what_the_foot_said_goes_with_the_next_action_and_not_with_a_movement(opened: Open) -> None:
    async with desk(opened()) as found:
        await found.press("right_curly_bracket", "s", "enter", "t")
        await found.type("gates")
        await found.press("enter")
        foot = found.screen.footer
        assert foot.notice == "gates"
        await found.press("u")
        assert foot.notice == ""
        foot.notice = "sorted"
        found.screen.shelf.focus()
        await found.press("down", "tab")
        assert foot.notice == "sorted"
        found.screen.shelf.focus()
        await found.press("o")
        assert foot.notice == ""


async def test_a_tag_that_is_there_already_is_said_to_be_and_nothing_is_to_undo(opened: Open) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "The water held."), tags=["gates"])
    async with desk(workspace) as found:
        await found.press("right_square_bracket", "t")
        await found.type("gates")
        await found.press("enter")
        assert "“gates” was there already" in found.app.messages[-1].text
        await found.press("u")
        assert found.said == [], "what is undone is the highlight itself"


async def test_the_foot_says_how_much_is_selected_and_where_it_stops(opened: Open) -> None:
    async with desk(opened()) as found:
        footer = found.screen.footer
        await found.press("right_curly_bracket", "s")
        assert footer.notice == "1 sentence, 6 words"
        await found.press("s")
        assert footer.notice == "2 sentences, 12 words"
        await found.press("s")
        assert footer.notice == "paragraph ends, s again goes on"
        await found.press("s")
        assert footer.notice.startswith("3 sentences")
        await found.press("escape")
        assert footer.notice == ""


async def test_the_foot_says_that_enter_opens_the_card_of_what_was_just_made(opened: Open) -> None:
    async with desk(opened()) as found:
        footer = found.screen.footer
        await found.press("right_curly_bracket", "s")
        assert "⏎ highlight" in footer.render().plain
        await found.press("enter")
        assert "⏎ card" in footer.render().plain
        await found.press("t")
        await found.type("gates")
        await found.press("enter")
        assert "⏎ card" in footer.render().plain
        await found.press("u", "u")
        assert "⏎ highlight" in footer.render().plain


async def test_what_is_on_the_screen_is_in_another_program(opened: Open) -> None:
    async with desk(opened()) as found:
        await found.press("right_curly_bracket", "s", "enter")
        assert [item.selectors.exact for _, item in opened().annotations()] == [
            "The gates were raised at noon."
        ]


async def test_every_change_is_undone_and_done_again(opened: Open) -> None:
    async with desk(opened()) as found:
        states = [found.said]
        await found.press("right_curly_bracket", "s", "s", "enter")
        states.append(found.said)
        await found.press("minus")
        states.append(found.said)
        await found.press("plus", "plus")
        states.append(found.said)
        await found.press("d")
        states.append(found.said)
        assert states[-1] == []
        assert states[1] != states[2] != states[3]
        await found.press("u")
        assert found.said == states[3]
        await found.press("u", "u", "u")
        assert found.said == states[1]
        await found.press("u")
        assert found.said == []
        await found.press("ctrl+r")
        assert found.said == states[1]


async def test_the_smallest_highlight_under_the_caret_is_meant_then_the_next_larger(opened: Open) -> None:
    workspace = opened()
    for quote in ("The gates were raised at noon. Nobody expected", "raised at noon", "at noon"):
        workspace.annotate("harbour.md", workspace.quoted("harbour.md", quote))
    async with desk(workspace) as found:
        found.screen.reader.go(workspace.quoted("harbour.md", "at noon").start)
        await found.press("d")
        assert [quotation for quotation, _, _ in found.said] == [
            "The gates were raised at noon. Nobody expected",
            "raised at noon",
        ]


async def test_a_pinned_tag_is_one_key_on_and_off(opened: Open) -> None:
    from annotations import codebook

    workspace = opened()
    workspace.reshape(lambda book: codebook.add(book, "water"))
    workspace.reshape(lambda book: codebook.pin(book, "water", 4))
    async with desk(workspace) as found:
        await found.press("right_curly_bracket", "4")
        assert [tags for _, tags, _ in found.said] == [("water",)]
        await found.press("4")
        assert [tags for _, tags, _ in found.said] == [()]


async def test_enter_highlights_with_the_tags_picked_last(opened: Open) -> None:
    async with desk(opened()) as found:
        await found.press("right_curly_bracket", "s", "t")
        await found.type("water")
        await found.press("enter", "right_curly_bracket", "s", "enter")
        assert [tags for _, tags, _ in found.said] == [("water",), ("water",)]


async def test_words_are_found_walked_and_left(opened: Open) -> None:
    async with desk(opened()) as found:
        await found.press("slash")
        await found.type("GATES")
        assert len(found.screen.reader.matches) == 2
        await found.press("enter")
        first = found.screen.reader.caret
        await found.press("n")
        second = found.screen.reader.caret
        assert first < second
        await found.press("n")
        assert found.screen.reader.caret == first
        await found.press("escape")
        assert not found.screen.reader.matches


async def test_what_is_not_found_leaves_the_caret_where_the_search_began(opened: Open) -> None:
    async with desk(opened()) as found:
        reader = found.screen.reader
        began = reader.caret
        await found.press("slash")
        await found.type("gates")
        assert reader.caret != began
        await found.type("x")
        await found.press("enter")
        assert reader.has_focus
        assert reader.caret == began


async def test_the_only_match_is_said_to_be_the_only_one(opened: Open) -> None:
    async with desk(opened()) as found:
        await found.press("slash")
        await found.type("century")
        await found.press("enter", "n")
        assert found.screen.footer.notice == "the only match"
        await found.press("slash")
        await found.type("gates")
        await found.press("enter", "n")
        assert found.screen.footer.notice == "match 1 of 2", "after the last the first"


async def test_more_matches_than_are_counted_are_said_to_be_more(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.leafing._MOST", 3)
    async with desk(opened()) as found:
        await found.press("slash")
        await found.type("e")
        assert str(found.screen.bar.query_one("#find-count", Static).content) == "1 of 3+"
        await found.press("enter", "n")
        assert found.screen.footer.notice == "match 2 of 3+"


async def test_an_empty_file_is_said_to_be_empty(opened: Open, library: Path) -> None:
    (library / "blank.txt").write_text("")
    async with desk(opened()) as found:
        row, other = map(found.screen.shelf.item_of, ("blank.txt", "ledger.txt"))
        assert row is not None
        assert other is not None
        assert [run.text for run in article_lines(row, 30)[-1]] == ["  ", "empty"]
        assert not other.empty
        found.screen.open("blank.txt")
        await found.settle()
        assert found.screen.document is not None
        assert found.screen.header(found.screen.document).line.endswith("empty")


async def test_leaving_the_find_line_goes_back_to_where_it_began(opened: Open) -> None:
    async with desk(opened()) as found:
        await found.press("j", "j")
        before = found.screen.reader.caret
        await found.press("slash")
        await found.type("evening")
        assert found.screen.reader.caret != before
        await found.press("escape")
        assert found.screen.reader.caret == before
        assert found.screen.reader.has_focus


async def test_a_note_that_was_not_saved_is_offered_again(opened: Open) -> None:
    async with desk(opened()) as found:
        await found.press("right_curly_bracket", "a")
        await found.type("half a thou")
        await found.press("escape")
        assert found.said == []
        await found.press("a")
        assert isinstance(found.app.screen, NoteEditor)
        assert found.app.screen.text == "half a thou"
        await found.type("ght")
        await found.press("ctrl+s")
        assert [note for _, _, note in found.said] == ["half a thought"]
        await found.press("a")
        assert isinstance(found.app.screen, NoteEditor)
        assert found.app.screen.text == "half a thought"


async def test_the_brief_is_shown_and_then_saved(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "The water held."), tags=["water"])
    async with desk(workspace) as found:
        await found.press("B")
        screen = found.app.screen
        assert isinstance(screen, BriefScreen)
        await screen.made.wait()
        await found.pilot.pause()
        assert "> The water held." in screen.text
        assert "The water held." in screen.query_one("#page").document.text  # type: ignore[attr-defined]
        await found.press("ctrl+s")
        assert (library / "brief.md").read_text("utf-8") == screen.text
        mine = screen.text.replace("# library", "# Mine\n\nWritten by hand.")
        (library / "brief.md").write_text(mine, encoding="utf-8")
        said = len(found.app.messages)
        await found.press("ctrl+s")
        assert len(found.app.messages) > said, "it was saved again"
        assert (library / "brief.md").read_text("utf-8") == mine
        (library / "brief.md").write_text("no brief", encoding="utf-8")
        await found.press("ctrl+s")
        assert isinstance(found.app.screen, Confirm)
        await found.pilot.press("escape")
        assert (library / "brief.md").read_text("utf-8") == "no brief"
        await found.pilot.press("escape")
        await found.pilot.pause()
        assert isinstance(found.app.screen, LibraryScreen)


async def test_the_article_under_the_cursor_of_the_list_is_shown(opened: Open) -> None:
    async with desk(opened()) as found:
        await found.press("shift+tab")
        assert found.screen.shelf.has_focus
        await found.press("g", "j")
        await found.pilot.pause(0.2)
        await found.settle()
        assert found.screen.path == found.screen.shelf.cursor_key
        assert found.screen.document is not None
        assert found.screen.document.path == found.screen.path
        await found.press("enter")
        assert found.screen.reader.has_focus


async def test_the_next_article_of_the_list_is_a_key_away_while_reading(opened: Open) -> None:
    async with desk(opened()) as found:
        screen = found.screen
        order = [row.path for row in screen.shelf.shown_items]
        screen.open(order[0])
        await found.settle()
        await found.press("J")
        assert screen.document is not None
        assert (screen.document.path, screen.shelf.cursor_key) == (order[1], order[1])
        assert screen.reader.has_focus
        await found.press("J")
        assert screen.document.path == order[2]
        await found.press("J")
        assert screen.path == order[2]
        assert found.app.messages[-1].text == "This is the last article of the list."
        screen.shelf.filter_text = "visit"
        await found.pilot.pause(0.1)
        screen.open("ledger.txt")
        await found.settle()
        await found.press("K")
        assert screen.path == "notes/visit.txt", "only what the filter leaves"
        assert {"Next article", "Previous article"} <= {
            row.label for row in filtered(context_rows("reader"), "article")
        }


async def test_a_card_leads_to_its_passage(opened: Open) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "The water held."))
    async with desk(workspace) as found:
        await found.press("f3", "f3", "g", "enter")
        assert found.screen.reader.caret == workspace.quoted("harbour.md", "The water held.").start
        assert found.screen.reader.has_focus


async def test_what_another_program_does_appears(opened: Open) -> None:
    async with desk(opened()) as found:
        other = opened()
        other.annotate("harbour.md", other.quoted("harbour.md", "The water held."), note="from there")
        found.screen.hear()
        await found.settle()
        assert [note for _, _, note in found.said] == ["from there"]


async def test_what_another_program_marks_as_read_appears(opened: Open) -> None:
    async with desk(opened()) as found:
        other = opened()
        other.mark("ledger.txt", Status.READ)
        other.close()
        found.screen.hear()
        await found.settle()
        rows = {row.path: row.status for row in found.screen.shelf.rows}
        assert rows["ledger.txt"] == "read"


async def test_ctrl_c_copies_what_is_selected_or_says_what_leaves(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str, app: object) -> str:
        copied.append(text)
        return "Copied."

    monkeypatch.setattr("tui.clipboard.copy", copy)
    async with desk(opened()) as found:
        await found.press("ctrl+c")
        assert found.app.messages[-1].text == "q leaves."
        await found.press("H", "ctrl+c")
        assert found.app.messages[-1].text == "q goes back, and leaves from the articles."
        await found.press("q", "right_curly_bracket", "s", "ctrl+c")
        assert ["The gates were raised at noon." in text for text in copied] == [True]
        assert found.app.messages[-1].text == "Copied."
        assert found.app.is_running


async def test_reading_to_the_end_marks_an_article_as_read(opened: Open) -> None:
    workspace = opened()
    async with desk(workspace) as found:
        assert workspace.status("harbour.md").value == "unread"
        await found.press("G")
        assert workspace.status("harbour.md").value == "read"
        await found.press("r")
        assert workspace.status("harbour.md").value == "unread"


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (100, 30), (200, 50), (20, 4)])
async def test_the_main_job_works_at_every_size(opened: Open, size: tuple[int, int]) -> None:
    async with desk(opened(), size=size) as found:
        await found.press("right_curly_bracket", "s", "enter", "t")
        await found.type("x")
        await found.press("enter", "z", "z", "f2", "f3", "question_mark", "escape")
        assert [tags for _, tags, _ in found.said] == [("x",)]


async def test_an_empty_folder_says_what_to_do(tmp_path: Path, places: object) -> None:
    from annotations.places import Places

    assert isinstance(places, Places)
    folder = tmp_path / "empty"
    folder.mkdir()
    app = ScholiastApp(Workspace.open(folder, places=places), Config())
    async with app.run_test(size=(100, 30)) as pilot:
        found = Desk(app, pilot)
        await found.settle()
        assert "nothing to read" in found.screen.reader.document.text
        await found.press("s", "enter", "t", "a", "d", "y", "n", "slash")
        assert not found.screen.said
        assert app.is_running


async def test_an_article_that_disappears_is_said_and_the_rest_goes_on(opened: Open, library: Path) -> None:
    async with desk(opened()) as found:
        (library / "ledger.txt").unlink()
        found.screen.open("ledger.txt")
        await found.settle()
        assert any("ledger.txt" in message.text for message in found.app.messages)
        found.screen.open("harbour.md")
        await found.settle()
        assert found.screen.document is not None


async def test_metadata_is_corrected_in_a_form(opened: Open) -> None:
    workspace = opened()
    async with desk(workspace, open_="ledger") as found:
        await found.press("m")
        field = found.app.screen.query_one("#field-title", Input)
        field.value = "What it cost"
        await found.press("ctrl+s")
        assert {article.title for article in workspace.articles()} >= {"What it cost"}
        assert found.screen.document is not None
        assert found.screen.document.metadata.title == "What it cost"


async def test_what_could_not_be_saved_is_said_kept_and_saved_when_the_cause_is_gone(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.changes import NotSaved
    from annotations.store import Store

    workspace = opened()
    plain = Store.commit

    def full(*_: object, **__: object) -> None:
        raise NotSaved("not saved: no space left on the disk")

    async with desk(workspace) as found:
        monkeypatch.setattr(Store, "commit", full)
        await found.press("right_curly_bracket", "s", "enter")
        assert found.said == []
        assert found.saved == "NOT_SAVED"
        assert any("no space left" in message.text for message in found.app.messages)
        await found.press("q")
        assert not isinstance(found.app.screen, LibraryScreen), "leaving asks first"
        await found.press("escape")
        found.screen.hear()
        await found.settle()
        assert sum("no space left" in message.text for message in found.app.messages) == 1
        monkeypatch.setattr(Store, "commit", plain)
        found.screen.hear()
        await found.settle()
        assert [quotation for quotation, _, _ in found.said] == ["The gates were raised at noon."]
        assert found.saved == "SAVED"


async def test_a_fault_in_the_program_is_said_once_and_the_screen_stays_usable(
    opened: Open, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    from textual.message_pump import MessagePump

    from tui import sturdy

    monkeypatch.setattr(MessagePump, "_dispatch_message", MessagePump._dispatch_message)
    sturdy.install()

    def broken(self: LibraryScreen) -> None:
        raise RuntimeError("an [red]unforeseen[/] fault")

    async with desk(opened()) as found:
        found.app.goes_on = True
        monkeypatch.setattr(LibraryScreen, "action_status", broken)
        await found.press("r", "r")
        said = [message.text for message in found.app.messages if "unforeseen" in message.text]
        assert len(said) == 1
        await found.press("right_curly_bracket", "s", "enter")
        assert [quotation for quotation, _, _ in found.said] == ["The gates were raised at noon."]
        (log,) = home.rglob("faults.log")  # noqa: ASYNC240 - a test may wait
        assert "unforeseen" in log.read_text("utf-8")


async def test_the_files_are_brought_up_to_date_when_idle(opened: Open, library: Path) -> None:
    from tinydb import TinyDB

    async with desk(opened()) as found:
        await found.press("right_curly_bracket", "s", "enter")
        found.screen.hear()
        await found.settle()
        (path,) = (library / ".scholiast" / "annotations").glob("*.json")
        with TinyDB(path) as database:
            rows = database.table("annotations").all()
        assert [row["exact"] for row in rows] == ["The gates were raised at noon."]


async def test_links_lead_to_notes_and_articles_and_to_the_web_only_after_asking(
    opened: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.dialogs.link import LinkDialog

    (library / "links.md").write_text(
        "See [the ledger](ledger.txt), [a page](https://example.org/x) and a note.[^1]\n\n"
        "[^1]: Small print.\n",
        encoding="utf-8",
    )
    went: list[str] = []
    async with desk(opened(), open_="links") as found:
        monkeypatch.setattr(found.app, "open_url", lambda url, **_: went.append(url))
        reader = found.screen.reader
        text = reader.document.text
        await found.press("o")
        assert any("no link" in message.text for message in found.app.messages)
        reader.go(text.index("[1]"))
        await found.press("o")
        assert text[reader.caret :].startswith("Small print")
        reader.go(text.index("a page"))
        await found.press("o")
        assert isinstance(found.app.screen, LinkDialog)
        await found.press("escape")
        assert went == []
        await found.press("o", "o")
        assert went == ["https://example.org/x"]
        reader.go(text.index("the ledger"))
        await found.press("o")
        assert found.screen.path == "ledger.txt"


async def test_a_long_article_shows_its_opening_before_all_of_it_is_read(
    opened: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus.document import Document

    text = "# A long one\n\n" + "".join(
        f"Paragraph {n} of many, as long as it has to be.\n\n" for n in range(6000)
    )
    workspace = opened()
    async with desk(workspace) as found:
        # Not before: what is looked through in the background has been read as a whole.
        (library / "long.md").write_text(text, encoding="utf-8")
        shown: list[Document] = []
        show = Reader.show

        def noted(reader: Reader, document: Document, *rest: Any, **more: Any) -> None:
            shown.append(document)
            show(reader, document, *rest, **more)

        monkeypatch.setattr(Reader, "show", noted)
        found.screen.open("long.md")
        await found.settle()
        assert [bool(document.digest) for document in shown] == [False, True]
        assert len(shown[0].text) < len(shown[1].text)
        assert found.screen.document is shown[1]
        found.screen.open("harbour.md")
        found.screen.open("long.md")
        await found.settle()
        assert all(document.digest for document in shown[2:]), "what was read once comes at once"


async def test_a_change_that_has_become_impossible_does_not_hold_up_the_others(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.changes import NotSaved
    from annotations.store import Store

    workspace = opened()
    (made,) = workspace.annotate("harbour.md", workspace.quoted("harbour.md", "at noon"))
    plain = Store.commit

    def full(*_: object, **__: object) -> None:
        raise NotSaved("not saved: no space left on the disk")

    async with desk(workspace) as found:
        monkeypatch.setattr(Store, "commit", full)
        found.screen.reader.go(workspace.quoted("harbour.md", "at noon").start)
        await found.press("plus")
        await found.press("right_curly_bracket", "s", "enter", "u", "u")
        assert len(found.screen.unsaved) == 2, "undo means now, and is not kept"
        monkeypatch.setattr(Store, "commit", plain)
        opened().delete([made.id])
        for _ in range(4):
            found.screen.hear()
            await found.settle()
        assert found.screen.unsaved == []
        assert found.saved == "SAVED"
        assert len(found.said) == 1


async def test_a_draft_that_cannot_be_kept_does_not_come_between_a_note_and_its_saving(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.drafts import Drafts

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with desk(opened()) as found:
        monkeypatch.setattr(Drafts, "keep", full)
        monkeypatch.setattr(Drafts, "drop", full)
        await found.press("right_curly_bracket", "a")
        await found.type("kept all the same")
        await found.press("ctrl+s")
        assert [note for _, _, note in found.said] == ["kept all the same"]


async def test_what_cannot_be_opened_is_said_on_the_page_and_no_key_means_the_one_before(
    opened: Open, library: Path
) -> None:
    workspace = opened()
    async with desk(workspace) as found:
        (library / "ledger.txt").write_bytes(bytes(400))
        found.screen.open("ledger.txt")
        await found.settle()
        assert "ledger.txt" in found.screen.reader.document.text
        await found.press("s", "enter", "plus", "d", "t")
        assert found.said == []
        assert not workspace.annotations()


async def test_the_title_of_the_pane_in_focus_stands_out_without_colour(opened: Open) -> None:
    async with desk(opened()) as found:
        screen = found.screen

        def stands_out(pane: ArticleList | AnnotationList) -> bool:
            (line,) = pane.render_lines(Region(0, 0, pane.outer_size.width, 1))
            return any(
                part.style is not None and bool(part.style.reverse) for part in line if part.text.strip()
            )

        for pane in (screen.shelf, screen.sidebar, screen.reader):
            pane.focus()
            await found.settle()
            assert stands_out(screen.shelf) == (pane is screen.shelf)
            assert stands_out(screen.sidebar) == (pane is screen.sidebar)


async def test_while_the_list_is_filtered_the_foot_offers_none_of_its_letters(opened: Open) -> None:
    async with desk(opened()) as found:
        screen = found.screen
        screen.shelf.focus()
        await found.press("j")
        assert "o sort" in screen.footer.render().plain
        await found.press("slash", "w")
        assert "Esc drop the filter" in screen.footer.render().plain
        assert "o sort" not in screen.footer.render().plain
        await found.press("escape")
        assert "o sort" in screen.footer.render().plain


async def test_the_articles_stand_in_the_order_they_were_left_in(opened: Open) -> None:
    workspace = opened()
    async with desk(workspace) as found:
        found.screen.shelf.focus()
        await found.press("o", "minus")
        assert (found.screen.shelf.order, found.screen.shelf.reverse) == (Order.TITLE, True)
        titles = [row.title for row in found.screen.shelf.shown_items]
    async with desk(workspace) as found:
        assert (found.screen.shelf.order, found.screen.shelf.reverse) == (Order.TITLE, True)
        assert [row.title for row in found.screen.shelf.shown_items] == titles


@pytest.mark.parametrize("left", [{"order": "no such"}, {"order": 7, "reverse": "yes"}, {"order": ["date"]}])
async def test_an_order_that_is_none_is_the_first_one(opened: Open, left: dict[str, object]) -> None:
    workspace = opened()
    workspace.personal.keep_layout(left)
    async with desk(workspace) as found:
        assert (found.screen.shelf.order, found.screen.shelf.reverse) == (Order.DATE, False)


async def test_a_passage_that_is_highlighted_already_gets_no_twin(opened: Open) -> None:
    workspace = opened()
    theirs = workspace.quoted("harbour.md", "The water held.")
    workspace.annotate("harbour.md", theirs, by="Nils")
    async with desk(workspace) as found:
        await found.press("right_curly_bracket", "s", "enter", "right_curly_bracket", "left_curly_bracket")
        await found.press("s", "enter")
        assert found.screen.sidebar.has_focus, "its card is open"
        await found.press("escape", "t")
        await found.type("gates")
        await found.press("enter")
        assert [tags for text, tags, _ in found.said if text.startswith("The gates were")][:1] == [("gates",)]
        await found.press("escape")
        found.screen.reader.go(theirs.start)
        await found.press("s", "enter")
        assert [text for text, _, _ in found.said].count("The water held.") == 2, "theirs stays"
