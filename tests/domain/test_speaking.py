"""Who speaks: proposals, decisions, and what becomes of them when texts, names and programs change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.brief.model import Flavour, GroupBy
from annotations.errors import ScholiastError
from annotations.model import Selectors
from annotations.places import Places
from annotations.speaker import Decision
from annotations.usecases.quotations.cache import Proposed
from annotations.usecases.quotations.decisions import carried
from annotations.usecases.quotations.finder import Attributed, SpeakerStatus
from annotations.workspace import Workspace
from corpus.document import Document
from corpus.quotations import Quotation
from corpus.span import Span

Open = Callable[[], Workspace]

FIRST = """---
title: The bridge stays shut
source: Quay Gazette
date: 2025-02-13
---

The bridge will stay shut until spring, the town council heard on Monday.

“The cables have to be replaced before anybody crosses again,” Anna Lindqvist said.

Nobody in the room was surprised by that.

“We cannot pay for it this year,” Oskar Brandt said.
"""
SECOND = """---
title: Who pays for the bridge
source: Morning Ledger
date: 2025-02-14
---

The council is looking for money.

“The town will find a way to pay for the cables,” Anna Lindqvist said.
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "bridge"
    folder.mkdir()
    (folder / "shut.md").write_text(FIRST, encoding="utf-8")
    (folder / "who-pays.md").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def open_(library: Path, places: Places) -> Open:
    def opened() -> Workspace:
        workspace = Workspace.open(library, by="Mira", places=places)
        workspace.refresh()
        return workspace

    return opened


def all_said(workspace: Workspace, query: str = "") -> list[Attributed]:
    return list(workspace.all_quotations(query))


def one(workspace: Workspace, words: str) -> Attributed:
    (found,) = [each for each in all_said(workspace) if words in each.exact]
    return found


def test_each_quotation_comes_with_its_article_and_a_proposal(open_: Open) -> None:
    workspace = open_()
    found = one(workspace, "cables have to be replaced")
    assert (found.speaker, found.status, found.proposed) == (
        "Anna Lindqvist",
        SpeakerStatus.PROPOSED,
        "Anna Lindqvist",
    )
    assert (found.path, found.title, found.source, found.date) == (
        "shut.md",
        "The bridge stays shut",
        "Quay Gazette",
        "2025-02-13",
    )
    text = workspace.document("shut.md").text
    assert found.span.of(text) == found.exact
    assert found.spoken.startswith("The cables")
    assert [each.path for each in all_said(workspace)] == ["shut.md", "shut.md", "who-pays.md"]


def test_a_corrected_title_and_source_come_along(open_: Open) -> None:
    workspace = open_()
    workspace.correct("shut.md", {"source": "Evening Post", "date": "2025-03-01"})
    found = one(workspace, "cables have to be replaced")
    assert (found.source, found.date) == ("Evening Post", "2025-03-01")


def test_many_are_confirmed_in_one_step_and_undone_in_one(open_: Open) -> None:
    workspace = open_()
    workspace.confirm_speaker(all_said(workspace))
    assert {each.status for each in all_said(workspace)} == {SpeakerStatus.CONFIRMED}
    entry = next(iter(workspace.history_entries()))
    assert "3 quotations" in entry.label
    assert "3 speakers" in entry.what
    workspace.undo()
    assert {each.status for each in all_said(workspace)} == {SpeakerStatus.PROPOSED}
    workspace.redo()
    assert {each.status for each in all_said(workspace)} == {SpeakerStatus.CONFIRMED}


def test_a_speaker_is_corrected_or_said_to_be_nobody_and_left_open_again(open_: Open) -> None:
    workspace = open_()
    workspace.correct_speaker([one(workspace, "cannot pay")], "Olga Brandt")
    found = one(workspace, "cannot pay")
    assert (found.speaker, found.status, found.proposed) == (
        "Olga Brandt",
        SpeakerStatus.CONFIRMED,
        "Oskar Brandt",
    )
    workspace.correct_speaker([found], "")
    found = one(workspace, "cannot pay")
    assert (found.speaker, found.status) == ("", SpeakerStatus.NONE)
    assert found.decision
    workspace.forget_speaker([found])
    found = one(workspace, "cannot pay")
    assert (found.speaker, found.status, found.decision) == ("Oskar Brandt", SpeakerStatus.PROPOSED, "")


