"""Making: one foreign annotation as one of this library, placed in the text as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from annotations.anchoring import anchor
from annotations.changes import BadChange, stored
from annotations.exchange.foreign import Foreign, Hints, Incoming
from annotations.exchange.ids import canonical_id
from annotations.exchange.passages import Landing, selectors_of
from annotations.exchange.row import BadRow, annotation_of
from annotations.exchange.times import utc
from annotations.library import Library
from annotations.model import Annotation, Placement, annotation_record, new_id, now, tag_paths
from annotations.selectors import describe
from annotations.usecases.codebook.tagging import Tagging
from annotations.usecases.exchange.destinations import Destination
from annotations.usecases.placing.placing import renew
from annotations.usecases.placing.standing import adrift
from corpus.clean import clean, clean_line
from corpus.span import Span

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_ABSENT: Final = "the library does not have this document"
_RECORD_KEYS: Final = frozenset(
    annotation_record(Annotation("", "", selectors_of(Foreign(Hints())), None, ""))
)


class Maker:
    """Makes the annotations of one file."""

    def __init__(self, library: Library, incoming: Incoming, file: str, tagging: Tagging) -> None:
        self._library = library
        self._incoming = incoming
        self._file = file
        self._tagging = tagging
        self._moment = now()

    def made(self, foreign: Foreign, place: Destination, parent: Annotation | None) -> tuple[Annotation, str]:
        """The annotation, and why it does not stand as it did in the file.

        Args:
            parent: The annotation that this one answers.

        Raises:
            BadRow: It holds something that cannot be.
        """
        row = foreign.row
        if row is not None and self._incoming.ours and (row.digest or (row.made and row.made[2])):
            return self._own(foreign, place)
        if parent is not None:
            landing = Landing(parent.span, parent.placement, parent.score)
            item = replace(self._from(foreign, place, landing), selectors=parent.selectors)
            return replace(item, extra={**item.extra, "reply_to": parent.id}), ""
        if place.ground is None:
            landing = Landing(None, Placement.ORPHAN, 0.0, _ABSENT)
        else:
            landing = place.ground.land(foreign, own=place.own)
        return self._from(foreign, place, landing), landing.reason

    def _from(self, foreign: Foreign, place: Destination, landing: Landing) -> Annotation:
        ground = place.ground
        selectors = replace(selectors_of(foreign), start=0, end=len(selectors_of(foreign).exact))
        if ground and landing.span and (landing.placement is Placement.EXACT or not selectors.exact):
            selectors = describe(ground.text, landing.span, ground.digest)
        modified = utc(foreign.modified)
        created = utc(foreign.created) or modified or self._moment
        extra = _storable(foreign.extra)
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

    def _own(self, foreign: Foreign, place: Destination) -> tuple[Annotation, str]:
        """One of our own: as it was where its text is the same, else placed by what is known of it."""
        row = foreign.row
        if row is None or not _is_digest(row.digest) or (row.made and not _is_digest(row.made[2])):
            raise BadRow("its text is not named by a digest")
        identity = canonical_id(row.id)
        if not identity:
            raise BadRow("its id is not a UUID")
        item = annotation_of(row, identity, place.record.id)
        tags = self._tagging.spelled(item.tags)
        extra = _storable(foreign.extra)
        item = replace(item, tags=tags, extra=extra)
        ground = place.ground
        if ground is None:
            return replace(adrift(item), placed=""), _ABSENT
        if item.placed == ground.digest and _stands(item, ground.text):
            return item, "" if item.span else "it was without a place in the file, too"
        version = item.selectors.digest
        snapshot = self._library.store.snapshot(version) if version else None
        if snapshot is None and version != ground.digest:
            landing = ground.land(replace(foreign, place=None))
        else:
            found = anchor(ground.text, item.selectors, snapshot=snapshot, digest=ground.digest)
            landing = Landing(*found[:3], "its words do not stand in the document" if not found.span else "")
        return renew(item, landing, ground.text, ground.digest), landing.reason


def _storable(extra: Mapping[str, Any]) -> dict[str, Any]:
    """What else the file held, as far as the store can keep it and it does not pose as a field of ours."""
    kept: dict[str, Any] = {}
    for key, value in extra.items():
        if key not in _RECORD_KEYS:
            with suppress(BadChange):
                kept |= stored({key: value}, key)
    return kept


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
