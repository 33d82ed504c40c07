"""Lines about an article: what saves looking closely never hides what would be found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus import bylines, dates
from corpus.bylines import author_of, is_caption
from corpus.dates import Dated, dates_in
from corpus.heading import Line, found_in
from corpus.plaintext import wrapped_at

_BITS = (
    *"Photo foto: Bild image Getty Images (Reuters) [handout] via AP. credit by von / | © file – y".split(),
    *"By VON Text von story by autor: Jane Doe & and John , . ! : ; ) ( ] [ ” “ - – ·".split(),
    *"13 February 2025 13.02.2025 02/13/2025 2025-02-13 14.02.25 Feb. 3, März 1999 10:30 a.m. Uhr".split(),
    *"Monday Mittwoch lundi samedi Updated Published: Stand 5 min read Lesezeit 12345 1 2 2019".split(),
    *("\u00a0", "\t", "  ", "Northern Wire", "London,", "the gates were raised at noon", "é", "1/2", "²"),
)
lines = st.lists(st.sampled_from(_BITS), min_size=1, max_size=9).flatmap(
    lambda parts: st.sampled_from((" ", " ", "")).map(lambda sign: sign.join(parts).strip())
)


@given(lines)
def test_captions_are_seen_as_the_expressions_see_them(line: str) -> None:
    expressions = (bylines._PICTURE.match(line), bylines._WHOLLY_BRACKETED.match(line))
    assert is_caption(line) == bool(bylines._CREDIT.search(line[-200:]) or any(expressions))


@given(lines)
def test_no_line_that_may_be_a_byline_is_passed_over(line: str) -> None:
    if author_of(line) == "" and (match := bylines._BYLINE.match(line)):
        first = bylines._AND.split(bylines._WHERE.split(match["names"].strip(" .,|"))[0])[0]
        assert not bylines.is_person(first.strip())


@given(lines, st.booleans())
def test_dates_are_those_that_each_form_finds_in_turn(line: str, month_first: bool) -> None:
    found: list[Dated] = []
    for form in dates._FORMS:
        for match in form.finditer(line):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if iso := dates._iso_of(match, month_first):
                found.append(Dated(iso, *match.span()))
    assert list(dates_in(line, month_first=month_first)) == sorted(found, key=lambda dated: dated.start)


@given(st.lists(lines, max_size=9), st.lists(lines, max_size=4))
def test_what_is_not_wanted_of_the_foot_changes_nothing_else(top: list[str], foot: list[str]) -> None:
    made, last = [Line(text) for text in top if text], [Line(text) for text in foot if text]
    whole = found_in(made, last, ("title", "source", "author", "date", "url"))
    listed = ("title", "source", "author", "date")
    part = found_in(made, last, listed)
    assert [part.get(key) for key in listed] == [whole.get(key) for key in listed]


def test_a_text_with_blank_lines_between_all_others_was_not_wrapped() -> None:
    line = "a line that is as long as those of a letter that somebody wrapped by hand"
    assert wrapped_at("\n\n".join([line] * 9)) == 0
    assert wrapped_at("\n".join([line] * 9) + "\n") == len(line)
    assert wrapped_at("x\n\n" + "\n".join([line] * 9) + "\n", 3) == len(line)
