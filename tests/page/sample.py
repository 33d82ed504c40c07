"""Small documents and a small app to try the page on."""

from __future__ import annotations

import re

from textual.app import App, ComposeResult
from textual.message import Message

from corpus.digest import digest_of
from corpus.document import Block, BlockKind, Document, Inline, InlineKind
from corpus.span import Span
from tui.page.header import Header
from tui.page.highlights import Mark
from tui.widgets.reader import Reader

COLOURS = {"yellow": ("#f2d974", "#1c1a12"), "blue": ("#8fb8de", "#101820"), "red": ("#e89a8a", "#200f0c")}


def document(text: str, *, soft: bool = False) -> Document:
    """A document whose paragraphs are parted by blank lines."""
    found = [Span(*match.span()) for match in re.finditer(r"[^\n](?:.|\n(?!\n))*", text)]
    blocks = tuple(Block(BlockKind.PARAGRAPH, span, soft=soft) for span in found)
    return Document(path="x.txt", text=text, blocks=blocks, digest=digest_of(text))


def built(*parts: tuple[Block | None, str]) -> Document:
    """A document of these blocks (their spans are set here), parted by blank lines."""
    text, blocks = "", []
    for block, words in parts:
        start = len(text)
        text += words + "\n\n"
        if block is not None:
            span = Span(start, start + len(words))
            blocks.append(Block(block.kind, span, block.level, block.quoted, block.marker, block.soft))
    text = text[:-2]
    return Document(path="x.md", text=text, blocks=tuple(blocks), digest=digest_of(text))


def block(kind: BlockKind, **values: object) -> Block:
    """A block without a place yet, for `built`."""
    return Block(kind, Span(0, 0), **values)  # type: ignore[arg-type]


def sentence_at(document: Document, offset: int) -> Span:
    """Sentences end with a full stop, or with their paragraph."""
    paragraph = paragraph_at(document, offset)
    for match in re.finditer(r"[^.]+(?:\.+|$)", paragraph.of(document.text)):
        span = Span(paragraph.start + match.start(), paragraph.start + match.end()).trimmed(document.text)
        if offset < span.end:
            return span
    return paragraph


def paragraph_at(document: Document, offset: int) -> Span:
    """The block at an offset, the one before where there is none."""
    earlier = [b.span for b in document.blocks if b.span.length and b.span.start <= offset]
    return earlier[-1] if earlier else Span(0, len(document.text))


def colour(name: str) -> tuple[str, str]:
    """A background and a foreground."""
    return COLOURS.get(name, ("", ""))


def inline(kind: InlineKind, document: Document, words: str) -> Inline:
    """Emphasis on the first place where ``words`` stand."""
    start = document.text.index(words)
    return Inline(kind, Span(start, start + len(words)))


def mark(document: Document, words: str, colour: str = "yellow", **values: bool) -> Mark:
    """A mark on the first place where ``words`` stand, named by them."""
    start = document.text.index(words)
    return Mark(words, Span(start, start + len(words)), colour, **values)


class PageApp(App[None]):
    """A reader alone on the screen, which keeps what it says."""

    def __init__(
        self, shown: Document, marks: tuple[Mark, ...] = (), at: int = 0, header: Header | None = None
    ) -> None:
        super().__init__()
        self.shown = shown
        self.marks = marks
        self.at = at
        self.header = header
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        """The reader."""
        yield Reader()

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one(Reader)

    def on_mount(self) -> None:
        """Show the document at once, before there is any size."""
        reader = self.reader
        reader.sentence_at, reader.paragraph_at, reader.colour = sentence_at, paragraph_at, colour
        reader.show(self.shown, self.marks, self.at, header=self.header)
        reader.focus()

    def on_reader_caret_moved(self, message: Reader.CaretMoved) -> None:
        """Keep it."""
        self.heard.append(message)

    def on_reader_selected(self, message: Reader.Selected) -> None:
        """Keep it."""
        self.heard.append(message)

    def on_reader_mark_pressed(self, message: Reader.MarkPressed) -> None:
        """Keep it."""
        self.heard.append(message)

    def on_reader_scrolled(self, message: Reader.Scrolled) -> None:
        """Keep it."""
        self.heard.append(message)
