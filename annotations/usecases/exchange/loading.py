"""Loading: annotations from other programs and libraries, as one step with a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.errors import ScholiastError
from annotations.exchange.foreign import Fate, Foreign, Hints, Incoming, Remark
from annotations.exchange.reading import LARGEST, read_any
from annotations.storage import atomic
from annotations.usecases.exchange.destinations import Destination
from annotations.usecases.exchange.landing import Landed, Lander
from annotations.usecases.exchange.matching import Cancelled, folded_url, match
from annotations.usecases.exchange.nameless import named
from annotations.usecases.exchange.referencing import completed
from annotations.usecases.placing.following import refresh
from corpus.clean import clean_line
from corpus.imports.names import file_name, untyped

if TYPE_CHECKING:
    from annotations.library import Library

STANDARD_INPUT: Final = "standard input"


@dataclass(frozen=True, slots=True)
class Report:
    """What loading did, or would do.

    Attributes:
        program: What wrote the file, as far as it says.
        added, updated: How many annotations.
        wholes: How many notes on articles, tags or the library as a whole.
        tags: How many tags are new.
        documents: Paths of the documents that the file brought along.
        completed: How many articles a bibliography says more of than was known.
        remarks: What was changed, dropped or left unplaced, and why.
        dry: Whether nothing was stored.
    """

    program: str
    added: int = 0
    updated: int = 0
    wholes: int = 0
    tags: int = 0
    documents: tuple[str, ...] = ()
    completed: int = 0
    remarks: tuple[Remark, ...] = ()
    dry: bool = False

    def count(self, fate: Fate) -> int:
        """How many remarks are of this kind."""
        return sum(remark.fate is fate for remark in self.remarks)

    @property
    def attention(self) -> bool:
        """Whether something did not come in as it was."""
        return any(remark.fate in (Fate.DROPPED, Fate.UNPLACED) for remark in self.remarks)


def load(
    library: Library,
    data: bytes,
    name: str,
    form: str = "",
    *,
    by: str = "",
    update: bool = False,
    dry_run: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Take what a file holds into the library, all of it in one step that can be undone.

    Documents that the file brings along are written into the library's folder as plain text, and
    stay there when the step is undone.

    Args:
        data: The file's bytes.
        name: Its name, for the history and the origin of what comes in; empty for standard input.
        form: The format; found out if empty.
        by: Who does this.
        update: Whether an annotation that is here already becomes as the file has it.
        dry_run: Whether only to tell what would happen.

    Raises:
        BadFile: The file cannot be read, or is refused.
        Cancelled: ``cancelled`` said so; nothing was stored.
        NotSaved: The store failed; nothing was stored.
        Stale: Another program changed what the file changes, too. Nothing was stored: that the file is
            read and laid out anew, which may take minutes, is for the person to say.
    """
    name = clean_line(Path(name).name) or STANDARD_INPUT
    incoming = named(library, read_any(data, name, form), on_progress, cancelled)
    groups = _groups(incoming)
    quotes: dict[Hints, list[str]] = {hints: [] for hints in incoming.references}
    quotes |= {hints: [each.exact for each in found] for hints, found in groups.items()}
    matched = match(library, quotes, on_progress, cancelled)
    brought = [hints for hints in groups if hints.text is not None and hints not in matched]
    names = _names(library, brought)
    lander = Lander(library, incoming, name, update=update)
    written: list[Path] = []
    try:
        if not dry_run:
            _write(library, {names[hints]: hints.text or "" for hints in brought}, written)
        paths = matched | names
        _land(lander, groups, paths, set() if not dry_run else set(brought), on_progress, cancelled)
        completions, remarks = completed(library, incoming.references, matched)
        landed = lander.finish()
        landed = replace(landed, changes=(*landed.changes, *completions), remarks=(*landed.remarks, *remarks))
        if landed.changes and not dry_run:
            for text in landed.texts:
                library.store.keep_text(text)
            count = landed.added + landed.updated
            label = f"load {count} annotation{'s' * (count != 1)} from {name}"
            library.store.commit(label, landed.changes, by=by)
    except BaseException:
        _take_back(library, written)
        raise
    return _report(incoming, landed, tuple(names.values()), len(completions), dry_run)


