"""The picture of a library as it was left: what the next start shows, harmless, and of that very state."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from annotations.places import Places
from annotations.workspace import Workspace
from corpus.span import Span
from tests.app.bench import Open, bench
from tests.app.waiting import held_back, settle, until
from tui.app import ScholiastApp
from tui.picture import Standing, _is_harmless, keep_picture, kept_picture
from tui.screens.library.screen import LibraryScreen

OLD = 1_700_000_000
SIZE = (140, 40)


def grow_old(root: Path) -> None:
    for path in root.rglob("*.*"):
        os.utime(path, (OLD, OLD))


def file_of(workspace: Workspace) -> Path:
    return workspace.places.cached(workspace.root) / "picture.json"


def painted(app: ScholiastApp) -> list[str]:
    return [strip.render(app.console) for strip in app.screen._compositor.render_strips()]


def plain(line: str) -> str:
    return "".join(part.partition("m")[2] for part in f"m{line}".split("\x1b["))


@pytest.fixture
def left(opened: Open, library: Path) -> Callable[..., Any]:
    """Has a library left after a few keys."""

    async def leave(*keys: str) -> None:
        grow_old(library)
        workspace = opened()
        async with bench(workspace, SIZE) as found:
            for key in keys:
                await found.press(key)
            found.app.leave()

    return leave


@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("right_curly_bracket", "right_curly_bracket", "s"),
        ("G",),
        ("tab", "j"),
        ("shift+tab", "slash", "x"),
        ("s", "enter"),
        ("f3", "f4"),
    ],
)
async def test_the_first_frame_is_the_picture_cell_by_cell(
    keys: tuple[str, ...], left: Callable[..., Any], opened: Open
) -> None:
    await left(*keys)
    workspace = opened()
    lines = kept_picture(workspace, SIZE)
    assert any("The harbour opens" in line for line in lines)
    app = ScholiastApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert [plain(line) for line in painted(app)] == [plain(line) for line in lines]
        assert painted(app) == lines


async def test_the_text_alone_is_not_pictured_since_no_start_shows_it_so(
    left: Callable[..., Any], opened: Open
) -> None:
    await left("z")
    assert not kept_picture(opened(), SIZE)


async def test_a_picture_is_of_one_state_only(
    left: Callable[..., Any], opened: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await left()
    assert kept_picture(opened(), SIZE)
    assert not kept_picture(opened(), (SIZE[0], SIZE[1] - 1))
    workspace = opened()
    workspace.leave("harbour.md", 7)
    assert not kept_picture(workspace, SIZE)
    workspace = opened()
    workspace.personal.keep_layout({**workspace.personal.layout, "theme": "scholiast-light"})
    assert not kept_picture(workspace, SIZE)
    with monkeypatch.context() as context:
        context.setenv("NO_COLOR", "1")
        assert not kept_picture(opened(), SIZE)
    opened().places.config.mkdir(parents=True)
    config = opened().places.config / "config.toml"
    config.write_text("measure = 60\n")
    assert not kept_picture(opened(), SIZE)
    config.unlink()
    assert kept_picture(opened(), SIZE)
    (library / "harbour.md").write_text("Another text.\n")
    grow_old(library)
    assert not kept_picture(opened(), SIZE)


async def test_another_library_s_picture_is_none(
    left: Callable[..., Any], opened: Open, library: Path, places: Places, tmp_path: Path
) -> None:
    await left()
    other = tmp_path / "other"
    shutil.copytree(library, other, copy_function=shutil.copy2)
    workspace = Workspace.open(other, places=places)
    file_of(workspace).parent.mkdir(parents=True, exist_ok=True)
    file_of(workspace).write_bytes(file_of(opened()).read_bytes())
    assert kept_picture(workspace, SIZE) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.clear(),
        lambda kept: kept.update(lines=7),
        lambda kept: kept.update(lines={}),
        lambda kept: kept.update(state=[]),
        lambda kept: kept["lines"].pop(),
        lambda kept: kept["lines"].__setitem__(3, 7),
        lambda kept: kept["lines"].__setitem__(3, "\x1b]0;title\x07"),
        lambda kept: kept["lines"].__setitem__(3, "\x1b[2J"),
        lambda kept: kept["lines"].__setitem__(3, "two\nlines"),
        lambda kept: kept["lines"].__setitem__(3, "\u202etxet"),
    ],
)
async def test_a_damaged_picture_is_none(
    change: Callable[[dict[str, Any]], None], left: Callable[..., Any], opened: Open
) -> None:
    await left()
    file = file_of(opened())
    kept = orjson.loads(file.read_bytes())
    change(kept)
    file.write_bytes(orjson.dumps(kept))
    assert kept_picture(opened(), SIZE) == []
    file.write_bytes(b"\xff{")
    assert kept_picture(opened(), SIZE) == []


@given(st.text(st.characters() | st.sampled_from("\x1b[]m;0\x07\x9b\u202e")))
def test_nothing_in_a_picture_steers_the_terminal_but_colours(text: str) -> None:
    if _is_harmless(text):
        rest = text
        while "\x1b" in rest:
            before, _, after = rest.partition("\x1b")
            assert after.startswith("[")
            codes, ended, after = after[1:].partition("m")
            assert ended
            assert set(codes) <= set("0123456789;")
            rest = before + after
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in rest)


def test_an_article_just_written_is_not_pictured(opened: Open) -> None:
    workspace = opened()
    workspace.personal.keep_layout({"last": "harbour.md"})
    keep_picture(workspace, (9, 1), ["x"])
    assert not file_of(workspace).exists()
    grow_old(workspace.root)
    keep_picture(workspace, (9, 1), ["x"])
    assert kept_picture(workspace, (9, 1)) == ["x"]


# What goes on behind it.


def behind(workspace: Workspace) -> ScholiastApp:
    """The program as it begins where its picture stands."""
    app = ScholiastApp(workspace)
    app.standing = Standing([], SIZE)
    return app


async def test_one_reads_on_before_the_library_is_open_and_is_not_taken_back(
    library: Path, left: Callable[..., Any], opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library / "harbour.md").write_text("\n\n".join(f"Paragraph {n} of it." for n in range(200)))
    await left()
    may_open = held_back(monkeypatch, Workspace, "articles")
    frames: list[tuple[int, str]] = []
    app = behind(opened())
    display = app._display

    def noted(screen: Any, update: Any) -> None:
        if screen is library_screen(app):
            frames.append((screen.reader.top_offset, type(update).__name__))
        display(screen, update)

    monkeypatch.setattr(app, "_display", noted)
    async with app.run_test(size=SIZE) as pilot:
        screen = library_screen(app)
        await pilot.pause(0.05)
        assert frames == [], "the picture stands"
        await pilot.press("space")
        await pilot.pause(0.05)
        top = screen.reader.top_offset
        assert top > 0
        assert {name for _, name in frames} == {"ChopsUpdate"}, "of the page alone"
        assert screen.document is None
        may_open.set()
        await until(pilot, lambda: screen.document is not None)
        await pilot.pause()
        assert screen.reader.top_offset == top
        assert frames[-1][1] != ""
        assert not screen._covered


def library_screen(app: ScholiastApp) -> LibraryScreen:
    with suppress(StopIteration):
        return next(screen for screen in app.screen_stack if isinstance(screen, LibraryScreen))
    raise AssertionError("there is no such screen yet")


async def test_what_was_annotated_meanwhile_is_seen_once_the_library_is_open(
    left: Callable[..., Any], opened: Open
) -> None:
    await left()
    workspace = opened()
    workspace.annotate("harbour.md", Span(0, 5))
    workspace.close()
    app = behind(opened())
    async with app.run_test(size=SIZE) as pilot:
        screen = library_screen(app)
        await until(pilot, lambda: screen.document is not None)
        assert len(screen.sidebar.cards) == len(screen.said) == 1
        assert screen.articles["harbour.md"].annotations == 1


async def test_a_long_article_is_awaited_behind_its_picture(
    library: Path, left: Callable[..., Any], opened: Open
) -> None:
    (library / "harbour.md").write_text("\n\n".join(f"Paragraph {n} of it all." for n in range(20_000)))
    await left()
    app = behind(opened())
    async with app.run_test(size=SIZE) as pilot:
        screen = library_screen(app)
        await until(pilot, lambda: not screen._covered)
        assert screen.reader.document.path == "harbour.md"


async def test_the_picture_does_not_outlast_another_size(
    left: Callable[..., Any], opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    await left()
    may_open = held_back(monkeypatch, Workspace, "articles")
    app = behind(opened())
    async with app.run_test(size=SIZE) as pilot:
        screen = library_screen(app)
        await pilot.pause()
        assert screen._covered
        await pilot.resize_terminal(100, 30)
        assert not screen._covered
        may_open.set()


async def test_a_library_that_cannot_be_opened_does_not_hide_behind_its_picture(
    left: Callable[..., Any], opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    await left()

    def fail(self: Workspace) -> Any:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Workspace, "articles", fail)
    app = behind(opened())
    async with app.run_test(size=SIZE) as pilot:
        screen = library_screen(app)
        await until(pilot, lambda: not screen._covered)
        await settle(pilot)
        assert "Input/output error" in app.messages[-1].text
        assert screen.too_early("question_mark") == ""


async def test_a_click_waits_for_the_list_it_is_meant_for(
    left: Callable[..., Any], opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    await left()
    may_open = held_back(monkeypatch, Workspace, "articles")
    app = behind(opened())
    async with app.run_test(size=SIZE) as pilot:
        screen = library_screen(app)
        await pilot.pause()
        for kind in (events.MouseDown, events.MouseUp):
            app.post_message(kind(None, 4, 8, 0, 0, 1, False, False, False, 4, 8))
        await pilot.pause()
        may_open.set()
        await until(pilot, lambda: screen.path not in ("", "harbour.md"))
        assert screen.path == "notes/visit.txt"


async def test_what_was_read_last_is_opened_where_all_that_was_derived_is_lost(
    library: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.library.keeping._FILL", 0.0)  # the list fills file by file
    for name in "abcd":
        (library / f"{name}.txt").write_text(f"Nothing but {name}.\n")
    workspace = Workspace.open(library, by="Mira", places=places)
    workspace.personal.keep_layout({"last": "harbour.md"})
    opened: list[str] = []
    monkeypatch.setattr(LibraryScreen, "open", lambda self, path, *_more, **_named: opened.append(path))
    async with ScholiastApp(workspace).run_test(size=SIZE) as pilot:
        await settle(pilot, background=True)
    assert set(opened) == {"harbour.md"}


async def test_a_long_article_opened_before_it_was_ever_read_says_its_length_once_it_is_known(
    library: Path, places: Places
) -> None:
    (library / "long.txt").write_text("Harbour\n\n" + "One two three four five six seven.\n\n" * 6_000)
    workspace = Workspace.open(library, by="Mira", places=places)
    workspace.personal.keep_layout({"last": "long.txt"})
    seen: list[tuple[int, int]] = []
    async with ScholiastApp(workspace).run_test(size=SIZE) as pilot:
        screen: Any = pilot.app.screen
        show = screen.reader.show

        def noting(document: Any, *args: Any, **more: Any) -> None:
            show(document, *args, **more)
            seen.append((len(document.text), len(screen.reader._page.header_rows)))

        screen.reader.show = noting
        await settle(pilot, background=True)
        assert screen.footer.minutes == 183  # of 42,001 words
    (part, its_head), (whole, head) = seen[0], seen[-1]
    assert part < whole
    assert its_head == head > 0
