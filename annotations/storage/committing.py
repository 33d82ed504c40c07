"""The commit: commands checked, compared with what everyone stored, and appended to the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from annotations.changes import BadChange, Command, NotSaved, encoded
from annotations.model import now
from annotations.storage.admission import Admitted, admitted
from annotations.storage.home import Home, reason_for
from annotations.storage.journal import Journal
from annotations.storage.rebuild import owner
from annotations.storage.shelf import Shelf


def write_command(
    home: Home,
    shelf: Shelf,
    journal: Journal,
    absorb: Callable[[], bool],
    draft: Command,
    mutex: AbstractContextManager[object],
) -> Command:
    """Store the draft, whole or not at all, durably; the command as stored, which the records then include.

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
        return admitted(draft, time, max(journal.seen.values(), default=0) + 1, shelf.rows)

    with mutex:
        ready, version = admit(), shelf.version
    with home.locked(), mutex:
        if absorb() or shelf.version != version:
            ready = admit()
        command = ready.or_stale()
        if locked := shelf.locked(ready.shares):
            raise NotSaved(f"not saved: {locked}")
        try:
            line = encoded(command)
        except TypeError as error:  # what orjson refuses that a look at each value let through
            raise BadChange(f"the command cannot be stored: {error}") from error
        journal.append(line, command.n, partial(home.keep_tail, command.writer))
        shelf.enter(command, ready.shares)
        if journal.together is not None:
            journal.together.append(command)
    return command


@contextmanager
def in_words(where: Path) -> Iterator[None]:
    """Turn a failure of the disk into a sentence that says where it was.

    Raises:
        NotSaved: In place of any OSError.
    """
    try:
        yield
    except OSError as error:
        raise NotSaved(f"not saved: {reason_for(error)} ({where})") from error


@contextmanager
def committed_together(
    where: Path, shelf: Shelf, journal: Journal, mutex: AbstractContextManager[object]
) -> Iterator[None]:
    """Make what is committed in the body durable at its end, all with one synchronisation.

    Raises:
        NotSaved: On leaving: none of it was stored.
    """
    journal.begin_together()
    try:
        yield
    finally:
        commands = journal.together or []
        with mutex, in_words(where):
            try:
                journal.end_together()
            except BaseException:
                _retract(shelf, commands)
                raise


def _retract(shelf: Shelf, commands: Sequence[Command]) -> None:
    keys = {command.key for command in commands}
    shelf.version += 1
    for document in {name for each in commands for change in each.changes for name in owner(change)}:
        shelf.shard(document).retract(keys)
