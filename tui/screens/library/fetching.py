"""Fetching: an article read for the screen, at once if it is at hand, else its beginning before the rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from corpus.names import is_markdown
from tui.page.header import Header
from tui.presenting import Prepared, prepared
from tui.screens.library.desk import Desk
from tui.work import Job

if TYPE_CHECKING:
    from corpus.document import Document

_PATIENCE: Final = 0.3  # seconds after which reading is said to go on
_WRITTEN: Final = 0.03  # seconds after which a frame is out
_SCREENS: Final = 8_000  # code points that a screen or two may show


class Fetching(Desk):
    """The part of the screen that has articles read."""

    def leave(self) -> None:
        """Remember where the open article is left."""

    def header(self, document: Document) -> Header:
        """Title and second line above the text."""
        raise NotImplementedError

    def _opened(
        self, path: str, stamp: tuple[int, ...], document: Document, ready: Prepared, at: int | None
    ) -> None:
        """An article was read."""

    def _opened_none(self) -> None:
        """There is no article that could be opened."""

    def _opened_missing(self, path: str) -> None:
        """The file of an article is gone."""

    def _failed_to_open(self, path: str, error: Exception) -> None:
        """An article could not be read."""

    def open(self, path: str, at: int | None = None, *, at_once: bool = False) -> None:
        """Open an article where it was left, or at an offset; ``at_once`` keeps the screen waiting for it."""
        self.leave()
        if self.said:
            # To free ten thousand annotations, marks and cards takes longer than to paint: after the frame.
            self.set_timer(_WRITTEN, partial(_let_go, self.said, self.sidebar.cards, self.reader.page))
        self.path = path
        self.shelf.current = path
        if not path:
            self._opened_none()
            return
        self.awaited = True
        article = self.articles.get(path)
        if article is not None and article.missing:
            self._opened_missing(path)
            return

        if at_once:
            if not self._open_at_hand(path, at):
                self.opener.do_here(self._reading(path, at))
        elif self.opener.busy or self.saver.busy:  # a store at work would keep the screen waiting
            self._open_beside(path, at)
        else:
            # Before the next frame, but only when whoever asked for it is done.
            self.call_next(self._open_soon, path, at)

    def _open_soon(self, path: str, at: int | None) -> None:
        if path != self.path or self._open_at_hand(path, at):
            return
        if is_markdown(path):  # to take even its beginning apart is more than a frame's work
            self._open_beside(path, at)
        else:
            self._begun(path, self._beginning(path), at, self._reading(path, at))

    def _beginning(self, path: str) -> Document | None:
        try:
            return self.workspace.opening(path)
        except Exception:  # whatever it is, it is met again and said where there is time for it
            return None

    def _open_at_hand(self, path: str, at: int | None) -> bool:
        """Show an article within this very frame, if what it takes is at hand."""
        try:
            stamp, found = self.workspace.stamp(path), self.workspace.at_hand(path)
        except Exception:  # whatever it is, it is met again and said where there is time for it
            return False
        if found is None:
            return False
        document, placed = found
        ready = prepared(document, placed, self.workspace.codebook(), self.annotators)
        self._opened(path, stamp, document, ready, at)
        return True

    def _open_beside(self, path: str, at: int | None) -> None:
        """Show the first screens of an article, then read all of it beside the screen."""
        job = self._reading(path, at)
        self.opener.do(
            Job(
                lambda: self.workspace.opening(path),
                lambda document: self._begun(path, document, at, job),
                saves=False,
                otherwise=lambda error: self._failed_to_open(path, error),
            )
        )

    def _reading(self, path: str, at: int | None) -> Job[Any]:
        annotators = frozenset(self.annotators)

        def read() -> tuple[tuple[int, ...], Document, Prepared]:
            stamp = self.workspace.stamp(path)
            document = self.workspace.document(path, keep=True)
            placed = self.workspace.placed(document)
            return stamp, document, prepared(document, placed, self.workspace.codebook(), annotators)

        return Job(
            read,
            lambda found: self._opened(path, *found, at),
            saves=False,
            otherwise=lambda error: self._failed_to_open(path, error),
        )

    def _begun(self, path: str, document: Document | None, at: int | None, job: Job[Any]) -> None:
        """Show the first screens of a long article until the whole of it is read."""
        if path != self.path:
            return
        offset = self.workspace.position(path) if at is None else at
        if document is None or (offset > len(document.text) - _SCREENS and not is_markdown(path)):
            self.opener.do(job)  # it would be shown only to be left at once
            return
        self.document = None  # nothing can be marked in a part
        self.said = {}
        self.reader.show(document, at=offset, header=self.header(document))
        self.sidebar.cards = []
        self.go_on()
        # Reading would take the processor from the frame, and from the thread that writes it out.
        self.set_timer(_WRITTEN, lambda: self.opener.do(job))
        self.set_timer(_PATIENCE, lambda: self._still_reading(path))

    def _still_reading(self, path: str) -> None:
        if path == self.path and self.document is None and self.reader.document.path == path:
            self.footer.notice = "reading the rest …"


def _let_go(*things: object) -> None:
    """Do nothing with what was kept until now."""
