"""Undoing: the history's steps back, without what others have come to need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations import history
from annotations.errors import ScholiastError
from annotations.usecases.coding import texts_of
from annotations.usecases.likely import SETTLED

if TYPE_CHECKING:
    from annotations.changes import Change, Command
    from annotations.library import Library


def undo(library: Library, *, by: str = "") -> Command:
    """Take back the newest change of this user that still stands.

    Raises:
        ScholiastError: There is none.
        CannotUndo: Its records changed since; nothing was changed.
    """
    command = history.undoable(library.store)
    if command is None:
        raise ScholiastError("There is nothing to undo.")
    own = {change.id for change in command.changes if change.table in ("annotations", "memos")}

    def needed(step: Change) -> bool:
        if step.table == "documents":
            # Annotations may have come to hang on it; only what a person said of it is taken back.
            return (step.before or {}).get(SETTLED) == (step.after or {}).get(SETTLED)
        if step.table != "tags" or step.after is not None or step.before is None:
            return False
        return _is_used(library, str(step.before.get("path", "")), own)

    done = history.undo(library.store, by, command=command, keep=needed)
    assert done is not None
    return done


def redo(library: Library, *, by: str = "") -> Command:
    """Do again what was undone last.

    Raises:
        ScholiastError: There is nothing, or something else was done since.
        CannotUndo: Its records changed since; nothing was changed.
    """
    done = history.redo(library.store, by)
    if done is None:
        raise ScholiastError("There is nothing to do again.")
    return done


def _is_used(library: Library, path: str, apart_from: set[str]) -> bool:
    """Whether annotations other than those, or articles as a whole, carry the tag."""
    wanted = path.casefold()
    store = library.store
    mine = (store.get("annotations", identity) for identity in apart_from)
    carried = sum(wanted in {tag.casefold() for tag in texts_of(row)} for row in mine if row)
    if library.tally.passages(store).get(wanted, 0) > carried:
        return True
    return any(
        wanted in {tag.casefold() for tag in texts_of(row)}
        for identity, row in store.records("memos").items()
        if identity not in apart_from
    )
