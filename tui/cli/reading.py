"""`list`, `show`, `mark`: what there is to read, and how far it was read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from tui.cli.commands import Spec
from tui.cli.output import add_json, plural, print_columns, print_rows, put, put_clean, wants_json
from tui.cli.session import note

if TYPE_CHECKING:
    from annotations.library import Article
    from tui.cli.session import Session


def _configure_list(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def _list(args: argparse.Namespace, session: Session) -> int:
    from annotations.library import storable

    articles = session.workspace.articles()
    documents = [article for article in articles if not article.brief]
    problems = {storable(article.path): article.problem for article in documents if article.problem}
    for path, reason in session.workspace.problems:
        problems.setdefault(storable(path), reason)
    if wants_json(args):
        leads = _leads(session)
        rows = (_list_row(article, storable(article.path)) for article in documents)
        print_rows(args, [{**row, "version_of": leads.get(row["path"], "")} for row in rows])
    else:
        print_list(articles, session.workspace.distinct_stories())
    for path, reason in problems.items():
        note(f"{path}: {reason}")
    return 1 if problems else 0


def _leads(session: Session) -> dict[str, str]:
    """For each version of a story the article that stands for it, as last indexed."""
    from annotations.library import storable

    return {
        storable(version.path): storable(story.lead)
        for story in session.workspace.stories()
        for version in story.versions
    }


def _list_row(article: Article, path: str) -> dict[str, Any]:
    return {
        "path": path,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "date": article.date,
        "words": article.words,
        "status": article.status.value,
        "annotations": article.annotations,
        "version_of": "",
    }


def print_list(articles: Sequence[Article], stories: int = 0) -> None:
    """The article list as columns; briefs come apart, at the end.

    Args:
        stories: How many distinct ones they tell; 0 where nobody knows.
    """
    documents = [article for article in articles if not article.brief]
    rows = [("", "date", "marks", "words", "document", "title · source")]
    glyphs = {"unread": "○", "reading": "◐", "read": "●"}
    for article in documents:
        name = " · ".join(part for part in (article.title, article.source) if part)
        rows.append(
            (
                "!" if article.problem else glyphs[article.status.value],
                article.date or "–",
                str(article.annotations or "–").rjust(5),
                f"{article.words}".rjust(5),
                article.path,
                article.problem or name,
            )
        )
    widest = max((len(article.path) for article in documents), default=8)
    print_columns(rows if documents else [], (1, 10, 5, 5, min(40, max(8, widest))))
    marked = sum(article.annotations for article in documents)
    told = plural(len(documents), "article")
    if 0 < stories < len(documents):
        told += f", {plural(stories, 'distinct story', 'distinct stories')}"
    put(f"\n{told}, {plural(marked, 'highlight')}" if documents else "No articles here.")
    briefs = [article.path for article in articles if article.brief]
    if briefs:
        put_clean(f"{plural(len(briefs), 'brief')}: {', '.join(briefs)}")


def _configure_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "document", metavar="DOC", help="a path, or an unambiguous part of it or of the title"
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--text", action="store_true", help="print the canonical text alone, byte for byte")
    group.add_argument("--json", action="store_true", help="print text, blocks and annotations as JSON")
    group.add_argument("--plain", action="store_true", help="no colours, even on a terminal")


def _show(args: argparse.Namespace, session: Session) -> int:
    import sys

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
        put(styled(document, placed.annotations, workspace.codebook(), colours=colours))
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
