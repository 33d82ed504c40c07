"""What every part of the seam stands on: the library, who acts, and whether it may be written to."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import ReadOnly
from annotations.personal import Personal
from corpus.clean import clean_line

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.lodging import Lodging
    from annotations.places import Places
    from annotations.store import Store


class Ground:
    """One library, of which what is stored is read when it is first asked for.

    Attributes:
        places: The folders of the user.
        by: Who acts.
    """

    def __init__(self, root: Path, places: Places, by: str, lodging: Lodging) -> None:
        self._root = root
        self.places = places
        self.by = clean_line(by)
        self._lodging = lodging
        self._personal = Personal(places.personal(root))
        self._opening = threading.Lock()
        self._opened: Library | None = None

    @property
    def _library(self) -> Library:
        if self._opened is None:
            with self._opening:
                if self._opened is None:
                    self._opened = self._open_library()
        return self._opened

    def _open_library(self) -> Library:
        from annotations.library import Library
        from corpus.catalogue import Catalogue

        catalogue = Catalogue(self._root, self.places.cached(self._root))
        return Library(self._root, self._open_store(self._lodging.to_read), catalogue, self._personal)

    def _open_store(self, folder: Path) -> Store:
        from annotations.store import Store
        from annotations.writer import writer_of

        return Store.open(
            folder, writer=writer_of(self.personal_folder), cache=self.places.cached(self._root)
        )

    @property
    def personal_folder(self) -> Path:
        """Where what is personal about this library is kept."""
        return self.places.personal(self._root)

    @property
    def writable(self) -> str:
        """Empty if changes can be saved, else the sentence that says why not."""
        return "" if self._lodging.original else self._library.store.writable

    def _must_write(self) -> None:
        """Raises `ReadOnly` where nothing can be saved."""
        if self._lodging.original is not None:
            self._move_out()
        if reason := self.writable:
            raise ReadOnly(reason)

    def _move_out(self) -> None:
        """Take the store of a read-only library along into the user's folder."""
        try:
            self._lodging.settle()
        except OSError as error:
            raise ReadOnly(f"{self._lodging.folder} cannot be written: {error.strerror or error}.") from error
        self._library.store.close()
        self._library.store = self._open_store(self._lodging.folder)
        self._lodging = self._lodging._replace(original=None)
