"""A list that is kept says, after whatever happened to the library, what one made of nothing says."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from annotations.errors import ScholiastError
from annotations.personal import Status
from annotations.places import Places
from annotations.usecases.unchanged import Kept
from annotations.workspace import Workspace
from corpus.scan import scan
from corpus.span import Span
from tui.cli.main import run

STEPS = 24
FORMS = ((), ("--json",), ("--jsonl",))
TOLD = "The water rose in the night and nobody had seen it come, said the keeper of the gates. " * 9

Change = Callable[[Path, list[str], Random], object]


class Clock:
    """Lets what was just written be long ago, one moment after the other, so that its list is kept."""

    def __init__(self) -> None:
        self._now = 1_600_000_000
        self._known: dict[Path, int] = {}

    def pass_by(self, *folders: Path) -> None:
        self._now += 10
        for folder in folders:
            for path in (folder, *folder.rglob("*")):
                if path.is_symlink():
                    continue
                if path.stat().st_mtime_ns != self._known.get(path):
                    os.utime(path, (self._now, self._now))
                    self._known[path] = path.stat().st_mtime_ns


def _edit(root: Path, paths: list[str], dice: Random) -> None:
    (root / dice.choice(paths)).write_text(f"Title {dice.random()}\n\nWords, {dice.randrange(99)} of them.\n")


def _mend(root: Path, paths: list[str], dice: Random) -> None:
    path = root / dice.choice(paths)
    path.write_bytes(path.read_bytes()[::-1].replace(b"e", b"i")[::-1])  # as long as before


def _add(root: Path, paths: list[str], dice: Random) -> None:
    folder = root / dice.choice(["", "sub", "sub/below"])
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{dice.randrange(99)}{dice.choice(['.txt', '.md', '', '.pdf'])}"
    (folder / name).write_text(f"Number {dice.random()}\n\n{TOLD}{dice.randrange(3)}\n")


def _remove(root: Path, paths: list[str], dice: Random) -> None:
    (root / dice.choice(paths)).unlink()


def _rename(root: Path, paths: list[str], dice: Random) -> None:
    (root / dice.choice(paths)).rename(root / f"named-{dice.randrange(999)}.txt")


def _copy(root: Path, paths: list[str], dice: Random) -> None:
    shutil.copy(root / dice.choice(paths), root / f"copy-{dice.randrange(999)}.txt")


def _ignore(root: Path, paths: list[str], dice: Random) -> None:
    (root / ".scholiastignore").write_text(f"{dice.choice(paths)}\n")


def _in(act: Callable[[Workspace, list[str], Random], object]) -> Change:
    def change(root: Path, paths: list[str], dice: Random) -> None:
        workspace = Workspace.open(root)
        workspace.refresh()
        try:
            act(workspace, paths, dice)
        except ScholiastError:
            pass  # nothing to undo, no such story
        finally:
            workspace.close()

    return change


def _annotate(workspace: Workspace, paths: list[str], dice: Random) -> None:
    workspace.annotate(dice.choice(paths), Span(0, dice.randrange(1, 5)), tags=["means"])


def _delete(workspace: Workspace, paths: list[str], dice: Random) -> None:
    found = workspace.annotations()
    if found:
        workspace.delete([dice.choice(found)[1].id])


def _compare(workspace: Workspace, paths: list[str], dice: Random) -> None:
    workspace.index()
    workspace.index_echoes()


CHANGES: tuple[Change, ...] = (
    *(_edit, _mend, _add, _remove, _rename, _copy, _ignore),
    _in(_annotate),
    _in(_annotate),
    _in(_delete),
    _in(_compare),
    _in(lambda workspace, paths, dice: workspace.undo()),
    _in(lambda workspace, paths, dice: workspace.mark(dice.choice(paths), dice.choice(list(Status)))),
    _in(lambda workspace, paths, dice: workspace.correct(dice.choice(paths), {"title": f"{dice.random()}"})),
    _in(lambda workspace, paths, dice: workspace.join_stories(dice.sample(paths, 2))),
    _in(lambda workspace, paths, dice: workspace.split_story(dice.choice(paths))),
    _in(lambda workspace, paths, dice: workspace.lead_story(dice.choice(paths))),
    _in(lambda workspace, paths, dice: workspace.tag_article(dice.choice(paths), ["aims"])),
)


def listed(root: Path, form: tuple[str, ...]) -> tuple[str, str]:
    """What is printed, and what is said beside it."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        run(["list", "-L", str(root), *form])
    return out.getvalue(), err.getvalue()


def made_of_nothing(root: Path, form: tuple[str, ...], places: Places, aside: Path) -> tuple[str, str]:
    """The same where no list was kept, and nothing is remembered of the files of the store."""
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(places.cache, aside / "scholiast", ignore=shutil.ignore_patterns("*.kept", "store-*"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(aside))
        return listed(root, form)


@pytest.mark.parametrize("seed", range(6))
def test_a_kept_list_is_that_of_the_library_as_it_is(
    library: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice, clock, places = Random(seed), Clock(), Places.of_user()
    for number in range(4):
        (library / f"{number}.txt").write_text(f"The night {number}\n\n{TOLD}It fell {number} times.\n")
    printed_again, text = [], Kept.text

    def heard(kept: Kept) -> str | None:
        if (found := text(kept)) is not None:
            printed_again.append(found)
        return found

    monkeypatch.setattr(Kept, "text", heard)
    for _ in range(STEPS):
        paths = [found.path for found in scan(library).found]
        change = dice.choice(CHANGES) if len(paths) > 2 else _add
        change(library, paths, dice)
        form = dice.choice(FORMS)
        clock.pass_by(library, home)
        first = listed(library, form)
        assert first == made_of_nothing(library, form, places, tmp_path / "aside")
        clock.pass_by(library, home)
        assert listed(library, form) == first
        assert listed(library, form) == first
    assert len(printed_again) > STEPS // 4  # else nothing was tested
