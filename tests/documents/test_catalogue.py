"""The catalogue: at once from the cache, right after a refresh, and never lost by a damaged file."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from corpus import reader
from corpus.catalogue import Catalogue, Entry
from corpus.files import Reading, Stamp, read_stamped

OLD = time.time_ns() - 3_600_000_000_000


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    write(
        root / "a.md",
        "---\nsource: Northern Wire\nauthor: Jo Doe\ndate: 2025-02-13\n---\n"
        "# On strength\n\nFour words of text.\n",
    )
    write(
        root / "sub" / "b.txt",
        "Talks that last\n\nThe ministers met on Thursday and spoke of what would come next.\n",
    )
    write(root / "brief.md", "---\nscholiast: 1\ntitle: My brief\n---\n> quoted\n")
    (root / "bad.txt").write_bytes(b"zero\0bytes")
    return root


def write(path: Path, text: str, when: int = OLD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, ns=(when, when))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def by_path(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    return {entry.path: entry for entry in entries}


def test_a_first_refresh_reads_everything(library: Path, cache: Path) -> None:
    catalogue = Catalogue(library, cache)
    assert catalogue.entries() == ()
    refreshed = catalogue.refresh()
    assert refreshed.added == ("a.md", "bad.txt", "brief.md", "sub/b.txt")
    assert refreshed.changed == refreshed.removed == ()
    assert refreshed.complete
    entries = by_path(refreshed.entries)
    assert catalogue.entries() == refreshed.entries
    assert entries["a.md"][:6] == ("a.md", "On strength", "Northern Wire", "Jo Doe", "2025-02-13", 7)
    assert entries["sub/b.txt"].title == "Talks that last"
    assert entries["brief.md"].brief
    assert not entries["a.md"].brief
    assert entries["bad.txt"].problem == "it holds binary data (zero bytes), not text"
    assert ("bad.txt", entries["bad.txt"].problem) in refreshed.problems


def test_another_program_knows_the_same_at_once(
    library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = Catalogue(library, cache).refresh().entries
    second = Catalogue(library, cache)
    assert [entry[:8] for entry in second.entries()] == [entry[:8] for entry in entries]
    monkeypatch.setattr(reader, "source_of", lambda *_: pytest.fail("an unchanged file was taken apart"))
    (library / "bad.txt").unlink()
    refreshed = second.refresh()
    assert (refreshed.added, refreshed.changed, refreshed.removed) == ((), (), ("bad.txt",))


def test_only_files_whose_stamp_changed_are_opened(
    library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library / "bad.txt").unlink()
    Catalogue(library, cache).refresh()
    opened: list[str] = []

    def watched(_: Reading, path: str) -> tuple[bytes, Stamp]:
        opened.append(path)
        return read_stamped(library, path)

    monkeypatch.setattr(Reading, "read", watched)
    write(library / "sub" / "b.txt", "Talks that go on\n\nThe ministers met again.\n", OLD + 1)
    refreshed = Catalogue(library, cache).refresh()
    assert opened == ["sub/b.txt"]
    assert refreshed.changed == ("sub/b.txt",)
    assert by_path(refreshed.entries)["sub/b.txt"].title == "Talks that go on"


def test_a_file_that_was_only_touched_has_not_changed(library: Path, cache: Path) -> None:
    catalogue = Catalogue(library, cache)
    before = by_path(catalogue.refresh().entries)["a.md"]
    os.utime(library / "a.md", ns=(OLD + 5, OLD + 5))
    refreshed = catalogue.refresh()
    assert refreshed.changed == ()
    assert by_path(refreshed.entries)["a.md"] == before._replace(mtime_ns=OLD + 5)


def test_a_change_that_leaves_size_and_time_alone_is_seen_in_young_files(library: Path, cache: Path) -> None:
    now = time.time_ns()
    write(library / "c.txt", "One title here\n\nbody text follows here.", now)
    Catalogue(library, cache).refresh()
    write(library / "c.txt", "Two title here\n\nbody text follows here.", now)
    assert Catalogue(library, cache).refresh().changed == ("c.txt",)


def test_a_file_under_another_name_is_known_to_have_moved(library: Path, cache: Path) -> None:
    catalogue = Catalogue(library, cache)
    catalogue.refresh()
    (library / "a.md").rename(library / "sub" / "strength.md")
    refreshed = catalogue.refresh()
    assert refreshed.moved == {"a.md": "sub/strength.md"}
    assert (refreshed.added, refreshed.removed) == (("sub/strength.md",), ("a.md",))


def test_a_problem_that_was_mended_goes_away(
    library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(
            Reading, "read", lambda _, path: read_stamped(library, path if path != "a.md" else "gone")
        )
        Catalogue(library, cache).refresh()
    assert by_path(Catalogue(library, cache).refresh().entries)["a.md"].problem == ""


def test_names_are_known_before_anything_is_read(library: Path, cache: Path) -> None:
    catalogue = Catalogue(library, cache)
    refreshed = catalogue.refresh(cancelled=lambda: True)
    assert not refreshed.complete
    assert [entry.path for entry in catalogue.entries()] == ["a.md", "bad.txt", "brief.md", "sub/b.txt"]
    assert {entry.digest for entry in catalogue.entries()} == {""}
    assert Catalogue(library, cache).refresh().complete


def test_progress_reaches_the_end_and_a_cancelled_refresh_keeps_what_it_read(
    tmp_path: Path, cache: Path
) -> None:
    for number in range(200):
        write(
            tmp_path / "many" / f"{number:03}.txt",
            f"Article number {number} of many\n\nIts text is short, as here.",
        )
    catalogue = Catalogue(tmp_path / "many", cache)
    told: list[tuple[int, int]] = []
    catalogue.refresh(lambda done, total: told.append((done, total)), lambda: len(told) == 3)
    assert told == [(0, 200), (64, 200), (128, 200)]
    told.clear()
    assert (
        Catalogue(tmp_path / "many", cache).refresh(lambda done, total: told.append((done, total))).complete
    )
    assert told[-1] == (200, 200)
    assert told[0] == (128, 200)


@pytest.mark.parametrize(
    "damage", [b"", b"null", b"[]", b'{"format": 1}', b'{"format": 1, "saved": "x"}', b"\xff\0"]
)
def test_a_damaged_cache_is_made_again(library: Path, cache: Path, damage: bytes) -> None:
    Catalogue(library, cache).refresh()
    (saved,) = cache.rglob("catalogue.json")
    saved.write_bytes(damage)
    assert Catalogue(library, cache).entries() == ()
    assert len(Catalogue(library, cache).refresh().entries) == 4


def test_without_a_cache_folder_everything_still_works(library: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    catalogue = Catalogue(library, tmp_path / "file" / "below")
    assert len(catalogue.refresh().entries) == 4
    assert catalogue.read("a.md").metadata.title == "On strength"


def test_names_that_are_not_unicode_survive_the_cache(library: Path, cache: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        write(library / name, "A title in here\n\nand text.")
    except OSError:
        pytest.skip("this file system has no such names")
    Catalogue(library, cache).refresh()
    assert name in by_path(Catalogue(library, cache).entries())


def test_the_library_itself_is_not_written_to(library: Path, cache: Path) -> None:
    before = {path: path.lstat().st_mtime_ns for path in library.rglob("*")}
    catalogue = Catalogue(library, cache)
    catalogue.refresh()
    catalogue.read("a.md")
    assert {path: path.lstat().st_mtime_ns for path in library.rglob("*")} == before


def test_the_list_and_the_document_agree(library: Path, cache: Path) -> None:
    catalogue = Catalogue(library, cache)
    for entry in catalogue.refresh().entries:
        if entry.problem:
            continue
        about = catalogue.read(entry.path).metadata
        assert (about.title, about.source, about.author, about.date) == entry[1:5]


def test_nothing_is_made_anew_where_nothing_has_changed(library: Path, cache: Path) -> None:
    (library / "bad.txt").unlink()
    Catalogue(library, cache).refresh()
    catalogue = Catalogue(library, cache)
    known = catalogue.entries()
    assert catalogue.refresh().entries is known
    assert catalogue.entries() is known
    write(library / "sub" / "b.txt", "Talks that fail\n\nThe ministers met and spoke of nothing.\n", OLD + 1)
    again = catalogue.refresh()
    assert again.changed == ("sub/b.txt",)
    (library / "sub" / "b.txt").rename(library / "sub" / "c.txt")
    moved = catalogue.refresh()
    assert (moved.added, moved.removed) == (("sub/c.txt",), ("sub/b.txt",))
    assert catalogue.refresh() == moved._replace(added=(), changed=(), removed=(), moved={})


def test_what_could_not_be_read_is_tried_again_though_its_file_is_as_it_was(
    library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(library, cache)
    assert [problem.path for problem in catalogue.refresh().problems] == ["bad.txt"]
    tried: list[str] = []
    read = Reading.read

    def told(self: Reading, path: str) -> tuple[bytes, Stamp]:
        tried.append(path)
        return read(self, path)

    monkeypatch.setattr(Reading, "read", told)
    assert [problem.path for problem in catalogue.refresh().problems] == ["bad.txt"]
    assert tried == ["bad.txt"]
