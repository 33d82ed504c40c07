"""Work done before the first frame of a library that was left, and for each key of a filter."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from annotations.places import Places
from annotations.workspace import Workspace
from corpus.catalogue import Catalogue
from corpus.clean import clean, clean_line
from corpus.document_cache import DocumentCache
from corpus.heading import Line
from tui.app import ScholiastApp
from tui.screens.library.screen import LibraryScreen
from tui.sheet import Sheet
from tui.widgets.article_list import ArticleList, ArticleRow
from tui.widgets.heights import Heights

ROOT = Path(__file__).parents[2]
OLD = 1_700_000_000
STORE = (
    "annotations.changes",
    "annotations.library",
    "annotations.model",
    "annotations.store",
    "annotations.usecases",
    "corpus.catalogue",
    "corpus.metadata",
    "corpus.reader",
    "hashlib",
)

DRAWING = (
    "rich",
    "styles",
    "textual",
    "tomllib",
    "tui.actions",
    "tui.app",
    "tui.config",
    "tui.registry",
    "tui.screens",
)

_PICTURE = """
import json, os, sys
from pathlib import Path

seen, opened = {}, []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)

import tui.cli.main
from tui.cli import reader

def begun(workspace, creator, standing):
    seen["standing"] = standing is not None
    seen["modules"] = sorted(sys.modules)
    seen["opened"] = [name for name in opened if name.startswith(sys.argv[1])]
    return 0

reader._read = begun
status = tui.cli.main.run([sys.argv[1]])
Path(sys.argv[2]).write_text(json.dumps(seen))
"""

_BEHIND = """
import asyncio, json, sys
from pathlib import Path
from annotations.workspace import Workspace
from tui.app import ScholiastApp
from tui.picture import Standing
from tui.screens.library.screen import LibraryScreen

seen, opened = {}, []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)

def begun(self):
    def note():
        seen["modules"] = sorted(sys.modules)
        seen["opened"] = [name for name in opened if name.startswith(sys.argv[1])]
        seen["text"] = self.reader.document.path
        seen["rows"] = [row.path for row in self.shelf.rows]

    self.app.after_first_frame(note)
    begin(self)

begin, LibraryScreen.begin = LibraryScreen.begin, begun

async def main():
    app = ScholiastApp(Workspace.open(Path(sys.argv[1])))
    app.standing = Standing([], (120, 40))
    async with app.run_test(size=(120, 40)) as pilot:
        while pilot.app.screen.document is None:
            await pilot.pause(0.02)
        seen["then"] = [row.path for row in pilot.app.screen.shelf.rows]

