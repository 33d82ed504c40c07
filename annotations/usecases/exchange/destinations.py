"""Berths: the documents that foreign annotations come down in, those of the library and those it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from annotations.changes import Change
from annotations.exchange.foreign import Hints, Incoming
from annotations.exchange.ids import canonical_id
from annotations.exchange.passages import PassageFinder
from annotations.library import Library, storable
from annotations.model import Annotation, DocumentRecord, document_record, new_id
from annotations.usecases.annotating.highlights import document_change, of_document
from corpus.clean import clean_line
from corpus.digest import digest_of
from corpus.files import Unreadable
from corpus.imports.names import file_name, untyped

_LONGEST: Final = 1_000  # code points of a path


@dataclass(slots=True)
class Destination:
    """A document that annotations come down in.

    Attributes:
        ground: Its text; None where the library does not have the document.
        own: Whether positions of the file count in this very text.
        ids, said: What is there already.
    """

    record: DocumentRecord
    ground: PassageFinder | None
    own: bool = False
    ids: dict[str, Annotation] = field(default_factory=dict)
    said: set[tuple[object, ...]] = field(default_factory=set)

    def note(self, item: Annotation) -> None:
        """Remember an annotation as one that is there."""
        self.ids[item.id] = item
        self.said.add(said(item))


def said(item: Annotation) -> tuple[object, ...]:
    """What makes two annotations of one document the same to a person."""
    where: object = tuple(item.span) if item.span else " ".join(item.selectors.exact.split())
    return where, frozenset(tag.casefold() for tag in item.tags), item.note.strip()


class Destinations:
    """Finds, and where need be makes, the documents of one file.

    Attributes:
        changes: Records of documents that are new or renewed.
        texts: Their texts, by digest.
    """

    def __init__(self, library: Library, incoming: Incoming) -> None:
        self._library = library
        self._incoming = incoming
        self.changes: list[Change] = []
        self.texts: dict[str, str] = {}
        self._places: dict[str, Destination] = {}
        self._taken = {record.casefold() for record in library.records()}
        self._taken |= {entry.path.casefold() for entry in library.catalogue.entries()}

    def place(self, hints: Hints, path: str, *, written: bool = True) -> Destination:
        """The document that ``hints`` means, with what was said about it.

        Args:
            hints: As the file has it.
            path: In the library; empty if the library does not have it.
            written: Whether the file at ``path`` is there by now.
        """
        if not written and hints.text is not None:
            record = DocumentRecord(canonical_id(hints.id) or new_id(), path, title=hints.title)
            return Destination(record, PassageFinder(hints.text, digest_of(hints.text)), own=True)
        there = self._places.get(path)
        if there is not None:
            # Two names of the file may mean one document; what is said about it is known to both.
            text = there.ground.text if there.ground else None
            return replace(there, own=hints.text is not None and hints.text == text)
        place = self._found(hints, path)
        self._places[storable(place.record.path)] = self._places[path or place.record.path] = place
        return place

    def _found(self, hints: Hints, path: str) -> Destination:
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
        self.changes += changes
        self.texts[document.digest] = document.text
        ground = PassageFinder(document.text, document.digest)
        own = hints.text is not None and hints.text == document.text
        return self._with_what_is_there(Destination(record, ground, own=own))

    def _absent(self, hints: Hints, path: str) -> Destination:
        """A document that the library does not have: its annotations wait for it."""
        known = self._library.record(path) if path else None
        if known is not None:
            return self._with_what_is_there(Destination(known, None))
        name = self._own_path(hints) or file_name(untyped(hints.name), taken=self._taken)
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
        self.changes.append(Change("documents", record.id, None, document_record(record)))
        return Destination(record, None)

    def _own_path(self, hints: Hints) -> str:
        """The path that the document has in another library of ours; empty if it cannot be used here.

        Nothing is written there; the file that comes to be there is the document.
        """
        path = storable(hints.path) if self._incoming.ours else ""
        steps = path.split("/")
        hidden = any(not step or step.startswith(".") for step in steps)
        usable = path == clean_line(path) and "\\" not in path and len(path) <= _LONGEST and not hidden
        return path if usable and path.casefold() not in self._taken else ""

    def _named(self, hints: Hints) -> Mapping[str, Any]:
        """The document's id in its program, by which it is known again."""
        if not hints.id or self._incoming.ours or canonical_id(hints.id) == hints.id:
            return {}
        return {"origin": {"program": clean_line(self._incoming.program), "id": clean_line(hints.id)}}

    def _free_id(self, hints: Hints) -> str:
        identity = canonical_id(hints.id)
        return identity if identity and self._library.store.get("documents", identity) is None else new_id()

    def _with_what_is_there(self, place: Destination) -> Destination:
        for item in of_document(self._library, place.record.id):
            place.note(item)
        return place
