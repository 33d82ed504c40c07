"""What the reader shows of what recurs: stories in the list, counts in the margin, the list of echoes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.echoes.finding import Piece
from annotations.workspace import Workspace
from corpus.span import Span
from tests.app.bench import Bench, Open, bench
from tests.app.echo_bench import COPY, QUOTE, known, reading, recurring
from tests.app.waiting import settle, until
from tui.dialogs.article_picker import ArticlePicker
from tui.dialogs.note_editor import NoteEditor
from tui.dialogs.tag_picker import TagPicker
from tui.echo_words import bits_of, likeness, nothing
from tui.picking import Choice, ranked
from tui.screens.echoes import EchoesScreen
from tui.screens.library.screen import LibraryScreen
from tui.widgets.article_row import ArticleRow
from tui.widgets.celltext import cells
from tui.widgets.echo_list import Bit, bit_lines
from tui.widgets.filtering import folded
from tui.widgets.title import TitleLine

__all__ = ["recurring"]


def shown(found: Bench) -> list[str]:
    return [row.path.removesuffix(".md") for row in found.library.shelf.shown_items]


def remove(workspace: Workspace, path: str) -> None:
    (workspace.root / path).unlink()


async def to_quote(found: Bench) -> None:
    """Put the caret into the sentence that an article of another story has too."""
    document = found.library.document
    assert document is not None
    found.library.reader.go(document.text.index(QUOTE) + 3)
    found.library.to_text()
    await found.settle()


async def echoes_of_quote(found: Bench) -> EchoesScreen:
    await to_quote(found)
    await found.press("e")
    await found.settle()
    assert isinstance(found.screen, EchoesScreen)
    return found.screen


# Stories in the list.


async def test_versions_stand_under_the_earliest_and_the_head_counts_stories(recurring: Open) -> None:
    async with reading(recurring) as found:
        assert shown(found) == ["alone", "apart", "harbour"]
        head = found.library.query_one(TitleLine)
        assert head.counts == (5, 0, 3)
        assert "5 articles · 3 stories" in head.render().plain


async def test_the_list_is_grouped_and_unfolded_as_it_was_left_before_anything_is_asked(
    recurring: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(recurring) as found:
        found.library.shelf.focus()
        found.library.shelf.move_to("harbour.md")
        await found.press("l")
        unfolded = ["alone", "apart", "harbour", "copy", "second"]
        assert shown(found) == unfolded
        found.app.leave()
    monkeypatch.setattr(LibraryScreen, "ask_stories", lambda screen: None)
    fronts: list[list[ArticleRow]] = []
    behind = LibraryScreen.open_behind

    def noted(screen: LibraryScreen) -> None:
        fronts.append(list(screen.shelf.shown_items))
        behind(screen)

    monkeypatch.setattr(LibraryScreen, "open_behind", noted)
    async with bench(recurring()) as found:
        await found.settle()
        assert shown(found) == unfolded
        row = found.library.shelf.item_of("harbour.md")
        assert row is not None
        assert (row.versions, row.unfolded) == (2, True)
    for front in fronts:
        assert [(row.path, row.versions) for row in front][2] == ("harbour.md", 2)


async def test_what_was_kept_of_stories_goes_with_a_decision_or_damage(recurring: Open) -> None:
    workspace = recurring()
    workspace.index()
    workspace.index_echoes()
    ((lead, versions),) = ((story.lead, story.versions) for story in workspace.stories())
    told = ((lead, tuple((each.path, each.share) for each in versions)),)
    assert workspace.kept_stories() == told
    workspace.split_story("copy.md")
    assert workspace.kept_stories() == ()
    workspace.undo()
    workspace.stories()
    assert workspace.kept_stories() == told
    (file,) = workspace.places.cache.rglob("stories.json")
    for damaged in (b"", b"{", b"[]", file.read_bytes().replace(b'["second', b'[3,"second'), b'{"format":1}'):
        file.write_bytes(damaged)
        assert workspace.kept_stories() == ()


async def test_the_foot_names_the_keys_of_a_story_and_of_a_version(recurring: Open) -> None:
    async with reading(recurring) as found:
        shelf, footer = found.library.shelf, found.library.footer
        shelf.move_to("harbour.md")
        shelf.focus()
        await found.settle()
        assert "→ versions" in footer.render().plain
        await found.press("right")
        assert "← fold versions" in footer.render().plain
        await found.press("down")
        assert "s split" in footer.render().plain
        assert "p lead" in footer.render().plain
        await found.press("home")
        assert shelf.cursor_key == "alone.md"
        assert footer.context == "articles"
        assert "versions" not in footer.render().plain


async def test_an_article_is_split_from_its_story_in_one_step(recurring: Open) -> None:
    async with reading(recurring) as found:
        found.library.shelf.focus()
        found.library.shelf.move_to("harbour.md")
        await found.press("l")
        found.library.shelf.move_to("copy.md")
        await found.press("s")
        await known(found)
        assert shown(found) == ["alone", "apart", "copy", "harbour", "second"]
        assert "u takes it back" in found.said
        await found.press("u")
        await known(found)
        assert shown(found) == ["alone", "apart", "harbour", "copy", "second"]


async def test_an_article_is_joined_with_another_that_is_looked_for(recurring: Open) -> None:
    async with reading(recurring) as found:
        found.library.shelf.focus()
        found.library.shelf.move_to("alone.md")
        await found.press("i")
        assert isinstance(found.screen, ArticlePicker)
        assert "alone.md" not in found.screen.rows
        await found.type("lokc opens")
        assert found.screen.rows[0] == "harbour.md"
        await found.press("enter")
        await known(found)
        assert shown(found) == ["apart", "harbour"]
        await found.press("u")
        await known(found)
        assert shown(found) == ["alone", "apart", "harbour"]


async def test_another_version_can_lead(recurring: Open) -> None:
    async with reading(recurring) as found:
        found.library.shelf.focus()
        found.library.shelf.reveal("second.md")
        found.library.shelf.move_to("second.md")
        await found.press("p")
        await known(found)
        assert shown(found)[2] == "second"
        await found.press("p")
        assert "already" in found.said
        await found.press("u")
        await known(found)
        assert shown(found)[2] == "harbour"


async def test_what_stands_alone_is_neither_split_nor_led(recurring: Open) -> None:
    async with reading(recurring) as found:
        found.library.shelf.focus()
        found.library.shelf.move_to("alone.md")
        for key in ("s", "p"):
            await found.press(key)
            assert "no version" in found.said
        assert not list(found.library.workspace.history())


async def test_a_version_that_is_opened_from_elsewhere_is_unfolded(recurring: Open) -> None:
    async with reading(recurring) as found:
        found.library.open("second.md")
        await found.settle()
        assert "second" in shown(found)
        await found.press("K")
        assert found.library.path == "copy.md"


# Counts in the margin.


async def test_an_opened_article_says_in_its_margin_where_it_recurs(recurring: Open) -> None:
    async with reading(recurring) as found:
        counts = found.library.reader.echoes
        assert counts
        assert max(count for _, count in counts) == 3
        found.library.open("alone.md")
        await known(found)
        assert not found.library.reader.echoes


async def test_the_foot_says_what_the_count_beside_the_caret_means(recurring: Open) -> None:
    async with reading(recurring) as found:
        offset, count = found.library.reader.echoes[-1]
        found.library.reader.go(offset)
        await found.settle()
        assert found.library.footer.notice == f"e: in {count} other articles"
        found.library.open("alone.md")
        await known(found)
        assert not found.library.footer.notice


async def test_an_answer_about_an_article_that_was_left_is_dropped(
    recurring: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(recurring) as found:
        asked, go_on = threading.Event(), threading.Event()
        count = Workspace.echo_counts

        def slow(workspace: Workspace, path: str) -> tuple[tuple[int, int], ...]:
            if path == "copy.md":
                asked.set()
                go_on.wait(10)
                return ((1, 99),)
            return count(workspace, path)

        monkeypatch.setattr(Workspace, "echo_counts", slow)
        found.library.open("copy.md")
        await found.settle()
        assert asked.wait(10)
        found.library.open("alone.md")
        await found.settle()
        go_on.set()
        await known(found)
        assert not found.library.reader.echoes


async def test_a_click_on_the_count_lists_the_echoes(recurring: Open) -> None:
    async with reading(recurring) as found:
        reader = found.library.reader
        offset, _ = reader.echoes[0]
        row = reader._head + reader._page.layout.row_at(offset) - reader._top
        x = next(x for x in range(reader.size.width) if reader._echo_at(x, row) is not None)
        await found.pilot.click("#reader", offset=(x + 1, row))
        await found.settle()
        assert isinstance(found.screen, EchoesScreen)
        assert found.screen.asked.span.start == offset


async def test_a_file_that_comes_is_compared_by_itself(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        before = max(count for _, count in found.library.reader.echoes)
        (workspace.root / "new.txt").write_text(f"New words\n\n{COPY}", encoding="utf-8")
        found.library.look()
        await until(found.pilot, lambda: max(count for _, count in found.library.reader.echoes) > before)
        await known(found)
        assert "new.txt" not in shown(found), "it stands under the article that leads"
        assert found.library.shelf.versions == 3


async def test_ctrl_g_stops_the_comparing(recurring: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()
    stopped: list[bool] = []
    real = Workspace.index_echoes

    def endless(workspace: Workspace, on_progress: object, cancelled: Callable[[], bool]) -> object:
        begun.set()
        while not cancelled():
            time.sleep(0.005)  # as long as nobody stops it
        stopped.append(True)
        return real(workspace, None, cancelled)

    monkeypatch.setattr(Workspace, "index_echoes", endless)
    async with bench(recurring()) as found:
        await until(found.pilot, begun.is_set)
        assert found.library.working
        await found.press("ctrl+g")
        await settle(found.pilot, background=True)
        assert stopped == [True]
        assert "Stopped" in found.said


# The list of echoes.


async def test_e_lists_where_else_the_passage_stands_with_what_differs(recurring: Open) -> None:
    async with reading(recurring) as found:
        screen = await echoes_of_quote(found)
        rows = {row.path: row for row in screen.hits.rows}
        assert set(rows) == {"copy.md", "second.md", "apart.md"}
        assert rows["copy.md"].likeness == "word for word"
        bits = rows["apart.md"].bits
        assert Bit("would", "gone") in bits
        assert Bit("could", "new") in bits
        assert screen.hits.rows[-1].path == "apart.md", "the nearest come first"
        await found.press("o")
        assert [row.path for row in screen.hits.rows] == ["copy.md", "second.md", "apart.md"]


async def test_all_echoes_are_tagged_in_one_step(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        screen = await echoes_of_quote(found)
        await found.press("asterisk", "t")
        assert isinstance(found.screen, TagPicker)
        await found.type("water")
        await found.press("enter")
        made = workspace.annotations()
        assert {record.path for record, _ in made} == {"copy.md", "second.md", "apart.md"}
        assert all(item.tags == ("water",) for _, item in made)
        assert "3 passages" in found.said
        assert [row.said for row in screen.hits.rows] == [("water",)] * 3
        await found.press("u")
        assert not workspace.annotations()
        assert [row.said for row in screen.hits.rows] == [None] * 3


async def test_what_is_picked_alone_gets_the_tag(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        screen = await echoes_of_quote(found)
        screen.hits.move_to("apart.md")
        await found.press("space", "t")
        await found.type("water")
        await found.press("enter")
        assert [record.path for record, _ in workspace.annotations()] == ["apart.md"]


async def test_h_gives_the_same_tags_and_note_where_the_passage_is_highlighted(recurring: Open) -> None:
    workspace = recurring()
    (item,) = workspace.annotate("harbour.md", workspace.quoted("harbour.md", QUOTE), tags=["doubt"])
    workspace.edit([item.id], Edit(note="who says so?"))
    async with reading(lambda: workspace) as found:
        screen = await echoes_of_quote(found)
        assert screen.asked.item is not None
        assert "h gives doubt" in screen.footer.notice
        await found.press("asterisk", "h")
        others = [item for record, item in workspace.annotations() if record.path != "harbour.md"]
        assert [(item.tags, item.note) for item in others] == [(("doubt",), "who says so?")] * 3
        await found.press("u")
        assert len(workspace.annotations()) == 1


async def test_w_asks_for_the_whole_stretch_that_the_number_tells_of(recurring: Open) -> None:
    workspace = recurring()
    part = "the water would ever hold behind these gates"
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", part))
    async with reading(lambda: workspace) as found:
        found.library.reader.go(workspace.document("harbour.md").text.index(part) + 2)
        await found.press("e")
        screen = found.screen
        assert screen.passage == part
        await found.press("w")
        assert QUOTE in screen.passage
        at = screen.asked.span.start
        assert (at, len(screen.hits.rows)) in workspace.echo_counts("harbour.md")
        assert screen.asked.item is None


async def test_the_note_begins_with_the_one_on_the_passage(recurring: Open) -> None:
    workspace = recurring()
    (item,) = workspace.annotate("harbour.md", workspace.quoted("harbour.md", QUOTE), tags=["doubt"])
    workspace.edit([item.id], Edit(note="who says so?"))
    async with reading(lambda: workspace) as found:
        screen = await echoes_of_quote(found)
        screen.hits.move_to("apart.md")
        await found.press("a")
        assert isinstance(found.screen, NoteEditor)
        await found.press("ctrl+s")
        (there,) = [item for record, item in workspace.annotations() if record.path == "apart.md"]
        assert (there.tags, there.note) == (("doubt",), "who says so?")


async def test_enter_goes_there_and_back_leads_to_the_list_and_the_article(recurring: Open) -> None:
    async with reading(recurring) as found:
        screen = await echoes_of_quote(found)
        screen.hits.move_to("apart.md")
        await found.press("space", "enter")
        assert isinstance(found.screen, LibraryScreen)
        assert found.library.path == "apart.md"
        (match,) = found.library.reader.matches
        assert found.library.document is not None
        assert match.of(found.library.document.text).startswith("Nobody in this town")
        await found.press("ctrl+o")
        await found.settle()
        assert isinstance(found.screen, EchoesScreen)
        assert found.screen.hits.cursor_key == "apart.md" or found.screen.picked == {"apart.md"}
        await found.press("escape")
        await found.settle()
        assert found.library.path == "harbour.md"


async def test_the_echo_stands_in_its_paragraph_at_the_side(recurring: Open) -> None:
    async with reading(recurring) as found:
        screen = await echoes_of_quote(found)
        screen.hits.move_to("apart.md")
        screen.tell()
        await found.settle()
        assert "As the engineer put it" in screen.told().plain


async def test_without_echoes_a_sentence_says_so_over_the_text(recurring: Open) -> None:
    async with reading(recurring) as found:
        found.library.open("alone.md")
        await known(found)
        found.library.to_text()
        await found.press("e")
        assert found.screen is found.library
        assert "from 6 words on" in found.said
        await found.press("p", "e")
        assert found.screen is found.library
        assert "in no other article" in found.said


async def test_as_long_as_articles_are_compared_the_list_says_so_and_then_fills(
    recurring: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    real = Workspace.index_echoes

    def slow(workspace: Workspace, *rest: object) -> object:
        go_on.wait(20)
        return real(workspace, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Workspace, "index_echoes", slow)
    async with bench(recurring()) as found:
        await to_quote(found)
        await found.press("e")
        screen = found.screen
        assert isinstance(screen, EchoesScreen)
        assert "still being compared" in screen.hits.empty_text() or "not all" in screen.hits.empty_text()
        go_on.set()
        await known(found)
        assert len(screen.hits.rows) == 3


async def test_an_article_that_went_meanwhile_breaks_nothing(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        screen = await echoes_of_quote(found)
        remove(workspace, "apart.md")
        screen.hits.move_to("apart.md")
        await found.press("t")
        await found.type("water")
        await found.press("enter")
        assert isinstance(found.screen, EchoesScreen)
        assert not workspace.annotations("apart.md")
        await found.press("enter")
        assert isinstance(found.screen, LibraryScreen)
        await found.press("ctrl+o")
        await found.settle()
        assert isinstance(found.screen, EchoesScreen)


async def test_a_passage_is_found_again_where_its_article_has_grown(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        screen = await echoes_of_quote(found)
        file = workspace.root / "apart.md"
        file.write_text(file.read_text(encoding="utf-8").replace("A column", "One more column"), "utf-8")
        screen.hits.move_to("apart.md")
        await found.press("enter")
        (match,) = found.library.reader.matches
        assert found.library.document is not None
        assert match.of(found.library.document.text).startswith("Nobody in this town")


async def test_a_place_where_other_words_stand_by_now_is_not_highlighted(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        await echoes_of_quote(found)
        file = workspace.root / "apart.md"
        file.write_text(file.read_text(encoding="utf-8").replace("A column", "One more column"), "utf-8")
        await found.press("asterisk", "h")
        assert not workspace.annotations(), "all of them or none"
        assert "apart.md has changed" in found.said


async def test_a_source_that_went_meanwhile_has_no_echoes(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        await to_quote(found)
        remove(workspace, "harbour.md")
        await found.press("e")
        assert found.screen is found.library
        assert "These words stand in no other article" in found.said or "compared" in found.said


async def test_what_is_said_of_furniture_and_taken_back_is_followed(recurring: Open) -> None:
    async with reading(recurring) as found:
        reader = found.library.reader
        reader.go(reader.document.text.index(QUOTE))
        text = found.library.workspace.document("apart.md").text
        place = Span(text.index("Nobody in this town"), text.index("behind these gates"))

        def echoing() -> set[str]:
            return {echo.path for echo in found.library.workspace.echoes("apart.md", place)}

        copies = {"copy.md", "second.md"}
        assert echoing() == {"harbour.md", *copies}
        for key, wanted in (("x", copies), ("u", {"harbour.md", *copies})):
            await found.press(key)
            await until(found.pilot, partial(lambda paths: echoing() == paths, wanted))
            await known(found)


# Words.


def test_what_differs_stands_between_signs() -> None:
    pieces = (
        Piece("same", "the", "The"),
        Piece("changed", "strongest", "best"),
        Piece("same", "hand", "hand"),
    )
    assert bits_of(pieces) == (
        Bit("The", "text"),
        Bit("strongest", "gone"),
        Bit("best", "new"),
        Bit("hand", "text"),
    )
    (line,) = bit_lines(bits_of(pieces), 60)
    assert "".join(run.text for run in line) == "The [−strongest] [+best] hand"


def test_all_but_a_word_is_never_all() -> None:
    assert likeness(1.0) == "word for word"
    assert likeness(1 - 1e-9) == "99 % the same"
    assert likeness(0.805) == "80 % the same"


def test_of_a_long_passage_all_that_differs_is_shown() -> None:
    same = " ".join(f"word{number}" for number in range(120))
    bits = (
        Bit(same, "text"),
        Bit("strong", "gone"),
        Bit(same, "text"),
        Bit("weak", "new"),
        Bit(same, "text"),
    )
    lines = bit_lines(bits, 60)
    told = " ".join("".join(run.text for run in line).strip() for line in lines)
    assert len(lines) <= 6
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert "word119 [−strong] word0" in told
    assert "word119 [+weak] word0" in told
    many = [bit for number in range(40) for bit in (Bit(f"changed{number}", "new"), Bit("the same", "text"))]
    shown = " ".join("".join(run.text for run in line) for line in bit_lines(many, 60))
    assert all(f"changed{number}]" in shown for number in range(40))
    assert len(bit_lines([Bit(same, "text")], 60)) == 6, "what is the same all through is cut at its end"


@given(
    st.lists(st.builds(Bit, st.text(max_size=40), st.sampled_from(["text", "new", "gone"])), max_size=12),
    st.integers(8, 60),
)
def test_the_lines_of_an_echo_fit_their_room(bits: list[Bit], room: int) -> None:
    lines = bit_lines(bits, room)
    assert len(lines) <= 24
    assert all(sum(cells(run.text) for run in line) <= room for line in lines)


@pytest.mark.parametrize(
    ("words", "compared", "working", "said"),
    [
        (3, True, False, "from 6 words on"),
        (9, True, False, "no other article"),
        (9, False, True, "still being compared"),
        (9, False, False, "not all articles"),
    ],
)
def test_why_there_is_nothing(words: int, compared: bool, working: bool, said: str) -> None:
    assert said in nothing(words, 6, compared=compared, working=working, stop="Ctrl+g")


def test_articles_are_found_by_all_words_then_by_likeness() -> None:
    given_ = [Choice("a.md", "The strongest hand", "Wire"), Choice("b.md", "Bread", "Ledger")]
    texts = [folded(choice.words) for choice in given_]
    assert ranked("", given_, texts) == given_
    assert ranked("ledger", given_, texts)[0].path == "b.md"
    assert ranked("stongest hand", given_, texts)[0].path == "a.md"
    assert ranked("zz", given_, texts) == []
