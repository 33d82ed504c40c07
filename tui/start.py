"""Where the program starts: an interruption ends it quietly, even while it is still being read in."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the program and leave with its exit status."""
    try:
        from tui.cli.main import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