def read_file(path: Path) -> bytes:
    """The bytes of a file to load.

    Raises:
        ScholiastError: It cannot be read, or is too large.
    """
    try:
        found = atomic.read_file(path, LARGEST, follow=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ScholiastError(f"{path} cannot be read: {reason}.") from error
    if found is None:
        raise ScholiastError(f"{path} cannot be read: there is no such file.")
    return found[0]


def _groups(incoming: Incoming) -> dict[Hints, list[Foreign]]:
    """The annotations of each document, and the documents that have none.

    What is said of one address or id is said of one document, by the name that tells most.
    """
    best: dict[str, Hints] = {}
    for hints in [*incoming.documents, *(foreign.document for foreign in incoming.annotations)]:
        key = folded_url(hints.url) or hints.id
        if key and _told(hints) > _told(best.get(key, Hints())):
            best[key] = hints
    groups: dict[Hints, list[Foreign]] = {hints: [] for hints in incoming.documents}
    for foreign in incoming.annotations:
        hints = foreign.document
        groups.setdefault(best.get(folded_url(hints.url) or hints.id, hints), []).append(foreign)
    return groups


def _told(hints: Hints) -> int:
    """How much is said of a document."""
    known = (hints.text is not None, hints.id, hints.path, hints.url, hints.title, hints.author)
    return sum(map(bool, known))


def _names(library: Library, brought: Sequence[Hints]) -> dict[Hints, str]:
    """A name for the file of each document that is brought along."""
    if not brought:
        return {}
    taken = {entry.path.casefold() for entry in library.catalogue.entries()}
    taken |= {record.casefold() for record in library.records()}
    try:
        taken |= {name.casefold() for name in os.listdir(library.root)}  # noqa: PTH208
    except OSError as error:
        raise ScholiastError(f"{library.root} cannot be read: {error.strerror or error}.") from error
    names = {}
    for hints in brought:
        names[hints] = name = file_name(untyped(hints.name), "", ".txt", taken)
        taken.add(name.casefold())
    return names


def _write(library: Library, texts: dict[str, str], written: list[Path]) -> None:
    """Write new documents; those in ``written`` are there, and to be taken back, whatever is raised."""
    for name, text in texts.items():
        path, data = library.root / name, text.encode()
        try:
            atomic.write_bytes(path, data, new_only=True)
            written.append(path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ScholiastError(
                f"The documents of the file cannot be written: {name}: {reason}. Nothing was loaded."
            ) from error
        except BaseException:  # stopped, perhaps when the file was there already
            if path not in written and _holds(path, data):
                written.append(path)
            raise
    if written:
        refresh(library)


def _holds(path: Path, data: bytes) -> bool:
    try:
        found = atomic.read_file(path, len(data))
    except OSError:
        return False
    return found is not None and found[0] == data


def _take_back(library: Library, written: Iterable[Path]) -> None:
    written = list(written)
    for path in written:
        path.unlink(missing_ok=True)
    if written:
        refresh(library)


def _land(
    lander: Lander,
    groups: dict[Hints, list[Foreign]],
    paths: dict[Hints, str],
    unwritten: set[Hints],
    on_progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool],
) -> None:
    total, done = sum(map(len, groups.values())), 0
    places: dict[Hints, Destination] = {}
    # Answers come after what they answer, so that they find its place.
    for answers in (False, True):
        for hints, found in groups.items():
            if hints not in places:
                places[hints] = lander.berths.place(
                    hints, paths.get(hints, ""), written=hints not in unwritten
                )
            for foreign in found:
                if bool(foreign.parent) is not answers:
                    continue
                if cancelled():
                    raise Cancelled("Nothing was loaded.")
                lander.land(foreign, places[hints])
                done += 1
                if on_progress:
                    on_progress(done, total)


def _report(incoming: Incoming, landed: Landed, documents: tuple[str, ...], filled: int, dry: bool) -> Report:
    return Report(
        program=clean_line(incoming.program),
        added=landed.added,
        updated=landed.updated,
        wholes=landed.wholes,
        tags=landed.tags,
        documents=documents,
        completed=filled,
        remarks=(*incoming.remarks, *landed.remarks),
        dry=dry,
    )
