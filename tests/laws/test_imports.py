"""The law of imports: which room may know which, read from the syntax trees."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("corpus", "annotations", "tui", "styles")
LEAVES = {"corpus.span", "corpus.clean", "corpus.digest"}
# The modules of `annotations` that stand over both rooms: the seam and what it delegates to.
OVER_BOTH = (
    "annotations.workspace",
    "annotations.library",
    "annotations.usecases",
    "annotations.brief",
    "annotations.exchange",
)
ONLY_TINYDB = {"annotations.storage.tinydb_storage", "annotations.store"}


def modules() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which room is meant"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_of(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=lambda value: str(value))
def test_a_module_imports_only_what_its_room_may(name: str, path: Path) -> None:
    found = set(imports(path))
    rooms = rooms_of(found)
    if name.startswith("corpus"):
        assert not rooms & {"annotations", "tui", "styles", "textual", "rich", "tinydb"}
    elif name.startswith("annotations"):
        assert not rooms & {"tui", "styles", "textual", "rich"}
        if not name.startswith(OVER_BOTH):
            other = {item for item in found if item.split(".")[0] == "corpus"}
            allowed = {item for item in other if ".".join(item.split(".")[:2]) in LEAVES or item == "corpus"}
            assert other == allowed, "the pure part knows only the leaves of corpus"
    elif name.startswith("styles"):
        assert not rooms & {"corpus", "annotations", "tui", "rich", "tinydb"}
        textual = {item for item in found if item.split(".")[0] == "textual"}
        assert all(item.startswith(("textual.theme", "textual.color")) for item in textual)
    elif name.startswith("tui.page"):
        assert not any(
            item.startswith(("textual.widget", "textual.app", "textual.screen", "tui.widgets", "tui.screens"))
            for item in found
        )
        assert "annotations" not in rooms
    elif name.startswith(("tui.cli",)):
        eager = {item.split(".")[0] for item in top_level_imports(path)}
        assert "textual" not in eager
    if "tinydb" in rooms:
        assert name in ONLY_TINYDB
    assert "annotations" not in set(plain_imports(path)), "`import annotations` is a trap"


def top_level_imports(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def plain_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_nothing_outside_the_faces_touches_store_or_documents() -> None:
    """The reader and the command line go through the seam."""
    forbidden = (
        "annotations.store",
        "annotations.storage.journal",
        "annotations.storage.tinydb_storage",
        "corpus.files",
        "corpus.catalogue",
        "corpus.scan",
    )
    words = {"corpus.files", "corpus.files.Unreadable", "corpus.catalogue", "corpus.catalogue.Refreshed"}
    for name, path in modules():
        if name.startswith("tui"):
            found = {item for item in imports(path) if item.startswith(forbidden)}
            assert found <= words, name


def test_every_module_says_its_job() -> None:
    for name, path in modules():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), name


def test_no_module_outgrows_its_room() -> None:
    long = {name: n for name, path in modules() if (n := path.read_text(encoding="utf-8").count("\n")) > 350}
    assert not long


def test_the_test_folders_shadow_no_package() -> None:
    for room in ROOMS:
        assert not (ROOT / "tests" / room).exists()


@pytest.mark.parametrize("command", [["--version"], ["list"], ["annotations"], ["tags"], ["--help"]])
def test_the_command_line_does_not_import_textual(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nSome words.\n", encoding="utf-8")
    code = (
        "import sys\n"
        "from tui.cli.main import main\n"
        f"sys.argv = ['scholiast', *{command!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'textual', 'rich', 'jinja2', 'numpy'} & {name.split('.')[0] for name in sys.modules}\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**_home(tmp_path), "SCHOLIAST_LIBRARY": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr


def _home(folder: Path) -> dict[str, str]:
    import os

    keep = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "VIRTUAL_ENV"}}
    home = folder / ".home"
    return {
        **keep,
        "HOME": str(home),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")},
    }


def test_the_library_knows_none_of_the_use_cases() -> None:
    found = set(imports(ROOT / "annotations" / "library.py"))
    assert not {item for item in found if item.startswith(("annotations.usecases", "annotations.workspace"))}
