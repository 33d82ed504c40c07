"""The memo: a note on a whole article, a tag or the library, with the tags of an article; and its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from annotations.fields import BadRecord, Record, identity, number, rest, text, texts
from annotations.model import named_id, new_id, tag_paths
from corpus.clean import clean, clean_line


class MemoKind(StrEnum):
    """What a memo is about."""

    DOCUMENT = "document"
    TAG = "tag"
    LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Memo:
    """What was said about something as a whole.

    Attributes:
        target: UUID of the document or tag; empty for the library.
        text: Markdown, empty if there are only tags.
        tags: Tag paths of the article as a whole; only memos on documents have any.
        created, modified: UTC, ``YYYY-MM-DDTHH:MM:SSZ``.
    """

    id: str
    kind: MemoKind
    target: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    creator: str = ""
    created: str = ""
    modified: str = ""
    rev: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


_KEYS: Final = frozenset("id kind target text tags creator created modified rev".split())


def memo_id(kind: MemoKind, target: str) -> str:
    """The id of the one memo on a document or tag; a fresh one for the library, which may have several.

    It follows from the target, so that what two people write on one thing apart from each other meets
    in one record, where both texts are kept.
    """
    return new_id() if kind is MemoKind.LIBRARY else named_id(kind.value, target)


def memo_record(memo: Memo) -> Record:
    """The memo as the store keeps it."""
    return {
        "id": memo.id,
        "kind": memo.kind.value,
        "target": memo.target,
        "text": memo.text,
        "tags": list(memo.tags),
        "creator": memo.creator,
        "created": memo.created,
        "modified": memo.modified,
        "rev": memo.rev,
        **memo.extra,
    }


def memo_from(record: Record) -> Memo:
    """The memo of a stored record, made safe to show.

    Raises:
        BadRecord: A field is missing or of the wrong kind.
    """
    try:
        kind = MemoKind(text(record, "kind"))
    except ValueError as error:
        raise BadRecord("'kind' is none that is known") from error
    return Memo(
        id=identity(record),
        kind=kind,
        target=text(record, "target"),
        text=clean(text(record, "text")),
        tags=tag_paths(texts(record, "tags")),
        creator=clean_line(text(record, "creator")),
        created=clean_line(text(record, "created")),
        modified=clean_line(text(record, "modified")),
        rev=number(record, "rev", 1),
        extra=rest(record, _KEYS),
    )
