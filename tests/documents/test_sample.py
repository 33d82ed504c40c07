"""The sample library: readable, placed exactly, and in nobody else's words."""

from __future__ import annotations

import os
import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from annotations.model import tag_paths
from corpus.document import BlockKind, Document, InlineKind
from corpus.sample import articles, copy_articles, prepared_annotations, prepared_codebook
from tests.documents.reading import read_document

LEAD = "01-northern-wire-strongest-hand.md"
NEAR_COPY = "morning ledger - no deal on day one.txt"
CORRECTED = "03-northern-wire-corrected.md"
LONG = "12-meridian-what-durable-means.md"

EXPECTED = {
    LEAD: ("Allies promise Kyiv the strongest hand", "Northern Wire", "2025-02-13"),
    NEAR_COPY: ("“No deal on day one”", "Morning Ledger", "2025-02-13"),
    CORRECTED: ("Allies promise Kyiv the strongest hand (corrected)", "Northern Wire", "2025-02-14"),
    "04-quarterdeck-interview-brandvold.md": (
        "“Somebody has to oil the ceasefire”",
        "Quarterdeck Review",
        "2025-02-14",
    ),
    "baltic_post 2025-02-13 presser.txt": (
        "Ministers back long-term aid and leave the hard words for Munich",
        "Baltic Post",
        "2025-02-13",
    ),
    "06-saltmarsh-three-priorities.md": (
        "Three priorities and a silence",
        "The Saltmarsh Review",
        "2025-02-15",
    ),
    "tidewater-editorial.txt": ("Write it down", "The Tidewater Chronicle", "2025-02-14"),
    "08-rheinblick-minister-einigen-sich.md": (
        "Die Minister einigen sich, nur worauf?",
        "Rheinblick",
        "2025-02-14",
    ),
    "09-gazette-du-quai.md": (
        "À Bruxelles, la paix au conditionnel",
        "La Gazette du Quai",
        "2025-02-14",
    ),
    "factbox_figures.txt": (
        "FACTBOX: The sums behind the speeches",
        "Plain Figures Desk",
        "2025-02-13",
    ),
    "kestrel-news save (2).txt": (
        "Strong seat first, then the table, allies say",
        "Kestrel News",
        "2025-02-13",
    ),
    LONG: (
        "What durable means: a guide to the word that everyone used in Brussels",
        "Meridian Papers",
        "2025-02-20",
    ),
}
COLOURS = set("yellow red green blue purple magenta orange gray".split())


@pytest.fixture(scope="module")
def library() -> dict[str, Document]:
    root = articles()
    return {path: read_document(root, path) for path in EXPECTED}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


def share(copy: str, lead: str, length: int = 6) -> float:
    """Share of the words of ``copy`` that stand in runs of ``length`` words also in ``lead``."""
    known = runs(lead, length)
    found = words(copy)
    shared: set[int] = set()
    for at in range(len(found) - length + 1):
        if tuple(found[at : at + length]) in known:
            shared.update(range(at, at + length))
    return len(shared) / len(found)


def places(text: str, line: dict[str, Any]) -> list[int]:
    """Where the quotation stands, any white space taken for any other, with its context if given."""
    parts = [line.get("prefix", ""), line["quote"], line.get("suffix", "")]
    before, quote, after = (r"\s+".join(map(re.escape, part.split())) for part in parts)
    return [match.start(1) for match in re.finditer(rf"{before}\s*({quote})\s*{after}", text)]


def test_every_sample_article_is_expected_here() -> None:
    found = {path.name for path in articles().iterdir() if path.suffix in {".md", ".txt"}}
    assert found == set(EXPECTED)


@pytest.mark.parametrize("path", EXPECTED)
def test_title_source_and_date_are_found(path: str, library: dict[str, Document]) -> None:
    metadata = library[path].metadata
    assert (metadata.title, metadata.source, metadata.date) == EXPECTED[path]


@pytest.mark.parametrize("path", EXPECTED)
def test_articles_are_short_but_for_the_long_one(path: str, library: dict[str, Document]) -> None:
    count = len(words(library[path].text))
    assert 1600 < count < 2100 if path == LONG else 250 < count < 720


@pytest.mark.parametrize("path", EXPECTED)
def test_articles_read_without_a_remark(path: str, library: dict[str, Document]) -> None:
    assert library[path].remarks == ()


def test_the_long_piece_has_every_kind_of_block(library: dict[str, Document]) -> None:
    document = library[LONG]
    kinds = {block.kind for block in document.blocks}
    assert kinds >= {
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.ITEM,
        BlockKind.TABLE,
        BlockKind.FOOTNOTE,
    }
    assert max(block.level for block in document.blocks if block.kind is BlockKind.ITEM) == 3
    assert any(block.quoted for block in document.blocks)
    assert {inline.kind for inline in document.inlines} >= {InlineKind.LINK, InlineKind.STRONG}


