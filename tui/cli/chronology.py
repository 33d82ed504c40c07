"""`chronology`: what a query means in order of publication, who had it first, and what changed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from corpus.clean import clean, clean_line
from tui.chronology_words import differing, doubt, standing
from tui.cli.commands import Spec
from tui.cli.output import add_json, fitted, plural, print_rows, put, wants_json
from tui.cli.progress import progress
from tui.cli.searching import arranged
from tui.cli.session import note

if TYPE_CHECKING:
    from annotations.usecases.chronology.chronology import Chronology, Moment
    from tui.cli.session import Session

_SOURCE: Final = 20  # cells


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
    if not found.moments:
        for hint in workspace.hints(query):
            note(hint)
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
        "placement": moment.placement,
        "first": moment.first,
        "same_date": moment.tied or None,
        "undated_alike": moment.undated,
        "again": moment.again,
        "versions": [storable(path) for path in moment.versions],
        "like": None,
        "changes": [],
        "differences": [],
    }
    if moment.before >= 0:
        other = moments[moment.before]
        start = other.span.start if other.span else None
        row["like"] = {"document": storable(other.path), "start": start, "earlier": moment.ordered}
    changed = [
        (piece.here.strip(), piece.there.strip()) for piece in moment.pieces if piece.kind == "changed"
    ]
    if moment.ordered:
        row["changes"] = [{"before": before, "now": now} for before, now in changed]
    else:  # nobody knows which was the earlier
        row["differences"] = [{"like": there, "here": here} for there, here in changed]
    return row


def _print(found: Chronology) -> None:
    if not found.moments:
        put("No passage is meant by this.")
        return
    for date, group in groupby(found.moments, key=lambda each: each.date):
        put(clean_line(date) or "No date")
        for each in group:
            said = " ".join(clean(marked(each)).split())
            who = f"{clean_line(each.speaker)}: " if each.speaker else ""
            outlet, mark = fitted(each.source or "(no source)", _SOURCE), standing(each)
            put(f"  {outlet}  {mark}{'  ' if mark else ''}{who}{said}")
            beside = clean_line(differing(each, found.moments))
            beside = f", {beside}" if beside else ""
            unsure = f"  ({doubt(each)})" if doubt(each) else ""
            put(f"  {' ' * _SOURCE}  {clean_line(each.path)}{_versions(each)}{beside}{unsure}")
        put()
    articles = len({each.path for each in found.moments})
    put(f"{plural(len(found.moments), 'passage')} in {plural(articles, 'article')}")
    if any(each.pieces and each.ordered for each in found.moments):
        put("[old → new] is what changed since the passage like it before")
    if any(each.tied for each in found.moments):
        put("same day, month or year: nothing tells which of these was first")
    if undated := max((each.undated for each in found.moments), default=0):
        put(f"{plural(undated, 'passage')} that say{'s' * (undated == 1)} the same may be earlier: no date")


def _versions(moment: Moment) -> str:
    count = len(moment.versions)
    return f" and {plural(count, 'more version')}" if count else ""


def marked(moment: Moment) -> str:
    """The passage with what changed since the one before it in brackets, as ``[old → new]``."""
    if not (moment.pieces and moment.ordered):
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
        _configure, _chronology, "scholiast chronology 'speaker:\"Hendrik Aldous\"' --json", arranged
    ),
}
