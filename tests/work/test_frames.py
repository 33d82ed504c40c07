"""What a key costs the screen: which widgets are styled and painted anew, and how often.

Counted, not timed: styles looked up, whole screens painted, frames per action.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import pytest
from textual._compositor import ChopsUpdate, Compositor
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from annotations.workspace import Workspace
from corpus.span import Span
from tests.app.bench import Bench, bench
from tests.app.waiting import until

Open = Callable[[], Workspace]


def styles_of(widget: Widget) -> dict[str, Any]:
    parts = {name: dict(styles.get_rules()) for name, styles in widget._component_styles.items()}
    return {"": dict(widget.styles.get_rules()), **parts}


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How each frame was painted: all of the screen, or a part of it."""
    seen: list[str] = []
    for name in ("render_full_update", "render_partial_update"):
        render = getattr(Compositor, name)

        def counted(self: Compositor, *rest: Any, _as: Any = (render, name), **more: Any) -> Any:
            seen.append(_as[1].split("_")[1])
            return _as[0](self, *rest, **more)

        monkeypatch.setattr(Compositor, name, counted)
    return seen


def panes(found: Bench) -> list[Widget]:
    return [found.library.shelf, found.library.reader, found.library.sidebar]


async def test_no_rule_of_the_sheet_asks_which_pane_has_the_keyboard(opened: Open) -> None:
    async with bench(opened()) as found:
        for pane in panes(found):
            found.library.set_focus(None)
            await found.settle()
            pane.update_node_styles(animate=False)
            without = styles_of(pane)
            pane.focus()
            await found.settle()
            pane.update_node_styles(animate=False)
            assert pane.has_focus
            assert styles_of(pane) == without


