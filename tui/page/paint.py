"""The painter: rows of a page as strips. What does not change stays cached; the rest is laid over it.

Cached rows hold text, emphasis, marks, glyphs and echoes. Caret, selection, matches, the mark in
force and labels are overlays: rows that they touch are painted afresh and never cached.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from corpus.document import Block, BlockKind
from corpus.span import Span
from tui.page.frame import ECHO_CELLS, Frame
from tui.page.geometry import QUOTE_CELLS
from tui.page.layout import Row
from tui.page.looks import Ink, Looks, base_of
from tui.page.page import Page
from tui.page.whole import Whole
from tui.page.widths import cells_of, clipped, is_plain, shown

NOTE: Final = "☞"
FURNITURE: Final = "┊"
SAID: Final = "▐"
_BAR: Final = "▎ "
_RULE: Final = "─"
_THUMB: Final = "▐"
_LINE: Final = "›"
_RAIL: Final = "│"
_KEPT: Final = 300  # strips


class Overlay(NamedTuple):
    """What lies over the page at the moment.

    Attributes:
        selected: The selection.
        caret: The character under the caret, none if the caret is not shown.
        current: The highlight in force.
        labels: Letters to show in place of the characters that begin at these offsets.
        focused: Whether the page has the focus.
    """

    selected: Span | None = None
    caret: Span | None = None
    current: Span | None = None
    labels: Mapping[int, str] = {}
    focused: bool = True


class Painter:
    """Paints the rows of one page with one set of looks in one frame.

    Args:
        finished: What is done last to each strip, such as taking its colours away.

    Attributes:
        painted: How many rows have been painted afresh, for tests and benchmarks.
    """

    def __init__(
        self, page: Page, looks: Looks, frame: Frame, finished: Callable[[Whole], Strip] = lambda strip: strip
    ) -> None:
        self._page = page
        self._looks = looks
        self._frame = frame
        self._finished = finished
        self._kept: dict[tuple[int, bool], tuple[int, Strip]] = {}  # by row start: row end, strip
        self.painted = 0

    def forget(self, span: Span | None = None) -> None:
        """Paint afresh the rows that touch ``span``, by default all."""
        if span is None:
            self._kept.clear()
            return
        stale = [key for key, (end, _) in self._kept.items() if key[0] < span.end and end > span.start]
        for key in stale:
            del self._kept[key]

    def head(self, index: int, thumb: bool) -> Strip:
        """A row of the document's head."""
        row = self._page.header_rows[index]
        style = self._part("header-title" if row.is_title else "header")
        text = shown(clipped(row.text, self._frame.measure))
        return self._strip([self._blank(self._frame.left), Segment(text, style)], thumb)

    def blank(self, thumb: bool) -> Strip:
        """A row below the end of the text."""
        return self._strip([], thumb)

    def row(self, row: Row, thumb: bool, overlay: Overlay) -> Strip:
        """A row of the text; ``thumb`` if the scroll thumb stands beside it."""
        if self._touched(row, overlay):
            return self._paint(row, thumb, overlay)
        key = (row.start, thumb)
        kept = self._kept.get(key)
        if kept is not None:
            return kept[1]
        strip = self._paint(row, thumb, _NOTHING)
        self._kept[key] = (row.end, strip)
        if len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        return strip

    def _touched(self, row: Row, overlay: Overlay) -> bool:
        for span in (overlay.selected, overlay.caret, overlay.current):
            if span is not None and (_holds(row, span.start) or span.start < row.start < span.end):
                return True
        if len(self._page.matches) and self._page.matches.touching(row.start, row.end):
            return True
        return any(row.start <= offset < row.end for offset in overlay.labels)

    # One row, from left to right

    def _paint(self, row: Row, thumb: bool, overlay: Overlay) -> Strip:
        self.painted += 1
        page, frame = self._page, self._frame
        block = page.document.blocks[row.block] if row.block >= 0 else None
        on_caret = overlay.caret is not None and _holds(row, overlay.caret.start)
        line = on_caret and overlay.focused and overlay.selected is None
        aside = len(page.furniture) > 0 and page.furniture.at(row.start) is not None
        segments = self._gutter(row, line, aside)
        if block is not None and block.kind is BlockKind.RULE:
            caret = Ink("rule", caret=_caret_of(overlay)) if on_caret else Ink("rule")
            segments.append(Segment(_RULE, self._looks.style(caret)))
            segments.append(Segment(_RULE * (frame.measure - 1), self._part("rule")))
            return self._strip(segments, thumb)
        ink = Ink(base_of(block), line=line, dimmed=aside)
        segments += self._indent(row, block, ink)
        used, pieces = self._pieces(row, ink, overlay)
        segments += pieces
        inset = page.layout.inset(row.block)
        fill = max(0, frame.measure - inset.indent - used)
        segments.append(Segment(" " * fill, self._looks.style(ink)))
        segments += self._echoes(row, inset.indent + used + fill)
        return self._strip(segments, thumb)

    def _gutter(self, row: Row, line: bool, aside: bool) -> list[Segment]:
        """The margin, and the glyph of a note that hangs here, or of what is no part of the article."""
        style = self._part("gutter")
        if self._page.rail:
            label = self._railed(row)
            before = self._frame.left - 1 - len(label)
            return [self._blank(before), Segment(label, style), self._said(row)]
        sign = NOTE if self._page.highlights.has_note(row.start, row.end) else " "
        if sign == " " and aside:
            sign, style = FURNITURE, self._part("quote-bar")
        if sign == " " and line and self._looks.plain:
            sign = _LINE
        return [
            self._blank(self._frame.left - 2),
            Segment(sign, style),
            self._said(row),
        ]

    def _said(self, row: Row) -> Segment:
        """A bar beside a highlight, where the page has such bars."""
        if self._page.said.touching(row.start, row.end):
            return Segment(SAID, self._part("marker"))
        return self._blank(1)

    def _railed(self, row: Row) -> str:
        """The sign of the stretch that begins on a row, else a rail beside one that goes on."""
        rail = self._page.rail
        at = bisect_left(rail, row.start, key=lambda tie: tie[0].start)
        if at < len(rail) and rail[at][0].start < row.end:
            return rail[at][1][: max(0, self._frame.left - 1)]
        return _RAIL if at and rail[at - 1][0].end > row.start else " "

    def _indent(self, row: Row, block: Block | None, ink: Ink) -> list[Segment]:
        """Quotation bars and the list marker, or the room that they take."""
        looks = self._looks
        inset = self._page.layout.inset(row.block)
        segments: list[Segment] = []
        quoted = block.quoted if block is not None else self._quoted_around(row)
        bars = min(QUOTE_CELLS * quoted, inset.indent if block is not None else self._frame.measure // 2)
        if bars:
            style = self._part("quote-bar") + Style(bgcolor=looks.style(ink).bgcolor)
            segments.append(Segment((_BAR * quoted)[:bars], style))
        rest = inset.indent - bars
        if rest <= 0:
            return segments
        marker = ""
        if block is not None and block.marker and row.start == block.span.start:
            marker = shown(clipped(block.marker, inset.hang))
        before = rest - inset.hang if marker else rest
        if before > 0:
            segments.append(Segment(" " * before, looks.style(ink)))
        if marker:
            style = self._part("marker") + Style(bgcolor=looks.style(ink).bgcolor)
            segments.append(Segment(marker, style))
            segments.append(Segment(" " * (inset.hang - cells_of(marker)), looks.style(ink)))
        return segments

    def _quoted_around(self, row: Row) -> int:
        """How deep a blank row between two quoted blocks is quoted."""
        plan = self._page.plan
        after = bisect_right(plan.starts, row.start)
        if not 0 < after < len(plan.blocks):
            return 0
        return min(plan.blocks[after - 1].quoted, plan.blocks[after].quoted)

    def _pieces(self, row: Row, ink: Ink, overlay: Overlay) -> tuple[int, list[Segment]]:
        """The text of a row, cut where its looks change; with the cells it takes."""
        layout, text = self._page.layout, self._page.text
        end = layout.visible_end(row)
        if overlay.caret is not None and _holds(row, overlay.caret.start):
            end = max(end, min(overlay.caret.end, row.end))
        if end == row.start and overlay.selected is not None and overlay.selected.holds(row.start):
            end = min(row.start + 1, row.end)
        if end == row.start and not (overlay.caret and overlay.caret.start == row.start):
            return 0, []
        if end == row.start:  # the caret in an empty text
            return 1, [Segment(" ", self._looks.style(ink._replace(caret=_caret_of(overlay))))]
        plain = is_plain(text, row.start, end, lines=True)
        inks = self._inks(row.start, end, ink, overlay, plain)
        used = 0
        segments: list[Segment] = []
        for start, stop, piece in inks:
            part = text[start:stop]
            if overlay.labels:
                shown_text = self._label(start, stop, overlay)
            else:  # in a plain row nothing but a break of lines looks otherwise than it is written
                shown_text = part.replace("\n", " ") if plain else shown(part)
            used += stop - start if plain else cells_of(part)
            segments.append(Segment(shown_text, self._looks.style(piece)))
        return used, segments

    def _inks(
        self, start: int, end: int, ink: Ink, overlay: Overlay, plain: bool
    ) -> list[tuple[int, int, Ink]]:
        page = self._page
        stretches = page.highlights.stretches(start, end)
        inlines = page.inlines.touching(start, end)
        matches = page.matches.touching(start, end) if overlay is not _NOTHING else []
        lens = None if page.lens is None else page.lens.touching(start, end)
        spans = [*matches, *(i.span for i in inlines), *(lens or ())]
        spans += [s for s in (overlay.selected, overlay.caret, overlay.current) if s is not None]
        spans += [Span(stretch.start, stretch.end) for stretch in stretches]
        spans += [Span(offset, offset + 1) for offset in overlay.labels if start <= offset < end]
        if not spans:
            return [(start, end, ink if lens is None else ink._replace(dimmed=True))]
        cuts = {start, end}
        for span in spans:
            cuts.update((max(start, min(end, span.start)), max(start, min(end, span.end))))
        if not plain:
            cuts = self._whole(start, end, cuts)
        found = []
        at = 0
        for a, b in pairwise(sorted(cuts)):
            while at < len(stretches) and stretches[at].end <= a:
                at += 1
            shade = stretches[at].shade if at < len(stretches) and stretches[at].start < b else None
            lit = lens is not None and any(span.holds(a) for span in lens)
            piece = ink._replace(
                shade=shade,
                inlines=tuple(i.kind for i in inlines if i.span.start <= a < i.span.end),
                dimmed=ink.dimmed if lens is None else not lit,
                lit=lit,
            )
            if overlay is not _NOTHING:
                found_here = next((span for span in matches if span.holds(a)), None)
                level = 0 if found_here is None else 2 if found_here.holds(page.caret) else 1
                piece = piece._replace(
                    match=level,
                    current=overlay.current is not None and overlay.current.holds(a),
                    selected=overlay.selected is not None and overlay.selected.holds(a),
                    caret=_caret_of(overlay) if overlay.caret is not None and overlay.caret.holds(a) else 0,
                )
                if a in overlay.labels:
                    piece = Ink("label")
            found.append((a, b, piece))
        return found

    def _whole(self, start: int, end: int, cuts: set[int]) -> set[int]:
        """The cuts moved back to where a cluster begins: half a cluster cannot be drawn."""
        layout = self._page.layout
        row = layout.row(layout.row_at(start))
        starts = [cluster.start for cluster in layout.clusters(row)]
        return {cut if cut == end else starts[max(0, bisect_right(starts, cut) - 1)] for cut in cuts}

    def _label(self, start: int, stop: int, overlay: Overlay) -> str:
        text = self._page.text[start:stop]
        letter = overlay.labels.get(start)
        if letter is None:
            return shown(text)
        return letter + " " * (cells_of(text) - 1)

    def _echoes(self, row: Row, used: int) -> list[Segment]:
        """At the right of the measure, in how many other places the passages beginning here appear."""
        echoes = self._page.echoes
        if not echoes:
            return []
        low = bisect_left(echoes, (row.start, 0))
        high = bisect_left(echoes, (row.end, 0))
        count = max((count for _, count in echoes[low:high]), default=0)
        at = max(self._frame.measure, used)
        if not count or self._frame.left + at + ECHO_CELLS > self._frame.width - 1:
            return []
        room = self._blank(at - used)
        return [room, Segment(f"{min(count, 999):>{ECHO_CELLS - 1}} ", self._part("echo"))]

    # Whole rows

    def _part(self, name: str) -> Style:
        return self._looks.parts[name]

    def _blank(self, cells: int) -> Segment:
        return Segment(" " * max(0, cells), self._looks.parts["text"])

    def _strip(self, segments: list[Segment], thumb: bool) -> Strip:
        width = self._frame.width
        room = width - 1
        kept = [segment for segment in segments if segment.text]
        used = sum(segment.cell_length for segment in kept)
        if used > room:
            strip = Strip(kept).crop(0, room)
            kept, used = list(strip), strip.cell_length
        end = Segment(_THUMB, self._part("thumb")) if thumb else Segment(" ", self._part("track"))
        return self._finished(Whole([*kept, self._blank(room - used), end], width))


_NOTHING: Final = Overlay()


def _holds(row: Row, offset: int) -> bool:
    return row.start <= offset < row.end or offset == row.start


def _caret_of(overlay: Overlay) -> int:
    return 1 if overlay.focused else 2
