"""Following: which document a file is after it was renamed or moved; copies take nothing along.

Only what cannot be otherwise is followed by itself: a file is gone and exactly one new file has its
very bytes. What is likely but not certain is offered (`annotations.usecases.placing.likely_files`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from annotations.changes import Change, NotSaved, Stale
from annotations.known import spoken_of
from annotations.library import storable
from annotations.model import document_record

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import DocumentRecord
    from corpus.catalogue import Entry, Refreshed
    from corpus.scan import Scan

SYSTEM: Final = "scholiast"


@dataclass(frozen=True, slots=True)
class _Gone:
    """A file that was there under ``path``, and the bytes it had when it was seen last."""

    path: str
    digests: frozenset[str]
    inode: int = 0


def refresh(
    library: Library,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    seen: Scan | None = None,
) -> Refreshed:
    """Look at the folder again, bring the catalogue up to date and follow renamed files.

    Nobody looks again at files that were ``seen`` just before.
    ``moved`` of the outcome holds the files that were followed.
    """
    before = library.catalogue.entries()
    found = library.catalogue.refresh(on_progress, cancelled, seen)
    library.problems = found.problems
    return found._replace(moved=follow(library, before, found))


def follow(library: Library, before: Iterable[Entry], refreshed: Refreshed) -> Mapping[str, str]:
    """Carry records, corrections and readings of renamed files along; old path to new.

    Args:
        before: The entries of the catalogue as they were before it was refreshed.
    """
    known = {entry.path: entry for entry in before}
    if known:  # else nobody has looked here yet, and what is there may have been there for years
        library.appeared.update(refreshed.added)
    library.appeared.difference_update(refreshed.removed)
    if not refreshed.complete:
        library.follows_later = True
        return {}
    if not (refreshed.added or refreshed.removed or library.follows_later):
        return {}
    library.follows_later = False
    latest = library.appeared.union(refreshed.added)
    there = [
        entry for entry in refreshed.entries if entry.path in latest and entry.digest and not entry.problem
    ]
    if not there:
        return {}
    records = library.records()
    moved = _found_again(records, spoken_of(library.store), known, refreshed, there)
    if not moved:
        return {}
    for old, new in moved.items():
        library.personal.rename(old, new)
    _keep(library, records, moved, known, {entry.path: entry for entry in refreshed.entries})
    return moved


def _found_again(
    records: Mapping[str, DocumentRecord],
    spoken: Container[str],
    known: Mapping[str, Entry],
    refreshed: Refreshed,
    there: Iterable[Entry],
) -> dict[str, str]:
    """Which of the files that are gone are which of those that turned up; old path to new."""
    fresh: list[Entry] = []
    own: list[Entry] = []
    for entry in there:
        record = records.get(storable(entry.path))
        (fresh if record is None or record.id not in spoken else own).append(entry)
    gone = list(_gone(records, known, refreshed))
    moved = dict(_by_inode(gone, _replaced(known, refreshed), fresh))
    moved.update(_by_bytes(*_left(gone, fresh, moved)))
    # A name of which nothing is stored may be that of a file that another program has followed already.
    nameless = [each for each in gone if storable(each.path) not in records]
    moved.update(_by_inode(_left(nameless, own, moved)[0], (), own))
    moved.update(_by_bytes(*_left(nameless, own, moved)))
    return moved


def _gone(
    records: Mapping[str, DocumentRecord], known: Mapping[str, Entry], refreshed: Refreshed
) -> Iterator[_Gone]:
    """Files that are there no more: those that were a moment ago, and annotated ones of any time."""
    here = {storable(entry.path) for entry in refreshed.entries}
    removed = {storable(path): path for path in refreshed.removed}
    missing = {path: record for path, record in records.items() if path not in here}
    for path in dict.fromkeys([*removed, *missing]):
        entry = known.get(removed.get(path, path))
        record = missing.get(path)
        digests = {entry.digest if entry else "", record.file if record else ""} - {""}
        yield _Gone(removed.get(path, path), frozenset(digests), entry.inode if entry else 0)


def _replaced(known: Mapping[str, Entry], refreshed: Refreshed) -> Iterator[_Gone]:
    """Files whose name another file has now: those whose inode went elsewhere may have been renamed."""
    for path in refreshed.changed:
        entry = known[path]
        yield _Gone(path, frozenset({entry.digest} - {""}), entry.inode)


def _by_inode(
    gone: Iterable[_Gone], replaced: Iterable[_Gone], fresh: Iterable[Entry]
) -> Iterator[tuple[str, str]]:
    """Files that turned up under another name as the same file of the disk, with the same bytes."""
    files = {(entry.inode, entry.digest): entry.path for entry in fresh if entry.inode > 0}
    for each in (*gone, *replaced):
        for digest in each.digests:
            path = files.pop((each.inode, digest), None)
            if path is not None:
                yield each.path, path
                break


def _by_bytes(gone: list[_Gone], fresh: list[Entry]) -> Iterator[tuple[str, str]]:
    """Files of which exactly one new file has the bytes, or exactly one of the same name."""
    entries: defaultdict[str, list[str]] = defaultdict(list)
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for entry in fresh:
        entries[entry.digest].append(entry.path)
    for each in gone:
        for digest in each.digests & entries.keys():
            claims[digest].append(each.path)
    taken: set[str] = set()
    for digest, olds in claims.items():
        pairs = _paired(olds, entries[digest])
        for old, new in pairs:
            if old not in taken and new not in taken:
                taken |= {old, new}
                yield old, new


def _left(
    gone: Iterable[_Gone], fresh: Iterable[Entry], moved: Mapping[str, str]
) -> tuple[list[_Gone], list[Entry]]:
    """What is gone, and what is new, of that which nothing was found for yet."""
    taken = set(moved.values())
    return [each for each in gone if each.path not in moved], [
        entry for entry in fresh if entry.path not in taken
    ]


def _paired(olds: list[str], news: list[str]) -> list[tuple[str, str]]:
    if len(olds) == len(news) == 1:
        return [(olds[0], news[0])]
    by_name: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for old in olds:
        by_name[name_of(old)][0].append(old)
    for new in news:
        by_name[name_of(new)][1].append(new)
    return [(ours[0], theirs[0]) for ours, theirs in by_name.values() if len(ours) == len(theirs) == 1]


def name_of(path: str) -> str:
    """The file's own name, without its folders."""
    return path.rpartition("/")[2]


