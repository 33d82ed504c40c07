"""Another program that comes in between: every use case does its work on what that one left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import NoPlace
from annotations.memo import MemoKind
from annotations.model import Placement
from annotations.places import Places
from annotations.store import Store
from annotations.usecases.annotating.highlights import Edit, New
from annotations.usecases.annotating.memos import About
from annotations.workspace import Workspace
from corpus.span import Span

Between = Callable[[Workspace, Callable[[], object]], None]


@pytest.fixture
def one(opened: Callable[[], Workspace]) -> Workspace:
    workspace = opened()
    workspace.refresh()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "The water held."), tags=["water"])
    return workspace


@pytest.fixture
def two(one: Workspace, library: Path, tmp_path: Path) -> Workspace:
    """The same library in the hands of somebody else."""
    workspace = Workspace.open(library, by="Jonas", places=Places(*(tmp_path / name for name in "cdk")))
    workspace.refresh()
    return workspace


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Between:
    """Lets something happen between a use case's reading and its storing, the first time."""

    def arrange(workspace: Workspace, act: Callable[[], object]) -> None:
        commit, store, done = Store.commit, workspace._library.store, list[bool]()

        def late(self: Store, *args: object, **kwargs: object) -> object:
            if self is store and not done:
                done.append(True)
                act()
            return commit(self, *args, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(Store, "commit", late)

    return arrange


def only(workspace: Workspace) -> str:
    ((_, item),) = workspace.annotations()
    return item.id


def test_a_highlight_is_deleted_with_what_another_wrote_and_comes_back_with_it(
    one: Workspace, two: Workspace, between: Between
) -> None:
    identity = only(one)
    between(one, lambda: two.edit([identity], Edit(note="meanwhile")))
    one.delete([identity])
    assert not one.annotations()
    one.undo()
    assert one.annotation(identity).note == "meanwhile"


def test_an_edit_keeps_what_another_wrote(one: Workspace, two: Workspace, between: Between) -> None:
    identity = only(one)
    between(one, lambda: two.edit([identity], Edit(note="meanwhile")))
    (item,) = one.edit([identity], Edit(add=["doubt"]))
    assert (item.note, item.tags) == ("meanwhile", ("water", "doubt"))


def test_of_one_name_two_programs_keep_one_search(one: Workspace, two: Workspace, between: Between) -> None:
    kept = one.save_search("water", "water")
    two.news()
    between(one, lambda: two.save_search("water", "tide"))
    one.save_search("water", "held")
    assert [(each.id, each.query) for each in one.searches()] == [(kept.id, "held")]


def test_a_search_is_renamed_as_another_left_it(one: Workspace, two: Workspace, between: Between) -> None:
    kept = one.save_search("water", "water")
    two.news()
    between(one, lambda: two.save_search("water", "tide"))
    assert one.rename_search(kept.id, "sea").query == "tide"


def test_a_search_is_deleted_as_another_left_it(one: Workspace, two: Workspace, between: Between) -> None:
    kept = one.save_search("water", "water")
    two.news()
    between(one, lambda: two.save_search("water", "tide"))
    one.delete_search(kept.id)
    assert not one.searches()


def test_a_note_on_the_whole_is_deleted_as_another_left_it(
    one: Workspace, two: Workspace, between: Between
) -> None:
    about = About(MemoKind.DOCUMENT, "harbour.md")
    memo = one.write_memo(about, "mine")
    assert memo is not None
    two.news()
    between(one, lambda: two.write_memo(about, "theirs"))
    one.delete_memo(memo.id)
    assert one.memo_on(about) is None


@pytest.fixture
def gone(one: Workspace, two: Workspace, library: Path) -> str:
    """The id of a document whose file is gone."""
    ((record, _),) = one.annotations()
    text = (library / "harbour.md").read_text("utf-8")
    (library / "harbour.md").unlink()
    (library / "quay.md").write_text(text + "\nOne more line.\n", encoding="utf-8")
    one.refresh()
    two.refresh()
    return record.id


def test_what_was_said_goes_to_the_new_file_with_what_another_wrote(
    one: Workspace, two: Workspace, between: Between, gone: str
) -> None:
    identity = only(one)
    between(one, lambda: two.edit([identity], Edit(note="meanwhile")))
    one.adopt(gone, "quay.md")
    ((record, item),) = one.annotations("quay.md")
    assert (record.path, item.note, item.placement) == ("quay.md", "meanwhile", Placement.EXACT)


def test_a_document_is_left_without_a_file_as_another_left_it(
    one: Workspace, two: Workspace, between: Between, gone: str
) -> None:
    between(one, lambda: two.settle(gone))
    one.settle(gone)
    assert not one.likely()


@pytest.fixture
def doubtful(one: Workspace, two: Workspace, library: Path) -> str:
    """The id of a highlight whose words are not in its text any more as they were."""
    path = library / "harbour.md"
    text = path.read_text("utf-8").replace("The water held.", "The water has held, nearly.")
    path.write_text(text, encoding="utf-8")
    one.refresh()
    one.placed(one.document("harbour.md"))
    two.refresh()
    two.news()
    return only(one)


def test_a_place_is_accepted_with_what_another_wrote(
    one: Workspace, two: Workspace, between: Between, doubtful: str
) -> None:
    assert one.annotation(doubtful).placement is Placement.UNCERTAIN
    between(one, lambda: two.edit([doubtful], Edit(note="meanwhile")))
    one.accept([doubtful])
    item = one.annotation(doubtful)
    assert (item.placement, item.note) == (Placement.EXACT, "meanwhile")


def test_another_place_is_chosen_with_what_another_wrote(
    one: Workspace, two: Workspace, between: Between, doubtful: str
) -> None:
    between(one, lambda: two.edit([doubtful], Edit(note="meanwhile")))
    one.replace_place(doubtful, Span(0, 11))
    item = one.annotation(doubtful)
    assert (item.span, item.note) == (Span(0, 11), "meanwhile")


def test_a_highlight_is_left_without_a_place_with_what_another_wrote(
    one: Workspace, two: Workspace, between: Between, doubtful: str
) -> None:
    between(one, lambda: two.edit([doubtful], Edit(note="meanwhile")))
    one.orphan([doubtful])
    item = one.annotation(doubtful)
    assert (item.placement, item.note) == (Placement.ORPHAN, "meanwhile")


@pytest.mark.parametrize("judge", ["accept", "orphan"])
def test_a_place_that_nobody_looked_at_is_not_judged(
    one: Workspace, two: Workspace, between: Between, doubtful: str, judge: str
) -> None:
    between(one, lambda: two.replace_place(doubtful, Span(0, 11)))
    with pytest.raises(NoPlace, match="another place meanwhile"):
        getattr(one, judge)([doubtful])
    assert one.annotation(doubtful).span == Span(0, 11)


def test_highlights_are_made_beside_those_of_another(
    one: Workspace, two: Workspace, between: Between
) -> None:
    between(one, lambda: two.annotate_all([New("ledger.txt", Span(0, 5), ["cost"])]))
    (item,) = one.annotate_all([New("ledger.txt", Span(6, 11), ["Cost"])])
    assert item.tags == ("cost",)
