"""Small things that a first look stumbles over."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from corpus import frontmatter
from corpus.span import Span
from tests.app.bench import Open, bench
from tests.app.waiting import until
from tui.page.header import Header, header_rows
from tui.presenting import amount
from tui.widgets.card import note_lines


@pytest.mark.parametrize("line", ["* * *", "***", "- - -", "---", "_ _ _"])
def test_a_break_between_two_parts_of_a_note_is_no_item(line: str) -> None:
    drawn = [text for text, _ in note_lines(f"one\n\n{line}\n\ntwo\n* an item")]
    assert drawn == ["one", line, "two", "• an item"]


def test_the_worst_line_of_signs_is_looked_at_at_once() -> None:
    assert note_lines("* " * 50_000 + "x")


def test_a_part_of_a_sentence_is_told_in_words(opened: Open) -> None:
    document = opened().document("harbour.md")
    whole = "The gates were raised at noon."
    start = document.text.index(whole)
    assert amount(document, Span(start, start + len(whole))) == "1 sentence, 6 words"
    assert amount(document, Span(start + 4, start + 14)) == "2 words"
    assert amount(document, Span(start + 4, start + len(whole) + 8)) == "6 words"


def test_a_title_that_is_the_first_line_stands_there_alone(opened: Open) -> None:
    document = opened().document("ledger.txt")
    assert document.metadata.title == "Costs of the harbour"
    rows = header_rows(Header(document.metadata.title, "Morning Ledger"), document, 72)
    assert [row.text for row in rows if row.text] == ["Morning Ledger"]


def test_what_unsound_yaml_leaves_open_is_no_part_of_a_title() -> None:
    front = frontmatter.split("---\ntitle: [unclosed\nauthor: 'x\nsource: {y\nurl: [a]\n---\n\nText\n")
    assert (front.first("title"), front.first("author"), front.first("source")) == ("unclosed", "x", "y")
    assert front.first("url") == "[a]"
    assert "not closed" in front.remark


async def test_unsound_yaml_is_warned_of(opened: Open, library: Path) -> None:
    (library / "broken.md").write_text("---\ntitle: [unclosed\n---\n\nText.\n")
    async with bench(opened()) as found:
        found.library.open("broken.md")
        await until(found.pilot, lambda: "not sound YAML" in found.said)
        assert found.app.messages[-1].severity == "warning"


async def test_a_long_title_is_corrected_from_its_start(opened: Open, library: Path) -> None:
    title = "A very long title " * 12
    (library / "long.md").write_text(f"---\ntitle: {title}\n---\n\nText.\n")
    async with bench(opened()) as found:
        found.library.open("long.md")
        await found.settle()
        await found.press("m")
        field = found.screen.query(Input).first()
        assert field.has_focus
        assert field.cursor_position == 0
        assert field.scroll_offset.x == 0
        assert field.selected_text == title.strip()
