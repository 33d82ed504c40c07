"""Notes and tags that come in for articles, tags and the library as a whole, joined to what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Change
from annotations.memo import Memo, MemoKind, memo_from, memo_id, memo_record
from annotations.model import BadRecord, now, tag_paths
from corpus.clean import clean, clean_line

if TYPE_CHECKING:
    from annotations.library import Library


class Wholes:
    """The memos as they become while a file is loaded."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._old: dict[str, Memo | None] = {}
        self._new: dict[str, Memo] = {}
        self._moment = now()

    def add(
        self,
        kind: MemoKind,
        target: str,
        note: str,
        tags: Sequence[str] = (),
        *,
        creator: str = "",
        created: str = "",
    ) -> bool:
        """Join a note and tags to what is said about ``target``; whether that adds anything."""
        note = clean(note).strip()
        if kind is MemoKind.LIBRARY and self._is_there(note):
            return False
        identity = memo_id(kind, target)
        memo = self._memo(identity, kind, target)
        text = memo.text
        if note and note not in text:
            text = f"{text}\n\n{note}" if text.strip() else note
        joined = tag_paths([*memo.tags, *tags])
        if (text, joined) == (memo.text, memo.tags) or not (text or joined):
            return False
        moment = created or self._moment
        self._new[identity] = replace(
            memo,
            text=text,
            tags=joined,
            creator=memo.creator or clean_line(creator),
            created=memo.created or moment,
            modified=max(memo.modified, moment),
        )
        return True

    def _memo(self, identity: str, kind: MemoKind, target: str) -> Memo:
        if identity in self._new:
            return self._new[identity]
        row = self._library.store.get("memos", identity)
        try:
            old = memo_from(dict(row)) if row else None
        except BadRecord:
            old = None
        self._old[identity] = old
        return old or Memo(identity, kind, target)

    def _is_there(self, note: str) -> bool:
        rows = self._library.store.records("memos").values()
        texts = {row.get("text") for row in rows if row.get("kind") == MemoKind.LIBRARY.value}
        return note in texts | {memo.text for memo in self._new.values() if memo.kind is MemoKind.LIBRARY}

    def changes(self) -> list[Change]:
        """What is to be stored."""
        return [
            Change(
                "memos",
                identity,
                memo_record(old) if (old := self._old[identity]) else None,
                memo_record(new),
            )
            for identity, new in self._new.items()
        ]
