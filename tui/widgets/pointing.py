"""The mouse on the page: place the caret, drag a selection, press a highlight, pull the scroll thumb."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from textual import events
from textual.geometry import Offset
from textual.timer import Timer

from tui.page.selection import Unit
from tui.widgets.reading import Reading

_UNITS: Final = {2: Unit.WORD, 3: Unit.PARAGRAPH}  # what so many presses in a row select by
_PULL_PAUSE: Final = 1 / 20  # seconds between two rows scrolled while the mouse is held at an edge


class Pointing(Reading, inherit_bindings=False):
    """A page that can be pointed at. The mouse is captured while a button is held."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._pressed: int | None = None  # offset where the button went down
        self._dragged = False
        self._presses = 0  # in a row at one place
        self._last_press = (0.0, Offset(-1, -1))
        self._on_thumb = False
        self._pull: Timer | None = None
        self._pointer = Offset(0, 0)

    def offset_at(self, x: int, y: int) -> int:
        """The offset of the character at a cell of the view, the nearest one where there is none."""
        layout = self._page.layout
        number = self._top - self._head + max(0, min(y, self.size.height - 1))
        if number < 0:
            return 0
        row = layout.row(min(number, layout.rows - 1))
        return layout.offset_at(row, x - self._frame.left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a drag would begin."""
        if event.button != 1 or not self.size:
            return
        self.capture_mouse()
        self._on_thumb = event.x >= self.size.width - 1 and self.max_scroll_y > 0
        if self._on_thumb:
            self._pull_thumb(event.y)
            return
        self._pressed = self.offset_at(event.x, event.y)
        self._dragged = False
        self._count_press(event)
        pressed = self._pressed
        if self._page.selection is not None:
            self._change(self._page.let_go, follow=False)
        self._change(lambda: self._page.place(pressed), follow=False)

    def _count_press(self, event: events.MouseDown) -> None:
        """The toolkit counts clicks once the button is up; a drag has to know while it is down."""
        time, place = self._last_press
        again = event.time - time <= self.app.CLICK_CHAIN_TIME_THRESHOLD and event.offset == place
        self._presses = self._presses + 1 if again else 1
        self._last_press = (event.time, event.offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to here: by characters, words or paragraphs."""
        if self._on_thumb:
            self._pull_thumb(event.y)
            return
        if self._pressed is None:
            return
        self._pointer = Offset(event.x, event.y)
        self._drag_to(self._pointer)
        beyond = event.y < 0 or event.y >= self.size.height
        if beyond and self._pull is None:
            self._pull = self.set_interval(_PULL_PAUSE, self._pull_on)
        elif not beyond:
            self._stop_pull()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        self.release_mouse()
        self._stop_pull()
        self._pressed = None
        self._on_thumb = False

    def on_click(self, event: events.Click) -> None:
        """Press a highlight; twice: select a word; three times: a paragraph."""
        if self._dragged or event.x >= self.size.width - 1 or self._top + event.y < self._head:
            return
        echo = self._echo_at(event.x, event.y)
        if echo is not None:
            if event.chain == 1:
                self.post_message(self.EchoPressed(echo))
            return
        offset = self.offset_at(event.x, event.y)
        page = self._page
        if event.chain == 2:
            self._change(lambda: page.select_span(page.word(offset), Unit.WORD), follow=False)
        elif event.chain == 3:
            self._change(lambda: page.select_span(page.paragraph(offset), Unit.PARAGRAPH), follow=False)
        elif event.chain == 1:
            marks = page.highlights.index.at(offset)
            if marks and self._is_on_text(event.x, event.y):
                self.post_message(self.MarkPressed(marks[0].id))

    def _echo_at(self, x: int, y: int) -> int | None:
        """Where the passage begins whose count stands at a cell of the view."""
        number = self._top - self._head + y
        if x < self._frame.left + self._frame.measure or number >= self._page.layout.rows:
            return None
        echo = self._echo_on(number)
        return echo[0] if echo else None

    def echo_beside(self, offset: int) -> int:
        """The count that stands beside the row of an offset; 0 for none."""
        echo = self._echo_on(self._page.layout.row_at(offset)) if self._page.echoes else None
        return echo[1] if echo else 0

    def _echo_on(self, number: int) -> tuple[int, int] | None:
        row, echoes = self._page.layout.row(number), self._page.echoes
        at = bisect_left(echoes, (row.start, 0))
        return echoes[at] if at < len(echoes) and echoes[at][0] < row.end else None

    def _is_on_text(self, x: int, y: int) -> bool:
        layout = self._page.layout
        row = layout.row(self._top - self._head + y)
        first, end = self._frame.left, layout.cell_of(row, layout.visible_end(row))
        return 0 <= x - first < end

    def _drag_to(self, pointer: Offset) -> None:
        pressed = self._pressed
        head = self.offset_at(*pointer)
        if pressed is None or (not self._dragged and head == pressed):
            return
        self._dragged = True
        unit = _UNITS.get(self._presses, Unit.CHARACTER)
        self._change(lambda: self._page.drag(pressed, head, unit), follow=False)

    def _pull_on(self) -> None:
        """Scroll towards the pointer while it is held beyond an edge."""
        rows = 1 if self._pointer.y > 0 else -1
        self._lead_to_row(self._top + rows)
        self._drag_to(self._pointer)

    def _stop_pull(self) -> None:
        if self._pull is not None:
            self._pull.stop()
            self._pull = None

    def _pull_thumb(self, y: int) -> None:
        share = max(0.0, min(1.0, y / max(1, self.size.height - 1)))
        self._scroll_row(round(share * self.max_scroll_y))
