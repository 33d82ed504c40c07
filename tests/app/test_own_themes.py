"""Themes of the person's own: small files of colours that the palette offers, and faults that are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.command import Command, CommandList

from annotations.places import Places
from annotations.workspace import Workspace
from styles.contrast import contrast, rgb
from styles.themes import COLOURS, DARK, LIGHT, own_theme
from tests.app.bench import Open, bench
from tests.app.waiting import until
from tui.config import DEFAULT_THEME, read
from tui.own_themes import own_themes

Write = Callable[[str, str], Path]
EVENING = 'page = "#10141a"\nink = "#d8dee9"\nprimary = "#88c0d0"\n'


@pytest.fixture
def write(places: Places) -> Write:
    """Puts a file into the folder of themes."""

    def put(name: str, text: str) -> Path:
        places.themes.mkdir(parents=True, exist_ok=True)
        path = places.themes / name
        path.write_text(text, encoding="utf-8")
        return path

    return put


def test_a_theme_has_the_colours_of_its_file_and_ours_for_the_rest(write: Write, places: Places) -> None:
    write("evening.toml", EVENING)
    write("light-2.toml", 'dark = false\naccent = "#f0f"\n')
    (evening, light), problems = own_themes(places.themes)
    assert not problems
    assert (evening.name, evening.dark, evening.background, evening.foreground) == (
        "evening", True, "#10141a", "#d8dee9",
    )  # fmt: skip
    assert (evening.primary, evening.accent) == ("#88c0d0", DARK.accent)
    assert contrast(rgb(evening.variables["quiet"]), rgb("#10141a")) >= 4.5
    assert evening.surface not in (None, DARK.surface, evening.background)
    assert (light.dark, light.background, light.accent) == (False, LIGHT.background, "#ff00ff")


def test_a_theme_that_says_nothing_is_ours_by_another_name() -> None:
    for dark, ours in ((True, DARK), (False, LIGHT)):
        mine = own_theme("mine", {}, dark=dark)
        assert (mine.variables, mine.surface, mine.panel) == (ours.variables, ours.surface, ours.panel)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.toml", "page = ", "not valid TOML"),
        ("a.toml", "x = " + "[" * 8000, "not valid TOML"),
        ("a.toml", 'page = "papyrus"', "'page' must be a colour like"),
        ("a.toml", "page = 3", "'page' must be a colour like"),
        ("a.toml", 'dark = "yes"', "'dark' must be true or false"),
        ("a.toml", 'pages = "#000000"', "'pages' is no part of a theme; there are dark, page, "),
        ("a.toml", '[page]\nink = "#000000"', "'page' must be a colour"),
        ("a.toml", 'ink = "#222222"', "'ink' on 'page' could not be read: their contrast is "),
        ("a.toml", 'cursor = "#fff"\ncursor-ink = "#eee"', "'cursor-ink' on 'cursor' could not be read"),
        ("a.toml", "#" * 20_000, "it has more than 16 KB"),
        ("with space.toml", "", "the name of a theme is made of"),
        ("x" * 41 + ".toml", "", "the name of a theme is made of"),
        ("scholiast-dark.toml", "", "there is a theme of this name already"),
    ],
)
def test_a_fault_is_named_with_file_and_key(
    write: Write, places: Places, name: str, text: str, said: str
) -> None:
    path = write(name, text)
    write("z-well.toml", "")
    (well,), (problem,) = own_themes(places.themes, {"scholiast-dark"})
    assert well.name == "z-well"
    assert problem.startswith(f"{path}: ")
    assert said in problem


def test_what_is_no_text_or_no_file_is_named(places: Places) -> None:
    places.themes.mkdir(parents=True)
    (places.themes / "bytes.toml").write_bytes(b"\xff\xfe")
    (places.themes / "folder.toml").mkdir()
    (places.themes / "gone.toml").symlink_to("nowhere")
    themes, problems = own_themes(places.themes)
    assert not themes
    assert ["UTF-8" in each or "no file" in each for each in problems] == [True] * 3


def test_no_folder_is_no_theme_and_there_is_a_limit_to_many(places: Places, write: Write) -> None:
    assert own_themes(places.themes) == ((), ())
    for number in range(60):
        write(f"t{number:02}.toml", "")
    themes, (problem,) = own_themes(places.themes)
    assert len(themes) == 50
    assert "only the first 50 themes of 60" in problem


def test_every_part_can_be_given(write: Write, places: Places) -> None:
    write("all.toml", "\n".join(f'{part.replace("_", "-")} = "#{at:06x}"' for at, part in enumerate(COLOURS)))
    assert "could not be read" in own_themes(places.themes).problems[0]  # and no key is unknown


async def test_the_configuration_and_the_palette_have_the_theme(opened: Open, write: Write) -> None:
    write("evening.toml", EVENING)
    async with bench(opened(), config=read({"theme": "evening"}).config) as found:
        assert found.app.theme == "evening"
        assert "evening" in found.app.available_themes
        assert found.app.get_css_variables()["background"].lower() == "#10141a"
        found.app.action_theme()
        await found.settle()
        rows = found.app.screen.query_one(CommandList)
        await until(found.pilot, lambda: rows.option_count > 2)
        named = {option.hit.text: option.hit.help for option in rows.options if isinstance(option, Command)}
        assert [name for name, said in named.items() if said] == ["evening"]


async def test_a_theme_that_was_chosen_and_is_gone_leaves_what_is_configured(
    opened: Open, write: Write
) -> None:
    path = write("evening.toml", EVENING)
    workspace = opened()
    async with bench(workspace) as found:
        found.app.theme = "evening"
        await found.settle()
    path.unlink()
    async with bench(workspace, config=read({"theme": "scholiast-light"}).config) as found:
        assert found.app.theme == "scholiast-light"


@pytest.mark.parametrize("kept", [["evening"], 3, None])
async def test_damage_where_the_choice_is_kept_is_as_if_none_was_made(
    opened: Callable[[], Workspace], kept: object
) -> None:
    workspace = opened()
    workspace.personal.keep_layout({"theme": kept})
    async with bench(workspace) as found:
        assert found.app.theme == DEFAULT_THEME


async def test_what_is_wrong_with_themes_is_said_at_the_start(opened: Open, write: Write) -> None:
    write("evening.toml", 'page = "night"')
    async with bench(opened(), config=read({"theme": "evening"}).config) as found:
        texts = [message.text for message in found.app.messages]
        assert any("evening.toml: 'page' must be a colour" in text for text in texts)
        assert any(text.startswith("There is no theme “evening”") for text in texts)
        assert found.app.theme == DEFAULT_THEME
