"""`quotations`: who says what, listed, confirmed and corrected."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from corpus.clean import clean_line
from tui.cli.commands import Spec
from tui.cli.output import add_json, fitted, plural, print_rows, put, wants_json
from tui.cli.progress import progress
from tui.cli.session import note

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.usecases.quotations.finder import Attributed
    from tui.cli.session import Session

_MARKS: Final = {"confirmed": "✓", "proposed": "?", "none": "–"}
_LEGEND: Final = "✓ confirmed   ? proposed   – no speaker"
_NAME: Final = 24  # cells
_WORDS: Final = 160  # code points of a quotation in a list


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.usage = "scholiast quotations [DOC] [--query Q] [--speaker NAME] [--quote TEXT] [DECISION]"
    parser.description = f"{parser.description} A decision is on all that are chosen, in one step."
    parser.add_argument("document", metavar="DOC", nargs="?", help="only those of this document")
    parser.add_argument("--query", metavar="Q", default="", help="only those that this query means")
    parser.add_argument(
        "--speaker", metavar="NAME", help="only those by this speaker, or any so named in part"
    )
    parser.add_argument("--quote", metavar="TEXT", help="only those with these words")
    add_json(parser)
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--confirm", action="store_true", help="decision: the proposed speakers are right")
    act.add_argument("--correct", metavar="NAME", help="decision: NAME speaks")
    act.add_argument("--nobody", action="store_true", help="decision: nobody does, these are no quotations")
    act.add_argument("--reopen", action="store_true", help="forget what was decided")
    act.add_argument("--same", metavar=("NAME", "AS"), nargs=2, help="NAME is AS, in the whole library")
    parser.add_argument("--all", action="store_true", help="decide on every quotation of the library")


def _quotations(args: argparse.Namespace, session: Session) -> int:
    workspace = session.workspace
    if args.same:
        if args.all or args.document is not None or _query(args):
            from annotations.errors import ScholiastError

            raise ScholiastError("--same is about a name in the whole library; it goes with nothing else.")
        unknown = workspace.hints(_speaker(args.same[0])) if args.same[0].strip() else ()
        _say(workspace.same_speaker(*args.same))
        for hint in unknown:
            note(hint)
        return 0
    deciding = args.confirm or args.nobody or args.reopen or args.correct is not None
    if deciding:
        _refuse_all(args)
    _refuse_blank(args)
    found = _chosen(args, session)
    if deciding:
        chosen = _of_one(args.speaker, list(found))
        _say(_decided(args, session, chosen))
        if args.confirm:
            _say_names(chosen)
        return 0
    if wants_json(args):
        print_rows(args, map(row, found))
    else:
        print_quotations(list(found))
    if not found:
        for hint in session.workspace.hints(_query(args)):
            note(hint)
    return 0


def _refuse_all(args: argparse.Namespace) -> None:
    from annotations.errors import ScholiastError

    if not (args.all or args.document is not None or _query(args)):
        raise ScholiastError(
            "Say which quotations: a document, --query, --speaker or --quote; --all for every one."
        )
    if args.correct is not None and not args.correct.strip():
        raise ScholiastError("--correct needs a name; --nobody says that these are no quotations.")


def _refuse_blank(args: argparse.Namespace) -> None:
    from annotations.errors import ScholiastError

    for option, value in (("--speaker", args.speaker), ("--quote", args.quote)):
        if value is not None and not _words(value):
            raise ScholiastError(f"{option} has no words to look for: give some, or leave it out.")


def _chosen(args: argparse.Namespace, session: Session) -> Iterable[Attributed]:
    workspace = session.workspace
    workspace.quotation_test(args.query)  # a mistake in it is shown where the person made it
    test = workspace.quotation_test(_query(args))
    if args.document is not None:
        path = workspace.find_document(args.document)
        return [each for each in workspace.quotations(path) if test(each)]
    with progress("looking through") as on_progress:
        return list(workspace.all_quotations(_query(args), on_progress=on_progress))


def _of_one(name: str | None, found: Sequence[Attributed]) -> Sequence[Attributed]:
    """What is to be decided on: where ``name`` fits several speakers, those whose whole name it is.

    Raises:
        ScholiastError: It is a part of several names, and the whole of none.
    """
    from annotations.errors import ScholiastError
    from annotations.speaker import name_key

    names = Counter(each.speaker for each in found)
    if name is None or len(names) < 2:
        return found
    whole = [each for each in found if name_key(each.speaker) == name_key(name)]
    if not whole:
        raise ScholiastError(
            f"“{name}” fits more than one speaker: {_named(names)}. Give --speaker the whole name of one."
        )
    return whole


def _named(names: Counter[str]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in names.most_common())


def _query(args: argparse.Namespace) -> str:
    """The query of all that was asked; what was typed in one option stands for itself."""
    parts = [f"({args.query})"] if args.query.strip() else []
    parts += [each for each in (_speaker(args.speaker), _words(args.quote)) if each]
    return parts[0][1:-1] if len(parts) == 1 and parts[0][0] == "(" else " ".join(parts)


def _speaker(name: str | None) -> str:
    words = _words(name)
    return f"speaker:{words}" if words else ""


def _words(text: str | None) -> str:
    words = " ".join((text or "").replace('"', " ").split())
    return f'"{words}"' if words else ""


def _decided(args: argparse.Namespace, session: Session, found: Sequence[Attributed]) -> Command:
    from annotations.errors import ScholiastError

    workspace = session.workspace
    if not found:
        hints = " ".join(workspace.hints(_query(args)))
        raise ScholiastError(
            hints or "No quotation is meant by this; without a decision it is listed what is."
        )
    if args.confirm:
        return workspace.confirm_speaker(found)
    if args.reopen:
        return workspace.forget_speaker(found)
    return workspace.correct_speaker(found, args.correct or "")


def _say(command: Command) -> None:
    from annotations.told import told

    put(told(command, "`scholiast undo` takes it back"))


def _say_names(confirmed: Sequence[Attributed]) -> None:
    """Say whose quotations these were, if they were several people's."""
    names = Counter(each.speaker for each in confirmed if each.status.value == "proposed")
    if len(names) > 1:
        put(_named(names))


def row(said: Attributed) -> dict[str, Any]:
    """A quotation as ``--json`` gives it."""
    from annotations.library import storable

    return {
        "document": storable(said.path),
        "start": said.span.start,
        "end": said.span.end,
        "exact": said.exact,
        "speaker": said.speaker,
        "speaker_status": said.status.value,
        "cue": said.cue,
    }


def print_quotations(found: Sequence[Attributed]) -> None:
    """Quotations by article, each with its speaker and how sure that is."""
    if not found:
        put("No quotation was found.")
        return
    for path, group in groupby(found, key=lambda each: each.path):
        put(clean_line(path))
        for each in group:
            mark, name = _MARKS[each.status.value], fitted(each.speaker, _NAME)
            put(f"  {mark} {name}  {clean_line(each.exact, _WORDS)}")
        put()
    counts = Counter(each.status.value for each in found)
    articles = plural(len({each.path for each in found}), "article")
    parts = [f"{counts[status]:,} {words}" for status, words in _SAID if counts[status]]
    put(f"{plural(len(found), 'quotation')} in {articles}: {', '.join(parts)}")
    put(_LEGEND)


_SAID: Final = (
    ("confirmed", "with a confirmed speaker"),
    ("proposed", "with a proposed one"),
    ("none", "without"),
)

COMMANDS: Final = {
    "quotations": Spec(
        _configure, _quotations, "scholiast quotations --speaker aldous --query 'source:wire' --confirm"
    ),
}
