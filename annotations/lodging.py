"""Where a library is and where its store lives: inside, or with the user where it cannot be written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from annotations.errors import ScholiastError
from annotations.places import STORE_FOLDER, Places
from annotations.storage.links import is_store_or_empty, link_in


class Lodging(NamedTuple):
    """Where the store is.

    Attributes:
        folder: Of the store.
        original: The store inside of a read-only library, of which ``folder`` is to be a copy as
            soon as something is added; None where there is nothing to copy.
        remark: What the person should know, empty in the usual case.
    """

    folder: Path
    original: Path | None = None
    remark: str = ""

    @property
    def to_read(self) -> Path:
        """The folder that holds what there is so far."""
        return self.original if self.original is not None else self.folder

    def settle(self) -> None:
        """Copy the original, whole or not at all, so that ``folder`` can be written.

        Raises:
            OSError: It cannot be copied; nothing is left behind.
        """
        if self.original is None or self.folder.exists():
            return
        import shutil
        import tempfile

        self.folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=".store-", dir=self.folder.parent))
        try:
            shutil.copytree(self.original, half / "store", copy_function=_copy, ignore=_links)
            for folder, _, _ in os.walk(half / "store"):
                Path(folder).chmod(Path(folder).stat().st_mode | 0o700)  # ours now, too
            (half / "store").rename(self.folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)


def checked_root(root: Path) -> Path:
    """``root`` as an absolute path.

    Raises:
        ScholiastError: It is not a folder that can be read.
    """
    try:
        if not root.exists():
            raise ScholiastError(f"There is no folder {root}.")
        if not root.is_dir():
            raise ScholiastError(f"{root} is a file; a library is a folder. Try `scholiast {root.parent}`.")
        next(os.scandir(root), None)
    except OSError as error:
        raise ScholiastError(f"The folder {root} cannot be read: {error.strerror or error}.") from error
    return root.absolute()


def lodging(root: Path, places: Places) -> Lodging:
    """Where the store of the library at ``root`` is, or goes.

    Raises:
        ScholiastError: A link stands where a file or folder of the store belongs.
    """
    inside = root / STORE_FOLDER
    _check_links(inside)
    if inside.exists() and not inside.is_dir():
        remark = f"{inside} is a file, where the folder belongs that keeps what you add: rename it."
        return Lodging(inside, remark=remark)
    if os.access(inside if inside.exists() else root, os.W_OK):
        return Lodging(inside)
    outside = places.personal(root) / "store"
    remark = f"{root} is read-only: what you add is kept in {outside}."
    original = inside if inside.exists() and not outside.exists() else None
    return Lodging(outside, original, remark)


def _check_links(folder: Path) -> None:
    """Raises `ScholiastError` where a store must not be opened, since a link in it may lead anywhere."""
    if folder.is_symlink() and not is_store_or_empty(folder):
        raise ScholiastError(
            f"{folder} is a link to a place that holds no annotations, so nothing was opened: what is kept "
            "here would be written there. Remove the link, or let it lead to an empty folder."
        )
    try:
        link = link_in(folder)
    except OSError as error:
        raise ScholiastError(f"The folder {folder} cannot be read: {error.strerror or error}.") from error
    if link:
        import shlex

        raise ScholiastError(
            f"{folder / link} is a link, so nothing was opened: what is kept here would be read from or "
            f"written to the place where it leads. Remove it: rm {shlex.quote(os.fspath(folder / link))}"
        )


def _links(folder: str, names: list[str]) -> list[str]:
    """Which of ``names`` are links, which are left out of a copy."""
    return [name for name in names if os.path.islink(os.path.join(folder, name))]  # noqa: PTH114, PTH118


def _copy(source: str, target: str) -> str:
    """One file, writable whatever it was, since it is ours now."""
    import shutil

    shutil.copyfile(source, target, follow_symlinks=False)
    return target
