"""Columns of printed rows: as wide as they are said to be, whatever stands in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from corpus.clean import clean_line
from tests.cli.ran import Cli
from tui.cli.output import _NARROW, fitted, in_columns

texts = st.text(st.characters(codec="utf-8"), max_size=30)


def test_every_sign_that_is_taken_for_narrow_takes_one_cell() -> None:
    narrow = [sign for sign in map(chr, range(0x3000)) if _NARROW.fullmatch(sign)]
    assert len(narrow) > 600
    assert {wcwidth(sign) for sign in narrow} == {1}


@given(texts | st.text("aé○–漢 ", max_size=30), st.integers(1, 20))
def test_a_cell_is_as_wide_as_its_column(text: str, width: int) -> None:
    cell = fitted(text, width)
    assert wcswidth(cell) == width or wcswidth(clean_line(text)) < 0
    if wcswidth(clean_line(text)) <= width:
        assert cell.rstrip() == clean_line(text).rstrip()


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=6))
def test_rows_stand_on_lines_of_their_own_in_order(rows: list[tuple[str, str, str]]) -> None:
    lines = in_columns(rows, (4, 9)).split("\n")
    assert len(lines) == len(rows)
    for (one, two, rest), line in zip(rows, lines, strict=True):
        assert line == f"{fitted(one, 4)}  {fitted(two, 9)}  {clean_line(rest)}".rstrip()


def test_names_that_begin_alike_are_printed_whole(cli: Cli) -> None:
    long = "everything that was said about the works of the harbour"
    tags = [f"{long}/first", f"{long}/second", "港湾の水門の高さ"]
    for tag in tags:
        cli("tags", "add", tag)
    for argv in (("tags",), ("stats", "--by", "tag")):
        lines = cli(*argv).out.splitlines()
        assert [any(line.startswith(f"{tag} ") for line in lines) for tag in tags] == [True] * 3
        assert "…" not in "".join(lines)
