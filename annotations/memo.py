"""The memo: a note on a whole article, a tag or the library, with the tags of an article; and its record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from annotations.model import BadRecord, Record, named_id, new_id, tag_paths
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
    texts = {key: record.get(key, "") for key in ("target", "text", "creator", "created", "modified")}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise BadRecord(f"'{key}' is not text")
    try:
        identity, kind = str(uuid.UUID(record["id"])), MemoKind(record["kind"])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadRecord("'id' is no UUID, or 'kind' is none that is known") from error
    tags = record.get("tags", [])
    if not (isinstance(tags, list) and all(isinstance(tag, str) for tag in tags)):
        raise BadRecord("'tags' is not a list of texts")
    rev = record.get("rev", 1)
    if type(rev) is not int:
        raise BadRecord("'rev' is not a whole number")
    return Memo(
        id=identity,
        kind=kind,
        target=texts["target"],
        text=clean(texts["text"]),
        tags=tag_paths(tags),
        creator=clean_line(texts["creator"]),
        created=clean_line(texts["created"]),
        modified=clean_line(texts["modified"]),
        rev=rev,
        extra={key: value for key, value in record.items() if key not in _KEYS},
    )
