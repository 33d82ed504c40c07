"""How it looks: sheets, themes and the palette of tag colours."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SHEET: Final = Path(__file__).with_name("app.tcss")
