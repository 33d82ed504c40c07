"""A passage knows its paragraph and its section, and keeps the breaks that its source means."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from annotations.brief.build import build_brief
from annotations.brief.passages import Layout, Place, passage_of, passage_text
from annotations.model import Annotation, DocumentRecord, Placement, Selectors
from corpus.document import Block, BlockKind, Document
from corpus.furniture import furniture
from corpus.reader import document_from
from corpus.span import Span
from tests.domain.rendering import render_markdown

PARTS = ["Title", "First line\nwrapped here.", "Second, said\non its own line.", "Agreed", "Third."]
TEXT = "\n".join(PARTS)
STARTS = [TEXT.index(part) for part in PARTS]
KINDS = [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]
BLOCKS = tuple(
    Block(kind, Span(start, start + len(part)), soft=part.startswith("First"))
    for kind, start, part in zip(KINDS, STARTS, PARTS, strict=True)
)
DOCUMENT = Document("a.txt", TEXT, BLOCKS, digest="d")
LAYOUT = Layout(DOCUMENT)
RECORD = DocumentRecord("doc", "a.txt", "A", digest="d")


def annotation(start: int, end: int) -> Annotation:
    return Annotation("a", "doc", Selectors(start, end, TEXT[start:end], digest="d"), Span(start, end), "d")


def test_paragraph_and_section_are_those_it_begins_in() -> None:
    third = passage_of(annotation(STARTS[4], len(TEXT)), RECORD, LAYOUT, speaker="Ann")
    assert (third.paragraph, third.heading, third.speaker) == (1, "Agreed", "Ann")
    second = passage_of(annotation(STARTS[2], STARTS[2] + 6), RECORD, LAYOUT)
    assert (second.paragraph, second.heading) == (2, "Title")
    heading = passage_of(annotation(STARTS[3], STARTS[3] + 6), RECORD, LAYOUT)
    assert (heading.paragraph, heading.heading) == (0, "Title")
    assert passage_of(annotation(0, 5), RECORD, LAYOUT).heading == ""


@given(st.lists(st.booleans(), max_size=8))
def test_a_section_is_that_of_the_last_heading_before(headings: list[bool]) -> None:
    kinds = [BlockKind.HEADING if heading else BlockKind.PARAGRAPH for heading in headings]
    blocks = tuple(Block(kind, Span(2 * n + 1, 2 * n + 2)) for n, kind in enumerate(kinds))
    text = " " + " ".join("abcdefgh"[: len(kinds)])
    layout = Layout(Document("a.txt", text, blocks))
    for number in range(len(kinds) + 1):
        before = [block for block in blocks[: max(0, number - 1)] if block.kind is BlockKind.HEADING]
        assert layout.place(number).section == (before[-1].span.of(text) if before else "")
        assert layout.number(2 * number) == number


def read(source: str, name: str = "a.md") -> Document:
    return document_from(source.encode(), name)


def placed(source: str, name: str = "a.md") -> dict[str, Place]:
    """Section and paragraph of each block, by its words."""
    document = read(source, name)
    layout = Layout(document, furniture(document))
    blocks = enumerate(document.blocks, 1)
    return {block.span.of(document.text): layout.place(number) for number, block in blocks}


def test_paragraphs_are_counted_as_a_person_counts_them() -> None:
    found = placed(
        "# The gates\n\nShare this article\n\nBy Petra Lund\n\n*Quay Gazette*, 13 February 2025\n\n"
        "They opened.\n\nThey shut:\n\n- one\n- two\n\n## Later\n\nThey opened again.\n\n> And again.\n"
    )
    assert found == {
        "The gates": ("", 0),
        "Share this article": ("", 0),
        "By Petra Lund": ("", 0),
        "Quay Gazette, 13 February 2025": ("", 0),
        "They opened.": ("", 1),
        "They shut:": ("", 2),
        "one": ("", 2),
        "two": ("", 2),
        "Later": ("", 0),
        "They opened again.": ("Later", 1),
        "And again.": ("Later", 2),
    }


def test_lines_that_tell_of_the_article_are_no_paragraphs_of_it() -> None:
    found = placed(
        "Title: The gates\n\nSource: Quay Gazette\n\nDate: 2025-02-13\n\nThey opened.\n\nDate: to be told.\n",
        "a.txt",
    )
    assert list(found.values()) == [("", 0)] * 3 + [("", 1), ("", 2)]
    assert list(placed("The gates\n\nThey opened at noon.\n", "a.txt").values()) == [("", 0), ("", 1)]


def test_paragraphs_come_apart_wrapped_lines_together_and_meant_breaks_stay() -> None:
    span = Span(STARTS[1] + 6, STARTS[3] - 1)
    assert passage_text(LAYOUT, span) == "line wrapped here.\n\nSecond, said\non its own line."
    brief = build_brief([passage_of(annotation(*span), RECORD, LAYOUT)], [], title="B")
    assert "> line wrapped here.\n>\n> Second, said\\\n> on its own line.\n>\n> — " in render_markdown(brief)


def test_a_changed_text_is_not_quoted_in_place_of_what_was_annotated() -> None:
    changed = dataclasses.replace(
        annotation(STARTS[4], len(TEXT)),
        placement=Placement.UNCERTAIN,
        selectors=Selectors(0, 6, "Fourth.", digest="c"),
    )
    passage = passage_of(changed, RECORD, LAYOUT)
    assert (passage.text, passage.present) == ("", "Third.")


def test_without_its_text_a_passage_is_quoted_as_it_was_annotated() -> None:
    made = annotation(STARTS[1], STARTS[2])
    assert passage_of(made, RECORD, None) == (made, RECORD, 0, "", "", "", "", "", True)
    other = dataclasses.replace(DOCUMENT, digest="e")
    assert passage_of(made, RECORD, Layout(other)).paragraph == 0
