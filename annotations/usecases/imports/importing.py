"""Importing: files, folders and web pages become Markdown files of the library, none of them twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.changes import NotSaved
from annotations.errors import ReadOnly, ScholiastError
from annotations.model import now
from annotations.storage.atomic import write_bytes
from annotations.storage.home import reason_for
from annotations.usecases.imports.gathering import Item, gather
from annotations.usecases.imports.imported import ImportedDocument, ImportedDocuments
from annotations.usecases.placing.following import refresh
from annotations.usecases.placing.renewing import alike, renewed, told
from corpus.files import Unreadable, read_bytes
from corpus.imports.addresses import same_page
from corpus.imports.heading import front_matter
from corpus.imports.kinds import Kind, kind_of, missing
from corpus.imports.model import Converted, NotConverted, Options
from corpus.imports.names import file_name
from corpus.imports.report import Fate, Outcome, Report
from corpus.imports.sandbox import Sandbox, Stopped

if TYPE_CHECKING:
    from annotations.library import Library
    from corpus.imports.fetching import Fetched

_TRIES: Final = 5  # another program may take the same name at the same moment
_SAME_NAME: Final = 0.5  # of its words a file must share with one of the same name to be its newer version
_CLAIMED: Final = 0.1  # the same, where a page merely says that it has the same address
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import is to be done.

    Attributes:
        update: Whether a newer version takes the place of the one that is here.
        dry: Whether only to tell what would happen; addresses are fetched all the same.
        encoding: The charset of the files, where it cannot be found out rightly.
        recall: Whether to take more of web pages than is surely their main text.
    """

    update: bool = False
    dry: bool = False
    encoding: str = ""
    recall: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """The bytes of one document and where they came from."""

    item: Item
    data: bytes
    name: str
    kind: Kind
    sha256: str
    options: Options


