"""The whole workspace driven at random against a plain model, with another program and files that change."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from annotations import codebook
from annotations.changes import TABLES
from annotations.errors import ScholiastError
from annotations.history import CannotUndo
from annotations.places import Places
from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.annotating.memos import LIBRARY
from annotations.workspace import Workspace
from corpus.span import Span

ARTICLES = ("a.md", "b.txt", "c.md")
TEXT = (
    "# The harbour opens\n\nThe gates were raised at noon, and nobody expected the water to hold.\n\n"
    "“It has to hold,” said Ada Brook. “We built it for a century.”\n\n"
    "Share this article with friends and neighbours.\n"
)
OTHER = tuple(table for table in TABLES if table not in ("documents", "annotations"))
tags = st.lists(st.sampled_from(["a", "b", "b/c", "d"]), max_size=2, unique=True)
notes = st.text(st.characters(exclude_categories=["C"]), max_size=6).map(str.strip)


@dataclass
class Model:
    """What this person's program was told to keep: tags and note by annotation, and the other tables."""

    said: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    other: dict[str, dict[str, object]] = field(default_factory=lambda: {table: {} for table in OTHER})


class Reading(RuleBasedStateMachine):
    """One person's program, a second program on the same library, and somebody who moves files."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="workspace-model-"))
        self.root = self.folder / "library"
        self.root.mkdir()
        for name in ARTICLES:
            (self.root / name).write_text(f"{TEXT}\nThis is {name}.\n", encoding="utf-8")
        self.names = list(ARTICLES)
        self.changed = 0
        self.mine, self.theirs = self.opened("ann"), self.opened("ben")
        self.model = Model()
        self.others: dict[str, str] = {}  # what the other program wrote: its notes by annotation
        self.before: list[Model] = []
        self.after: list[Model] = []

    def opened(self, who: str) -> Workspace:
        home = self.folder / who
        workspace = Workspace.open(
            self.root, by=who, places=Places(home / "config", home / "data", home / "cache")
        )
        workspace.refresh()
        return workspace

    def teardown(self) -> None:
        self.mine.close()
        self.theirs.close()
        for who in ("ann", "ben"):
            workspace = self.opened(who)
            self.same(workspace)
            workspace.close()
        shutil.rmtree(self.folder)

    def others_of(self, workspace: Workspace) -> dict[str, dict[str, object]]:
        def plain(record: object) -> object:  # where an article is now is the program's to know, and moves
            assert isinstance(record, dict)
            return {key: value for key, value in record.items() if key not in ("rev", "modified", "path")}

        store = workspace._library.store
        return {table: {key: plain(dict(row)) for key, row in store.all(table).items()} for table in OTHER}

    def done(self, before: Model) -> None:
        """A command of this person went through."""
        self.model.other = self.others_of(self.mine)
        self.before.append(before)
        self.after.clear()

    def pick(self, choice: int) -> str:
        return sorted(self.model.said)[choice % len(self.model.said)]

    @rule(where=st.integers(0, 2), start=st.integers(24, 60), tags=tags, note=notes)
    def annotate(self, where: int, start: int, tags: list[str], note: str) -> None:
        before = deepcopy(self.model)
        (made,) = self.mine.annotate(self.names[where], Span(start, start + 12), tags=tags, note=note)
        self.model.said[made.id] = tuple(tags), note
        self.done(before)

    @precondition(lambda self: self.model.said)
    @rule(choice=st.integers(0), tags=tags, note=notes)
    def edit(self, choice: int, tags: list[str], note: str) -> None:
        identity, before = self.pick(choice), deepcopy(self.model)
        if self.model.said[identity] == (tuple(tags), note):
            return
        self.mine.edit([identity], Edit(tags=tags, note=note))
        self.model.said[identity] = tuple(tags), note
        self.done(before)

    @precondition(lambda self: self.model.said)
    @rule(choice=st.integers(0))
    def delete(self, choice: int) -> None:
        identity, before = self.pick(choice), deepcopy(self.model)
        self.mine.delete([identity])
        del self.model.said[identity]
        self.done(before)

    @rule(old=st.sampled_from("abd"), merge=st.booleans())
    def join_tags(self, old: str, merge: bool) -> None:
        """Renaming to a path that is free, or merging into one that is taken."""
        before, new = deepcopy(self.model), "d" if merge else f"new{len(self.before)}"
        try:
            self.mine.reshape(
                lambda book: codebook.merge(book, [old], new) if merge else codebook.rename(book, old, new)
            )
        except ScholiastError:
            return

        def renamed(tag: str) -> str:
            return new + tag[len(old) :] if tag == old or tag.startswith(old + "/") else tag

        self.model.said = {
            identity: (tuple(dict.fromkeys(map(renamed, given))), note)
            for identity, (given, note) in self.model.said.items()
        }
        self.done(before)

    @rule(text=notes)
    def write_memo(self, text: str) -> None:
        before = deepcopy(self.model)
        there = self.mine.memo_on(LIBRARY)
        if text == (there.text if there else ""):
            return
        self.mine.write_memo(LIBRARY, text)
        self.done(before)

    @rule(where=st.integers(0, 2), name=st.sampled_from(["", "Ada Brook", "Ben Lake"]))
    def decide_who_speaks(self, where: int, name: str) -> None:
        wanted = self.mine.quotations(self.names[where])[:1]
        self.attempt(lambda: self.mine.correct_speaker(wanted, name))

    @rule(where=st.integers(0, 2), furniture=st.booleans(), everywhere=st.booleans())
    def decide_what_is_furniture(self, where: int, furniture: bool, everywhere: bool) -> None:
        document = self.mine.document(self.names[where])
        last = Span(len(document.text) - 5, len(document.text) - 4)
        self.attempt(lambda: self.mine.furnish(document, [last], furniture, everywhere=everywhere))

    @rule(where=st.integers(0, 2), join=st.booleans())
    def regroup(self, where: int, join: bool) -> None:
        one, other = self.names[where], self.names[where - 1]
        self.attempt(lambda: self.mine.join_stories([one, other]) if join else self.mine.split_story(one))

    def attempt(self, work: object) -> None:
        assert callable(work)
        before, count = deepcopy(self.model), self.count()
        with suppress(ScholiastError):
            work()
        if self.count() != count:
            self.done(before)

    def count(self) -> int:
        return sum(1 for command in self.mine.history() if command.by == "ann")

    @rule()
    def undo(self) -> None:
        self.step(self.before, self.after, again=False)

    @rule()
    def redo(self) -> None:
        self.step(self.after, self.before, again=True)

    def step(self, source: list[Model], target: list[Model], *, again: bool) -> None:
        try:
            (self.mine.redo if again else self.mine.undo)()
        except CannotUndo:
            return  # what was changed since stands in the way; nothing may have changed
        except ScholiastError:
            assert not source
            return
        target.append(self.model)
        self.model = source.pop()

    @rule(where=st.integers(0, 2), note=notes)
    def another_program_writes(self, where: int, note: str) -> None:
        (made,) = self.theirs.annotate(self.names[where], Span(30, 40), note=note)
        self.others[made.id] = note

    @rule(where=st.integers(0, 2))
    def a_file_changes(self, where: int) -> None:
        self.changed += 1
        path = self.root / self.names[where]
        path.write_text(f"Line {self.changed} is new.\n\n{path.read_text('utf-8')}", encoding="utf-8")
        self.keep_up()

    @rule(where=st.integers(0, 2))
    def a_file_is_renamed(self, where: int) -> None:
        self.changed += 1
        old = self.root / self.names[where]
        self.names[where] = f"moved {self.changed}{old.suffix}"
        old.rename(self.root / self.names[where])
        self.keep_up()

    def keep_up(self) -> None:
        for workspace in (self.mine, self.theirs):
            workspace.news()
            workspace.refresh()
            workspace.place_changed()
        self.mine.news()
        self.model.other |= {"groups": self.others_of(self.mine)["groups"]}

    @rule(tidily=st.booleans())
    def reopen(self, tidily: bool) -> None:
        if tidily:
            self.mine.close()
        self.mine = self.opened("ann")

    @rule()
    def checkpoint(self) -> None:
        self.theirs.checkpoint()

    def same(self, workspace: Workspace) -> None:
        workspace.news()
        said = {item.id: (item.tags, item.note) for _, item in workspace.annotations()}
        assert said == self.model.said | {key: ((), note) for key, note in self.others.items()}
        assert self.others_of(workspace) == self.model.other

    @invariant()
    def both_programs_know_everything(self) -> None:
        self.same(self.mine)
        self.same(self.theirs)

    @rule()
    def check(self) -> None:
        worse = [each for each in self.mine.check() if each.severity != "note"]
        assert not worse


settings.register_profile("reading", suppress_health_check=list(HealthCheck))
TestReading = Reading.TestCase
TestReading.settings = settings(
    settings.get_profile("reading"), max_examples=6, stateful_step_count=16, derandomize=True
)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_workspace_at_length() -> None:
    run_state_machine_as_test(
        Reading, settings=settings(settings.get_profile("reading"), max_examples=150, stateful_step_count=50)
    )
