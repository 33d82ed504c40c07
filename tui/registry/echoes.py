"""Actions on echoes, versions and comparison."""

from __future__ import annotations

from typing import Final

from tui.registry.action import Row

ECHOES: Final[tuple[Row, ...]] = ()

CONTEXTS: Final[dict[str, tuple[str, ...]]] = {}
FOOTERS: Final[dict[str, tuple[str, ...]]] = {}
