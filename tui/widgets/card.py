"""One annotation of the list: its data, and the lines of the card it is shown as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from corpus.clean import clean
from tui.widgets.celltext import Piece, cells, cut, shown, wrap
from tui.widgets.runs import Line, Run

QUOTATION_LINES: Final = 3
NOTE_LINES: Final = 4
TAG_LINES: Final = 2
ESTIMATE: Final = 6
"""Rows that a card is taken to have until it has been laid out."""

TO_MEND: Final[dict[str, tuple[str, str]]] = {
    "uncertain": ("uncertain", "⏎ check the place"),
    "orphan": ("not placed", "⏎ attach again"),
}
"""Placements that stand on top: what the card says, and what can be done."""


@dataclass(frozen=True, slots=True)
class Card:
    """An annotation as the list shows it.

    Attributes:
        id: What the list's messages name.
        colours: Colour of each tag in turn (a palette name or ``#rrggbb``); the first is the bar's.
        quotation: The passage.
        tags: Paths in the codebook.
        note: Markdown, or "".
        byline: Who and when, as it is to read, or "".
        placement: ``exact``, ``moved``, ``uncertain`` or ``orphan``.
        start: Offset of the passage in the text in code points; ignored when not placed.
    """

    id: str
    colours: tuple[str, ...]
    quotation: str
    tags: tuple[str, ...]
    note: str
    byline: str
    placement: str
    start: int


class Styled(NamedTuple):
    """A line of a note: its plain text and, over it, spans with the name of their look."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


# As text: neither is compiled before a note is shown.
_INLINE: Final = (
    r"`(?P<code>[^`]+)`"
    r"|\*\*(?=\S)(?P<strong>[^*]+)(?<=\S)\*\*|__(?=\S)(?P<strong2>[^_]+)(?<=\S)__(?!\w)"
    r"|\*(?=\S)(?P<soft>[^*]+)(?<=\S)\*|(?<!\w)_(?=\S)(?P<soft2>[^_]+)(?<=\S)_(?!\w)"
    r"|!?\[(?P<link>[^\[\]]+)\]\([^()\s]*\)"
)
_LOOKS: Final = {"strong": "note-strong", "strong2": "note-strong", "soft": "note-soft", "soft2": "note-soft"}
_START: Final = r"(?P<heading>#{1,6}\s+)|(?P<item>[-*+]\s+)|(?P<quote>>\s?)"
_BREAK: Final = r"([-*_])(?:\s*\1){2,}\s*"  # between two parts of a note, as after a conflict
_NOTE_LIMIT: Final = 2000


def note_lines(note: str) -> list[Styled]:
    """A Markdown note as plain lines: marks of emphasis, headings and links become looks or go.

    Only the beginning that a card can show is looked at. Blank lines and fences are left out.
    """
    lines: list[Styled] = []
    for raw in clean(note[:_NOTE_LIMIT]).split("\n"):
        text = shown(raw, 600)
        if not text or text.startswith(("```", "~~~")):
            continue
        start, whole = "", ""
        if not re.fullmatch(_BREAK, text) and (match := re.match(_START, text)):
            text = text[match.end() :]
            start = "• " if match["item"] else ""
            whole = {"heading": "note-strong", "quote": "note-soft"}.get(match.lastgroup or "", "")
        lines.append(_inline(text, start, whole))
    return lines


def _inline(text: str, plain: str, whole: str) -> Styled:
    spans: list[tuple[int, int, str]] = []
    at = 0
    for match in re.finditer(_INLINE, text):
        plain += text[at : match.start()]
        at = match.end()
        name = match.lastgroup or ""
        if name in _LOOKS:
            spans.append((len(plain), len(plain) + len(match[name]), _LOOKS[name]))
        plain += match[name]
    plain += text[at:]
    return Styled(plain, ((0, len(plain), whole),) if whole else tuple(spans))


def card_lines(card: Card, width: int) -> list[Line]:
    """The lines of a card in ``width`` cells, with its bar, and a gap after them."""
    room = max(2, width - 1)
    bodies: list[Line] = []
    if card.placement in TO_MEND:
        words, hint = TO_MEND[card.placement]
        said = Run(words, "warning")
        apart = cut(f"  {hint}", room - cells(words))
        bodies.append([said, Run(apart, "dim")])
    quotation = shown(card.quotation, max(300, 8 * width))
    bodies += [[Run(piece.of(quotation))] for piece in wrap(quotation, room, QUOTATION_LINES)]
    bodies += _tags(card, room)
    bodies += _note(card.note, room)
    if card.byline:
        bodies.append([Run(cut(shown(card.byline), room), "dim")])
    bodies = bodies or [[Run("no text", "dim")]]
    return [*([_bar(card, index, len(bodies)), *body] for index, body in enumerate(bodies)), []]


def _bar(card: Card, index: int, rows: int) -> Run:
    """The bar beside one row: each colour of the card has a stretch of it, the first one on top."""
    colours = list(dict.fromkeys(card.colours))
    colour = colours[index * len(colours) // rows] if colours else ""
    return Run("┆" if card.placement in TO_MEND else "▌", "bar", colour)


def _tags(card: Card, room: int) -> list[Line]:
    """The tags, each in its colour, on a line or two; what is left over is counted."""
    lines: list[Line] = []
    line: Line = []
    used = 0
    for index, tag in enumerate(card.tags):
        text = cut(shown(tag) or "?", room)
        gap = 2 if line else 0
        if line and used + gap + cells(text) > room:
            lines.append(line)
            line, used, gap = [], 0, 0
        if len(lines) == TAG_LINES:
            lines[-1] = _counted(lines[-1], len(card.tags) - index, room)
            return lines
        colour = card.colours[min(index, len(card.colours) - 1)] if card.colours else ""
        line += [Run("  ")] * bool(gap) + [Run(text, "tag", colour)]
        used += gap + cells(text)
    return [*lines, line] if line else lines


def _counted(line: Line, left: int, room: int) -> Line:
    """``line`` of tags with the number of those left out, its last ones among them if need be."""
    line = list(line)
    while len(line) > 1 and _wide(line) + len(f" +{left}") > room:
        line = line[:-2]
        left += 1
    more = f" +{left}"
    line[0] = line[0]._replace(text=cut(line[0].text, room - _wide(line[1:]) - len(more)))
    return [*line, Run(more, "dim")]


def _wide(line: Line) -> int:
    return sum(cells(run.text) for run in line)


def _note(note: str, room: int) -> list[Line]:
    lines: list[Line] = []
    styled = note_lines(note)
    for number, (text, spans) in enumerate(styled):
        left = NOTE_LINES - len(lines)
        if not left:
            break
        pieces = wrap(text, room, left)
        if len(pieces) == left and number + 1 < len(styled) and pieces and not pieces[-1].more:
            pieces[-1] = _shortened(text, pieces[-1], room)
        lines += [_cut_runs(text, piece, spans) for piece in pieces]
    return lines


def _shortened(text: str, piece: Piece, room: int) -> Piece:
    """``piece`` with an ellipsis, for lines of the note that follow it and are not shown."""
    kept = cut(text[piece.start : piece.end] + " " * room, room).rstrip("… ")
    return Piece(piece.start, piece.start + len(kept), True)


def _cut_runs(text: str, piece: Piece, spans: tuple[tuple[int, int, str], ...]) -> Line:
    runs: Line = []
    at = piece.start
    for start, end, look in spans:
        start, end = max(start, at), min(end, piece.end)
        if start >= end:
            continue
        if start > at:
            runs.append(Run(text[at:start], "note"))
        runs.append(Run(text[start:end], look))
        at = end
    rest = text[at : piece.end] + ("…" if piece.more else "")
    return [*runs, Run(rest, "note")] if rest else runs
