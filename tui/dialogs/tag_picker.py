"""Picking tags: type to find, tick several, create what does not exist; gives the paths or None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from annotations.model import Tag, tag_path
from corpus.clean import clean_line
from styles.palette import look
from tui.actions import bindings
from tui.dialogs.frame import Dialog
from tui.dialogs.tag_match import is_above, is_named, near_identical, ranked
from tui.text import shown_line

_MOST: Final = 60
_AROUND: Final = 13  # rows of the frame that are not the list


class TagPicker(Dialog[tuple[str, ...] | None]):
    """The tags of a passage.

    ``Enter`` adds the tag under the cursor to what is ticked, and closes; ``Tab`` ticks or unticks
    and stays, and so does ``Space`` while nothing is typed. A tag goes only by being unticked. The
    result holds the tags chosen before first, in their order; paths that no tag has are new.

    Args:
        tags: All tags there are.
        chosen: Paths that the passage has now.
        recent: Paths last used, newest first; they are listed first.
        counts: Passages by path.
        quotation: The passage, shown above.
    """

    TITLE_TEXT = "Tags"
    CONTEXT = "picker"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("picker"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(
        self,
        tags: Sequence[Tag],
        *,
        chosen: Sequence[str] = (),
        recent: Sequence[str] = (),
        counts: Mapping[str, int] | None = None,
        quotation: str = "",
    ) -> None:
        super().__init__()
        self._tags = {tag.path.casefold(): tag for tag in tags}
        self._recent = tuple(recent)
        self._ticked: dict[str, str] = {path.casefold(): path for path in chosen}
        self._counts = {path.casefold(): count for path, count in (counts or {}).items()}
        self._quotation = quotation
        self._chosen = not chosen  # whether Enter means the tag under the cursor too
        self._rows: tuple[str, ...] = ()
        self._column = min(40, max((cell_len(tag.path) for tag in tags), default=0))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Shows how many passages carry each tag, once that is known."""
        self._counts = {path.casefold(): count for path, count in counts.items()}
        if self.is_mounted:
            cursor = self.query_one(OptionList).highlighted
            self._refill()
            self.query_one(OptionList).highlighted = cursor

    @property
    def ticked(self) -> tuple[str, ...]:
        """The tags as they stand, in order."""
        return tuple(self._ticked.values())

    @property
    def rows(self) -> tuple[str, ...]:
        """The paths on show; one that would be created stands before all that are there."""
        return self._rows

    def body(self) -> ComposeResult:
        """The quotation, the query, the tags and a line that counts or warns."""
        if self._quotation:
            yield Static(shown_line(self._quotation), classes="quotation")
        yield _Query(placeholder="find a tag, or name a new one", id="query", compact=True)
        tags = OptionList(id="tags", compact=True)
        tags.can_focus = False
        yield tags
        yield Static(id="remark")

    def on_mount(self) -> None:
        """Shows all tags and waits for typing."""
        self.query_one(_Query).focus()
        # One height from the start, so that the dialog does not move under the eye while typing.
        rows = max(4, min(14, len(self._tags) + 1))
        self.query_one("#frame").styles.height = rows + (_AROUND if self._quotation else _AROUND - 3)
        self._refill()

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self._chosen = self._chosen or bool(self._query)
        self._refill()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.action_accept()

    @on(OptionList.OptionSelected, "#tags")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick()

    def action_move(self, rows: int) -> None:
        """Moves the cursor, round the ends when by one row."""
        tags = self.query_one(OptionList)
        if not tags.option_count:
            return
        self._chosen = True
        place = (tags.highlighted or 0) + rows
        if abs(rows) > 1:
            place = max(0, min(tags.option_count - 1, place))
        tags.highlighted = place % tags.option_count

    def action_tick(self) -> None:
        """Ticks or unticks the tag under the cursor, and clears the query for the next one."""
        path = self._under_cursor()
        if not path:
            return
        if self._ticked.pop(path.casefold(), None) is None:
            self._ticked[path.casefold()] = path
        place = self.query_one(OptionList).highlighted
        if self._query:
            with self.prevent(Input.Changed):
                self.query_one(_Query).value = ""
            place = 0
        self._refill(place or 0)
        self._chosen = False

    def action_accept(self) -> None:
        """Closes with what is ticked, and the tag under the cursor where one was looked for."""
        path = self._under_cursor()
        if path and self._chosen:
            self._ticked.setdefault(path.casefold(), path)
        self.dismiss(self.ticked)

    @property
    def _query(self) -> str:
        return tag_path(self.query_one(_Query).value)

    def _under_cursor(self) -> str:
        place = self.query_one(OptionList).highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else ""

    def _refill(self, cursor: int | None = None) -> None:
        """Shows what answers to the query; without ``cursor`` it goes to what Enter is to take."""
        query = self._query
        known = [*self._tags.values()]
        # A tag that was made up here a moment ago stays on show.
        known += [
            Tag(id="", path=path, colour="gray")
            for key, path in self._ticked.items()
            if key not in self._tags
        ]
        found = ranked(query, known, self._recent)
        fresh = query if query and query.casefold() not in {tag.path.casefold() for tag in known} else ""
        near = near_identical(fresh, (tag.path for tag in known)) if fresh else ""
        shown = found[:_MOST]
        rows = [(tag.path, Option(self._line(tag))) for tag in shown]
        # A new name is taken by its word, unless the name of a tag that is there begins with it; what is
        # typed in full is not the beginning of a sub-tag.
        named = bool(found) and is_named(query, found[0]) and not is_above(query, known)
        if fresh:
            rows.insert(0, (fresh, Option(_creation(fresh, near))))
            cursor = int(named) if cursor is None else cursor
        self._rows = tuple(path for path, _ in rows)
        options = [option for _, option in rows]
        tags = self.query_one(OptionList)
        tags.clear_options()
        tags.add_options(options)
        tags.highlighted = min(cursor or 0, len(options) - 1) if options else None
        self.query_one("#remark", Static).update(_remark(len(found), fresh, near, named=named))

    def _line(self, tag: Tag) -> Content:
        """Tick, digit, colour, path, count, description, in columns."""
        tick = "✓ " if tag.path.casefold() in self._ticked else "  "
        path = shown_line(tag.path, 60)
        return Content.assemble(
            (tick, "bold $success"),
            (f"{tag.pinned or ' '} ", "$footer-key-foreground"),
            ("▌", look(tag.colour, self.app.current_theme).bar),
            path,
            " " * max(0, self._column - path.cell_length),
            (f"{self._counts.get(tag.path.casefold()) or '':>5}  ", "$quiet"),
            (clean_line(tag.description, 120), "$quiet"),
        )


class _Query(Input):
    """An input where a blank at the very start ticks, since no tag begins with one."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and not self.value and isinstance(self.screen, TagPicker):
            event.stop()
            event.prevent_default()
            self.screen.action_tick()
            return
        await super()._on_key(event)


def _creation(fresh: str, near: str) -> Content:
    line = Content.assemble(("  + ", "bold $success"), " create “", shown_line(fresh, 80), "”")
    return line + Content.styled(f"  very like “{clean_line(near, 60)}”", "$warning") if near else line


def _remark(found: int, fresh: str, near: str, *, named: bool) -> Content:
    if near:
        words = f"“{clean_line(near, 60)}” exists: is it the same?"
        return Content.styled(words, "$warning")
    if fresh and found and not named:
        return Content.styled(f"no tag is called that; ↓ goes to {_count(found)} that may be meant", "$quiet")
    if fresh and found:
        return Content.styled(f"{_count(found)} like it; ↑ goes to “create”", "$quiet")
    if fresh:
        return Content.styled("no such tag yet", "$quiet")
    more = f", the first {_MOST} shown" if found > _MOST else ""
    return Content.styled(f"{_count(found)}{more}", "$quiet")


def _count(number: int) -> str:
    return "1 tag" if number == 1 else f"{number} tags"
