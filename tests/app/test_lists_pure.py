"""The pure parts of the lists: heights, the roll, cutting and wrapping, filter, orders, rows, cards."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes, wcwidth

from corpus.clean import clean
from tui.widgets.article_row import ArticleRow, article_lines, shown_date, shown_minutes
from tui.widgets.card import NOTE_LINES, QUOTATION_LINES, Card, card_lines, note_lines
from tui.widgets.celltext import cells, cut, shown, wrap
from tui.widgets.filtering import FilterLine, folded, matching
from tui.widgets.heights import Heights, thumb, top_at
from tui.widgets.roll import Roll
from tui.widgets.runs import Line
from tui.widgets.sorting import Order, arrow, ordered

HOSTILE = [
    "\x1b]52;c;aGk=\x07 title",
    "\x1b[2J\x1b[31mred",
    "[@click=app.quit]press[/]",
    "[/] [b",
    "a\u202eb\u2066c",
    "\U000e0041\U000e0042",
    "e" + "\u0301" * 500,
    "line\nbreak\r\nand\x85more\u2028end",
    "\ud800 lone",
    "\x9b31m C1",
    "a\u200db\u200dc",
    "👩‍👩‍👧 🇳🇴 ☺️ क्षि 漢字",
    "",
    "x" * 5000,
]
anything = st.text(max_size=80) | st.sampled_from(HOSTILE)


def row(path: str = "a.md", **fields: object) -> ArticleRow:
    known: dict[str, object] = {"title": "Title", "source": "Source", "date": "2024-11-03", "minutes": 4}
    known |= {"status": "unread", "count": 0} | fields
    return ArticleRow(path=path, **known)  # type: ignore[arg-type]


def card(**fields: object) -> Card:
    known: dict[str, object] = {"id": "1", "colours": ("blue",), "quotation": "some words", "tags": ("tag",)}
    known |= {"note": "", "byline": "Mara", "placement": "exact", "start": 0} | fields
    return Card(**known)  # type: ignore[arg-type]


def text_of(line: Line) -> str:
    return "".join(run.text for run in line)


def assert_fits(lines: list[Line], width: int) -> None:
    for line in lines:
        text = text_of(line)
        assert cell_len(text) <= width
        assert clean(text) == text
        assert not {"\n", "\t"}.intersection(text)


# Heights and roll.


@given(st.lists(st.integers(1, 9), max_size=60), st.integers(1, 9))
def test_heights_agree_with_a_plain_list(heights: list[int], estimate: int) -> None:
    tree = Heights(len(heights), estimate)
    for position, height in enumerate(heights):
        tree.set(position, height)
    tops = list(accumulate(heights, initial=0))
    assert tree.total == tops[-1]
    assert [tree.top(position) for position in range(len(heights) + 1)] == tops
    at = [(position, row) for position, height in enumerate(heights) for row in range(height)]
    assert [tree.at(row) for row in range(tree.total)] == at


def test_a_row_outside_is_the_nearest_end() -> None:
    tree = Heights(3, 2)
    assert tree.at(-5) == (0, 0)
    assert tree.at(99) == (2, 1)
    assert Heights(0, 2).at(4) == (0, 0)


@given(st.integers(0, 500), st.integers(0, 60), st.integers(-10, 600))
def test_the_thumb_stays_on_its_track_and_touches_its_ends_only_at_the_ends(
    total: int, track: int, top: int
) -> None:
    hidden = max(0, total - track)
    top = min(max(0, top), hidden)
    start, end = thumb(total, top, track)
    assert 0 <= start <= end <= max(track, 0)
    if not hidden or not track:
        assert start == end
        return
    assert start < end
    if track - (end - start) > 2:
        assert (start == 0) == (top == 0)
        assert (end == track) == (top == hidden)


def test_dragging_the_thumb_to_an_end_scrolls_to_that_end() -> None:
    assert top_at(1000, 0, 20) == 0
    assert top_at(1000, 19, 20) == 980


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=80),
    st.integers(1, 12),
    st.lists(st.tuples(st.sampled_from("sdu"), st.integers(0, 79)), max_size=30),
)
def test_guessed_heights_never_move_what_is_in_sight(
    heights: list[int], page: int, moves: list[tuple[str, int]]
) -> None:
    roll = Roll(4, heights.__getitem__)
    roll.page = page
    roll.reset(len(heights))
    tops = list(accumulate(heights, initial=0))
    roll.scroll(0)
    for kind, number in moves:
        before = roll.place(0)
        assert before is not None
        real = tops[before.position] + before.row
        if kind == "s":
            position = number % len(heights)
            roll.show(position)
            if heights[position] <= page:
                assert 0 <= roll.offset(position) <= page - heights[position]
            else:
                assert roll.offset(position) == 0 or roll.top == roll.heights.total - page
        else:
            step = min(number, page) * (1 if kind == "d" else -1)
            roll.scroll(roll.top + step)
            after = roll.place(0)
            assert after is not None
            expected = max(0, min(real + step, tops[-1] - page))
            assert tops[after.position] + after.row == expected


def test_only_what_is_near_the_view_is_measured() -> None:
    asked: list[int] = []

    def measure(position: int) -> int:
        asked.append(position)
        return 5

    roll = Roll(6, measure)
    roll.page = 30
    roll.reset(10_000)
    roll.show(7_000)
    roll.scroll(roll.top + 30)
    assert len(asked) < 60


# Text in cells.


@given(anything, st.integers(0, 40))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    line = shown(text)
    short = cut(line, width)
    assert cell_len(short) <= width
    assert short == line or not width or short.endswith("…")


@given(anything, st.integers(2, 40), st.integers(1, 5))
def test_wrapped_lines_fit_and_lose_only_spaces(text: str, width: int, limit: int) -> None:
    line = shown(text)
    pieces = wrap(line, width, limit)
    assert len(pieces) <= limit
    at = 0
    for piece in pieces:
        assert not line[at : piece.start].strip()
        assert piece.of(line) == line[piece.start : piece.end] + "…" * piece.more
        at = piece.end
    assert any(piece.more for piece in pieces) == bool(line[at:].strip())
    bounds = set(accumulate(map(len, iter_graphemes(line)), initial=0))
    if all(cell_len(cluster) <= 2 for cluster in iter_graphemes(line)):
        assert all(cells(piece.of(line)) <= width for piece in pieces)
        assert all(piece.start in bounds for piece in pieces)


def test_lines_break_between_words_and_between_wide_signs_but_not_before_a_full_stop() -> None:
    assert [p.of("one two three") for p in wrap("one two three", 7, 9)] == ["one two", "three"]
    text = "港の計画に反対。"
    assert [p.of(text) for p in wrap(text, 14, 9)] == ["港の計画に反", "対。"]


# Filter.


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("zahlen", "Die Fischer zählen"),
        ("ZÄHLEN die", "die fischer zahlen"),
        ("strasse", "Straße"),
        ("lodz", "Łódź"),
        ("aero", "Ærø"),
        ("", "anything"),
    ],
)
def test_words_match_in_any_order_without_case_and_accents(typed: str, text: str) -> None:
    assert matching(typed, [folded(text)]) == [0]


def test_every_word_typed_must_be_there() -> None:
    texts = [folded(text) for text in ("Harbour and ferry", "Harbour", "ferry")]
    assert matching("ferry harb", texts) == [0]


def test_the_filter_line_takes_what_is_typed_and_gives_back_other_keys() -> None:
    line = FilterLine()
    line.editing = True
    for sign in "two 🇳🇴":
        assert line.press(sign, sign)
    assert line.press("backspace", "\x7f")
    assert line.text == "two "
    assert not line.press("down", None)
    assert not line.press("enter", "\r")
    assert line.press("ctrl+w", "\x17")
    assert line.text == ""
    line.insert("a\x1b[2Jb\nc")
    assert "\x1b" not in line.text
    assert "\n" not in line.text
    assert line.clear()
    assert not line.clear()


# Orders.

ROWS = [
    row("b.md", title="“Beta”", source="One", date="2024-01", count=1, opened="2025-01-02"),
    row("a.md", title="alpha", source="Two", date="2023", count=9),
    row("c.md", title="Élan", source="", date="", count=0, opened="2025-03-01"),
    row("d.md", title="Delta", source="One", date="2024-05-01"),
    row("p.md", problem="cannot be read", date="2030"),
    row("q.md", brief=True, date="2031"),
]


@pytest.mark.parametrize(
    ("order", "reverse", "paths"),
    [
        (Order.DATE, False, "dbacqp"),
        (Order.DATE, True, "abdcqp"),
        (Order.TITLE, False, "abdcqp"),
        (Order.SOURCE, False, "dbacqp"),
        (Order.READ, False, "cbadqp"),
        (Order.ANNOTATED, False, "abcdqp"),
        (Order.ANNOTATED, True, "bacdqp"),
    ],
)
def test_articles_in_each_order(order: Order, reverse: bool, paths: str) -> None:
    assert "".join(item.path[0] for item in ordered(ROWS, order, reverse)) == paths
    assert ordered(reversed(ROWS), order, reverse) == ordered(ROWS, order, reverse)


def test_the_arrow_says_what_stands_on_top() -> None:
    assert arrow(Order.DATE, False) == "↓"
    assert arrow(Order.TITLE, False) == "↑"
    assert arrow(Order.TITLE, True) == "↓"


# Articles.


@pytest.mark.parametrize(
    ("date", "reads"),
    [
        ("2025-02-13", "13 Feb 2025"),
        ("2025-02-03T10:00:00Z", "3 Feb 2025"),
        ("2025-02", "Feb 2025"),
        ("2025", "2025"),
        ("spring", "spring"),
        ("2025-99-99", "2025-99-99"),
        ("", ""),
    ],
)
def test_dates_as_they_read(date: str, reads: str) -> None:
    assert shown_date(date) == reads


def test_pictures_made_of_several_signs_take_the_same_cells_in_every_terminal() -> None:
    title = "A family 👨\u200d👩\u200d👧\u200d👦 waves 👍\U0001f3fd at them"
    assert shown(title) == "A family 👨 waves 👍 at them"
    assert shown("क्\u200dष") == "क्\u200dष", "a joiner between letters is a matter of spelling"
    for width in range(6, 40):
        line = text_of(article_lines(row(title=title), width)[0])
        assert sum(map(wcwidth, line)) == cells(line) <= width


def test_a_title_takes_a_second_line_before_it_is_cut() -> None:
    article = row(title="Ministers agree to raise the gates of the harbour by a metre", source="Courier")
    assert [text_of(line) for line in article_lines(article, 26)] == [
        "○ Ministers agree to raise",
        "  the gates of the…",
        "  Courier · 4m",
    ]
    assert len(article_lines(article, 80)) == 2


def test_long_reading_is_told_in_hours() -> None:
    assert [shown_minutes(minutes) for minutes in (4, 119, 120, 4348)] == ["4 min", "119 min", "2 h", "72 h"]
    assert " 72 h " in text_of(article_lines(row(minutes=4348), 60)[1])


def test_details_give_way_from_the_date_on() -> None:
    article = row(source="Coastal Courier", count=7)
    assert text_of(article_lines(article, 60)[1]) == "  Coastal Courier · 4m · 3 Nov 2024 · 7 highlights"
    assert text_of(article_lines(article, 40)[1]) == "  Coastal Courier · 4m · 3 Nov 2024 · 7"
    assert text_of(article_lines(article, 30)[1]) == "  Coastal Courier · 4m · 7"
    assert text_of(article_lines(article, 20)[1]) == "  Coastal… · 4m · 7"


def test_status_shows_without_colour() -> None:
    glyphs = [article_lines(row(status=status), 30)[0][0].text for status in ("unread", "reading", "read")]
    assert glyphs == ["○ ", "◐ ", "● "]
    assert article_lines(row(status="unread"), 30)[0][1].look == "strong"
    assert article_lines(row(status="read"), 30)[0][1].look == "text"


def test_an_unreadable_article_says_why_and_a_missing_one_what_is_kept() -> None:
    first, second = article_lines(row(problem="not text: zero bytes"), 40)
    assert text_of(first) == "! Title"
    assert (second[1].text, second[1].look) == ("not text: zero bytes", "warning")
    assert text_of(article_lines(row(missing=True, count=3), 40)[1]) == "  file missing · 3 kept"


@given(anything, anything, st.integers(3, 70), st.integers(0, 3), st.booleans())
def test_any_article_fits_its_width_and_height(
    title: str, other: str, width: int, more: int, bad: bool
) -> None:
    article = row(title=title, source=other, date=other, versions=more, problem=other if bad else "")
    lines = article_lines(article, width)
    assert len(lines) in ((3, 4) if more else (2, 3))
    assert_fits(lines, width)


# Cards.


def test_a_note_reads_without_its_markdown() -> None:
    note = "# Head\n\n- **one** and *two*\n> said `so` in [a place](http://x.org)\n```\n2*3*4 a_b_c"
    assert [line.text for line in note_lines(note)] == [
        "Head",
        "• one and two",
        "said so in a place",
        "234 a_b_c",
    ]
    assert note_lines("- **one** and *two*")[0].spans == ((2, 5, "note-strong"), (10, 13, "note-soft"))


def test_long_parts_of_a_card_are_cut() -> None:
    lines = card_lines(card(quotation="word " * 200, note="word " * 200, tags=("tag",)), 30)
    texts = [text_of(line) for line in lines]
    assert len(texts) == QUOTATION_LINES + 1 + NOTE_LINES + 1 + 1
    assert texts[QUOTATION_LINES - 1].endswith("…")
    assert texts[QUOTATION_LINES + NOTE_LINES].endswith("…")
    assert lines[-1] == []


def test_a_note_of_many_lines_says_that_there_is_more() -> None:
    lines = card_lines(card(note="\n".join("abcdefgh"), tags=(), byline=""), 30)
    assert [text_of(line)[1:] for line in lines[1:-1]] == ["a", "b", "c", "d…"]


def test_what_needs_mending_is_said_in_words() -> None:
    assert "uncertain" in text_of(card_lines(card(placement="uncertain"), 40)[0])
    orphan = card_lines(card(placement="orphan"), 40)
    assert "not placed" in text_of(orphan[0])
    assert text_of(orphan[1])[0] != text_of(card_lines(card(), 40)[0])[0]


def test_tags_that_do_not_fit_are_counted() -> None:
    tags = tuple(f"long-tag-{number}" for number in range(9))
    lines = card_lines(card(tags=tags, colours=()), 25)
    shown_tags = [text_of(line) for line in lines if "long-tag" in text_of(line)]
    named = sum(text.count("long-tag") for text in shown_tags)
    assert len(shown_tags) == 2
    assert shown_tags[-1].endswith(f"+{9 - named}")


@given(anything, anything, st.lists(anything, max_size=5), st.integers(8, 70))
def test_any_card_fits_its_width(quotation: str, note: str, tags: list[str], width: int) -> None:
    lines = card_lines(card(quotation=quotation, note=note, tags=tuple(tags), byline=note), width)
    assert_fits(lines, width)
    assert all(line for line in lines[:-1])
