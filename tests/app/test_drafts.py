"""Drafts are in sight: counted at the top, listed, gone on with where they belong, and discarded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import OptionList

from annotations.drafts import Drafts
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


async def test_the_words_at_the_top_and_a_key_show_the_drafts_from_everywhere(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        found.app.drafts.keep("memo:new", "on all")
        found.library.tell_drafts()
        await found.settle()
        head = found.library.query_one(TitleLine)
        at = head.render().plain.index("1 draft") + head.gutter.left
        await found.pilot.click(TitleLine, offset=(at - 3, 0))
        await found.settle()
        assert found.screen is found.library
        await found.pilot.click(TitleLine, offset=(at + 2, 0))
        await found.settle()
        assert isinstance(found.screen, DraftList)
        await found.press("escape")
        for way in ("", "c", "M", "H"):
            await found.press(*([way] if way else []), "Z")
            assert isinstance(found.screen, DraftList), way
            await found.press("escape")


async def test_an_article_that_is_opened_says_where_its_draft_is(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        found.app.drafts.keep("article:ledger.txt", "left behind")
        found.library.open("ledger.txt")
        await found.settle()
        assert found.said.startswith("A draft is kept on the article ")
        assert found.said.endswith(": Z goes on with it.")
        before = len(found.app.messages)
        found.library.open("harbour.md")
        await found.settle()
        assert len(found.app.messages) == before


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


async def begun(opened: Open, words: str = "half a thought") -> None:
    """A draft on words of the harbour that are no highlight, left by a program that ended."""
    async with bench(opened()) as found:
        await found.press("right_curly_bracket", "w", "v", "w", "w", "a")
        await found.type(words)
        await found.press("escape")


async def gone_on_with(opened: Open) -> tuple[str, str, str]:
    """Opens the draft from the list, saves it; what it was about, and the article and words it is on now."""
    workspace = opened()
    workspace.refresh()
    async with bench(workspace) as found:
        await found.app.run_action("screen.drafts", found.library)
        await found.settle()
        (row,) = found.screen.rows
        await found.press("enter")
        assert isinstance(found.screen, NoteEditor), found.said
        assert found.screen.text == "half a thought"
        await found.press("ctrl+s")
        assert not list(found.app.drafts.keys())
    ((record, item),) = workspace.annotations()
    assert item.note == "half a thought"
    return row.about, record.path, item.selectors.exact


async def words_of(opened: Open) -> str:
    drafts = Drafts(opened().personal_folder / "drafts")
    passage = drafts.passage(next(iter(drafts.keys())))
    assert passage is not None
    return passage.selectors.exact


async def test_a_draft_on_a_selection_follows_a_file_that_was_renamed(opened: Open, library: Path) -> None:
    await begun(opened)
    words = await words_of(opened)
    (library / "harbour.md").rename(library / "notes" / "quay.md")
    about, path, exact = await gone_on_with(opened)
    assert (path, exact) == ("notes/quay.md", words)
    assert words in about


async def test_a_draft_on_a_selection_finds_its_words_in_a_text_that_was_edited(
    opened: Open, library: Path
) -> None:
    await begun(opened)
    words = await words_of(opened)
    text = (library / "harbour.md").read_text(encoding="utf-8")
    edited = text.replace(
        "# The harbour opens\n", "# The harbour opens\n\nA new first paragraph stands here now.\n", 1
    )
    (library / "harbour.md").write_text(edited, encoding="utf-8")
    _, path, exact = await gone_on_with(opened)
    assert (path, exact) == ("harbour.md", words)


async def test_a_draft_whose_words_are_gone_waits_for_others(opened: Open, library: Path) -> None:
    await begun(opened)
    words = await words_of(opened)
    (library / "harbour.md").write_text(
        "# Another text\n\nNothing of it is left here at all.\n", encoding="utf-8"
    )
    workspace = opened()
    workspace.refresh()
    async with bench(workspace) as found:
        await found.app.run_action("screen.drafts", found.library)
        await found.settle()
        assert words in found.screen.rows[0].about
        await found.press("enter")
        assert "is not in the article any more" in found.said
        await found.press("right_curly_bracket", "s", "a")
        assert isinstance(found.screen, NoteEditor)
        assert found.screen.text == "half a thought"
        await found.press("ctrl+s")
        assert not list(found.app.drafts.keys())
    ((_, item),) = workspace.annotations()
    assert item.note == "half a thought"


async def test_the_same_words_under_another_name_of_the_file_offer_the_draft(
    opened: Open, library: Path
) -> None:
    await begun(opened)
    (library / "harbour.md").rename(library / "a quay.md")
    workspace = opened()
    workspace.refresh()
    async with bench(workspace) as found:
        found.library.open("a quay.md")
        await found.settle()
        await found.press("g", "right_curly_bracket", "w", "v", "w", "w", "a")
        assert isinstance(found.screen, NoteEditor)
        assert found.screen.text == "half a thought"


async def test_a_draft_of_an_older_version_still_opens_at_its_offsets(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        found.app.drafts.keep("ledger.txt:0:9-17", "no such file")
        found.app.drafts.keep("harbour.md:23-33", "from before")
        await found.app.run_action("screen.drafts", found.library)
        await found.settle()
        keys = [row.key for row in found.screen.rows]
        found.screen.query_one(OptionList).highlighted = keys.index("harbour.md:23-33")
        await found.press("enter")
        assert isinstance(found.screen, NoteEditor)
        assert found.screen.text == "from before"
        assert found.library.reader.selected == Span(23, 33)


@pytest.fixture
def undeletable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts that can be written and not deleted."""

    def drop(_: Drafts, key: str) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Drafts, "drop", drop)


