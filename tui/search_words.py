"""The words over the results of a search: how much was found, in which order, what is wrong with a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.gathering import Gathered, View
from tui.widgets.celltext import cells
from tui.widgets.runs import Line, Run

if TYPE_CHECKING:
    from annotations.query.syntax import QueryError

ORDERS: Final = {
    "left": "the word before", "left2": "the second word before",
    "right": "the word after", "right2": "the second word after",
    "date": "date", "source": "source",
}  # fmt: skip

Said = tuple[Line, str]
"""A line: what stands at its left end and what at its right end."""


def found(view: View, gathered: Gathered, order: str) -> tuple[str, str]:
    """How much was found, and the order it stands in."""
    one = "passage" if view is View.PASSAGES else "place"
    if not gathered.articles:
        left = "nothing found" if gathered.complete else "…"
    elif not gathered.places:
        left = many(gathered.articles, "article")
    else:
        left = f"{many(gathered.places, one)} in {many(gathered.articles, 'article')}"
        left = f"the first {left}" if gathered.cut else left
    if not gathered.complete and gathered.articles:
        left += " so far …"
    return left, f"by {ORDERS[order]}" if view is View.CONCORDANCE else ""


def nothing(view: View, gathered: Gathered, marked: str, concordance: str) -> str:
    """What an empty list of results says; ``marked`` and ``concordance`` are the keys of these views."""
    if not gathered.complete:
        return ""
    if gathered.hints:
        return " ".join(gathered.hints)
    if view is View.PASSAGES:
        return f"No marked passage is meant by this; {marked} looks in the texts."
    if view is View.CONCORDANCE:
        return f"There are no words here to stand in the middle; {concordance} shows the list."
    return "Nothing here. A star finds words that begin so: negotiat*"


def index_words(done: int, of: int) -> str:
    """How far the index is, while it is being made; all is found meanwhile, but it takes longer."""
    return f"indexing {done:,} of {of:,}, searching takes longer until then" if of else ""


def mistake(error: QueryError, line: str, scrolled: int, width: int) -> tuple[Said, Said]:
    """Where the mistake is, what it is, and an example, on two lines of ``width`` cells.

    Args:
        line: The query as it was typed.
        scrolled: Cells by which it has been scrolled away; -1 if the place cannot be shown.
    """
    at = 1 + max(0, cells(line[: error.position]) - scrolled)
    mark = [Run(" " * at), Run("▲ ", "warning")] if scrolled >= 0 else [Run("  ")]
    message = f"{error.message}."
    example = [Run("  for example  ", "dim"), Run(error.example, "note-strong")]
    room, shown = width - 3, sum(cells(run.text) for run in example)
    used = sum(cells(run.text) for run in mark)
    if used + cells(message) + shown <= room:
        return ([*mark, Run(message, "warning"), *example], ""), ([], "")
    if used + cells(message) <= room:
        return ([*mark, Run(message, "warning")], ""), (example, "")
    second: Line = [Run("  "), Run(message, "warning")]
    if 2 + cells(message) + shown <= room:
        return (mark, ""), ([*second, *example], "")
    # The example says most: beside the mark it is not cut off, whatever becomes of the message.
    example = [Run("  like  ", "dim"), example[1]]
    shown = sum(cells(run.text) for run in example)
    if shown <= at and used + shown > room:
        return ([*example, Run(" " * (at - shown)), *mark[1:]], ""), (second, "")
    return ([*mark, *example], ""), (second, "")


def many(count: int, word: str) -> str:
    """``3 places``, ``1 place``."""
    return f"{count:,} {word}{'s' * (count != 1)}"
