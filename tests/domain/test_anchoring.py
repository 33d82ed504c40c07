"""Passages stay true to their text: what must hold for any text and any change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.alignment.projection import Projection
from annotations.anchoring import Anchor, anchor, describe, reanchor_all
from annotations.model import Annotation, Placement, Selectors
from corpus.digest import digest_of
from corpus.span import Span

SURE = (Placement.EXACT, Placement.MOVED)

WORDS = st.text("abcdefghijklmnopqrstuvwxyzäéßжのन", min_size=1, max_size=9)
ANY = st.text(max_size=80)
NARROW = st.text("ab \n", max_size=60)


@st.composite
def spans(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, Span]:
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def distinct_prose(draw: st.DrawFn) -> str:
    """Text in which no run of four words occurs twice, though words and pairs of words may."""
    words = draw(st.lists(WORDS, min_size=4, max_size=60))
    seen: set[tuple[str, ...]] = set()
    kept: list[str] = []
    for word in words:
        run = (*kept[-3:], word)
        if len(run) == 4 and run in seen:
            continue
        seen.add(run)
        kept.append(word)
    blanks = draw(st.lists(st.sampled_from([" ", " ", " ", "\n", "\n\n", ". "]), min_size=len(kept)))
    return "".join(word + blank for word, blank in zip(kept, blanks, strict=False))


def both_ways(old: str, new: str, selectors: Selectors) -> list[Anchor]:
    return [anchor(new, selectors, snapshot=old), anchor(new, selectors)]


@given(spans(ANY | NARROW))
def test_unchanged_text_gives_exact_for_any_span(case: tuple[str, Span]) -> None:
    text, span = case
    for found in both_ways(text, text, describe(text, span)):
        assert found == Anchor(span, Placement.EXACT, 1.0, 0.0)


@given(spans(ANY | NARROW))
def test_unchanged_text_gives_exact_where_the_digest_is_not_known(case: tuple[str, Span]) -> None:
    text, span = case
    selectors = replace(describe(text, span), digest="")
    assert anchor(text, selectors, snapshot=text).span == span


@given(spans(ANY | NARROW), ANY | NARROW, st.data())
def test_text_inserted_elsewhere_never_changes_the_passage(
    case: tuple[str, Span], inserted: str, data: st.DataObject
) -> None:
    text, span = case
    at = data.draw(st.integers(0, span.start) | st.integers(span.end, len(text)))
    new = text[:at] + inserted + text[at:]
    found = anchor(new, describe(text, span), snapshot=text)
    assert found.span is not None
    assert found.span.of(new) == span.of(text)
    if found.placement is Placement.EXACT:
        assert found.span.start == span.start + (len(inserted) if at <= span.start else 0)


@given(spans(ANY | NARROW), st.data())
def test_text_deleted_elsewhere_never_changes_the_passage(
    case: tuple[str, Span], data: st.DataObject
) -> None:
    text, span = case
    before = data.draw(st.booleans())
    low, high = (0, span.start) if before else (span.end, len(text))
    start = data.draw(st.integers(low, high))
    end = data.draw(st.integers(start, high))
    new = text[:start] + text[end:]
    found = anchor(new, describe(text, span), snapshot=text)
    assert found.span is not None
    assert found.span.of(new) == span.of(text)
    if found.placement is Placement.EXACT:
        assert found.span.start == span.start - (end - start if before else 0)


@given(spans(distinct_prose()), st.data())
def test_changes_on_both_sides_never_put_an_exact_passage_on_other_words(
    case: tuple[str, Span], data: st.DataObject
) -> None:
    text, span = case
    head, tail = data.draw(distinct_prose()), data.draw(distinct_prose())
    cut = data.draw(st.integers(span.end, len(text)))
    new = head + text[:cut] + tail
    for found in both_ways(text, new, describe(text, span)):
        if found.placement is Placement.EXACT:
            assert found.span is not None
            assert found.span.of(new).split() == span.of(text).split()


@settings(max_examples=200)
@given(spans(distinct_prose()).filter(lambda case: case[1].length >= 20), st.data())
def test_a_deleted_passage_is_never_exact_or_moved(case: tuple[str, Span], data: st.DataObject) -> None:
    text, span = case
    filling = data.draw(st.sampled_from(["", " ", "\n"]))
    new = text[: span.start] + filling + text[span.end :]
    if span.of(text).split() == [] or " ".join(span.of(text).split()) in " ".join(new.split()):
        return  # the same words stand there, or elsewhere, all the same
    for found in both_ways(text, new, describe(text, span)):
        assert found.placement not in SURE


def test_a_deleted_passage_of_two_words_is_not_found_in_its_twin() -> None:
    twin = "uncommonly-long incomprehensible"
    text = f"First we say {twin} things here. Then others say {twin} words there. Last comes the end."
    start = text.index(twin)
    new = text[:start] + text[start + len(twin) :]
    for found in both_ways(text, new, describe(text, Span(start, start + len(twin)))):
        assert found.placement not in SURE


@given(
    st.lists(st.text("abcde ", min_size=1, max_size=12), min_size=3, max_size=6, unique=True),
    st.text("abcd ", min_size=3, max_size=30),
    st.data(),
)
def test_a_repeated_passage_is_never_exact_on_another_occurrence(
    between: list[str], passage: str, data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(between) - 2))
    before = passage.join(between[: which + 1])
    after = passage.join(between[which + 1 :])
    old = before + passage + after
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(before)))
        to = data.draw(st.integers(at, len(before)))
        changed = before[:at] + data.draw(st.text("abc", max_size=8) | st.just(passage)) + before[to:]
        new, start = changed + passage + after, len(changed)
    else:
        at = data.draw(st.integers(0, len(after)))
        to = data.draw(st.integers(at, len(after)))
        changed = after[:at] + data.draw(st.text("abc", max_size=8) | st.just(passage)) + after[to:]
        new, start = before + passage + changed, len(before)
    selectors = describe(old, Span(len(before), len(before) + len(passage)))
    for found in both_ways(old, new, selectors):
        if found.placement is Placement.EXACT and new != old:
            assert found.span == Span(start, start + len(passage))


@given(spans(distinct_prose()), st.integers(0, 64), st.integers(0, 64), st.booleans())
def test_a_worse_context_never_scores_higher(
    case: tuple[str, Span], less: int, more: int, cut_short: bool
) -> None:
    text, span = case
    new = "Before it all. " + text + " After it all."
    less, more = sorted((less, more))

    def spoilt(count: int) -> Selectors:
        whole = describe(text, span, "another")
        prefix = (
            whole.prefix[count:]
            if cut_short
            else "\u2591" * min(count, len(whole.prefix)) + whole.prefix[count:]
        )
        suffix = whole.suffix[: len(whole.suffix) - min(count, len(whole.suffix))]
        if not cut_short:
            suffix += "\u2591" * (len(whole.suffix) - len(suffix))
        return replace(whole, prefix=prefix, suffix=suffix)

    if cut_short:
        less = 0  # a whole context against one cut short
    better, worse = anchor(new, spoilt(less)), anchor(new, spoilt(more))
    assert worse.score <= better.score


@given(spans(st.text(max_size=300)))
def test_what_was_described_is_found_again(case: tuple[str, Span]) -> None:
    text, span = case
    selectors = describe(text, span)
    assert selectors.exact == span.of(text)
    assert text[: span.start].endswith(selectors.prefix)
    assert text[span.end :].startswith(selectors.suffix)
    assert len(selectors.prefix) <= 64
    assert len(selectors.suffix) <= 64
    assert anchor(text, selectors).span == span


@given(ANY)
def test_selectors_name_a_text_as_documents_do(text: str) -> None:
    assert describe(text, Span(0, 0)).digest == digest_of(text)


def test_context_does_not_cut_a_grapheme() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    text = family * 12 + "passage" + family * 12
    selectors = describe(text, Span(84, 91))
    assert selectors.prefix == family * 9
    assert selectors.suffix == family * 9


def test_a_passage_without_snapshot_is_found_with_other_blanks_and_quote_marks() -> None:
    text = "It was said\nthat “the sea\nis rising” by all who were there."
    quote = 'that "the sea is rising" by'
    found = anchor(text, Selectors(0, len(quote), quote))
    assert found.span is not None
    assert found.span.of(text) == "that “the sea\nis rising” by"
    assert found.placement is Placement.EXACT


def test_of_equal_occurrences_without_context_the_nearest_is_only_proposed() -> None:
    text = "the coast is near; the coast is far; the coast is gone"
    found = anchor(text, Selectors(19, 28, "the coast"))
    assert found == Anchor(Span(19, 28), Placement.UNCERTAIN, 0.5, 0.5)


def test_a_copy_put_right_beside_the_passage_leaves_it_uncertain() -> None:
    line = "The tide came in and took the road with it.\n"
    old, new = f"Start.\n{line}End.\n", f"Start.\n{line}{line}End.\n"
    found = anchor(new, describe(old, Span(7, 7 + len(line) - 1)), snapshot=old)
    assert found.placement is Placement.UNCERTAIN
    assert found.runner_up == found.score


def test_a_moved_passage_says_so() -> None:
    first = "The first paragraph speaks of rivers and of how they were straightened long ago.\n\n"
    second = "Another one is about the farmers, who lost fields to the flood in one single night.\n\n"
    third = "A third is about the council, which met four times and put off what it had to say.\n\n"
    old, new = first + second + third, second + third + first
    found = anchor(new, describe(old, Span(4, 40)), snapshot=old)
    assert found.placement is Placement.MOVED
    assert found.span is not None
    assert found.span.of(new) == old[4:40]


def test_an_edited_passage_is_uncertain_and_covers_the_new_words() -> None:
    old = "We know this much. The council will rebuild the sea wall before the next winter. Nobody objects."
    new = "We know this much. The council may rebuild the old sea wall before next winter. Nobody objects."
    start, end = old.index("The council"), old.index(" Nobody")
    found = anchor(new, describe(old, Span(start, end)), snapshot=old)
    assert found.placement is Placement.UNCERTAIN
    assert found.span is not None
    assert found.span.of(new) == "The council may rebuild the old sea wall before next winter."
    assert 0.5 < found.score < 1


def test_a_lone_word_does_not_outlive_its_sentence() -> None:
    old = "Some things stay as they are. Then the mayor spoke at length. And that was all of it, in the end."
    new = "Some things stay as they are. Nobody listened to the radio. And that was all of it, in the end."
    start = old.index("the mayor")
    found = anchor(new, describe(old, Span(start, start + 3)), snapshot=old)
    assert found.placement not in SURE


def test_rewrapped_text_is_no_change() -> None:
    old = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi"
    new = "alpha beta gamma\ndelta epsilon\n   zeta eta theta iota\nkappa lambda mu nu xi"
    start = old.index("gamma")
    found = anchor(new, describe(old, Span(start, start + 24)), snapshot=old)
    assert found.placement is Placement.EXACT
    assert found.span is not None
    assert found.span.of(new).split() == old[start : start + 24].split()


def test_a_snapshot_that_is_not_the_text_of_the_selectors_is_not_trusted() -> None:
    text = "One two three four five six seven eight nine ten."
    found = anchor(text, describe(text, Span(4, 18), "other"), snapshot="Nothing like it at all, nowhere.")
    assert found.span == Span(4, 18)


def note(text: str, span: Span, name: str = "0" * 32) -> Annotation:
    digest = digest_of(text)
    return Annotation(name, "1" * 32, describe(text, span, digest), span, digest)


def test_reanchoring_renews_what_is_sure_and_keeps_the_first_words_of_what_is_not() -> None:
    old = "Keep this sentence as it is. Change that sentence a little bit. Drop the third one wholly."
    new = "Now: Keep this sentence as it is. Change that other sentence a bit."
    kept, changed, dropped = (note(old, Span(*ends)) for ends in ((0, 28), (29, 63), (64, len(old))))
    found = reanchor_all([kept, changed, dropped], {digest_of(old): old}, new)
    assert found is not None
    assert [one.placement for one in found] == [Placement.EXACT, Placement.UNCERTAIN, Placement.ORPHAN]
    assert found[0].selectors.digest == digest_of(new)
    assert found[1].selectors == changed.selectors
    assert found[2].selectors == dropped.selectors
    assert found[2].span is None
    back = reanchor_all(found, {digest_of(old): old, digest_of(new): new}, old)
    assert back is not None
    assert [one.span for one in back] == [kept.span, changed.span, dropped.span]
    assert {one.placement for one in back} == {Placement.EXACT}


def test_reanchoring_tells_how_far_it_is_and_stops_when_asked() -> None:
    text = "One two three four five six seven eight nine ten."
    notes = [note(text, Span(0, 7)), note(text, Span(8, 18))]
    told: list[tuple[int, int]] = []
    reanchor_all(notes, {}, text, on_progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
    assert reanchor_all(notes, {}, text, cancelled=lambda: True) is None


def test_one_projection_serves_many_passages() -> None:
    old = "One two three four five six seven eight nine ten."
    new = "Zero one. " + old
    projection = Projection(old, new)
    for start, end in ((0, 3), (4, 13), (14, 28)):
        found = anchor(new, describe(old, Span(start, end)), projection=projection)
        assert found.span == Span(start + 10, end + 10)


@pytest.mark.parametrize("text", ["", "some text"])
def test_an_empty_quotation_is_nowhere(text: str) -> None:
    assert anchor(text, Selectors(0, 0, "", digest="other")).placement is Placement.ORPHAN


def test_a_long_quotation_is_found_by_its_beginning_and_its_end() -> None:
    lines = [f"Entry {n}: the {n * 7} crates were counted again on day {n % 30}.\n" for n in range(400)]
    old = "".join(lines)
    new = (
        "".join(lines[:3]) + "A remark. " + "".join(line for n, line in enumerate(lines) if n not in (5, 120))
    )
    new = new.replace("Entry 60:", "Entry sixty:")
    span = Span(old.index("Entry 50:"), old.index("Entry 200:"))
    selectors = replace(describe(old, span), digest="")
    found = anchor(new, selectors)
    assert found.placement is Placement.UNCERTAIN
    assert found.span is not None
    assert found.span.of(new).strip().startswith("Entry 50:")
    assert found.span.of(new).strip().endswith(lines[199].strip())


def test_the_place_of_a_common_word_is_looked_for_near_the_old_one() -> None:
    text = "so " * 5_000
    found = anchor(text, Selectors(12_000, 12_002, "so"))
    assert found == Anchor(Span(12_000, 12_002), Placement.UNCERTAIN, 0.5, 0.5)


@pytest.mark.parametrize(
    ("passage", "present", "place"),
    [
        ("striking dockers", "many furious dockers", "many furious dockers"),
        ("Two hundred dockers", "Some 2,400 dockers", "Some 2,400 dockers"),
        ("dockers on strike", "dockers without pay", "dockers without pay"),
        ("vote captain dockers", "union quiet crane dockers", "union quiet crane dockers"),
        # Much more than there was is no other wording of it.
        ("cargo dockers", f"dockers, and {'rain ' * 30}", "dockers"),
    ],
)
def test_one_word_that_is_left_takes_what_stands_for_the_others_along(
    passage: str, present: str, place: str
) -> None:
    around = "Nobody in the old town knew why on Monday: {}. Rain fell on the roofs all day."
    old, new = around.format(passage), around.format(present)
    start = old.index(passage)
    found = anchor(new, describe(old, Span(start, start + len(passage))), snapshot=old)
    assert found.span is not None
    assert found.span.of(new) == place
    assert found.placement is Placement.UNCERTAIN
