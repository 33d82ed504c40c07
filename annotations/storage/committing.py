"""The commit: commands checked, compared with what everyone stored, and appended to the journal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

from annotations.changes import BadChange, Command, NotSaved, encode
from annotations.model import now
from annotations.storage.admission import Admitted, admitted
from annotations.storage.home import Home
from annotations.storage.journal import Journal
from annotations.storage.shelf import Shelf


def write_commands(
    home: Home,
    shelf: Shelf,
    journal: Journal,
    absorb: Callable[[], bool],
    drafts: list[Command],
    mutex: AbstractContextManager[object],
) -> tuple[Command, ...]:
    """Store the drafts, all or none, durably; the commands as stored, which the records then include.

    No other thread may write meanwhile. Threads that read go on while another program's lock is waited for,
    since ``mutex`` is taken only after it.

    Args:
        absorb: Takes in what other programs have stored, and says whether there was anything; called with
            the lock held.

    Raises:
        BadChange, Stale, NotSaved, OSError: Nothing was stored.
    """
    if home.refusal:
        raise NotSaved(f"not saved: {home.refusal}")
    time = now()

    def admit() -> Admitted:
        return admitted(drafts, time, max(journal.seen.values(), default=0), shelf.current)

    with mutex:
        ready, version = admit(), shelf.version
    with home.locked(), mutex:
        if absorb() or shelf.version != version:
            ready = admit()
        commands = ready.or_stale()
        if locked := shelf.locked(commands):
            raise NotSaved(f"not saved: {locked}")
        try:
            lines = b"".join(map(encode, commands))
        except TypeError as error:  # what orjson refuses that a look at each value let through
            raise BadChange(f"the command cannot be stored: {error}") from error
        journal.append(lines, commands[-1].n, partial(home.keep_tail, commands[-1].writer))
        for command in commands:
            shelf.enter(command)
    return commands
