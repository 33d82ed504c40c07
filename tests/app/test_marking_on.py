"""One passage after the other: what is marked next begins after what was marked."""

from __future__ import annotations

from tests.app.bench import Open, bench
from tui.screens.library.screen import LibraryScreen


def quotations(screen: LibraryScreen) -> list[str]:
    return sorted(item.selectors.exact for item in screen.said.values())


async def test_the_next_selection_begins_after_the_highlight(opened: Open) -> None:
    async with bench(opened()) as found:
        screen = found.library
        screen.reader.go(screen.reader.document.text.index("gates were"))
        await found.press("v", "w", "w", "enter")
        first = quotations(screen)
        await found.press("v", "w", "enter")
        second = next(item for item in quotations(screen) if item not in first)
        assert not set(second) & set(".,") or second[0].isalnum()
        assert screen.document is not None
        text = screen.document.text
        spans = sorted(item.span for item in screen.said.values() if item.span)
        assert spans[1].start > spans[0].end - 1
        assert text[spans[0].end : spans[1].start].strip() == ""
        await found.press("s", "enter", "v", "w", "w", "enter")
        assert not any(item.startswith((".", " ")) for item in quotations(screen))
