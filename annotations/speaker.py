"""What a person decided on speakers: whose words a quotation is, and which names are one; and its records."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from annotations.model import BadRecord, Record, Selectors, named_id
from corpus.clean import clean_line

LONGEST: Final = 120
"""Most code points of a name."""

_QUOTATION: Final = "quotation"
_NAME: Final = "name"
_SHARED: Final = "id kind name creator created modified rev".split()
_DECISION_KEYS: Final = frozenset([*_SHARED, *"document start end exact prefix suffix digest".split()])
_ALIAS_KEYS: Final = frozenset([*_SHARED, "alias"])


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose words one quotation is.

    Attributes:
        document: UUID of the article (`annotations.model.DocumentRecord.id`).
        selectors: The quotation with its marks as it stood when this was decided.
        name: Who speaks; empty where it is nobody's speech.
        created, modified: UTC, ``YYYY-MM-DDTHH:MM:SSZ``.
    """

    id: str
    document: str
    selectors: Selectors
    name: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    rev: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alias:
    """That ``alias`` is ``name``, wherever in the library it stands."""

    id: str
    alias: str
    name: str
    creator: str = ""
    created: str = ""
    modified: str = ""
    rev: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


Speaker: TypeAlias = Decision | Alias


def speaker_name(text: str) -> str:
    """``text`` from anywhere as a name: one clean line."""
    return clean_line(text, LONGEST).strip()


def name_key(name: str) -> str:
    """What names are compared by: without case, blanks as one."""
    return " ".join(name.casefold().split())


def decision_id(document: str, selectors: Selectors) -> str:
    """The id of what is decided on a quotation.

    It follows from document, words and context, so that what two people decide apart from each other on
    one quotation meets in one record.
    """
    return named_id("speaker", "\n".join((document, selectors.prefix, selectors.exact, selectors.suffix)))


def alias_id(alias: str) -> str:
    """The id of what is decided on a name."""
    return named_id("speaker-name", name_key(alias))


def speaker_record(speaker: Speaker) -> Record:
    """What was decided, as the store keeps it."""
    record: Record = {"id": speaker.id}
    if isinstance(speaker, Alias):
        record |= {"kind": _NAME, "alias": speaker.alias}
    else:
        at = speaker.selectors
        record |= {"kind": _QUOTATION, "document": speaker.document, "start": at.start, "end": at.end}
        record |= {"exact": at.exact, "prefix": at.prefix, "suffix": at.suffix, "digest": at.digest}
    record |= {"name": speaker.name, "creator": speaker.creator}
    record |= {"created": speaker.created, "modified": speaker.modified, "rev": speaker.rev}
    return {**record, **speaker.extra}


def speaker_from(record: Record) -> Speaker:
    """What was decided, of a stored record, made safe to show.

    Raises:
        BadRecord: A field is missing or of the wrong kind.
    """
    try:
        identity = str(uuid.UUID(record["id"]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadRecord("'id' is no UUID") from error
    kind, rev = record.get("kind"), record.get("rev", 1)
    if type(rev) is not int:
        raise BadRecord("'rev' is not a whole number")
    creator, created, modified = (
        clean_line(_text(record, key)) for key in ("creator", "created", "modified")
    )
    name = speaker_name(_text(record, "name"))
    if kind == _NAME:
        alias = speaker_name(_text(record, "alias"))
        if not (alias and name):
            raise BadRecord("'alias' or 'name' is empty")
        return Alias(identity, alias, name, creator, created, modified, rev, _rest(record, _ALIAS_KEYS))
    if kind != _QUOTATION:
        raise BadRecord("'kind' is none that is known")
    start, end = record.get("start"), record.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise BadRecord("'start' and 'end' are no place")
    words = (_text(record, key) for key in ("exact", "prefix", "suffix", "digest"))
    selectors, document = Selectors(start, end, *words), _text(record, "document")
    rest = _rest(record, _DECISION_KEYS)
    return Decision(identity, document, selectors, name, creator, created, modified, rev, rest)


def _text(record: Record, key: str) -> str:
    value = record.get(key, "")
    if not isinstance(value, str):
        raise BadRecord(f"'{key}' is not text")
    return value


def _rest(record: Record, known: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in known}
