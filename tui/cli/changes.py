"""`undo`, `redo`, `history`: the same history as in the reader."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from annotations.errors import ScholiastError
from annotations.history import CannotUndo
from annotations.told import told
from annotations.usecases.history import Standing
from corpus.clean import clean_line
from tui.cli.commands import Spec
from tui.cli.output import add_json, count, print_columns, print_rows, put, wants_json

if TYPE_CHECKING:
    from annotations.changes import Command
    from tui.cli.session import Session


def _configure_step(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="WHO", help="who does it")
    parser.add_argument("--rest", action="store_true", help="without what was changed since, if anything was")


def _undo(args: argparse.Namespace, session: Session) -> int:
    return _step(session.workspace.undo, args, "undo")


def _redo(args: argparse.Namespace, session: Session) -> int:
    return _step(session.workspace.redo, args, "redo")


def _step(step: Callable[..., Command], args: argparse.Namespace, name: str) -> int:
    try:
        put(told(step(rest=args.rest)))
    except CannotUndo as error:
        does = "does the rest" if error.rest else "passes it over"
        raise ScholiastError(f"{error} `scholiast {name} --rest` {does}.") from error
    return 0


def _configure_history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=count, default=0, metavar="N", help="at most so many, newest first")
    parser.add_argument(
        "--codebook", action="store_true", help="only changes of tags: how the codebook came to be"
    )
    add_json(parser)


def _history(args: argparse.Namespace, session: Session) -> int:
    if args.codebook:
        return _codebook(args, session)
    commands = session.workspace.history(args.limit)
    if wants_json(args):
        print_rows(
            args,
            (
                {
                    "writer": command.writer,
                    "n": command.n,
                    "time": command.time,
                    "by": command.by,
                    "label": command.label,
                    "records": len(command.changes),
                }
                for command in commands
            ),
        )
        return 0
    rows = [(command.time, command.by, command.label) for command in commands]
    if rows:
        print_columns(rows, (20, 16))
    else:
        put("Nothing was changed yet.")
    return 0


def _codebook(args: argparse.Namespace, session: Session) -> int:
    """How the codebook came to be: each change of tags, what it did to them, and whether it still stands."""
    from itertools import islice

    found = (entry for entry in session.workspace.history_entries() if entry.tags)
    entries = list(islice(found, args.limit or None))
    if wants_json(args):
        print_rows(
            args,
            (
                {
                    "writer": entry.key[0],
                    "n": entry.key[1],
                    "time": entry.time,
                    "by": entry.by,
                    "label": entry.label,
                    "records": entry.records,
                    "tags": list(entry.tags),
                    "undone": entry.standing is Standing.UNDONE,
                }
                for entry in entries
            ),
        )
        return 0
    for entry in entries:
        undone = "  (undone)" if entry.standing is Standing.UNDONE else ""
        print_columns([(entry.time, entry.by, entry.label + undone)], (20, 16))
        for line in entry.tags:
            put(f"{'':22}{clean_line(line)}")
    if not entries:
        put("The codebook was not changed yet.")
    return 0


COMMANDS: Final = {
    "undo": Spec(_configure_step, _undo, "scholiast undo"),
    "redo": Spec(_configure_step, _redo, "scholiast redo"),
    "history": Spec(_configure_history, _history, "scholiast history --limit 20"),
}
