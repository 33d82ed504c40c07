"""Where the system can empty the medium's own cache, as macOS can, that is what saving waits for."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.changes import NotSaved
from tests.store.kit import added, filled, opened, tag

ORDER = 51  # what F_FULLFSYNC is on macOS


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[str]]:
    """A system that knows the order, and answers it with an error unless that is 0; what was synchronised."""

    def fake(error: int) -> list[str]:
        seen: list[str] = []
        real = fcntl.fcntl

        def control(fd: int, order: int, argument: int = 0) -> object:
            if order != ORDER:
                return real(fd, order, argument)
            if error:
                raise OSError(error, os.strerror(error))
            seen.append("folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "file")
            return 0

        def plain(name: str) -> None:
            call = getattr(os, name)

            def counted(fd: int) -> None:
                seen.append(name)
                call(fd)

            monkeypatch.setattr(os, name, counted)

        monkeypatch.setattr(fcntl, "F_FULLFSYNC", ORDER, raising=False)
        monkeypatch.setattr(fcntl, "fcntl", control)
        plain("fsync")
        plain("fdatasync")
        return seen

    return fake


def test_files_and_folders_reach_the_medium(orders: Callable[[int], list[str]], tmp_path: Path) -> None:
    seen = orders(0)
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(1))], by="a")
        assert seen[-1] == "file"
        store.keep_text("a text")
        assert seen[-2:] == ["file", "folder"]
        store.checkpoint()
    assert set(seen) == {"file", "folder"}, "nothing is left to fsync alone"


def test_a_file_system_that_does_not_know_it_gets_the_plain_way(
    orders: Callable[[int], list[str]], tmp_path: Path
) -> None:
    seen = orders(errno.ENOTSUP)
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(1))], by="a")
        assert seen[-1] == "fdatasync"
        store.checkpoint()
        assert seen[-1] == "fsync"


def test_a_medium_that_fails_is_not_taken_for_one_that_does_not_know_it(
    orders: Callable[[int], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(5))], by="a")
        with monkeypatch.context():
            seen = orders(errno.EIO)
            with pytest.raises(NotSaved, match="the disk reported an error"):
                store.commit("tag", [added("tags", tag(6))], by="a")
            assert "fdatasync" not in seen
        monkeypatch.undo()
    with opened(tmp_path) as store:
        assert tag(5)["id"] in store.records("tags")
        assert tag(6)["id"] not in store.records("tags")
