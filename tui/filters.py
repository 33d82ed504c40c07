"""Filters that read queries: for the list of articles and for the annotations of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from annotations.query import Query, QueryError, parse
from annotations.query.scanner import QUOTES
from annotations.query.syntax import And, Everything, Near, Not, Or, Term, Within
from annotations.saved_search import SIGN
from tui.widgets.article_row import ArticleRow
from tui.widgets.card import Card
from tui.widgets.filtering import folded

if TYPE_CHECKING:
    from annotations.model import Annotation
    from annotations.workspace import Workspace

Said = tuple[str, Mapping[str, "Annotation"]]


def split(line: str) -> tuple[str, str] | None:
    """A typed line as plain words and the rest of the query; None if there are only words, or no query.

    Plain words stay what they are in a filter: beginnings and parts of words of what a list shows. Only
    what has a field, a sign or an operator is asked of the library.
    """
    try:
        query = parse(line)
    except QueryError:
        return None
    parts = query.parts if isinstance(query, And) else (query,)
    words = [part.text for part in parts if isinstance(part, Term) and _is_plain(part)]
    rest = [part for part in parts if not (isinstance(part, Term) and _is_plain(part))]
    if isinstance(query, Everything):
        return None
    if not rest:
        return ("", str(query)) if QUOTES.keys() & set(line) else None
    return " ".join(words), str(And(tuple(rest)) if len(rest) > 1 else rest[0])


def _is_plain(term: Term) -> bool:
    return not (term.prefix or term.exact or " " in term.text)


def needs_texts(query: Query) -> bool:
    """Whether articles must be looked into to answer a query."""
    match query:
        case And(parts) | Or(parts):
            return any(map(needs_texts, parts))
        case Not(part):
            return needs_texts(part)
        case Term() | Near():
            return True
        case Within(field, _):
            return field in ("text", "speaker")
    return False


class ArticleFilter:
    """Reads what is typed over the articles.

    Args:
        later: Called with the filter when it has to `look` for something, which is meant for a thread;
            it is to be set as the list's matcher again afterwards.
    """

    def __init__(self, workspace: Workspace, later: Callable[[ArticleFilter], None]) -> None:
        self._workspace = workspace
        self._later = later
        self._wanted = ""
        self._known: tuple[str, frozenset[str] | None] = ("", None)  # None: everything

    def __call__(self, line: str) -> Callable[[ArticleRow], bool] | None:
        """What tests a row; None for plain words."""
        found = _read(self._workspace, line)
        if found is None:
            return None
        words, query = folded(found[0]).split(), found[1]
        paths = self._paths(query)

        def shown(row: ArticleRow) -> bool:
            if paths is not None and row.path not in paths:
                return False
            text = folded(f"{row.title} {row.source} {row.date} {row.path}") if words else ""
            return all(word in text for word in words)

        return shown

    def forget(self) -> None:
        """Find out again what is meant when it is next asked for: something was changed."""
        self._known = ("", self._known[1])

    def _paths(self, query: str) -> frozenset[str] | None:
        """What is known to be meant; until that is found out, what was meant before."""
        if self._known[0] != query and self._wanted != query:
            self._wanted = query
            self._later(self)
        return self._known[1]

    def look(self) -> None:
        """Find the articles that were asked for last."""
        query = self._wanted
        if not query:
            return
        workspace = self._workspace
        find = workspace.matching if needs_texts(parse(query)) else workspace.articles_that
        found = frozenset(find(query, lambda: self._wanted != query))
        if self._wanted == query:
            self._known, self._wanted = (query, found), ""


class CardFilter:
    """Reads what is typed over the annotations of an article.

    Args:
        said: Gives the path of the open article and its annotations by id.
    """

    def __init__(self, workspace: Workspace, said: Callable[[], Said]) -> None:
        self._workspace = workspace
        self._said = said

    def __call__(self, line: str) -> Callable[[Card], bool] | None:
        """What tests a card; None for plain words."""
        found = _read(self._workspace, line)
        if found is None:
            return None
        words, query = folded(found[0]).split(), found[1]
        path, said = self._said()
        ids = frozenset(
            item.id for record, item in self._workspace.annotations(path, query) if item.id in said
        )

        def shown(card: Card) -> bool:
            if card.id not in ids:
                return False
            tags = " ".join(f"#{tag}" for tag in card.tags)
            text = folded(f"{card.quotation} {tags} {card.note} {card.byline}") if words else ""
            return all(word in text for word in words)

        return shown


def _read(workspace: Workspace, line: str) -> tuple[str, str] | None:
    named = line.lstrip().startswith(SIGN)
    try:
        asked = workspace.asked(line) if named else line
    except QueryError:
        return None  # a name that is being typed, or words
    if named and asked != line:
        return "", asked  # a saved search is a query, even one of plain words
    return split(line)
