"""Passages of a tag, notes and history by keyboard: what they show, what is done there, and the way back."""

from __future__ import annotations

from annotations import codebook
from annotations.memo import MemoKind
from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.annotating.memos import LIBRARY, About
from tests.app.bench import Open, bench, coded
from tui.dialogs.note_editor import NoteEditor
from tui.dialogs.tag_picker import TagPicker
from tui.dialogs.text_editors import MemoEditor
from tui.screens.brief import BriefScreen
from tui.screens.codebook import CodebookScreen
from tui.screens.history import HistoryScreen
from tui.screens.library.screen import LibraryScreen
from tui.screens.notes import NotesScreen
from tui.screens.overview import OverviewScreen
from tui.screens.passages import PassagesScreen
from tui.screens.search import SearchScreen


async def test_enter_on_a_tag_shows_its_passages_and_those_of_its_sub_tags(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        found.book.tags.move_to("water")
        await found.press("enter")
        assert isinstance(found.screen, PassagesScreen)
        assert {row.exact for row in found.screen.passages.rows} == {
            "The water held.",
            "a fifth more than planned",
        }
        assert "The gates were raised again" in found.screen.passages.rows[0].after


async def test_a_jump_leads_to_the_place_and_back_returns_to_the_list_as_it_was(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        found.book.tags.move_to("cost")
        await found.press("enter", "space", "slash")
        await found.type("town")
        await found.press("enter", "enter")
        assert isinstance(found.screen, LibraryScreen)
        assert found.library.path == "ledger.txt"
        assert found.library.reader.current_mark is not None
        await found.press("ctrl+o")
        assert isinstance(found.screen, PassagesScreen)
        assert found.screen.passages.filter_text == "town"
        assert len(found.screen.picked) == 1
        await found.press("escape", "escape")
        assert isinstance(found.screen, PassagesScreen)
        assert found.screen.passages.filter_text == ""
        assert not found.screen.picked
        await found.press("escape")
        assert isinstance(found.screen, CodebookScreen)
        assert found.book.tags.cursor_key == "cost"


async def test_enter_goes_on_from_the_filter_line_only_where_something_is_left(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        found.book.tags.move_to("cost")
        await found.press("enter", "slash")
        await found.type("watr")
        assert found.screen.passages.shown_items == []
        assert "⏎ to the list" in found.screen.footer.render().plain
        await found.press("enter", "backspace", "e", "enter")
        assert found.screen.passages.filter_text == "wate", "what is typed is mended without another key"
        assert [row.exact for row in found.screen.passages.shown_items] == ["a fifth more than planned"]
        assert "⏎ open" in found.screen.footer.render().plain
        await found.press("enter")
        assert isinstance(found.screen, LibraryScreen)


async def test_several_passages_are_tagged_in_one_step(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "enter", "asterisk", "t")
        assert isinstance(found.screen, TagPicker)
        assert found.screen.ticked == ("cost",)
        await found.type("money")
        await found.press("enter")
        tagged = [item.tags for _, item in workspace.annotations("ledger.txt")]
        assert sorted(tagged) == [("cost", "money"), ("cost", "water", "money")]
        await found.press("u")
        assert all("money" not in item.tags for _, item in workspace.annotations("ledger.txt"))


async def test_a_tag_that_only_some_of_the_picked_have_stays_with_them(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "enter", "asterisk", "t", "tab", "enter")
        tags = {item.selectors.exact: item.tags for _, item in workspace.annotations("ledger.txt")}
        assert tags == {"The town pays in ten years.": (), "a fifth more than planned": ("water",)}


async def test_untagging_takes_the_tag_off_and_the_passage_out_of_the_list(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "enter", "x")
        assert len(found.screen.passages.rows) == 1
        await found.press("u")
        assert len(found.screen.passages.rows) == 2


async def test_a_pinned_digit_tags_the_passages(opened: Open) -> None:
    workspace = coded(opened)
    workspace.reshape(lambda book: codebook.pin(book, "gates", 2))
    async with bench(workspace) as found:
        await found.press("c", "enter", "2")
        assert sum("gates" in item.tags for _, item in workspace.annotations("ledger.txt")) == 1


async def test_a_note_is_written_from_the_list(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "enter", "a")
        assert isinstance(found.app.screen, NoteEditor)
        await found.type("says who")
        await found.press("ctrl+s")
        assert sum(row.note == "says who" for row in found.screen.passages.rows) == 1
        assert "says who" in found.screen.told().plain


async def test_the_passage_stands_in_its_paragraph_at_the_side(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        found.book.tags.move_to("gates")
        await found.press("enter")
        await found.settle()
        assert "Nobody expected the water to hold." in found.screen.told().plain


async def test_deleting_what_is_picked_is_one_step(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "enter", "asterisk", "d")
        assert not found.screen.passages.rows
        assert "2 annotations" in found.said
        await found.press("u")
        assert len(found.screen.passages.rows) == 2


async def test_all_notes_are_one_list_that_is_searched_and_leads_to_each_place(opened: Open) -> None:
    workspace = coded(opened)
    (item,) = [item for _, item in workspace.annotations() if item.tags == ("gates",)]
    workspace.edit([item.id], Edit(note="By whom?"))
    workspace.write_memo(About(MemoKind.DOCUMENT, "ledger.txt"), "Who pays?")
    workspace.write_memo(About(MemoKind.TAG, "cost"), "Money only.")
    workspace.write_memo(LIBRARY, "Begin with the budget.")
    async with bench(workspace) as found:
        await found.press("M")
        assert isinstance(found.screen, NotesScreen)
        assert {row.kind for row in found.screen.notes.rows} == {"passage", "article", "tag", "library"}
        await found.press("slash")
        await found.type("money")
        assert [row.text for row in found.screen.notes.shown_items] == ["Money only."]
        await found.press("enter", "enter")
        assert isinstance(found.screen, PassagesScreen)
        await found.press("escape", "escape", "slash")
        await found.type("whom")
        await found.press("enter", "enter")
        assert isinstance(found.screen, LibraryScreen)
        assert found.library.path == "harbour.md"
        await found.press("ctrl+o")
        assert isinstance(found.screen, NotesScreen)


async def test_a_note_on_the_library_is_made_changed_and_deleted(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("M", "n")
        await found.type("first")
        await found.press("ctrl+s")
        assert [row.text for row in found.screen.notes.rows] == ["first"]
        await found.press("a")
        await found.type(" and last")
        await found.press("ctrl+s")
        assert [row.text for row in found.screen.notes.rows] == ["first and last"]
        await found.press("d")
        assert not found.screen.notes.rows
        await found.press("u")
        assert [row.text for row in found.screen.notes.rows] == ["first and last"]


async def test_deleting_a_note_leaves_the_passage_and_the_tags_of_the_article(opened: Open) -> None:
    workspace = coded(opened)
    workspace.tag_article("ledger.txt", ["cost"])
    workspace.write_memo(About(MemoKind.DOCUMENT, "ledger.txt"), "Who pays?")
    async with bench(workspace) as found:
        await found.press("M", "d")
        memo = workspace.memo_on(About(MemoKind.DOCUMENT, "ledger.txt"))
        assert memo is not None
        assert (memo.text, memo.tags) == ("", ("cost",))


async def test_an_article_is_noted_and_tagged_as_a_whole(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("T")
        await found.type("harbours")
        await found.press("enter")
        await found.press("A")
        assert isinstance(found.screen, MemoEditor)
        await found.type("read again")
        await found.press("ctrl+s")
        memo = workspace.memo_on(About(MemoKind.DOCUMENT, "harbour.md"))
        assert memo is not None
        assert (memo.text, memo.tags) == ("read again", ("harbours",))
        assert found.library.document is not None
        assert "harbours" in found.library.header(found.library.document).line
        assert not workspace.annotations()


async def test_every_change_stands_in_the_history_and_undo_takes_back_the_marked_one(opened: Open) -> None:
    workspace = coded(opened)
    workspace.reshape(lambda book: codebook.rename(book, "cost", "price"))
    async with bench(workspace) as found:
        await found.press("H")
        assert isinstance(found.screen, HistoryScreen)
        rows = found.screen.changes.rows
        assert len(rows) == 5
        assert [row.next for row in rows] == [True, False, False, False, False]
        assert "rename tag “cost”" in rows[0].label
        await found.press("u")
        rows = found.screen.changes.rows
        assert [row.state for row in rows[:3]] == ["step", "undone", ""]
        assert rows[2].next


async def test_the_history_of_the_codebook_alone(opened: Open) -> None:
    workspace = coded(opened)
    workspace.edit([workspace.annotations()[0][1].id], Edit(note="x"))
    workspace.reshape(lambda book: codebook.recolour(book, "cost", "#123456"))
    async with bench(workspace) as found:
        await found.press("H")
        everything = len(found.screen.changes.rows)
        await found.press("t")
        assert len(found.screen.changes.rows) == everything - 1
        assert found.screen.changes.rows[0].tags[0].startswith("cost: colour")
        await found.press("t")
        assert len(found.screen.changes.rows) == everything


async def test_older_changes_are_read_when_the_end_comes_near(opened: Open) -> None:
    workspace = opened()
    for number in range(5):
        workspace.write_memo(LIBRARY, f"note {number}")
    store = workspace._library.store
    from annotations.changes import Change
    from annotations.model import new_id

    with store.together():
        for number in range(450):
            identity = new_id()
            row = {"id": identity, "kind": "library", "target": "", "text": f"bulk {number}", "rev": 1}
            store.commit(f"bulk {number}", [Change("memos", identity, None, row)], by="Mira")
    async with bench(workspace) as found:
        await found.press("H")
        assert len(found.screen.changes.rows) == 200
        assert not found.screen.changes.complete
        await found.press("G")
        assert len(found.screen.changes.rows) == 400
        await found.press("G")
        assert len(found.screen.changes.rows) == 455
        assert found.screen.changes.complete


async def test_the_tags_that_enter_gives_go_back_with_what_they_were_picked_for(opened: Open) -> None:
    async with bench(opened()) as found:
        desk = found.library
        await found.press("right_curly_bracket", "t")
        await found.type("gates")
        await found.press("enter", "right_curly_bracket", "t")
        await found.type("cost")
        await found.press("enter")
        assert desk.current_tags == ("cost",)
        await found.press("right_curly_bracket", "enter", "u")
        assert desk.current_tags == ("cost",), "it was only used once more"
        await found.press("u")
        assert desk.current_tags == ("gates",)
        assert "gives ▌gates" in desk.footer.sticky.plain
        await found.press("u")
        assert not desk.current_tags
        assert not desk.footer.sticky
        await found.press("ctrl+r")
        assert [item.tags for item in desk.said.values()] == [("gates",)]


async def test_the_tags_that_enter_gives_stand_at_the_foot_until_they_are_dropped(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("right_curly_bracket", "t")
        await found.type("gates")
        await found.press("enter")
        assert "gives ▌gates" in found.library.footer.sticky.plain
        await found.press("0")
        assert not found.library.footer.sticky
        await found.press("right_curly_bracket", "right_curly_bracket", "enter")
        assert () in [item.tags for item in found.library.said.values()]
    workspace.close()
    again = opened()
    async with bench(again) as found:
        assert found.library.current_tags == (), "what Enter gives is forgotten at the end"
        assert found.library.recent_tags == ("gates",)


async def test_a_note_that_another_program_changed_meanwhile_keeps_both_texts_and_says_so(
    opened: Open,
) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        (item,) = [item for item in found.library.said.values() if item.tags == ("gates",)]
        assert item.span is not None
        found.library.reader.go(item.span.start)
        await found.press("a")
        await found.type("mine")
        other = opened()
        other.edit([item.id], Edit(note="theirs"))
        await found.press("ctrl+s")
        note = found.library.said[item.id].note
        assert "mine" in note
        assert "theirs" in note
        assert "both texts" in found.said


async def test_passages_are_sorted_and_say_so(opened: Open) -> None:
    workspace = coded(opened)
    workspace.correct("ledger.txt", {"date": "1999-01-01", "source": "The Ledger"})
    workspace.correct("harbour.md", {"date": "2001-01-01", "source": "A Gazette"})
    async with bench(workspace) as found:
        await found.press("c")
        found.book.tags.move_to("cost")
        await found.press("enter")
        passages = found.screen.passages

        def dates() -> list[str]:
            return [row.where[2] for row in passages.rows]

        by_article = dates()
        await found.press("o")
        assert dates() == sorted(by_article, key=lambda date: date[-4:] or "9999")
        assert "by date" in passages.aside()
        await found.press("o")
        sources = [row.where[1] for row in passages.rows]
        assert sources == sorted(sources, key=lambda source: (not source, source))
        await found.press("o", "o")
        assert dates() == by_article


async def test_every_screen_leads_to_the_others_by_the_same_keys(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c", "S")
        assert isinstance(found.screen, SearchScreen)
        await found.press("escape", "O")
        assert isinstance(found.screen, OverviewScreen)
        await found.press("M", "B")
        assert isinstance(found.screen, BriefScreen)


async def test_tags_at_hand_follow_a_rename_and_go_with_the_tag(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        found.library.take_up(("cost", "gates"))
        workspace.reshape(lambda book: codebook.rename(book, "cost", "money"))
        found.library.reload()
        await found.settle()
        assert found.library.current_tags == ("money", "gates")
        assert found.library.recent_tags == ("money", "gates")
        workspace.reshape(lambda book: codebook.delete(book, "gates"))
        found.library.reload()
        await found.settle()
        assert list(found.library.current_tags) == ["money"]
