"""Undoing: the history's steps back, without what others have come to need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotations import history
from annotations.errors import ScholiastError
from annotations.usecases.codebook.coding import texts_of
from annotations.usecases.codebook.tag_counts import Tally
from annotations.usecases.placing.likely_files import SETTLED

if TYPE_CHECKING:
    from annotations.changes import Change, Command
    from annotations.library import Library
    from annotations.model import Annotation
    from corpus.document import Document

_LITTLE: Final = 20  # changes that are shown one by one sooner than a whole article anew


class Highlights(NamedTuple):
    """What a command did to the highlights of one document: those it left, and the ids of those it took."""

    made: tuple[Annotation, ...]
    gone: tuple[str, ...]


def undo(library: Library, *, rest: bool = False, by: str = "") -> Command:
    """Take back the newest change of this user that still stands.

    Args:
        rest: Leave what was changed since as it is and take back the others, so that what was done
            before comes next, even where nothing of this change can be taken back.

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
            return _is_upkeep(step)  # annotations may have come to hang on it
        if step.table != "tags" or step.after is not None or step.before is None:
            return False
        return _is_used(library, str(step.before.get("path", "")), own)

    done = history.undo(library.store, by, command=command, rest=rest, keep=needed)
    assert done is not None
    _place_again(library, done)
    return done


def redo(library: Library, *, rest: bool = False, by: str = "") -> Command:
    """Do again what was undone last; ``rest`` as for `undo`.

    Raises:
        ScholiastError: There is nothing, or something else was done since.
        CannotUndo: Its records changed since; nothing was changed.
    """

    def left(step: Change) -> bool:
        return step.table == "documents" and step.before is not None and _is_upkeep(step)

    done = history.redo(library.store, by, rest=rest, keep=left)
    if done is None:
        raise ScholiastError("There is nothing to do again.")
    _place_again(library, done)
    return done


def highlights_in(library: Library, command: Command, document: Document) -> Highlights | None:
    """What a command did to the highlights of ``document``, as the store has them now.

    None where it did more than a little, did something else as well, or where the text has changed since.
    """
    from annotations.library import storable
    from annotations.model import BadRecord, annotation_from

    path, made, gone = storable(document.path), [], []
    if len(command.changes) > _LITTLE:
        return None
    for change in command.changes:
        known = change.after or change.before or {}
        record = library.record_by_id(str(known.get("document", "")))
        if change.table != "annotations" or record is None or record.path != path:
            return None
        row = library.store.records("annotations", record.id).get(change.id)
        if row is None:
            gone.append(change.id)
            continue
        try:
            made.append(annotation_from(dict(row)))
        except BadRecord:
            return None
    if any(item.placed != document.digest for item in made):
        return None
    return Highlights(tuple(made), tuple(gone))


def _is_upkeep(step: Change) -> bool:
    """Whether a step says nothing of a document that a person said of it."""
    return (step.before or {}).get(SETTLED) == (step.after or {}).get(SETTLED)


def _place_again(library: Library, done: Command) -> None:
    """Carry what came back from an older text over to the present one, whichever article is open."""
    back = {
        str(step.after["document"]) for step in done.changes if step.table == "annotations" and step.after
    }
    if back:
        from annotations.usecases.placing.placing import place_in

        place_in(library, back)


def _is_used(library: Library, path: str, apart_from: set[str]) -> bool:
    """Whether annotations other than those, or articles as a whole, carry the tag."""
    wanted = path.casefold()
    store = library.store
    mine = (store.get("annotations", identity) for identity in apart_from)
    carried = sum(wanted in {tag.casefold() for tag in texts_of(row)} for row in mine if row)
    if library.derived.one(Tally).passages(store).get(wanted, 0) > carried:
        return True
    return any(
        wanted in {tag.casefold() for tag in texts_of(row)}
        for identity, row in store.records("memos").items()
        if identity not in apart_from
    )
