"""The commit: commands checked, compared with what everyone stored, and appended to the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from annotations.changes import Change, Command, NotSaved, encode
from annotations.model import Record, now
from annotations.storage.admission import checked, numbered
from annotations.storage.home import Home
from annotations.storage.journal import Journal
from annotations.storage.shelf import Shelf


def write_commands(
    home: Home, shelf: Shelf, journal: Journal, absorb: Callable[[], bool], drafts: list[Command]
) -> tuple[Command, ...]:
    """Store the drafts, all or none, durably; the commands as stored, which the records then include.

    Args:
        absorb: Takes in what other programs have stored, and says whether there was anything; called with
            the lock held.

    Raises:
        BadChange, Stale, NotSaved, OSError: Nothing was stored.
    """
    if home.refusal:
        raise NotSaved(f"not saved: {home.refusal}")
    found: dict[tuple[str, str], Record | None] = {}

    def current(change: Change) -> Record | None:
        record = found[change[:2]] = shelf.current(change)
        return record

    time = now()
    drafts = [checked(draft, time, current) for draft in drafts]
    with home.locked():
        if absorb():
            found = {change[:2]: shelf.current(change) for draft in drafts for change in draft.changes}
        commands = numbered(drafts, max(journal.seen.values(), default=0), found)
        if locked := shelf.locked(commands):
            raise NotSaved(f"not saved: {locked}")
        lines = b"".join(map(encode, commands))
        journal.append(lines, commands[-1].n, partial(home.keep_tail, commands[-1].writer))
    for command in commands:
        shelf.enter(command)
    return commands
