"""What a person decided on speakers: whose words a quotation is, and which names are one; and its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from annotations.fields import BadRecord, Record, identity, number, rest, text
from annotations.model import Selectors, named_id
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
    known, kind, rev = identity(record), record.get("kind"), number(record, "rev", 1)
    creator, created, modified = (clean_line(text(record, key)) for key in ("creator", "created", "modified"))
    name = speaker_name(text(record, "name"))
    if kind == _NAME:
        alias = speaker_name(text(record, "alias"))
        if not (alias and name):
            raise BadRecord("'alias' or 'name' is empty")
        return Alias(known, alias, name, creator, created, modified, rev, rest(record, _ALIAS_KEYS))
    if kind != _QUOTATION:
        raise BadRecord("'kind' is none that is known")
    start, end = number(record, "start"), number(record, "end")
    if not 0 <= start <= end:
        raise BadRecord("'start' and 'end' are no place")
    words = (text(record, key) for key in ("exact", "prefix", "suffix", "digest"))
    selectors, document = Selectors(start, end, *words), text(record, "document")
    extra = rest(record, _DECISION_KEYS)
    return Decision(known, document, selectors, name, creator, created, modified, rev, extra)
