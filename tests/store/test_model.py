"""The store driven at random against plain dictionaries: several programs, restarts, undo, redo."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from annotations import history
from annotations.changes import Change, Stale
from annotations.model import Record
from annotations.store import Store
from tests.store.kit import Held, added, annotation, content, document, edited, number, opened, removed, tag

WRITERS = ("ann", "ben")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def plain(record: Record) -> Record:
    return {key: value for key, value in record.items() if key != "rev"}


class Library(RuleBasedStateMachine):
    """Two people's programs on one library, and what it ought to hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="store-model-"))
        self.stores: dict[str, Store] = {}
        self.model: Held = {"documents": {}, "annotations": {}, "tags": {}, "memos": {}}
        self.done: dict[str, list[list[Change]]] = {writer: [] for writer in WRITERS}
        self.undone: dict[str, list[list[Change]]] = {writer: [] for writer in WRITERS}
        self.made = 0

    @initialize()
    def begin(self) -> None:
        for writer in WRITERS:
            self.stores[writer] = opened(self.folder, writer)

    def teardown(self) -> None:
        for store in self.stores.values():
            store.close()
        for writer in WRITERS:
            with opened(self.folder, writer) as store:
                assert content(store) == self.model
                assert store.findings == ()
        shutil.rmtree(self.folder)

    def commit(self, writer: str, changes: list[Change]) -> None:
        self.stores[writer].poll()
        self.stores[writer].commit("work", changes, by=writer)
        self.apply(changes)
        self.done[writer].append(changes)
        self.undone[writer].clear()

    def apply(self, changes: list[Change]) -> None:
        for change in changes:
            if change.after is None:
                self.model[change.table].pop(change.id, None)
            else:
                self.model[change.table][change.id] = plain(change.after)

    def fresh(self, writer: str, table: str) -> list[Record]:
        self.stores[writer].poll()
        return list(self.stores[writer].all(table).values())

    @rule(writer=st.sampled_from(WRITERS), which=st.integers(0, 3), note=texts)
    def annotate(self, writer: str, which: int, note: str) -> None:
        self.made += 1
        one = document(which)
        changes = [] if one["id"] in self.model["documents"] else [added("documents", one)]
        self.commit(writer, [*changes, added("annotations", annotation(self.made, one, note=note))])

    @rule(writer=st.sampled_from(WRITERS))
    def create_tag(self, writer: str) -> None:
        self.made += 1
        self.commit(writer, [added("tags", tag(self.made))])

    @precondition(lambda self: self.model["annotations"])
    @rule(writer=st.sampled_from(WRITERS), choice=st.integers(0), note=texts)
    def edit(self, writer: str, choice: int, note: str) -> None:
        rows = self.fresh(writer, "annotations")
        self.commit(writer, [edited("annotations", rows[choice % len(rows)], note=note)])

    @precondition(lambda self: self.model["annotations"])
    @rule(writer=st.sampled_from(WRITERS), choice=st.integers(0))
    def delete(self, writer: str, choice: int) -> None:
        rows = self.fresh(writer, "annotations")
        self.commit(writer, [removed("annotations", rows[choice % len(rows)])])

    @precondition(lambda self: self.model["annotations"])
    @rule(writer=st.sampled_from(WRITERS), tags=st.lists(st.sampled_from("abc"), max_size=2))
    def retag_all(self, writer: str, tags: list[str]) -> None:
        self.commit(
            writer, [edited("annotations", row, tags=tags) for row in self.fresh(writer, "annotations")]
        )

    @precondition(lambda self: self.model["annotations"] and self.model["documents"])
    @rule(writer=st.sampled_from(WRITERS), choice=st.integers(0), to=st.integers(0))
    def move(self, writer: str, choice: int, to: int) -> None:
        rows, documents = self.fresh(writer, "annotations"), sorted(self.model["documents"])
        row, into = rows[choice % len(rows)], documents[to % len(documents)]
        self.commit(writer, [edited("annotations", row, document=into)])

    @precondition(lambda self: self.model["annotations"])
    @rule(writer=st.sampled_from(WRITERS))
    def edit_what_the_other_edits_first(self, writer: str) -> None:
        other = WRITERS[writer == WRITERS[0]]
        row = self.fresh(writer, "annotations")[0]
        self.commit(other, [edited("annotations", row, note="first")])
        with pytest.raises(Stale):
            self.stores[writer].commit("late", [edited("annotations", row, note="second")], by=writer)

    def step_back(self, writer: str, *, redo: bool) -> None:
        source, target = (self.undone, self.done) if redo else (self.done, self.undone)
        self.stores[writer].poll()
        act = history.redo if redo else history.undo
        if not source[writer]:
            assert act(self.stores[writer], writer) is None
            return
        changes = source[writer][-1]
        steps = changes if redo else [Change(c.table, c.id, c.after, c.before) for c in reversed(changes)]
        # A step that the other has done already is in nobody's way.
        clear = all(
            self.model[step.table].get(step.id)
            in [plain(record) if record else None for record in (step.before, step.after)]
            for step in steps
        )
        if not clear:
            with pytest.raises(history.CannotUndo):
                act(self.stores[writer], writer)
            return
        act(self.stores[writer], writer)
        self.apply(steps)
        target[writer].append(source[writer].pop())

    @rule(writer=st.sampled_from(WRITERS))
    def undo(self, writer: str) -> None:
        self.step_back(writer, redo=False)

    @rule(writer=st.sampled_from(WRITERS))
    def redo(self, writer: str) -> None:
        self.step_back(writer, redo=True)

    @rule(writer=st.sampled_from(WRITERS))
    def checkpoint(self, writer: str) -> None:
        self.stores[writer].checkpoint()

    @rule(writer=st.sampled_from(WRITERS), tidy=st.booleans())
    def reopen(self, writer: str, tidy: bool) -> None:
        if tidy:
            self.stores[writer].close()
        self.stores[writer] = opened(self.folder, writer)

    @rule(writer=st.sampled_from(WRITERS))
    def close_the_history(self, writer: str) -> None:
        self.stores[writer]._journal.segment = 100
        self.stores[writer].checkpoint()

    @rule(writer=st.sampled_from(WRITERS))
    def lose_the_summary(self, writer: str) -> None:
        shutil.rmtree(self.folder / f"cache-{writer}", ignore_errors=True)

    @invariant()
    def both_hold_what_they_ought_to(self) -> None:
        for store in self.stores.values():
            store.poll()
            assert content(store) == self.model
            for name in map(number, range(1, self.made + 2)):
                found = store.get("annotations", name)
                assert (plain(found) if found else None) == self.model["annotations"].get(name)
            expected = dict.fromkeys(self.model["documents"], 0)
            for row in self.model["annotations"].values():
                expected[row["document"]] = expected.get(row["document"], 0) + 1
            assert {
                key: count for key, count in store.counts().items() if count or key in expected
            } == expected


settings.register_profile("store", suppress_health_check=list(HealthCheck))
TestLibrary = Library.TestCase
TestLibrary.settings = settings(
    settings.get_profile("store"), max_examples=25, stateful_step_count=25, derandomize=True
)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_library_at_length() -> None:
    run_state_machine_as_test(
        Library, settings=settings(settings.get_profile("store"), max_examples=300, stateful_step_count=60)
    )