@pytest.mark.usefixtures("undeletable")
@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("A",), "Noted."),  # on the article
        (("right_curly_bracket", "w", "v", "w", "w", "a"), ""),  # on a selection
        (("c", "a"), "Noted."),  # on a tag
        (("c", "enter", "a"), ""),  # on a passage of a list
    ],
    ids=["article", "selection", "tag", "passage"],
)
async def test_a_note_whose_draft_cannot_be_deleted_is_a_note(
    opened: Open, keys: tuple[str, ...], said: str
) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press(*keys)
        assert isinstance(found.screen, NoteEditor)
        before = len(found.app.messages)
        await found.type("durable")
        await found.press("ctrl+s")
        assert not isinstance(found.screen, NoteEditor)
        texts = [message.text for message in found.app.messages[before:]]
        assert not [text for text in texts if "Read-only" in text]
        assert not said or said in texts
        noted = [item.note for _, item in workspace.annotations()]
        memos = workspace._library.store.records("memos").values()
        assert "durable" in [*noted, *(memo["text"] for memo in memos)]
        if keys == ("A",):
            assert "noted" in found.library.reader._page.header.line


@pytest.mark.usefixtures("undeletable")
async def test_a_draft_that_cannot_be_deleted_stays_in_the_list(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        found.app.drafts.keep("article:ledger.txt", "on the whole")
        await found.app.run_action("screen.drafts", found.library)
        await found.settle()
        await found.press("d")
        assert isinstance(found.screen, DraftList)
        assert [row.key for row in found.screen.rows] == ["article:ledger.txt"]
        assert found.said == "The draft cannot be deleted: Read-only file system."


@pytest.mark.parametrize(
    "passage",
    [None, 7, {}, {"path": 1, "document": "", "file": "", "selectors": {}}, {"selectors": []}],
)
def test_a_garbled_passage_costs_only_itself(passage: object, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("harbour.md:23-33", "text")
    (path,) = tmp_path.glob("*.json")
    path.write_text(json.dumps({**json.loads(path.read_text()), "passage": passage}))
    assert drafts.passage("harbour.md:23-33") is None
    assert drafts.get("harbour.md:23-33") == "text"
    assert drafts.key_on("", Span(23, 33)) == ""


async def test_what_is_typed_in_one_program_is_not_offered_in_another_that_runs(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as one:
        screen = one.library
        item = next(iter(screen.said.values()))
        assert item.span is not None
        screen.reader.go(item.span.start)
        await one.press("a")
        await one.type("words of the first")
        await one.press("escape")
        async with bench(opened()) as other:
            other.library.reader.go(item.span.start)
            await other.press("a")
            assert isinstance(other.screen, NoteEditor)
            assert other.screen.text == ""
            assert "draft" not in other.library.query_one(TitleLine).render().plain
            await other.press("escape")
        await one.press("a")
        assert one.screen.text == "words of the first"


async def test_what_a_draft_is_on_is_told_on_two_lines_where_one_is_too_short(
    opened: Open, library: Path
) -> None:
    title = "What the council said of the gates, the water and the quay when all of it was over"
    (library / "long.md").write_text(f"---\ntitle: {title}\n---\n\nNothing.\n")
    async with bench(opened(), size=(80, 24)) as found:
        found.app.drafts.keep("article:long.md", "begun")
        await found.app.run_action("screen.drafts", found.library)
        await found.settle()
        assert isinstance(found.screen, DraftList)
        options = found.screen.query_one(OptionList)
        said = str(options.get_option_at_index(0).prompt)
        assert said.endswith(title)
        assert options.size.height == 3
