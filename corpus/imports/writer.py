"""Markdown written block by block: whatever a document was, its headings, lists, quotations and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.imports.escape import target
from corpus.imports.inlines import BREAK, Run, comment, is_blank, markdown_of

_DEEPEST: Final = 8  # lists and quotations within each other; what lies deeper is written at this depth
_WIDEST: Final = 40  # columns
_FENCES: Final = re.compile("`{3,}")


@dataclass(slots=True, eq=False)
class _Container:
    """A quotation, a list or an item that is open.

    Attributes:
        number: Of a list's next item; None for bullets.
        marker: Of an item, with its blank; empty for the others.
        begun: Whether an item's marker was written.
    """

    kind: str  # quote, list, item or note
    number: int | None = None
    marker: str = ""
    begun: bool = False

    def prefix(self) -> str:
        if self.kind == "quote":
            return "> "
        if not self.marker:
            return ""
        if self.begun:
            return self.further()
        self.begun = True
        return self.marker

    def further(self) -> str:
        if self.kind == "quote":
            return "> "
        return " " * (4 if self.kind == "note" else len(self.marker))


@dataclass(slots=True)
class _Table:
    rows: list[list[list[list[Run]]]] = field(default_factory=list)  # rows, cells, paragraphs, runs
    depth: int = 1
    layout: bool = False


class Writer:
    """Takes a document in as it is walked through; `finished` gives its Markdown.

    Every method may be called in any order; what makes no sense is written as paragraphs.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._runs: list[Run] = []
        self._open: list[_Container] = []
        self._too_deep = 0
        self._heading = 0
        self._table: _Table | None = None
        self._last: tuple[_Container, ...] = ()
        self._last_list: _Container | None = None
        self._last_was_item = False

    # Words

    def text(
        self, words: str, *, strong: bool = False, emphasis: bool = False, code: bool = False, link: str = ""
    ) -> None:
        """Words of a look; a ``link`` that leads neither to the web nor to a mailbox is left out."""
        if words:
            safe = target(link) if link else ""
            self._runs.append(Run(words, strong and not code, emphasis and not code, code, safe))

    def note(self, number: int) -> None:
        """Here the note of this number is referred to."""
        self._runs.append(Run(f"[^{number}]", raw=True))

    def line_break(self) -> None:
        """The line ends here, the paragraph does not."""
        self._runs.append(BREAK)

    def mark(self, words: str) -> None:
        """Something to find a place again by, such as a page: in the file, not in the text."""
        self._runs.append(Run(words, mark=True))

    # Blocks

    def end_block(self) -> None:
        """What stands there so far is a paragraph, or the heading that was begun."""
        level, self._heading = self._heading, 0
        runs, self._runs = self._runs, []
        if is_blank(runs):
            self._runs = [run for run in runs if run.mark]  # a mark waits for the words it belongs to
            return
        if self._table is not None:
            self._into_cell(runs)
            return
        while runs and (runs[0].mark or runs[0].text.isspace()):
            first = runs.pop(0)
            if first.mark:
                self._put([comment(first.text)])
        if level:
            words = markdown_of(runs, breaks=False)
            # A heading's closing signs would be taken off it.
            closed = re.sub(r"(?<!\\)#(?=#*\Z)", r"\\#", words)
            self._put([f"{'#' * level} {closed}"])
        else:
            self._put(markdown_of(runs).split("\n"))

    def begin_heading(self, level: int) -> None:
        """What follows is a heading, until the block ends."""
        self.end_block()
        if self._table is None:
            self._heading = max(1, min(level, 6))

    def rule(self) -> None:
        """A line across the page."""
        self.end_block()
        if self._table is None:
            self._put(["* * *"])

    def code(self, words: str) -> None:
        """A block that is kept as it stands."""
        self.end_block()
        from corpus.clean import canonical

        lines = canonical(words).text.expandtabs(4).split("\n")
        while lines and not lines[-1].strip():
            lines.pop()
        while lines and not lines[0].strip():
            lines.pop(0)
        if not lines:
            return
        if self._table is not None:
            self._into_cell([run for line in lines for run in (Run(line), BREAK)])
            return
        longest = max((len(run) for run in _FENCES.findall("\n".join(lines))), default=2)
        fence = "`" * (longest + 1)
        self._put([fence, *lines, fence])

    # Containers

    def begin_quote(self) -> None:
        """What follows is quoted."""
        self._begin(_Container("quote"))

    def begin_list(self, number: int | None = None) -> None:
        """A list begins; numbered from ``number`` if that is given."""
        self._begin(_Container("list", number=number))

    def begin_item(self) -> None:
        """An item of the list begins; the one before ends by itself."""
        self.end_block()
        while self._open and self._open[-1].kind == "item" and not self._too_deep:
            self._open.pop()
        here = next((each for each in reversed(self._open) if each.kind == "list"), None)
        if self._too_deep or here is None or self._open[-1] is not here:
            return
        if here.number is None:
            marker = "* " if here.begun else "- "
        else:
            marker = f"{here.number}{')' if here.begun else '.'} "
            here.number += 1
        self._open.append(_Container("item", marker=marker))

    def begin_note(self, number: int) -> bool:
        """What follows is a note, referred to by this number; whether it can be one here."""
        self.end_block()
        if self._table is not None or self._too_deep or any(each.kind == "quote" for each in self._open):
            return False
        self._open.clear()  # notes stand in no list, though they are numbered
        self._open.append(_Container("note", marker=f"[^{number}]: "))
        return True

    def _begin(self, container: _Container) -> None:
        self.end_block()
        depth = sum(each.kind != "item" for each in self._open)
        if self._table is not None or depth >= _DEEPEST:
            self._too_deep += 1
            return
        if container.kind == "list":
            # Two lists that touch would be read as one: the second takes other marks.
            last, parents = self._last_list, tuple(self._open)
            touching = last is not None and self._last_was_item and self._last[: len(parents)] == parents
            container.begun = touching and not last.begun if last is not None else False
        self._open.append(container)

    def end(self, kind: str) -> None:
        """The innermost ``quote``, ``list`` or ``note`` ends."""
        self.end_block()
        if self._too_deep:
            self._too_deep -= 1
            return
        if not any(each.kind == kind for each in self._open):
            return
        while self._open:
            closed = self._open.pop()
            if closed.kind == kind:
                if kind == "list":
                    self._last_list = closed
                break

    # Tables

    def begin_table(self) -> None:
        """A table begins; one within another is dissolved."""
        self.end_block()
        if self._table is None:
            self._table = _Table()
        else:
            self._table.depth += 1
            self._table.layout = True

    def begin_row(self) -> None:
        """A row begins."""
        self.end_block()
        if self._table is not None and self._table.depth == 1:
            self._table.rows.append([])

    def begin_cell(self) -> None:
        """A cell begins."""
        self.end_block()
        if self._table is not None and self._table.depth == 1:
            if not self._table.rows:
                self._table.rows.append([])
            self._table.rows[-1].append([])

    def end_table(self) -> None:
        """The table ends: written as one if it is one, else as the paragraphs that are in it."""
        self.end_block()
        table = self._table
        if table is None:
            return
        table.depth -= 1
        if table.depth:
            return
        self._table = None
        rows = [row for row in table.rows if any(row)]
        width = max((len(row) for row in rows), default=0)
        most = max((len(cell) for row in rows for cell in row), default=0)
        if table.layout or width < 2 or width > _WIDEST or len(rows) < 2 or most > 3:
            for paragraph in (runs for row in rows for cell in row for runs in cell):
                self._runs = paragraph
                self.end_block()
            return
        lines = [self._row(row, width) for row in rows]
        self._put([lines[0], f"|{' --- |' * width}", *lines[1:]])

    def _into_cell(self, runs: list[Run]) -> None:
        assert self._table is not None
        if not self._table.rows or not self._table.rows[-1]:
            self._table.rows.append([[]])
        self._table.rows[-1][-1].append(runs)

    def _row(self, row: Sequence[list[list[Run]]], width: int) -> str:
        cells = [" ".join(markdown_of(_in_cell(runs), breaks=False) for runs in cell) for cell in row]
        cells += [""] * (width - len(cells))
        return f"| {' | '.join(cells)} |"

    # The page

    def _put(self, lines: Sequence[str]) -> None:
        """Write a block with the marks of what it stands in."""
        stack = tuple(self._open)
        begins = any(each.marker and not each.begun for each in stack)
        if self._lines:
            self._lines.extend(self._between(stack, begins, lines[0]))
        first = "".join(each.prefix() for each in stack)
        further = "".join(each.further() for each in stack)
        self._lines.append(first + lines[0])
        self._lines.extend((further + line).rstrip() if not line else further + line for line in lines[1:])
        self._last = stack
        self._last_was_item = any(each.marker for each in stack)

    def _between(self, stack: tuple[_Container, ...], begins: bool, line: str) -> Iterator[str]:
        """The blank line before a block, unless it is the next item of a list."""
        shared = []
        for one, other in zip(stack, self._last, strict=False):
            if one is not other:
                break
            shared.append(one)
        first = next((number for number, each in enumerate(stack) if each.marker and not each.begun), 0)
        if begins and first and not line.startswith("|"):
            goes_on = first <= len(shared)  # its list is the one of the item before
            interrupts = stack[first].marker[:2] in ("- ", "* ", "1.", "1)")
            if goes_on or (interrupts and any(each.kind == "list" for each in shared)):
                return
        yield "".join(each.further() for each in shared).rstrip()

    def finished(self) -> str:
        """The Markdown, ending with a line feed; empty if there were no words."""
        self.end_block()
        while self._table is not None:
            self.end_table()
        if self._runs and self._lines:  # a mark at the very end
            self._lines.extend(("", *(comment(run.text) for run in self._runs if run.mark)))
            self._runs = []
        return "\n".join(self._lines) + "\n" if self._lines else ""


def _in_cell(runs: Sequence[Run]) -> list[Run]:
    """Code that would end the cell it stands in is plain words."""
    return [run._replace(code=run.code and "|" not in run.text) for run in runs]
