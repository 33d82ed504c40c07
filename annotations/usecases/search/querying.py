"""Querying: the query language asked of the library's annotations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from annotations.query import Passage, Query, Subject, matcher, parse
from annotations.query.syntax import And, Not, Or, Within
from annotations.usecases.placing.standing import standing_in
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Article, Library
    from annotations.model import Annotation, DocumentRecord


def annotation_test(library: Library, query: str) -> Callable[[DocumentRecord, Annotation], bool]:
    """What tells whether an annotation matches ``query``.

    Raises:
        QueryError: The query cannot be read; it says where and gives an example.
    """
    read = parse(query)
    test, heard = matcher(read), hearing(library, read)

    known: dict[str, tuple[Subject, dict[str, Passage]]] = {}

    def subject_of(record: DocumentRecord) -> tuple[Subject, dict[str, Passage]]:
        if record.id not in known:
            items = standing_in(library, record.id)
            made = heard(record.path, tuple(map(Passage.of, items)))
            passages = {item.id: passage for item, passage in zip(items, made, strict=True)}
            status = library.personal.reading(record.path).status.value
            found = subject(library, record, status, lambda: tuple(passages.values()))
            known[record.id] = found, passages
        return known[record.id]

    def matches(record: DocumentRecord, item: Annotation) -> bool:
        found, passages = subject_of(record)
        passage = passages.get(item.id)
        return passage is not None and test(replace(found, passage=passage))

    return matches


def hearing(library: Library, query: Query) -> Callable[[str, tuple[Passage, ...]], tuple[Passage, ...]]:
    """What gives passages of an article those who speak in them, if ``query`` asks for speakers."""
    if not asks_of_speakers(query):
        return lambda path, passages: passages

    def heard(path: str, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        from annotations.usecases.quotations.asking import voiced, voices

        return voiced(passages, voices(library, path)) if passages else passages

    return heard


def asks_of_speakers(query: Query) -> bool:
    """Whether a query names a speaker anywhere."""
    match query:
        case And(parts) | Or(parts):
            return any(map(asks_of_speakers, parts))
        case Not(part):
            return asks_of_speakers(part)
        case Within(field, _):
            return field == "speaker"
    return False


def whole_of(library: Library, document: str) -> tuple[Passage, ...]:
    """What is said of a document as a whole, by its id, as queries ask about it."""
    from annotations.usecases.annotating.memos import whole

    memo = whole(library, document)
    if memo is None:
        return ()
    return (Passage(note=memo.text, tags=memo.tags, creator=memo.creator, created=memo.created),)


def subject(
    library: Library,
    known: Article | DocumentRecord,
    status: str,
    passages: Callable[[], tuple[Passage, ...]],
) -> Subject:
    """An article as queries ask about it, with passages that are known already."""

    @cache
    def text() -> str:
        from corpus.files import Unreadable

        try:
            return library.document(known.path).text
        except Unreadable:
            return ""  # the list names it

    @cache
    def sentence(offset: int) -> Span:
        from corpus.sentences import sentence_at

        return sentence_at(library.document(known.path), offset)

    @cache
    def speakers() -> tuple[str, ...]:
        from annotations.usecases.quotations.asking import speakers, voices

        return speakers(voices(library, known.path))

    return Subject(
        path=known.path,
        title=known.title,
        source=known.source,
        author=known.author,
        date=known.date,
        status=status,
        text=text,
        passages=passages,
        speakers=speakers,
        sentence=sentence,
    )
