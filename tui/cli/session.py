"""One run of a command: which library is meant, who is annotating, and what went wrong in words."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.usecases.unchanged import Kept
    from annotations.workspace import Workspace


class Session:
    """The library of one run, opened when it is first asked for."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._workspace: Workspace | None = None
        self._kept: Kept | None = None

    @property
    def workspace(self) -> Workspace:
        """The library, its folder looked through."""
        if self._workspace is None:
            from annotations.workspace import Workspace

            self._workspace = Workspace.open(self.root(), by=self.creator())
            self._workspace.refresh(seen=self._kept.scan() if self._kept is not None else None)
            if self._workspace.remark:
                note(self._workspace.remark)
        return self._workspace

    def kept(self, name: str) -> Kept:
        """What was made of the library under a name, to be asked for before the library is opened."""
        from annotations.places import Places
        from annotations.usecases.unchanged import Kept

        self._kept = Kept(self.root(), Places.of_user(), name)
        return self._kept

    def creator(self) -> str:
        """Who annotates: ``--by``, else the configuration, else git's user, else the login."""
        from tui.cli.who import creator

        return creator(getattr(self._args, "by", None))

    def root(self) -> Path:
        """The library's folder as it was named, else the current one.

        Raises:
            ScholiastError: None is named, and the current folder holds no documents.
        """
        from annotations.errors import ScholiastError

        given = self._args.library or os.environ.get("SCHOLIAST_LIBRARY")
        if given:
            return Path(given).expanduser()
        here = current_folder()
        if is_library(here):
            return here
        raise ScholiastError(
            f"{here} holds no documents. Name a library with -L DIR, or set SCHOLIAST_LIBRARY."
        )

    def attend(self) -> int:
        """Name what of the store could not be read in this run; 1 if there is anything, else 0."""
        if self._workspace is None:
            return 0
        errors = [each for each in self._workspace.findings() if each.severity == "error"]
        for each in errors:
            note(f"{each.where}: {each.what}" if each.where else each.what)
        return 1 if errors else 0

    def close(self) -> None:
        """Close the library if it was opened; a failure is said, the work is safe by then."""
        if self._workspace is not None:
            try:
                self._workspace.close()
            except Exception as error:  # whatever it is, what was acknowledged is on disk
                sys.stderr.write(explain(error))


def current_folder() -> Path:
    """The current folder.

    Raises:
        ScholiastError: It was deleted.
    """
    from annotations.errors import ScholiastError

    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise ScholiastError("The current folder is not there any more. Go to another one.") from error


def is_library(folder: Path) -> bool:
    """Whether ``folder`` holds a store or a readable document at its top level."""
    from corpus.names import EXTENSIONS

    if (folder / ".scholiast").is_dir():
        return True
    try:
        with os.scandir(folder) as rows:
            return any(
                not row.name.startswith(".")
                and Path(row.name).suffix.lower() in EXTENSIONS
                and row.is_file(follow_symlinks=False)
                for row in rows
            )
    except OSError:
        return False


def note(message: str) -> None:
    """Say something that is not a result: on stderr."""
    from corpus.clean import clean

    sys.stderr.write(f"scholiast: {clean(message)}\n")


def explain(error: BaseException) -> str:
    """What went wrong, as the one or two lines that the person gets."""
    from annotations.storage.home import words_for
    from corpus.clean import clean

    if isinstance(error, OSError) and error.strerror:
        where = f" ({os.fsdecode(error.filename)})" if error.filename else ""
        text = f"{words_for(error)}{where}."
    else:
        text = str(error) or type(error).__name__
        if not _is_ours(error):
            text = (
                f"Something went wrong that should not ({type(error).__name__}: {text}). "
                "What was acknowledged is safe; please report it."
            )
    return f"scholiast: {clean(text)}\n"


def _is_ours(error: BaseException) -> bool:
    return type(error).__module__.split(".")[0] in {"annotations", "corpus", "tui", "styles"}
