"""Work done by `list`: each file looked at once, none opened; what has changed is not printed as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.personal import Status
from annotations.places import Places
from annotations.workspace import Workspace
from corpus.span import Span

ROOT = Path(__file__).parents[2]
OLD = 1_700_000_000
ARTICLES = 12

_RUN = """
import json, os, sys
opened, looked = [], []
def hear(event, given):
    if event == "open" and isinstance(given[0], str):
        opened.append(given[0])
    elif event in ("os.scandir", "os.listdir"):
        (folder,) = given
        looked.append(os.readlink(f"/proc/self/fd/{folder}") if isinstance(folder, int) else str(folder))
sys.addaudithook(hear)
from tui.cli.main import run
status = run(sys.argv[1:])
sys.stdout.flush()
seen = {"status": status, "modules": sorted(sys.modules), "opened": opened, "looked": looked}
print(json.dumps(seen), file=sys.stderr)
"""


def listed(root: Path, *options: str) -> tuple[str, dict[str, Any]]:
    """What another program prints, and what it did for it."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "list", "-L", str(root), *options],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=dict(os.environ),
    )
    return done.stdout, json.loads(done.stderr.splitlines()[-1])


def looked_through(root: Path, did: dict[str, Any]) -> list[str]:
    """The folders of a library that were looked through for it, each as often as it was."""
    return sorted(name for name in did["looked"] if Path(name) == root or root in Path(name).parents)


def printed(root: Path, *options: str) -> str:
    return listed(root, *options)[0]


def grow_old(root: Path, home: Path) -> None:
    """Nothing is kept of files that have just been written, lest they change once more unseen."""
    for folder in (root, home):
        for path in (folder, *folder.rglob("*")):
            os.utime(path, (OLD, OLD))


@pytest.fixture
def annotated(library: Path, home: Path) -> Path:
    """A library with a store, listed twice, so that its list is kept."""
    for number in range(ARTICLES):
        (library / f"{number:02}.txt").write_text(f"Title of {number}\n\nWords of the article {number}.\n")
    told = "The water rose in the night and nobody had seen it come, said the keeper of the gates. " * 9
    for name, rest in (("one", "It fell at noon."), ("two", "It fell again.")):
        (library / f"{name}.txt").write_text(f"The night\n\n{told}{rest}\n")
    workspace = Workspace.open(library)
    workspace.refresh()
    for number in range(ARTICLES):
        workspace.annotate(f"{number:02}.txt", Span(0, 5), tags=["means"])
    workspace.close()
    for _ in range(2):
        grow_old(library, home)
        printed(library)
    return library


def test_a_list_of_what_has_not_changed_opens_nothing_of_it_and_imports_no_store(
    annotated: Path,
) -> None:
    first = printed(annotated)
    out, did = listed(annotated)
    assert out == first
    assert f"{ARTICLES + 5} articles" in out
    below = [name for name in did["opened"] if name.startswith(str(annotated))]
    assert [name for name in below if Path(name).is_file()] == []
    assert looked_through(annotated, did) == [str(annotated / ".scholiast")]  # whether there is a link in it
    late = {"orjson", "dataclasses", "annotations.store", "annotations.library", "corpus.catalogue"}
    assert not late & set(did["modules"])
    assert len(did["modules"]) < 130


def test_after_a_change_articles_are_looked_at_once(annotated: Path) -> None:
    def of_articles() -> list[str]:
        return [name for name in looked_through(annotated, listed(annotated)[1]) if ".scholiast" not in name]

    _edit(annotated)
    checked = [str(annotated)]  # whether it can be read at all
    assert of_articles() == checked  # what was looked at by name is handed on
    _add(annotated)
    assert of_articles() == [*checked, str(annotated), str(annotated / "notes")]


def test_to_count_stories_nothing_is_imported_that_takes_texts_apart(annotated: Path) -> None:
    _compare(annotated)
    out, did = listed(annotated)
    assert "distinct stories" in out
    late = {
        "corpus.echoes.tokens",
        "corpus.furniture",
        "corpus.markdown",
        "corpus.reader",
        "annotations.query",
    }
    assert not late & set(did["modules"])


def _edit(root: Path) -> None:
    (root / "03.txt").write_text("Another title\n\nAnd other words, more of them than before.\n")


def _retouch(root: Path) -> None:
    path = root / "03.txt"
    path.write_bytes(path.read_bytes().replace(b"Title of 3", b"Totle of 3"))


def _add(root: Path) -> None:
    (root / "new.txt").write_text("A new one\n\nWith some words of its own.\n")


def _remove(root: Path) -> None:
    (root / "ledger.txt").unlink()


def _rename(root: Path) -> None:
    (root / "ledger.txt").rename(root / "book.txt")


def _ignore(root: Path) -> None:
    (root / ".scholiastignore").write_text("ledger.txt\n")


def _compare(root: Path) -> None:
    workspace = Workspace.open(root)
    workspace.refresh()
    workspace.index()
    workspace.index_echoes()
    workspace.close()


