"""What a key costs the screen: which widgets are styled and painted anew, and how often.

Counted, not timed: styles looked up, whole screens painted, frames per action.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from annotations.workspace import Workspace
from tests.app.bench import Bench, bench

Open = Callable[[], Workspace]


def styles_of(widget: Widget) -> dict[str, Any]:
    parts = {name: dict(styles.get_rules()) for name, styles in widget._component_styles.items()}
    return {"": dict(widget.styles.get_rules()), **parts}


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How each frame was painted: all of the screen, or a part of it."""
    seen: list[str] = []
    for name in ("render_full_update", "render_partial_update"):
        render = getattr(Compositor, name)

        def counted(self: Compositor, *rest: Any, _as: Any = (render, name), **more: Any) -> Any:
            seen.append(_as[1].split("_")[1])
            return _as[0](self, *rest, **more)

        monkeypatch.setattr(Compositor, name, counted)
    return seen


def panes(found: Bench) -> list[Widget]:
    return [found.library.shelf, found.library.reader, found.library.sidebar]


async def test_no_rule_of_the_sheet_asks_which_pane_has_the_keyboard(opened: Open) -> None:
    async with bench(opened()) as found:
        for pane in panes(found):
            found.library.set_focus(None)
            await found.settle()
            pane.update_node_styles(animate=False)
            without = styles_of(pane)
            pane.focus()
            await found.settle()
            pane.update_node_styles(animate=False)
            assert pane.has_focus
            assert styles_of(pane) == without


async def test_the_keyboard_goes_to_another_pane_without_styles_and_without_a_whole_screen(
    opened: Open, frames: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[Any] = []
    apply = Stylesheet.apply

    def counted(self: Stylesheet, node: Any, **rest: Any) -> None:
        styled.append(node)
        apply(self, node, **rest)

    async with bench(opened()) as found:
        monkeypatch.setattr(Stylesheet, "apply", counted)
        frames.clear()
        await found.press("tab")
        await found.press("shift+tab")
        assert styled == []
        assert frames
        assert "full" not in frames
