"""What an import did: what is new, what failed and why, and which newer versions wait to be let in."""

from __future__ import annotations

from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from corpus.imports.report import Fate, Outcome, Report
from tui.actions import key_name
from tui.dialogs.frame import Dialog
from tui.text import shown_line

_SIGNS: Final = {
    Fate.FAILED: ("×", "$error"),
    Fate.NEWER: ("!", "$warning"),
    Fate.STOPPED: ("·", "$quiet"),
    Fate.UPDATED: ("↻", "$success"),
    Fate.IMPORTED: ("+", "$success"),
    Fate.PRESENT: ("=", "$quiet"),
}
_ORDER: Final = tuple(_SIGNS)
_MOST: Final = 500  # outcomes that are listed


class Choice(NamedTuple):
    """What the person wants next: an article opened, or the newer versions let in."""

    path: str = ""
    update: bool = False


class ImportReport(Dialog[Choice | None]):
    """Shows a report; gives what is to be done next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("u", "update", show=False),
    ]

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report
        self._rows = sorted(report.outcomes, key=lambda outcome: _ORDER.index(outcome.fate))[:_MOST]

    def heading(self) -> Content:
        """What came of it, in numbers."""
        return shown_line(summary(self._report))

    def body(self) -> ComposeResult:
        """An entry for each source, what needs a look first."""
        yield OptionList(*(Option(told(outcome)) for outcome in self._rows), id="outcomes")
        if newer := len(self._report.of(Fate.NEWER)):
            yield Static(_question(newer), id="question")

    def keys_line(self) -> Content:
        """The keys that do something here."""
        keys = [(key_name("enter"), "open"), (key_name("escape"), "close")]
        if self._report.of(Fate.NEWER):
            keys.insert(0, ("u", "update"))
        parts = [
            Content.assemble((key, "$footer-key-foreground"), (f" {word}", "$quiet")) for key, word in keys
        ]
        return Content("   ").join(parts)

    def on_mount(self) -> None:
        """The cursor begins at the first entry."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        path = self._rows[event.option_index].path
        if path:
            self.dismiss(Choice(path))
        else:
            self.app.bell()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        rows = self.query_one(OptionList)
        rows.action_cursor_down() if by > 0 else rows.action_cursor_up()

    def action_update(self) -> None:
        """Let the newer versions take the places of those that are here."""
        if self._report.of(Fate.NEWER):
            self.dismiss(Choice(update=True))


def summary(report: Report) -> str:
    """The counts in words, without those that are 0."""
    words = {
        Fate.IMPORTED: "imported",
        Fate.UPDATED: "updated",
        Fate.PRESENT: "here already",
        Fate.NEWER: "newer than here",
        Fate.FAILED: "failed",
        Fate.STOPPED: "not come to",
    }
    parts = [f"{count:,} {word}" for fate, word in words.items() if (count := len(report.of(fate)))]
    if report.passed_over:
        parts.append(f"{report.passed_over:,} of other kinds passed over")
    if report.left_out:
        parts.append(f"{report.left_out:,} left out, too many for one import")
    return ", ".join(parts) if parts else "There was nothing to import"


def told(outcome: Outcome) -> Content:
    """One entry: what became of a source, and under it what should be known."""
    sign, tone = _SIGNS[outcome.fate]
    name = outcome.title or outcome.path or outcome.source
    head = Content.assemble((sign, f"bold {tone}"), " ", shown_line(name))
    lines = [head]
    where = outcome.source if name != outcome.source else ""
    more = (where, _clause(outcome.reason), *outcome.changes, *outcome.remarks)
    lines.extend(Content("  ") + shown_line(line).stylize("$quiet") for line in more if line)
    return Content("\n").join(lines)


def _clause(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""


def _question(count: int) -> Content:
    words = "An older version is here; u lets the newer one take its place, highlights and all."
    if count > 1:
        words = (
            f"{count} older versions are here; u lets the newer ones take their places, highlights and all."
        )
    return Content.styled(words, "$warning")
