"""What is made of a library: made once whoever asks, anew only when its state is another, and given back."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from annotations.derived import Derived
from annotations.library import Library
from annotations.places import Places
from annotations.usecases.echoes.book import book_of
from annotations.usecases.quotations.finder import finder_of
from annotations.workspace import Workspace


class Held:
    """Something that holds a file; it notes what became of it."""

    def __init__(self, told: list[str], error: str = "") -> None:
        self.told = told
        self.error = error
        told.append("made")

    def close(self) -> None:
        self.told.append("closed")
        if self.error:
            raise OSError(self.error)


class Other(Held):
    """Another such thing."""


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that take turns all the time."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def asked_at_once(ask: Callable[[], object], threads: int = 8) -> set[int]:
    """The ids of what threads get that ask at the same moment."""
    found: list[object] = []
    gate = threading.Barrier(threads)

    def run() -> None:
        gate.wait()
        found.append(ask())

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert len(found) == threads
    return {id(each) for each in found}


@pytest.mark.usefixtures("hurried")
def test_eight_threads_get_one_object() -> None:
    for _ in range(20):
        told: list[str] = []
        derived = Derived()
        assert len(asked_at_once(partial(derived.one, Held, told))) == 1
        assert told == ["made"]


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("of", [finder_of, book_of])
def test_eight_threads_get_one_thing_of_a_library(
    opened: Callable[[], Workspace], of: Callable[[Library], object]
) -> None:
    for _ in range(5):
        workspace = opened()
        assert len(asked_at_once(partial(of, workspace._library))) == 1
        workspace.close()


@pytest.mark.usefixtures("hurried")
def test_eight_threads_search_by_one_index(opened: Callable[[], Workspace]) -> None:
    workspace = opened()
    assert len(asked_at_once(lambda: workspace._searching)) == 1


def test_what_is_made_of_a_state_is_made_anew_for_another_object_only() -> None:
    derived, made = Derived(), list[object]()

    def total(numbers: list[int]) -> tuple[int]:
        made.append(numbers)
        return (sum(numbers),)

    first, second, third = [1, 2], [1, 2], [5]
    found = derived.of(first, total)
    assert derived.of(first, total) is found
    assert derived.of(second, total) is found, "it came out equal"
    assert derived.of(third, total) == (5,)
    assert made == [first, second, third]


def test_closing_gives_all_back_though_one_fails() -> None:
    derived, told, others = Derived(), list[str](), list[str]()
    derived.one(Held, told, "the disk is gone")
    derived.one(Other, others)
    derived.one(dict)
    with pytest.raises(OSError, match="the disk is gone"):
        derived.close()
    assert told == others == ["made", "closed"]


def descriptors(*below: Path) -> list[str]:
    """What every open file of this process is that lies in one of these folders."""
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(descriptor.readlink()))
        except OSError:
            continue  # that of the folder itself
    return sorted(each for each in found if each.startswith(tuple(map(str, below))))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_a_session_gives_all_files_back(
    opened: Callable[[], Workspace], library: Path, places: Places
) -> None:
    kept = []  # so that nothing is closed by being forgotten
    seen = []
    for _ in range(3):
        workspace = opened()
        workspace.refresh()
        workspace.index()
        workspace.index_echoes()
        assert list(workspace.search("gates"))
        assert [said for each in workspace.all_quotations() for said in each]
        workspace.echo_counts("harbour.md")
        assert any("echoes.sqlite" in each for each in descriptors(library, places.cache, places.data))
        workspace.close()
        kept.append(workspace)
        seen.append(descriptors(library, places.cache, places.data))
    assert seen[1] == seen[0]
    assert seen[2] == seen[0]
    assert not [each for each in seen[0] if ".sqlite" in each]