asyncio.run(main())
Path(sys.argv[2]).write_text(json.dumps(seen))
"""


def grow_old(root: Path) -> None:
    for path in root.rglob("*.*"):
        os.utime(path, (OLD, OLD))


def seen_by(code: str, root: Path, note: Path) -> dict[str, Any]:
    """What another program has noted that runs ``code`` in a terminal of 120 columns and 40 rows."""
    child = pexpect.spawn(
        sys.executable,
        ["-c", code, str(root), str(note)],
        cwd=str(ROOT),
        dimensions=(40, 120),
        use_poll=True,  # as there may be more than 1024 files open
        env={key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES"}},
    )
    child.expect(pexpect.EOF, timeout=30)
    seen: dict[str, Any] = json.loads(note.read_text())
    return seen


async def leave(root: Path, places: Places, path: str) -> None:
    """Read ``path`` and leave the program."""
    grow_old(root)
    workspace = Workspace.open(root, places=places)
    workspace.refresh()
    workspace.personal.keep_layout({"last": path})
    app = ScholiastApp(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        app.leave()


async def shown(app: ScholiastApp, pilot: Any) -> LibraryScreen:
    screen = app.screen
    assert isinstance(screen, LibraryScreen)
    while screen.document is None:
        await pilot.pause(0.02)
    return screen


async def test_the_picture_stands_before_what_draws_it_or_opens_the_library_is_imported(
    library: Path, home: Path, tmp_path: Path
) -> None:
    await leave(library, Places.of_user(), "ledger.txt")
    seen = seen_by(_PICTURE, library, tmp_path / "seen")
    assert seen["standing"]
    assert seen["opened"] == []
    assert [name for name in (*STORE, *DRAWING) if name in seen["modules"]] == []


async def test_behind_the_picture_the_text_can_be_read_before_the_library_is_opened(
    library: Path, home: Path, tmp_path: Path
) -> None:
    await leave(library, Places.of_user(), "ledger.txt")
    seen = seen_by(_BEHIND, library, tmp_path / "seen")
    assert seen["text"] == "ledger.txt"
    assert seen["opened"] == []
    assert [name for name in STORE if name in seen["modules"]] == []
    assert sorted(seen["then"]) == ["harbour.md", "ledger.txt", "notes/visit.txt"]


def test_names_are_listed_before_a_library_that_nobody_has_looked_through_is_opened(
    library: Path, home: Path, tmp_path: Path
) -> None:
    seen = seen_by(_BEHIND.replace("app.standing =", "standing ="), library, tmp_path / "seen")
    assert seen["rows"] == ["harbour.md", "ledger.txt", "notes/visit.txt"]
    assert [name for name in seen["opened"] if not Path(name).is_dir()] == []
    assert [name for name in STORE if name in seen["modules"]] == []
    assert sorted(seen["then"]) == seen["rows"]


async def test_short_markdown_is_at_hand_at_the_next_start(library: Path, places: Places) -> None:
    await leave(library, places, "harbour.md")
    document = Workspace.open(library, places=places).kept("harbour.md")
    assert document is not None
    assert document.metadata.title == "The harbour opens"


async def test_no_rule_is_parsed_twice_and_none_of_another_screen_before_it(
    library: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: Counter[tuple[object, ...]] = Counter()
    styled: list[object] = []
    parse, style = Sheet._parse_rules, LibraryScreen.update_node_styles

    def counted(self: Sheet, css: str, read_from: Any, *rest: Any, **named: Any) -> Any:
        before = len(self._parse_cache)
        found = parse(self, css, read_from, *rest, **named)
        # How weighty a source is may change when another kind of widget comes.
        parsed[(*read_from, named["tie_breaker"])] += len(self._parse_cache) > before
        return found

    def noted(self: LibraryScreen, animate: bool = True) -> None:
        styled.append(len(self.query("*")) if not self._just_styled else 0)
        style(self, animate)

    monkeypatch.setattr(Sheet, "_parse_rules", counted)
    monkeypatch.setattr(LibraryScreen, "update_node_styles", noted)
    before: list[Counter[tuple[object, ...]]] = []
    app = ScholiastApp(Workspace.open(library, places=places))
    app.after_first_frame(lambda: before.append(parsed.copy()))
    async with app.run_test(size=(120, 40)) as pilot:
        while not before:
            await pilot.pause(0.02)
        # Whatever is styled before anything is on the screen costs nothing.
        assert sum(map(bool, styled)) == 0
        assert max(before[0].values()) == 1
        assert not any(source[1] == "rest" for source in before[0])
        await pilot.press("question_mark")
        await pilot.pause()
        assert any(source[1] == "rest" for source in parsed)
        assert max(parsed.values()) == 1
        assert app.screen.query("#frame")
        assert (
            str(app.screen.query_one("#frame").styles.padding) == "Spacing(top=1, right=3, bottom=1, left=3)"
        )


# Lists


async def test_what_is_listed_first_stays_until_more_is_known(
    library: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[list[str]] = []
    put = ArticleList.put_items

    def noted(self: ArticleList, items: list[ArticleRow]) -> None:
        listed.append([row.path for row in items])
        put(self, items)

    monkeypatch.setattr(ArticleList, "put_items", noted)
    app = ScholiastApp(Workspace.open(library, places=places))
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(app, pilot)
        first = next(at for at, rows in enumerate(listed) if rows)
        assert listed[first] == ["harbour.md", "ledger.txt", "notes/visit.txt"]
        assert all(sorted(rows) == listed[first] for rows in listed[first:])
        app.leave()
    assert Workspace.open(library, places=places).first_paths(9) == []


class Shelf(App[None]):
    def compose(self) -> ComposeResult:
        yield ArticleList()


async def test_a_letter_of_the_filter_looks_at_what_the_letters_before_it_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = 5_000
    asked: Counter[str] = Counter()

    def note(name: str) -> None:
        plain = getattr(ArticleList, name)

        def noted(self: ArticleList, *given: Any) -> Any:
            asked[name] += 1
            return plain(self, *given)

        monkeypatch.setattr(ArticleList, name, noted)

    app = Shelf()
    async with app.run_test(size=(40, 30)) as pilot:
        shelf = app.query_one(ArticleList)
        shelf.set_rows(
            ArticleRow(f"{n:05}.md", f"Title {n} {'even' if n % 2 else 'odd'}", "", "", 4, "unread", 0)
            for n in range(count)
        )
        shelf.focus()
        await pilot.press("slash")
        await pilot.pause()
        for name in ("words_of", "lines_of", "key_of", "counts"):
            note(name)
        await pilot.press("o")
        assert len(shelf.shown_items) == count // 2
        # The words are made ready when the filter is opened, and all articles are counted once.
        assert asked["words_of"] == 0
        assert asked["counts"] == count
        asked.clear()
        await pilot.press("d")
        assert len(shelf._found[1]) == count // 2
        assert asked["counts"] == asked["words_of"] == 0
        assert asked["lines_of"] <= 60
        assert asked["key_of"] <= 500


def test_heights_of_ever_so_many_items_take_no_room() -> None:
    heights = Heights(10**12, 3)
    heights.set(10**9, 5)
    assert heights.total == 3 * 10**12 + 2
    assert heights.top(10**9 + 1) == 3 * 10**9 + 5
    assert heights.at(3 * 10**9 + 4) == (10**9, 4)
    assert heights.at(3 * 10**12) == (10**12 - 1, 1)


# The catalogue


def test_an_article_whose_front_matter_says_it_all_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def found_in(top: list[Line], foot: list[Line], wanted: list[str]) -> dict[str, str]:
        looked.append(top[0].text)
        return {}

    monkeypatch.setattr("corpus.metadata.found_in", found_in)
    root = tmp_path / "root"
    root.mkdir()
    head = "---\ntitle: Known\nsource: Wire\nauthor: Jane Doe\ndate: 2020-02-02\n---\n\n"
    (root / "known.md").write_text(f"{head}Text of the one.\n")
    (root / "new.md").write_text("Text of the other.\n")
    found = Catalogue(root, tmp_path / "cache").refresh()
    assert looked == ["Text of the other."]
    assert [entry.title for entry in found.entries if entry.path == "known.md"] == ["Known"]


def test_a_catalogue_whose_cache_is_damaged_is_made_anew(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "one.txt").write_text("A title\n\nWords.\n")
    Catalogue(root, tmp_path / "cache").refresh()
    (file,) = (tmp_path / "cache").rglob("catalogue.json")
    good = orjson.loads(file.read_bytes())
    for name, value in (("path", [3]), ("mtime_ns", ["x"]), ("title", []), ("saved", None)):
        file.write_bytes(orjson.dumps({**good, name: value}))
        catalogue = Catalogue(root, tmp_path / "cache")
        assert catalogue.entries() == ()
        assert [entry.path for entry in catalogue.refresh().entries] == ["one.txt"]


def test_plain_text_is_kept_only_where_it_is_opened_again(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "one.md").write_text("# One\n")
    cache = DocumentCache(root, tmp_path / "cache")
    cache.read("one.md")
    assert cache.kept("one.md") is None
    cache.read("one.md", keep=True)
    assert cache.kept("one.md") is not None


@given(st.text(st.characters() | st.sampled_from("\u0301\u200b\u202e\u00a0\t e"), max_size=60))
def test_a_line_that_is_clean_already_is_cleaned_like_any_other(text: str) -> None:
    folded = " ".join(clean(text).split())
    assert clean_line(text).split() == folded.split()
    assert clean_line(clean_line(text)) == clean_line(text)
