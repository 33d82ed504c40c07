"""Coding: the codebook against a plain dictionary, whatever is done to it, undone and done again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotations import codebook
from annotations.errors import ScholiastError
from annotations.memo import MemoKind
from annotations.places import Places
from annotations.tagtree import Bearing, foretold, tree
from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.annotating.memos import About
from annotations.workspace import Workspace
from corpus.span import Span

Open = Callable[[], Workspace]
TEXT = "One two three four five six seven eight nine ten.\n"
names = st.lists(st.sampled_from(["a", "B", "b", "c"]), min_size=1, max_size=3).map("/".join)
colours = st.sampled_from(["red", "blue", "#102030"])


def once(tags: list[str]) -> list[str]:
    """The tags in order, each as it stands first."""
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(tag.lower(), tag)
    return list(found.values())


@dataclass
class Tag:
    path: str
    colour: str
    description: str = ""
    pinned: int = 0


@dataclass
class Model:
    """What a codebook is, without any of the program: tags and what carries them, by folded path."""

    tags: dict[str, Tag] = field(default_factory=dict)
    passages: dict[str, list[str]] = field(default_factory=dict)
    article: list[str] = field(default_factory=list)

    def under(self, path: str) -> list[str]:
        wanted = path.lower()
        return [key for key in self.tags if key == wanted or key.startswith(wanted + "/")]

    def carry(self, renamed: dict[str, str | None]) -> None:
        def changed(tags: list[str]) -> list[str]:
            found = [renamed.get(tag.lower(), tag) for tag in tags]
            return once([tag for tag in found if tag])

        self.passages = {key: changed(tags) for key, tags in self.passages.items()}
        self.article = changed(self.article)

    def rename(self, old: str, new: str) -> bool:
        moved = self.under(old)
        inside = new.lower().startswith(old.lower() + "/")
        goals = {key: new + self.tags[key].path[len(old) :] for key in moved}
        taken = any(goal.lower() in self.tags and goal.lower() not in moved for goal in goals.values())
        if not moved or inside or taken or new == old:
            return False
        tags = {key: self.tags.pop(key) for key in moved}
        for key, tag in tags.items():
            tag.path = goals[key]
            self.tags[goals[key].lower()] = tag
        self.carry(dict(goals))
        return True

    def merge(self, source: str, into: str) -> bool:
        moved = self.under(source)
        same = source.lower() == into.lower()
        if not moved or same or into.lower().startswith(source.lower() + "/"):
            return False
        target = self.tags[into.lower()].path if into.lower() in self.tags else into
        goals: dict[str, str | None] = {}
        # The tree's own order decides whose description is inherited.
        for key in sorted(moved, key=lambda key: key.split("/")):
            tag = self.tags.pop(key)
            goal = target + tag.path[len(source) :]
            there = self.tags.get(goal.lower())
            if there is None:
                tag.path = goal
                self.tags[goal.lower()] = tag
            else:
                there.description = there.description or tag.description
                there.pinned = there.pinned or tag.pinned
                goal = there.path
            goals[key] = goal
        self.carry(goals)
        return True

    def delete(self, path: str) -> bool:
        gone = self.under(path)
        for key in gone:
            del self.tags[key]
        self.carry(dict.fromkeys(gone))
        return bool(gone)

    def used(self, tags: list[str], colour_of: Callable[[str], str]) -> list[str]:
        """Tags as a passage carries them, new ones put into the book."""
        for tag in tags:
            if tag.lower() not in self.tags:
                self.tags[tag.lower()] = Tag(tag, colour_of(tag))
        spelled = {tag.lower(): self.tags[tag.lower()].path for tag in tags}
        return list(spelled.values())


class CodebookMachine(RuleBasedStateMachine):
    """Every operation of the codebook, with undo and redo back to every state there was."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        library = self.folder / "library"
        library.mkdir()
        (library / "a.txt").write_text(TEXT, encoding="utf-8")
        home = self.folder / "home"
        self.places = Places(home / "config", home / "data", home / "cache")
        self.workspace = self.opened()
        self.model = Model()
        self.before: list[Model] = []
        self.after: list[Model] = []

    def opened(self) -> Workspace:
        workspace = Workspace.open(self.folder / "library", by="Mira", places=self.places)
        workspace.refresh()
        return workspace

    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder)

    def attempt(
        self, done: Callable[[], object], modelled: Callable[[Model], bool], *, step: bool = True
    ) -> None:
        """Both do it, or both refuse; ``step``: it is one of the history even if it changes nothing."""
        model = deepcopy(self.model)
        if modelled(model):
            done()
            if step or model != self.model:
                self.before.append(self.model)
                self.after.clear()
            self.model = model
        else:
            with pytest.raises(ScholiastError):
                done()

    def colour_of(self, path: str) -> str:
        tag = self.workspace.codebook().find(path)
        return tag.colour if tag else ""

    def make(self, model: Model, tags: list[str]) -> list[str]:
        """As `Model.used`, with the colours that the program gave."""
        return model.used(tags, lambda path: "?")

    def paint(self) -> None:
        """New tags have the colour that the program chose."""
        for tag in self.model.tags.values():
            if tag.colour == "?":
                tag.colour = self.colour_of(tag.path)

    @rule(tags=st.lists(names, max_size=3, unique_by=str.lower), start=st.integers(0, 40))
    def annotate(self, tags: list[str], start: int) -> None:
        (made,) = self.workspace.annotate("a.txt", Span(start, start + 6), tags=tags)
        self.before.append(deepcopy(self.model))
        self.after.clear()
        self.model.passages[made.id] = self.make(self.model, tags)
        self.paint()

    @precondition(lambda self: self.model.passages)
    @rule(data=st.data(), tag=names)
    def tag_passage(self, data: st.DataObject, tag: str) -> None:
        identity = data.draw(st.sampled_from(sorted(self.model.passages)))

        def modelled(model: Model) -> bool:
            had = model.passages[identity]
            if tag.lower() not in map(str.lower, had):
                model.passages[identity] = [*had, *self.make(model, [tag])]
            return True

        self.attempt(lambda: self.workspace.edit([identity], Edit(add=[tag])), modelled, step=False)
        self.paint()

    @rule(tags=st.lists(names, max_size=2, unique_by=str.lower))
    def tag_article(self, tags: list[str]) -> None:
        def modelled(model: Model) -> bool:
            if [tag.lower() for tag in tags] != [tag.lower() for tag in model.article]:
                model.article = self.make(model, tags)
            return True

        self.attempt(lambda: self.workspace.tag_article("a.txt", tags), modelled, step=False)
        self.paint()

    @rule(path=names, colour=colours)
    def add(self, path: str, colour: str) -> None:
        def modelled(model: Model) -> bool:
            if path.lower() in model.tags:
                return False
            model.tags[path.lower()] = Tag(path, colour)
            return True

        self.attempt(lambda: self.workspace.reshape(lambda book: codebook.add(book, path, colour)), modelled)

    def spelled(self, path: str) -> str:
        """``path`` as its tag, or the first one under it, spells it."""
        keys = sorted(self.model.under(path), key=lambda key: key.split("/"))
        return self.model.tags[keys[0]].path[: len(path)] if keys else path

    @rule(old=names, new=names)
    def rename(self, old: str, new: str) -> None:
        old = self.spelled(old)
        self.attempt(
            lambda: self.workspace.reshape(lambda book: codebook.rename(book, old, new)),
            lambda model: model.rename(old, new),
        )

    @rule(source=names, into=names)
    def merge(self, source: str, into: str) -> None:
        source = self.spelled(source)
        self.attempt(
            lambda: self.workspace.reshape(lambda book: codebook.merge(book, [source], into)),
            lambda model: model.merge(source, into),
        )

    @rule(path=names)
    def delete(self, path: str) -> None:
        self.attempt(
            lambda: self.workspace.reshape(lambda book: codebook.delete(book, path)),
            lambda model: model.delete(path),
        )

    @rule(path=names, new=names)
    def split(self, path: str, new: str) -> None:
        path = self.spelled(path)
        bearing = [key for key, tags in self.model.passages.items() if path.lower() in map(str.lower, tags)]
        ids = bearing[::2]

        def modelled(model: Model) -> bool:
            if not ids or not model.under(path) or new.lower() == path.lower():
                return False
            (made,) = self.make(model, [new])
            for key in ids:
                found = [made if tag.lower() == path.lower() else tag for tag in model.passages[key]]
                model.passages[key] = once(found)
            return True

        self.attempt(lambda: self.workspace.split(path, ids, new), modelled)
        self.paint()

    @rule(path=names, colour=colours, words=st.sampled_from(["", "x", "y"]), digit=st.integers(0, 3))
    def adorn(self, path: str, colour: str, words: str, digit: int) -> None:
        def modelled(model: Model) -> bool:
            if path.lower() not in model.tags:
                return False
            for tag in model.tags.values():
                tag.pinned = 0 if digit and tag.pinned == digit else tag.pinned
            model.tags[path.lower()].pinned = digit
            return True

        self.attempt(lambda: self.workspace.reshape(lambda book: codebook.pin(book, path, digit)), modelled)

        def painted(model: Model) -> bool:
            if path.lower() in model.tags:
                model.tags[path.lower()].colour = colour
            return path.lower() in model.tags

        self.attempt(
            lambda: self.workspace.reshape(lambda book: codebook.recolour(book, path, colour)), painted
        )

        def described(model: Model) -> bool:
            if path.lower() in model.tags:
                model.tags[path.lower()].description = words
            return path.lower() in model.tags

        self.attempt(
            lambda: self.workspace.reshape(lambda book: codebook.describe(book, path, words)), described
        )

    @precondition(lambda self: self.before)
    @rule(steps=st.integers(1, 5))
    def undo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.before))):
            self.workspace.undo()
            self.after.append(self.model)
            self.model = self.before.pop()

    @precondition(lambda self: self.after)
    @rule()
    def redo(self) -> None:
        self.workspace.redo()
        self.before.append(self.model)
        self.model = self.after.pop()

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = self.opened()

    @invariant()
    def the_library_says_what_the_model_says(self) -> None:
        found = {
            tag.path.lower(): Tag(tag.path, tag.colour, tag.description, tag.pinned)
            for tag in self.workspace.codebook().tags
        }
        assert found == self.model.tags
        passages = {item.id: list(item.tags) for _, item in self.workspace.annotations()}
        assert passages == self.model.passages
        memo = self.workspace.memo_on(About(MemoKind.DOCUMENT, "a.txt"))
        assert (list(memo.tags) if memo else []) == self.model.article

    @invariant()
    def every_tag_counts_what_carries_it(self) -> None:
        for node in self.workspace.tag_tree():
            key = node.path.lower()
            bearing = [tags for tags in self.model.passages.values() if key in map(str.lower, tags)]
            assert node.own.passages == len(bearing)
            below = [
                tags
                for tags in self.model.passages.values()
                if any(tag.lower() == key or tag.lower().startswith(key + "/") for tag in tags)
            ]
            assert node.all.passages == len(below)
            assert {each.annotation.id for each in self.workspace.passages_of(node.path)} == {
                identity for identity, tags in self.model.passages.items() if tags in below
            }


CodebookMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestCodebook = CodebookMachine.TestCase


def test_a_tree_names_what_only_sub_tags_stand_under() -> None:
    book = codebook.Codebook.of([codebook.add(codebook.Codebook(), "a/b/c").tags[0][1]])  # type: ignore[list-item]
    assert [(node.path, node.tag is None, node.below) for node in tree(book, (), {})] == [
        ("a", True, 1),
        ("a/b", True, 1),
        ("a/b/c", False, 0),
    ]


def test_what_carries_several_sub_tags_counts_once_and_sources_are_told_apart() -> None:
    book = codebook.Codebook.of(
        tag for path in ("a", "a/b", "a/c") if (tag := codebook.add(codebook.Codebook(), path).tags[0][1])
    )
    bearings = [
        Bearing(["a/b", "a/c"], "one", "first"),
        Bearing(["a/b"], "two", "second"),
        Bearing(["A/C"], "three", whole=True),
    ]
    found = {
        node.path: node for node in tree(book, bearings, {"one": "Wire", "two": "Wire", "three": "Post"})
    }
    assert (found["a"].all.passages, found["a"].all.articles, found["a"].all.sources) == (2, 3, 2)
    assert found["a"].own.passages == 0
    assert (found["a/c"].own.passages, found["a/c"].own.whole) == (1, 1)
    assert found["a"].samples == ("first", "second")