def import_all(
    library: Library,
    sources: Sequence[str],
    wishes: Wishes = Wishes(),
    *,
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Import everything that ``sources`` (files, folders, addresses) come to.

    Each document is durable before the next is begun, so that stopping keeps what was done.

    Args:
        on_progress: Told how many documents of how many are done, and which is next.
        cancelled: Asked often; what is being converted is given up then.

    Raises:
        ScholiastError: A source is not there, there is no such encoding, or the library's folder may not
            be written to; nothing was imported.
    """
    _check_encoding(wishes.encoding)
    if not wishes.dry and not os.access(library.root, os.W_OK | os.X_OK):
        raise ReadOnly(f"Nothing can be imported: the folder {library.root} may not be written to.")
    gathered = gather(library, sources)
    outcomes: list[Outcome] = []
    with Sandbox() as sandbox:
        importer = Importer(library, sandbox, wishes, cancelled)
        for number, item in enumerate(gathered.items):
            if on_progress:
                on_progress(number, len(gathered.items), item.shown)
            try:
                if cancelled():
                    raise Stopped
                outcomes.append(importer.take(item))
            except Stopped:
                rest = gathered.items[number:]
                outcomes += [Outcome(left.shown, Fate.STOPPED, reason="it was not come to") for left in rest]
                break
    if importer.written:
        refresh(library)
    if importer.renewed:
        outcomes = [_placed(library, outcome) for outcome in outcomes]
    return Report((*outcomes, *gathered.closed), gathered.passed_over, gathered.left_out, wishes.dry)


class Importer:
    """Imports one document after another into one library."""

    def __init__(
        self, library: Library, sandbox: Sandbox, wishes: Wishes, cancelled: Callable[[], bool]
    ) -> None:
        self._library = library
        self._sandbox = sandbox
        self._wishes = wishes
        self._cancelled = cancelled
        self._shelf = ImportedDocuments(library)
        self.written = False
        self.renewed = False

    def take(self, item: Item) -> Outcome:
        """Import one document; whatever goes wrong with it is told, and ends no other's import.

        Raises:
            Stopped: The person stopped it.
        """
        try:
            if item.path is not None and (here := self._library_path(item.path)):
                return Outcome(item.shown, Fate.PRESENT, here, reason="it is a document of the library")
            source = self._source(item)
            if (here := self._shelf.with_hash(source.sha256)) and not self._converts_again:
                return Outcome(item.shown, Fate.PRESENT, here, reason="it is here already")
            if reason := missing(source.kind):
                raise NotConverted(reason)
            converted = self._sandbox.convert(
                source.kind, source.data, source.name, source.options, self._cancelled
            )
            return self._put(source, converted)
        except NotConverted as error:
            return Outcome(item.shown, Fate.FAILED, reason=str(error))
        except Unreadable as error:
            return Outcome(item.shown, Fate.FAILED, reason=error.reason)
        except OSError as error:
            return Outcome(item.shown, Fate.FAILED, reason=f"it could not be written: {reason_for(error)}")
        except (ScholiastError, NotSaved) as error:
            return Outcome(item.shown, Fate.FAILED, reason=str(error).removesuffix("."))
        except Stopped:
            raise
        except Exception as error:  # a defect of ours that only this document brings to light
            return Outcome(
                item.shown, Fate.FAILED, reason=f"it could not be taken in ({type(error).__name__})"
            )

    @property
    def _converts_again(self) -> bool:
        """Whether the same original may become another text: the person says how it is to be read."""
        return self._wishes.update and bool(self._wishes.recall or self._wishes.encoding)

    def _library_path(self, path: Path) -> str:
        """Under which path a file is one of the library's documents as it is; empty if it is not."""
        root, place = os.path.realpath(self._library.root), os.path.realpath(path)
        if not place.startswith(root.rstrip(os.sep) + os.sep):
            return ""
        inner = os.path.relpath(place, root).replace(os.sep, "/")
        return inner if self._library.catalogue.entry(inner) else ""

    def _source(self, item: Item) -> _Source:
        encoding, recall = self._wishes.encoding, self._wishes.recall
        if item.path is not None:
            place = Path(os.path.realpath(item.path))
            data, name, kind_told = read_bytes(place.parent, place.name), item.path.name, ""
            options = Options(encoding, recall)
        else:
            fetched = _fetched(item.url, self._cancelled)
            data, name, kind_told = fetched.data, fetched.name, fetched.content_type
            options = Options(encoding or fetched.charset, recall, fetched.url)
        if not data:
            raise NotConverted("it is empty")
        sha256 = hashlib.sha256(data).hexdigest()
        return _Source(item, data, name, kind_of(data, name, kind_told), sha256, options)

    def _put(self, source: _Source, converted: Converted) -> Outcome:
        about = dict(converted.metadata)
        if source.options.url:
            about["url"] = source.options.url  # whatever the page claims to be
        title = about.get("title") or _stem(source)
        older = self._older(source, converted, about.get("url", ""))
        outcome = Outcome(source.item.shown, Fate.IMPORTED, title=title, remarks=converted.remarks)
        if older:
            return self._renew(source, converted, about, replace(outcome, path=older))
        name = file_name(title, source.sha256, taken=self._shelf.taken)
        if not self._wishes.dry:
            name = self._write(title, source, self._content(source, converted, about))
        # Not by its name: what is imported together is not versions of one another.
        self._shelf.add(ImportedDocument(name, source.sha256, same_page(about.get("url", ""))))
        return replace(outcome, path=name)

    def _older(self, source: _Source, converted: Converted, url: str) -> str:
        """The document that this is a newer version of, if there is one."""
        if here := self._shelf.with_hash(source.sha256):
            return here
        here = self._shelf.with_page(url)
        if here and (source.options.url or alike(self._library, here, converted) >= _CLAIMED):
            return here
        for path in self._shelf.with_original(source.name) if not source.options.url else ():
            if alike(self._library, path, converted) >= _SAME_NAME:
                return path
        return ""

    def _renew(
        self, source: _Source, converted: Converted, about: Mapping[str, str], outcome: Outcome
    ) -> Outcome:
        """Let the newer version take the older one's place, if that is wished."""
        content = self._content(source, converted, about, outcome.path)
        changes = told(self._library, outcome.path, content)
        if not changes:
            return replace(outcome, fate=Fate.PRESENT, reason="it is here already, with the same text")
        if not self._wishes.update:
            return replace(outcome, fate=Fate.NEWER, reason="an older version is here", changes=changes)
        if not self._wishes.dry:
            renewed(self._library, outcome.path, content)
            self.written = self.renewed = True
        return replace(outcome, fate=Fate.UPDATED, changes=changes)

    def _content(
        self, source: _Source, converted: Converted, about: Mapping[str, str], older: str = ""
    ) -> bytes:
        """The whole file."""
        own = source.kind is Kind.MARKDOWN
        fields = {key: value for key, value in about.items() if not own}
        if source.options.url:
            fields["url"] = source.options.url
        fields |= {"imported": now(), "sha256": source.sha256, "original": source.name}
        kept = converted.front
        if older and not own:
            from annotations.usecases.placing.renewing import front_of

            kept = front_of(self._library, older)
        return (front_matter(fields, kept) + converted.markdown).encode("utf-8", "replace")

    def _write(self, title: str, source: _Source, content: bytes) -> str:
        """Write a new file under a name that nobody has; the name."""
        for _ in range(_TRIES):
            name = file_name(title, source.sha256, taken=self._shelf.taken)
            try:
                write_bytes(self._library.root / name, content, new_only=True)
            except FileExistsError:
                self._shelf.taken.add(name.casefold())
                continue
            self.written = True
            return name
        raise NotConverted("no name could be found for its file")


def _fetched(url: str, cancelled: Callable[[], bool]) -> Fetched:
    from corpus.imports.fetching import fetch

    return fetch(url, cancelled)


def _stem(source: _Source) -> str:
    """A title for a document that has none: the name of its file."""
    from corpus.metadata import title_from_name

    stem, _, suffix = source.name.rpartition(".")
    return title_from_name(stem if stem and len(suffix) < 6 else source.name) or source.item.shown


def _placed(library: Library, outcome: Outcome) -> Outcome:
    """An update with what became of the annotations of the text."""
    from annotations.usecases.placing.placing import place

    if outcome.fate is not Fate.UPDATED:
        return outcome
    try:
        placed = place(library, library.document(outcome.path))
    except Unreadable as error:
        return replace(outcome, remarks=(*outcome.remarks, f"{error}."))
    except (ScholiastError, NotSaved) as error:
        return replace(outcome, remarks=(*outcome.remarks, str(error)))
    said = placed.sentence.removeprefix("The text changed: ")
    if not placed.annotations:
        return outcome
    return replace(outcome, changes=(*outcome.changes, f"Highlights: {said or 'all in their places.'}"))


def _check_encoding(name: str) -> None:
    import codecs

    from corpus.decode import ALLOWED

    if not name:
        return
    try:
        known = codecs.lookup(name).name in ALLOWED
    except (LookupError, ValueError):
        known = False
    if not known:
        raise ScholiastError(f"“{name}” is no encoding that is known here. Try utf-8, cp1252 or koi8-r.")
