"""Opening the reader: which folder is meant, and what is said when there is no screen."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.cli.output import put
from tui.cli.session import current_folder, is_library, note

if TYPE_CHECKING:
    from annotations.workspace import Workspace
    from tui.cli.session import Session
    from tui.picture import Standing

_SWITCH: Final = 0.001  # seconds after which a thread at work lets the screen have its turn


def open_reader(args: argparse.Namespace, session: Session) -> int:
    """Open the reader on the folder that is meant; without a terminal, print the article list."""
    # What is made until the first frame stays; looking for garbage in it takes a tenth of the start.
    gc.disable()
    workspace = _workspace(args)
    if not sys.stdout.isatty():
        from tui.cli.reading import listed

        workspace.refresh()
        sys.stdout.write(listed(workspace.articles()))
        put("To read here, run scholiast in a terminal; `scholiast show DOC` prints one article.")
        workspace.close()
        return 0
    if not sys.stdin.isatty():
        note("the keyboard is not a terminal, so the reader cannot open; try `scholiast list`")
        return 2
    # Frames are painted when there is something to show, and a tick of this clock later at most: what
    # comes just after a frame must not wait for a sixtieth of a second. Textual reads this when imported.
    os.environ.setdefault("TEXTUAL_FPS", "500")
    sys.setswitchinterval(_SWITCH)
    from tui.picture import picture_of

    with picture_of(workspace) as standing:
        return _read(workspace, session.creator, standing)


def _read(workspace: Workspace, creator: Callable[[], str], standing: Standing | None) -> int:
    """Open the reader on a library and stay in it; the exit status.

    Args:
        creator: Says who annotates; asked late, because it may have to ask other programs.
        standing: The terminal, if the picture stands on it.
    """
    from tui import guard, sturdy
    from tui.app import ScholiastApp

    guard.install()
    sturdy.install()
    app = ScholiastApp(workspace, creator=creator)
    app.goes_on = True
    if standing is not None:
        from tui.takeover import TakingOver

        app.driver_class, app.standing = TakingOver, standing
    app.run()
    return app.return_code or 0


def _workspace(args: argparse.Namespace) -> Workspace:
    from annotations.places import Places
    from annotations.workspace import Workspace

    places = Places.of_user()
    folder = _folder(args)
    if folder is None:
        from annotations.usecases.sampling import open_sample

        return open_sample(places)
    return Workspace.open(folder, places=places)


def _folder(args: argparse.Namespace) -> Path | None:
    """The folder to open; None for the sample library."""
    if args.sample:
        return None
    if args.dir and args.library:
        from annotations.errors import ScholiastError

        raise ScholiastError(f"Name one folder: {args.dir}, or {args.library}.")
    given = args.dir or args.library or os.environ.get("SCHOLIAST_LIBRARY")
    if given:
        return Path(given).expanduser()
    here = current_folder()
    return here if is_library(here) else None
