"""Who is annotating."""

from __future__ import annotations

import getpass
import subprocess


def creator(given: str | None = None) -> str:
    """``given``, else the configured name, else git's ``user.name``, else the login name."""
    from corpus.clean import clean_line
    from tui.config import load

    name = given or load(with_keys=False).config.creator or _git_name() or _login()
    return clean_line(name, 120)


def _git_name() -> str:
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, timeout=2, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
