"""The document cache: the same document as from the file, as long as the file is the same."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from corpus import reader
from corpus.document_cache import DocumentCache
from corpus.files import Unreadable
from tests.documents.reading import read_document

LONG = (
    "# On *strength*\n\nA paragraph with a [link](http://x.y) and a note[^1].\n\n- item\n\n[^1]: Note.\n\n"
    * 200
)
OLD = time.time_ns() - 3_600_000_000_000


@pytest.fixture
def cache(tmp_path: Path) -> DocumentCache:
    (tmp_path / "library").mkdir()
    write(tmp_path, "a.md", LONG)
    return DocumentCache(tmp_path / "library", tmp_path / "cache")


def write(tmp_path: Path, name: str, text: str, when: int = OLD) -> None:
    (tmp_path / "library" / name).write_text(text)
    os.utime(tmp_path / "library" / name, ns=(when, when))


def never_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "document_from", lambda *_, **__: pytest.fail("it was parsed again"))


def test_a_kept_document_equals_the_parsed_one(
    cache: DocumentCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = cache.read("a.md")
    assert parsed == read_document(tmp_path / "library", "a.md")
    never_parse(monkeypatch)
    assert cache.read("a.md") == parsed


def test_corrections_are_laid_over_what_is_kept(
    cache: DocumentCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.read("a.md", {"title": "First"})
    never_parse(monkeypatch)
    assert cache.read("a.md", {"title": "Second"}).metadata.title == "Second"
    assert cache.read("a.md").metadata.title == "On strength"


def test_plain_text_that_was_opened_is_kept_with_its_soft_lines(
    cache: DocumentCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped = (
        "A title\n\n" + "words that were wrapped by hand at some width or other, as in old letters\n" * 9
    )
    write(tmp_path, "b.txt", wrapped)
    opened = cache.read("b.txt", keep=True)
    assert any(block.soft for block in opened.blocks)
    never_parse(monkeypatch)
    assert cache.read("b.txt", keep=True) == opened


def test_a_changed_file_is_parsed_again(cache: DocumentCache, tmp_path: Path) -> None:
    cache.read("a.md")
    write(tmp_path, "a.md", LONG.replace("strength", "weakness"), OLD + 1)
    assert cache.read("a.md").metadata.title == "On weakness"


def test_a_young_file_is_compared_by_content(cache: DocumentCache, tmp_path: Path) -> None:
    now = time.time_ns()
    write(tmp_path, "a.md", LONG, now)
    cache.read("a.md")
    write(tmp_path, "a.md", LONG.replace("strength", "weakness"), now)
    assert cache.read("a.md").metadata.title == "On weakness"


def test_a_touched_file_is_not_parsed_again(
    cache: DocumentCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.read("a.md")
    os.utime(tmp_path / "library" / "a.md", ns=(OLD + 1, OLD + 1))
    never_parse(monkeypatch)
    assert cache.read("a.md").metadata.title == "On strength"


def test_a_file_that_is_gone_is_not_shown_from_the_cache(cache: DocumentCache, tmp_path: Path) -> None:
    cache.read("a.md")
    (tmp_path / "library" / "a.md").unlink()
    with pytest.raises(Unreadable, match="no longer there"):
        cache.read("a.md")


def test_plain_text_and_short_files_are_not_kept(cache: DocumentCache, tmp_path: Path) -> None:
    write(tmp_path, "short.md", "# Short")
    write(tmp_path, "b.txt", "Words. " * 5000)
    assert cache.read("short.md").text == "Short"
    assert cache.read("b.txt").text.startswith("Words.")
    assert not list((tmp_path / "cache").rglob("*.json"))


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"format":1}', b"[1]", b"\0"])
def test_a_damaged_entry_is_made_again(cache: DocumentCache, tmp_path: Path, damage: bytes) -> None:
    parsed = cache.read("a.md")
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_bytes(damage)
    assert cache.read("a.md") == parsed


def test_a_charset_chosen_by_the_reader_is_used_at_once(cache: DocumentCache, tmp_path: Path) -> None:
    (tmp_path / "library" / "c.md").write_bytes("# Zürich\n\n".encode("cp850") + b"words " * 3000)
    assert cache.read("c.md").metadata.title != "Zürich"
    assert cache.read("c.md", {"encoding": "cp850"}).metadata.title == "Zürich"
    assert cache.read("c.md").metadata.title != "Zürich"


def test_what_is_forgotten_is_gone(cache: DocumentCache, tmp_path: Path) -> None:
    cache.read("a.md")
    cache.forget(["a.md", "never.md"])
    assert not list((tmp_path / "cache").rglob("*.json"))
