"""The history on the screen: every change by name, and what the newest undo would take back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from textual import on
from textual.content import Content

from annotations.usecases.history import Entry, Standing
from tui.screens.study import Study
from tui.text import shown_line
from tui.widgets.article_row import shown_date
from tui.widgets.history_list import HistoryList, HistoryRow
from tui.work import Job

if TYPE_CHECKING:
    from tui.screens.library.studying import Studying

_CHUNK: Final = 200
_SAID: Final = 12


class HistoryScreen(Study):
    """Every change, newest first. Older ones are read when the list comes near its end."""

    CONTEXT = "history"
    WIDE = 100

    def __init__(self, desk: Studying) -> None:
        super().__init__(desk)
        self.entries: dict[str, Entry] = {}
        self.tags_only = False
        self._older: Iterator[Entry] = iter(())
        self._asked = False

    def list_widget(self) -> HistoryList:
        """A new list for the changes, which names the key of undo."""
        found = HistoryList(id="items")
        found.undo = self.key("undo")
        return found

    @property
    def changes(self) -> HistoryList:
        """The list that is on the screen."""
        return self.query_one(HistoryList)

    def fetch(self) -> tuple[Iterator[Entry], list[Entry]]:
        """The newest changes, as many as are on the screen now, and where the older ones come from."""
        older = self.workspace.history_entries()
        return older, list(islice(older, max(_CHUNK, len(self.entries))))

    def show(self, found: tuple[Iterator[Entry], list[Entry]]) -> None:
        """Put the newest changes into the list."""
        self._older, newest = found
        self.entries = {}
        self.changes.complete = False
        self._add(newest, enough=max(_CHUNK, len(newest)))

    def _add(self, entries: list[Entry], enough: int = _CHUNK) -> None:
        self.entries.update((_key(entry), entry) for entry in entries)
        self.changes.complete = len(entries) < enough
        self._asked = False
        self._put()

    def _put(self) -> None:
        wanted = (entry for entry in self.entries.values() if entry.tags or not self.tags_only)
        self.changes.tags_only = self.tags_only
        self.changes.rows = [_row(entry) for entry in wanted]
        self.changes.refresh()
        if self.changes.wants_more:
            self._more()

    @on(HistoryList.NearEnd)
    def _more(self) -> None:
        if self._asked or self.changes.complete:
            return
        self._asked = True
        older = self._older
        self.reading.do(Job(lambda: list(islice(older, _CHUNK)), self._add_older, saves=False))

    def _add_older(self, entries: list[Entry]) -> None:
        if self.is_attached:
            self._add(entries)

    def told(self) -> Content:
        """What the change under the cursor did, record by record."""
        entry = self.entries.get(self.changes.cursor_key)
        if entry is None:
            return Content.styled(
                f"Every change stands here with what it did. {self.key('undo')} takes back the newest.",
                "$quiet",
            )
        label = f"{entry.label[:1].upper()}{entry.label[1:]}"
        by = " · ".join(part for part in (_when(entry.time), entry.by) if part)
        parts = [shown_line(label).stylize("bold"), shown_line(by).stylize("$quiet")]
        if standing := _standing(entry, self.key("undo")):
            parts.append(Content.styled(standing, "$primary" if entry.next else "$quiet"))
        parts += [Content(), shown_line(entry.what).stylize("$quiet")]
        said = [*entry.tags[:_SAID], *entry.details[:_SAID]]
        parts += [shown_line(line, 200) for line in said]
        left = len(entry.tags) + len(entry.details) - len(said)
        if left > 0 or (entry.details and entry.records > len(said)):
            parts.append(Content.styled("and more", "$quiet"))
        return Content("\n").join(parts)

    def action_tags_only(self) -> None:
        """Only how the codebook came to be, or everything again."""
        self.tags_only = not self.tags_only
        self.changes._brush.forget()
        self._put()
        self.footer.notice = "how the codebook came to be" if self.tags_only else ""


def _key(entry: Entry) -> str:
    return f"{entry.key[0]}:{entry.key[1]}"


def _row(entry: Entry) -> HistoryRow:
    return HistoryRow(
        id=_key(entry),
        label=entry.label,
        by=entry.by,
        when=_when(entry.time),
        what=entry.what,
        tags=entry.tags,
        state=entry.standing.value,
        next=entry.next,
    )


def _when(time: str) -> str:
    """UTC as it is to read: ``13 Feb 2025 14:05``."""
    return f"{shown_date(time[:10])} {time[11:16]}".strip()


def _standing(entry: Entry, undo: str) -> str:
    if entry.next:
        return f"{undo} takes this back"
    return {Standing.UNDONE: "taken back", Standing.UPKEEP: "the program did this by itself"}.get(
        entry.standing, ""
    )
