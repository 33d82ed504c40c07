"""Why a change cannot be taken back, in words: which records were changed since, how, and by whom."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from annotations.changes import Change, Clash, Command
from annotations.model import Record
from annotations.quoted import quoted
from corpus.clean import clean_line

if TYPE_CHECKING:
    from annotations.store import Store

_QUOTED: Final = 60  # code points of a quotation in a message
_FIELDS: Final = (("note", "the note on"), ("tags", "the tags of"), ("place", "the place of"))
_KINDS: Final = {
    "annotations": ("the highlight", "exact"),
    "tags": ("the tag", "path"),
    "documents": ("the article", "path"),
    "memos": ("the note", "text"),
    "metadata": ("the corrected title or source", ""),
    "searches": ("the saved search", "name"),
    "groups": ("the group", "name"),
    "speakers": ("the speaker", "name"),
}


def sentence(
    store: Store, command: Command, clashes: Iterable[tuple[Change, Record | None]], rest: int
) -> str:
    """What a person is told: no id and no table is named.

    Args:
        command: What was to be taken back or done again.
        clashes: The steps that cannot be done, each with the record as it is now.
        rest: How many of its steps could be done without them.
    """
    stuck = list(clashes)
    whose = _since(store, command, {(step.table, step.id) for step, _ in stuck})
    said = f"{quoted(clean_line(command.label, 2 * _QUOTED))} stays as it is"
    if stuck:
        step, current = stuck[0]
        what = "changed" if current is not None else "deleted"
        by = whose.get((step.table, step.id), "")
        said += f": {_named(step, current)} was {what} since{f' by {by}' if by else ''}"
    if len(stuck) > 1:
        said += f", and {len(stuck) - 1:,} more of what it changed"
    return f"{said}." if not rest else f"{said}. {_rest(rest)}"


def met(clashes: Sequence[Clash]) -> str:
    """What a person is told whose change met another's: no id and no table is named."""
    if not clashes:
        return "Another program changed this in the meantime. Nothing was saved; look again."
    first = clashes[0]
    step = Change(first.table, first.id, first.before, first.current)
    verb = "deleted" if first.current is None else "made" if first.before is None else "changed"
    more = f", and {len(clashes) - 1:,} more of what was to be changed" if len(clashes) > 1 else ""
    what = _named(step, first.current)
    return f"Another program {verb} {what} in the meantime{more}. Nothing was saved; look again."


def _rest(count: int) -> str:
    return (
        "The rest of it, one change, is not concerned."
        if count == 1
        else (f"The rest of it, {count:,} changes, is not concerned.")
    )


def _named(step: Change, current: Record | None) -> str:
    seen = step.before or step.after or {}
    kind, key = _KINDS.get(step.table, ("something", ""))
    if step.table == "annotations" and current is not None and step.before is not None:
        kind = next((words for field, words in _FIELDS if current.get(field) != seen.get(field)), kind)
    name = (current or {}).get(key) or seen.get(key)
    return f"{kind} {quoted(clean_line(name, _QUOTED))}" if isinstance(name, str) and name else kind


def _since(store: Store, command: Command, wanted: set[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """Who changed each of these records last, since the command; empty for who gave no name."""
    found: dict[tuple[str, str], str] = {}
    streams = (store.newest_first(writer) for writer in store.writers())
    for each in heapq.merge(*streams, key=lambda other: (other.n, other.writer), reverse=True):
        if each.n <= command.n or len(found) == len(wanted):
            break
        for change in each.changes:
            key = change.table, change.id
            if key in wanted:
                found.setdefault(key, "the program itself" if each.upkeep else clean_line(each.by, _QUOTED))
    return found
