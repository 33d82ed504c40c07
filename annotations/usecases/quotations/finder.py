"""Speaking: the quotations of a library, each with who speaks as it is proposed or was decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.library import storable
from annotations.usecases.quotations.cache import Proposed, QuotationCache
from annotations.usecases.quotations.decisions import carried, decided
from annotations.usecases.quotations.nearby import LONG, NEAR, NearQuotations, quotations_in, quotations_near
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.speaker import Decision
    from corpus.catalogue import Entry
    from corpus.document import Document

Cancelled = Callable[[], bool]
Fixes = Mapping[str, str]

_BATCH: Final = 32  # articles whose quotations are kept at a time


class SpeakerStatus(StrEnum):
    """How sure the speaker of a quotation is."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    NONE = "none"


class Attributed(NamedTuple):
    """A quotation in its article.

    Attributes:
        path: Of the article; ``title``, ``source`` and ``date`` are its own, corrected.
        span: The quotation with its marks, in code points of the text that ``digest`` names.
        words: The spoken words within it.
        exact: The text of ``span``.
        speaker: As decided, else as proposed; the name that the library uses. Empty for nobody.
        proposed: As proposed, whatever was decided.
        cue: The words that show who speaks, such as ``said``.
        kind: ``direct`` or ``interview``.
        decision: The id of what was decided on it; empty if nothing was.
    """

    path: str
    title: str
    source: str
    date: str
    span: Span
    words: tuple[Span, ...]
    exact: str
    prefix: str
    suffix: str
    digest: str
    speaker: str
    status: SpeakerStatus
    proposed: str
    cue: str = ""
    kind: str = "direct"
    decision: str = ""

    @property
    def key(self) -> str:
        """What names it as long as its article stays as it is."""
        return f"{self.path}\0{self.span.start}"

    @property
    def spoken(self) -> str:
        """The words without marks, and without what interrupts them."""
        at = self.span.start
        return " ".join(self.exact[span.start - at : span.end - at] for span in self.words) or self.exact


class Around(NamedTuple):
    """The quotations of a stretch of an article.

    Attributes:
        span: What was gone through, all of a short article.
    """

    span: Span
    said: tuple[Attributed, ...]


