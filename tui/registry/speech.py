"""Actions on quotations, speakers and chronology."""

from __future__ import annotations

from typing import Final

from tui.registry.action import Row

SPEECH: Final[tuple[Row, ...]] = ()

CONTEXTS: Final[dict[str, tuple[str, ...]]] = {}
FOOTERS: Final[dict[str, tuple[str, ...]]] = {}
