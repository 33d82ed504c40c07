"""Marks: flattened, patched and looked up as a slow and simple way would do it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.span import Span
from tui.page import highlights as module
from tui.page.highlights import Highlights, Mark, Shade, Stretch, flatten
from tui.page.spans import Places, SpanIndex, order

LENGTH = 60


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, LENGTH))
        end = draw(st.integers(start, LENGTH))
        colour = draw(st.sampled_from("rgb"))
        found.append(Mark(str(number), Span(start, end), colour, draw(st.booleans()), draw(st.booleans())))
    return found


def brute(found: list[Mark], start: int, end: int) -> dict[int, Shade]:
    """The shade of every offset, one by one."""
    shades = {}
    for offset in range(start, end):
        over = sorted((m for m in found if m.span.holds(offset)), key=order)
        if over:
            under = over[-2].colour if len(over) > 1 else ""
            shades[offset] = Shade(over[-1].colour, under, min(3, len(over)), over[-1].uncertain)
    return shades


def spread(stretches: list[Stretch]) -> dict[int, Shade]:
    return {offset: shade for start, end, shade in stretches for offset in range(start, end)}


def ordered(found: list[Mark]) -> list[Mark]:
    return sorted(found, key=order)


@given(marks(), st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_flattened_marks_equal_those_of_brute_force(found: list[Mark], one: int, other: int) -> None:
    start, end = sorted((one, other))
    stretches = flatten(ordered(found), start, end)
    assert spread(stretches) == brute(ordered(found), start, end)
    for before, after in pairwise(stretches):
        assert before.end <= after.start
        assert before.end < after.start or before.shade != after.shade


@given(marks(), marks(), st.integers(1, 40))
def test_marks_put_and_dropped_one_by_one_look_as_if_shown_together(
    first: list[Mark], then: list[Mark], bucket: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BUCKET", bucket)
        shown = Highlights(first, LENGTH)
        shown.stretches(0, LENGTH)
        now = {mark.id: mark for mark in first}
        for mark in then:
            if mark.uncertain and mark.id in now:
                shown.drop(mark.id)
                del now[mark.id]
            else:
                shown.put(mark)
                now[mark.id] = mark
        # Of two marks with one span either may be on top: the order they came in decides.
        spans = [mark.span for mark in now.values()]
        if len(set(spans)) == len(spans):
            assert spread(shown.stretches(0, LENGTH)) == brute(list(now.values()), 0, LENGTH)
        for start in range(LENGTH):
            noted = any(m.noted and m.span.length and m.span.start == start for m in now.values())
            assert shown.has_note(start, start + 1) == noted


@given(marks(), st.integers(1, 20))
def test_a_patch_changes_nothing_outside_of_what_it_names(found: list[Mark], bucket: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BUCKET", bucket)
        shown = Highlights(found, LENGTH)
        before = spread(shown.stretches(0, LENGTH))
        changed = shown.put(Mark("new", Span(20, 30), "r"))
        after = spread(shown.stretches(0, LENGTH))
        outside = [o for o in range(LENGTH) if not any(span.holds(o) for span in changed)]
        assert [before.get(o) for o in outside] == [after.get(o) for o in outside]


@given(marks(), st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_the_index_finds_what_touches_and_nothing_else(found: list[Mark], one: int, other: int) -> None:
    start, end = sorted((one, other))
    index = SpanIndex(found)
    kept = [mark for mark in ordered(found) if mark.span.length]
    touching = [mark for mark in kept if mark.span.start < end and mark.span.end > start]
    assert index.touching(start, end) == (touching if start < end else index.touching(start, end))
    at = index.at(start)
    assert set(at) == {mark for mark in kept if mark.span.holds(start)}
    assert [mark.span.length for mark in at] == sorted(mark.span.length for mark in at)


def test_a_span_longer_than_the_reach_is_found_from_its_far_end() -> None:
    index = SpanIndex([Mark("long", Span(0, 100_000), "r"), Mark("short", Span(50_000, 50_010), "r")])
    assert [mark.id for mark in index.touching(50_005, 50_006)] == ["long", "short"]
    assert [mark.id for mark in index.touching(99_999, 100_000)] == ["long"]
    index.remove(Mark("long", Span(0, 100_000), "r"))
    assert index.touching(99_999, 100_000) == []


def test_marks_outside_of_the_text_are_cut_to_it() -> None:
    shown = Highlights(
        [Mark("a", Span(-5, 4), "r"), Mark("b", Span(8, 99), "r"), Mark("c", Span(50, 60), "r")], 10
    )
    assert [mark.span for mark in shown.index] == [Span(0, 4), Span(8, 10)]


def test_only_buckets_that_are_looked_at_are_flattened() -> None:
    shown = Highlights([Mark(str(n), Span(n * 100, n * 100 + 50), "r") for n in range(10_000)], 1_000_000)
    shown.stretches(500_000, 500_100)
    assert len(shown._buckets) == 1


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))), st.integers(0, 30), st.integers(0, 30))
def test_places_are_found_as_by_looking_at_all(pairs: list[tuple[int, int]], one: int, other: int) -> None:
    spans = [Span(*sorted(pair)) for pair in pairs]
    places = Places(spans)
    covered = {offset for span in spans for offset in range(*span)}
    assert {offset for span in places.spans for offset in range(*span)} == covered
    assert all(a.end <= b.start for a, b in pairwise(places.spans))
    start, end = sorted((one, other))
    if start < end:
        assert places.touching(start, end) == [s for s in places.spans if s.start < end and s.end > start]
    assert places.at(start) == next((s for s in places.spans if s.holds(start)), None)
    assert places.after(start) == next((s for s in places.spans if s.start > start), None)
    assert places.before(start) == next((s for s in reversed(places.spans) if s.end <= start), None)
