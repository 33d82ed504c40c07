"""Actions on lenses and furniture."""

from __future__ import annotations

from typing import Final

from tui.registry.action import TEXT, Row

# fmt: off
LENSES: Final[tuple[Row, ...]] = (
    ("lens", "L", TEXT, "Next lens", "lens",
     "Dims all but quotations, then but figures, dates, names, then nothing; n and N step through them."),
    ("highlight_seen", "i", TEXT, "Highlight what the lens shows", "highlight all",
     "Highlights all that the lens shows, or all of it within the selection, with the current tags."),
    ("lens_quotations", "", TEXT, "Lens: quotations", "", "Dims all but quotations."),
    ("lens_figures", "", TEXT, "Lens: figures", "", "Dims all but amounts, percentages and counts."),
    ("lens_dates", "", TEXT, "Lens: dates", "", "Dims all but dates."),
    ("lens_names", "", TEXT, "Lens: names", "", "Dims all but people, places and bodies."),
    ("lens_off", "", TEXT, "Lens: off", "", "Dims nothing any more."),
    ("furniture", "x", TEXT, "Furniture or text", "furniture",
     "Says that the paragraph is no part of the article, or that it is: dimmed or not, searched or not."),
    ("furniture_everywhere", "", TEXT, "Furniture everywhere", "",
     "Says that a paragraph with these words is furniture, in every article."),
    ("text_everywhere", "", TEXT, "Text everywhere", "",
     "Says that a paragraph with these words is text, in every article."),
)
# fmt: on

CALLS: Final[dict[str, str]] = {
    "lens_off": "look_at('')",
    **{f"lens_{name}": f"look_at('{name}')" for name in ("quotations", "figures", "dates", "names")},
}
CONTEXTS: Final[dict[str, tuple[str, ...]]] = {}
FOOTERS: Final[dict[str, tuple[str, ...]]] = {}
