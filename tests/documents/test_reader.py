"""Reading: one frozen document from any file, or a reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.clean import canonical
from corpus.digest import digest_of
from corpus.document import BlockKind
from corpus.files import Unreadable
from corpus.frontmatter import split
from corpus.markdown import Cancelled
from corpus.reader import document_from, is_brief, is_document_name, read_opening, suffix_of
from tests.documents.reading import read_document

SIGNS = st.sampled_from(
    [
        "# T",
        "\n",
        "\n\n",
        "- a",
        "> q",
        "**b**",
        "[^1]",
        "---\n",
        "title: x\n",
        "\r\n",
        "\x1b[2J",
        "é",
        "a b.",
    ]
)


@settings(max_examples=200)
@given(
    st.one_of(st.binary(max_size=300), st.lists(SIGNS).map(lambda parts: "".join(parts).encode())),
    st.sampled_from("md txt".split()),
)
def test_any_file_is_a_sound_document_or_refused(data: bytes, suffix: str) -> None:
    try:
        document = document_from(data, f"a.{suffix}")
    except Unreadable:
        return
    assert canonical(document.text) == (document.text, 0)
    assert document.digest == digest_of(document.text)
    assert document.metadata.title
    reached = 0
    for block in document.blocks:
        assert reached <= block.span.start <= block.span.end <= len(document.text)
        assert block.kind is BlockKind.RULE or block.span.of(document.text).strip()
        reached = block.span.end
    assert document_from(data, f"a.{suffix}") == document


def test_plain_text_is_the_file_in_canonical_form() -> None:
    document = document_from(b"---\ntitle: Given\n---\r\nOne\x1b two.\r\n", "a.txt")
    assert document.text == "---\ntitle: Given\n---\nOne␛ two.\n"
    assert document.metadata.title == "Given"
    assert [(block.kind, block.span.of(document.text)) for block in document.blocks] == [
        (BlockKind.CODE, "---\ntitle: Given\n---"),
        (BlockKind.PARAGRAPH, "One␛ two."),
    ]
    assert document.extractor == "plain/1"
    assert (
        document.remarks == ("1 control character is shown as a sign.",)
        or "control character" in document.remarks[0]
    )


def test_markdown_loses_its_front_matter() -> None:
    document = document_from(b"---\ntitle: Given\n---\n\n# Heading\n\nText\n", "a.md")
    assert document.text == "Heading\n\nText"
    assert document.extractor == "markdown/1"


def test_an_empty_file_is_an_empty_document() -> None:
    for path in ("a.txt", "a.md"):
        document = document_from(b"", path)
        assert (document.text, document.blocks, document.remarks) == ("", (), ("The file is empty.",))
        assert document.metadata.title == path


def test_hostile_markdown_is_shown_as_plain_text_and_said() -> None:
    source = "---\ntitle: T\n---\n" + "> " * 3000 + "deep\n"
    document = document_from(source.encode(), "a.md")
    assert document.text.endswith("> deep\n")
    assert document.extractor == "plain/1"
    assert "nested too deeply" in document.remarks[-1]


def test_marks_heaped_up_by_entities_are_shown_as_plain_text() -> None:
    source = "a" + "\u0301" * 8 + "<!-- -->&#x301;"
    document = document_from(source.encode(), "a.md")
    assert "&#x301;" in document.text
    assert "spells out" in document.remarks[-1]


def test_a_file_that_is_no_text_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\0b")
    with pytest.raises(Unreadable, match=r"a\.txt cannot be read: it holds binary data"):
        read_document(tmp_path, "a.txt")


def test_a_charset_chosen_by_the_reader_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Zürich".encode("cp850"))
    assert read_document(tmp_path, "a.txt", {"encoding": "cp850"}).text == "Zürich"


def test_the_guess_of_an_encoding_is_told() -> None:
    document = document_from("Die Übung in Köln war für alle schön.".encode("cp1252"), "a.txt")
    assert document.encoding == "cp1252"
    assert "guess" in document.remarks[0]


def test_five_megabytes_on_one_line_are_one_paragraph() -> None:
    document = document_from(b"words and " * 500_000, "a.txt")
    assert len(document.blocks) == 1


def test_the_opening_of_a_long_file_is_the_beginning_of_the_whole(tmp_path: Path) -> None:
    source = "---\ntitle: Long\n---\n" + "".join(
        f"## Part {number}\n\nSome *words* of it.\n\n- a\n- b\n\n```\ncode\n\ncode\n```\n\n"
        for number in range(6000)
    )
    (tmp_path / "a.md").write_text(source)
    opening, whole = read_opening(tmp_path, "a.md"), read_document(tmp_path, "a.md")
    assert opening is not None
    assert 5000 < len(opening.text) < 20_000
    assert whole.text.startswith(opening.text)
    assert whole.blocks[: len(opening.blocks)] == opening.blocks
    assert opening.digest == ""
    assert opening.metadata == whole.metadata


def test_the_opening_ends_before_a_fence_that_it_would_cut(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Words.\n\n" * 1900 + "```\n" + "code\n\n" * 5000 + "```\n")
    opening = read_opening(tmp_path, "a.md")
    assert opening is not None
    assert set(opening.text.split("\n")) == {"Words.", ""}


def test_a_long_parse_can_be_watched_and_given_up(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Some *words*.\n\n" * 3000)
    shares: list[float] = []
    read_document(tmp_path, "a.md", on_progress=shares.append)
    assert len(shares) > 10
    with pytest.raises(Cancelled):
        read_document(tmp_path, "a.md", cancelled=lambda: True)


@pytest.mark.parametrize(
    ("name", "suffix", "document"),
    [
        ("a.txt", ".txt", True),
        ("A.MD", ".md", True),
        ("a.markdown", ".markdown", True),
        ("README", "", True),
        ("x/Dr. Roe", "", True),
        ("log.2", "", True),
        ("a.pdf", ".pdf", False),
        ("a.tar.gz", ".gz", False),
        (".hidden", "", True),
        (os.fsdecode(b"caf\xe9.txt"), ".txt", True),
    ],
)
def test_suffixes_tell_what_is_read(name: str, suffix: str, document: bool) -> None:
    assert suffix_of(name) == suffix
    assert is_document_name(name) == document


def test_a_brief_is_known_by_its_front_matter() -> None:
    assert is_brief(split("---\ntitle: x\nscholiast: 1\n---\n"))
    assert not is_brief(split("---\ntitle: scholiast\n---\nscholiast: 1\n"))
