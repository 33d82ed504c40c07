"""The view of a page: what part of it is on the screen, drawn line by line, and kept in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from corpus.document import Document
from corpus.span import Span
from tui.measure import USUAL
from tui.page.frame import Frame
from tui.page.looks import PARTS, Colour, Looks
from tui.page.page import EMPTY, Page
from tui.page.paint import Overlay, Painter
from tui.page.whole import Whole
from tui.page.widths import warm
from tui.widgets.focusing import Focusing

_WARM: Final = 1.5  # seconds after the first frame, when its own work is done
_SLICE: Final = 0.004  # seconds of wrapping in one go
_PAUSE: Final = 1 / 30  # seconds between two goes
_PARTIAL: Final = frozenset(("link",))
_CONTEXT_ROWS: Final = 2  # kept in view above and below the caret


def _sentence_at(document: Document, offset: int) -> Span:
    from corpus.sentences import sentence_at

    return sentence_at(document, offset)


def _paragraph_at(document: Document, offset: int) -> Span:
    from corpus.sentences import paragraph_at

    return paragraph_at(document, offset)


def _no_colour(name: str) -> tuple[str, str]:
    return ("ansi_yellow", "ansi_black") if name else ("", "")


class PageView(Focusing, ScrollView, inherit_bindings=False):
    """Draws a `Page`. Rows are numbered from the first row of the document's head, which is 0.

    Takes no padding and no border: the lines it draws are as wide as it is.
    """

    ALLOW_SELECT = False
    GUTTER: ClassVar[int] = 0
    """Cells before the text at least; 0 for as many as there is room for."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{name}" for name in PARTS}

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.sentence_at = _sentence_at
        self.paragraph_at = _paragraph_at
        self._page = self._page_of(EMPTY)
        self._measure = USUAL
        self._colour: Colour = _no_colour
        self._looks: Looks | None = None
        self._painter: Painter | None = None
        self._frame = Frame.of(0, self._measure, self.GUTTER)
        self._anchor: int | None = None  # offset that stays at the top when the layout changes
        self._leading = False  # whether the caret leads the view
        self._labels: Mapping[int, str] = {}
        self._unseen = False  # whether the caret has yet to be brought into view
        self._rest: Timer | None = None

    def _page_of(self, document: Document) -> Page:
        return Page(
            document,
            sentence_at=lambda doc, offset: self.sentence_at(doc, offset),
            paragraph_at=lambda doc, offset: self.paragraph_at(doc, offset),
        )

    @property
    def page(self) -> Page:
        """The text that is shown, with what is marked in it."""
        return self._page

    def on_mount(self) -> None:
        """Have ready what a page may need, once the first one is out."""
        self.set_timer(_WARM, warm)

    # Looks

    @property
    def colour(self) -> Colour:
        """Maps the name of a mark's colour to its background and foreground."""
        return self._colour

    @colour.setter
    def colour(self, colour: Colour) -> None:
        self._colour = colour
        self._restyle()

    def refresh_focus(self) -> None:
        """Draw the caret as one that keys move, or do not."""
        self._refresh_spans(Span(self._page.caret, self._page.caret))

    def notify_style_update(self) -> None:
        """Drop the styles that were resolved for the theme before."""
        super().notify_style_update()
        self._restyle()

    def _restyle(self) -> None:
        self._looks = None
        self._painter = None
        if self.is_mounted:
            self.refresh()

    def _make_looks(self) -> Looks:
        parts: dict[str, Style] = {"text": self.rich_style}
        for part in PARTS[1:]:
            parts[part] = self.get_component_rich_style(f"reader--{part}", partial=part in _PARTIAL)
        # Its ink alone, blended with the page's ground: asked for partially it would not be blended.
        parts["dimmed"] = Style(color=parts["dimmed"].color)
        few = self.app.console.color_system in ("standard", "windows")
        return Looks(parts, self._colour, plain=self.app.no_color or few)

    def _brush(self) -> Painter:
        if self._looks is None:
            self._looks = self._make_looks()
        if self._painter is None:
            self._painter = Painter(self._page, self._looks, self._frame, self._filtered)
        return self._painter

    # What is in view

    @property
    def _head(self) -> int:
        return len(self._page.header_rows)

    @property
    def _top(self) -> int:
        return round(self.scroll_y)

    @property
    def rows(self) -> int:
        """Rows of the head and the text; an estimate until all of it has been wrapped."""
        return self._head + self._page.layout.rows

    @property
    def max_scroll_y(self) -> int:
        """The greatest row that can be at the top."""
        return max(0, self.rows - self.size.height)

    @property
    def allow_vertical_scroll(self) -> bool:
        """Always: the view draws its own scroll thumb."""
        return not self._check_disabled()

    @property
    def top_offset(self) -> int:
        """Offset of the first code point in view."""
        if self._anchor is not None:
            return self._anchor
        return self._page.layout.row(max(0, self._top - self._head)).start

    @property
    def bottom_offset(self) -> int:
        """Offset after the last code point in view."""
        number = max(0, self._top - self._head + self.size.height - 1)
        if self._top + self.size.height <= self._head:
            return 0
        return self._page.layout.row(min(number, self._page.layout.rows - 1)).end

    def _fit(self) -> None:
        """Lay the page out for the size it has, with what stands at the top kept there."""
        frame = Frame.of(self.size.width, self._measure, self.GUTTER)
        if frame == self._frame or not self.size.width:
            return
        in_head = self._top < self._head or not self._top
        anchor = self.top_offset
        self._frame = frame
        self._painter = None
        self._page.fit(frame.room, frame.measure)
        if in_head:
            self._set_top(min(self._top, self._head))
        else:
            self._set_top(self._head + self._page.layout.row_at(anchor))
            self._settle()
            self._anchor = anchor
        if self._unseen and self.size.height:
            self._bring_into_view(self._page.caret)
        self._wrap_rest()

    def _set_top(self, top: int) -> None:
        """Change the number of the row at the top without drawing anything."""
        self.set_scroll(None, top)
        self.set_reactive(PageView.scroll_target_y, top)

    def _settle(self) -> None:
        """Wrap what is near the view, so that numbers hold for the next move."""
        top = max(0, self._top - self._head)
        moved = self._page.layout.settle(top, max(1, self.size.height)) - top
        if moved:
            self._set_top(self._top + moved)

    def _scroll_row(self, top: int) -> None:
        """Bring a row to the top."""
        self.scroll_target_y = self.scroll_y = max(0, min(top, self.max_scroll_y))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the numbers right and draw what is in view now."""
        if round(old_value) == round(new_value):
            return
        self._anchor = None
        self._settle()
        self.refresh()
        self._view_moved()

    def _view_moved(self) -> None:
        """Called after another part of the page came into view."""

    def _wrap_rest(self) -> None:
        if self._rest is None and self.is_mounted and not self._page.layout.complete:
            self._rest = self.set_interval(_PAUSE, self._wrap_more)

    def _wrap_more(self) -> None:
        anchor = self.top_offset
        in_text = self._top >= self._head
        remaining = self._page.layout.wrap_some(_SLICE)
        if in_text:
            kept = self._anchor
            self._set_top(self._head + self._page.layout.row_at(anchor))
            self._anchor = kept
        if not remaining and self._rest is not None:
            self._rest.stop()
            self._rest = None
            self._scroll_row(self._top)
            self.refresh()

    def _bring_into_view(self, offset: int, *, centre: bool = False) -> None:
        """Scroll as little as it takes to show ``offset``, or so that it stands a third from the top."""
        height = self.size.height
        self._unseen = not height
        if not height:
            return
        self._fit()
        number = self._page.layout.row_at(offset)
        row, top = number + self._head, self._top
        near = min(_CONTEXT_ROWS, (height - 1) // 2)
        if number <= near and row < height:
            top = 0
        elif centre or not top - height < row < top + 2 * height:
            top = row - height // 3
        elif row < top + near:
            top = row - near
        elif row >= top + height - near:
            top = row - height + 1 + near
        self._lead_to_row(top)

    def _lead_to_row(self, top: int) -> None:
        """Bring a row to the top on behalf of the caret, which follows by itself."""
        self._leading = True
        try:
            self._scroll_row(top)
        finally:
            self._leading = False

    # Drawing

    def _overlay(self) -> Overlay:
        """What lies over the page at the moment."""
        return Overlay()

    def on_resize(self) -> None:
        """Lay the page out again."""
        self._fit()
        self._scroll_row(self._top)

    def render_line(self, y: int) -> Strip:
        """The line at ``y`` of the view."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the view within ``crop``."""
        if not self.size:
            return [Strip.blank(crop.width, self.rich_style)] * crop.height
        self._fit()
        strips = self._lines(crop.y, crop.bottom)
        if crop.x or crop.width != self._frame.width:
            style = self.rich_style
            strips = [strip.crop_extend(crop.x, crop.right, style) for strip in strips]
        return strips

    def _filtered(self, strip: Whole) -> Strip:
        return strip.through(self.get_line_filters(), self.background_colors[1])

    def _lines(self, first: int, last: int) -> list[Strip]:
        brush, overlay = self._brush(), self._overlay()
        layout, head, top = self._page.layout, self._head, self._top
        thumb_from, thumb_to = self._thumb()
        strips = []
        for y in range(first, last):
            thumb = thumb_from <= y < thumb_to
            number = top + y
            if number < head:
                strips.append(brush.head(number, thumb))
            elif number - head < layout.rows:
                strips.append(brush.row(layout.row(number - head), thumb, overlay))
            else:
                strips.append(brush.blank(thumb))
        return strips

    def _thumb(self) -> tuple[int, int]:
        """First line of the scroll thumb and the one after its last; equal if all is in view."""
        height, rows = self.size.height, self.rows
        if rows <= height:
            return 0, 0
        size = max(1, height * height // rows)
        start = round(self._top / max(1, rows - height) * (height - size))
        return start, start + size

    def _refresh_spans(self, *spans: Span | None) -> None:
        """Draw again the lines in view that touch the spans, and nothing else."""
        layout, height = self._page.layout, self.size.height
        if not height:
            return
        start, end = self.top_offset, self.bottom_offset
        regions = []
        for span in spans:
            if span is None or span.end < start or span.start > end:
                continue
            first = layout.row_at(max(span.start, start)) + self._head - self._top
            last = layout.row_at(min(max(span.start, span.end - 1), end)) + self._head - self._top
            if last >= 0 and first < height:
                first, last = max(0, first), min(height - 1, last)
                regions.append(Region(0, first, self.size.width, last - first + 1))
        if regions:
            self.refresh(*regions)
