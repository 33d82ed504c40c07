"""Work done per action: bounded by the screen and by what changed, whatever the size of text and library.

Counted, not timed: modules imported, files opened, rows wrapped, strips painted, bytes written.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotations.places import Places
from annotations.workspace import Workspace
from corpus.document import Block, BlockKind, Document
from corpus.span import Span
from tui.app import ScholiastApp
from tui.page.geometry import Geometry
from tui.page.layout import Layout
from tui.page.paint import Painter
from tui.page.plan import Plan
from tui.screens.library.screen import LibraryScreen
from tui.widgets.reader import Reader

ROOT = Path(__file__).parents[2]
SIZE = (120, 40)
OLD = 1_700_000_000
# What neither a plain command nor the first screen has any use for.
LATE = (
    "annotations.brief",
    "annotations.exchange",
    "annotations.alignment.projection",
    "annotations.query",
    "annotations.selectors",
    "corpus.index",
    "corpus.language",
    "corpus.markdown",
    "corpus.metadata",
    "email",
    "jinja2",
    "markdown_it",
    "rapidfuzz",
    "sqlite3",
    "tinydb",
    "tui.dialogs.help",
    "tui.dialogs.note_editor",
    "tui.dialogs.tag_picker",
    "tui.screens.brief",
    "tui.screens.codebook",
    "tui.screens.search",
    "yaml",
)


# Imports

_FIRST_FRAME = """
import asyncio, json, sys
from pathlib import Path
from annotations.workspace import Workspace
from tui.app import ScholiastApp
from tui.screens.library.opening import Opening
import tui.screens.library.keeping

seen = {}
def first_frame(self):
    # The list and the article are set up; what comes later comes from a timer.
    start(self)
    seen["modules"] = sorted(sys.modules)
    seen["open"] = self.document.path if self.document else ""
start, Opening.start = Opening.start, first_frame

async def main():
    async with ScholiastApp(Workspace.open(Path(sys.argv[1]))).run_test(size=(120, 40)) as pilot:
        await pilot.pause()

asyncio.run(main())
print(json.dumps(seen))
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=dict(os.environ),
    )
    return done.stdout


def grow_old(root: Path) -> None:
    """Files that have just been written are looked at twice, lest they change once more unseen."""
    for path in root.rglob("*.*"):
        os.utime(path, (OLD, OLD))


def late_ones(modules: list[str]) -> set[str]:
    return {name for name in LATE for found in modules if found == name or found.startswith(f"{name}.")}


def test_the_first_screen_of_a_known_library_imports_nothing_that_it_does_not_show(
    library: Path,
) -> None:
    grow_old(library)
    with_last = Workspace.open(library)
    with_last.refresh()
    with_last.document("ledger.txt", keep=True)
    with_last.personal.keep_layout({"last": "ledger.txt"})
    with_last.close()
    seen = json.loads(run(_FIRST_FRAME, str(library)))
    assert seen["open"] == "ledger.txt"
    assert late_ones(seen["modules"]) == set()


