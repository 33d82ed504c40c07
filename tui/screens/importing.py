"""Importing in the reader: asking what, showing how far, then the report and what it leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.imports.report import Fate, Report
from tui.dialogs.import_report import Choice, ImportReport
from tui.dialogs.sources import SourceDialog, sources_in
from tui.dialogs.underway import Tell, Underway
from tui.importable import importable_words
from tui.work import Job

if TYPE_CHECKING:
    from tui.screens.library.opening import Opening


def ask(desk: Opening) -> None:
    """Ask what to import, and import it."""
    root = desk.workspace.root

    def asked(line: str | None) -> None:
        sources = sources_in(line or "", root)
        if sources:
            take(desk, sources)

    desk.app.push_screen(SourceDialog(root=root), asked)


def offer(desk: Opening, words: str) -> None:
    """Add to the words of an empty library how many files of its folder could be imported, if any."""

    def counted(found: tuple[str, ...]) -> None:
        if found and desk.document is None and not desk.path:
            way = f"{desk.key('import')} and a full stop imports them."
            desk.show_words(f"{words}\n\n{importable_words(found)} {way}")

    desk.opener.do(Job(desk.workspace.importable, counted, saves=False))


def take(desk: Opening, sources: Sequence[str], *, update: bool = False) -> None:
    """Import ``sources`` while the person watches, then show what came of it."""

    def work(tell: Tell, stopped: Callable[[], bool]) -> Report:
        from annotations.usecases.imports.importing import Wishes

        wishes = Wishes(update=update)
        return desk.workspace.import_documents(sources, wishes, on_progress=tell, cancelled=stopped)

    def done(report: Report | None) -> None:
        if report is None:
            return
        desk.show_articles()
        desk.look()
        desk.app.push_screen(ImportReport(report), lambda choice: _next(desk, report, choice))

    desk.app.push_screen(Underway("Importing", work), done)


def _next(desk: Opening, report: Report, choice: Choice | None) -> None:
    if choice is None:
        return
    if choice.update:
        take(desk, [outcome.source for outcome in report.of(Fate.NEWER)], update=True)
    elif choice.path in desk.articles:
        desk.open(choice.path)
        desk.to_text()
