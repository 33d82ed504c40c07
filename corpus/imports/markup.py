"""HTML to Markdown by the standard library alone: for books, Word documents, and pages as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Final, NamedTuple

from corpus.imports.writer import Writer

_SKIPPED: Final = frozenset(
    "script style template noscript iframe object embed svg math canvas audio video map head title select "
    "button input textarea dialog datalist".split()
)
_FURNITURE: Final = frozenset({"nav", "form", "menu"})
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_PARAGRAPHS: Final = frozenset(
    "p div section article main aside header footer address figure figcaption caption dl dt dd details "
    "summary fieldset legend center body html hgroup tbody thead tfoot search".split()
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_STRONG: Final = frozenset({"b", "strong"})
_EMPHASIS: Final = frozenset({"i", "em", "cite", "dfn", "var"})
_CODE: Final = frozenset({"code", "kbd", "samp", "tt"})
_INLINE: Final = _STRONG | _EMPHASIS | _CODE | {"a", "sup"}
_NOTE: Final = re.compile(r"\[?(\d{1,4}|[a-z]|[*†‡§]{1,3})\]?")
_NOTE_BLOCKS: Final = frozenset({"li", "aside", "p", "div", "dd"})
_WAY_BACK: Final = frozenset("↩↑^⤴")


class _Style(NamedTuple):
    """An inline element that is open, a link's address, and whether that leads to a note."""

    tag: str
    link: str = ""
    noted: bool = False


class _Block(NamedTuple):
    """A block that is open, its id, and whether it is being written as a note."""

    tag: str
    name: str
    noted: bool


