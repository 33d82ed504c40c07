"""Opening files: only regular ones inside the library, whole, and never for long."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from unittest.mock import patch

import pytest

from corpus.files import Reading, Unreadable, read_bytes, read_stamped, stamp


def refused(root: Path, path: str, limit: int = 1000) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(root, path, limit)
    assert caught.value.path == path
    return caught.value.reason


def test_a_file_is_read_whole_with_its_stamp(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(b"x" * 3_000_000)
    data, read_as = read_stamped(tmp_path, "sub/a.txt")
    assert data == b"x" * 3_000_000
    assert read_as == stamp(tmp_path, "sub/a.txt")
    assert read_as.size == 3_000_000


def test_an_empty_file_is_read_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert read_bytes(tmp_path, "a.txt") == b""


def test_pipes_sockets_folders_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    assert refused(tmp_path, "pipe.txt") == "it is a named pipe"
    assert refused(tmp_path, "folder.txt") == "it is a folder"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "s.txt"))
        assert "socket" in refused(tmp_path, "s.txt") or "pipe" in refused(tmp_path, "s.txt")
    assert refused(Path("/dev"), "null") == "it is a device"


@pytest.mark.parametrize("path", ["../out.txt", "/etc/hostname", "a/../../out.txt", "", "a\0b"])
def test_paths_that_leave_the_library_are_refused(tmp_path: Path, path: str) -> None:
    library = tmp_path / "library"
    (library / "a").mkdir(parents=True)
    (tmp_path / "out.txt").write_text("secret")
    assert refused(library, path) == "it is outside the library"


def test_links_are_followed_inside_the_library_only(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (tmp_path / "out.txt").write_text("secret")
    (library / "a.txt").write_text("text")
    (library / "inside.txt").symlink_to("a.txt")
    (library / "outside.txt").symlink_to(tmp_path / "out.txt")
    (library / "loop.txt").symlink_to("loop.txt")
    (library / "broken.txt").symlink_to("nowhere.txt")
    assert read_bytes(library, "inside.txt") == b"text"
    assert refused(library, "outside.txt") == "it is a link that leads out of the library"
    assert refused(library, "loop.txt") == "it is a link that leads to itself"
    assert refused(library, "broken.txt") == "the file is no longer there"


def test_a_library_may_itself_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("text")
    (tmp_path / "link").symlink_to("real")
    assert read_bytes(tmp_path / "link", "a.txt") == b"text"


def test_enormous_files_are_refused_by_size_alone(tmp_path: Path) -> None:
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(1 << 40)
    assert refused(tmp_path, "sparse.txt", 64 << 20) == "it is larger than 64 MB"


def test_a_file_that_grows_past_the_limit_while_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 900)
    real = os.read

    def grow(handle: int, count: int) -> bytes:
        with path.open("ab") as file:
            file.write(b"x" * 900)
        return real(handle, count)

    with patch.object(os, "read", grow):
        assert refused(tmp_path, "a.txt") == "it is larger than 0.0009537 MB"


def test_a_file_that_changes_while_read_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    real, changes = os.read, iter([True])

    def change_once(handle: int, count: int) -> bytes:
        data = real(handle, count)
        if next(changes, False):
            path.write_text("new text")
        return data

    with patch.object(os, "read", change_once):
        assert read_bytes(tmp_path, "a.txt") == b"new text"


def test_a_file_that_never_rests_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    real = os.read

    def change(handle: int, count: int) -> bytes:
        data = real(handle, count)
        with path.open("a") as file:
            file.write("more")
        return data

    with patch.object(os, "read", change):
        assert "changed while it was being read" in refused(tmp_path, "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is denied to the superuser")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.txt").chmod(0)
    assert "permission denied" in refused(tmp_path, "a.txt")


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PermissionError(13, "x"), "permission denied"), (OSError(5, "x"), "disk"), (OSError(99, "Odd"), "odd")],
)
def test_errors_of_the_system_become_reasons(tmp_path: Path, error: OSError, reason: str) -> None:
    (tmp_path / "a.txt").write_text("text")
    with patch.object(os, "open", side_effect=error):
        assert reason in refused(tmp_path, "a.txt")


def test_names_that_are_not_unicode_are_read_and_printed(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text("text")
    except OSError:
        pytest.skip("this file system has no such names")
    assert read_bytes(tmp_path, name) == b"text"
    assert str(Unreadable(name, "it is gone")) == "caf?.txt cannot be read: it is gone"


def test_reading_many_files_refuses_what_reading_one_refuses(tmp_path: Path) -> None:
    root, outside = tmp_path / "library", tmp_path / "outside"
    (root / "sub").mkdir(parents=True)
    outside.mkdir()
    for place in (root / "sub" / "a.txt", root / "sub" / "b.txt", outside / "c.txt"):
        place.write_text("words")
    (root / "sub" / "link.txt").symlink_to(outside / "c.txt")
    (root / "sub" / "inner.txt").symlink_to("a.txt")
    (root / "away").symlink_to(outside)
    reading = Reading(root)
    for path in ("sub/a.txt", "sub/b.txt", "sub/inner.txt"):
        assert reading.read(path) == read_stamped(root, path)
    for path in ("sub/link.txt", "away/c.txt", "sub/../../outside/c.txt", "sub/..", "", "sub/gone.txt"):
        for _ in range(2):
            with pytest.raises(Unreadable):
                reading.read(path)