@given(
    paths=st.lists(names, min_size=1, max_size=6),
    carried=st.lists(st.lists(names, max_size=2), max_size=6),
    change=st.sampled_from(["rename", "merge", "delete", "add", "recolour"]),
    new=names,
)
def test_a_change_is_foretold_as_it_comes_to_be(
    paths: list[str], carried: list[list[str]], change: str, new: str
) -> None:
    book = codebook.Codebook()
    for path in dict.fromkeys(each.casefold() for each in paths):
        book = codebook.Codebook.of((*book.tags, *book.new_tags([path])))
    bearings = [
        Bearing(tags, str(number), "x")
        for number, each in enumerate(carried)
        if (tags := [tag for tag in once(each) if book.find(tag)])
    ]
    old = book.tags[0].path
    try:
        match change:
            case "rename":
                plan = codebook.rename(book, old, new)
            case "merge":
                plan = codebook.merge(book, [old], new)
            case "delete":
                plan = codebook.delete(book, old)
            case "add":
                plan = codebook.add(book, new)
            case _:
                plan = codebook.recolour(book, old, "red")
    except codebook.CodebookError:
        return
    told = foretold(tree(book, bearings, {}), book, plan)
    gone = {before.id for before, _ in plan.tags if before}
    after = codebook.Codebook.of(
        [*(tag for tag in book.tags if tag.id not in gone), *(tag for _, tag in plan.tags if tag)]
    )
    retagged = [Bearing(plan.retag(each.tags), each.document, each.text) for each in bearings]
    real = tree(after, [each for each in retagged if each.tags], {})
    assert [(node.path, node.tag, node.depth, node.below) for node in told] == [
        (node.path, node.tag, node.depth, node.below) for node in real
    ]
    single = all(len(each.tags) == 1 for each in bearings)
    for one, other in zip(told, real, strict=True):
        assert one.own.passages >= other.own.passages
        if single:
            assert (one.own.passages, one.all.passages) == (other.own.passages, other.all.passages)


