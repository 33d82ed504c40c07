"""One HTML file of articles with their highlights and notes in place, for people without a terminal.

The file needs nothing else and fetches nothing: no script, no picture, no font, and a content
security policy that says so. All text is escaped; notes are Markdown without HTML and pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from annotations.brief.escape import html_text
from annotations.brief.marks import Segment, segments
from annotations.brief.model import Flavour
from annotations.brief.notes import note_markdown
from annotations.brief.wording import counted, date_words
from annotations.colours import NAMED, UNTAGGED
from annotations.model import Annotation, DocumentRecord, Placement, Tag
from corpus.document import Block, BlockKind, Document, Inline, InlineKind

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_HEXADECIMAL: Final = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_INLINE: Final = {
    InlineKind.EMPHASIS: "em",
    InlineKind.STRONG: "strong",
    InlineKind.STRIKE: "s",
    InlineKind.CODE: "code",
    InlineKind.NOTE: "sup",
}

_MISSING: Final = "Source missing: quoted as it stood when it was annotated"


class Article(NamedTuple):
    """A document as it is now, what the library knows of it, and what was annotated in it.

    Attributes:
        document: None where its file is not there: what was annotated stands quoted alone, and so marked.
        speakers: By the id of an annotation who says it, and whether a person confirmed that.
    """

    document: Document | None
    record: DocumentRecord
    annotations: Sequence[Annotation]
    speakers: Mapping[str, tuple[str, bool]] = MappingProxyType({})


def render_html(articles: Sequence[Article], codebook: Sequence[Tag], *, title: str, query: str = "") -> str:
    """All ``articles`` in the order given as one HTML document.

    Annotations that were placed in another version of a text stand at the end of their article,
    quoted, with the orphans.
    """
    colours = {tag.path.casefold(): _rgb(tag.colour) for tag in codebook}
    page = _Page(colours)
    bodies = [page.article(number, article) for number, article in enumerate(articles, 1)]
    marked = sum(len(article.annotations) for article in articles)
    covers = f"{counted(marked, 'annotation')} in {counted(len(articles), 'article')}"
    contents = "".join(
        f'<li><a href="#article-{number}">{html_text(_title(article.record))}</a> '
        f'<span class="dim">{html_text(_byline(article.record))}</span></li>\n'
        for number, article in enumerate(articles, 1)
    )
    used = sorted({tag for article in articles for each in article.annotations for tag in each.tags})
    key = "".join(f'<li style="--c:{page.colour((tag,))}">{html_text(tag)}</li>\n' for tag in used)
    chosen = f'<p class="dim">Chosen by the query: {html_text(query)}</p>\n' if query else ""
    style = (Path(__file__).parent / "page.css").read_text("utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html_text(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="Scholiast">\n'
        f"<title>{html_text(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header>\n<h1>{html_text(title)}</h1>\n<p class="dim">{covers}</p>\n{chosen}'
        f'<nav aria-label="Articles"><ol>\n{contents}</ol></nav>\n'
        f'<ul class="key" aria-label="Tags">\n{key}</ul>\n'
        f"</header>\n<main>\n{''.join(bodies)}</main>\n</body>\n</html>\n"
    )


class _Page:
    """What the articles of one page share: colours, the numbers of the notes, the reader of notes."""

    def __init__(self, colours: Mapping[str, str]) -> None:
        self._untagged = _rgb(UNTAGGED)
        self._colours = colours
        self._number = 0
        self._speakers: Mapping[str, tuple[str, bool]] = {}

    def colour(self, tags: Sequence[str]) -> str:
        """Red, green and blue of the first tag, as CSS has them."""
        return self._colours.get(tags[0].casefold(), self._untagged) if tags else self._untagged

    def article(self, number: int, article: Article) -> str:
        document, self._speakers = article.document, article.speakers
        if document is None:
            language, rows = "", self._lost(_MISSING, article.annotations)
        else:
            language, rows = document.metadata.language, self._rows(document, article.annotations)
        return (
            f'<article id="article-{number}" lang="{html_text(language or "und")}">\n'
            f"<h2>{html_text(_title(article.record))}</h2>\n"
            f'<p class="byline">{_source(article.record)}</p>\n{rows}</article>\n'
        )

    def _rows(self, document: Document, annotations: Sequence[Annotation]) -> str:
        """The text with what is placed in it, and behind it what is not."""
        placed = [each for each in annotations if each.span and each.placed in (document.digest, "")]
        placed.sort(key=lambda each: (each.span or (0, 0), each.id))
        numbers = {each.id: self._next() for each in placed if each.note or each.tags}
        inlines = sorted(document.inlines, key=lambda each: each.span)
        rows = [
            self._row(document.text, block, placed[first:last], inlines, numbers)
            for block, first, last in _windows(document.blocks, placed)
        ]
        there = {each.id for each in placed}
        lost = [each for each in annotations if each.id not in there]
        return "".join(rows) + self._lost("No longer found in the text", lost)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _row(
        self,
        text: str,
        block: Block,
        here: Sequence[Annotation],
        inlines: Sequence[Inline],
        numbers: Mapping[str, int],
    ) -> str:
        words = "".join(
            self._segment(text, segment, numbers) for segment in segments(block.span, here, inlines)
        )
        beginning = (each for each in here if each.span and block.span.holds(each.span.start))
        cards = "".join(self._card(each, numbers[each.id]) for each in beginning if each.id in numbers)
        return _beside(_framed(block, words), cards)

    def _segment(self, text: str, segment: Segment, numbers: Mapping[str, int]) -> str:
        words = html_text(segment.span.of(text))
        for kind in segment.kinds:
            name = _INLINE.get(kind)
            words = f"<{name}>{words}</{name}>" if name else words
        marks = segment.marks
        if not marks:
            return words
        shortest = marks[0]
        look = f"--c:{self.colour(shortest.tags)}"
        kinds = []
        if len(marks) > 1:
            kinds.append("several")
            look += f";--d:{self.colour(marks[1].tags)}"
        if shortest.placement is Placement.UNCERTAIN:
            kinds.append("unsure")
        named = f' class="{" ".join(kinds)}"' if kinds else ""
        tags = html_text(", ".join(tag for mark in marks for tag in mark.tags))
        words = f'<mark{named} style="{look}" title="{tags}">{words}</mark>'
        closing = (numbers.get(mark.id) for mark in marks if mark.span and mark.span.end == segment.span.end)
        return words + "".join(
            f'<sup><a id="mark-{number}" href="#note-{number}">{number}</a></sup>'
            for number in closing
            if number
        )

    def _card(self, annotation: Annotation, number: int) -> str:
        tags = (
            f'<span class="tags">{html_text(" · ".join(annotation.tags))}</span>' if annotation.tags else ""
        )
        doubt = (
            '<p class="dim">The words here have changed.</p>'
            if annotation.placement is Placement.UNCERTAIN
            else ""
        )
        by = ", ".join(filter(None, (annotation.creator, date_words(annotation.modified))))
        signed = f'<p class="dim">{html_text(by)}</p>' if by else ""
        return (
            f'<div id="note-{number}" style="--c:{self.colour(annotation.tags)}">'
            f'<a href="#mark-{number}">{number}</a> {tags}{self._speaker(annotation)}{doubt}'
            f"{_note(annotation.note)}{signed}</div>"
        )

    def _speaker(self, annotation: Annotation) -> str:
        name, sure = self._speakers.get(annotation.id, ("", False))
        words = name if sure else f"speaker proposed: {name}"
        return f'<p class="dim">{html_text(words)}</p>' if name else ""

    def _lost(self, heading: str, lost: Sequence[Annotation]) -> str:
        if not lost:
            return ""
        rows = "".join(
            _beside(
                f'<p class="text quoted lines">{html_text(each.selectors.exact)}</p>',
                self._card(each, self._next()),
            )
            for each in sorted(lost, key=lambda each: (each.selectors.start, each.id))
        )
        return f"<h3>{heading}</h3>\n{rows}"


def _beside(text: str, cards: str) -> str:
    return f'<div class="row">{f"<aside>{cards}</aside>" if cards else ""}{text}</div>\n'


def _windows(blocks: Sequence[Block], placed: Sequence[Annotation]) -> Iterator[tuple[Block, int, int]]:
    """Each block with the range of ``placed``, which are in order, that may touch it."""
    first, furthest = 0, [0]
    for annotation in placed:
        furthest.append(max(furthest[-1], annotation.span.end if annotation.span else 0))
    last = 0
    for block in blocks:
        while last < len(placed) and (placed[last].span or (0, 0))[0] < block.span.end:
            last += 1
        # Nothing before ``first`` reaches this far.
        while first < last and furthest[first + 1] <= block.span.start:
            first += 1
        yield block, first, last


def _framed(block: Block, words: str) -> str:
    kind = block.kind
    if kind is BlockKind.RULE:
        return "<hr>"
    names = ["text", "quoted"] if block.quoted else ["text"]
    style = ""
    if kind is BlockKind.HEADING:
        name = f"h{min(block.level + 2, 6)}"
    elif kind in (BlockKind.CODE, BlockKind.TABLE):
        name = "pre"
    else:
        name = "p"
        if not block.soft:
            names.append("lines")
        if kind is BlockKind.ITEM or block.level:
            names.append("item")
            style = f' style="--level:{max(1, min(block.level, 8))}"'
    sign = f'<span class="sign">{html_text(block.marker)}</span>' if block.marker else ""
    return f'<{name} class="{" ".join(names)}"{style}>{sign}{words}</{name}>'


def _title(record: DocumentRecord) -> str:
    return record.title or record.path


def _byline(record: DocumentRecord) -> str:
    return " · ".join(filter(None, (record.source, record.author, date_words(record.date))))


def _source(record: DocumentRecord) -> str:
    said = [html_text(part) for part in (_byline(record), record.path) if part]
    if re.fullmatch(r"(?i)https?://[^\s<>\"']+", record.url):
        said.append(
            f'<a rel="noopener noreferrer" href="{html_text(record.url)}">{html_text(record.url)}</a>'
        )
    return " · ".join(said)


def _rgb(colour: str) -> str:
    match = _HEXADECIMAL.fullmatch(NAMED.get(colour, colour)) or _HEXADECIMAL.fullmatch(NAMED[UNTAGGED])
    assert match is not None
    return ",".join(str(int(part, 16)) for part in match.groups())


def _note(note: str) -> str:
    return _reader()(note_markdown(note, Flavour.PLAIN)) if note else ""


@cache
def _reader() -> Callable[[str], str]:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    reader.validateLink = lambda url: bool(re.match(r"(?i)(?:https?://|mailto:)", url))  # type: ignore[method-assign]
    return reader.render
