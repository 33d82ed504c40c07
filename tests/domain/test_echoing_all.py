"""What recurs in a whole library: each once, and only articles that share anything are looked into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.usecases.echoes import proposing
from annotations.usecases.echoes.book import Opened
from annotations.workspace import Workspace
from corpus.echoes.index import Part

Open = Callable[[], Workspace]

SAID = "A paper that falls apart in three winters is not a peace, it is a pause"
MORE = "and whoever signs it should have lived through one of them in a cold house without a roof"


def filler(seed: int, words: int = 60) -> str:
    return " ".join(f"f{(seed * 7919 + place * 104729) % 99991}" for place in range(words))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    texts = {
        "a": f"{filler(1)}\n\n{SAID}.",
        "b": f"{filler(2)}\n\n{SAID}, {MORE}.",
        "c": f"{filler(3)}\n\nThey say: {SAID.replace('falls', 'comes')}, {MORE}.",
        "d": f"{filler(4)}",
        "e": f"{filler(1)}\n\nA version. {SAID}.",
        "f": f"{filler(6)}",
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"About {name}\n\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture
def workspace(opened: Open) -> Workspace:
    workspace = opened()
    workspace.refresh()
    assert workspace.index().complete
    assert workspace.index_echoes().complete
    return workspace


def test_what_recurs_is_told_once_and_not_between_versions(workspace: Workspace) -> None:
    assert [story.paths for story in workspace.stories()] == [("e.txt", "a.txt")]
    found = list(workspace.all_recurring())
    assert [(path, sorted(echo.path for echo in each.echoes)) for path, each in found] == [
        ("a.txt", ["b.txt", "c.txt"]),
        ("b.txt", ["c.txt"]),  # which share more than the first has
    ]
    assert MORE in found[1][1].exact
    for path, each in found:
        for echo in each.echoes:
            assert echo.span.of(workspace.document(echo.path).text) == echo.exact
        assert each.span.of(workspace.document(path).text) == each.exact


def test_an_article_that_shares_nothing_is_not_looked_into(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, plain = set(), Opened.part

    def noted(self: Opened, part: Part) -> object:
        looked.add(part.row.path)
        return plain(self, part)

    monkeypatch.setattr(Opened, "part", noted)
    told: list[tuple[int, int]] = []
    assert list(workspace.all_recurring(lambda done, total: told.append((done, total))))
    assert looked == {"a.txt", "b.txt", "c.txt", "e.txt"}
    assert told == [(done, 4) for done in range(4)]


def test_what_stands_in_many_is_not_compared_by_each_with_each(
    library: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (library / f"m{number:02}.txt").write_text(
            f"About\n\n{filler(100 + number)}\n\nAs ever: {MORE}.\n", encoding="utf-8"
        )
    workspace = opened()
    workspace.refresh()
    workspace.index()
    workspace.index_echoes()
    asked: list[Part] = []
    proved = proposing._proved

    def noted(opened: Opened, part: Part, *given: Any) -> Any:
        asked.append(part)
        return proved(opened, part, *given)

    monkeypatch.setattr(proposing, "_proved", noted)
    found = list(workspace.all_recurring())
    assert max(len(each.echoes) for _, each in found) == 21
    assert len(asked) < 60


def test_before_the_first_indexing_nothing_recurs(opened: Open) -> None:
    assert list(opened().all_recurring()) == []
