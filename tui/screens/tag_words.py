"""Tags in words: how much carries them, what a change takes along or brings, what would come of a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from annotations import codebook as reshaping
from annotations.codebook import Codebook, CodebookError, Reshape
from annotations.model import tag_path
from tui.dialogs.line import Verdict
from tui.dialogs.tag_match import near_identical
from tui.widgets.tag_list import TagRow

if TYPE_CHECKING:
    from annotations.changes import Change
    from annotations.tagtree import Count, Node


def tag_row(node: Node) -> TagRow:
    """The row of a tag in the tree."""
    tag, count = node.tag, node.all
    return TagRow(
        node.path,
        tag.colour if tag else "",
        tag.pinned if tag else 0,
        (count.passages, count.articles, count.sources),
        node.below,
        tag.description if tag else "",
        tag is not None,
    )


def counted(node: Node) -> str:
    """Counts in words: the tag's own, and with its sub-tags where these add something."""
    parts = [_words(node.own)]
    if node.below and node.all != node.own:
        parts.append(f"with sub-tags {_words(node.all)}")
    if node.own.whole:
        parts.append(f"{node.own.whole} of the articles as a whole")
    if node.tag is not None and node.tag.pinned:
        parts.append(f"on key {node.tag.pinned}")
    return "; ".join(parts)


def _words(count: Count) -> str:
    if not (count.passages or count.articles):
        return "no passages yet"
    words = f"{_many(count.passages, 'passage')} in {_many(count.articles, 'article')}"
    return f"{words} from {_many(count.sources, 'source')}" if count.sources else words


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"


def along(node: Node, where: str = "") -> str:
    """What goes along with a tag."""
    parts = [_many(node.all.passages, "passage")]
    parts += [_many(node.below, "sub-tag")] if node.below else []
    go = "goes" if node.all.passages == 1 and not node.below else "go"
    return f"{' and '.join(parts)} {go} {where or 'along'}."


def new_words(path: str) -> str:
    """What a new path means."""
    above = path.rpartition("/")[0]
    return f"A sub-tag of “{above}”." if above else "A new tag. “a/b” makes b a sub-tag of a."


def coloured(colour: str) -> Callable[[Codebook, str], Reshape]:
    """A change of one tag to ``colour``."""
    return lambda book, path: reshaping.recolour(book, path, colour)


def judged(
    book: Codebook,
    line: str,
    plan: Callable[[str], Reshape],
    words: Callable[[str], str],
    own: set[str] | None = None,
) -> Verdict:
    """What would come of a name that was typed."""
    path = tag_path(line)
    if not path:
        return Verdict("Steps are set apart by “/”, as in position/strength.", good=False)
    try:
        plan(path)
    except CodebookError as error:
        return Verdict(str(error), good=False)
    others = (tag.path for tag in book.tags if tag.path.casefold() not in (own or set()))
    near = near_identical(path, others)
    if near:
        return Verdict(f"“{near}” exists: is it the same?", doubtful=True)
    return Verdict(words(path))


def brought(changes: Iterable[Change]) -> str:
    """The tag that a change brings into the tree, the uppermost of several; empty for none.

    One that is new comes before one that only has another path, and that before one that only looks or
    reads otherwise.
    """
    found: list[tuple[int, int, str]] = []
    for change in changes:
        if change.table != "tags" or change.after is None:
            continue
        path, old = str(change.after["path"]), change.before
        rank = 0 if old is None else 1 if old["path"] != path else 2
        found.append((rank, path.count("/"), path))
    return min(found)[2] if found else ""


def steps_above(path: str) -> Iterator[str]:
    """The tags that ``path`` stands under, without case."""
    steps = path.casefold().split("/")
    return ("/".join(steps[:depth]) for depth in range(1, len(steps)))
