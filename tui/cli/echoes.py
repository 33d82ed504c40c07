"""`echoes`: what recurs in other documents, and versions of one story, found or decided by hand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from annotations.quoted import quoted
from corpus.clean import clean_line
from tui.cli.commands import Spec
from tui.cli.output import add_json, as_json, plural, put, put_json, wants_json
from tui.cli.progress import progress
from tui.cli.session import note
from tui.percent import of_its_text, percent, places

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.usecases.echoes.finding import Echo, Recurring
    from annotations.usecases.echoes.stories import Story
    from annotations.workspace import Workspace
    from corpus.span import Span
    from tui.cli.session import Session

_WORDS: Final = 200  # code points of a passage in a list
_CHANGED: Final = 20_000  # code points of what differs, which is more than a passage has


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.usage = "scholiast echoes [DOC] [--quote TEXT] | --join DOC DOC... | --split DOC | --lead DOC"
    parser.add_argument("document", metavar="DOC", nargs="?", help="only what recurs of this document")
    parser.add_argument(
        "--quote", metavar="TEXT", default="", help="only this passage of it, also a short one"
    )
    add_json(parser)
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--join", metavar="DOC", nargs="+", help="say that these tell one story")
    act.add_argument("--split", metavar="DOC", help="say that this one is no version of its story")
    act.add_argument("--lead", metavar="DOC", help="let this one stand for its story")


def _echoes(args: argparse.Namespace, session: Session) -> int:
    from annotations.errors import ScholiastError

    workspace = session.workspace
    if args.quote and not args.document:
        raise ScholiastError("--quote needs the document that the passage stands in.")
    if args.document and (args.join or args.split or args.lead):
        raise ScholiastError("Name the documents behind --join, --split or --lead alone.")
    path = workspace.find_document(args.document) if args.document else ""
    span = workspace.quoted(path, args.quote) if args.quote else None
    status = _indexed(workspace)
    if args.join or args.split or args.lead:
        _say(_decided(args, workspace))
        return status
    story = workspace.story_of(path) if path else None
    stories = ((story,) if story else ()) if path else workspace.stories()
    found = _found(workspace, path, span)
    if args.jsonl:
        for row in chain(map(_story_row, stories), (row for place in found for row in _rows(*place))):
            put(as_json(row))
            sys.stdout.flush()  # a pipe gets each line when it is known
    elif wants_json(args):
        echoes = [row for place in found for row in _rows(*place)]
        put_json({"versions": [_story_row(each) for each in stories], "echoes": echoes})
    else:
        _print_stories(workspace, stories)
        _print_echoes(found)
    return status


def _indexed(workspace: Workspace) -> int:
    with progress("indexing") as on_progress:
        workspace.index(on_progress)
    with progress("looking for echoes in") as on_progress:
        done = workspace.index_echoes(on_progress)
    if not done.complete:
        note(f"Not everything was looked through: {done.remark or 'it was interrupted'}. Try again later.")
    return 0 if done.complete else 1


def _decided(args: argparse.Namespace, workspace: Workspace) -> Command:
    if args.join:
        return workspace.join_stories([workspace.find_document(each) for each in args.join])
    if args.split:
        return workspace.split_story(workspace.find_document(args.split))
    return workspace.lead_story(workspace.find_document(args.lead))


def _say(command: Command) -> None:
    from annotations.told import told

    put(told(command, "`scholiast undo` takes it back"))


def _found(workspace: Workspace, path: str, span: Span | None) -> Iterator[tuple[str, Recurring]]:
    """Each place that recurs, with the document that it stands in."""
    from annotations.usecases.echoes.finding import Recurring, whole

    if span is not None:
        found = workspace.echoes(path, span)
        if found:
            yield path, Recurring(span, span.of(workspace.document(path).text), found)
    elif path:
        yield from (
            (path, whole(each, workspace.echoes(path, each.span))) for each in workspace.recurring(path)
        )
    else:
        yield from ((path, whole(each, workspace.echoes(path, each.span))) for path, each in _all(workspace))


def _all(workspace: Workspace) -> Iterator[tuple[str, Recurring]]:
    """What recurs in the whole library, each once and nothing between versions of one story."""
    with progress("comparing") as on_progress:
        yield from workspace.all_recurring(on_progress)


def _story_row(story: Story) -> dict[str, Any]:
    from annotations.library import storable

    documents = [
        {"path": storable(each.path), "share": places(each.share), "by_hand": each.by_hand}
        for each in story.versions
    ]
    return {"lead": storable(story.lead), "documents": documents}


def _rows(path: str, place: Recurring) -> Iterator[dict[str, Any]]:
    yield {
        "passages": [
            _passage(path, place.span, place.exact),
            *(
                {**_passage(echo.path, echo.span, echo.exact), "similarity": places(echo.similarity)}
                for echo in place.echoes
            ),
        ],
        "similarity": places(min(echo.similarity for echo in place.echoes)),
    }


def _passage(path: str, span: Span, exact: str) -> dict[str, Any]:
    from annotations.library import storable

    return {"document": storable(path), "start": span.start, "end": span.end, "exact": exact}


def _print_stories(workspace: Workspace, stories: Sequence[Story]) -> None:
    if not stories:
        return
    put(f"{plural(len(stories), 'story', 'stories')} in several versions")
    for story in stories:
        put(f"  {clean_line(story.lead)}")
        for version in story.versions:
            hand = "  (joined by hand)" if version.by_hand else ""
            share = f"  {of_its_text(version.share)}" if version.share > 0 else ""
            put(f"    {clean_line(version.path)}{share}{hand}")
    articles = sum(not (article.brief or article.missing) for article in workspace.articles())
    put(
        f"{plural(articles, 'article')}, "
        f"{plural(workspace.distinct_stories(), 'distinct story', 'distinct stories')}"
    )
    put()


def _print_echoes(found: Iterable[tuple[str, Recurring]]) -> None:
    places, last = 0, ""
    for path, place in found:
        if path != last:
            put(f"{clean_line(path)}")
            last = path
        places += 1
        put(f"  {quoted(clean_line(place.exact, _WORDS))}")
        for echo in place.echoes:
            put(f"    {percent(echo.similarity):3d}%  {clean_line(echo.path)}{_details(echo)}")
            for line in _differences(echo):
                put(f"          {line}")
        put()
    put(f"{plural(places, 'passage')} elsewhere, too" if places else "Nothing recurs.")


def _details(echo: Echo) -> str:
    details = ", ".join(clean_line(each, 60) for each in (echo.source, echo.date) if each)
    return f"  ({details})" if details else ""


def _differences(echo: Echo) -> Iterator[str]:
    """All that differs, each on a line of its own: what stands here, then what stands there."""
    for piece in echo.pieces:
        if piece.kind != "changed":
            continue
        here, there = (
            quoted(clean_line(each, _CHANGED)) if each else "" for each in (piece.here, piece.there)
        )
        yield f"{here} → {there}" if here and there else f"without {here}" if here else f"with {there}"


COMMANDS: Final = {
    "echoes": Spec(_configure, _echoes, "scholiast echoes rutte-brussels.md --quote 'the strongest hand'"),
}
