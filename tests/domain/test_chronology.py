"""In order of publication: who had it first, what changed, and what stands for none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.places import Places
from annotations.query import QueryError
from annotations.usecases.chronology.alikeness import likenesses, pieces, wording
from annotations.usecases.chronology.chronology import Moment, compared
from annotations.workspace import Workspace
from corpus.span import Span

Open = Callable[[], Workspace]

LAST = "It has to last, and it has to last longer than this winter"


def moment(
    words: str, date: str = "2025-02-13", path: str = "a.md", source: str = "Wire", at: int = 0
) -> Moment:
    return Moment(path, path, source, date, Span(at, at + len(words)), f"“{words}”", words)


def test_passages_stand_by_date_and_what_has_none_comes_last() -> None:
    given_ = [moment("one thing", ""), moment("other things", "2025-03"), moment("a third", "2024-12-31")]
    assert [each.date for each in compared(given_, {})] == ["2024-12-31", "2025-03", ""]


def test_who_had_words_first_is_marked_and_later_ones_say_what_changed() -> None:
    first, same, later, other = compared(
        [
            moment(LAST, "2025-02-12", "a.md"),
            moment(LAST, "2025-02-13", "b.md", "Post"),
            moment(LAST.replace("this winter", "a thousand winters"), "2025-02-14", "c.md"),
            moment("Nobody asked me about the weather in Munich", "2025-02-15", "d.md"),
        ],
        {},
    )
    assert (first.first, same.first, later.first, other.first) == (True, False, False, False)
    assert (first.before, same.before, later.before, other.before) == (-1, 0, 1, -1)
    assert not same.pieces
    changed = [piece for piece in later.pieces if piece.kind == "changed"]
    assert [(piece.here.strip(), piece.there.strip()) for piece in changed] == [
        ("this winter", "a thousand winters")
    ]
    assert not other.pieces


def test_of_several_on_the_first_day_nobody_is_called_first_and_nothing_is_called_a_change() -> None:
    other = LAST.replace("winter", "year")
    found = compared(
        [moment(LAST, path="a.md"), moment(other, path="b.md"), moment(LAST, "2025-03-01", "c.md")], {}
    )
    assert [(each.first, each.tied) for each in found] == [(False, "day"), (False, "day"), (False, "")]
    assert [(each.before, each.ordered, bool(each.pieces)) for each in found] == [
        (-1, False, False),
        (0, False, True),
        (1, True, True),
    ]


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("2025-02", "2025-02-13", "2025-02-20"), [("month", False), ("month", False), ("", False)]),
        (("2025", "2025-02", "2026"), [("year", False), ("year", False), ("", False)]),
        (("2025-02-13T08:00", "2025-02-13T09:30", "2025-03"), [("", True), ("", False), ("", False)]),
        (("2025-02-13", "2025-02-13T09:30", "2025-03"), [("day", False), ("day", False), ("", False)]),
    ],
)
def test_a_date_is_earlier_only_as_far_as_it_is_known(
    dates: tuple[str, ...], told: list[tuple[str, bool]]
) -> None:
    found = compared([moment(LAST, date, f"{number}.md") for number, date in enumerate(dates)], {})
    assert [(each.tied, each.first) for each in found] == told


def test_what_is_compared_is_of_an_earlier_date_where_there_is_one() -> None:
    found = compared([moment(LAST, "2025-02-12"), *(moment(LAST, path=f"{n}.md") for n in range(3))], {})
    assert [(each.before, each.ordered) for each in found] == [(-1, False), (0, True), (0, True), (0, True)]


def test_a_first_says_that_others_have_no_date_and_what_has_none_makes_nobody_first() -> None:
    first, later, undated = compared(
        [moment(LAST), moment(LAST, "2025-03-01", "b.md"), moment(LAST, "", "c.md")], {}
    )
    assert (first.first, first.undated, undated.first, undated.ordered) == (True, 1, False, False)
    assert not later.undated
    assert not any(each.first for each in compared([moment(LAST), moment(LAST, "", "c.md")], {}))


def test_the_lead_stands_for_its_story_unless_another_version_is_known_to_be_earlier() -> None:
    stories = {"a.md": "wire.md", "wire.md": "wire.md"}
    (one,) = compared([moment(LAST, path="a.md"), moment(LAST, path="wire.md", source="Zeitung")], stories)
    assert (one.path, one.versions, one.first, one.tied) == ("wire.md", ("a.md",), False, "")
    other = moment(LAST.replace("winter", "year"), path="a.md")
    found = compared([other, moment(LAST, path="wire.md", source="Zeitung")], stories)
    assert [(each.path, each.tied, each.before) for each in found] == [
        ("wire.md", "day", -1),
        ("a.md", "day", 0),
    ]
    for date in ("2025-02-14", ""):
        (one,) = compared([moment(LAST, path="a.md"), moment(LAST, date, "wire.md")], stories)
        assert (one.path, one.versions) == ("a.md", ("wire.md",))


def test_another_version_of_the_same_day_may_have_been_first_as_well() -> None:
    stories = {"a.md": "wire.md", "wire.md": "wire.md"}
    both = [moment(LAST, path="a.md", source="Post"), moment(LAST, path="wire.md")]
    lead, later = compared([*both, moment(LAST, "2025-03-01", "b.md")], stories)
    assert (lead.path, lead.versions, lead.first, lead.tied) == ("wire.md", ("a.md",), False, "day")
    assert (later.first, later.tied) == (False, "")
    earlier = both[1]._replace(date="2025-02-12")
    lead, _ = compared([both[0], earlier, moment(LAST, "2025-03-01", "b.md")], stories)
    assert (lead.path, lead.first, lead.tied) == ("wire.md", True, "")


def test_words_that_are_gone_stand_for_none_that_are_there() -> None:
    gone = moment(LAST)._replace(span=None, placement="orphan")
    found = compared([gone, moment(LAST, at=90)], {})
    assert [(each.placement, each.again) for each in found] == [("orphan", 0), ("exact", 0)]


def test_an_article_that_says_it_twice_stands_once_and_is_first_once() -> None:
    longer = LAST + " and longer"
    twice = [moment(LAST), moment(LAST.lower(), at=90), moment(longer, at=300)]
    found = compared([*twice, moment(LAST, "2025-03-01", "b.md")], {})
    assert [(each.path, each.again, each.first) for each in found] == [
        ("a.md", 1, True),
        ("a.md", 0, False),
        ("b.md", 0, False),
    ]


def test_what_nobody_said_again_is_not_called_first() -> None:
    found = compared([moment("One thing was said here"), moment("Quite another one there", "2025-02-14")], {})
    assert not any(each.first or each.tied for each in found)
    assert not any(each.first for each in compared([moment(LAST), moment(LAST + " and longer", at=90)], {}))


def test_a_quotation_cut_short_is_still_the_same() -> None:
    cut_short = "it has to last longer than this winter"
    assert compared([moment(LAST, "2025-02-12"), moment(cut_short, path="b.md")], {})[1].before == 0


def test_versions_of_one_story_with_the_same_words_are_one_and_others_are_not() -> None:
    stories = {"a.md": "a.md", "b.md": "a.md", "c.md": "a.md"}
    found = compared(
        [
            moment(LAST, path="a.md"),
            moment(LAST.upper() + "!", path="b.md"),
            moment(LAST.replace("winter", "year"), path="c.md"),
            moment(LAST, path="elsewhere.md"),
        ],
        stories,
    )
    assert [(each.path, each.versions) for each in found] == [
        ("a.md", ("b.md",)),
        ("c.md", ()),
        ("elsewhere.md", ()),
    ]


def test_case_accents_and_signs_are_no_change() -> None:
    found = compared(
        [moment("Être là, c’est tout.", "2025-01"), moment("ETRE LA; c'est tout", "2025-02", "b.md")], {}
    )
    assert found[1].before == 0
    assert not found[1].pieces


@given(st.lists(st.text("abc d,.", max_size=40), max_size=8))
def test_pieces_hold_both_texts_whole_and_likenesses_look_back(texts: list[str]) -> None:
    words = [wording(text) for text in texts]
    found = likenesses(words)
    assert all(-1 <= earlier < index for index, earlier in enumerate(found))
    for one in words:
        for other in words:
            told = pieces(one, other)
            if one.folded and other.folded:
                assert "".join(piece.here for piece in told) == one.text
                assert "".join(piece.there for piece in told) == other.text
            assert all(piece.kind == "same" for piece in told) == (one.folded == other.folded)


def test_very_long_and_very_many_passages_are_likened_without_comparing_each_with_each() -> None:
    long = [wording("word " * 100_000), wording("other " * 100_000)]
    assert likenesses(long) == [-1, -1]
    many = [wording(f"the same words as ever before number {n}") for n in range(1_500)]
    assert likenesses(many)[-1] == 1_498


# In a library.


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    for name, source, date, words in (
        ("second", "Post", "2025-02-14", f"“{LAST} and the next,” Anna Lindqvist said."),
        ("first", "Wire", "2025-02-13", f"“{LAST},” Anna Lindqvist said."),
        ("third", "Ledger", "2025-02-15", "“We have heard enough of winters,” Oskar Brandt said."),
    ):
        text = (
            f"---\ntitle: Talks, {name}\nsource: {source}\ndate: {date}\n---\n\nThey met again.\n\n{words}\n"
        )
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def open_(library: Path, places: Places) -> Open:
    def opened() -> Workspace:
        workspace = Workspace.open(library, by="Mira", places=places)
        workspace.refresh()
        return workspace

    return opened


def test_the_chronology_of_a_speaker(open_: Open) -> None:
    found = open_().chronology("speaker:lindqvist")
    assert [(each.path, each.source, each.first, each.before) for each in found.moments] == [
        ("first.md", "Wire", True, -1),
        ("second.md", "Post", False, 0),
    ]
    assert found.moments[0].speaker == "Anna Lindqvist"
    assert found.complete


def test_a_speaker_with_words_means_quotations_with_these_words(open_: Open) -> None:
    found = open_().chronology("speaker:lindqvist next").moments
    assert [(each.path, each.speaker) for each in found] == [("second.md", "Anna Lindqvist")]
    assert not open_().chronology("speaker:lindqvist met").moments


def test_the_chronology_of_a_tag_with_dates_as_corrected(open_: Open) -> None:
    workspace = open_()
    for path in ("third.md", "first.md"):
        workspace.annotate(path, workspace.quoted(path, "They met again."), tags=["talks/place"])
    workspace.correct("third.md", {"date": "2025-01-01"})
    found = workspace.chronology("tag:talks").moments
    assert [(each.path, each.date, each.before) for each in found] == [
        ("third.md", "2025-01-01", -1),
        ("first.md", "2025-02-13", 0),
    ]
    assert all(each.annotation for each in found)


def test_a_passage_that_its_article_has_no_more_is_told_apart(open_: Open, library: Path) -> None:
    workspace = open_()
    for path in ("first.md", "second.md", "third.md"):
        workspace.annotate(path, workspace.quoted(path, "They met again."), tags=["talks"])
    (library / "second.md").unlink()
    third = library / "third.md"
    third.write_text(third.read_text().replace("They met again.", ""), encoding="utf-8")
    workspace.refresh()
    workspace.place_changed()
    found = workspace.chronology("tag:talks").moments
    assert [(each.path, each.placement, each.missing) for each in found] == [
        ("first.md", "exact", False),
        ("second.md", "orphan", True),
        ("third.md", "orphan", False),
    ]


def test_the_chronology_of_a_search_has_its_sentences_once(open_: Open) -> None:
    found = open_().chronology("last").moments
    assert [each.path for each in found] == ["first.md", "second.md"]
    assert all(each.exact.startswith("“It has to last") for each in found)
    assert not open_().chronology("nothing-of-the-kind").moments


def test_a_query_that_cannot_be_read_is_refused_and_a_cancelled_one_is_not_complete(open_: Open) -> None:
    workspace = open_()
    with pytest.raises(QueryError):
        workspace.chronology("tag:")
    assert not workspace.chronology("speaker:lindqvist", lambda: True).complete
