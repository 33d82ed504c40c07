"""`undo`, `redo`, `history`: the same history as in the reader."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from corpus.clean import clean_line
from tui.cli.commands import Spec
from tui.cli.output import add_json, print_columns, print_rows, put, wants_json

if TYPE_CHECKING:
    from tui.cli.session import Session


def _configure_none(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="WHO", help="who does it")


def _undo(args: argparse.Namespace, session: Session) -> int:
    put(clean_line(f"{_capital(session.workspace.undo().label)}."))
    return 0


def _redo(args: argparse.Namespace, session: Session) -> int:
    put(clean_line(f"{_capital(session.workspace.redo().label)}."))
    return 0


def _configure_history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most so many, newest first")
    add_json(parser)


def _history(args: argparse.Namespace, session: Session) -> int:
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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


COMMANDS: Final = {
    "undo": Spec(_configure_none, _undo, "scholiast undo"),
    "redo": Spec(_configure_none, _redo, "scholiast redo"),
    "history": Spec(_configure_history, _history, "scholiast history --limit 20"),
}
