"""`notes`: every note of the library, and notes on articles, tags and the library as a whole."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, Final

from tui.cli.commands import Spec
from tui.cli.output import add_json, as_json, print_columns, print_rows, put, put_json, wants_json
from tui.cli.tag_options import each_one

if TYPE_CHECKING:
    from annotations.memo import Memo
    from annotations.usecases.annotating.memos import Noted
    from tui.cli.session import Session

_CHANGES: Final = {
    "article": ("DOC [TEXT] [--tag T] [--untag T]", "a note on an article, tags of it as a whole"),
    "tag": ("TAG TEXT", "a note on a tag"),
    "library": ("TEXT", "a new note on the library"),
    "delete": ("ID", "a note on an article, a tag or the library"),
}


def _configure(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    rows = "\n".join(f"  notes {name:<8} {usage:<34}{what}" for name, (usage, what) in _CHANGES.items())
    parser.description = (
        f"{parser.description}\n\nchanges (TEXT is Markdown; - reads it from stdin, '' clears it):\n{rows}"
    )
    parser.add_argument(
        "change", nargs="?", choices=tuple(_CHANGES), metavar="CHANGE", help="see above; none lists them"
    )
    parser.add_argument("words", nargs="*", metavar="...", help="what the change needs")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="T", help="tags the whole article; once for each"
    )
    parser.add_argument(
        "--untag", action="append", default=[], metavar="T", help="takes a tag off it; once for each"
    )


def _notes(args: argparse.Namespace, session: Session) -> int:
    if args.change:
        return _change(args, session)
    found = session.workspace.notes()
    if wants_json(args):
        print_rows(args, [_row(each) for each in found])
    elif not found:
        put("No notes yet.")
    else:
        rows = [("id", "on", "what", "note")]
        rows += [(each.id[:8], *_on(each), each.text) for each in found]
        print_columns(rows, (8, 7, 32))
    return 0


def _change(args: argparse.Namespace, session: Session) -> int:
    from annotations.errors import ScholiastError
    from annotations.memo import MemoKind
    from annotations.usecases.annotating.memos import LIBRARY, About

    words: list[str] = args.words
    usage = f"Usage: scholiast notes {args.change} {_CHANGES[args.change][0]}"
    retags = bool(args.tag or args.untag)
    if retags and args.change != "article":
        raise ScholiastError(f"--tag and --untag go with an article. {usage}")
    wanted = {"article": (1, 2), "tag": (2, 2), "library": (1, 1), "delete": (1, 1)}[args.change]
    if not wanted[0] <= len(words) <= wanted[1] or (
        args.change == "article" and len(words) == 1 and not retags
    ):
        raise ScholiastError(usage)
    workspace = session.workspace
    add, remove = each_one(args.tag, session), each_one(args.untag, session)
    before = None
    match args.change:
        case "article":
            path = workspace.find_document(words[0])
            before = workspace.memo_on(About(MemoKind.DOCUMENT, path))
            text = _text(words[1]) if len(words) > 1 else None
            if retags:
                _retag(session, path, add, remove, text)
            else:
                workspace.write_memo(About(MemoKind.DOCUMENT, path), text or "")
            memo = workspace.memo_on(About(MemoKind.DOCUMENT, path))
        case "tag":
            before = workspace.memo_on(About(MemoKind.TAG, words[0]))
            memo = workspace.write_memo(About(MemoKind.TAG, words[0]), _text(words[1]))
        case "library":
            memo = workspace.write_memo(LIBRARY, _text(words[0]))
        case _:
            workspace.delete_memo(_whole_id(session, words[0]))
            memo = None
    if wants_json(args):
        row = _row(_noted(session, memo)) if memo else None
        put(as_json(row)) if args.jsonl and row else put_json(row)
    else:
        gone = "Nothing is said there any more; `scholiast undo` takes that back."
        nothing = "Nothing was said there before, so nothing is changed."
        put(memo.id if memo else gone if before or args.change == "delete" else nothing)
    return 0


def _noted(session: Session, memo: Memo) -> Noted:
    """A memo with what it is about, also where it only has tags."""
    from annotations.memo import MemoKind
    from annotations.usecases.annotating.memos import Noted

    workspace = session.workspace
    document = workspace.document_record(memo.target) if memo.kind is MemoKind.DOCUMENT else None
    tags = workspace.codebook().tags if memo.kind is MemoKind.TAG else ()
    tag = next((each for each in tags if each.id == memo.target), None)
    return Noted(memo=memo, document=document, tag=tag)


def _retag(session: Session, path: str, add: list[str], remove: list[str], text: str | None) -> None:
    """Change the tags of an article, and its note where that is given, in one step."""
    from annotations.memo import MemoKind
    from annotations.model import tag_path
    from annotations.usecases.annotating.memos import About
    from tui.cli.session import note

    memo = session.workspace.memo_on(About(MemoKind.DOCUMENT, path))
    gone = {tag_path(tag).casefold() for tag in remove}
    there = memo.tags if memo else ()
    kept = [tag for tag in there if tag.casefold() not in gone]
    for tag in remove:
        if tag_path(tag).casefold() not in {each.casefold() for each in there}:
            note(f"The article as a whole has no tag “{tag}”.")
    session.workspace.tag_article(path, [*kept, *add], text=text)


def _whole_id(session: Session, given: str) -> str:
    """The id of the one note on an article, tag or the library that begins so."""
    from annotations.errors import ScholiastError

    found = [each.id for each in session.workspace.notes() if each.memo and each.id.startswith(given.lower())]
    if len(found) != 1 or len(given) < 6:
        raise ScholiastError(
            f"No one note on an article, a tag or the library has the id “{given}”; "
            "`scholiast notes` lists them, six characters are enough."
        )
    return found[0]


def _text(given: str) -> str:
    return sys.stdin.read() if given == "-" else given


def _on(each: Noted) -> tuple[str, str]:
    """What a note is on, as a word and by its name."""
    if each.annotation is not None:
        return "passage", each.annotation.selectors.exact
    if each.tag is not None:
        return "tag", each.tag.path
    if each.document is not None:
        return "article", each.document.title or each.document.path
    return each.memo.kind.value if each.memo else "", ""


def _row(each: Noted) -> dict[str, Any]:
    said = each.annotation or each.memo
    assert said is not None
    return {
        "id": each.id,
        "on": _on(each)[0],
        "document": each.document.path if each.document else "",
        "tag": each.tag.path if each.tag else "",
        "exact": each.annotation.selectors.exact if each.annotation else "",
        "text": each.text,
        "tags": list(said.tags),
        "creator": said.creator,
        "created": said.created,
        "modified": said.modified,
    }


COMMANDS: Final = {
    "notes": Spec(_configure, _notes, "scholiast notes article ledger 'Compare with the wire.'")
}