def test_what_cannot_be_decided_is_refused_and_stores_nothing(open_: Open) -> None:
    workspace = open_()
    workspace.confirm_speaker(all_said(workspace))
    before = len(list(workspace.history()))
    acts: tuple[Callable[[], object], ...] = (
        lambda: workspace.confirm_speaker(all_said(workspace)),
        lambda: workspace.correct_speaker([], "X"),
        lambda: workspace.same_speaker("", "X"),
        lambda: workspace.same_speaker("X", "x "),
    )
    for act in acts:
        with pytest.raises(ScholiastError):
            act()
    assert len(list(workspace.history())) == before


def test_a_decision_survives_an_edit_around_it_and_a_slight_edit_of_the_words(
    open_: Open, library: Path
) -> None:
    workspace = open_()
    workspace.correct_speaker([one(workspace, "cables have to be")], "Anna B. Lindqvist")
    path = library / "shut.md"
    path.write_text(FIRST.replace("The bridge will stay shut", "It is official: it will stay shut"), "utf-8")
    workspace.refresh()
    assert one(workspace, "cables have to be").speaker == "Anna B. Lindqvist"
    path.write_text(FIRST.replace("before anybody crosses", "before anyone crosses"), "utf-8")
    workspace.refresh()
    found = one(workspace, "cables have to be")
    assert (found.speaker, found.status) == ("Anna B. Lindqvist", SpeakerStatus.CONFIRMED)
    assert one(workspace, "cannot pay").status is SpeakerStatus.PROPOSED


def test_a_decision_goes_along_with_a_renamed_file(open_: Open, library: Path) -> None:
    workspace = open_()
    workspace.correct_speaker([one(workspace, "cannot pay")], "Olga Brandt")
    (library / "shut.md").rename(library / "closed.md")
    workspace.refresh()
    found = one(workspace, "cannot pay")
    assert (found.path, found.speaker) == ("closed.md", "Olga Brandt")
    workspace.undo()
    assert one(workspace, "cannot pay").speaker == "Oskar Brandt"


def test_of_the_same_words_twice_each_keeps_its_own_speaker(open_: Open, library: Path) -> None:
    twice = (
        "# Vote\n\n“We will not vote for this budget,” Anna Lindqvist said.\n\nA recess followed at once.\n\n"
        "“We will not vote for this budget,” Oskar Brandt said.\n"
    )
    (library / "vote.md").write_text(twice, "utf-8")
    workspace = open_()
    first, second = workspace.quotations("vote.md")
    assert first.exact == second.exact
    workspace.correct_speaker([second], "Olga Brandt")
    assert [each.speaker for each in workspace.quotations("vote.md")] == ["Anna Lindqvist", "Olga Brandt"]
    (library / "vote.md").write_text(
        twice.replace("A recess followed", "A very long recess followed"), "utf-8"
    )
    workspace.refresh()
    assert [each.speaker for each in workspace.quotations("vote.md")] == ["Anna Lindqvist", "Olga Brandt"]


def test_a_later_decision_on_the_same_words_leaves_an_earlier_one_behind() -> None:
    at = Selectors(0, 9, "“As ever”", "He said: ", " and left.")
    old = Decision("1", "d", at, "A", modified="2025-01-01T00:00:00Z")
    new = Decision("2", "d", replace(at, prefix="She said: "), "B", modified="2025-01-02T00:00:00Z")
    here = Proposed(Span(0, 9), (Span(1, 8),), at.exact, "They say: ", at.suffix, "")
    assert carried([here], [old, new]) == ({0: new}, ())
    assert carried([], [old]) == ({}, (old,))


