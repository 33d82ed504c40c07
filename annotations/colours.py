"""The colours of tags by name, as they are stored and as other programs know them."""

from __future__ import annotations

from typing import Final

# Names and values are those of Zotero's highlighting colours, which most readers know.
NAMED: Final = {
    "yellow": "#ffd400",
    "red": "#ff6666",
    "green": "#5fb236",
    "blue": "#2ea8e5",
    "purple": "#a28ae5",
    "magenta": "#e56eee",
    "orange": "#f19837",
    "gray": "#aaaaaa",
}
"""Each as ``#rrggbb``. How one is drawn in a theme is for `styles.palette`, which has the same."""
UNTAGGED: Final = "yellow"
