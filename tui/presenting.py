"""Presenting: what the library knows, as the rows, cards and marks that the widgets show."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.quoted import quoted
from corpus.pace import breathe
from corpus.words import minutes
from tui.page.highlights import Highlights, Mark
from tui.widgets.article_row import ArticleRow, shown_date
from tui.widgets.card import Card

if TYPE_CHECKING:
    from annotations.codebook import Codebook
    from annotations.library import Article
    from annotations.model import Annotation
    from annotations.usecases.placing.placing import Placed
    from corpus.document import Document
    from corpus.span import Span

UNTAGGED: Final = "yellow"
_COUNTED: Final = 20_000  # code points in which sentences are counted at each movement


def article_row(article: Article) -> ArticleRow:
    """The row of an article in the list."""
    return ArticleRow(
        article.path,
        article.title,
        article.source,
        article.date,
        minutes(article.words),
        article.status,
        article.annotations,
        article.problem,
        0,
        article.brief,
        article.missing,
        article.opened,
        author=article.author,
        empty=article.empty,
    )


def colours(annotation: Annotation, book: Codebook) -> tuple[str, ...]:
    """The colours of an annotation's tags in turn, at least one."""
    return _once(tuple(book.colour(tag) for tag in annotation.tags)) or (UNTAGGED,)


@lru_cache(1_000)
def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same tuple for the same names: of thousands of cards there are few different ones."""
    return names


def card(annotation: Annotation, book: Codebook, *, signed: bool = True) -> Card:
    """The card of an annotation in the sidebar; ``signed`` says whose it is, besides when it was made."""
    breathe()
    when = shown_date(annotation.created[:10])
    return Card(
        id=annotation.id,
        colours=colours(annotation, book),
        quotation=annotation.selectors.exact,
        tags=annotation.tags,
        note=annotation.note,
        byline=intern(" · ".join(part for part in (annotation.creator if signed else "", when) if part)),
        placement=annotation.placement.value,
        start=annotation.span.start if annotation.span else -1,
    )


def marks(annotations: Iterable[Annotation], book: Codebook) -> list[Mark]:
    """The marks on the page; annotations without a place have none."""
    return [found for item in annotations if (found := mark(item, book))]


class Prepared(NamedTuple):
    """A document's annotations in every form that the screen shows, made ready where nobody waits.

    Attributes:
        said: By id.
        marks: On the page.
        cards: In the sidebar.
        annotators: Whose annotations they are.
    """

    placed: Placed
    book: Codebook
    said: dict[str, Annotation]
    marks: Highlights
    cards: list[Card]
    annotators: set[str]


def prepared(document: Document, placed: Placed, book: Codebook, annotators: Collection[str]) -> Prepared:
    """What is to be shown of a document's annotations; touches no widget.

    Args:
        annotators: Whose annotations were shown so far: cards are signed once there are several.
    """
    found = placed.annotations
    creators = {item.creator for item in found}
    signed = len(creators.union(annotators) - {""}) > 1
    return Prepared(
        placed,
        book,
        {item.id: item for item in found},
        Highlights(marks(found, book), len(document.text)),
        [card(item, book, signed=signed) for item in found],
        creators,
    )


def mark(annotation: Annotation, book: Codebook) -> Mark | None:
    """The mark of one annotation on the page."""
    breathe()
    if annotation.span is None:
        return None
    return Mark(
        id=annotation.id,
        span=annotation.span,
        colour=colours(annotation, book)[0],
        noted=bool(annotation.note),
        uncertain=annotation.placement.value == "uncertain",
    )


def page_saying(words: str) -> Document:
    """A few words of our own as a document, for a reader that has nothing else to show."""
    from corpus.document import Block, BlockKind, Document
    from corpus.span import Span

    return Document("", words, (Block(BlockKind.PARAGRAPH, Span(0, len(words))),))


def amount(document: Document, span: Span) -> str:
    """How much ``span`` is: ``3 sentences, 75 words``; of a part of one, or of very many, the words alone."""
    from corpus.sentences import sentences_within
    from corpus.words import count
    from tui.search_words import many

    words = count(span.of(document.text))
    parts = [many(words, "word")]
    if span.length <= _COUNTED:
        found = [each.trimmed(document.text) for each in sentences_within(document, span)]
        if all(span.covers(each) for each in found):
            parts.insert(0, many(len(found), "sentence"))
    return ", ".join(parts)


def already(tags: Collection[str]) -> str:
    """What is said when tags were picked that are there."""
    if not tags:
        return "Nothing changed: no tag was picked."
    named = ", ".join(f"“{tag}”" for tag in tags)
    return f"Nothing changed: {named} {'was' if len(tags) == 1 else 'were'} there already."


def citation(quotation: str, document: Document, span: Span | None, furniture: Iterable[Span] = ()) -> str:
    """A quotation with its source and where it stands there, as it is copied."""
    from annotations.brief.passages import Layout, Place

    layout = Layout(document, furniture)
    section, paragraph = layout.place(layout.number(span.start)) if span else Place()
    meta = document.metadata
    title = quoted(meta.title) if meta.title else document.path
    parts = [part for part in (meta.author, title, meta.source, shown_date(meta.date)) if part]
    parts += [f"section {quoted(section)}"] if section else []
    parts += [f"para. {paragraph}"] if paragraph else []
    return f"“{quotation}”\n— {', '.join(parts)}"
