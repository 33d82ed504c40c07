"""Actions on lenses and furniture."""

from __future__ import annotations

from typing import Final

from tui.registry.action import Row

LENSES: Final[tuple[Row, ...]] = ()

CONTEXTS: Final[dict[str, tuple[str, ...]]] = {}
FOOTERS: Final[dict[str, tuple[str, ...]]] = {}