def test_list_imports_neither_the_reader_nor_what_takes_texts_apart(
    library: Path,
) -> None:
    grow_old(library)
    workspace = Workspace.open(library)
    workspace.refresh()
    workspace.close()
    code = (
        "import json, sys\nfrom tui.cli.main import run\nassert run(sys.argv[1:]) == 0\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    modules = json.loads(run(code, "list", "-L", str(library)).splitlines()[-1])
    assert late_ones(modules) == set()
    assert not {"textual", "rich"} & {name.split(".")[0] for name in modules}


# Files

_WATCHERS: list[list[str]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _WATCHERS and event == "open" and isinstance(arguments[0], (str, bytes)):
        for watcher in _WATCHERS:
            watcher.append(os.fsdecode(arguments[0]))


sys.addaudithook(_hear)


@contextmanager
def opened_files(folder: Path) -> Iterator[list[str]]:
    """The names of the files below ``folder`` that are opened meanwhile."""
    names: list[str] = []
    below: list[str] = []
    _WATCHERS.append(names)
    try:
        yield below
    finally:
        _WATCHERS.remove(names)
        real = os.path.realpath(folder)
        below += [os.path.relpath(name, real) for name in names if name.startswith(real)]


@pytest.fixture
def annotated(tmp_path: Path, places: Places) -> Path:
    """Thirty articles with an annotation each, closed."""
    root = tmp_path / "many"
    root.mkdir()
    for number in range(30):
        (root / f"{number:02}.txt").write_text(f"Title of {number}\n\nWords of the article {number}.\n")
    grow_old(root)
    workspace = Workspace.open(root, places=places)
    workspace.refresh()
    for row in workspace.articles():
        workspace.annotate(row.path, Span(0, 5), tags=["means"])
    workspace.refresh()
    workspace.close()
    return root


def test_opening_a_known_library_opens_no_article_and_no_document_s_annotations(
    annotated: Path, places: Places
) -> None:
    with opened_files(annotated) as names:
        workspace = Workspace.open(annotated, places=places)
        articles = workspace.articles()
        workspace.refresh()
    assert len(articles) == 30
    assert all(article.annotations == 1 for article in articles)
    assert [name for name in names if name.endswith(".txt")] == []
    assert [name for name in names if name.startswith(".scholiast/annotations/")] == []


def test_a_highlight_opens_its_own_document_s_files_alone(annotated: Path, places: Places) -> None:
    workspace = Workspace.open(annotated, places=places)
    workspace.refresh()
    with opened_files(annotated) as names:
        workspace.annotate("07.txt", Span(6, 8))
    shards = [name for name in names if name.startswith(".scholiast/annotations/")]
    assert len(set(shards)) <= 1
    assert {name for name in names if name.endswith(".txt")} == {"07.txt"}


def test_a_highlight_writes_as_much_whatever_the_library_holds(
    annotated: Path, library: Path, places: Places
) -> None:
    def written(root: Path, path: str) -> int:
        workspace = Workspace.open(root, places=places)
        workspace.refresh()
        workspace.annotate(path, Span(0, 3), note="one")
        (journal,) = (root / ".scholiast" / "history").glob("*.jsonl")
        before = journal.stat().st_size
        workspace.annotate(path, Span(0, 3), note="two")
        return journal.stat().st_size - before

    few, many = written(library, "ledger.txt"), written(annotated, "07.txt")
    assert abs(few - many) < 200
    assert many < 2_000


# The page


def book(paragraphs: int) -> Document:
    words = "a word of the paragraph that is as long as any other in this book of many pages " * 6
    text = "\n\n".join(f"{number} {words}" for number in range(paragraphs))
    blocks, start = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(part)), soft=True))
        start += len(part) + 2
    return Document("book.txt", text, tuple(blocks))


@pytest.mark.parametrize("offset", [0, 0.5, 0.99])
def test_showing_a_place_in_a_book_wraps_only_what_is_near(offset: float) -> None:
    document = book(8_000)
    layout = Layout(Plan(document), Geometry(70, 70))
    row = layout.row_at(int(len(document.text) * offset))
    for number in range(row, min(row + 50, layout.rows)):
        layout.row(number)
    assert layout.wrapped <= 3
    assert not layout.complete


async def test_keys_paint_rows_of_the_screen_and_no_more(
    annotated: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = book(600).text
    (annotated / "00.txt").write_text(text)
    painted: list[int] = []
    paint = Painter._paint

    def counted(self: Painter, row: Any, *rest: Any) -> Any:
        painted.append(1)
        return paint(self, row, *rest)

    monkeypatch.setattr(Painter, "_paint", counted)
    workspace = Workspace.open(annotated, places=places)
    workspace.refresh()
    workspace.personal.keep_layout({"last": "00.txt"})
    app = ScholiastApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        while screen.document is None or len(screen.document.text) < len(text):
            await pilot.pause(0.02)
        screen.query_one(Reader).focus()
        await pilot.press("j", "j")
        painted.clear()
        await pilot.press("j")
        assert 0 < len(painted) <= 8
        painted.clear()
        await pilot.press("space")
        assert len(painted) <= SIZE[1] + 8
