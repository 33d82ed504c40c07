"""Landing: foreign annotations made into records of this library, one document at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from annotations.anchoring import anchor
from annotations.changes import BadChange, Change, stored
from annotations.exchange.foreign import Fate, Foreign, Hints, Incoming, Remark
from annotations.exchange.ids import canonical_id
from annotations.exchange.naming import safe_name
from annotations.exchange.passages import Ground, Landing, selectors_of
from annotations.exchange.row import BadRow, annotation_of
from annotations.exchange.times import utc
from annotations.library import Library, storable
from annotations.memo import MemoKind
from annotations.model import (
    Annotation,
    BadRecord,
    DocumentRecord,
    Placement,
    annotation_from,
    annotation_record,
    document_record,
    new_id,
    now,
    tag_paths,
)
from annotations.selectors import describe
from annotations.usecases.annotating import document_change, of_document
from annotations.usecases.tagging import Tagging
from annotations.usecases.wholes import Wholes
from corpus.clean import clean, clean_line
from corpus.digest import digest_of
from corpus.files import Unreadable
from corpus.span import Span

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_RECORD_KEYS: Final = frozenset(
    annotation_record(Annotation("", "", selectors_of(Foreign(Hints())), None, ""))
)


@dataclass(slots=True)
class Place:
    """A document that annotations come down in.

    Attributes:
        ground: Its text; None where the library does not have the document.
        own: Whether positions of the file count in this very text.
        ids, origins, said: What is there already.
    """

    record: DocumentRecord
    ground: Ground | None
    own: bool = False
    ids: dict[str, Annotation] = field(default_factory=dict)
    origins: set[tuple[str, str]] = field(default_factory=set)
    said: set[tuple[object, ...]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Landed:
    """All that is to be stored, and what is to be said about it."""

    changes: tuple[Change, ...]
    texts: tuple[str, ...]
    remarks: tuple[Remark, ...]
    added: int
    updated: int
    wholes: int
    tags: int


class Lander:
    """Collects the changes that loading one file makes."""

    def __init__(self, library: Library, incoming: Incoming, file: str, *, update: bool) -> None:
        self._library = library
        self._incoming = incoming
        self._file = file
        self._update = update
        self._moment = now()
        self._tagging = Tagging(library, incoming.tags)
        self._wholes = Wholes(library)
        self._documents: list[Change] = []
        self._changes: list[Change] = []
        self._texts: dict[str, str] = {}
        self._remarks: list[Remark] = []
        self._landed: dict[str, Annotation] = {}
        self._taken = {record.casefold() for record in library.records()}
        self._taken |= {entry.path.casefold() for entry in library.catalogue.entries()}
        self._updated = 0

    def place(self, hints: Hints, path: str, *, written: bool = True) -> Place:
        """The document that ``hints`` means, with what was said about it.

        Args:
            hints: As the file has it.
            path: In the library; empty if the library does not have it.
            written: Whether the file at ``path`` is there by now.
        """
        if not written and hints.text is not None:
            record = DocumentRecord(canonical_id(hints.id) or new_id(), path, title=hints.title)
            return Place(record, Ground(hints.text, digest_of(hints.text)), own=True)
        try:
            document = self._library.document(path) if path else None
        except Unreadable:
            document = None
        if document is None:
            return self._absent(hints, path)
        record, changes = document_change(self._library, document)
        if changes and changes[0].before is None:
            record = replace(record, id=self._free_id(hints), extra=self._named(hints))
            changes = [Change("documents", record.id, None, document_record(record))]
        self._documents += changes
        self._texts[document.digest] = document.text
        ground = Ground(document.text, document.digest)
        own = hints.text is not None and hints.text == document.text
        return self._with_what_is_there(Place(record, ground, own=own))

    def _absent(self, hints: Hints, path: str) -> Place:
        """A document that the library does not have: its annotations wait for it."""
        known = self._library.record(path) if path else None
        if known is not None:
            return self._with_what_is_there(Place(known, None))
        name = safe_name(hints.name, ".md", self._taken)
        self._taken.add(name.casefold())
        record = DocumentRecord(
            self._free_id(hints),
            storable(name),
            title=clean_line(hints.title),
            source=clean_line(hints.source),
            author=clean_line(hints.author),
            date=clean_line(hints.date),
            url=clean_line(hints.url),
            extra=self._named(hints),
        )
        self._documents.append(Change("documents", record.id, None, document_record(record)))
        return Place(record, None)

    def _named(self, hints: Hints) -> Mapping[str, Any]:
        """The document's id in its program, by which it is known again."""
        if not hints.id or self._incoming.ours or canonical_id(hints.id) == hints.id:
            return {}
        return {"origin": {"program": clean_line(self._incoming.program), "id": clean_line(hints.id)}}

    def _free_id(self, hints: Hints) -> str:
        identity = canonical_id(hints.id)
        return identity if identity and self._library.store.get("documents", identity) is None else new_id()

    def _with_what_is_there(self, place: Place) -> Place:
        for item in of_document(self._library, place.record.id):
            self._note(place, item)
        return place

    def _note(self, place: Place, item: Annotation) -> None:
        place.ids[item.id] = item
        place.said.add(_said(item))
        origin = item.extra.get("origin")
        if isinstance(origin, Mapping):
            place.origins.add((str(origin.get("program", "")), str(origin.get("id", ""))))

    def land(self, foreign: Foreign, place: Place) -> None:
        """Take one annotation in."""
        if self._is_whole(foreign):
            self._land_whole(foreign, place)
            return
        try:
            item, reason = self._made(foreign, place)
            record = stored(annotation_record(item), foreign.name)
            annotation_from(dict(record))
        except (BadRow, BadRecord, BadChange) as error:
            self._remarks.append(Remark(Fate.DROPPED, foreign.name, str(error)))
            return
        if foreign.id:
            self._landed.setdefault(foreign.id, item)
        old = self._here(item.id)
        if old is not None:
            self._again(foreign, item, old)
        elif self._is_double(foreign, item, place):
            self._remarks.append(Remark(Fate.DUPLICATE, foreign.name, "it is here already"))
        else:
            self._changes.append(Change("annotations", item.id, None, record))
            self._tagging.use(item.tags, foreign.colour)
            self._note(place, item)
            self._tell(foreign, item, reason, place)

    def _is_whole(self, foreign: Foreign) -> bool:
        """Whether it has no passage: it says so, or nothing tells of one."""
        if foreign.parent in self._landed and foreign.parent:
            return False
        return foreign.whole or not (foreign.exact.strip() or foreign.place)

    def _land_whole(self, foreign: Foreign, place: Place) -> None:
        """Join what is said of a whole document to what is said of it already."""
        tags = self._tagging.spelled(tag_paths(foreign.tags))
        if not (foreign.note.strip() or tags):
            self._remarks.append(
                Remark(Fate.DROPPED, foreign.name, "it is about no passage and says nothing")
            )
            return
        created = utc(foreign.created) or utc(foreign.modified)
        if self._wholes.add(
            MemoKind.DOCUMENT, place.record.id, foreign.note, tags, creator=foreign.creator, created=created
        ):
            self._tagging.use(tags, foreign.colour)
            if not foreign.whole:
                reason = "nothing tells its passage, so it is kept as a note on the article"
                self._remarks.append(Remark(Fate.CHANGED, foreign.name, reason))
        else:
            self._remarks.append(Remark(Fate.DUPLICATE, foreign.name, "it is here already"))

    def _here(self, identity: str) -> Annotation | None:
        row = self._library.store.get("annotations", identity)
        try:
            return annotation_from(dict(row)) if row else None
        except BadRecord:
            return None

    def _again(self, foreign: Foreign, item: Annotation, old: Annotation) -> None:
        if replace(item, rev=old.rev) == old:
            self._remarks.append(Remark(Fate.DUPLICATE, foreign.name, "it is here already"))
        elif not self._update:
            reason = "it is here with other words, tags or place, and was left so (--update takes the file's)"
            self._remarks.append(Remark(Fate.DUPLICATE, foreign.name, reason))
        elif any(change.id == item.id for change in self._changes):
            self._remarks.append(Remark(Fate.DROPPED, foreign.name, "the file has another of the same id"))
        else:
            new = replace(item, document=old.document, rev=old.rev)
            before, after = annotation_record(old), annotation_record(new)
            self._changes.append(Change("annotations", old.id, before, after))
            self._tagging.use(item.tags, foreign.colour)
            self._updated += 1

    def _is_double(self, foreign: Foreign, item: Annotation, place: Place) -> bool:
        if item.id in place.ids:
            return True
        if self._incoming.ours:
            return False
        origin = (clean_line(self._incoming.program), clean_line(foreign.id))
        return (bool(foreign.id) and origin in place.origins) or _said(item) in place.said

    def _tell(self, foreign: Foreign, item: Annotation, reason: str, place: Place) -> None:
        if item.placement is Placement.ORPHAN or (place.ground is None and item.span is None):
            self._remarks.append(Remark(Fate.UNPLACED, foreign.name, f"{reason} ({place.record.path})"))
        elif item.placement is Placement.UNCERTAIN and reason:
            self._remarks.append(Remark(Fate.CHANGED, foreign.name, f"placed, but uncertain: {reason}"))

    def _made(self, foreign: Foreign, place: Place) -> tuple[Annotation, str]:
        """The annotation, and why it does not stand as it did in the file."""
        if foreign.row is not None and foreign.row.digest and self._incoming.ours:
            return self._own(foreign, place)
        parent = self._landed.get(foreign.parent) if foreign.parent else None
        if parent is not None:
            landing = Landing(parent.span, parent.placement, parent.score)
            item = replace(self._from(foreign, place, landing), selectors=parent.selectors)
            return replace(item, extra={**item.extra, "reply_to": parent.id}), ""
        if place.ground is None:
            landing = Landing(None, Placement.ORPHAN, 0.0, "the library does not have this document")
        else:
            landing = place.ground.land(foreign, own=place.own)
        return self._from(foreign, place, landing), landing.reason

    def _from(self, foreign: Foreign, place: Place, landing: Landing) -> Annotation:
        ground = place.ground
        selectors = replace(selectors_of(foreign), start=0, end=len(selectors_of(foreign).exact))
        if ground and landing.span and (landing.placement is Placement.EXACT or not selectors.exact):
            selectors = describe(ground.text, landing.span, ground.digest)
        modified = utc(foreign.modified)
        created = utc(foreign.created) or modified or self._moment
        extra: dict[str, Any] = {key: foreign.extra[key] for key in foreign.extra.keys() - _RECORD_KEYS}
        if not self._incoming.ours:
            origin = {"program": self._incoming.program, "id": foreign.id, "file": self._file}
            if foreign.colour:
                origin["colour"] = foreign.colour
            extra["origin"] = {key: clean_line(value) for key, value in origin.items() if value}
        identity = canonical_id(foreign.id) if self._incoming.ours else ""
        return Annotation(
            id=identity or new_id(),
            document=place.record.id,
            selectors=selectors,
            span=landing.span,
            placed=ground.digest if ground else "",
            placement=landing.placement,
            score=round(landing.score, 4),
            tags=self._tagging.spelled(tag_paths(foreign.tags)),
            note=clean(foreign.note).strip(),
            creator=clean_line(foreign.creator),
            created=created,
            modified=modified or created,
            extra=extra,
        )

    def _own(self, foreign: Foreign, place: Place) -> tuple[Annotation, str]:
        """One of our own: as it was where its text is the same, else placed by what is known of it."""
        row = foreign.row
        if row is None or not _DIGEST.fullmatch(row.digest) or (row.made and not _is_digest(row.made[2])):
            raise BadRow("its text is not named by a digest")
        identity = canonical_id(row.id)
        if not identity:
            raise BadRow("its id is not a UUID")
        item = annotation_of(row, identity, place.record.id)
        tags = self._tagging.spelled(item.tags)
        extra = {key: foreign.extra[key] for key in foreign.extra.keys() - _RECORD_KEYS}
        item = replace(item, tags=tags, extra=extra)
        ground = place.ground
        if ground is None:
            return item, "" if item.span else "the library does not have this document"
        if item.placed == ground.digest and _stands(item, ground.text):
            return item, "" if item.span else "it was without a place in the file, too"
        version = item.selectors.digest
        snapshot = self._library.store.snapshot(version) if version else None
        if snapshot is None and version != ground.digest:
            landing = ground.land(replace(foreign, place=None))
        else:
            found = anchor(ground.text, item.selectors, snapshot=snapshot, digest=ground.digest)
            landing = Landing(*found[:3], "its words do not stand in the document" if not found.span else "")
        selectors = item.selectors
        if landing.span and landing.placement in (Placement.EXACT, Placement.MOVED):
            selectors = describe(ground.text, landing.span, ground.digest)
        return replace(
            item,
            selectors=selectors,
            span=landing.span,
            placed=ground.digest,
            placement=landing.placement,
            score=round(landing.score, 4),
        ), landing.reason

    def finish(self) -> Landed:
        """Everything collected, in the order in which it is to be stored."""
        for note in self._incoming.notes:
            self._wholes.add(MemoKind.LIBRARY, "", note)
        self._tagging.note_on(self._wholes)
        wholes = self._wholes.changes()
        used = {change.after["document"] for change in self._changes if change.after}
        used |= {change.after["target"] for change in wholes if change.after}
        # A document that came in without annotations has nothing to be remembered for.
        documents = [change for change in self._documents if change.before or change.id in used]
        tags = self._tagging.changes()
        digests = {str(change.after["placed"]) for change in self._changes if change.after}
        return Landed(
            changes=(*tags, *documents, *wholes, *self._changes),
            texts=tuple(text for digest, text in self._texts.items() if digest in digests),
            remarks=(*self._remarks, *self._tagging.remarks),
            added=len(self._changes) - self._updated,
            wholes=len(wholes),
            updated=self._updated,
            tags=sum(change.before is None for change in tags),
        )


def _said(item: Annotation) -> tuple[object, ...]:
    """What makes two annotations of one document the same to a person."""
    where: object = tuple(item.span) if item.span else " ".join(item.selectors.exact.split())
    return where, frozenset(tag.casefold() for tag in item.tags), item.note.strip()


def _is_digest(text: str) -> bool:
    return not text or bool(_DIGEST.fullmatch(text))


def _stands(item: Annotation, text: str) -> bool:
    """Whether an annotation can stand as it is in ``text``, which has the digest that it names."""
    span: Span | None = item.span
    if span is None:
        return True
    if not 0 <= span.start < span.end <= len(text):
        return False
    sure = item.placement in (Placement.EXACT, Placement.MOVED)
    return not sure or span.of(text) == item.selectors.exact
