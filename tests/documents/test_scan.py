"""Scanning: documents are found, other files are not, and what is passed over has a reason."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import scan as scanning
from corpus.scan import Problem, beginning, scan


def write(root: Path, *paths: str, text: str = "Some words.") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def paths(root: Path) -> list[str]:
    return [found.path for found in scan(root).found]


def test_text_and_markdown_are_found_wherever_they_lie(tmp_path: Path) -> None:
    write(tmp_path, "b.md", "a.txt", "sub/c.TEXT", "sub/deep/d.markdown", "e.MD", "notes", "Dr. Roe", "log.1")
    assert paths(tmp_path) == [
        "Dr. Roe",
        "a.txt",
        "b.md",
        "e.MD",
        "log.1",
        "notes",
        "sub/c.TEXT",
        "sub/deep/d.markdown",
    ]
    found = scan(tmp_path).found[1]
    status = (tmp_path / "a.txt").stat()
    assert found == ("a.txt", 11, status.st_mtime_ns, status.st_ino)


def test_other_files_are_left_alone_in_silence(tmp_path: Path) -> None:
    write(
        tmp_path,
        ".hidden.md",
        ".scholiast/x.md",
        "node_modules/p/readme.md",
        "a.pdf",
        "b.html",
        "c.json",
        "d.txt~",
    )
    (tmp_path / "program").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\0")
    os.mkfifo(tmp_path / "pipe")
    assert scan(tmp_path) == ((), ())


def test_what_cannot_be_a_document_is_named(tmp_path: Path) -> None:
    library = tmp_path / "library"
    write(library, "a.txt")
    write(tmp_path, "out.txt")
    os.mkfifo(library / "pipe.txt")
    (library / "loop.md").symlink_to("loop.md")
    (library / "out.md").symlink_to("../out.txt")
    (library / "broken.md").symlink_to("nowhere")
    with (library / "sparse.txt").open("wb") as file:
        file.truncate(1 << 40)
    result = scan(library)
    assert [found.path for found in result.found] == ["a.txt"]
    assert result.problems == (
        Problem("broken.md", "the file is no longer there"),
        Problem("loop.md", "it is a link that leads to itself"),
        Problem("out.md", "it is a link that leads out of the library"),
        Problem("pipe.txt", "it is a named pipe"),
        Problem("sparse.txt", "it is larger than 64 MB"),
    )


def test_links_inside_the_library_neither_double_a_document_nor_loop(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    (tmp_path / "again.txt").symlink_to("sub/a.txt")
    (tmp_path / "sub" / "up").symlink_to("..")
    (tmp_path / "other").symlink_to("sub")
    assert scan(tmp_path) == (scan(tmp_path).found, ())
    assert paths(tmp_path) == ["sub/a.txt"]


def test_the_ignore_file_is_followed(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.md",
        "drafts/b.md",
        "drafts/deep/c.md",
        "x/old.md",
        "x/keep.md",
        "y/z/old.md",
        "README.md",
    )
    (tmp_path / ".scholiastignore").write_text("# comment\ndrafts/\nold.md\n!y/z/old.md\n/README.md\n\n")
    assert paths(tmp_path) == ["a.md", "x/keep.md", "y/z/old.md"]


def test_lines_of_the_ignore_file_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.md", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md")
    (tmp_path / ".scholiastignore").write_text("!\n[z-a]\n*a*a*a*a*a*a*a*a*c\nb.md\n")
    result = scan(tmp_path)
    assert [found.path[:2] for found in result.found] == ["a.", "aa"]
    assert [problem.reason for problem in result.problems] == [
        f"line {number} is not a pattern that can be used" for number in (1, 2, 3)
    ]


def test_an_ignore_file_that_is_a_pipe_does_not_hang(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    os.mkfifo(tmp_path / ".scholiastignore")
    assert scan(tmp_path).problems == (Problem(".scholiastignore", "it is a named pipe"),)


def test_names_that_are_not_unicode_are_kept_as_they_are(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        write(tmp_path, name)
    except OSError:
        pytest.skip("this file system has no such names")
    assert paths(tmp_path) == [name]


def test_depth_and_number_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "/".join("d" * 70) + "/a.md", "b.md")
    assert [problem.reason for problem in scan(tmp_path).problems] == ["it lies more than 64 folders deep"]
    write(tmp_path, "c.md", "d.md")
    monkeypatch.setattr(scanning, "_MOST", 2)
    found, problems = scan(tmp_path)
    assert len(found) == 2
    assert Problem(".", "the library has more than 2 files; the rest is left out") in problems


def test_a_folder_that_is_not_there_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    assert scan(tmp_path / "gone").problems == (
        Problem(".", "the folder cannot be read: the file is no longer there"),
    )


def test_scanning_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b")
    before = sorted(tmp_path.rglob("*"))
    scan(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


@given(
    st.lists(st.lists(st.sampled_from(["a", "b", "a-", "a.txt", "b.md", "c.x"]), max_size=3), max_size=12),
    st.integers(0, 9),
)
def test_the_beginning_is_that_of_the_whole(parts: list[list[str]], count: int) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for names in parts:
            with suppress(OSError):
                (root / "/".join(names)).mkdir(parents=True, exist_ok=True)
                (root / "/".join([*names, "note.txt"])).write_text("x")
                (root / "/".join([*names, "z.md"])).write_text("x")
        whole = [item.path for item in scan(root).found]
        found = beginning(root, count)
        assert found == whole[: len(found)]
        assert len(found) >= min(count, len(whole))


def test_folders_beyond_the_beginning_are_not_looked_at(tmp_path: Path, monkeypatch: Any) -> None:
    looked: list[str] = []
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.txt").write_text("x")
    plain = os.open

    def noted(path: Any, *rest: Any, **more: Any) -> int:
        looked.append(Path(path).name)
        return plain(path, *rest, **more)

    monkeypatch.setattr(os, "open", noted)
    assert beginning(tmp_path, 1) == ["a/note.txt"]
    assert looked == [tmp_path.name, "a"]
