"""What an export does for each annotation and what once for an article, and the memory that it takes."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from annotations.brief.model import GroupBy
from annotations.brief.pieces import Pieces
from annotations.exchange import hypothesis, w3c
from benchmarks.export import brief, formats, made

COUNT = 1_000
PASSAGES, TAGS = made(COUNT)
WRITERS = {"markdown": lambda: brief(PASSAGES, TAGS), **formats(PASSAGES)}


def counted(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[object]:
    calls: list[object] = []
    kept = getattr(owner, name)

    def call(*values: object, **named: object) -> object:
        calls.append(values)
        return kept(*values, **named)

    monkeypatch.setattr(owner, name, call)
    return calls


@pytest.mark.parametrize("form", WRITERS)
def test_the_memory_of_an_export_is_a_small_multiple_of_its_file(form: str) -> None:
    write: Callable[[], object] = WRITERS[form]
    write()
    tracemalloc.start()
    written = write()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    data = written[0] if isinstance(written, tuple) else written
    assert isinstance(data, bytes)
    assert peak < 3.5 * len(data)


@pytest.mark.parametrize("group_by", list(GroupBy))
def test_an_article_is_described_once_for_all_its_passages(
    monkeypatch: pytest.MonkeyPatch, group_by: GroupBy
) -> None:
    origins = counted(monkeypatch, Pieces, "origin")
    brief(PASSAGES, TAGS, group_by)
    assert len(origins) == COUNT // 100


@pytest.mark.parametrize("module", [w3c, hypothesis])
def test_an_address_is_looked_at_once_for_an_article(monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    addresses = counted(monkeypatch, module, "web_address")
    WRITERS["jsonld" if module is w3c else "hypothesis"]()
    assert len(addresses) == COUNT // 100