def test_a_change_of_a_path_that_only_sub_tags_name_makes_the_tag(opened: Open) -> None:
    workspace = opened()
    workspace.reshape(lambda book: codebook.add(book, "position/strength"))
    workspace.reshape(
        lambda book: codebook.upon(
            book, "position", lambda found, path: codebook.describe(found, path, "Where they stand.")
        )
    )
    tag = workspace.codebook().find("position")
    assert tag is not None
    assert tag.description == "Where they stand."
    workspace.undo()
    assert workspace.codebook().find("position") is None


def test_two_descriptions_written_at_once_are_both_kept(opened: Open) -> None:
    first, second = opened(), opened()
    first.reshape(lambda book: codebook.add(book, "water"))
    second.news()
    first.reshape(lambda book: codebook.describe(book, "water", "Rivers.", seen=""))
    second.news()
    second.reshape(lambda book: codebook.describe(book, "water", "Rain.", seen=""))
    tag = second.codebook().find("water")
    assert tag is not None
    assert "Rivers." in tag.description
    assert "Rain." in tag.description


def test_the_label_counts_what_went_along(opened: Open) -> None:
    workspace = opened()
    spans = [workspace.quoted("ledger.txt", words) for words in ("ten years", "The town")]
    workspace.annotate("ledger.txt", spans, tags=["time"])
    workspace.tag_article("ledger.txt", ["time"])
    command = workspace.reshape(lambda book: codebook.rename(book, "time", "when"))
    assert command.label == "rename tag “time” to “when”, 2 passages and 1 article"


def test_the_chronicle_tells_how_the_codebook_came_to_be(opened: Open) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), tags=["time"])
    workspace.reshape(lambda book: codebook.rename(book, "time", "when"))
    workspace.reshape(lambda book: codebook.recolour(book, "when", "red"))
    workspace.undo()
    found = list(workspace.history_entries())
    assert [entry.standing.value for entry in found] == ["step", "undone", "", ""]
    assert [entry.next for entry in found] == [False, False, True, False]
    assert found[2].tags == ("time → when",)
    assert found[3].tags == ("new: time",)
    assert found[2].details == ("“ten years”: − time, + when",)


def test_two_programs_that_meet_on_a_new_article_and_a_new_tag_make_one_of_each(opened: Open) -> None:
    first, second = opened(), opened()
    first.annotate("ledger.txt", first.quoted("ledger.txt", "ten years"), tags=["time"])
    second.annotate("ledger.txt", second.quoted("ledger.txt", "The town"), tags=["Time", "place"])
    first.news()
    for workspace in (first, second, opened()):
        assert len(workspace.annotations("ledger.txt")) == 2
        assert [tag.path for tag in workspace.codebook().tags] == ["place", "time"]


def test_a_tag_that_an_article_has_come_to_carry_outlives_the_undo_of_its_making(opened: Open) -> None:
    first, second = opened(), opened()
    first.annotate("ledger.txt", first.quoted("ledger.txt", "ten years"), tags=["time"])
    second.news()
    second.tag_article("harbour.md", ["time"])
    first.news()
    # Both write under one name here, so the newest is the second's: what was made first is taken back last.
    first.undo()
    assert first.codebook().find("time") is not None
