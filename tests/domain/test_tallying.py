"""The tally of tags: always what counting everything again would give, and no more work than was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.codebook import tag_counts
from annotations.workspace import Workspace
from corpus.span import Span


def counted_anew(workspace: Workspace) -> dict[str, int]:
    found = workspace.annotations()
    return dict(Counter(tag.casefold() for _, item in found for tag in item.tags))


def test_the_tally_follows_every_kind_of_change(opened: Callable[[], Workspace]) -> None:
    workspace = opened()
    workspace.refresh()
    assert workspace.passages_by_tag() == {}
    (first,) = workspace.annotate("harbour.md", Span(0, 5), tags=["Aims/a"])
    workspace.annotate("ledger.txt", Span(0, 5), tags=["aims/A", "means"])
    assert workspace.passages_by_tag() == {"aims/a": 2, "means": 1} == counted_anew(workspace)
    workspace.edit([first.id], Edit(tags=["means"]))
    assert workspace.passages_by_tag() == counted_anew(workspace) == {"aims/a": 1, "means": 2}
    workspace.undo()
    workspace.checkpoint()
    assert workspace.passages_by_tag() == counted_anew(workspace) == {"aims/a": 2, "means": 1}
    workspace.delete([first.id])
    assert workspace.passages_by_tag() == counted_anew(workspace)


def test_a_change_counts_only_its_own_document_again(
    opened: Callable[[], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    workspace.refresh()
    for path in ("harbour.md", "ledger.txt", "notes/visit.txt"):
        workspace.annotate(path, Span(0, 5), tags=["means"])
    workspace.passages_by_tag()
    looked: list[str] = []
    count = tag_counts._counted

    def watched(store: object, document: str) -> Counter[str]:
        looked.append(document)
        return count(workspace._library.store, document)

    monkeypatch.setattr(tag_counts, "_counted", watched)
    (made,) = workspace.annotate("ledger.txt", Span(6, 9), tags=["means"])
    assert workspace.passages_by_tag() == {"means": 4}
    assert looked == [made.document]


def test_counting_keeps_nothing_in_memory_that_was_not_there(
    opened: Callable[[], Workspace], library: Path
) -> None:
    workspace = opened()
    workspace.refresh()
    workspace.annotate("harbour.md", Span(0, 5), tags=["means"])
    workspace.close()
    other = opened()
    assert other.passages_by_tag() == {"means": 1}
    assert not any(shard.tables for shard in other._library.store._shelf.shards())
    assert other.annotations()[0][1].tags == ("means",)
