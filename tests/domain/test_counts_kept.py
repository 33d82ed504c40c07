"""Counts of echoes in long articles, kept until anything changes that they follow from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.usecases.echoes import counts_cache, finding
from annotations.workspace import Workspace

Open = Callable[[], Workspace]
SAID = "A paper that falls apart in three winters is not a peace, it is a pause"


def filler(seed: int) -> str:
    return " ".join(f"f{(seed * 7919 + place * 104729) % 99991}" for place in range(60))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for seed, name in enumerate(("wire", "ledger", "quay")):
        (folder / f"{name}.txt").write_text(f"Title {seed}\n\n{SAID}, he said.\n\n{filler(seed)}\n")
    return folder


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of articles in which echoes were counted and not found as kept."""
    paths: list[str] = []
    count = finding.echo_counts

    def noted(library: Any, fulltext: Any, path: str) -> Any:
        paths.append(path)
        return count(library, fulltext, path)

    monkeypatch.setattr(counts_cache, "_LONG", 10)
    monkeypatch.setattr(finding, "echo_counts", noted)
    return paths


def indexed(workspace: Workspace) -> Workspace:
    workspace.refresh()
    assert workspace.index().complete
    assert workspace.index_echoes().complete
    return workspace


def test_what_was_counted_is_not_counted_again_by_this_program_or_the_next(
    opened: Open, counted: list[str]
) -> None:
    workspace = indexed(opened())
    found = workspace.echo_counts("wire.txt")
    assert [count for _, count in found] == [2]
    assert workspace.echo_counts("wire.txt") == found
    workspace.close()
    assert indexed(opened()).echo_counts("wire.txt") == found
    assert counted == ["wire.txt"]


def test_it_is_counted_again_once_another_article_has_changed(
    opened: Open, counted: list[str], library: Path
) -> None:
    workspace = indexed(opened())
    workspace.echo_counts("wire.txt")
    (library / "quay.txt").write_text(f"Another title\n\n{filler(7)}\n")
    workspace.refresh()
    workspace.echo_counts("wire.txt")  # not indexed yet
    assert len(counted) == 2
    assert [count for _, count in indexed(workspace).echo_counts("wire.txt")] == [1]
    assert len(counted) == 3


def test_it_is_counted_again_once_the_article_itself_has_changed(
    opened: Open, counted: list[str], library: Path
) -> None:
    workspace = indexed(opened())
    (before,) = workspace.echo_counts("wire.txt")
    (library / "wire.txt").write_text(f"A longer title\n\n{SAID}, he said.\n\n{filler(0)}\n")
    (after,) = indexed(workspace).echo_counts("wire.txt")
    assert after[0] == before[0] + len("A longer title") - len("Title 0")


def test_it_is_counted_again_once_a_passage_was_said_to_be_no_part_of_an_article(
    opened: Open, counted: list[str]
) -> None:
    workspace = indexed(opened())
    ((offset, count),) = workspace.echo_counts("wire.txt")
    document = workspace.document("wire.txt")
    block = next(each for each in document.blocks if each.span.start <= offset < each.span.end)
    workspace.furnish(document, [block.span], True)
    assert count == 2
    assert workspace.echo_counts("wire.txt") == ()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"format":1,"articles":{"wire.txt":7}}', b'{"format":1,"articles":[]}']
)
def test_a_damaged_file_is_as_good_as_none(opened: Open, counted: list[str], damage: bytes) -> None:
    workspace = indexed(opened())
    found = workspace.echo_counts("wire.txt")
    (file,) = Path(workspace.places.cached(workspace.root)).rglob("echo-counts.json")
    file.write_bytes(damage)
    assert workspace.echo_counts("wire.txt") == found
    assert len(counted) == 2


def test_few_articles_are_kept(opened: Open, counted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts_cache, "_MOST", 2)
    workspace = indexed(opened())
    for path in ("wire.txt", "ledger.txt", "quay.txt", "ledger.txt", "wire.txt"):
        workspace.echo_counts(path)
    assert counted == ["wire.txt", "ledger.txt", "quay.txt", "wire.txt"]


def test_without_an_index_nothing_is_counted_and_nothing_kept(opened: Open, counted: list[str]) -> None:
    workspace = opened()
    workspace.refresh()
    assert workspace.echo_counts("wire.txt") == ()
    assert [count for _, count in indexed(workspace).echo_counts("wire.txt")] == [2]
