"""`search` and `stats`: what stands where in the texts, and how much was said about what."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any, Final

from corpus.clean import clean_line
from tui.cli.commands import Spec
from tui.cli.output import (
    add_json,
    count,
    fitted,
    plural,
    print_columns,
    print_rows,
    put,
    wants_json,
    widest,
)
from tui.cli.progress import progress
from tui.cli.session import note

if TYPE_CHECKING:
    from annotations.usecases.overview.counting import Tally
    from annotations.usecases.search.searching import Hit
    from tui.cli.session import Session

_SORTS: Final = ("left", "left2", "right", "right2", "date", "source")
_KINDS: Final = ("tag", "document", "source", "date", "annotator", "library")
_WITH_VALUE: Final = ("-L", "--library", "--sort", "--limit")
_SIDE: Final = 36  # cells on either side in a concordance
_WHOLE: Final = {"articles": ("article", ""), "stories": ("distinct story", "distinct stories")}
_NONE: Final = {"source": "(no source)", "date": "(no date)", "annotator": "(nobody)"}


def _configure_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="+",
        help='words, "phrases", tag:… and so on; @NAME for a saved search',
    )
    parser.add_argument("--kwic", action="store_true", help="a concordance: what was found in the middle")
    parser.add_argument(
        "--sort", choices=_SORTS, default="", help="by the words beside it, by date or source"
    )
    parser.add_argument("--limit", metavar="N", type=count, default=0, help="at most N places")
    add_json(parser)


def arranged(argv: Sequence[str]) -> list[str]:
    """``argv`` with the query's words last, since ``-word`` leaves a word out and is no option."""
    options: list[str] = []
    query: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            query += words
        elif word in _WITH_VALUE:
            options += [word, *(value for value in (next(words, None),) if value is not None)]
        elif word.startswith("--") or word == "-h":
            options.append(word)
        else:
            query.append(word)
    return [*options, "--", *query] if query else options


def _search(args: argparse.Namespace, session: Session) -> int:
    workspace, query = session.workspace, " ".join(args.query)
    workspace.is_about_passages(query)  # a mistake is told before anything is made ready
    with progress("indexing") as on_progress:
        workspace.index(on_progress)
    found = workspace.search(query, args.limit, sort=args.sort, kwic=args.kwic)
    first = tuple(islice(found, 1))
    hits = chain(first, found)
    if wants_json(args):
        print_rows(args, map(_row, hits))
    elif args.kwic:
        _print_concordance(hits)
    else:
        _print_places(hits)
    if not first:
        for words in ("Nothing was found.", *workspace.hints(query)):
            note(words)
    return 0


def _row(hit: Hit) -> dict[str, Any]:
    from annotations.library import storable

    found = {"document": storable(hit.document), "start": hit.start, "end": hit.end, "exact": hit.exact}
    row = {**found, "left": hit.left, "right": hit.right, "where": hit.where}
    return {**row, "annotation": hit.annotation} if hit.annotation else row


def _print_places(hits: Iterable[Hit]) -> None:
    places = articles = 0
    for path, group in groupby(hits, key=lambda hit: hit.document):
        articles += 1
        put(clean_line(path))
        for hit in group:
            if hit.end == hit.start:
                put(f"  {clean_line(hit.right)}")
                continue
            places += 1
            where = "" if hit.where == "text" else f"{hit.where}: "
            left, exact, right = (clean_line(f"|{text}|")[1:-1] for text in (hit.left, hit.exact, hit.right))
            put(f"  {where}{left}[{exact}]{right}")
        put()
    if articles:
        inside = f"{plural(places, 'place')} in " if places else ""
        put(f"{inside}{plural(articles, 'article')}")


def _print_concordance(hits: Iterable[Hit]) -> None:
    for hit in hits:
        if hit.end > hit.start:
            left, right = clean_line(hit.left), clean_line(hit.right)
            middle = f"{_end(left, _SIDE)}  {clean_line(hit.exact)}  {fitted(right, _SIDE)}"
            put(f"{middle}  {clean_line(hit.document)}")


def _end(text: str, width: int) -> str:
    """The end of ``text``, cut or filled to ``width`` cells."""
    from wcwidth import wcswidth

    while wcswidth(text) > width:
        text = "…" + text[2:]
    return " " * (width - max(0, wcswidth(text))) + text


def _configure_stats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by", choices=_KINDS, action="append", dest="kinds", help="count by this only; may be repeated"
    )
    parser.add_argument("--csv", action="store_true", help="print a table for spreadsheets")
    add_json(parser)


def _stats(args: argparse.Namespace, session: Session) -> int:
    tallies = session.workspace.stats(args.kinds or ())
    if wants_json(args):
        print_rows(args, [_tally(tally) for tally in tallies])
    elif args.csv:
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("by", "name", "annotations", "documents"))
        table.writerows((tally.by, _safe(tally.name), *tally[2:]) for tally in tallies)
        put(out.getvalue().rstrip("\n"))
    else:
        _print_stats(tallies)
    return 0


def _tally(tally: Tally) -> dict[str, Any]:
    return tally._asdict()


def _safe(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    line = clean_line(name)
    return f"'{line}" if line[:1] in "=+-@" and line else line


def _print_stats(tallies: Sequence[Tally]) -> None:
    empty = not any(tally.annotations or tally.by != "library" for tally in tallies)
    if empty:
        put("Nothing is highlighted yet.")
    wide = widest((tally.name for tally in tallies), 44)
    for number, (kind, group) in enumerate(groupby(tallies, key=lambda tally: tally.by)):
        if number or (empty and tallies):
            put()
        if kind == "library":
            for tally in group:
                put(f"{plural(tally.documents, *_WHOLE[tally.name])}")
        else:
            print_columns(list(_lines(kind, list(group))), (wide, 10))


def _lines(kind: str, group: Sequence[Tally]) -> Iterator[tuple[str, str, str]]:
    yield kind, "highlights", "articles"
    for tally in group:
        name = tally.name or _NONE.get(kind, "")
        yield name, f"{tally.annotations:,}".rjust(10), f"{tally.documents:,}".rjust(8)


COMMANDS: Final = {
    "search": Spec(
        _configure_search, _search, "scholiast search 'NEAR(peace talks, 5) source:wire' --kwic", arranged
    ),
    "stats": Spec(_configure_stats, _stats, "scholiast stats --by tag --csv > tags.csv"),
}
