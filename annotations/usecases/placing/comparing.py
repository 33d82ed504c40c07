"""Comparing: an article's earlier version beside the present one, and a doubtful passage beside its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.alignment.differences import Differences, differences
from annotations.usecases.annotating.highlights import of_document
from annotations.versions import Places, Versions
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation, Selectors
    from annotations.usecases.placing.reviewing import Doubt
    from corpus.document import Document

_AROUND: Final = 600  # code points of the old text shown on either side of a passage


class Alteration(NamedTuple):
    """One change between two versions: what was there and what is there now, either may be empty.

    Attributes:
        touched: Ids of the annotations that it touches.
        moved: Whether the words stand elsewhere in the other version.
    """

    old: Span
    new: Span
    touched: tuple[str, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of an article since an earlier version.

    Attributes:
        earlier: The earlier text, empty if none is kept.
        document: The article as it is now.
        alterations: In text order.
        annotations: Those of the article, as they stand.
        old_places: Where those stood in the earlier text, as far as that is known.
    """

    earlier: str
    document: Document
    alterations: tuple[Alteration, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    old_places: tuple[tuple[str, Span], ...] = ()
    versions: Versions | None = None


def changes(library: Library, document: Document) -> Changed:
    """The newest earlier version of an article beside the present one."""
    record = library.record(document.path)
    if record is None:
        return Changed("", document)
    items = of_document(library, record.id)
    for digest in _earlier(library, record.id, items, document.digest):
        text = library.store.snapshot(digest)
        if text is not None:
            versions = Versions(text, document.text)
            places = tuple(_old_places(versions, items, digest))
            found = tuple(_alterations(versions, items, dict(places)))
            return Changed(text, document, found, items, places, versions)
    return Changed("", document, annotations=items)


def _earlier(library: Library, identity: str, items: Sequence[Annotation], present: str) -> Iterator[str]:
    """Versions that the document had before, newest first; then any that an annotation still speaks of."""
    from annotations.history import entries

    for command in entries(library.store):
        for change in command.changes:
            if change.table == "documents" and change.id == identity:
                for record in (change.after, change.before):
                    digest = str((record or {}).get("digest", ""))
                    if digest and digest != present:
                        yield digest
    yield from {item.selectors.digest for item in items if item.selectors.digest not in ("", present)}


def _old_places(versions: Versions, items: Sequence[Annotation], digest: str) -> Iterator[tuple[str, Span]]:
    for item in items:
        if item.selectors.digest == digest:
            yield item.id, item.selectors.span
        elif item.span is not None:
            start, end = (versions.brought_back(offset) for offset in (item.span.start, item.span.end - 1))
            span = Span(start, end + 1)
            if span.of(versions.old).split() == item.span.of(versions.new).split():
                yield item.id, span


def _alterations(
    versions: Versions, items: Sequence[Annotation], old_places: dict[str, Span]
) -> Iterator[Alteration]:
    present = Places((item.id, item.span) for item in items if item.span is not None)
    earlier = Places(old_places.items())
    for old, new in versions.gaps:
        touched = dict.fromkeys((*present.touched(new), *earlier.touched(old)))
        yield Alteration(old, new, tuple(touched), versions.is_moved(old, new))


@dataclass(frozen=True, slots=True)
class Beside:
    """A doubtful passage as it was marked, and the text in which it may stand.

    Attributes:
        before, after: What stood around it, up to a few paragraphs.
        document: The article as it is now.
        place: Where it may stand now, None if nothing is like it.
        near: Offset of the present text about which it stood, if it has no place.
        differences: Between the quotation and what stands at the place (spans count from the
            beginning of each).
        times: How often its words stand in the present text as they are.
    """

    doubt: Doubt
    before: str
    after: str
    document: Document
    place: Span | None
    near: int
    differences: Differences
    times: int

    @property
    def reason(self) -> str:
        """Why a person should look at it, in a clause."""
        if self.place is None:
            return "its words are not in the text any more"
        if self.differences.gone or self.differences.new:
            return "its words changed"
        if self.times > 1:
            return f"its words stand {self.times} times in the text; this may be another place"
        return "its words are the same, but what stood around them is not"


def beside(library: Library, doubt: Doubt) -> Beside:
    """What a person needs to see to decide about a doubtful annotation.

    Raises:
        Unreadable: The article cannot be read.
    """
    from annotations.usecases.placing.placing import place

    document = library.document(doubt.path)
    placed = place(library, document)
    item = next((each for each in placed.annotations if each.id == doubt.annotation.id), doubt.annotation)
    selectors = item.selectors
    old = library.store.snapshot(selectors.digest) if selectors.digest else None
    if old is not None and selectors.span.of(old) != selectors.exact:
        old = None
    before, after = _around(old, selectors)
    span = item.span if item.placed == document.digest else None
    near = 0
    if span is None and old is not None:
        near = Versions(old, document.text).carried(selectors.start)
    return Beside(
        doubt=type(doubt)(doubt.record, item, doubt.path),
        before=before,
        after=after,
        document=document,
        place=span,
        near=near,
        differences=differences(selectors.exact, span.of(document.text) if span else ""),
        times=document.text.count(selectors.exact) if selectors.exact else 0,
    )


def _around(old: str | None, selectors: Selectors) -> tuple[str, str]:
    """What stood before and after a passage, from and to the beginning of a paragraph."""
    if old is None:
        return selectors.prefix, selectors.suffix
    before = old[max(0, selectors.start - _AROUND) : selectors.start]
    after = old[selectors.end : selectors.end + _AROUND]
    if selectors.start > _AROUND:
        cut = before.find("\n\n")
        before = before[cut + 2 :] if cut >= 0 else f"… {before.partition(' ')[2]}"
    if selectors.end + _AROUND < len(old):
        cut = after.rfind("\n\n")
        after = after[:cut] if cut >= 0 else f"{after.rpartition(' ')[0]} …"
    return before, after