class QuotationFinder:
    """Finds the quotations of one library and remembers what it found. Safe in any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._cache = QuotationCache(library.catalogue.folder, _version())
        self._by_path: tuple[object, Mapping[str, Sequence[Decision]]] = (None, {})
        self._near: NearQuotations | None = None

    def of(self, path: str) -> tuple[Attributed, ...]:
        """The quotations of the article at ``path``, in text order.

        Raises:
            corpus.files.Unreadable: It has to be read and cannot be.
        """
        entry = self._library.catalogue.entry(path)
        fixes = self._library.corrections().get(storable(path), {})
        return self._said(path, entry, fixes, self._heard(path, entry, fixes, None))

    def around(self, document: Document, offset: int) -> Around:
        """The quotations around an offset of a document, without going through all of a long one.

        Who was named in full far from there is named as the text near there does. Where all quotations
        are known they are what is told, and they are looked for where somebody decided on an earlier text.
        """
        path = document.path
        entry, text = self._library.catalogue.entry(path), document.text
        decisions = self._decisions().get(storable(path), ())
        changed = any(one.selectors.digest != document.digest for one in decisions)
        if len(text) <= LONG or changed:
            return Around(Span(0, len(text)), self.of(path))
        fixes = self._library.corrections().get(storable(path), {})
        key = self._key(path, entry, fixes) if entry is not None else ""
        near = self._near
        if near is None or not near.serves((key, document.digest), offset):
            near = self._near = self._look_around(document, offset, key)
        here = [one for one in decisions if near.span.holds(one.selectors.start)]
        return Around(near.span, self._told(path, entry, fixes, near.heard, here))

    def _look_around(self, document: Document, offset: int, key: str) -> NearQuotations:
        known = self._cache.get(key) if key else None
        if known is None:
            span, heard = quotations_near(self._library, document, offset)
        else:
            span = Span(max(0, offset - NEAR // 2), offset + NEAR // 2)
            heard = tuple(each for each in known if each.span.overlaps(span))
        return NearQuotations((key, document.digest), offset, span, heard)

    def all(
        self,
        cancelled: Cancelled = lambda: False,
        on_progress: Callable[[int, int], None] | None = None,
        paths: Collection[str] | None = None,
    ) -> Iterator[tuple[Attributed, ...]]:
        """The quotations of each article in turn, by path; an article that cannot be read has none.

        Args:
            cancelled: Asked before each article.
            on_progress: Told after each article how many of how many are done.
            paths: Storable ones of the articles that are meant; None for all.
        """
        fresh: list[tuple[str, tuple[Proposed, ...]]] = []
        corrections = self._library.corrections()
        entries = [
            entry
            for entry in self._library.catalogue.entries()
            if paths is None or storable(entry.path) in paths
        ]
        try:
            for number, entry in enumerate(entries, 1):
                if cancelled():
                    return
                said = self._of_entry(entry, corrections.get(storable(entry.path), {}), fresh)
                if said is not None:
                    yield said
                if len(fresh) >= _BATCH:
                    self._cache.put(fresh)
                    fresh.clear()
                if on_progress is not None:
                    on_progress(number, len(entries))
        finally:
            self._cache.put(fresh)

    def _of_entry(
        self, entry: Entry, fixes: Fixes, fresh: list[tuple[str, tuple[Proposed, ...]]]
    ) -> tuple[Attributed, ...] | None:
        from corpus.files import Unreadable

        if entry.brief or entry.problem:
            return None
        try:
            heard = self._heard(entry.path, entry, fixes, fresh)
        except Unreadable:
            return None  # the list names it
        return self._said(entry.path, entry, fixes, heard)

    def tidy(self) -> None:
        """Forget what no article needs any more."""
        corrections = self._library.corrections()
        self._cache.keep_only(
            self._key(entry.path, entry, corrections.get(storable(entry.path), {}))
            for entry in self._library.catalogue.entries()
            if entry.digest
        )

    def close(self) -> None:
        """Give the cache's file back."""
        self._cache.close()

    def _key(self, path: str, entry: Entry, fixes: Fixes) -> str:
        from annotations.usecases.lenses.furnishing import state_of
        from corpus.names import is_markdown

        language, furniture = fixes.get("language", ""), state_of(self._library, path)
        return f"{entry.digest} {is_markdown(path):d} {language} {furniture}"

    def _heard(
        self,
        path: str,
        entry: Entry | None,
        fixes: Fixes,
        fresh: list[tuple[str, tuple[Proposed, ...]]] | None,
    ) -> tuple[Proposed, ...]:
        key = self._key(path, entry, fixes) if entry is not None and entry.digest else ""
        known = self._cache.get(key) if key else None
        if known is not None:
            return known
        from corpus.files import stamp

        found = quotations_in(self._library, self._library.document(path))
        # A file that changed since it was looked at last is not what the key says.
        if key and entry is not None and stamp(self._library.root, path) == entry.stamp:
            if fresh is None:
                self._cache.put([(key, found)])
            else:
                fresh.append((key, found))
        return found

    def _said(
        self, path: str, entry: Entry | None, fixes: Fixes, heard: Sequence[Proposed]
    ) -> tuple[Attributed, ...]:
        return self._told(path, entry, fixes, heard, self._decisions().get(storable(path), ()))

    def _told(
        self,
        path: str,
        entry: Entry | None,
        fixes: Fixes,
        heard: Sequence[Proposed],
        decisions: Sequence[Decision],
    ) -> tuple[Attributed, ...]:
        if not (heard or decisions):
            return ()
        named = decided(self._library).name
        settled, lost = carried(heard, decisions) if decisions else ({}, ())
        about = _about(path, entry, fixes)
        found = [_one(about, each, named, settled.get(at)) for at, each in enumerate(heard)]
        found += self._kept(about, lost, heard)
        return tuple(sorted(found, key=lambda each: each.span))

    def _decisions(self) -> Mapping[str, Sequence[Decision]]:
        """What was decided on quotations, by the storable path of their article as it is now."""
        version = self._library.store.version
        if self._by_path[0] != version:
            known = decided(self._library).by_document
            records = ((self._library.record_by_id(each), given) for each, given in known.items())
            self._by_path = version, {record.path: given for record, given in records if record}
        return self._by_path[1]

    def _kept(
        self, about: tuple[str, str, str, str], lost: Iterable[Decision], heard: Sequence[Proposed]
    ) -> Iterator[Attributed]:
        """Quotations that a person gave a speaker and that are found no more, if their words stand there."""
        for one in lost:
            found = one.name and _again(self._library, about[0], one)
            if found and not any(each.span.overlaps(found.span) for each in heard):
                yield _one(about, found, decided(self._library).name, one)


