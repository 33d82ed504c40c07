"""Versions of one story: what is found, what a person decides, and that the decision stays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import ReadOnly, ScholiastError
from annotations.places import Places
from annotations.usecases.briefing import BriefRequest
from annotations.usecases.echoes.stories import Story
from annotations.workspace import Workspace

Open = Callable[[], Workspace]


def sentence(seed: int, count: int = 30) -> str:
    return " ".join(f"w{(seed * 7919 + place * 104729) % 99991}" for place in range(count))


def article(path: Path, date: str, *seeds: int, more: str = "") -> None:
    text = "\n\n".join(sentence(seed).capitalize() + "." for seed in seeds)
    path.write_text(f"---\ntitle: {path.stem}\ndate: {date}\n---\n\n{text}\n\n{more}\n", encoding="utf-8")


def indexed(workspace: Workspace) -> Workspace:
    workspace.refresh()
    assert workspace.index().complete
    assert workspace.index_echoes().complete
    return workspace


def groups(workspace: Workspace) -> list[tuple[str, ...]]:
    return [story.paths for story in workspace.stories()]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two stories in versions, and one article alone."""
    folder = tmp_path / "library"
    folder.mkdir()
    article(folder / "wire.md", "2025-02-13", 1, 2, 3)
    article(folder / "gazette.md", "2025-02-14", 1, 2, 3, more="Our own paper adds this line.")
    article(folder / "ledger.md", "2025-02-12", 2, 1, 3)
    article(folder / "north.md", "2025-02-10", 11, 12, 13)
    article(folder / "south.md", "2025-02-11", 11, 12, 13)
    article(folder / "alone.md", "2025-02-11", 21, 22)
    return folder


@pytest.fixture
def workspace(opened: Open) -> Workspace:
    return indexed(opened())


WIRE, NORTH = ("ledger.md", "wire.md", "gazette.md"), ("north.md", "south.md")


def test_versions_are_found_under_the_earliest(workspace: Workspace) -> None:
    assert groups(workspace) == [WIRE, NORTH]
    assert workspace.distinct_stories() == 3
    story = workspace.story_of("wire.md")
    assert story is not None
    assert [version.path for version in story.versions] == ["wire.md", "gazette.md"]
    assert all(0.8 < version.share <= 1 and not version.by_hand for version in story.versions)
    assert workspace.story_of("alone.md") is None


def test_before_the_first_indexing_every_article_is_a_story(opened: Open) -> None:
    fresh = opened()
    fresh.refresh()
    assert fresh.stories() == ()
    assert fresh.distinct_stories() == 6
    assert fresh.echo_counts("wire.md") == ()
    assert fresh.index_echoes().remark


def test_joined_by_hand_brings_the_versions_of_each(workspace: Workspace) -> None:
    workspace.join_stories(["wire.md", "south.md"])
    (paths,) = groups(workspace)
    assert paths == ("north.md", "south.md", *WIRE)
    assert workspace.distinct_stories() == 2
    by_hand = {each.path for each in workspace.stories()[0].versions if each.by_hand}
    assert by_hand == {"south.md", *WIRE}


def test_it_works_without_an_index(opened: Open) -> None:
    fresh = opened()
    fresh.refresh()
    fresh.join_stories(["wire.md", "alone.md"], lead="wire.md")
    assert groups(fresh) == [("wire.md", "alone.md")]


def test_the_lead_is_the_one_that_was_picked(workspace: Workspace) -> None:
    workspace.lead_story("gazette.md")
    assert groups(workspace)[0] == ("gazette.md", "ledger.md", "wire.md")
    assert all(version.share > 0.5 for version in workspace.stories()[0].versions)
    workspace.lead_story("wire.md")
    assert groups(workspace)[1] == ("wire.md", "ledger.md", "gazette.md")
    workspace.undo()
    assert groups(workspace)[0][0] == "gazette.md"
    workspace.undo()
    assert groups(workspace) == [WIRE, NORTH]


def test_one_that_was_taken_out_stays_out_and_the_others_together(workspace: Workspace) -> None:
    workspace.split_story("ledger.md")
    assert groups(workspace) == [NORTH, ("wire.md", "gazette.md")]
    workspace.join_stories(["ledger.md", "alone.md"])
    assert ("alone.md", "ledger.md") in groups(workspace)
    workspace.join_stories(["ledger.md", "wire.md"])
    assert set(groups(workspace)[0]) == {"alone.md", *WIRE}


def test_taking_out_the_one_that_held_a_joined_group_leaves_the_rest_whole(workspace: Workspace) -> None:
    workspace.join_stories(["ledger.md", "north.md"])
    workspace.split_story("ledger.md")
    (paths,) = groups(workspace)
    assert set(paths) == {"wire.md", "gazette.md", "north.md", "south.md"}


def decide(workspace: Workspace) -> list[tuple[str, ...]]:
    workspace.join_stories(["wire.md", "alone.md"], lead="gazette.md")
    workspace.split_story("south.md")
    found = groups(workspace)
    assert found == [("gazette.md", "alone.md", "ledger.md", "wire.md")]
    return found


