"""From Markdown tokens to text: composing the canonical text and the spans in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.clean import canonical, clean_line
from corpus.document import Block, BlockKind, Inline, InlineKind
from corpus.span import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

CELL_SEPARATOR: Final = " │ "

_STYLES: Final = {
    "em": InlineKind.EMPHASIS,
    "strong": InlineKind.STRONG,
    "s": InlineKind.STRIKE,
    "link": InlineKind.LINK,
}
_BULLETS: Final = "•◦▪"
_TASK: Final = re.compile(r"\[([ xX])\][ \t]+")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK: Final = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)
_TARGET_LIMIT: Final = 2000


class _Line(NamedTuple):
    """An inline's text, and its styled stretches counted from its own start."""

    text: str
    styles: tuple[Inline, ...]


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item (None for bullets) and the marker due."""

    number: int | None = None
    marker: str = ""


def marker_of_note(number: int) -> str:
    """How a footnote is marked, in the text and before the note itself; ``number`` counts from 1."""
    return f"[{number}]"


class Composer:
    """Collects blocks in order; `finished` gives text, blocks and inlines."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._inlines: list[Inline] = []
        self._lists: list[_List] = []
        self._quoted = 0
        self._note = ""  # marker of the footnote being read, until its first block took it
        self._in_note = False
        self._tight = False
        self._last_in_list = False
        self._rows: list[list[_Line]] = []
        self._heading = 0

    def finished(self) -> tuple[str, tuple[Block, ...], tuple[Inline, ...]]:
        """The whole; a rule at the very end divides nothing and is left out."""
        while self._blocks and self._blocks[-1].kind is BlockKind.RULE:
            self._blocks.pop()
            self._parts[-2:] = []
        text = "".join(self._parts)
        return text, tuple(self._blocks), tuple(self._inlines)

    def add(self, tokens: Sequence[Token]) -> None:
        """Take in the parser's tokens."""
        for token in tokens:
            self._take(token)

    def add_note(self, number: int, tokens: Sequence[Token]) -> None:
        """Take in a footnote; ``number`` is the one that it is referred to by, from 1."""
        self._note, self._in_note = marker_of_note(number), True
        self.add(tokens)
        self._note, self._in_note = "", False

    def _take(self, token: Token) -> None:
        match token.type:
            case "blockquote_open":
                self._quoted += 1
            case "blockquote_close":
                self._quoted -= 1
            case "bullet_list_open":
                self._lists.append(_List())
            case "ordered_list_open":
                self._lists.append(_List(int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._last_in_list = bool(self._lists)
            case "list_item_open":
                self._begin_item(token)
            case "list_item_close":
                self._lists[-1].marker = ""
            case "paragraph_open":
                self._tight = token.hidden
            case "heading_open":
                self._heading = int(token.tag[1:])
            case "heading_close":
                self._heading = 0
            case "tr_open":
                self._rows.append([])
            case "table_close":
                self._close_table()
            case "fence" | "code_block":
                self._block(BlockKind.CODE, _Line(_outer_blank_lines_off(token.content), ()))
            case "html_block":
                html = _COMMENT.sub("", token.content)
                self._block(BlockKind.CODE, _Line(_outer_blank_lines_off(html), ()))
            case "hr":
                self._rule()
            case "inline":
                self._inline(token)

    def _begin_item(self, token: Token) -> None:
        here = self._lists[-1]
        if here.number is None:
            depth = sum(1 for outer in self._lists if outer.number is None)
            here.marker = _BULLETS[min(depth, len(_BULLETS)) - 1]
        else:
            here.marker = f"{here.number}{token.markup or '.'}"
            here.number += 1

    def _inline(self, token: Token) -> None:
        if self._rows:  # a table is open, and nothing but its cells can stand in it
            self._rows[-1].append(_line_of(token.children or (), breaks=False))
            return
        line = _line_of(token.children or ())
        if self._heading:
            self._block(BlockKind.HEADING, line, self._heading)
            return
        task = _TASK.match(line.text) if self._lists and self._lists[-1].marker else None
        if task:
            self._lists[-1].marker = "☐" if task[1] == " " else "☑"
            line = _shifted(line, -task.end())
        self._block(self._paragraph_kind(), line)

    def _paragraph_kind(self) -> BlockKind:
        if self._lists:
            return BlockKind.ITEM
        return BlockKind.FOOTNOTE if self._in_note else BlockKind.PARAGRAPH

    def _close_table(self) -> None:
        pieces: list[str] = []
        styles: list[Inline] = []
        length = 0
        for row_number, row in enumerate(self._rows):
            for number, cell in enumerate(row):
                before = "" if number == 0 and row_number == 0 else "\n" if number == 0 else CELL_SEPARATOR
                pieces += (before, cell.text)
                length += len(before)
                styles += _shifted(cell, length).styles
                if row_number == 0 and cell.text:
                    styles.append(Inline(InlineKind.STRONG, Span(length, length + len(cell.text))))
                length += len(cell.text)
        filled = any(cell.text for row in self._rows for cell in row)
        self._rows = []
        if filled:
            self._block(BlockKind.TABLE, _Line("".join(pieces), tuple(styles)))

    def _rule(self) -> None:
        # Where nothing stands before it, or another rule does, there is nothing to divide.
        if self._blocks and self._blocks[-1].kind is not BlockKind.RULE:
            self._separate(tight=False)
            self._blocks.append(Block(BlockKind.RULE, Span(self._length, self._length), quoted=self._quoted))
            self._parts.append("")

    def _block(self, kind: BlockKind, line: _Line, level: int = 0) -> None:
        if not line.text or line.text.isspace():
            return
        self._separate(tight=self._tight and bool(self._lists) and self._last_in_list)
        start = self._length
        marker, self._note = self._note, ""
        if self._lists:
            marker = f"{marker} {self._lists[-1].marker}".strip()
            self._lists[-1].marker = ""
            level = level or len(self._lists)
        self._parts.append(line.text)
        self._length += len(line.text)
        self._blocks.append(Block(kind, Span(start, self._length), level, self._quoted, marker))
        self._inlines += sorted(
            (Inline(style.kind, _moved(style.span, start), style.target) for style in line.styles),
            key=lambda inline: (inline.span.start, -inline.span.end),
        )
        self._last_in_list = bool(self._lists)

    def _separate(self, *, tight: bool) -> None:
        if self._blocks:
            self._parts.append("\n" if tight else "\n\n")
            self._length += len(self._parts[-1])


def _outer_blank_lines_off(content: str) -> str:
    lines = content.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    return "\n".join(lines[first:])


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _shifted(line: _Line, by: int) -> _Line:
    """``line`` with its styles moved; by a negative distance its text loses that much at the front."""
    text = line.text[-by:] if by < 0 else line.text
    low = 0 if by < 0 else by
    styles = []
    for style in line.styles:
        start, end = max(style.span.start + by, low), style.span.end + by
        if end > start:
            styles.append(Inline(style.kind, Span(start, end), style.target))
    return _Line(text, tuple(styles))


def _line_of(children: Sequence[Token], *, breaks: bool = True) -> _Line:
    """The text of an inline token and its styles, white space at the ends removed."""
    pieces: list[str] = []
    styles: list[Inline] = []
    open_styles: list[tuple[int, str]] = []
    length = 0
    for token in children:
        name = token.type
        piece = ""
        if name.endswith("_open") and name[:-5] in _STYLES:
            open_styles.append((length, str(token.attrs.get("href", ""))))
        elif name.endswith("_close") and name[:-6] in _STYLES and open_styles:
            start, target = open_styles.pop()
            styles.append(Inline(_STYLES[name[:-6]], Span(start, length), clean_line(target, _TARGET_LIMIT)))
        else:
            piece = _piece(token, breaks)
        if piece == "\n":
            length -= _drop_blanks(pieces)
            styles = [_within(style, length) for style in styles]
            piece = piece if length else ""
        elif pieces and pieces[-1] == "\n":
            piece = piece.lstrip(" ")
        if piece:
            styles += _own_style(token, Span(length, length + len(piece)))
            pieces.append(piece)
            length += len(piece)
    return _stripped("".join(pieces), styles)


def _drop_blanks(pieces: list[str]) -> int:
    """Take blanks and a line break off the end, since a line break follows; how many characters."""
    dropped = 0
    while pieces:
        kept = pieces[-1].rstrip(" \n")
        dropped += len(pieces[-1]) - len(kept)
        if kept:
            pieces[-1] = kept
            break
        pieces.pop()
    return dropped


def _within(style: Inline, end: int) -> Inline:
    if style.span.end <= end:
        return style
    return Inline(style.kind, Span(min(style.span.start, end), end), style.target)


def _piece(token: Token, breaks: bool) -> str:
    """What one inline token reads as."""
    match token.type:
        case "text" | "text_special" | "code_inline":
            return canonical(token.content).text.replace("\n", " ")
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n" if breaks else " "
        case "image":
            label = "".join(_piece(child, False) for child in token.children or ())
            return label or clean_line(str(token.attrs.get("title", "")))
        case "footnote_ref":
            return marker_of_note(token.meta["id"] + 1)
        case "html_inline":
            if _BREAK.match(token.content):
                return "\n" if breaks else " "
            return _COMMENT.sub("", token.content).replace("\n", " ")
        case _:
            return ""


def _own_style(token: Token, span: Span) -> tuple[Inline, ...]:
    """The style of a token that is styled as a whole."""
    if not span.length:
        return ()
    match token.type:
        case "code_inline":
            return (Inline(InlineKind.CODE, span),)
        case "image":
            return (Inline(InlineKind.LINK, span, clean_line(str(token.attrs["src"]), _TARGET_LIMIT)),)
        case "footnote_ref":
            return (Inline(InlineKind.NOTE, span, marker_of_note(token.meta["id"] + 1)),)
        case _:
            return ()


def _stripped(text: str, styles: Sequence[Inline]) -> _Line:
    """Text and styles without white space at the ends; styles that cover nothing are dropped."""
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    kept = []
    for style in styles:
        span = Span(max(style.span.start, start) - start, min(style.span.end, end) - start)
        if span.length > 0:
            kept.append(Inline(style.kind, span, style.target))
    return _Line(text[start:end], tuple(kept))
