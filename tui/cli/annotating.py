"""`annotate`, `annotations`, `edit`, `delete`: annotations without a screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from corpus.span import Span
from tui.cli.commands import Spec
from tui.cli.output import add_json, plural, print_rows, put, put_json, wants_json
from tui.cli.session import note
from tui.cli.tag_options import by_comma, each_one

if TYPE_CHECKING:
    from annotations.model import Annotation
    from tui.cli.session import Session

_OF_ONE: Final = (
    "quote",
    "prefix",
    "suffix",
    "start",
    "end",
    "tag",
    "note",
)  # a batch has these in its lines


def _configure_annotate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOC", nargs="?", help="a path, or a part of it or of the title")
    parser.add_argument(
        "--quote", metavar="TEXT", help="the passage in its words; any white space fits any other"
    )
    parser.add_argument("--prefix", metavar="P", default="", help="words just before it")
    parser.add_argument("--suffix", metavar="S", default="", help="words just after it")
    parser.add_argument("--start", type=int, metavar="N", help="first code point of the passage")
    parser.add_argument("--end", type=int, metavar="N", help="code point after the passage")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="T", help="a tag; once for each of several"
    )
    parser.add_argument("--note", default="", metavar="N", help="a note in Markdown; - reads it from stdin")
    parser.add_argument("--by", metavar="WHO", help="who annotates")
    parser.add_argument("--batch", metavar="FILE", help="JSON Lines of annotations; - reads stdin")
    parser.add_argument("--json", action="store_true", help="print the annotation, not only its id")


def _annotate(args: argparse.Namespace, session: Session) -> int:
    from annotations.errors import NoPlace, ScholiastError

    if args.batch is not None:
        if args.document or any(getattr(args, name) not in (None, "", []) for name in _OF_ONE):
            raise ScholiastError(
                "--batch takes its documents and passages from the file; give only --by with it."
            )
        from tui.cli.batch import run_batch

        return run_batch(args.batch, session)
    if args.document is None:
        raise ScholiastError("Say which document: scholiast annotate DOC --quote TEXT")
    workspace = session.workspace
    path = workspace.find_document(args.document)
    tags = each_one(args.tag, session)
    try:
        span = _span(args, session, path)
    except NoPlace as error:
        text = workspace.document(path).text if error.places else ""
        note(str(error))
        for place in error.places:
            note(f"  --start {place.start} --end {place.end}: …{_around(text, place)}…")
        return 2
    (made,) = workspace.annotate(path, span, tags=tags, note=_note_text(args.note))
    if args.json:
        _print_json(made, session)
    else:
        put(made.id)
    return 0


def _print_json(made: Annotation, session: Session) -> None:
    from annotations.exchange.jsonl import annotation_json

    record = session.workspace.document_record(made.document)
    assert record is not None, "an annotation that was just made has its document"
    put_json(annotation_json(made, record))


def _span(args: argparse.Namespace, session: Session, path: str) -> Span:
    from annotations.errors import ScholiastError

    if (args.quote is None) == (args.start is None and args.end is None):
        raise ScholiastError("Say which passage: either --quote TEXT, or --start N and --end N.")
    if args.quote is not None:
        return session.workspace.quoted(path, args.quote, args.prefix, args.suffix)
    if args.prefix or args.suffix:
        raise ScholiastError("--prefix and --suffix go with --quote.")
    if args.start is None or args.end is None:
        raise ScholiastError("--start and --end go together.")
    return Span(args.start, args.end)


def _around(text: str, place: Span) -> str:
    return " ".join(text[max(0, place.start - 30) : place.end + 30].split())


def _note_text(given: str) -> str:
    return sys.stdin.read() if given == "-" else given


def _configure_annotations(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOC", nargs="?", help="only those of this document")
    parser.add_argument(
        "--query", metavar="Q", default="", help="only those that match, such as 'tag:position'"
    )
    add_json(parser)


def _annotations(args: argparse.Namespace, session: Session) -> int:
    from annotations.exchange.jsonl import annotation_json

    workspace = session.workspace
    path = None if args.document is None else workspace.find_document(args.document)
    found = workspace.annotations(path, args.query)
    if wants_json(args):
        print_rows(args, (annotation_json(item, record) for record, item in found))
    else:
        from tui.cli.listing import print_annotations

        print_annotations(found, workspace.textless())
    if not found and args.query:
        for hint in workspace.hints(args.query):
            note(hint)
    return 1 if any(item.span is None for _, item in found) and not args.query else 0


def _configure_edit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="+", help="an id, or six or more of its first characters")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="T", help="put this tag to them; once for each"
    )
    parser.add_argument(
        "--untag", action="append", default=[], metavar="T", help="take this tag off; once for each"
    )
    parser.add_argument(
        "--set-tags", metavar="T,…", help="these tags instead, set apart by commas; '' for none"
    )
    parser.add_argument("--note", metavar="N", help="this note instead; - reads it from stdin")
    parser.add_argument("--by", metavar="WHO", help="who edits")


def _edit(args: argparse.Namespace, session: Session) -> int:
    from annotations.errors import ScholiastError
    from annotations.usecases.annotating.highlights import Edit

    if not (args.tag or args.untag or args.set_tags is not None or args.note is not None):
        raise ScholiastError("Say what to change: --tag, --untag, --set-tags or --note.")
    change = Edit(
        tags=None if args.set_tags is None else by_comma(args.set_tags, session),
        add=each_one(args.tag, session),
        remove=each_one(args.untag, session),
        note=None if args.note is None else _note_text(args.note),
    )
    for tag in _carried_by_none(change.remove, args.ids, session):
        note(f"None of these has the tag “{tag}” itself; `scholiast annotations` shows their tags.")
    for item in session.workspace.edit(args.ids, change):
        put(item.id)
    return 0


def _carried_by_none(tags: Sequence[str], ids: Sequence[str], session: Session) -> list[str]:
    if not tags:
        return []
    from annotations.model import tag_path

    carried = {tag.casefold() for each in ids for tag in session.workspace.annotation(each).tags}
    return [tag for tag in tags if tag_path(tag).casefold() not in carried]


def _configure_delete(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="+", help="an id, or six or more of its first characters")


def _delete(args: argparse.Namespace, session: Session) -> int:
    deleted = len(session.workspace.delete(args.ids).changes)
    them = "it" if deleted == 1 else "them"
    put(f"{plural(deleted, 'annotation')} deleted; `scholiast undo` brings {them} back.")
    return 0


COMMANDS: Final = {
    "annotate": Spec(
        _configure_annotate,
        _annotate,
        'scholiast annotate hand --quote "a fifth more" --tag figures --note "Since when?"',
    ),
    "annotations": Spec(
        _configure_annotations, _annotations, "scholiast annotations --query 'tag:position -by:Mira' --json"
    ),
    "edit": Spec(_configure_edit, _edit, "scholiast edit 3f2a9c --tag figures --note 'Checked.'"),
    "delete": Spec(_configure_delete, _delete, "scholiast delete 3f2a9c"),
}
