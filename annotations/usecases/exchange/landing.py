"""Landing: what a file holds made into changes of this library, with a remark on what does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from annotations.changes import BadChange, Change, stored
from annotations.exchange.foreign import Fate, Foreign, Incoming, Remark
from annotations.exchange.row import BadRow
from annotations.exchange.times import utc
from annotations.library import Library
from annotations.memo import MemoKind
from annotations.model import (
    Annotation,
    BadRecord,
    Placement,
    annotation_from,
    annotation_record,
    tag_paths,
)
from annotations.usecases.codebook.tagging import Tagging
from annotations.usecases.exchange.destinations import Destination, Destinations, said
from annotations.usecases.exchange.making import Maker
from annotations.usecases.exchange.wholes import Wholes
from corpus.clean import clean_line

_KEPT: Final = "the library does not have this article; kept without a place until its file is there"


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
    """Collects the changes that loading one file makes.

    Attributes:
        berths: The documents of the file.
    """

    def __init__(self, library: Library, incoming: Incoming, file: str, *, update: bool) -> None:
        self._library = library
        self._incoming = incoming
        self._update = update
        self.berths = Destinations(library, incoming)
        self._tagging = Tagging(library, incoming.tags)
        self._maker = Maker(library, incoming, file, self._tagging)
        self._wholes = Wholes(library)
        self._changes: list[Change] = []
        self._remarks: list[Remark] = []
        self._origins = _origins(library) if not incoming.ours else set()
        self._landed: dict[str, Annotation] = {}
        self._updated = 0
        self._waiting: Counter[str] = Counter()

    def land(self, foreign: Foreign, place: Destination) -> None:
        """Take one annotation in."""
        if self._is_whole(foreign):
            self._land_whole(foreign, place)
            return
        try:
            parent = self._landed.get(foreign.parent) if foreign.parent else None
            item, reason = self._maker.made(foreign, place, parent)
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
            place.note(item)
            if foreign.id:
                self._origins.add((clean_line(self._incoming.program), clean_line(foreign.id)))
            self._tell(foreign, item, reason, place)

    def _is_whole(self, foreign: Foreign) -> bool:
        """Whether it has no passage: it says so, or nothing tells of one."""
        if foreign.parent in self._landed and foreign.parent:
            return False
        return foreign.whole or not (foreign.exact.strip() or foreign.place)

    def _land_whole(self, foreign: Foreign, place: Destination) -> None:
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

    def _is_double(self, foreign: Foreign, item: Annotation, place: Destination) -> bool:
        if item.id in place.ids:
            return True
        if self._incoming.ours:
            return False
        origin = (clean_line(self._incoming.program), clean_line(foreign.id))
        return (bool(foreign.id) and origin in self._origins) or said(item) in place.said

    def _tell(self, foreign: Foreign, item: Annotation, reason: str, place: Destination) -> None:
        if place.ground is None:
            self._waiting[place.record.path] += 1
        elif item.placement is Placement.ORPHAN:
            self._remarks.append(Remark(Fate.UNPLACED, foreign.name, f"{reason} ({place.record.path})"))
        elif item.placement is Placement.UNCERTAIN and reason:
            self._remarks.append(Remark(Fate.CHANGED, foreign.name, f"placed, but uncertain: {reason}"))

    def finish(self) -> Landed:
        """Everything collected, in the order in which it is to be stored."""
        for note in self._incoming.notes:
            self._wholes.add(MemoKind.LIBRARY, "", note)
        self._tagging.note_on(self._wholes)
        wholes = self._wholes.changes()
        used = {change.after["document"] for change in self._changes if change.after}
        used |= {change.after["target"] for change in wholes if change.after}
        # A document that came in without annotations has nothing to be remembered for.
        documents = [change for change in self.berths.changes if change.before or change.id in used]
        tags = self._tagging.changes()
        digests = {str(change.after["placed"]) for change in self._changes if change.after}
        return Landed(
            changes=(*tags, *documents, *wholes, *self._changes),
            texts=tuple(text for digest, text in self.berths.texts.items() if digest in digests),
            remarks=(*self._remarks, *self._about_waiting(), *self._tagging.remarks),
            added=len(self._changes) - self._updated,
            wholes=len(wholes),
            updated=self._updated,
            tags=sum(change.before is None for change in tags),
        )

    def _about_waiting(self) -> Iterator[Remark]:
        """A remark on each document that the library does not have."""
        for path, count in self._waiting.items():
            what = f"{count:,} annotation{'s' * (count != 1)} of {path}"
            yield Remark(Fate.UNPLACED, what, _KEPT)


def _origins(library: Library) -> set[tuple[str, str]]:
    """Program and id of every annotation that came in from elsewhere."""
    origins = (row.get("origin") for row in library.store.records("annotations").values())
    return {
        (str(each.get("program", "")), str(each.get("id", ""))) for each in origins if isinstance(each, dict)
    }