class Markup(HTMLParser):
    """Feeds a `Writer` from HTML, however it is nested; nothing that the page names is looked at.

    What is referred to as a note, and leads back to where it is referred to, becomes a footnote.

    Attributes:
        pictures: How many pictures there were.
    """

    def __init__(self, writer: Writer, *, furniture: bool = False) -> None:
        """Begin; ``furniture`` also takes menus and forms in."""
        super().__init__(convert_charrefs=True)
        self.writer = writer
        self.pictures = 0
        self._skipped = _SKIPPED if furniture else _SKIPPED | _FURNITURE
        self._skipping: list[str] = []
        self._styles: list[_Style] = []
        self._preformatted: list[str] | None = None
        self._blocks: list[_Block] = []  # those that may be notes and are open
        self._notes: dict[str, int] = {}  # numbers of the page's notes by their ids
        self._noted = 0  # how many there were on all pages
        self._referred: dict[str, None] = {}
        self._leads_back: set[str] = set()
        self._written: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.append(tag)
            return
        given = dict(attrs)
        if tag in self._skipped or ("hidden" in given and tag not in _VOID):
            if tag not in _VOID:
                self._skipping.append(tag)
            return
        if self._preformatted is not None:
            if tag == "br":
                self._preformatted.append("\n")
            return
        if tag in _INLINE:
            noted = "noteref" in f"{given.get('epub:type')} {given.get('role')}"
            self._styles.append(_Style(tag, (given.get("href") or "") if tag == "a" else "", noted))
            return
        self._begin(tag, given)

    def _begin(self, tag: str, given: dict[str, str | None]) -> None:
        writer = self.writer
        if tag in _NOTE_BLOCKS:
            name = given.get("id") or ""
            noted = name in self._notes and name not in self._written and writer.begin_note(self._notes[name])
            self._blocks.append(_Block(tag, name, noted))
            if noted:
                self._written.add(name)
                return
        match tag:
            case "br":
                writer.line_break()
            case "hr":
                writer.rule()
            case "img":
                self.pictures += 1
            case "pre":
                writer.end_block()
                self._preformatted = []
            case "blockquote":
                writer.begin_quote()
            case "ul":
                writer.begin_list()
            case "ol":
                writer.begin_list(_number(given.get("start")))
            case "li":
                writer.begin_item()
            case "table":
                writer.begin_table()
            case "tr":
                writer.begin_row()
            case "td" | "th":
                writer.begin_cell()
            case _ if tag in _HEADINGS:
                writer.begin_heading(_HEADINGS[tag])
            case _ if tag in _PARAGRAPHS:
                writer.end_block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty element, as XHTML writes them."""
        if tag in _VOID:
            self.handle_starttag(tag, attrs)
        elif not self._skipping and tag in _PARAGRAPHS:
            self.writer.end_block()

    def handle_endtag(self, tag: str) -> None:
        """An element ends; one that never began is passed over."""
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.pop()
            return
        if self._preformatted is not None:
            if tag == "pre":
                words, self._preformatted = "".join(self._preformatted), None
                self.writer.code(words)
            return
        if tag in _NOTE_BLOCKS:
            self._close_block(tag)
        if tag in _INLINE:
            self._close_style(tag)
        elif tag == "blockquote":
            self.writer.end("quote")
        elif tag in ("ul", "ol"):
            self.writer.end("list")
        elif tag == "table":
            self.writer.end_table()
        elif tag in _HEADINGS or tag in _PARAGRAPHS or tag in ("li", "td", "th", "tr"):
            self.writer.end_block()

    def _close_style(self, tag: str) -> None:
        # Looked for near the end only: hostile pages open a hundred thousand.
        for index in range(len(self._styles) - 1, max(-1, len(self._styles) - 20), -1):
            if self._styles[index].tag == tag:
                del self._styles[index]
                return

    def _close_block(self, tag: str) -> None:
        for index in range(len(self._blocks) - 1, max(-1, len(self._blocks) - 20), -1):
            if self._blocks[index].tag == tag:
                for _ in range(sum(block.noted for block in self._blocks[index:])):
                    self.writer.end("note")
                del self._blocks[index:]
                return

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._skipping:
            return
        if self._preformatted is not None:
            self._preformatted.append(data)
            return
        near = self._styles[-20:]
        names = {style.tag for style in near}
        link = next((style.link for style in reversed(near) if style.link), "")
        if "#" in link:
            bare = data.strip().rstrip("\ufe0e\ufe0f")
            if bare in _WAY_BACK:  # from a note to the place that it belongs to
                self._leads_back.update(block.name for block in self._blocks[-3:] if block.name)
                return
            refers = _NOTE.fullmatch(bare) if "sup" in names or any(style.noted for style in near) else None
            if refers:
                target = link.partition("#")[2]
                self._referred.setdefault(target)
                if target in self._notes:
                    self.writer.note(self._notes[target])
                    return
                data = f"[{refers[1]}]"
        self.writer.text(
            data,
            strong=bool(names & _STRONG),
            emphasis=bool(names & _EMPHASIS),
            code=bool(names & _CODE),
            link=link,
        )

    def take(self, source: str) -> None:
        """Take in one whole page; what it left open is closed."""
        if "#" in source:
            seen = Markup(Writer(), furniture=self._skipped == _SKIPPED)
            seen._read(source)
            notes = [name for name in seen._referred if name in seen._leads_back]
            self._notes = {name: self._noted + number for number, name in enumerate(notes, 1)}
            self._noted += len(notes)
            self._written = set()
        self._read(source)

    def _read(self, source: str) -> None:
        self.feed(source)
        self.close()
        if self._preformatted is not None:
            self.writer.code("".join(self._preformatted))
        self.writer.end_block()
        self.reset()
        self._skipping, self._styles, self._preformatted, self._blocks = [], [], None, []


def _number(start: str | None) -> int:
    return int(start) if start and start.isascii() and start.isdigit() and len(start) < 9 else 1


def to_markdown(pages: Iterable[str]) -> tuple[str, int]:
    """The Markdown of one or more pages of HTML, and how many pictures they had."""
    writer = Writer()
    markup = Markup(writer)
    for page in pages:
        markup.take(page)
    return writer.finished(), markup.pictures


def whole_page(source: str) -> str:
    """Everything that reads in a page, menus too if there is nothing else."""
    markdown, _ = to_markdown((source,))
    if markdown:
        return markdown
    writer = Writer()
    Markup(writer, furniture=True).take(source)
    return writer.finished()
