"""`export`, `verify`: the annotated brief and its proof, and the annotations in other formats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.quoted import quoted
from tui.cli.commands import Spec
from tui.cli.output import plural, print_rows, put, put_clean
from tui.cli.progress import progress
from tui.cli.session import note

if TYPE_CHECKING:
    from annotations.brief.regenerate import Regenerated
    from annotations.usecases.briefing import BriefRequest
    from annotations.workspace import Workspace
    from tui.cli.session import Session

_REFERENCES: Final = ("bibtex", "csl")
_GROUPS: Final = ("tag", "document", "date", "source", "speaker")
_FLAVOURS: Final = ("plain", "pandoc", "quarto", "obsidian")
FORMATS: Final = (
    "markdown", "html", "jsonld", "csv", "jsonl", "qdpx", "qdc", "hypothesis", "taguette",
    "taguette-highlights", "readwise", *_REFERENCES,
)  # fmt: skip


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.usage = "scholiast export [options] [-o FILE]"
    rows = "  " + ", ".join(FORMATS[:6]) + ",\n  " + ", ".join(FORMATS[6:])
    parser.description = f"The annotated brief, or the annotations in another format. Formats:\n{rows}"
    add = parser.add_argument
    add("--format", choices=FORMATS, default="markdown", metavar="F", help="what to write; else the brief")
    add("--query", metavar="Q", help="only annotations that match, such as 'tag:position'")
    add("--group-by", type=_group, choices=_GROUPS, metavar="G", help=f"headings by {', '.join(_GROUPS)}")
    add("--flavour", choices=_FLAVOURS, metavar="V", help=f"Markdown for {', '.join(_FLAVOURS)}")
    add("--title", metavar="T", default="", help="title of the brief (else the folder's name)")
    add("--template", metavar="FILE", help="a Jinja2 template, a folder of parts, or one of yours by name")
    add("--bibliography", metavar="FILE", default="", help="write the references there (CSL-JSON)")
    add("-o", "--output", metavar="FILE", help="write here; a brief there is brought up to date")
    add("--diff", action="store_true", help="show what would change in FILE, write nothing")
    add("--prune", action="store_true", help="take out of FILE what no longer matches")
    add(
        "--restore",
        action="store_true",
        help="renew what was changed by hand in FILE, put back what was taken out",
    )
    add("--force", action="store_true", help="replace FILE, whatever it is")
    add("--excel", action="store_true", help="begin a csv with the mark that Excel needs")
    add("--windows", action="store_true", help="count a qdpx as programs on Windows do")
    add("--no-guard", action="store_true", help="leave cells that a spreadsheet would run")


def _group(name: str) -> str:
    return "document" if name == "article" else name  # as the reader calls it


def _export(args: argparse.Namespace, session: Session) -> int:
    target = Path(args.output).expanduser() if args.output else None
    if args.format == "markdown":
        return _brief(args, session.workspace, target)
    data = _data(args, session.workspace)
    if target is None:
        _to_stdout(data)
    else:
        session.workspace.write(target, data, new_only=not args.force)
        note(f"wrote {target}")
    return 0


def _brief(args: argparse.Namespace, workspace: Workspace, target: Path | None) -> int:
    from annotations.errors import ScholiastError

    beside = Path(args.bibliography).expanduser() if args.bibliography and not args.diff else None
    if beside is not None:
        _may_hold_references(beside, target, force=args.force)
    query, kept = args.query or "", _kept_query(target) if target and not args.force else None
    asked = query if args.query is not None or kept is None else kept
    with progress("reading") as on_progress:
        matching = workspace.prepare_brief(asked, on_progress)
    if not matching:
        _tell_of_none(workspace, asked)
        if kept is not None and asked != kept and not (args.prune or args.diff):
            raise ScholiastError(f"{target} is left as it is; --prune empties it, --force writes it anew.")
    status = _brief_alone(args, workspace, target)
    if beside is not None:
        workspace.write(beside, workspace.references("csl", args.query or "").encode("utf-8"))
    return status


def _kept_query(target: Path) -> str | None:
    """The query of a brief that is there; None where none is."""
    from annotations.usecases.briefing import BriefRequest

    kept = BriefRequest.of(target.read_bytes().decode("utf-8", "replace")) if target.is_file() else None
    return kept.query if kept else None


def _tell_of_none(workspace: Workspace, query: str) -> None:
    """Say that nothing matches a query, and what of it is not there."""
    if query.strip():
        for words in ("Nothing matches the query.", *workspace.hints(query)):
            note(words)


def _may_hold_references(path: Path, brief: Path | None, *, force: bool) -> None:
    """See to it that the references replace nothing but references, before anything is written.

    Raises:
        ScholiastError: The file is something else.
    """
    from annotations.errors import ScholiastError

    if brief is not None and path.resolve() == brief.resolve():
        raise ScholiastError(f"{path} is to be the brief; name another file for --bibliography.")
    if path.exists() and not force and not _holds_references(path):
        raise ScholiastError(
            f"{path} is there and holds no CSL-JSON; name another file, or replace it with --force."
        )


def _holds_references(path: Path) -> bool:
    import json

    if not path.is_file():
        return False
    try:
        rows = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(rows, list) and all(
        isinstance(row, dict) and {"id", "type"} <= set(row) for row in rows
    )


def _brief_alone(args: argparse.Namespace, workspace: Workspace, target: Path | None) -> int:
    request = _request(args)
    if target is None:
        _to_stdout(workspace.brief_file(request))
        return 0
    if args.force or not target.exists():
        if not args.diff:
            workspace.write(target, workspace.brief_file(request))
            note(f"wrote {target}")
        return 0
    return _renew(args, workspace, target, request)


def _renew(args: argparse.Namespace, workspace: Workspace, target: Path, request: BriefRequest) -> int:
    """Bring a brief up to date; what was written into it by hand stays."""
    old = target.read_bytes()
    found = workspace.rewritten(old, request, prune=args.prune, restore=args.restore)
    if args.diff:
        from annotations.brief.regenerate import diff

        put_clean(diff(old, found.data, target.name).rstrip("\n"))
        _report(target, found)
        return 0
    if found.data != old:
        workspace.write(target, found.data)
    _report(target, found)
    return 1 if found.damaged else 0


def _report(target: Path, found: Regenerated) -> None:
    """Say what became of the blocks, or with ``--diff`` what would become of them."""
    blocks = f"{plural(len(found.updated), 'block')} renewed, {len(found.added)} added"
    note(f"{target}: {blocks}")
    for kept in found.kept:
        note(f"  changed by hand, kept as it is (--restore renews it): line {kept.line}: {kept.excerpt}")
    for gone in found.gone:
        what = (
            "no longer matches, changed by hand, kept (--prune --restore takes it out)"
            if gone.by_hand
            else "no longer matches (--prune takes it out)"
        )
        note(f"  {what}: line {gone.line}: {gone.excerpt}")
    for name in found.left_out:
        note(f"  taken out by hand, left out (--restore puts it back): {name}")
    for name in found.damaged:
        note(f"  its marks are damaged, left as it is: {name}")


def _request(args: argparse.Namespace) -> BriefRequest:
    from annotations.brief.model import Flavour, GroupBy
    from annotations.usecases.briefing import BriefRequest, template_of

    return BriefRequest(
        query=args.query,
        group_by=GroupBy(args.group_by) if args.group_by else None,
        flavour=Flavour(args.flavour) if args.flavour else None,
        title=args.title,
        template=template_of(args.template or ""),
        bibliography=Path(args.bibliography).name,
    )


def _data(args: argparse.Namespace, workspace: Workspace) -> bytes:
    query = args.query or ""
    if args.format == "html" or args.format in _REFERENCES:
        if query and not workspace.annotations(None, query):
            _tell_of_none(workspace, query)
        if args.format == "html":
            return workspace.page(query).encode("utf-8")
        return workspace.references(args.format, query).encode("utf-8")
    from annotations.usecases.exchange.exporting import Options

    options = Options(guard=not args.no_guard, mark=args.excel, windows=args.windows)
    export = workspace.export(args.format, query, options)
    if not export.matching:
        _tell_of_none(workspace, query)
    for remark in export.remarks:
        note(f"{remark.what}: {remark.reason}")
    return export.data


def _to_stdout(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def _configure_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("brief", metavar="BRIEF.md", help="a brief, ours or written by hand; - reads stdin")
    parser.add_argument("--json", action="store_true", help="print a JSON array of all quotations")


def _verify(args: argparse.Namespace, session: Session) -> int:
    from annotations.brief.regenerate import settings
    from annotations.brief.verify import Result, finding_json

    data = sys.stdin.buffer.read() if args.brief == "-" else Path(args.brief).expanduser().read_bytes()
    text = data.decode("utf-8", "replace")
    found = session.workspace.verified(text)
    wrong = [finding for finding in found if finding.result is not Result.EXACT]
    if not found and "scholiast" not in settings(text):
        note(f"{args.brief} is no brief, and nothing is quoted in it: nothing was verified.")
        print_rows(argparse.Namespace(jsonl=False), []) if args.json else None
        return 1
    if args.json:
        print_rows(argparse.Namespace(jsonl=False), [finding_json(finding) for finding in found])
        return 1 if wrong else 0
    for finding in wrong:
        where = f" ({finding.document})" if finding.document else ""
        put_clean(f"line {finding.line}: {finding.result.value}{where}: {quoted(finding.quotation)}")
        put_clean(f"    {finding.difference}")
    put(f"{plural(len(found), 'quotation')}, {len(found) - len(wrong)} exact.")
    return 1 if wrong else 0


COMMANDS: Final = {
    "export": Spec(_configure, _export, "scholiast export --query 'tag:position' --group-by tag -o brief.md"),
    "verify": Spec(_configure_verify, _verify, "scholiast verify brief.md && git commit brief.md"),
}
