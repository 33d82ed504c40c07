"""`tags`: the codebook with counts, and its changes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from annotations import codebook
from annotations.told import told
from tui.cli.commands import Spec
from tui.cli.output import add_json, print_columns, print_rows, put, wants_json, widest

if TYPE_CHECKING:
    from tui.cli.session import Session

_CHANGES: Final = {
    "add": ("TAG [--colour C] [--description D]", "a new tag"),
    "rename": ("OLD NEW", "a tag and its sub-tags under another path"),
    "merge": ("FROM... INTO", "tags joined into one"),
    "split": ("TAG NEW ID...", "these passages get the new tag instead"),
    "recolour": ("TAG C", "another colour: a name or #rrggbb"),
    "describe": ("TAG TEXT", "what the tag is for"),
    "pin": ("TAG DIGIT", "put it on a key from 1 to 9; 0 takes it off"),
    "delete": ("TAG", "a tag and its sub-tags; passages stay, without them"),
}


def _configure(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    rows = "\n".join(f"  tags {name:<9}{usage:<39}{what}" for name, (usage, what) in _CHANGES.items())
    parser.description = f"{parser.description}\n\nchanges:\n{rows}"
    parser.add_argument(
        "change", nargs="?", choices=tuple(_CHANGES), metavar="CHANGE", help="see above; none lists them"
    )
    parser.add_argument("words", nargs="*", metavar="...", help="what the change needs")
    parser.add_argument("--colour", "--color", metavar="C", default="", help="colour of a new tag")
    parser.add_argument("--description", metavar="D", default="", help="description of a new tag")


def _tags(args: argparse.Namespace, session: Session) -> int:
    if args.change != "add" and (args.colour or args.description):
        from annotations.errors import ScholiastError

        raise ScholiastError(
            "--colour and --description go with `tags add`; else `tags recolour`, `tags describe`."
        )
    if args.change:
        put(_change(args, session))
        return 0
    counts = session.workspace.tag_counts()
    if wants_json(args):
        print_rows(
            args,
            [
                {
                    "path": each.tag.path,
                    "colour": each.tag.colour,
                    "description": each.tag.description,
                    "annotations": each.annotations,
                    "documents": each.documents,
                }
                for each in counts
            ],
        )
        return 0
    if not counts:
        put("No tags yet.")
        return 0
    rows = [("tag", "passages", "articles", "colour", "description")]
    rows += [
        (
            each.tag.path,
            str(each.annotations).rjust(8),
            str(each.documents).rjust(8),
            each.tag.colour,
            each.tag.description,
        )
        for each in counts
    ]
    print_columns(rows, (widest((each.tag.path for each in counts), 8), 8, 8, 8))
    return 0


def _change(args: argparse.Namespace, session: Session) -> str:
    from annotations.errors import ScholiastError

    words: list[str] = args.words
    usage = _CHANGES[args.change][0]
    least = {"merge": 2, "split": 3}.get(args.change) or len(usage.split("[")[0].split())
    if len(words) < least or (len(words) > least and "..." not in usage):
        raise ScholiastError(f"Usage: scholiast tags {args.change} {usage}")

    if args.change == "split":
        command = session.workspace.split(words[0], words[2:], words[1])
        return told(command, "`scholiast undo` takes it back")

    def plan(book: codebook.Codebook) -> codebook.Reshape:
        match args.change:
            case "add":
                return codebook.add(book, words[0], args.colour, args.description)
            case "rename":
                return codebook.rename(book, words[0], words[1])
            case "merge":
                return codebook.merge(book, words[:-1], words[-1])
            case "recolour":
                return codebook.recolour(book, words[0], words[1])
            case "describe":
                return codebook.describe(book, words[0], words[1])
            case "pin":
                return codebook.pin(book, words[0], "0123456789".find(words[1]) if len(words[1]) == 1 else -1)
            case _:
                return codebook.delete(book, words[0])

    return told(session.workspace.reshape(plan), "`scholiast undo` takes it back")


COMMANDS: Final = {"tags": Spec(_configure, _tags, "scholiast tags merge strength power position/strength")}