def finder_of(library: Library) -> QuotationFinder:
    """The one finder of quotations that a library has."""
    return library.derived.one(QuotationFinder, library)


def lost_decisions(library: Library) -> Iterator[tuple[str, Decision]]:
    """Decisions on quotations that are not in their article any more, with its path."""
    from corpus.files import Unreadable

    here = {storable(entry.path): entry.path for entry in library.catalogue.entries()}
    for document, decisions in decided(library).by_document.items():
        record = library.record_by_id(document)
        path = here.get(record.path) if record else None
        if path is None:
            continue
        try:
            held = {each.decision for each in finder_of(library).of(path)}
            text = " ".join(library.document(path).text.split())
        except Unreadable:
            continue
        for one in decisions:
            if one.id not in held and " ".join(one.selectors.exact.split()) not in text:
                yield path, one


def _one(
    about: tuple[str, str, str, str], heard: Proposed, named: Callable[[str], str], decision: Decision | None
) -> Attributed:
    name = named(heard.speaker)
    status = SpeakerStatus.PROPOSED if name else SpeakerStatus.NONE
    if decision is not None:
        name = named(decision.name)
        status = SpeakerStatus.CONFIRMED if name else SpeakerStatus.NONE
    path, title, source, date = about
    identity = decision.id if decision else ""
    return Attributed(
        path, title, source, date, heard.span, heard.words, heard.exact, heard.prefix, heard.suffix,
        heard.digest, name, status, heard.speaker, heard.cue, heard.kind, identity,
    )  # fmt: skip


def _about(path: str, entry: Entry | None, fixes: Fixes) -> tuple[str, str, str, str]:
    """Path, title, source and date."""
    title, source, date = (entry.title, entry.source, entry.date) if entry else ("", "", "")
    return path, fixes.get("title", title), fixes.get("source", source), fixes.get("date", date)


def _again(library: Library, path: str, one: Decision) -> Proposed | None:
    """The quotation that was decided on, where just its words stand once in the text as it is."""
    from annotations.selectors import describe
    from annotations.usecases.annotating.quoting import quoted_spans
    from corpus.files import Unreadable

    try:
        document = library.document(path)
    except Unreadable:
        return None
    spans = quoted_spans(document.text, one.selectors.exact)
    if len(spans) != 1:
        return None
    at = describe(document.text, spans[0], document.digest)
    return Proposed(spans[0], (spans[0],), at.exact, at.prefix, at.suffix, at.digest)


def _version() -> str:
    """What a found quotation depends on besides its file: the rules, and what makes the text."""
    from corpus import extractors, furniture, quotations

    return f"{extractors.MARKDOWN} {extractors.PLAIN} {furniture.RULES} {quotations.RULES}"
