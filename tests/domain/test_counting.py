"""Counts agree with plain counting, and every number of the overview with the passages it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.places import Places
from annotations.usecases.overview.counting import KINDS
from annotations.usecases.overview.surveying import survey
from annotations.usecases.overview.timeline import bins
from annotations.usecases.sampling import open_sample
from annotations.workspace import Workspace
from corpus.span import Span

Open = Callable[[], Workspace]


@pytest.fixture
def sample(places: Places) -> Workspace:
    workspace = open_sample(places, by="Mira")
    workspace.refresh()
    return workspace


@pytest.fixture
def marked(opened: Open) -> Workspace:
    """The small library with some passages: two tags on one, two that overlap, one without a tag."""
    workspace = opened()
    workspace.annotate("harbour.md", Span(0, 11), tags=["gates", "Water/depth"])
    workspace.annotate("harbour.md", Span(4, 20), tags=["people"])
    workspace.annotate("ledger.txt", Span(0, 5), tags=["water"])
    workspace.annotate("ledger.txt", Span(6, 10), by="Ada")
    return workspace


def names(workspace: Workspace, kind: str) -> dict[str, tuple[int, int]]:
    return {tally.name: tally[2:] for tally in workspace.stats([kind])}


def test_each_kind_counts_what_it_says(marked: Workspace) -> None:
    assert names(marked, "tag") == {"gates": (1, 1), "people": (1, 1), "water": (1, 1), "Water/depth": (1, 1)}
    assert names(marked, "document") == {"harbour.md": (2, 1), "ledger.txt": (2, 1)}
    ledger = next(article for article in marked.articles() if article.path == "ledger.txt")
    assert names(marked, "source") == {"Quay Gazette": (2, 1), ledger.source: (2, 1)}
    assert names(marked, "date") == {"2025-02-13": (2, 1), ledger.date: (2, 1)}
    assert names(marked, "annotator") == {"Mira": (3, 2), "Ada": (1, 1)}


def test_kinds_come_one_after_the_other_and_an_unknown_one_is_refused(marked: Workspace) -> None:
    kinds = [tally.by for tally in marked.stats()]
    assert list(dict.fromkeys(kinds)) == list(KINDS)
    assert kinds == sorted(kinds, key=KINDS.index)
    with pytest.raises(ValueError, match="no count by “colour”"):
        marked.stats(["colour"])


def test_counts_of_the_sample_are_those_of_plain_counting(sample: Workspace) -> None:
    pairs = sample.annotations()
    tags = Counter(tag for _, item in pairs for tag in item.tags)
    assert {name: count for name, (count, _) in names(sample, "tag").items() if count} == tags
    people = Counter(item.creator for _, item in pairs)
    assert {name: count for name, (count, _) in names(sample, "annotator").items()} == people
    articles = Counter(record.path for record, _ in pairs)
    assert {name: count for name, (count, _) in names(sample, "document").items()} == articles


@pytest.mark.parametrize("by_source", [False, True])
def test_every_number_of_the_overview_leads_to_as_many_passages(sample: Workspace, by_source: bool) -> None:
    found = sample.survey(by_source=by_source)
    assert found.cells
    for (row, column), count in found.cells.items():
        query = found.query(row, column)
        assert len(list(sample.marked(query))) == count, query
    for tag in found.rows:
        assert len(list(sample.marked(f'tag:"{tag.path}"'))) == tag.total
    for pair in found.pairs:
        assert len(list(sample.marked(pair.query))) == pair.count, pair
    for each in found.bins:
        assert len(list(sample.marked(each.query))) == each.count, each
    assert sum(each.count for each in found.bins) == found.highlights


def test_pairs_are_tags_of_one_passage_or_of_two_that_overlap(marked: Workspace) -> None:
    pairs = {(pair.left, pair.right): pair.count for pair in marked.survey().pairs}
    assert pairs == {("gates", "people"): 2, ("people", "Water/depth"): 2, ("gates", "Water/depth"): 1}


def test_a_source_within_the_name_of_another_has_its_own_passages(library: Path, opened: Open) -> None:
    for name, source in (("one.md", "Wire"), ("two.md", "Northern Wire"), ("three.md", "")):
        head = f"---\nsource: {source}\n---\n" if source else ""
        (library / name).write_text(f"{head}\nWords of {name}\n", encoding="utf-8")
    workspace = opened()
    for name in ("one.md", "two.md", "three.md", "notes/visit.txt"):
        workspace.annotate(name, Span(0, 5), tags=["words"])
    found = workspace.survey(by_source=True)
    counts = {column.name: found.cells[0, at] for at, column in enumerate(found.columns)}
    assert counts == {"Northern Wire": 1, "Wire": 1, "": 2}
    for at, column in enumerate(found.columns):
        assert len(list(workspace.marked(found.query(0, at)))) == counts[column.name], column


def test_progress_counts_articles_and_words_by_status(opened: Open) -> None:
    from annotations.personal import Status

    workspace = opened()
    workspace.mark("harbour.md", Status.READ)
    words = {article.path: article.words for article in workspace.articles()}
    progress = workspace.survey().progress
    assert progress["read"] == (1, words["harbour.md"])
    assert progress["unread"] == (2, words["ledger.txt"] + words["notes/visit.txt"])
    assert progress["reading"] == (0, 0)


def test_progress_leaves_out_articles_whose_file_is_gone(opened: Open, library: Path) -> None:
    opened().annotate("ledger.txt", Span(0, 5), tags=["words"])
    (library / "ledger.txt").unlink()
    assert sum(count for count, _ in opened().survey().progress.values()) == 2


def test_an_empty_library_has_an_empty_overview(opened: Open) -> None:
    found = survey(opened()._library)
    assert [found.rows, found.columns, found.bins, found.pairs, dict(found.cells)] == [(), (), (), (), {}]


DATES = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.integers(1, 9999).map(lambda year: f"{year:04d}"),
    st.just(""),
    st.just("soon"),
)


@given(st.lists(DATES, max_size=40))
def test_every_date_falls_into_one_bin_and_bins_stand_in_order(dates: list[str]) -> None:
    found = bins(dates)
    assert sum(each.count for each in found) == len(dates)
    dated = [each.date for each in found if each.date]
    assert dated == sorted(set(dated))
    assert len({len(date) for date in dated}) <= 1
    assert all(each.date for each in found[:-1])


def test_days_between_two_dates_stand_there_empty() -> None:
    assert [(each.date, each.count) for each in bins(["2024-12-30", "2025-01-02", "2025-01-02"])] == [
        ("2024-12-30", 1), ("2024-12-31", 0), ("2025-01-01", 0), ("2025-01-02", 2),
    ]  # fmt: skip
    assert [each.date for each in bins(["2024-12", "2025-01-02"])] == ["2024-12", "2025-01"]
    assert [each.date for each in bins(["1990-01-01", "1992-01-02"])][:2] == ["1990-01", "1990-02"]
    assert [each.date for each in bins(["1890-01-01", "1892-01-02", ""])] == [
        *(f"{year}-{month:02d}" for year in (1890, 1891) for month in range(1, 13)), "1892-01", "",
    ]  # fmt: skip