def _in_workspace(act: Callable[[Workspace], object]) -> Callable[[Path], None]:
    def done(root: Path) -> None:
        workspace = Workspace.open(root)
        workspace.refresh()
        act(workspace)
        workspace.close()

    return done


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _retouch,
        _add,
        _remove,
        _rename,
        _ignore,
        _compare,
        _in_workspace(lambda workspace: workspace.annotate("04.txt", Span(6, 8))),
        _in_workspace(lambda workspace: workspace.delete([workspace.annotations("05.txt")[0][1].id])),
        _in_workspace(lambda workspace: workspace.mark("06.txt", Status.READ)),
        _in_workspace(lambda workspace: workspace.correct("07.txt", {"title": "Corrected"})),
        _in_workspace(lambda workspace: workspace.join_stories(["08.txt", "09.txt"])),
    ],
    ids="edit retouch add remove rename ignore compare annotate delete mark correct join".split(),
)
@pytest.mark.parametrize("option", ["", "--json"])
def test_whatever_changed_shows_in_the_next_list(
    annotated: Path, home: Path, change: Callable[[Path], None], option: str
) -> None:
    options = [option] if option else []
    before = printed(annotated, *options)
    assert printed(annotated, *options) == before
    change(annotated)
    after = printed(annotated, *options)
    assert after != before
    # The same as where nothing had been kept.
    for path in home.rglob("*.kept"):
        path.unlink()
    assert printed(annotated, *options) == after


def _fill(root: Path) -> None:
    (root / "blank").write_bytes(b"text\n\n")


def _spoil(root: Path) -> None:
    (root / "letter").write_bytes(b"\x7fELF\0\0")


def _rule(root: Path) -> None:
    (root / ".scholiastignore").write_text("ledger.txt\n")


def _slip_in(root: Path) -> None:
    times = (root / "sub").stat()
    (root / "sub" / "new.txt").write_text("Another one\n")
    os.utime(root / "sub", ns=(times.st_atime_ns, times.st_mtime_ns))


def _reach(root: Path) -> None:
    (root / "sub" / "b.txt").unlink()
    (root / "sub" / "b.txt").mkdir()


def _hide(root: Path) -> None:
    (root / "sub").rename(root / ".sub")


@pytest.mark.parametrize("change", [_fill, _spoil, _rule, _slip_in, _reach, _hide])
def test_what_is_a_document_may_change_without_a_trace_in_its_folder(
    tmp_path: Path, home: Path, change: Callable[[Path], None]
) -> None:
    root = tmp_path / "some"
    (root / "sub").mkdir(parents=True)
    for name in ("letter", "ledger.txt", "absent.txt", "sub/a.txt", "sub/b.txt"):
        (root / name).write_text("A letter\n\nWith some words.\n")
    (root / "blank").write_bytes(b"\x7fELF\0\0")
    (root / ".scholiastignore").write_text("absent.txt\n")
    (root / "sub" / "c.txt").symlink_to("a.txt")
    for _ in range(2):
        grow_old(root, home)
        before = printed(root)
    (root / "sub" / "c.txt").unlink()
    for _ in range(2):
        grow_old(root, home)
        assert printed(root) == before
    change(root)
    after = printed(root)
    assert after != before
    for path in home.rglob("*.kept"):
        path.unlink()
    assert printed(root) == after


def test_a_link_among_the_articles_is_looked_up_each_time(annotated: Path, home: Path) -> None:
    (annotated / "notes" / "again.txt").symlink_to("visit.txt")
    for _ in range(2):
        grow_old(annotated, home)
        before = printed(annotated)
    out, did = listed(annotated)
    assert out == before
    assert str(annotated / "notes") in looked_through(annotated, did)


def test_on_the_way_out_nothing_is_looked_through_for_garbage(annotated: Path) -> None:
    program = (
        "import atexit, gc, os; from tui.cli.main import main; "
        "atexit.register(lambda: os.write(2, b'%d' % (len(gc.get_objects()) < 1000))); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "list", "-L", str(annotated)],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stderr == b"1"


def test_an_unsaved_journal_of_a_killed_program_counts(annotated: Path) -> None:
    before = printed(annotated, "--jsonl")
    workspace = Workspace.open(annotated)
    workspace.refresh()
    workspace.annotate("04.txt", Span(6, 8))  # durable, and never closed
    rows = {row["path"]: row for row in map(json.loads, printed(annotated, "--jsonl").splitlines())}
    assert rows["04.txt"]["annotations"] == 2
    assert '"annotations": 2' not in before


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 400])
def test_a_damaged_kept_list_is_made_anew(annotated: Path, home: Path, damage: bytes) -> None:
    before = printed(annotated)
    (kept,) = home.rglob("list-text.kept")
    data = kept.read_bytes()
    for spoilt in (damage, data[:-9] + damage[:9].ljust(9), data[: len(data) // 2]):
        kept.write_bytes(spoilt)
        assert printed(annotated) == before


def test_a_list_with_something_to_say_is_not_kept(annotated: Path, home: Path) -> None:
    for path in home.rglob("*.kept"):
        path.unlink()
    (annotated / "broken.txt").symlink_to("nowhere")
    done = subprocess.run(
        [sys.executable, "-c", "from tui.cli.main import main; main()", "list", "-L", str(annotated)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert "broken.txt" in done.stderr
    assert list(home.rglob("*.kept")) == []


def test_what_has_just_been_written_is_looked_at_again(annotated: Path, home: Path, places: Places) -> None:
    for path in home.rglob("*.kept"):
        path.unlink()
    os.utime(annotated / "01.txt", ns=(time.time_ns(), time.time_ns() + 3_600_000_000_000))
    printed(annotated)
    assert list(home.rglob("*.kept")) == []
