"""`list`, `show`, `mark`: what there is to read, and how far it was read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from tui.cli.commands import Spec
from tui.cli.output import add_json, as_json, in_columns, indented, plural, print_rows, put, widest
from tui.cli.session import note

if TYPE_CHECKING:
    from annotations.library import Article
    from annotations.workspace import Workspace
    from tui.cli.session import Session

_PATH: Final = 40  # cells that a path has on a terminal, where the title is to stand beside it


def _configure_list(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def _list(args: argparse.Namespace, session: Session) -> int:
    plain = "terminal" if sys.stdout.isatty() else "text"
    form = "json" if args.json else "jsonl" if args.jsonl else plain
    kept = session.kept(f"list-{form}")
    known = kept.text()
    if known is not None:
        sys.stdout.write(known)
        return 0
    workspace = session.workspace
    articles = workspace.articles()
    problems = _problems(articles, workspace)
    text = _text(form, articles, session)
    sys.stdout.write(text)
    for path, reason in problems.items():
        note(f"{path}: {reason}")
    loose = () if articles else workspace.importable()
    if loose:
        from tui.importable import importable_words

        note(f"{importable_words(loose)} `scholiast import .` in that folder, or I in the reader, does it.")
    if not (problems or loose or workspace.findings()) and workspace.stories_told():
        kept.keep(text)
    return 1 if problems else 0


def _problems(articles: Sequence[Article], workspace: Workspace) -> dict[str, str]:
    """What cannot be read or was passed over, and why, by path."""
    from annotations.library import storable

    found = {storable(each.path): each.problem for each in articles if each.problem and not each.brief}
    for path, reason in workspace.problems:
        found.setdefault(storable(path), reason)
    return found


def _text(form: str, articles: Sequence[Article], session: Session) -> str:
    """The list as it is printed."""
    from annotations.library import storable

    if form in ("text", "terminal"):
        return listed(articles, session.workspace.distinct_stories(), whole=form == "text")
    leads = _leads(session)
    paths = {article.path: storable(article.path) for article in articles if not article.brief}
    rows = [_list_row(each, paths[each.path], leads) for each in articles if not each.brief]
    return "".join(f"{as_json(row)}\n" for row in rows) if form == "jsonl" else indented(rows) + "\n"


def _leads(session: Session) -> dict[str, str]:
    """For each version of a story the article that stands for it, as last indexed."""
    from annotations.library import storable

    return {
        storable(version.path): storable(story.lead)
        for story in session.workspace.stories()
        for version in story.versions
    }


def _list_row(article: Article, path: str, leads: Mapping[str, str]) -> dict[str, Any]:
    return {
        "path": path,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "date": article.date,
        "words": article.words,
        "status": article.status.value,
        "annotations": article.annotations,
        "version_of": leads.get(path, ""),
    }


def listed(articles: Sequence[Article], stories: int = 0, *, whole: bool = True) -> str:
    """The article list as columns; briefs come apart, at the end.

    Args:
        stories: How many distinct ones they tell; 0 where nobody knows.
        whole: Whether long paths are printed whole, for a program or a file, and not cut for the eye.
    """
    documents = [article for article in articles if not article.brief]
    lines = [_columns(documents, whole), ""] if documents else []
    told = plural(len(documents), "article")
    if 0 < stories < len(documents):
        told += f", {plural(stories, 'distinct story', 'distinct stories')}"
    marked = sum(article.annotations for article in documents)
    lines.append(f"{told}, {plural(marked, 'highlight')}" if documents else "No articles here.")
    briefs = [article.path for article in articles if article.brief]
    if briefs:
        from corpus.clean import clean

        lines.append(clean(f"{plural(len(briefs), 'brief')}: {', '.join(briefs)}"))
    return "\n".join(lines) + "\n"


def _columns(documents: Sequence[Article], whole: bool) -> str:
    marks = widest((str(article.annotations) for article in documents), 5)
    words = widest((str(article.words) for article in documents), 5)
    rows = [("", "date", "marks".rjust(marks), "words".rjust(words), "document", "title · source")]
    glyphs = {"unread": "○", "reading": "◐", "read": "●"}
    for article in documents:
        title, source = article.title, article.source
        rows.append(
            (
                "!" if article.problem else glyphs[article.status],
                article.date or "–",
                str(article.annotations or "–").rjust(marks),
                str(article.words).rjust(words),
                article.path,
                article.problem or (f"{title} · {source}" if title and source else title or source),
            )
        )
    dates = widest((article.date for article in documents), 10)
    paths = widest((article.path for article in documents), 8)
    return in_columns(rows, (1, dates, marks, words, paths if whole else min(_PATH, paths)))


def _configure_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "document", metavar="DOC", help="a path, or an unambiguous part of it or of the title"
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--text", action="store_true", help="print the canonical text alone, byte for byte")
    group.add_argument("--json", action="store_true", help="print text, blocks and annotations as JSON")
    group.add_argument("--plain", action="store_true", help="no colours, even on a terminal")


def _show(args: argparse.Namespace, session: Session) -> int:
    workspace = session.workspace
    document = workspace.document(workspace.find_document(args.document))
    if args.text:
        sys.stdout.flush()
        sys.stdout.buffer.write(document.text.encode("utf-8"))
        return 0
    placed = workspace.placed(document)
    if args.json:
        from tui.cli.showing import document_json

        print_rows(argparse.Namespace(jsonl=True), [document_json(document, placed.annotations)])
    else:
        from tui.cli.showing import styled

        colours = sys.stdout.isatty() and not args.plain
        put(styled(document, placed.annotations, colours=colours))
    for remark in document.remarks:
        note(f"{document.path}: {remark}")
    if placed.sentence:
        note(f"{document.path}: {placed.sentence}")
    return 0


def _configure_mark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("documents", metavar="DOC", nargs="+", help="which documents")
    parser.add_argument("status", choices=("unread", "reading", "read"), help="what they are")


def _mark(args: argparse.Namespace, session: Session) -> int:
    from annotations.personal import Status

    paths = [session.workspace.find_document(name) for name in args.documents]
    for path in paths:
        session.workspace.mark(path, Status(args.status))
    put(f"{plural(len(paths), 'document')} marked {args.status}.")
    return 0


COMMANDS: Final = {
    "list": Spec(_configure_list, _list, "scholiast list -L ~/articles --json"),
    "show": Spec(_configure_show, _show, "scholiast show hand --plain | less"),
    "mark": Spec(_configure_mark, _mark, "scholiast mark hand ledger read"),
}
