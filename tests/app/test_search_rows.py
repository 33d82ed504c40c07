"""Rows of results fit their width whatever they hold, and a concordance stands in columns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.query import QueryError, parse
from tui.gathering import Gathered, View
from tui.search_words import found, mistake, nothing
from tui.widgets.celltext import cells
from tui.widgets.hit_rows import Group, Place, concordance_line, cut_left, group_lines, place_lines
from tui.widgets.runs import Line
from tui.widgets.saved_list import EXAMPLES

PIECES = st.text(max_size=3) | st.sampled_from(
    ["\x1b", "\u202e", "和", "é", "e\u0301", " ", "\n", "👩\u200d🔬", "word", "two words "]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
PLACES = st.builds(
    Place,
    key=st.just("k"),
    path=st.just("p"),
    start=st.integers(0, 3),
    end=st.integers(3, 9),
    exact=TEXTS,
    left=TEXTS,
    right=TEXTS,
    where=st.sampled_from(["text", "title", "note", "passage"]),
    source=TEXTS,
    date=st.sampled_from(["", "2025", "2025-02-13"]),
    tags=st.lists(TEXTS, max_size=2).map(tuple),
    colours=st.just(("red", "blue")),
    note=TEXTS,
    picked=st.booleans(),
    last=st.booleans(),
)


def text(line: Line) -> str:
    return "".join(run.text for run in line)


def place(left: str, exact: str, right: str, where: str = "text") -> Place:
    return Place("k", "p", 1, 2, exact, left, right, where, "Northern Wire", "2025-02-13")


@given(PLACES, st.integers(20, 160))
def test_no_row_is_wider_than_the_list(row: Place, width: int) -> None:
    for line in place_lines(row, width):
        if row.where != "passage":
            assert cells(text(line)) <= width
        assert "\x1b" not in text(line)
        assert "\n" not in text(line)


@given(PLACES, st.integers(40, 160), st.integers(1, 24))
def test_the_middle_of_a_concordance_stands_in_one_column(row: Place, width: int, keyword: int) -> None:
    line = concordance_line(row, width, keyword, (1, 1))
    assert cells(text(line)) <= width
    assert {"\x1b", "\n"}.isdisjoint(text(line))
    plain = concordance_line(place("left", "middle"[:keyword], "right"), width, keyword)
    before = [run for run in line[: _middle(line)] if run.text]
    other = [run for run in plain[: _middle(plain)] if run.text]
    blank = keyword - cells(line[_middle(line)].text)
    plain_blank = keyword - cells(plain[_middle(plain)].text)
    assert cells(text(before)) - blank // 2 == cells(text(other)) - plain_blank // 2


def _middle(line: Line) -> int:
    return next(at for at, run in enumerate(line) if run.look == "heading")


@pytest.mark.parametrize("keyword", [5, 8, 13])
def test_a_concordance_has_a_blank_only_where_the_text_has_one(keyword: int) -> None:
    for left, right, said in (
        ("talks of ", ", and more", "of peace, and"),
        ("talks of “", "” and more", "of “peace” and"),
        ("talks of ", " and more", "of peace and"),
        ("", "\nand more", " peace and"),
    ):
        assert said in text(concordance_line(place(left, "peace", right), 80, keyword))


def test_the_word_that_rows_are_sorted_by_stands_out() -> None:
    def strong(beside: tuple[int, int]) -> list[str]:
        line = concordance_line(place("one two — ", "peace", ", three four"), 80, 8, beside)
        return [run.text for run in line if run.look == "strong"]

    assert strong((1, 0)) == ["two"]
    assert strong((2, 0)) == ["one"]
    assert strong((0, 1)) == ["three"]
    assert strong((0, 2)) == ["four"]
    assert strong((0, 3)) == []


def test_source_and_date_stand_beside_where_there_is_room() -> None:
    row = place("left", "peace", "right")
    assert "13 Feb 2025" not in text(concordance_line(row, 80, 8))
    assert text(concordance_line(row, 100, 8)).endswith("Northern Wire  13 Feb 2025")
    noted = place("left", "peace", "right", "note")
    assert "note, Northern Wire" in text(concordance_line(noted, 140, 8))


def test_where_there_is_no_source_the_title_or_the_file_stands_in_for_it() -> None:
    bare = replace(place("left", "peace", "right"), source="", date="", path="notes/visit.txt")
    assert "visit.txt" in text(concordance_line(bare, 100, 8))
    assert "A visit" in text(concordance_line(replace(bare, title="A visit"), 100, 8))


def test_a_context_that_was_cut_off_ends_with_a_whole_word() -> None:
    (line,) = place_lines(place("x" * 70 + " abc the ", "peace", " talks " + "go " * 30 + "o"), 300)
    assert "… abc" not in text(line)
    assert text(line).count("…") == 1  # at the end only: the left side was given whole
    long = "word " * 16
    (line,) = place_lines(place("cut" + long, "peace", f" {long}cut"), 300)
    assert text(line).strip().startswith("…word")
    assert text(line).endswith("word…")


@given(TEXTS.filter(str.isprintable), st.integers(0, 30))
def test_the_end_of_a_text_fits(text: str, width: int) -> None:
    kept = cut_left(text, width)
    assert cells(kept) <= max(width, 0) or kept == text
    assert kept == text or width < 2 or text.endswith(kept.removeprefix("…"))


@given(TEXTS, TEXTS, st.integers(12, 120), st.integers(0, 9))
def test_an_article_fits_its_line(title: str, source: str, width: int, count: int) -> None:
    lines = group_lines(Group("p", title, source, "2025-02-13", count), width)
    assert cells(text(lines[0])) <= width
    assert len(lines) == (1 if count else 2)


def test_what_was_found_is_said_in_words() -> None:
    def said(view: View = View.PLACES, **fields: object) -> str:
        return found(view, Gathered(**fields), "date")[0]  # type: ignore[arg-type]

    assert said(places=1, articles=1) == "1 place in 1 article"
    assert said(View.PASSAGES, places=2_000, articles=3) == "2,000 passages in 3 articles"
    assert said(places=0, articles=3) == "3 articles"
    assert said(places=5, articles=3, complete=False) == "5 places in 3 articles so far …"
    assert said(places=5, articles=3, cut=True) == "the first 5 places in 3 articles"
    assert said() == "nothing found"
    assert said(complete=False) == "…"
    assert found(View.CONCORDANCE, Gathered(), "left2")[1] == "by the second word before"
    assert all(nothing(view, Gathered(), "P", "K") for view in View)
    assert nothing(View.PLACES, Gathered(complete=False), "P", "K") == ""


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("line", ["(peace", "a AND", "date:20", "nosuch:x", '"peace', "tag:", "a* b*c"])
def test_a_mistake_is_pointed_at(line: str, width: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(line)
    (left, _), (second, _) = mistake(caught.value, line, 0, width)
    assert text(left).index("▲") == 1 + caught.value.position
    assert caught.value.example in text(left) + text(second)
    (hidden, _), _ = mistake(caught.value, line, -1, width)
    assert "▲" not in text(hidden)


@pytest.mark.parametrize("at", [*range(0, 60, 3)])
@pytest.mark.parametrize("line", ["foo:bar", "date:13.02.2025", "(peace OR"])
def test_the_example_is_seen_whole_wherever_the_mistake_is(line: str, at: int) -> None:
    asked = "a" * (at - 1) + " " * bool(at) + line
    with pytest.raises(QueryError) as caught:
        parse(asked)
    lines = [text(left) for left, _ in mistake(caught.value, asked, 0, 80)]
    assert all(cells(each) <= 80 - 2 for each in lines)
    assert caught.value.example in "".join(lines)
    assert lines[0].index("▲") == 1 + caught.value.position


def test_every_example_can_be_asked() -> None:
    for example in EXAMPLES:
        parse(example.query)
