"""The rows of the table, by subject."""

from __future__ import annotations

from benchmarks.figures import Row
from benchmarks.rows import commands, lists, reading, resources, saving, searching, starting, traffic

ROWS: tuple[Row, ...] = (
    *starting.ROWS,
    *reading.ROWS,
    *saving.ROWS,
    *lists.ROWS,
    *searching.ROWS,
    *traffic.ROWS,
    *resources.ROWS,
    *commands.ROWS,
)
