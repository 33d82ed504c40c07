"""Coding: the codebook of a library, its counts, and its changes over all annotations at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotations.changes import Change
from annotations.codebook import Codebook, CodebookError, Reshape, is_under
from annotations.memo import MemoKind, memo_id
from annotations.model import BadRecord, Record, Tag, now, tag_from, tag_path, tag_paths, tag_record
from annotations.storage.threeway import BETWEEN
from annotations.tagtree import Bearing, Node, tree
from annotations.usecases.retrying import retried

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.changes import Command
    from annotations.library import Library
    from annotations.model import Annotation, DocumentRecord


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how much carries it, sub-tags not counted."""

    tag: Tag
    annotations: int
    documents: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage that carries a tag, with the document it stands in."""

    annotation: Annotation
    document: DocumentRecord


def codebook_of(library: Library) -> Codebook:
    """The codebook as the store has it, made anew only when its records have changed."""
    return library.derived.of(library.store.records("tags"), _codebook)


def _codebook(rows: Mapping[str, Record]) -> Codebook:
    return Codebook.of(_tags(rows.values()))


def _tags(rows: Iterable[Mapping[str, object]]) -> Iterator[Tag]:
    for row in rows:
        try:
            yield tag_from(dict(row))
        except BadRecord:
            continue  # the check names it; one bad record costs one record


def counts(library: Library) -> tuple[TagCount, ...]:
    """Every tag of the codebook in tree order with its counts."""
    return tuple(
        TagCount(node.tag, node.own.passages, node.own.articles)
        for node in tag_tree(library)
        if node.tag is not None
    )


def tag_tree(library: Library) -> tuple[Node, ...]:
    """Every tag in tree order with its counts, and what only sub-tags stand under."""
    sources = {record.id: record.source for record in library.records().values()}
    return tree(codebook_of(library), _bearings(library), sources)


def _bearings(library: Library) -> Iterator[Bearing]:
    for row in library.store.records("annotations").values():
        if tags := texts_of(row):
            yield Bearing(tags, str(row.get("document", "")), str(row.get("exact", "")))
    for row in library.store.records("memos").values():
        if tags := texts_of(row):
            yield Bearing(tags, str(row.get("target", "")), whole=True)


def texts_of(row: Mapping[str, object]) -> list[str]:
    """The tags of a stored record as they stand there; none if they are damaged."""
    tags = row.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def passages_of(library: Library, path: str, *, below: bool = True) -> tuple[Coded, ...]:
    """The passages that carry a tag, by date and path of their article, then in text order.

    Args:
        below: Whether its sub-tags count as well.
    """
    from annotations.usecases.annotating.highlights import in_order, read_all

    wanted = tag_path(path)

    def bears(tags: Iterable[str]) -> bool:
        if below:
            return any(is_under(tag, wanted) for tag in tags)
        return any(tag.casefold() == wanted.casefold() for tag in tags)

    rows = library.store.records("annotations").values()
    groups: dict[str, list[Annotation]] = {}
    for item in read_all(row for row in rows if bears(texts_of(row))):
        groups.setdefault(item.document, []).append(item)
    records = {record.id: record for record in library.records().values()}
    found = [records[document] for document in groups if document in records]
    found.sort(key=lambda record: (record.date, record.path))
    return tuple(Coded(item, record) for record in found for item in in_order(groups[record.id]))


def reshape(
    library: Library, plan: Callable[[Codebook], Reshape], *, by: str = "", upkeep: bool = False
) -> Command:
    """Carry a change of the codebook out over the whole library, as one step that can be undone.

    Args:
        plan: Works the change out on the codebook as it is.
        upkeep: Whether the program does this by itself, so that undo passes it over.

    Raises:
        CodebookError: The change cannot be; nothing was changed.
        NotSaved, Stale: Nothing was changed.
    """
    return retried(lambda: _reshape(library, plan, by, upkeep))


def _reshape(library: Library, plan: Callable[[Codebook], Reshape], by: str, upkeep: bool) -> Command:
    book = codebook_of(library)
    wanted = plan(book)
    changes, passages, articles = _changes(library, book, wanted)
    label = wanted.label
    if wanted.paths:
        label += f", {passages} passage{'s' * (passages != 1)}"
        label += f" and {articles} article{'s' * (articles != 1)}" if articles else ""
    return library.store.commit(label, changes, by=by, upkeep=upkeep)


def _changes(library: Library, book: Codebook, plan: Reshape) -> tuple[list[Change], int, int]:
    """The changes of a plan, and how many passages and articles as a whole are among them."""
    tags = [
        Change(
            "tags",
            (old or new).id,  # type: ignore[union-attr]
            tag_record(old) if old else None,
            tag_record(new) if new else None,
        )
        for old, new in plan.tags
        if old is not None or new is not None
    ]
    if not plan.paths:
        return tags, 0, 0
    passages = _retagged(library.store.records("annotations"), "annotations", plan)
    memos = dict(library.store.records("memos"))
    articles = _retagged(memos, "memos", plan)
    return [*tags, *passages, *articles, *_memos(memos, book, plan)], len(passages), len(articles)


def _retagged(rows: Mapping[str, Record], table: str, plan: Reshape) -> list[Change]:
    moment = now()
    changes = []
    others = set[str]()  # tags that the plan leaves alone, as they are spelled: most rows have only such
    become = dict[tuple[str, ...], list[str]]()  # what comes of tags that stand together, as many do
    for identity, row in rows.items():
        if _within(row.get("tags"), others):
            continue
        tags = texts_of(row)
        if any(tag.casefold() in plan.paths for tag in tags):
            if (key := tuple(tags)) not in become:
                become[key] = list(plan.retag(tags))
            new = {**row, "tags": become[key], "modified": moment}
            changes.append(Change(table, identity, row, new))
        else:
            others.update(tags)
    return changes


def _within(tags: Any, known: set[str]) -> bool:
    """Whether all tags of a record, which may be damaged, are known."""
    try:
        return known.issuperset(tags)
    except TypeError:
        return False


def _memos(memos: Mapping[str, Record], book: Codebook, plan: Reshape) -> Iterator[Change]:
    """Notes on tags that go: with the tag, or over to the tag it was merged into."""
    after = Codebook.of((*(new for _, new in plan.tags if new), *book.tags))
    texts: dict[str, list[str]] = {}
    for old, new in plan.tags:
        if old is None or new is not None:
            continue
        row = memos.get(memo_id(MemoKind.TAG, old.id))
        if row is None:
            continue
        yield Change("memos", str(row["id"]), dict(row), None)
        into = plan.paths.get(old.path.casefold())
        if into and (heir := after.find(into)):
            texts.setdefault(heir.id, []).append(str(row.get("text", "")))
    for target, added in texts.items():
        identity = memo_id(MemoKind.TAG, target)
        old_row = memos.get(identity)
        whole = BETWEEN.join(text for text in [str((old_row or {}).get("text", "")), *added] if text)
        moment = now()
        blank: Record = {
            "id": identity,
            "kind": "tag",
            "target": target,
            "tags": [],
            "created": moment,
            "rev": 1,
        }
        new_row: Record = {**(old_row or blank), "text": whole, "modified": moment}
        yield Change("memos", identity, dict(old_row) if old_row else None, new_row)


def split(library: Library, path: str, ids: Sequence[str], new: str, *, by: str = "") -> Command:
    """Give some of a tag's passages another tag instead, which is made if it is new; one step.

    Raises:
        CodebookError: There is no such tag, the other is the same, or no passage carries it.
        NoSuchAnnotation, NotSaved, Stale: Nothing was changed.
    """
    return retried(lambda: _split(library, path, ids, new, by))


def _split(library: Library, path: str, ids: Sequence[str], new: str, by: str) -> Command:
    from annotations.model import annotation_record
    from annotations.usecases.annotating.highlights import find

    book = codebook_of(library)
    old, wanted = book.branch(path), tag_path(new)
    if not wanted:
        raise CodebookError("The new tag needs a name, such as `position/strength`.")
    wanted = book.spelled(wanted)
    if wanted.casefold() == old.casefold():
        raise CodebookError(f"“{old}” is the tag that is being split; give the new one another name.")
    changes = []
    for item in (find(library, each) for each in ids):
        tags = [wanted if tag.casefold() == old.casefold() else tag for tag in item.tags]
        if tags != list(item.tags):
            edited = replace(item, tags=tag_paths(tags), modified=now())
            changes.append(Change("annotations", item.id, annotation_record(item), annotation_record(edited)))
    if not changes:
        raise CodebookError(f"None of these passages carries “{old}”.")
    label = f"split tag “{old}”, {len(changes)} passage{'s' * (len(changes) != 1)} to “{wanted}”"
    if book.find(wanted) is None:
        tag = Tag(book.fresh_id(wanted), wanted, book.colour(wanted))
        changes.insert(0, Change("tags", tag.id, None, tag_record(tag)))
    return library.store.commit(label, changes, by=by)
