"""`load`: annotations from other programs and libraries, with a report of what became of each."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui.cli.commands import Spec
from tui.cli.output import plural, put, put_clean, put_json
from tui.cli.progress import progress
from tui.cli.session import note

if TYPE_CHECKING:
    from annotations.exchange.foreign import Remark
    from annotations.usecases.exchange.loading import Report
    from tui.cli.session import Session

_SHOWN: Final = 20  # remarks of a kind that are printed, unless all are asked for


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an export of another program or library; - reads stdin")
    parser.add_argument(
        "--format",
        metavar="F",
        default="",
        help="jsonl, csv, jsonld, hypothesis, qdpx, qdc, taguette, readwise, kindle, koreader, calibre, "
        "readium, csl, bibtex or ris (else found out)",
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would happen, store nothing")
    parser.add_argument("--update", action="store_true", help="annotations here already become as in FILE")
    parser.add_argument("--by", metavar="WHO", help="who does this, for the history")
    parser.add_argument("--all", action="store_true", help="print every remark, however many there are")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")


def _load(args: argparse.Namespace, session: Session) -> int:
    from annotations.exchange.reading import LARGEST

    with progress("loading") as on_progress:
        report = session.workspace.load(
            sys.stdin.buffer.read(LARGEST + 1) if args.file == "-" else Path(args.file).expanduser(),
            args.format,
            update=args.update,
            dry_run=args.dry_run,
            on_progress=on_progress,
        )
    if args.json:
        put_json(_json(report))
    else:
        _print(report, None if args.all else _SHOWN)
    if report.attention:
        note("not everything came in as it was; the report says what, and why")
    return 1 if report.attention else 0


def _print(report: Report, most: int | None) -> None:
    verb = "Would load" if report.dry else "Loaded"
    parts = [plural(report.added, "annotation")]
    for count, word in ((report.updated, "updated"), (report.wholes, "note"), (report.tags, "new tag")):
        if count:
            parts.append(f"{count:,} {word}" if word == "updated" else plural(count, word))
    if report.completed:
        parts.append(f"more about {plural(report.completed, 'article')}")
    put_clean(f"{verb} {', '.join(parts)} ({report.program}).")
    for path in report.documents:
        put_clean(f"  new article: {path}")
    kinds: dict[str, list[Remark]] = {}
    for remark in report.remarks:
        kinds.setdefault(remark.fate.value, []).append(remark)
    for kind, remarks in kinds.items():
        put(f"{kind}: {len(remarks):,}")
        for remark in remarks[:most]:
            put_clean(f"  {remark.what}: {remark.reason}")
        if most is not None and len(remarks) > most:
            put(f"  … and {len(remarks) - most:,} more; --all prints them")
    if not report.dry and any((report.added, report.updated, report.wholes, report.tags, report.completed)):
        put("`scholiast undo` takes it back.")


def _json(report: Report) -> dict[str, Any]:
    return {
        "program": report.program,
        "dry_run": report.dry,
        "added": report.added,
        "updated": report.updated,
        "notes": report.wholes,
        "tags": report.tags,
        "documents": list(report.documents),
        "completed": report.completed,
        "remarks": [
            {"fate": remark.fate.value, "what": remark.what, "reason": remark.reason}
            for remark in report.remarks
        ],
    }


COMMANDS: Final = {"load": Spec(_configure, _load, "scholiast load interviews.qdpx --dry-run")}