def _keep(
    library: Library,
    records: Mapping[str, DocumentRecord],
    moved: Mapping[str, str],
    known: Mapping[str, Entry],
    entries: Mapping[str, Entry],
) -> None:
    """Store the new paths in one step that undo passes over."""
    if library.store.writable:
        return
    changes: list[Change] = []
    for old, new in moved.items():
        record, other = records.get(storable(old)), records.get(storable(new))
        if record is not None:
            title = record.title
            if old in known and title == known[old].title:
                title = entries[new].title
            changes.append(_renamed(record, replace(record, path=storable(new), title=title)))
            if other is not None:  # nothing is said in it; it steps aside in case undo brings something back
                changes.append(_renamed(other, replace(other, path=storable(old))))
    paths = {storable(old): storable(new) for old, new in moved.items()}
    changes += carried_along(library, paths)
    if not changes:
        return
    one = next(iter(paths.items()))
    label = f"follow {one[0]} to {one[1]}" if len(paths) == 1 else f"follow {len(paths)} renamed files"
    try:
        library.store.commit(label, changes, by=SYSTEM, upkeep=True)
    except (Stale, NotSaved):
        return  # another program did it; or the disk is full, and the files are offered later


def carried_along(library: Library, paths: Mapping[str, str]) -> Iterator[Change]:
    """What takes corrections and decisions that are kept by path to new ones; old storable path to new."""
    for table in ("metadata", "groups"):
        rows = library.store.records(table)
        taken = {str(row.get("path", "")) for row in rows.values()}
        for identity, row in rows.items():
            path = paths.get(str(row.get("path", "")))
            if path is not None and path not in taken:
                yield Change(table, identity, dict(row), {**row, "path": path})


def _renamed(before: DocumentRecord, after: DocumentRecord) -> Change:
    return Change("documents", before.id, document_record(before), document_record(after))
