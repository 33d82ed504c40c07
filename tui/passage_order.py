"""The orders that passages of several articles can stand in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.usecases.codebook.coding import Coded


class Order(StrEnum):
    """What passages are sorted by; the value is what the list says."""

    ARTICLE = "article"
    DATE = "date"
    SOURCE = "source"
    MADE = "last made"

    def sorted(self, rows: Iterable[Coded]) -> list[Coded]:
        """``rows`` in this order, given in that of articles; what has no date or source comes last."""
        match self:
            case Order.ARTICLE:
                return list(rows)
            case Order.DATE:
                return sorted(rows, key=lambda row: (not row.document.date, row.document.date))
            case Order.SOURCE:
                return sorted(
                    rows,
                    key=lambda row: (
                        not row.document.source,
                        row.document.source.casefold(),
                        row.document.date,
                    ),
                )
            case Order.MADE:
                return sorted(rows, key=lambda row: row.annotation.created, reverse=True)
