"""Quotations as rows of a list, the headings over them, and the signs for how sure a speaker is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from tui.widgets.celltext import cells, cut, shown
from tui.widgets.runs import Line, Run

SIGNS: Final = {"confirmed": "✓", "proposed": "?", "none": "–"}
"""What stands for how sure a speaker is, read without colour."""
LEGEND: Final = "speakers: ? proposed  ✓ confirmed  – not known, or nobody’s words"


class Grouping(StrEnum):
    """What quotations stand under; the value is what the list's first line says."""

    SPEAKER = "speaker"
    DATE = "date"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A quotation as the list shows it.

    Attributes:
        group: What it stands under, as it is to read.
        status: ``proposed``, ``confirmed`` or ``none``.
        about: What else is said of it on its first line, in turn.
        marked: Whether a person decided that nobody speaks.
    """

    key: str
    group: str
    status: str
    speaker: str
    about: tuple[str, ...]
    exact: str
    settled: bool = False
    picked: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The heading of a group.

    Attributes:
        open: How many of its quotations wait for a decision.
        folded: Whether they are not shown.
    """

    key: str
    group: str
    count: int
    open: int
    folded: bool = False


Row: TypeAlias = QuotationRow | GroupRow


def headed(items: Sequence[QuotationRow], folded: Collection[str] = ()) -> list[Row]:
    """The quotations with a heading over each group; of a folded one that alone."""
    groups: dict[str, list[QuotationRow]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    found: list[Row] = []
    for group, rows in groups.items():
        waiting = sum(row.status == "proposed" for row in rows)
        found.append(GroupRow(f"\0{group}", group, len(rows), waiting, group in folded))
        if group not in folded:
            found += rows
    return found


def group_line(item: GroupRow, width: int) -> Line:
    """The heading in ``width`` cells, with how many stand under it and wait."""
    count = f"{item.count:,}" + (f" · {item.open:,} to confirm" if item.open else "")
    sign = "▸" if item.folded else "▾"
    name = cut(shown(item.group), max(8, width - cells(count) - 7))
    rule = "─" * max(0, width - cells(name) - cells(count) - 7)
    head = [Run(f" {sign} ", "dim"), Run(f"{name} ", "heading")]
    return [*head, Run(f"{rule} ", "dim"), Run(count, "dim")]
