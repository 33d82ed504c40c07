"""Ways to drive a reader in a test, and to see what it shows."""

from __future__ import annotations

from textual.geometry import Region
from textual.pilot import Pilot

from tests.page.sample import PageApp, document
from tui.widgets.reader import Reader

TEXT = "One here. Two here. Three here.\n\nA second paragraph. It ends."
LONG = document("\n\n".join(f"Paragraph {n} begins. " + "It has some more words. " * 12 for n in range(200)))


FURNITURE = str.maketrans("›▐", "  ")  # the line mark of terminals with few colours, and the scroll thumb


def heard(app: PageApp, kind: type) -> list[object]:
    return [message for message in app.heard if isinstance(message, kind)]


def lines(app: PageApp) -> list[str]:
    width, height = app.reader.size
    shown = app.reader.render_lines(Region(0, 0, width, height))
    return [strip.text.translate(FURNITURE) for strip in shown]


def view(reader: Reader) -> tuple[int, int]:
    return reader.top_offset, reader.bottom_offset


def words(reader: Reader) -> str:
    span = reader.selected
    return "" if span is None else span.of(reader.document.text)


async def cell_of(app: PageApp, offset: int) -> tuple[int, int]:
    """Where a character stands on the screen."""
    reader = app.reader
    layout = reader._page.layout
    number = layout.row_at(offset)
    cell = reader._frame.left + layout.cell_of(layout.row(number), offset)
    return cell, number + reader._head - reader._top


async def drag(pilot: Pilot[None], start: tuple[int, int], *path: tuple[int, int]) -> None:
    await pilot.mouse_down(Reader, offset=start)
    for offset in path:
        await pilot.hover(Reader, offset=offset)
    await pilot.mouse_up(Reader, offset=path[-1])
