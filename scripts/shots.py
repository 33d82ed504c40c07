"""Draw the documentation's screenshots by driving the reader on the sample library."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from annotations.places import Places
from annotations.usecases.sampling import open_sample
from tui.app import ScholiastApp
from tui.config import Config
from tui.screens.library.screen import LibraryScreen

# A picture fetches nothing: the fonts that Textual names lie on a server, those of the machine do as well.
_FONTS = re.compile(r"@font-face\s*\{.*?\}|<!-- Generated with .*?-->", re.DOTALL)
_TARGET = Path(__file__).parents[1] / "docs" / "shots"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the keys that lead to it, size in cells and theme."""

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (132, 38)
    theme: str = "scholiast-dark"


SHOTS = (
    Shot("reader", ("right_square_bracket", "right_square_bracket")),
    Shot("reader-light", ("right_square_bracket",), (120, 34), "scholiast-light"),
    Shot("tags", ("right_curly_bracket", "s", "t", "d", "u", "r"), (110, 32)),
    Shot("brief", ("B",), (120, 36), "scholiast-light"),
    Shot("narrow", ("right_square_bracket",), (80, 24)),
    Shot("echoes", ("right_square_bracket", "right_square_bracket", "right_square_bracket", "e"), (120, 26)),
    Shot("quotations", ("Q", "down"), (120, 32), "scholiast-light"),
    Shot("compare", ("equals_sign", "enter"), (132, 34)),
)


async def draw(shot: Shot) -> None:
    """Draw one picture, with a home of its own so that nothing of anybody's is in it."""
    with tempfile.TemporaryDirectory() as home:
        root = Path(home)
        os.environ.update({f"XDG_{kind}_HOME": str(root / kind) for kind in ("CONFIG", "DATA", "CACHE")})
        workspace = open_sample(Places(root / "config", root / "data", root / "cache"), by="You")
        app = ScholiastApp(workspace, Config(theme=shot.theme))
        async with app.run_test(size=shot.size) as pilot:
            screen = next(screen for screen in app.screen_stack if isinstance(screen, LibraryScreen))
            for key in ("", *shot.keys, ""):
                if key:
                    await pilot.press(key)
                while screen.opener.busy or screen.saver.busy or screen.working or not screen.compared:
                    await pilot.pause(0.05)
                await pilot.pause(0.2)
            _TARGET.mkdir(parents=True, exist_ok=True)
            picture = _FONTS.sub("", app.export_screenshot(title="scholiast"))
            (_TARGET / f"{shot.name}.svg").write_text(picture, "utf-8")
        workspace.close()


def main() -> None:
    """Draw all pictures."""
    for shot in SHOTS:
        asyncio.run(draw(shot))
        print(f"docs/shots/{shot.name}.svg")


if __name__ == "__main__":
    main()