def test_decisions_stay_when_all_is_indexed_anew(workspace: Workspace, places: Places, opened: Open) -> None:
    found = decide(workspace)
    workspace.close()
    shutil.rmtree(places.cache)
    assert groups(indexed(opened())) == found


def test_decisions_stay_when_texts_and_files_change(
    workspace: Workspace, library: Path, opened: Open
) -> None:
    decide(workspace)
    article(library / "south.md", "2025-02-11", 11, 12, 13, more="One more line.")
    (library / "alone.md").rename(library / "single.md")
    article(library / "later.md", "2025-03-01", 1, 2, 3)
    indexed(workspace)
    assert groups(workspace) == [("gazette.md", "single.md", "ledger.md", "wire.md", "later.md")]
    workspace.undo()
    assert ("north.md", "south.md") in groups(workspace)
    workspace.undo()
    assert groups(workspace) == [("ledger.md", "wire.md", "gazette.md", "later.md"), NORTH]
    assert groups(indexed(opened())) == groups(workspace)


def test_an_article_that_is_gone_leaves_its_story(workspace: Workspace, library: Path) -> None:
    workspace.join_stories(["wire.md", "alone.md"])
    (library / "ledger.md").unlink()
    workspace.refresh()
    assert set(groups(workspace)[0]) == {"alone.md", "wire.md", "gazette.md"}  # before it is indexed, too
    indexed(workspace)
    assert set(groups(workspace)[0]) == {"alone.md", "wire.md", "gazette.md"}


def test_two_programs_see_each_others_decisions(workspace: Workspace, opened: Open) -> None:
    other = opened()
    other.refresh()
    assert groups(other) == groups(workspace)
    workspace.split_story("south.md")
    other.news()
    assert groups(other) == [WIRE]
    other.join_stories(["south.md", "alone.md"])
    workspace.news()
    assert groups(workspace) == groups(other)


def test_a_corrected_date_makes_another_lead(workspace: Workspace) -> None:
    workspace.correct("gazette.md", {"date": "2025-01-01"})
    assert groups(workspace)[0][0] == "gazette.md"
    workspace.index_echoes()
    assert groups(workspace)[0] == ("gazette.md", "ledger.md", "wire.md")


def test_what_cannot_be_is_said_in_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(ScholiastError, match="two articles"):
        workspace.join_stories(["wire.md", "wire.md"])
    with pytest.raises(ScholiastError, match=r"no article nowhere\.md"):
        workspace.join_stories(["wire.md", "nowhere.md"])
    with pytest.raises(ScholiastError, match="stands alone"):
        workspace.split_story("alone.md")
    with pytest.raises(ScholiastError, match="stands alone"):
        workspace.lead_story("alone.md")
    workspace.join_stories(["wire.md", "alone.md"])
    with pytest.raises(ScholiastError, match="so already"):
        workspace.join_stories(["alone.md", "wire.md"])


def test_a_damaged_decision_costs_only_itself(workspace: Workspace, library: Path, opened: Open) -> None:
    workspace.join_stories(["wire.md", "alone.md"])
    workspace.split_story("south.md")
    workspace.close()
    file = library / ".scholiast" / "library.json"
    tables = json.loads(file.read_text(encoding="utf-8"))
    for row in tables["groups"].values():
        if row["path"] == "south.md":
            row["path"] = 7
    file.write_text(json.dumps(tables), encoding="utf-8")
    assert set(groups(opened())[0]) >= {"wire.md", "alone.md"}


def test_the_brief_and_the_counts_say_how_many_stories(workspace: Workspace) -> None:
    rows = {tally.name: tally.documents for tally in workspace.stats(["library"])}
    assert rows == {"articles": 6, "stories": 3}
    workspace.annotate("wire.md", workspace.quoted("wire.md", sentence(1, 4).capitalize()))
    assert "6 articles in the library, which tell 3 distinct stories; 1 quoted." in workspace.brief(
        BriefRequest()
    )


def test_a_brief_does_not_count_what_was_not_looked_into(workspace: Workspace, library: Path) -> None:
    workspace.annotate("wire.md", workspace.quoted("wire.md", sentence(1, 4).capitalize()))
    article(library / "new.md", "2025-03-01", 31)
    workspace.refresh()
    assert "7 articles in the library; 1 quoted." in workspace.brief(BriefRequest())


def test_stories_are_plain_values() -> None:
    assert Story("a.md", ()).paths == ("a.md",)
    assert issubclass(ReadOnly, ScholiastError)


def test_a_new_file_under_an_old_name_takes_no_decision_away(workspace: Workspace, library: Path) -> None:
    workspace.join_stories(["wire.md", "alone.md"])
    (library / "alone.md").rename(library / "single.md")
    workspace.refresh()
    article(library / "alone.md", "2025-03-01", 31, 32)
    indexed(workspace)
    workspace.join_stories(["alone.md", "north.md"])
    assert {frozenset(each) for each in groups(workspace)} == {
        frozenset({"single.md", *WIRE}),
        frozenset({"alone.md", *NORTH}),
    }
