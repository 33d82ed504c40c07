"""Text through the user's own editor: a private temporary file, the terminal lent, the text back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.clean import clean

if TYPE_CHECKING:
    from textual.app import App


class NoEditor(Exception):
    """The editor could not be used; the message says why and what to do."""


def editor_command(configured: str = "") -> list[str]:
    """The editor's command line: the configured one, else ``$VISUAL``, else ``$EDITOR``.

    Raises:
        NoEditor: None is named, or the line has an unclosed quotation mark.
    """
    line = configured or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(line)
    except ValueError as error:
        raise NoEditor(f"The editor's command line cannot be read ({error}): {line}") from error
    if not command:
        raise NoEditor("No editor is named. Set $EDITOR, or editor in the configuration file.")
    return command


def edit(text: str, app: App[Any], configured: str = "") -> str:
    """``text`` as it comes back from the editor, cleaned. The terminal is the editor's meanwhile.

    What an editor wrote and could not be taken back stays in its file.

    Raises:
        NoEditor: There is none, it failed, or this terminal cannot be lent. ``text`` is unharmed.
    """
    from textual.app import SuspendNotSupported

    command = editor_command(configured)
    given, lent = text.encode("utf-8"), False
    handle, name = tempfile.mkstemp(prefix="scholiast-", suffix=".md")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(given)
        with app.suspend():
            lent = True
            status = subprocess.run([*command, name], check=False).returncode
        found = Path(name).read_bytes()
        if status:
            kept = "the text is as it was" if found == given else f"what it wrote is kept in {name}"
            raise NoEditor(f"{command[0]} ended with status {status}; {kept}.")
        lent = False
        return clean(found.decode("utf-8", "replace")).removesuffix("\n")
    except SuspendNotSupported as error:
        raise NoEditor("This terminal cannot be lent to another program.") from error
    except OSError as error:
        raise NoEditor(f"{command[0]} could not be started: {error.strerror or error}.") from error
    finally:
        if not lent or _holds(name, given):
            Path(name).unlink(missing_ok=True)


def _holds(name: str, content: bytes) -> bool:
    """Whether a file holds ``content`` and no more."""
    try:
        return Path(name).read_bytes() == content
    except OSError:
        return False


def open_file(path: Path, app: App[Any], configured: str = "") -> None:
    """Open a file in the editor and wait for it. The terminal is the editor's meanwhile.

    Raises:
        NoEditor: There is none, it failed, or this terminal cannot be lent.
    """
    from textual.app import SuspendNotSupported

    command = editor_command(configured)
    try:
        with app.suspend():
            status = subprocess.run([*command, str(path)], check=False).returncode
    except SuspendNotSupported as error:
        raise NoEditor("This terminal cannot be lent to another program.") from error
    except OSError as error:
        raise NoEditor(f"{command[0]} could not be started: {error.strerror or error}.") from error
    if status:
        raise NoEditor(f"{command[0]} ended with status {status}.")