def test_the_near_copy_and_the_corrected_version_share_most_of_the_lead(
    library: dict[str, Document],
) -> None:
    lead = library[LEAD].text
    assert 0.6 < share(library[NEAR_COPY].text, lead) < 1
    assert 0.6 < share(library[CORRECTED].text, lead) < 1


def test_other_articles_are_stories_of_their_own(library: dict[str, Document]) -> None:
    lead = library[LEAD].text
    others = set(EXPECTED) - {LEAD, NEAR_COPY, CORRECTED}
    assert all(share(library[path].text, lead) < 0.1 for path in others)


@pytest.mark.parametrize("line", prepared_annotations(), ids=lambda line: line["quote"][:30])
def test_a_prepared_quotation_stands_in_exactly_one_place(
    line: dict[str, Any], library: dict[str, Document]
) -> None:
    assert len(places(library[line["document"]].text, line)) == 1


def test_prepared_annotations_are_complete() -> None:
    lines = prepared_annotations()
    assert 40 <= len(lines) <= 60
    assert {line["document"] for line in lines} == set(EXPECTED)
    assert len({line["creator"] for line in lines}) == 2
    for line in lines:
        assert datetime.fromisoformat(line["created"]).tzinfo is not None
        assert line["tags"]
        assert tag_paths(line["tags"]) == tuple(line["tags"])


def test_prepared_tags_are_all_in_the_codebook_and_all_used() -> None:
    codebook = {tag["path"] for tag in prepared_codebook()}
    used = {tag for line in prepared_annotations() for tag in line["tags"]}
    assert used <= codebook
    leaves = {tag for tag in codebook if not any(other.startswith(tag + "/") for other in codebook)}
    assert leaves <= used


def test_the_codebook_is_a_tree_with_colours_and_distinct_keys() -> None:
    codebook = prepared_codebook()
    paths = [tag["path"] for tag in codebook]
    assert len(set(paths)) == len(paths)
    assert all(path.rpartition("/")[0] in {"", *paths} for path in paths)
    assert {tag["colour"] for tag in codebook} <= COLOURS
    assert all(tag["description"] for tag in codebook)
    keys = [tag["pinned"] for tag in codebook if tag["pinned"]]
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) <= set(range(1, 10))


def test_highlights_overlap_in_at_least_two_places(library: dict[str, Document]) -> None:
    spans: dict[str, list[tuple[int, int]]] = {}
    for line in prepared_annotations():
        (start,) = places(library[line["document"]].text, line)
        spans.setdefault(line["document"], []).append((start, start + len(line["quote"])))
    overlaps = 0
    for ranges in spans.values():
        ranges.sort()
        overlaps += sum(later[0] < earlier[1] for earlier, later in pairwise(ranges))
    assert overlaps >= 2


@pytest.mark.skipif("SCHOLIAST_DATA" not in os.environ, reason="SCHOLIAST_DATA is not set")
@pytest.mark.parametrize("path", EXPECTED)
def test_no_article_shares_eight_words_in_a_row_with_a_real_one(path: str) -> None:
    seeds = sorted((Path(os.environ["SCHOLIAST_DATA"]) / "seeds").glob("*.txt"))
    assert seeds
    own = runs((articles() / path).read_text("utf-8"), 8)
    for seed in seeds:
        assert not own & runs(seed.read_text("utf-8"), 8), seed.name


def test_copying_brings_the_documents_and_nothing_else(tmp_path: Path) -> None:
    to = tmp_path / "deep" / "sample"
    copy_articles(to)
    assert {path.name for path in to.iterdir()} == set(EXPECTED)
    assert (to / LONG).read_bytes() == (articles() / LONG).read_bytes()
    assert [path.name for path in to.parent.iterdir()] == ["sample"]


def test_copying_leaves_an_existing_folder_alone(tmp_path: Path) -> None:
    to = tmp_path / "sample"
    to.mkdir()
    copy_articles(to)
    assert list(to.iterdir()) == []


def test_copying_leaves_a_dangling_link_alone(tmp_path: Path) -> None:
    to = tmp_path / "sample"
    to.symlink_to(tmp_path / "nowhere")
    copy_articles(to)
    assert to.is_symlink()
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_a_failed_copy_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        copy_articles(tmp_path / "sample")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_lost_the_race_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "sample"
    sync = os.fsync

    def meanwhile(descriptor: int) -> None:
        to.mkdir(exist_ok=True)
        (to / "first.md").write_text("Made by the other program.")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    copy_articles(to)
    assert [path.name for path in to.iterdir()] == ["first.md"]
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]
