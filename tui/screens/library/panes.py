"""Panes: which of the three are on the screen at which width, as a pure rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tui.measure import is_measure

WIDE: Final = 120
MEDIUM: Final = 80


@dataclass(frozen=True, slots=True)
class Panes:
    """What the person wants to see; what is shown depends on the width as well.

    Attributes:
        articles, annotations: Whether the side panes are wanted.
        zen: Whether the text stands alone.
        over: On a medium screen, whether the annotations have slid over the articles.
        measure: Width of the text in cells as chosen at the keyboard; None where the configuration says.
    """

    articles: bool = True
    annotations: bool = True
    zen: bool = False
    over: bool = False
    measure: int | None = None

    def shown(self, width: int) -> tuple[bool, bool]:
        """Whether articles and annotations are on a screen of ``width`` cells.

        On a narrow screen a pane that was asked for by name takes the place of the text's edge.
        """
        if self.zen:
            return False, False
        if width >= WIDE:
            return self.articles, self.annotations
        if width >= MEDIUM:
            return self.articles and not self.over, self.over
        return False, self.over

    def toggled_articles(self, width: int) -> Panes:
        """After the key for the articles."""
        shown, _ = self.shown(width)
        return replace(self, articles=not shown, zen=False, over=self.over if width >= WIDE else False)

    def toggled_annotations(self, width: int) -> Panes:
        """After the key for the annotations."""
        _, shown = self.shown(width)
        if width >= WIDE:
            return replace(self, annotations=not shown, zen=False)
        return replace(self, over=not shown, zen=False)

    def as_layout(self) -> dict[str, Any]:
        """Which panes are wanted and the measure, by name, as the layout of a library keeps them."""
        chosen = {} if self.measure is None else {"measure": self.measure}
        return {"articles": self.articles, "annotations": self.annotations, **chosen}

    @classmethod
    def of_layout(cls, layout: Mapping[str, Any]) -> Panes:
        """As kept; whatever is damaged is as if it was never chosen."""
        kept = layout.get("measure")
        return cls(
            articles=layout.get("articles") is not False,
            annotations=layout.get("annotations") is not False,
            measure=kept if is_measure(kept) else None,
        )
