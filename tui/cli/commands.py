"""The table of commands: what there is, in one line each, and the module that knows how."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tui.cli.session import Session


class Spec(NamedTuple):
    """How a command is parsed and run.

    Attributes:
        configure: Adds the command's arguments to its parser.
        run: Does the work and gives the exit status.
        example: The line that ends its help.
        arrange: Puts the words given into an order that the parser cannot take wrongly.
    """

    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Session], int]
    example: str
    arrange: Callable[[Sequence[str]], list[str]] = list


class Command(NamedTuple):
    """One row of the table."""

    name: str
    module: str
    summary: str

    def load(self) -> Spec:
        """The command's own part, imported now."""
        spec: Spec = import_module(f"tui.cli.{self.module}").COMMANDS[self.name]
        return spec


COMMANDS: Final = {
    command.name: command
    for command in (
        Command("list", "reading", "the documents of the library"),
        Command("show", "reading", "a document's text with its highlights and notes"),
        Command("mark", "reading", "say how far documents were read"),
        Command("import", "importing", "files, folders and web pages into the library, as Markdown"),
        Command("annotate", "annotating", "annotate a passage, or many with --batch"),
        Command("annotations", "annotating", "the annotations in document order"),
        Command("edit", "annotating", "change tags or note of annotations"),
        Command("delete", "annotating", "delete annotations (undo brings them back)"),
        Command("tags", "coding", "the codebook with counts, and its changes"),
        Command("notes", "notes", "every note; notes on articles, tags and the library"),
        Command("search", "searching", "what stands where in texts, titles and notes"),
        Command("echoes", "echoes", "what recurs in other documents, and versions of one story"),
        Command("quotations", "quotations", "who says what: listed, confirmed, corrected"),
        Command("chronology", "chronology", "passages in order of publication: who had them first"),
        Command("stats", "searching", "highlights by tag, article, source, date and annotator"),
        Command("undo", "changes", "take back the last change"),
        Command("redo", "changes", "do again what was undone"),
        Command("history", "changes", "every change, newest first"),
        Command("export", "exporting", "the annotated brief, or the annotations in another format"),
        Command("load", "loading", "annotations from other programs, with a report"),
        Command("verify", "exporting", "every quotation of a brief against its source"),
        Command("check", "upkeep", "the library's health; --repair mends what can be"),
        Command("merge-driver", "merging", "joins two people's annotations, for git"),
        Command("locate", "upkeep", "where configuration, data, cache, themes and the library are"),
        Command("completion", "upkeep", "what a shell needs to complete commands"),
    )
}