def test_thousands_of_like_quotations_are_told_apart_in_time() -> None:
    many = [
        Proposed(
            Span(n, n + 9), (Span(n + 1, n + 8),), f"“{'like this or that ' * 9}”", f"x{n % 7} ", " y", ""
        )
        for n in range(3_000)
    ]
    decisions = [
        Decision(str(n), "d", Selectors(n, n + 9, each.exact[: -(n % 3) or None], "other", each.suffix), "A")
        for n, each in enumerate(many)
    ]
    found, lost = carried(many, decisions)
    assert len(found) + len(lost) <= len(decisions)
    assert len(found) >= 1_000


def test_a_quotation_that_was_given_a_speaker_stays_one_when_its_marks_go(open_: Open, library: Path) -> None:
    workspace = open_()
    workspace.correct_speaker([one(workspace, "cannot pay")], "Olga Brandt")
    marks = "“We cannot pay for it this year,” Oskar Brandt said."
    plain = FIRST.replace(marks, "Then she said: “We cannot pay for it this year,” and nobody answered.")
    (library / "shut.md").write_text(plain, "utf-8")
    workspace.refresh()
    assert one(workspace, "cannot pay").speaker == "Olga Brandt"


def test_a_decision_on_words_that_are_gone_is_named_by_the_check_and_counts_again_when_they_are_back(
    open_: Open, library: Path
) -> None:
    workspace = open_()
    workspace.correct_speaker([one(workspace, "cannot pay")], "Olga Brandt")
    path = library / "shut.md"
    path.write_text(
        FIRST.replace("“We cannot pay for it this year,” Oskar Brandt said.", "That was all."), "utf-8"
    )
    workspace.refresh()
    assert not any("cannot pay" in each.exact for each in all_said(workspace))
    (finding,) = [each for each in workspace.check() if each.kind == "speaker-lost"]
    assert "shut.md" in finding.where
    path.write_text(FIRST, "utf-8")
    workspace.refresh()
    assert one(workspace, "cannot pay").speaker == "Olga Brandt"
    assert not [each for each in workspace.check() if each.kind == "speaker-lost"]


def test_the_decisions_of_two_programs_come_together(open_: Open) -> None:
    mine, other = open_(), open_()
    mine.correct_speaker([one(mine, "cannot pay")], "Olga Brandt")
    assert one(other, "cannot pay").status is SpeakerStatus.PROPOSED
    assert other.news()
    assert one(other, "cannot pay").speaker == "Olga Brandt"


def test_two_programs_that_decide_on_one_quotation_make_one_record(open_: Open) -> None:
    mine, other = open_(), open_()
    seen = one(other, "cannot pay")
    mine.correct_speaker([one(mine, "cannot pay")], "Olga Brandt")
    other.correct_speaker([seen], "Otto Brandt")
    mine.news()
    assert one(mine, "cannot pay").speaker == one(other, "cannot pay").speaker == "Otto Brandt"
    assert len(other._library.store.records("speakers")) == 1


def test_a_name_that_is_another_holds_everywhere_and_stays_a_proposal(open_: Open) -> None:
    workspace = open_()
    workspace.same_speaker("anna  lindqvist", "Anna B. Lindqvist")
    assert sorted(each.speaker for each in all_said(workspace)) == [
        "Anna B. Lindqvist",
        "Anna B. Lindqvist",
        "Oskar Brandt",
    ]
    assert {each.status for each in all_said(workspace)} == {SpeakerStatus.PROPOSED}
    workspace.undo()
    assert sum(each.speaker == "Anna Lindqvist" for each in all_said(workspace)) == 2


def test_names_are_followed_on_and_never_round_in_a_circle(open_: Open) -> None:
    workspace = open_()
    workspace.same_speaker("Oskar Brandt", "O. Brandt")
    workspace.same_speaker("O. Brandt", "Mayor Brandt")
    assert one(workspace, "cannot pay").speaker == "Mayor Brandt"
    workspace.same_speaker("Mayor Brandt", "Oskar Brandt")
    assert one(workspace, "cannot pay").speaker in ("Oskar Brandt", "O. Brandt")


