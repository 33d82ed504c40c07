"""The sentence for an act after it: what was done, undone or done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.clean import clean_line

if TYPE_CHECKING:
    from annotations.changes import Command

# Labels of commands are imperatives, as a history names them. One that begins otherwise is told as "Done: …".
_PAST: Final = {
    "accept": "Accepted", "add": "Added", "change": "Changed", "choose": "Chose", "clear": "Cleared",
    "colour": "Coloured", "confirm": "Confirmed", "correct": "Corrected", "delete": "Deleted",
    "describe": "Described", "edit": "Edited", "follow": "Followed", "highlight": "Highlighted",
    "join": "Joined", "leave": "Left", "let": "Let", "load": "Loaded", "merge": "Merged", "name": "Named",
    "pin": "Pinned",
    "rename": "Renamed", "save": "Saved", "say": "Said", "split": "Split", "tag": "Tagged", "take": "Took",
    "unpin": "Unpinned", "write": "Wrote",
}  # fmt: skip
_LONGEST: Final = 300  # code points


def told(command: Command, more: str = "") -> str:
    """One line for the person who did it, such as ``Renamed tag “a” to “b”.`` or ``Undone: rename …``.

    Args:
        more: What else to say, such as ``u takes it back``.
    """
    label = clean_line(command.label, _LONGEST)
    if command.undoes:
        said = f"Undone: {label.removeprefix('Undo: ')}"
    elif command.redoes:
        said = f"Done again: {label.removeprefix('Redo: ')}"
    else:
        verb, blank, rest = label.partition(" ")
        past = _PAST.get(verb.lower())
        said = f"{past}{blank}{rest}" if past else f"Done: {label}"
    return f"{said}; {more}." if more else f"{said}."
