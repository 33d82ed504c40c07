"""Undo, redo and the list of what was done: all read from the journal, all commands like any other."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from typing import Final

from annotations.blocked import sentence
from annotations.changes import Change, Command, Stale, rev, same
from annotations.model import Record
from annotations.store import Store


class CannotUndo(Exception):
    """Records changed since, so that taking the command back would lose what was done after it.

    Attributes:
        command: What was to be undone or redone.
        blocked: Table and id of each record that changed.
        rest: How many of its changes could be taken back without them.
        again: Whether it was to be done again, not taken back.
    """

    def __init__(
        self, command: Command, blocked: tuple[tuple[str, str], ...], rest: int, words: str, *, again: bool
    ) -> None:
        super().__init__(words)
        self.command = command
        self.blocked = blocked
        self.rest = rest
        self.again = again


def undoable(store: Store) -> Command | None:
    """The newest command of this writer that is not undone, whichever program it was made in."""
    done: dict[tuple[str, int], bool] = {}  # by command, as its newest undo or redo left it
    for command in store.newest_first():
        if command.upkeep:
            continue
        if command.undoes:
            done.setdefault(command.undoes, False)
        elif command.redoes:
            done.setdefault(command.redoes, True)
        elif done.get(command.key, True):
            return command
    return None


def redoable(store: Store) -> Command | None:
    """The command undone last that was not redone since; None once something else was done."""
    done: dict[tuple[str, int], bool] = {}
    for command in store.newest_first():
        if command.upkeep:
            continue
        if command.undoes:
            if done.setdefault(command.undoes, False) is False:
                return find(store, command.undoes)
        elif command.redoes:
            done.setdefault(command.redoes, True)
        else:
            return None
    return None


def find(store: Store, key: tuple[str, int]) -> Command | None:
    """The command named ``key``, however old."""
    writer, n = key
    for command in store.newest_first(writer):
        if command.n <= n:
            return command if command.n == n else None
    return None


def undo(
    store: Store,
    by: str,
    *,
    command: Command | None = None,
    rest: bool = False,
    keep: Callable[[Change], bool] = lambda step: False,
) -> Command | None:
    """Take back ``command``, by default the newest that is not undone.

    Args:
        keep: Says of a step back whether it is to be left out, because others need the record.
        rest: Leave records that changed since as they are, and take back the others.

    Returns:
        The command that did it, None if there was nothing to undo.

    Raises:
        CannotUndo: Records changed since. Nothing was changed.
        NotSaved: It could not be stored; nothing was changed.
    """
    command = command or undoable(store)
    if command is None:
        return None
    back = (
        Change(change.table, change.id, change.after, change.before) for change in reversed(command.changes)
    )
    steps = [step for step in back if not keep(step)]
    changes = _rebased(store, command, steps, rest=rest, again=False)
    return _commit(store, command, f"Undo: {command.label}", changes, by, undoes=command.key)


def redo(
    store: Store, by: str, *, rest: bool = False, keep: Callable[[Change], bool] = lambda step: False
) -> Command | None:
    """Do again what was undone last; arguments, result and errors as `undo`."""
    command = redoable(store)
    if command is None:
        return None
    # What undo left because others needed it is there already.
    steps = [
        step
        for step in command.changes
        if not keep(step)
        and not (step.table == "documents" and step.before is None and store.get(step.table, step.id))
    ]
    changes = _rebased(store, command, steps, rest=rest, again=True)
    return _commit(store, command, f"Redo: {command.label}", changes, by, redoes=command.key)


def _commit(
    store: Store,
    command: Command,
    label: str,
    changes: list[Change],
    by: str,
    undoes: tuple[str, int] | None = None,
    redoes: tuple[str, int] | None = None,
) -> Command:
    try:
        return store.commit(label, changes, by=by, undoes=undoes, redoes=redoes)
    except Stale as error:
        steps = {(step.table, step.id): step for step in changes}
        clashes = [(steps[clash.table, clash.id], clash.current) for clash in error.clashes]
        raise _refusal(store, command, clashes, len(changes) - len(clashes), bool(redoes)) from error


def _rebased(store: Store, command: Command, steps: list[Change], *, rest: bool, again: bool) -> list[Change]:
    """The steps from the records as they are, where those say what the step begins with."""
    changes, clashes = list[Change](), list[tuple[Change, Record | None]]()
    for step in steps:
        current = store.get(step.table, step.id)
        if _agrees(current, step):
            changes.append(Change(step.table, step.id, current, _carried(current, step)))
        elif not same(current, step.after):  # else somebody did it already
            clashes.append((step, current))
    if clashes and not rest:
        raise _refusal(store, command, clashes, len(changes), again)
    return changes


def _refusal(
    store: Store, command: Command, clashes: list[tuple[Change, Record | None]], rest: int, again: bool
) -> CannotUndo:
    blocked = tuple((step.table, step.id) for step, _ in clashes)
    return CannotUndo(command, blocked, rest, sentence(store, command, clashes, rest), again=again)


# What the program sets by itself when a text changed or a file was renamed. Of an annotation these
# say together where it stands in one text, the one that `placed` names, and are of no use apart.
_PLACE: Final = frozenset("start end exact prefix suffix digest place placed placement score".split())
_FOUND: Final = frozenset("path title source author date url digest extractor file".split())
_PATH: Final = frozenset({"path"})
_KEPT_UP: Final = {"annotations": _PLACE, "documents": _FOUND, "groups": _PATH, "metadata": _PATH}


def _free(step: Change) -> frozenset[str]:
    """The fields that upkeep sets and the step does not: a step leaves them as they are."""
    kept_up = _KEPT_UP.get(step.table, frozenset[str]())
    before, after = step.before, step.after
    if before is None or after is None or all(before.get(key) == after.get(key) for key in kept_up):
        return kept_up
    return frozenset()


def _without(record: Record, keys: frozenset[str]) -> Record:
    return {key: value for key, value in record.items() if key not in keys}


def _agrees(current: Record | None, step: Change) -> bool:
    """Whether the record still says what the step begins with."""
    before = step.before
    if current is None or before is None:
        return same(current, before)
    free = _free(step)
    if same(_without(current, free), _without(before, free)):
        return True
    # Carried to another text by upkeep, which unlike a person leaves the time of the last change alone.
    carried = step.table == "annotations" and current.get("placed") != before.get("placed")
    return carried and same(_without(current, _PLACE), _without(before, _PLACE))


def _carried(current: Record | None, step: Change) -> Record | None:
    """What the step makes of the record as it is."""
    if step.after is None:
        return None
    free = _free(step) if current is not None else frozenset[str]()
    kept = {key: value for key, value in (current or {}).items() if key in free}
    return {**step.after, **kept, "rev": max(rev(current), rev(step.after)) + 1}


def entries(store: Store, limit: int | None = None) -> Iterator[Command]:
    """What everyone did, the newest first, undos and redos included.

    Args:
        limit: At most so many.
    """
    streams = (store.newest_first(writer) for writer in store.writers())
    merged = heapq.merge(*streams, key=lambda command: (command.n, command.writer), reverse=True)
    for number, command in enumerate(merged):
        if limit is not None and number >= limit:
            return
        yield command
