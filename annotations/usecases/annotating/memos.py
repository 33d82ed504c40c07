"""Memos: notes on articles, tags and the library, tags of whole articles, and all notes in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from annotations.changes import Change
from annotations.errors import ScholiastError
from annotations.memo import Memo, MemoKind, memo_from, memo_id, memo_record
from annotations.model import Annotation, BadRecord, Tag, now, tag_paths, tag_record
from annotations.quoted import quoted
from annotations.storage.threeway import merged
from annotations.usecases.annotating.quoting import short
from annotations.usecases.codebook.coding import codebook_of
from annotations.usecases.retrying import retried
from corpus.clean import clean, clean_line

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import DocumentRecord


@dataclass(frozen=True, slots=True)
class About:
    """What a memo is about.

    Attributes:
        name: Path of the document or of the tag; of a memo on the library its id, empty for a new one.
    """

    kind: MemoKind
    name: str = ""


LIBRARY: Final = About(MemoKind.LIBRARY)


@dataclass(frozen=True, slots=True)
class Noted:
    """One note of the library with what it is about; exactly one of ``annotation`` and ``memo`` is there.

    Attributes:
        document: Of an annotation, or of a memo on an article.
        tag: Of a memo on a tag; None if the tag is gone.
    """

    annotation: Annotation | None = None
    memo: Memo | None = None
    document: DocumentRecord | None = None
    tag: Tag | None = None

    @property
    def id(self) -> str:
        """Of the annotation or memo."""
        said = self.annotation or self.memo
        return said.id if said else ""

    @property
    def text(self) -> str:
        """The note."""
        return self.memo.text if self.memo else self.annotation.note if self.annotation else ""

    @property
    def created(self) -> str:
        """When the passage was annotated or the memo begun, UTC; tagging it anew does not change that."""
        said = self.annotation or self.memo
        return said.created if said else ""


def all_memos(library: Library) -> Iterator[Memo]:
    """Every memo; a damaged one costs only itself."""
    for row in library.store.records("memos").values():
        try:
            yield memo_from(dict(row))
        except BadRecord:
            continue  # the check names it


def memo_on(library: Library, about: About) -> Memo | None:
    """The memo on an article, on a tag, or the one on the library that ``about`` names."""
    if about.kind is MemoKind.LIBRARY:
        identity = about.name
    else:
        target = _known(library, about)
        identity = memo_id(about.kind, target) if target else ""
    row = library.store.get("memos", identity) if identity else None
    try:
        return memo_from(row) if row else None
    except BadRecord:
        return None


def whole(library: Library, document: str) -> Memo | None:
    """What is said of the document with this id as a whole."""
    row = library.store.get("memos", memo_id(MemoKind.DOCUMENT, document))
    try:
        return memo_from(row) if row else None
    except BadRecord:
        return None


def write_memo(
    library: Library, about: About, text: str, *, seen: str | None = None, by: str = ""
) -> Memo | None:
    """Write the text of a memo; one that says nothing any more goes, and None is given.

    Args:
        seen: The text as the person saw it; if another changed it since, both texts are kept.

    Raises:
        ScholiastError: There is no such document or tag; nothing was stored.
        NotSaved, Stale: Nothing was stored.
    """
    wanted = clean(text).strip()
    verb = "write" if wanted else "clear"

    def change(old: Memo) -> Memo:
        if seen is None or old.text in (seen, wanted):
            return replace(old, text=wanted)
        rows = [{"text": each} for each in (seen, wanted, old.text)]
        return replace(old, text=merged(*rows)["text"])

    return _store(library, about, change, f"{verb} a note on {_named(library, about, wanted)}", by)


def tag_article(
    library: Library,
    path: str,
    tags: Sequence[str],
    *,
    seen: Sequence[str] | None = None,
    text: str | None = None,
    by: str = "",
) -> Memo | None:
    """Give an article as a whole these tags instead of those it has; new ones go into the codebook.

    Args:
        seen: The tags as the person saw them; what another added or took since is kept so.
        text: What its note is to say, in the same step; None leaves it.

    Raises:
        ScholiastError: There is no such document; nothing was stored.
        NotSaved, Stale: Nothing was stored.
    """
    about = About(MemoKind.DOCUMENT, path)
    book = codebook_of(library)
    wanted = tag_paths([book.spelled(tag) for tag in tag_paths(list(tags))])

    def change(old: Memo) -> Memo:
        old = old if text is None else replace(old, text=clean(text).strip())
        if seen is None or old.tags in (tuple(seen), wanted):
            return replace(old, tags=wanted)
        rows = [{"tags": list(each)} for each in (seen, wanted, old.tags)]
        return replace(old, tags=tag_paths(merged(*rows)["tags"]))

    return _store(library, about, change, f"tag {_named(library, about)}", by)


def delete_memo(library: Library, identity: str, *, by: str = "") -> None:
    """Delete a memo with everything that it says.

    Raises:
        ScholiastError: It is not there.
        NotSaved, Stale: Nothing was deleted.
    """
    retried(lambda: _delete(library, identity, by))


def _delete(library: Library, identity: str, by: str) -> None:
    row = library.store.get("memos", identity)
    if row is None:
        raise ScholiastError("This note is not there any more.")
    try:
        label = f"delete the note {quoted(short(memo_from(row).text))}"
    except BadRecord:
        label = "delete a damaged note"
    library.store.commit(label, [Change("memos", identity, row, None)], by=by)


def moved_memo(library: Library, memo: Memo, target: str) -> list[Change]:
    """What gives the memo on a document to the document with the id ``target``, which may have one too."""
    moved = replace(memo, id=memo_id(MemoKind.DOCUMENT, target), target=target, rev=1)
    there = library.store.get("memos", moved.id)
    record = merged(None, there, memo_record(moved)) if there else memo_record(moved)
    return [
        Change("memos", memo.id, library.store.get("memos", memo.id), None),
        Change("memos", moved.id, there, record),
    ]


def notes(library: Library) -> tuple[Noted, ...]:
    """Every note of the library, on passages and on anything else, the newest first."""
    from annotations.usecases.annotating.highlights import read_all

    records = {record.id: record for record in library.records().values()}
    tags = {tag.id: tag for tag in codebook_of(library).tags}
    rows = library.store.records("annotations").values()
    found = [
        Noted(annotation=item, document=records.get(item.document))
        for item in read_all(row for row in rows if row.get("note"))
    ]
    found += [
        Noted(memo=memo, document=records.get(memo.target), tag=tags.get(memo.target))
        for memo in all_memos(library)
        if memo.text
    ]
    return tuple(sorted(found, key=lambda each: (each.created, each.id), reverse=True))


def _store(
    library: Library, about: About, change: Callable[[Memo], Memo], label: str, by: str
) -> Memo | None:
    return retried(lambda: _stored(library, about, change, label, by))


def _stored(
    library: Library, about: About, change: Callable[[Memo], Memo], label: str, by: str
) -> Memo | None:
    target, changes = _target(library, about)
    identity = (about.kind is MemoKind.LIBRARY and about.name) or memo_id(about.kind, target)
    row = library.store.get("memos", identity)
    moment = now()
    blank = Memo(identity, about.kind, target, creator=clean_line(by), created=moment)
    old = memo_from(row) if row else blank
    new = change(old)
    empty = not (new.text or new.tags)
    if new == old or (empty and row is None):
        return None if row is None else old
    made = codebook_of(library).new_tags(new.tags)
    changes += [Change("tags", tag.id, None, tag_record(tag)) for tag in made]
    after = None if empty else memo_record(replace(new, modified=moment))
    library.store.commit(label, [*changes, Change("memos", identity, row, after)], by=by)
    return None if empty else memo_from(library.store.get("memos", identity) or after or {})


def _target(library: Library, about: About) -> tuple[str, list[Change]]:
    """The id of what a memo is about, and the change that makes a document's record if it has none."""
    if about.kind is MemoKind.LIBRARY:
        return "", []
    known = _known(library, about)
    if known:
        return known, []
    if about.kind is MemoKind.TAG:
        raise ScholiastError(f"There is no tag “{about.name}”. The codebook lists those there are.")
    from annotations.usecases.annotating.highlights import document_change

    record, changes = document_change(library, library.document(about.name))
    return record.id, changes


def _known(library: Library, about: About) -> str:
    if about.kind is MemoKind.TAG:
        tag = codebook_of(library).find(about.name)
        return tag.id if tag else ""
    record = library.record(about.name)
    return record.id if record else ""


def _named(library: Library, about: About, text: str = "") -> str:
    if about.kind is MemoKind.LIBRARY:
        return f"the library, {quoted(short(text))}" if text else "the library"
    if about.kind is MemoKind.TAG:
        return f"the tag “{about.name}”"
    record = library.record(about.name)
    title = record.title if record else ""
    if not title:
        title = next((entry.title for entry in library.catalogue.entries() if entry.path == about.name), "")
    return f"the article {quoted(short(title or about.name))}"
