"""`export`: the annotated brief, and the annotations in other formats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.cli.commands import Spec
from tui.cli.session import note

if TYPE_CHECKING:
    from tui.cli.session import Session

FORMATS: Final = (
    "markdown",
    "jsonl",
    "csv",
    "jsonld",
    "hypothesis",
    "qdpx",
    "qdc",
    "taguette",
    "taguette-highlights",
    "readwise",
)


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=FORMATS, default="markdown", help="what to write (markdown: the brief)"
    )
    parser.add_argument(
        "--query", metavar="Q", default="", help="only annotations that match, such as 'tag:position'"
    )
    parser.add_argument(
        "--group-by",
        choices=("tag", "document", "date", "source"),
        default="tag",
        help="what makes the headings",
    )
    parser.add_argument(
        "--flavour", choices=("plain", "pandoc", "quarto", "obsidian"), default="plain", help="whose Markdown"
    )
    parser.add_argument(
        "--title", metavar="T", default="", help="title of the brief (else the folder's name)"
    )
    parser.add_argument("--template", metavar="FILE", help="a Jinja2 template instead of ours")
    parser.add_argument("--excel", action="store_true", help="begin a csv with the mark that Excel needs")
    parser.add_argument(
        "--windows", action="store_true", help="count a qdpx as NVivo and MAXQDA on Windows do"
    )
    parser.add_argument(
        "--no-guard", action="store_true", help="write cells that a spreadsheet runs as formulas as they are"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write here (else stdout)")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there and is not a brief")


def _export(args: argparse.Namespace, session: Session) -> int:
    data = _data(args, session)
    if not args.output:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return 0
    session.workspace.write(Path(args.output).expanduser(), data, new_only=not args.force)
    note(f"wrote {args.output}")
    return 0


def _data(args: argparse.Namespace, session: Session) -> bytes:
    workspace = session.workspace
    if args.format == "markdown":
        from annotations.brief.model import Flavour, GroupBy
        from annotations.usecases.briefing import BriefRequest

        request = BriefRequest(
            query=args.query,
            group_by=GroupBy(args.group_by),
            flavour=Flavour(args.flavour),
            title=args.title,
            template=Path(args.template) if args.template else None,
        )
        return workspace.brief(request).encode("utf-8")
    from annotations.usecases.exporting import Options

    options = Options(guard=not args.no_guard, mark=args.excel, windows=args.windows)
    export = workspace.export(args.format, args.query, options)
    for remark in export.remarks:
        note(f"{remark.what}: {remark.reason}")
    return export.data


COMMANDS: Final = {
    "export": Spec(_configure, _export, "scholiast export --query 'tag:position' --group-by tag -o brief.md")
}
