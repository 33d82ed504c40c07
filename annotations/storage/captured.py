"""What a thread would have stored: kept in memory where the disk refuses it, to be written elsewhere."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotations.changes import BadChange, Command, NotSaved, Stale
from annotations.model import Record, now
from annotations.storage.admission import admitted

if TYPE_CHECKING:
    from annotations.storage.shards import Pending, Shard
    from annotations.storage.shelf import Shelf


@dataclass(slots=True)
class Captured:
    """The commands of one thread, none of which was stored."""

    commands: list[Command] = field(default_factory=list)
    thread: int = field(default_factory=threading.get_ident)
    before: list[tuple[Shard, dict[str, dict[str, Record]], list[Pending]]] = field(default_factory=list)
    """The records of each file that the commands change, as they were."""


class Capturing:
    """The part of the store that can be asked what would be stored."""

    _writing: threading.RLock
    _mutex: threading.RLock
    _shelf: Shelf
    _captured: Captured | None = None

    @contextlib.contextmanager
    def captured(self) -> Iterator[Captured]:
        """In the body, what this thread commits is only noted, and forgotten at its end; texts are not kept.

        Each commit begins with what those before it made, so that all of a piece of work are noted, and all
        pieces that follow from each other. Other threads wait meanwhile, for what they would see is not so.
        """
        with self._writing, self._mutex:
            taken = self._captured = Captured()
            try:
                yield taken
            finally:
                self._captured = None
                for shard, tables, pending in taken.before:
                    shard.put_back(tables, pending)
                self._shelf.version += 1

    @property
    def is_captured(self) -> bool:
        """Whether what this thread does is only noted."""
        taken = self._captured
        return taken is not None and taken.thread == threading.get_ident()

    def capture(self, draft: Command) -> Command:
        """Note a command instead of storing it; as it would have been stored.

        Raises:
            NotSaved: It does not follow from what is there; it is noted all the same.
        """
        taken = self._captured
        assert taken is not None
        number = len(taken.commands) + 1
        try:
            ready = admitted(draft, now(), number, self._shelf.rows)
            command = ready.or_stale()
            self._keep(taken, ready.shares)
            self._shelf.enter(command, ready.shares)
        except (BadChange, Stale, NotSaved, OSError) as error:
            taken.commands.append(draft)
            raise NotSaved("not saved: what would be stored was only noted") from error
        taken.commands.append(command)
        return command

    def _keep(self, taken: Captured, documents: Iterable[str]) -> None:
        known = [shard for shard, _, _ in taken.before]
        for document in documents:
            shard = self._shelf.shard(document)
            if shard not in known:
                tables = {table: dict(rows) for table, rows in (shard.tables or {}).items()}
                taken.before.append((shard, tables, list(shard.pending)))