def test_a_damaged_record_costs_itself_alone_and_is_named_by_the_check(open_: Open) -> None:
    from annotations.changes import Change
    from annotations.model import new_id

    workspace = open_()
    identity = new_id()
    row = {"id": identity, "kind": "quotation", "document": 3, "rev": 1}
    workspace._library.store.commit("damage", [Change("speakers", identity, None, row)], by="x")
    assert len(all_said(workspace)) == 3
    assert any("cannot be shown" in each.what and identity in each.where for each in workspace.check())


def test_what_was_found_comes_from_the_cache_until_the_article_changes(
    open_: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import corpus.quotations

    workspace = open_()
    before = all_said(workspace)
    read: list[str] = []
    real = corpus.quotations.quotations

    def counted(document: Document, furniture: Sequence[Span] = ()) -> tuple[Quotation, ...]:
        read.append(document.path)
        return real(document, furniture)

    monkeypatch.setattr(corpus.quotations, "quotations", counted)
    again = open_()
    assert all_said(again) == before
    assert not read
    (library / "shut.md").write_text(FIRST + "\nThat was all.\n", "utf-8")
    again.refresh()
    assert len(all_said(again)) == 3
    assert read == ["shut.md"]


def test_what_a_file_held_that_changed_unseen_is_not_kept_for_what_it_held_before(
    open_: Open, library: Path
) -> None:
    workspace = open_()
    path = library / "shut.md"
    path.write_text(FIRST.replace("The bridge will", "So, the bridge will"), "utf-8")
    assert one(workspace, "cables have to be").span.of(workspace.document("shut.md").text).startswith("“The")
    path.write_text(FIRST, "utf-8")
    workspace.refresh()
    assert one(workspace, "cables have to be").span.of(workspace.document("shut.md").text).startswith("“The")


def test_going_through_a_library_is_stopped_and_goes_on_where_it_was(open_: Open) -> None:
    workspace = open_()
    told: list[tuple[int, int]] = []
    found = workspace.all_quotations("", lambda: bool(told), lambda *at: told.append(at))
    assert len(list(found)) == 2
    assert told == [(1, 2)]
    assert len(all_said(workspace)) == 3


def test_a_damaged_cache_is_made_anew(open_: Open) -> None:
    workspace = open_()
    before = all_said(workspace)
    workspace.close()
    file = workspace._library.catalogue.folder / "quotations.sqlite"
    assert file.is_file()
    for each in file.parent.glob("quotations.sqlite*"):
        each.write_bytes(b"not a database" * 200)
    assert all_said(open_()) == before


def test_furniture_says_nothing(open_: Open) -> None:
    workspace = open_()
    document = workspace.document("shut.md")
    from annotations.usecases.lenses.furnishing import decide

    found = one(workspace, "cannot pay")
    decide(workspace._library, document, [found.span], True, by="Mira")
    assert [each.exact for each in all_said(workspace) if "cannot pay" in each.exact] == []


def test_quotations_are_asked_for_by_words_speaker_article_and_tag(open_: Open) -> None:
    workspace = open_()

    def found(query: str) -> list[str]:
        return [each.spoken.split()[1] for each in all_said(workspace, query)]

    assert found("cables") == ["cables", "town"]
    assert found("speaker:lindqvist") == ["cables", "town"]
    assert found('speaker:"Anna Lindqvist" source:ledger') == ["town"]
    assert found("-speaker:lindqvist") == ["cannot"]
    assert found("date:2025-02-13 speaker:brandt") == ["cannot"]
    workspace.mark_quotations([one(workspace, "cannot pay")], ["money"])
    assert found("tag:money") == ["cannot"]
    assert found("council") == [], "words of the article around it are not its words"


def test_marking_quotations_is_one_step_and_makes_no_twins(open_: Open) -> None:
    workspace = open_()
    workspace.mark_quotations(all_said(workspace))
    workspace.mark_quotations(all_said(workspace), ["bridge"])
    said = [item for _, item in workspace.annotations()]
    assert len(said) == 3
    assert {item.tags for item in said} == {("bridge",)}
    assert all(item.selectors.exact.startswith("“") for item in said)
    workspace.undo()
    workspace.undo()
    assert not workspace.annotations()


def test_annotations_are_asked_for_by_who_speaks_in_them(open_: Open) -> None:
    workspace = open_()
    for path, words in (
        ("shut.md", "Anna Lindqvist said."),
        ("shut.md", "have to be replaced"),
        ("shut.md", "cannot pay for it"),
        ("who-pays.md", "will find a way"),
    ):
        workspace.annotate(path, workspace.quoted(path, words))

    def found(query: str) -> list[str]:
        return [item.selectors.exact for _, item in workspace.annotations(query=query)]

    assert found("speaker:lindqvist") == ["have to be replaced", "will find a way"]
    assert found("-speaker:lindqvist") == ["Anna Lindqvist said.", "cannot pay for it"]
    assert found("speaker:lindqvist source:gazette") == ["have to be replaced"]
    assert [item.selectors.exact for _, item in workspace.marked("speaker:brandt")] == ["cannot pay for it"]
    workspace.correct_speaker([one(workspace, "cables have to be")], "Oskar Brandt")
    assert found("speaker:brandt") == ["have to be replaced", "cannot pay for it"]


def test_a_search_for_a_speaker_finds_articles_and_places(open_: Open) -> None:
    workspace = open_()
    for indexed in (False, True):
        if indexed:
            workspace.index()
        hits = list(workspace.search("speaker:lindqvist"))
        assert [(hit.document, hit.exact[1:10]) for hit in hits] == [
            ("shut.md", "The cable"),
            ("who-pays.md", "The town "),
        ]
        assert list(workspace.matching("speaker:brandt")) == ["shut.md"]
        assert list(workspace.articles_that("speaker:brandt")) == ["shut.md"]
        assert [hit.exact for hit in workspace.search("speaker:brandt council")] == ["council"]
        assert not list(workspace.search("speaker:nobody"))


def test_a_brief_names_confirmed_speakers_and_marks_proposed_ones(open_: Open) -> None:

    from annotations.usecases.briefing import BriefRequest

    workspace = open_()
    for path, words in (
        ("shut.md", "have to be replaced"),
        ("shut.md", "cannot pay"),
        ("shut.md", "heard on"),
    ):
        workspace.annotate(path, workspace.quoted(path, words))
    workspace.confirm_speaker([one(workspace, "cables have to be")])
    text = workspace.brief(BriefRequest())
    assert "— Anna Lindqvist, in *Quay Gazette*, “The bridge stays shut”" in text
    assert "paragraph 4 (speaker proposed: Oskar Brandt).[^" in text
    assert text.count("speaker proposed") == 1
    assert "no person has confirmed it" in text
    grouped = workspace.brief(BriefRequest(group_by=GroupBy.SPEAKER))
    at = [grouped.index(heading) for heading in ("## Anna Lindqvist", "## Oskar Brandt", "## No speaker")]
    assert at == sorted(at)
    assert "(speaker proposed: Oskar Brandt) [@" in workspace.brief(BriefRequest(flavour=Flavour.PANDOC))
    assert not [each for each in workspace.verified(grouped) if each.result != "exact"]


def test_a_page_names_speakers_beside_their_words(open_: Open) -> None:
    workspace = open_()
    for words in ("have to be replaced", "cannot pay"):
        workspace.annotate("shut.md", workspace.quoted("shut.md", words), tags=["bridge"])
    workspace.confirm_speaker([one(workspace, "cables have to be")])
    page = workspace.page()
    assert '<p class="dim">Anna Lindqvist</p>' in page
    assert '<p class="dim">speaker proposed: Oskar Brandt</p>' in page


def test_a_passage_around_a_quotation_is_not_the_speakers(open_: Open) -> None:
    from annotations.usecases.briefing import BriefRequest

    workspace = open_()
    text = workspace.document("shut.md").text
    workspace.annotate("shut.md", Span(text.index("The bridge will"), text.index("“We cannot") + 4))
    assert "Lindqvist, in" not in workspace.brief(BriefRequest())
    assert "speaker proposed" not in workspace.brief(BriefRequest())
