"""Undo, redo and the list of what was done: all read from the journal, all commands like any other."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from typing import Final

from annotations.changes import Change, Command, Stale, rev, same
from annotations.model import Record
from annotations.store import Store


class CannotUndo(Exception):
    """Records changed since, so that taking the command back would lose what was done after it.

    Attributes:
        command: What was to be undone or redone.
        blocked: Table and id of each record that changed.
        rest: How many of its changes could be taken back without them.
    """

    def __init__(self, command: Command, blocked: tuple[tuple[str, str], ...], rest: int) -> None:
        names = ", ".join(f"{table} {record_id}" for table, record_id in blocked[:3])
        more = f" and {len(blocked) - 3} more" if len(blocked) > 3 else ""
        offer = f"; the other {rest} can be taken back alone" if rest else ""
        super().__init__(f"'{command.label}': changed since: {names}{more}{offer}")
        self.command = command
        self.blocked = blocked
        self.rest = rest


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
    changes = _rebased(store, command, steps, rest=rest)
    return _commit(store, command, f"Undo: {command.label}", changes, by, undoes=command.key)


def redo(store: Store, by: str, *, rest: bool = False) -> Command | None:
    """Do again what was undone last; arguments, result and errors as `undo`."""
    command = redoable(store)
    if command is None:
        return None
    # What undo left because others needed it is there already.
    steps = [step for step in command.changes if step.before is not None or not _stands(store, step)]
    changes = _rebased(store, command, steps, rest=rest)
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
        blocked = tuple((clash.table, clash.id) for clash in error.clashes)
        raise CannotUndo(command, blocked, len(changes) - len(blocked)) from error


def _rebased(store: Store, command: Command, steps: list[Change], *, rest: bool) -> list[Change]:
    """The steps from the records as they are, where those say what the step begins with."""
    changes, blocked = [], []
    for step in steps:
        current = _current(store, step)
        if not _agrees(current, step):
            blocked.append((step.table, step.id))
            continue
        after = _carried(current, step)
        changes.append(Change(step.table, step.id, current, after))
    if blocked and not rest:
        raise CannotUndo(command, tuple(blocked), len(changes))
    return changes


# What the program sets by itself when a text changed; a person's undo leaves it as it is, unless the
# command that is undone set it.
_KEPT_UP: Final = frozenset("start end exact prefix suffix digest place placed placement score".split())


def _own(record: Record, step: Change) -> Record:
    """``record`` without what upkeep may have changed and the step does not."""
    before, after = step.before or {}, step.after or {}
    free = {key for key in _KEPT_UP if not (before and after) or before.get(key) == after.get(key)}
    return {key: value for key, value in record.items() if key not in free}


def _agrees(current: Record | None, step: Change) -> bool:
    """Whether the record still says what the step begins with."""
    if current is None or step.before is None or step.table != "annotations":
        return same(current, step.before)
    return same(_own(current, step), _own(step.before, step))


def _carried(current: Record | None, step: Change) -> Record | None:
    """What the step makes of the record as it is."""
    if step.after is None:
        return None
    kept: Record = {}
    if current is not None and step.table == "annotations":
        kept = {key: value for key, value in current.items() if key not in _own(current, step)}
    return {**step.after, **kept, "rev": max(rev(current), rev(step.after)) + 1}


def _stands(store: Store, step: Change) -> bool:
    """Whether a step that makes a record has nothing to do, the record being there as it says."""
    current = _current(store, step)
    return current is not None and (step.table == "documents" or same(current, step.after))


def _current(store: Store, step: Change) -> Record | None:
    if step.table != "annotations":
        return store.get(step.table, step.id)
    for record in (step.before, step.after):
        found = store.records("annotations", str(record["document"])).get(step.id) if record else None
        if found is not None:
            return found
    return None


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
