"""A passage knows its paragraph and its section, and keeps the breaks that its source means."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from annotations.brief.build import build_brief
from annotations.brief.markdown import render_markdown
from annotations.brief.passages import Layout, passage_of, passage_text
from annotations.model import Annotation, DocumentRecord, Placement, Selectors
from corpus.document import Block, BlockKind, Document
from corpus.span import Span

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
    assert (third.paragraph, third.heading, third.speaker) == (5, "Agreed", "Ann")
    heading = passage_of(annotation(STARTS[3], STARTS[3] + 6), RECORD, LAYOUT)
    assert (heading.paragraph, heading.heading) == (4, "Title")
    assert passage_of(annotation(0, 5), RECORD, LAYOUT).heading == ""


@given(st.lists(st.booleans(), max_size=8))
def test_a_section_is_that_of_the_last_heading_before(headings: list[bool]) -> None:
    kinds = [BlockKind.HEADING if heading else BlockKind.PARAGRAPH for heading in headings]
    blocks = tuple(Block(kind, Span(2 * n + 1, 2 * n + 2)) for n, kind in enumerate(kinds))
    text = " " + " ".join("abcdefgh"[: len(kinds)])
    layout = Layout(Document("a.txt", text, blocks))
    for number in range(len(kinds) + 1):
        before = [block for block in blocks[: max(0, number - 1)] if block.kind is BlockKind.HEADING]
        assert layout.heading(number) == (before[-1].span.of(text) if before else "")
        assert layout.number(2 * number) == number


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
