"""What the program touches: the library's folder and the person's, never through a link, and no network."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.lodging import Lodging
from annotations.workspace import Workspace
from tests.store.kit import added, opened, tag
from tui.cli.main import run

ROOT = Path(__file__).parents[2]


def test_nothing_is_written_beside_its_own_folders_and_nothing_is_sent(
    library: Path, tmp_path: Path, home: Path
) -> None:
    before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
    out = tmp_path / "brief.md"
    done = subprocess.run(
        [sys.executable, "-m", "tests.whole.reach", str(library), str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["reached"] == []
    own = (library / ".scholiast", home)
    touched = [Path(path) for path in found["touched"]]
    assert any(path.is_relative_to(library / ".scholiast" / "history") for path in touched), (
        "nothing was noted"
    )
    assert out in touched or any(path.parent == out.parent for path in touched)
    strange = [
        path
        for path in touched
        if not any(path.is_relative_to(folder) for folder in own)
        and path.parent != out.parent
        and path not in (Path("/dev/null"), Path("/dev/tty"))
    ]
    assert strange == []
    assert {path: path.read_bytes() for path in before} == before


SECRET = "what stands in a file of somebody else"
TOP = (
    "library.json",
    "library (conflict).json",
    "lock",
    ".gitignore",
    ".gitattributes",
    "annotations",
    "history",
    "history/older",
    "texts",
    "backups",
    "set-aside",
    "drafts",
)
READS = (["list"], ["annotations"], ["check"], ["history"])
WRITES = (
    ["annotate", "ledger.txt", "--quote", "The town pays", "--tag", "a"],
    ["tags", "add", "b"],
    ["undo"],
    ["check", "--repair"],
)


def store_of(root: Path) -> Path:
    """A store with something of everything: texts, second generations, histories closed and open."""
    with contextlib.closing(Workspace.open(root, by="Ann")) as workspace:
        workspace.refresh()
        store = workspace._library.store
        for segment in (0, 1 << 20):
            store._journal.segment = segment
            for words in ("ten years", "a fifth more"):
                span = workspace.quoted("ledger.txt", words)
                workspace.annotate("ledger.txt", span, tags=["money"], note=SECRET)
                store.checkpoint()
    return root / ".scholiast"


def said(root: Path, capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    """How a command ended, and all that it printed."""
    try:
        status = run(["-L", str(root), *argv])
    except SystemExit as end:
        status = int(end.code or 0)
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def bytes_under(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("there", [True, False], ids=["there", "dangling"])
@pytest.mark.parametrize("name", TOP)
def test_a_store_that_holds_a_link_is_neither_read_nor_written(
    name: str, there: bool, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, outside = store_of(library), tmp_path / "outside"
    outside.mkdir()
    place, target = store / name, outside / "target"
    if place.exists():
        place.rename(target)
    else:
        target.write_text(SECRET)
    if not there:
        shutil.move(target, tmp_path / "gone")
    place.symlink_to(target)
    before = bytes_under(outside), bytes_under(library)
    for argv in (*READS, *WRITES):
        status, words = said(library, capsys, *argv)
        assert status == 2
        assert f"{place} is a link" in words
        assert "Remove it" in words
        assert SECRET not in words
    assert (bytes_under(outside), bytes_under(library)) == before
    place.unlink()
    assert said(library, capsys, "list")[0] == 0


def test_a_file_of_the_person_keeps_its_content_when_a_library_with_a_link_to_it_is_opened(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, victim = store_of(library), tmp_path / ".profile"
    victim.write_text("export IMPORTANT=1\n")
    (store / "library.json").unlink()
    (store / "library.json").symlink_to(victim)
    assert (store / "backups" / "library.json").is_file()
    assert said(library, capsys, "list")[0] == 2
    assert victim.read_text() == "export IMPORTANT=1\n"


def test_no_single_file_of_a_store_is_read_or_written_through_a_link(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = store_of(library)
    names = [path.relative_to(whole) for path in bytes_under(whole) if path.parent != whole]
    assert {name.parts[0] for name in names} == {"annotations", "history", "texts", "backups"}
    assert any(name.parts[1] == "older" for name in names)
    kept = tmp_path / "kept"
    shutil.copytree(whole, kept)
    for number, name in enumerate(names):
        shutil.rmtree(whole)
        shutil.copytree(kept, whole)
        outside = tmp_path / f"outside-{number}"
        outside.mkdir()
        (whole / name).rename(outside / "target")
        (whole / name).symlink_to(outside / "target")
        before = bytes_under(outside)
        for argv in (*READS, *WRITES):
            status, words = said(library, capsys, *argv)
            assert status in (0, 1, 2), (name, argv, words)
            assert "should not" not in words, (name, argv, words)
        assert bytes_under(outside) == before, name
        assert {path.name for path in outside.iterdir()} == {"target"}
        if name.parts[0] == "annotations":
            (whole / "backups" / name.name).unlink()  # else it is mended from there


def test_a_file_of_annotations_that_is_a_link_is_named(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = store_of(library)
    (file,) = (store / "annotations").iterdir()
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json")
    assert SECRET not in said(library, capsys, "annotations")[1]
    status, words = said(library, capsys, "check")
    assert status == 1
    assert file.name in words
    assert "it is a link" in words


def test_a_link_that_comes_while_the_library_is_open_stops_every_writing(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(1))], by="a")
        (tmp_path / ".scholiast" / "texts").symlink_to(tmp_path / "outside")
        for change in (
            lambda: store.commit("tag", [added("tags", tag(2))], by="a"),
            lambda: store.keep_text("x"),
        ):
            with pytest.raises(Exception, match="is a link"):
                change()
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_linked_store_folder_is_followed_only_to_a_store_or_an_empty_folder(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, target = library / ".scholiast", tmp_path / "target"
    place.symlink_to(target)
    assert said(library, capsys, "list")[0] == 2
    target.mkdir()
    (target / "precious").write_text("mine")
    status, words = said(library, capsys, *WRITES[0])
    assert status == 2
    assert f"{place} is a link" in words
    assert [path.name for path in target.iterdir()] == ["precious"]
    (target / "precious").unlink()
    assert said(library, capsys, *WRITES[0])[0] == 0
    assert (target / "history").is_dir()
    assert place.is_symlink()
    (target / "notes.txt").write_text("beside a store that is there")
    assert said(library, capsys, "list")[0] == 0


def test_a_store_that_is_taken_along_brings_no_links(library: Path, tmp_path: Path) -> None:
    store = store_of(library)
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "key").write_text(SECRET)
    (store / "texts" / "folder").symlink_to(tmp_path / "private")
    (store / "texts" / "file").symlink_to(tmp_path / "private" / "key")
    Lodging(tmp_path / "data" / "store", store).settle()
    assert (tmp_path / "data" / "store" / "library.json").is_file()
    assert not {path.name for path in (tmp_path / "data").rglob("*")} & {"folder", "file", "key"}


def test_an_export_goes_where_the_named_link_leads(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store_of(library)
    (tmp_path / "real.md").write_text("before")
    (tmp_path / "brief.md").symlink_to(tmp_path / "real.md")
    assert said(library, capsys, "export", "--force", "-o", str(tmp_path / "brief.md"))[0] == 0
    assert (tmp_path / "brief.md").is_symlink()
    assert "ten years" in (tmp_path / "real.md").read_text()
