"""`import`: files, folders and web pages into the library, with a report of what became of each."""

from __future__ import annotations

import argparse
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from tui.cli.commands import Spec
from tui.cli.output import plural, put, put_clean, put_json
from tui.cli.progress import progress
from tui.cli.session import note

if TYPE_CHECKING:
    from corpus.imports.report import Outcome, Report
    from tui.cli.session import Session


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        help="HTML, PDF, EPUB, DOCX, text, Markdown, SRT or VTT files, folders of them, or http(s) addresses",
    )
    parser.add_argument("--update", action="store_true", help="newer versions replace those that are here")
    parser.add_argument("--dry-run", action="store_true", help="tell what would happen, write nothing")
    parser.add_argument(
        "--encoding", metavar="E", default="", help="the charset of the files, such as cp1252"
    )
    parser.add_argument(
        "--recall", action="store_true", help="take more of web pages than the surely main text"
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")


def _import(args: argparse.Namespace, session: Session) -> int:
    from annotations.usecases.imports.importing import Wishes

    wishes = Wishes(args.update, args.dry_run, args.encoding, args.recall)
    with progress("importing") as tell:
        report = session.workspace.import_documents(
            args.sources, wishes, on_progress=lambda done, total, _: tell(done, total)
        )
    if args.json:
        put_json(_json(report))
    else:
        _print(report)
    _complain(report)
    return 1 if report.attention else 0


def _print(report: Report) -> None:
    from corpus.imports.report import Fate

    verbs = (
        (Fate.IMPORTED, "Would import" if report.dry else "Imported"),
        (Fate.UPDATED, "Would update" if report.dry else "Updated"),
        (Fate.PRESENT, "Here already:"),
        (Fate.NEWER, "Older versions are here of"),
        (Fate.FAILED, "Failed:"),
    )
    for fate, verb in verbs:
        found = report.of(fate)
        if not found:
            continue
        put(f"{verb} {plural(len(found), 'source' if fate is Fate.FAILED else 'document')}.")
        for outcome in found if fate is not Fate.FAILED else ():
            _print_outcome(outcome)
    if not report.outcomes:
        put("There was nothing to import.")
    if report.passed_over:
        put(f"Passed over {plural(report.passed_over, 'file')} of other kinds.")
    if report.left_out:
        many = plural(report.left_out, "document")
        put(f"Left out {many}: too many for one import. Import their folders apart.")
    if report.of(Fate.NEWER):
        put("`scholiast import --update` with the same sources lets the newer versions take their places.")


def _print_outcome(outcome: Outcome) -> None:
    put_clean(f"  {outcome.path}  ←  {outcome.source}")
    for line in (*outcome.changes, *outcome.remarks):
        put_clean(f"      {line}")


def _complain(report: Report) -> None:
    """What failed, on stderr; a reason that many share is said once."""
    from corpus.imports.report import Fate

    failed = sorted(report.of(Fate.FAILED), key=lambda outcome: outcome.reason)
    for reason, group in groupby(failed, key=lambda outcome: outcome.reason):
        for outcome in (members := list(group)):
            note(f"{outcome.source}: {reason if outcome is members[0] else 'the same'}")
    for outcome in report.of(Fate.NEWER):
        note(f"{outcome.source}: an older version is here as {outcome.path}; --update replaces it")


def _json(report: Report) -> dict[str, Any]:
    from corpus.imports.report import Fate

    return {
        "dry_run": report.dry,
        **{fate.value: len(report.of(fate)) for fate in Fate},
        "passed_over": report.passed_over,
        "left_out": report.left_out,
        "outcomes": [
            {
                "source": outcome.source,
                "fate": outcome.fate.value,
                "document": outcome.path,
                "title": outcome.title,
                "reason": outcome.reason,
                "remarks": list(outcome.remarks),
                "changes": list(outcome.changes),
            }
            for outcome in report.outcomes
        ],
    }


COMMANDS: Final = {
    "import": Spec(_configure, _import, "scholiast import ~/Downloads/report.pdf https://example.org/a")
}