async def test_the_keyboard_goes_to_another_pane_without_styles_and_without_a_whole_screen(
    opened: Open, frames: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[Any] = []
    apply = Stylesheet.apply

    def counted(self: Stylesheet, node: Any, **rest: Any) -> None:
        styled.append(node)
        apply(self, node, **rest)

    async with bench(opened()) as found:
        monkeypatch.setattr(Stylesheet, "apply", counted)
        frames.clear()
        await found.press("tab")
        await found.press("shift+tab")
        assert styled == []
        assert frames
        assert "full" not in frames


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines, or parts of lines, each frame wrote."""
    seen: list[int] = []
    render = Compositor.render_partial_update

    def counted(self: Compositor) -> ChopsUpdate | None:
        update = render(self)
        seen.append(len(update.spans) if update else 0)
        return update

    monkeypatch.setattr(Compositor, "render_partial_update", counted)
    return seen


async def test_what_takes_the_keyboard_paints_the_few_lines_that_look_otherwise_then(
    opened: Open, lines: list[int]
) -> None:
    async with bench(opened()) as found:
        for key in ("tab", "tab", "shift+tab", "shift+tab"):
            lines.clear()
            await found.press(key)
            assert 1 <= sum(lines) <= 16
        await found.press("shift+tab", "j")
        lines.clear()
        await found.press("k")  # before its article opens
        assert 1 <= lines[0] <= 8, lines


async def test_one_frame_shows_all_that_asked_to_be_painted(opened: Open) -> None:
    async with bench(opened()) as found:
        screen = found.library
        for pane in panes(found):
            pane.refresh()
        screen._on_timer_update()
        assert not any(pane._repaint_required or pane._repaint_regions for pane in panes(found))


async def test_what_is_found_out_about_an_article_paints_the_rows_it_is_about(opened: Open) -> None:
    async with bench(opened()) as found:
        reader = found.library.reader

        def painted(act: Callable[[], None]) -> int:
            reader._repaint_regions.clear()
            act()
            return sum(region.height for region in reader._repaint_regions)

        def told(*echoes: tuple[int, int]) -> Callable[[], None]:
            return lambda: setattr(reader, "echoes", echoes)

        def aside(*spans: Span) -> Callable[[], None]:
            return lambda: setattr(reader, "furniture", spans)

        offset = reader.document.blocks[2].span.start
        assert painted(told()) == 0
        assert painted(told((offset, 3))) == 1
        assert painted(told((offset, 3))) == 0
        assert painted(told((offset, 4))) == 1
        assert painted(told()) == 1
        assert painted(aside(Span(offset, offset + 1))) == 1
        assert painted(aside(Span(offset, offset + 1))) == 0
        assert painted(told(*((at, 1) for at in range(200)))) == reader.size.height


# Opening


def long_text(paragraphs: int) -> str:
    words = "a word of the paragraph that is as long as any other in this book of many pages " * 5
    return "A long book\n\n" + "\n\n".join(f"{number} {words}" for number in range(paragraphs)) + "\n"


async def test_a_short_article_that_is_opened_is_in_the_first_frame(opened: Open, frames: list[str]) -> None:
    async with bench(opened()) as found:
        shown: list[str] = []
        display = Compositor.render_partial_update

        def counted(self: Compositor, *rest: Any, **more: Any) -> Any:
            shown.append(found.library.reader.document.path)
            return display(self, *rest, **more)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Compositor, "render_partial_update", counted)
            await found.pilot.press("J")
            await found.settle()
        assert found.library.path == "notes/visit.txt"
        assert shown[0] == "notes/visit.txt"
        assert len(shown) <= 3


async def test_what_was_shown_is_freed_after_the_frame_of_what_comes(opened: Open) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "The water held."), tags=["gates"])
    async with bench(workspace) as found:
        before = weakref.ref(found.library.reader.page)
        kept: list[bool] = []
        display = Compositor.render_partial_update

        def counted(self: Compositor, *rest: Any, **more: Any) -> Any:
            kept.append(before() is not None)
            return display(self, *rest, **more)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Compositor, "render_partial_update", counted)
            await found.pilot.press("J")
            await until(found.pilot, lambda: before() is None)
        assert kept[0]


async def test_a_long_article_shows_its_first_screens_before_it_is_read(opened: Open) -> None:
    workspace = opened()
    text = long_text(1_000)
    (workspace.root / "book.txt").write_text(text, encoding="utf-8")
    workspace.refresh()
    workspace.annotate("book.txt", workspace.quoted("book.txt", "A long book"), tags=["gates"])
    workspace.close()
    async with bench(opened()) as found:
        shown: list[tuple[int, str]] = []
        reader = found.library.reader
        show = reader.show

        def counted(document: Any, *rest: Any, **more: Any) -> None:
            shown.append((len(document.text), document.digest))
            show(document, *rest, **more)
            if not document.digest:
                reader.go(20_000)

        reader.show = counted  # type: ignore[method-assign]
        found.library.open("book.txt")
        await until(
            found.pilot,
            lambda: found.library.document is not None and found.library.document.path == "book.txt",
        )
        (part, unnamed), (whole, digest) = shown
        assert part < 70_000 < whole == len(text)
        assert (unnamed, bool(digest)) == ("", True)
        assert (
            18_000 < reader.top_offset <= reader.caret <= 20_000
        )  # whoever read on in the part stays where he was
        assert len(found.library.said) == 1


async def test_an_article_left_far_inside_is_not_shown_from_its_beginning(opened: Open) -> None:
    workspace = opened()
    (workspace.root / "book.txt").write_text(long_text(1_000), encoding="utf-8")
    workspace.refresh()
    workspace.leave("book.txt", 200_000)
    async with bench(workspace) as found:
        shown: list[int] = []
        reader = found.library.reader
        show = reader.show

        def counted(document: Any, *rest: Any, **more: Any) -> None:
            shown.append(len(document.text))
            show(document, *rest, **more)

        reader.show = counted  # type: ignore[method-assign]
        found.library.open("book.txt")
        await found.settle()
        assert len(shown) == 1
        assert 190_000 < reader.top_offset <= 200_000


async def test_undo_and_redo_show_what_they_changed_and_read_nothing_else(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "The water held."), tags=["gates"])
    async with bench(workspace) as found:
        await found.press("g", "enter")
        assert len(found.library.said) == 2
        monkeypatch.setattr(found.library, "show_said", None)
        monkeypatch.setattr(found.library, "show_articles", None)
        for key, count in (("u", 1), ("ctrl+r", 2), ("u", 1)):
            await found.press(key)
            stored = workspace.placed(workspace.document("harbour.md")).annotations
            assert len(stored) == count
            assert found.library.said == {item.id: item for item in stored}
            assert [card.id for card in found.library.sidebar.cards] == [item.id for item in stored]
            assert len(found.library.reader._page.highlights.index) == count
            assert found.library.articles["harbour.md"].annotations == count
            assert found.library.passages == sum(
                article.annotations for article in found.library.articles.values()
            )
