"""The one line at the foot: where you are, whether all is saved, and the most important keys."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import ClassVar, Final, NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.timer import Timer

from corpus.clean import clean_line
from tui.actions import BY_ID, footer_for, footer_word, key_name, keys_of
from tui.text import shown_line
from tui.widgets.article_row import shown_minutes
from tui.widgets.celltext import cells
from tui.widgets.one_line import OneLine

_GAP: Final = 2
_HEADING_LEAST: Final = 8
_STICKY_LEAST: Final = 78
_STICKY_ALL: Final = 110  # cells of a line from which tags at hand go before the lesser keys
_KEYS_KEPT: Final = 4  # keys that a line of that width has at least
_STICKY_SHORT: Final = 14  # cells that they have before keys, in a line that is shorter
_NOTICE_MOST: Final = 32  # cells for which keys give way to a notice
_SPEAKER_MOST: Final = 16  # more for who speaks before one
_LASTS: Final = 5.0  # seconds
_STEPS: Final = ("next_pane", "previous_pane")  # as much a movement as those of the group for reading


class Saved(Enum):
    """What is on disk, as the reader is told: words, and the style they stand in."""

    SAVED = ("saved", "quiet")
    SAVING = ("saving …", "quiet")
    NOT_SAVED = ("NOT SAVED", "alarm")
    CHANGED = ("changed elsewhere", "warning")
    NEWER = ("read-only: newer version", "warning")
    READ_ONLY = ("read-only", "warning")


class _Key(NamedTuple):
    """One key of the footer and the cells it takes, for the mouse."""

    start: int
    end: int
    key: str


class StatusFooter(OneLine):
    """Status at the left, at most eight keys at the right, all from plain attributes.

    Nothing is mounted or styled anew when the focus moves: setting ``context`` repaints one line.

    Attributes:
        context: A context of the registry, whose footer is shown.
        keymap: The user's own keys, action id to comma-separated keys.
        without: Ids of actions that are not to be had here, such as `tui.available.missing`.
        percent: How far the reader is, 0 to 100; None for no document.
        minutes: Minutes left to read; None if that is not known.
        heading: The heading above the caret.
        speaker: Who speaks under the caret, in place of the heading; empty for nobody.
        lens: The lens that is looked through and how much it shows; empty for none.
        saved: What is on disk.
        notice: A sentence that stands in place of the heading for a few seconds, or until `key_came`.
        sticky: The tags that the next highlight gets, as display text.
    """

    DEFAULT_CSS = """
    StatusFooter { height: 1; width: 100%; padding: 0 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "footer--key",
        "footer--quiet",
        "footer--warning",
        "footer--alarm",
    }

    context: reactive[str] = reactive("global")
    keymap: reactive[Mapping[str, str]] = reactive(dict)
    without: reactive[frozenset[str]] = reactive(frozenset[str]())
    percent: reactive[int | None] = reactive(None)
    minutes: reactive[int | None] = reactive(None)
    heading: reactive[str] = reactive("")
    speaker: reactive[str] = reactive("")
    lens: reactive[str] = reactive("")
    saved: reactive[Saved] = reactive(Saved.SAVED)
    notice: reactive[str] = reactive("")
    sticky: reactive[Content] = reactive(Content())

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._keys: tuple[_Key, ...] = ()
        self._names: list[tuple[str, Content]] | None = None  # of the keys; most repaints change none
        self._fading: Timer | None = None

    def watch_context(self) -> None:
        """Other keys work."""
        self._names = None

    watch_keymap = watch_without = watch_context

    def notify_style_update(self) -> None:
        """The keys stand in other colours."""
        super().notify_style_update()
        self._names = None

    def watch_notice(self, notice: str) -> None:
        """Let a notice go by itself."""
        if self._fading is not None:
            self._fading.stop()
        self._fading = self.set_timer(_LASTS, self.fade) if notice else None

    def fade(self) -> None:
        """The notice was read."""
        self.notice = ""

    def key_came(self, key: str) -> None:
        """A key is about to act: what was said of the action before goes, unless it only moves."""
        if not self.notice:
            return
        bound = self.screen.active_bindings.get(key)
        action = BY_ID.get(bound.binding.id or "") if bound is not None else None
        if action is not None and action.group != "Reading" and action.id not in _STEPS:
            self.fade()

    def render(self) -> Content:
        """The line, as wide as the widget."""
        width = self.content_size.width
        left = self._status()
        room = width - left.cell_length - (_GAP if left else 0)
        most = _NOTICE_MOST + (_SPEAKER_MOST if self.speaker else 0)
        notice = min(cells(self._noted()), most)
        notice += _GAP if notice else 0
        least = self._least() if width >= _STICKY_ALL else 0
        sticky = self._at_hand(width, room - least - notice - _GAP)
        room -= sticky.cell_length + _GAP if sticky else 0
        notice = min(notice, max(0, room - least))
        # What was just asked for, and who speaks, come before the lesser keys.
        right, self._keys = self._shortcuts(max(0, room - notice), max(0, room), width)
        if sticky:
            free = width - right.cell_length - left.cell_length - notice - 2 * _GAP
            sticky = self.sticky.truncate(max(sticky.cell_length, free), ellipsis=True)
            left = Content.assemble(left, " " * _GAP, sticky) if left else sticky
        left = self._extended(left, width - right.cell_length - _GAP)
        gap = max(0, width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)

    def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does."""
        cell = event.get_content_offset(self)
        for key in self._keys:
            if cell is not None and key.start <= cell.x < key.end:
                event.stop()
                self.app.simulate_key(key.key)

    def _style(self, name: str) -> Style:
        return self.get_visual_style(f"footer--{name}", partial=True)

    def _status(self) -> Content:
        """What must be seen at any width: the saving state if it is not quiet, and the place."""
        words, tone = self.saved.value
        parts = [] if tone == "quiet" else [Content.styled(words, self._style(tone))]
        if self.percent is not None:
            parts.append(Content(f"{max(0, min(100, self.percent))} %"))
        if self.minutes is not None:
            minutes = f"{shown_minutes(self.minutes)} left" if self.minutes > 0 else "at the end"
            parts.append(Content.styled(minutes, self._style("quiet")))
        if self.lens:
            parts.append(shown_line(self.lens))
        return Content(" " * _GAP).join(parts)

    def _at_hand(self, width: int, most: int) -> Content:
        """What is seen at least of the tags at hand: keys give way to it in a wide line only, and not all."""
        if width < _STICKY_LEAST:
            return Content()
        room = max(_STICKY_SHORT, most) if width >= _STICKY_ALL else _STICKY_SHORT
        return self.sticky.truncate(room, ellipsis=True)

    def _least(self) -> int:
        """Cells of the keys that stay in a wide line: the first ones, and the last."""
        keys = self._named()
        kept = [*keys[: _KEYS_KEPT - 1], *keys[-1:]] if len(keys) > _KEYS_KEPT else keys
        return sum(part.cell_length + _GAP for _, part in kept) - _GAP

    def _noted(self) -> str:
        """Who speaks, and what is said for a while."""
        notice, speaker = clean_line(self.notice), clean_line(self.speaker)
        if speaker:
            return f"{speaker} · {notice}" if notice else f"“…” {speaker}"
        return notice

    def _extended(self, left: Content, room: int) -> Content:
        """``left`` with notice or heading and the quiet saving state, as far as there is room."""
        sep = " " * _GAP
        text = self._noted() or (f"§ {clean_line(self.heading)}" if self.heading else "")
        words, tone = self.saved.value
        quiet = Content.styled(words, self._style(tone)) if tone == "quiet" else Content()
        free = room - left.cell_length - _GAP
        # A heading is shortened before it goes unsaid that all is saved; a speaker and a notice are not.
        kept = quiet.cell_length + _GAP if quiet and not self._noted() and free >= quiet.cell_length else 0
        if text and free - kept >= _HEADING_LEAST:
            extra = shown_line(text).truncate(free - kept, ellipsis=True)
            left = Content.assemble(left, sep, extra) if left else extra
            free -= extra.cell_length + _GAP
        if quiet and free >= quiet.cell_length:
            left = Content.assemble(left, sep, quiet) if left else quiet
        return left

    def _named(self) -> list[tuple[str, Content]]:
        """The keys of the context that can be had here, with their words."""
        if self._names is not None:
            return self._names.copy()
        shown = []
        for action in footer_for(self.context):
            keys = keys_of(action, self.keymap)
            if not keys or action.id in self.without:
                continue
            name = Content.styled(key_name(keys[0]), self._style("key"))
            label = Content.styled(f" {footer_word(action, self.context)}", self._style("quiet"))
            shown.append((keys[0], name + label))
        self._names = shown
        return shown.copy()

    def _shortcuts(self, room: int, last: int, width: int) -> tuple[Content, tuple[_Key, ...]]:
        """Keys that fit in ``room`` cells, ending at ``width``; the last stays if ``last`` cells hold it."""
        shown = self._named()
        while len(shown) > 1 and sum(part.cell_length + _GAP for _, part in shown) - _GAP > room:
            del shown[-2]
        if not shown or shown[0][1].cell_length > last:
            return Content(), ()
        line = Content(" " * _GAP).join(part for _, part in shown)
        start, places = width - line.cell_length, []
        for key, part in shown:
            places.append(_Key(start, start + part.cell_length, key))
            start += part.cell_length + _GAP
        return line, tuple(places)
