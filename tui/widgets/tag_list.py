"""The tags of the codebook as a tree of one line each: colour, digit, name, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType

from tui.actions import bindings
from tui.widgets.celltext import cells, cut, shown
from tui.widgets.filtered import FilteredList
from tui.widgets.runs import Line, Run

_COLUMNS = (("passages", 10), ("articles", 10), ("sources", 9))
_ROOMY = 62
_NAME = 24


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag as the list shows it.

    Attributes:
        colour: Empty for a path that only sub-tags stand under.
        pinned: The digit, 0 for none.
        counts: Passages, articles and sources, sub-tags counted in.
        below: How many tags stand under it.
        words: What can be looked for beside the path.
        real: Whether it is a tag, not only a path that sub-tags stand under.
    """

    path: str
    colour: str
    pinned: int
    counts: tuple[int, int, int]
    below: int = 0
    words: str = ""
    real: bool = True

    @property
    def depth(self) -> int:
        """0 at the root."""
        return self.path.count("/")


class TagList(FilteredList[TagRow]):
    """The tree. Folded tags hide what stands under them, except while a filter is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("codebook")]
    TITLE = "CODEBOOK"
    ITEM = "tag"
    HINT = "words of tag or description"
    ESTIMATE = 1

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._folded_paths: frozenset[str] = frozenset()

    def put_items(self, items: list[TagRow]) -> None:
        """Takes the tags; what they were drawn as holds no more."""
        self._brush.forget()
        super().put_items(items)

    @property
    def folded_paths(self) -> frozenset[str]:
        """The tags whose sub-tags are hidden, without case."""
        return self._folded_paths

    @folded_paths.setter
    def folded_paths(self, paths: frozenset[str]) -> None:
        if paths != self._folded_paths:
            self._folded_paths = paths
            self._brush.forget()
            self._refilter()

    def action_fold(self) -> None:
        """Hides the sub-tags; where there are none, goes to the tag above."""
        row = self.row
        if row is None:
            return
        if row.below and not self._is_folded(row):
            self.folded_paths |= {row.path.casefold()}
        elif "/" in row.path:
            self._move(max(0, self.position_of(row.path.rpartition("/")[0])))

    def action_unfold(self) -> None:
        """Shows the sub-tags."""
        if self.row is not None:
            self.folded_paths -= {self.row.path.casefold()}

    def _is_folded(self, row: TagRow) -> bool:
        return row.path.casefold() in self._folded_paths

    def _matching(self) -> list[TagRow]:
        found = super()._matching()
        if self._filter.active or not self._folded_paths:
            return found
        kept: list[TagRow] = []
        hidden = ""
        for row in found:
            if hidden and row.path.casefold().startswith(hidden):
                continue
            kept.append(row)
            hidden = f"{row.path.casefold()}/" if self._is_folded(row) else ""
        return kept

    def _refilter(self) -> None:
        self._brush.forget()  # while filtered, tags stand with their whole path
        super()._refilter()

    def key_of(self, item: TagRow) -> str:
        """The path."""
        return item.path

    def words_of(self, item: TagRow) -> str:
        """Path and description."""
        return f"{item.path} {item.words}"

    def counts(self, item: TagRow) -> bool:
        """Tags count as `scholiast tags` lists them."""
        return item.real

    def rows_of(self, item: TagRow) -> int:
        """One: no tag is wrapped, so that heights need not be measured."""
        return 1

    def lines_of(self, item: TagRow, width: int) -> list[Line]:
        """Bar, digit, name under its parents, counts."""
        columns = _fitting(width)
        room = width - sum(column for _, column in columns) - 4
        indent = "" if self._filter.active else "  " * min(item.depth, max(0, room // 4))
        name = item.path if self._filter.active else item.path.rpartition("/")[2]
        fold = f" +{item.below}" if item.below and self._is_folded(item) and not self._filter.active else ""
        text = cut(shown(name), max(2, room - cells(indent) - len(fold)))
        look = "strong" if not item.depth or self._filter.active else "text"
        runs = [
            Run(f"{item.pinned or ' '} ", "mark"),
            Run(indent),
            Run("▌" if item.colour else " ", "bar", item.colour),
            Run(text, look if item.colour else "dim"),
            Run(fold, "dim"),
        ]
        runs.append(Run(" " * max(0, width - _wide(runs) - sum(column for _, column in columns))))
        for count, (_, column) in zip(item.counts, columns, strict=False):
            text = f"{count:,}" if count else "·"
            runs += [Run(" " * max(0, column - len(text))), Run(text, "text" if count else "dim")]
        return [runs]

    def head_lines(self, width: int) -> list[Line]:
        """Title and the names of the columns; the filter line."""
        first, second = super().head_lines(width)
        tags = sum(map(self.counts, self._all))
        count = f"{tags:,} tag{'s' * (tags != 1)}" if tags else ""
        title = [first[0], Run("  "), Run(count, "dim")]
        columns = _fitting(width - 2)
        gap = width - 2 - _wide(title) - sum(column for _, column in columns)
        if gap < 0:
            return [title, second]
        names: Line = []
        for name, column in columns:
            names += [Run(" " * (column - len(name))), Run(name, "dim")]
        return [[*title, Run(" " * gap), *names], second]


def _fitting(width: int) -> tuple[tuple[str, int], ...]:
    """The columns that leave the names enough room."""
    return _COLUMNS if width >= _ROOMY else _COLUMNS[:2] if width >= _NAME + 20 else _COLUMNS[:1]


def _wide(line: Line) -> int:
    return sum(cells(run.text) for run in line)
