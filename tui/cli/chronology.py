"""`chronology`: what a query means in order of publication, who had it first, and what changed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from corpus.clean import clean_line
from tui.cli.commands import Spec
from tui.cli.output import add_json, fitted, plural, print_rows, put, wants_json
from tui.cli.progress import progress
from tui.cli.searching import arranged
from tui.cli.session import note

if TYPE_CHECKING:
    from annotations.usecases.chronology import Chronology, Moment
    from tui.cli.session import Session

_SOURCE: Final = 20  # cells
_WORDS: Final = 160  # code points of a passage


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        f"{parser.description}\n\n"
        "The quotations of a speaker, the passages of a tag, or the sentences that a search finds."
    )
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="+",
        help='speaker:NAME, tag:T, words and so on; "@NAME" for a saved one',
    )
    add_json(parser)


def _chronology(args: argparse.Namespace, session: Session) -> int:
    workspace, query = session.workspace, " ".join(args.query)
    workspace.is_about_passages(query)  # a mistake is told before anything is made ready
    with progress("indexing") as on_progress:
        workspace.index(on_progress)
    found = workspace.chronology(query)
    if wants_json(args):
        print_rows(args, rows(found))
    else:
        _print(found)
    if not found.complete:
        note(
            f"only the first {len(found.moments):,} passages were looked at; narrow the query for the others"
        )
        return 1
    return 0


def rows(found: Chronology) -> list[dict[str, Any]]:
    """The passages as ``--json`` gives them."""
    return [_row(each, found.moments) for each in found.moments]


def _row(moment: Moment, moments: Sequence[Moment]) -> dict[str, Any]:
    from annotations.library import storable

    start, end = moment.span or (None, None)
    row: dict[str, Any] = {
        "document": storable(moment.path),
        "start": start,
        "end": end,
        "exact": moment.exact,
        "date": moment.date,
        "source": moment.source,
        "title": moment.title,
        "speaker": moment.speaker,
        "speaker_status": moment.status or "none",
        "annotation": moment.annotation,
        "first": moment.first,
        "again": moment.again,
        "versions": [storable(path) for path in moment.versions],
        "like": None,
        "changes": [{"before": piece.here.strip(), "now": piece.there.strip()} for piece in _changed(moment)],
    }
    if moment.before >= 0:
        other = moments[moment.before]
        row["like"] = {"document": storable(other.path), "start": other.span.start if other.span else None}
    return row


def _changed(moment: Moment) -> list[Any]:
    return [piece for piece in moment.pieces if piece.kind == "changed"]


def _print(found: Chronology) -> None:
    if not found.moments:
        put("No passage is meant by this.")
        return
    for date, group in groupby(found.moments, key=lambda each: each.date):
        put(clean_line(date) or "No date")
        for each in group:
            said = clean_line(marked(each), _WORDS)
            who = f"{clean_line(each.speaker)}: " if each.speaker else ""
            outlet, mark = fitted(each.source or "(no source)", _SOURCE), "first  " if each.first else ""
            put(f"  {outlet}  {mark}{who}{said}")
            put(f"  {' ' * _SOURCE}  {clean_line(each.path)}{_versions(each)}")
        put()
    articles = len({each.path for each in found.moments})
    put(f"{plural(len(found.moments), 'passage')} in {plural(articles, 'article')}")
    if any(each.pieces for each in found.moments):
        put("[old → new] is what changed since the passage like it before")


def _versions(moment: Moment) -> str:
    count = len(moment.versions)
    return f" and {plural(count, 'more version')}" if count else ""


def marked(moment: Moment) -> str:
    """The passage with what changed since the one before it in brackets, as ``[old → new]``."""
    if not moment.pieces:
        return moment.exact
    opening, closing = ("“", "”") if moment.status else ("", "")
    parts = []
    for piece in moment.pieces:
        if piece.kind == "same":
            parts.append(piece.there)
        else:
            old, new = piece.here.strip(), piece.there.strip()
            parts.append(f"[{old} → {new}] " if old and new else f"[+ {new}] " if new else f"[− {old}] ")
    return f"{opening}{''.join(parts).strip()}{closing}"


COMMANDS: Final = {
    "chronology": Spec(
        _configure, _chronology, "scholiast chronology 'speaker:\"Mark Rutte\"' --json", arranged
    ),
}
