"""Two articles side by side: what both have, reading together, what each alone has, and the ways on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.workspace import Workspace
from corpus.span import Span
from tests.app.bench import Bench, Open
from tests.app.echo_bench import QUOTE, known, reading, recurring
from tui.dialogs.article_picker import ArticlePicker
from tui.dialogs.tag_picker import TagPicker
from tui.page.paint import SAID
from tui.screens.compare import CompareScreen
from tui.screens.echoes import EchoesScreen
from tui.screens.library.screen import LibraryScreen
from tui.sharing import Pair, Shared, outside, shared_of

__all__ = ["recurring"]


def remove(workspace: Workspace, path: str) -> None:
    (workspace.root / path).unlink()


async def settled(found: Bench) -> CompareScreen:
    screen = found.screen
    assert isinstance(screen, CompareScreen)
    await found.settle()
    return screen


async def compared(found: Bench, left: str, right: str, at: int = 0) -> CompareScreen:
    found.library.compare(left, right, at)
    await found.settle()
    return await settled(found)


# Reaching it.


async def test_versions_come_first_then_those_that_share_most(recurring: Open) -> None:
    async with reading(recurring) as found:
        await found.press("equals_sign")
        assert isinstance(found.screen, ArticlePicker)
        await known(found)
        assert found.screen.rows[:3] == ("copy.md", "second.md", "apart.md")
        await found.press("enter")
        screen = await settled(found)
        assert screen.paths == ("harbour.md", "copy.md")
        assert "in both" in screen.head.about


async def test_from_the_list_it_is_the_article_under_the_cursor(recurring: Open) -> None:
    async with reading(recurring) as found:
        found.library.shelf.focus()
        found.library.shelf.move_to("apart.md")
        await found.press("equals_sign")
        await found.type("bread")
        await found.press("enter")
        screen = await settled(found)
        assert screen.paths == ("apart.md", "alone.md")
        assert "no longer passage in common" in screen.head.about
        for key in ("n", "d", "x", "tab", "p", "t", "escape"):
            await found.press(key)


async def test_an_echo_is_compared_at_its_place(recurring: Open) -> None:
    async with reading(recurring) as found:
        document = found.library.document
        assert document is not None
        found.library.reader.go(document.text.index(QUOTE) + 3)
        await found.press("e")
        assert isinstance(found.screen, EchoesScreen)
        found.screen.hits.move_to("apart.md")
        await found.press("equals_sign")
        screen = await settled(found)
        assert screen.paths == ("harbour.md", "apart.md")
        left, right = screen.pages
        assert QUOTE[:20] in left.document.text[left.caret - 5 : left.caret + 60]
        assert "Nobody" in right.document.text[right.caret - 10 : right.caret + 60]


# Reading together.


async def test_what_both_have_is_coloured_and_numbered_alike(recurring: Open) -> None:
    async with reading(recurring) as found:
        screen = await compared(found, "harbour.md", "second.md")
        for pair in screen.shared.ordered[0]:
            marks = [page._page.highlights.get(str(pair.number)) for page in screen.pages]
            assert {mark.colour for mark in marks if mark} == {pair.colour}
        assert [sign for _, sign in screen.left.rail] == [str(p.number) for p in screen.shared.ordered[0]]
        changed = [span.of(screen.right.document.text) for span in screen.right.matches]
        assert any("warmly" in words for words in changed)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_other_side_follows_by_what_both_have(recurring: Open, size: tuple[int, int]) -> None:
    async with reading(recurring, size) as found:
        screen = await compared(found, "harbour.md", "apart.md")
        assert not screen.has_class("-narrow")
        left, right = screen.pages
        await found.press("n")
        quote = left.document.text.index("Nobody in this town")
        assert abs(left.caret - quote) < 3
        assert abs(right.caret - right.document.text.index("Nobody in this town")) < 3
        assert left.row_of(left.caret) == right.row_of(right.caret) or not right.max_scroll_y
        await found.press("tab", "g")
        assert left.caret <= quote, "the side with the keyboard leads"
        assert right.caret == 0


async def test_differences_are_stepped_through_and_what_both_have_stands_back(recurring: Open) -> None:
    async with reading(recurring) as found:
        screen = await compared(found, "harbour.md", "second.md")
        text = screen.left.document.text
        seen = set()
        for _ in screen.shared.differences(0):
            await found.press("d")
            seen.add(text[screen.left.caret :].split()[0])
        assert "eleven" in seen
        await found.press("x")
        assert screen.left.lens is not None
        assert not screen.left._page.highlights.stretches(0, len(text))
        await found.press("x")
        assert screen.left.lens is None
        assert screen.left._page.highlights.stretches(0, len(text))


# Doing something.


async def test_enter_opens_the_article_of_the_side_and_back_leads_here(recurring: Open) -> None:
    async with reading(recurring) as found:
        await compared(found, "harbour.md", "apart.md")
        await found.press("n", "tab", "enter")
        assert isinstance(found.screen, LibraryScreen)
        assert found.library.path == "apart.md"
        await found.press("ctrl+o")
        screen = await settled(found)
        assert screen.leading == 1
        await found.press("escape")
        await found.settle()
        assert isinstance(found.screen, LibraryScreen)


async def test_a_shared_passage_is_tagged_in_both_articles_in_one_step(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        screen = await compared(found, "harbour.md", "apart.md")
        await found.press("n", "t")
        assert isinstance(found.screen, TagPicker)
        await found.type("water")
        await found.press("enter")
        assert {record.path for record, _ in workspace.annotations()} == {"harbour.md", "apart.md"}
        assert "in both articles" in found.said
        await found.press("u")
        assert not workspace.annotations()
        assert screen.is_current


async def test_what_is_highlighted_has_a_bar_and_its_tags_are_named(recurring: Open) -> None:
    async with reading(recurring) as found:
        workspace = found.library.workspace
        text = workspace.document("copy.md").text
        known_ = Span(text.index("Ships of up to"), text.index(" can pass"))
        workspace.annotate("copy.md", known_, tags=["ships"])
        screen = await compared(found, "harbour.md", "copy.md", 5)
        left, right = screen.pages
        assert (left.said, right.said) == ((), (known_,))
        await found.press("tab")
        right.go(known_.start)
        await settled(found)
        assert screen.head.place.startswith("ships · ")
        bars = [
            SAID in "".join(segment.text for segment in line)
            for line in right.render_lines(right.size.region)
        ]
        assert 0 < sum(bars) < len(bars)
        await found.press("tab")
        left.go(0)
        await found.press("s")
        chosen = left.selected
        await found.press("t")
        await found.type("locks")
        await found.press("enter")
        await settled(found)
        assert left.said == (chosen,)
        await found.press("u")
        await settled(found)
        assert not left.said


async def test_a_selection_is_tagged_where_it_stands(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        await compared(found, "harbour.md", "apart.md")
        await found.press("tab", "g", "s", "t")
        await found.type("bridges")
        await found.press("enter")
        ((record, item),) = workspace.annotations()
        assert record.path == "apart.md"
        assert item.selectors.exact.startswith("A column about bridges")


async def test_an_article_that_went_meanwhile_breaks_nothing(recurring: Open) -> None:
    workspace = recurring()
    async with reading(lambda: workspace) as found:
        remove(workspace, "apart.md")
        screen = await compared(found, "harbour.md", "apart.md")
        assert not screen.query_one("#sides").display
        for key in ("n", "d", "x", "t", "enter", "tab"):
            await found.press(key)
        assert found.screen is screen


# The rule of what belongs to what.


@st.composite
def sharings(draw: st.DrawFn) -> Shared:
    """Disjoint pairs in any order, of texts of 400 and 500 code points."""
    count = draw(st.integers(1, 6))
    lefts = sorted(draw(st.lists(st.integers(0, 399), min_size=2 * count, max_size=2 * count, unique=True)))
    rights = sorted(draw(st.lists(st.integers(0, 499), min_size=2 * count, max_size=2 * count, unique=True)))
    order = draw(st.permutations(range(count)))
    pairs = [
        Pair(
            number + 1, (Span(*lefts[2 * number : 2 * number + 2]), Span(*rights[2 * other : 2 * other + 2]))
        )
        for number, other in enumerate(order)
    ]
    second = tuple(sorted(pairs, key=lambda pair: pair.spans[1]))
    return Shared((tuple(pairs), second), ((), ()), ((), ()))


@given(sharings(), st.integers(0, 1), st.integers(0, 499))
def test_a_place_in_a_passage_belongs_to_a_place_in_the_same_passage(
    shared: Shared, side: int, offset: int
) -> None:
    offset = min(offset, (399, 499)[side])
    tie = shared.tie(side, offset)
    assert tie is not None
    pair = shared.at(side, offset)
    if pair is not None:
        assert tie[0] == offset
        assert pair.spans[1 - side].holds(tie[1])
    else:
        gaps = [
            min(abs(offset - p.spans[side].start), abs(offset - p.spans[side].end))
            for p in shared.ordered[side]
        ]
        assert abs(tie[0] - offset) == min(gaps), "the edge of the nearest passage"


@given(sharings(), st.integers(0, 1))
def test_stepping_goes_through_all_passages_and_round(shared: Shared, side: int) -> None:
    seen, offset = [], -1
    for _ in range(shared.count):
        pair = shared.step(side, offset, 1)
        assert pair is not None
        offset = pair.spans[side].start
        seen.append(pair)
    assert tuple(seen) == shared.ordered[side]
    assert shared.step(side, offset, 1) == seen[0]


def test_what_each_alone_has_is_what_is_left_with_a_word_in_it() -> None:
    left, right = "One two three. Four five, six.", "Four five, seven. One two three."
    found = shared_of(left, right, [(Span(0, 13), Span(18, 31), 1.0), (Span(15, 29), Span(0, 16), 0.8)])
    assert [span.of(left) for span in found.differences(0)] == ["six"]
    assert [span.of(right) for span in found.differences(1)] == ["seven"]
    assert found.share(0, left) == 5 / 6


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_what_is_outside_touches_no_passage(text: str, cuts: list[int]) -> None:
    cuts = sorted({min(cut, len(text)) for cut in cuts})
    spans = [Span(cuts[i], cuts[i + 1]) for i in range(0, len(cuts) - 1, 2)]
    for stretch in outside(text, spans):
        assert stretch.of(text).strip()
        assert not any(stretch.overlaps(span) for span in spans)
