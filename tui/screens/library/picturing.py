"""The picture of the main screen: it stands until the library is open, and is kept for the next time."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.actions import BY_ID, keys_of
from tui.picture import keep_picture
from tui.presenting import marks
from tui.screens.library.drafting import Drafting
from tui.screens.library.opening import Opening
from tui.typeahead import ARTICLE, MOVES, PASSAGE, Typeahead
from tui.widgets.article_row import ArticleRow
from tui.widgets.reader import Reader
from tui.widgets.title import TitleLine
from tui.work import Job

if TYPE_CHECKING:
    from annotations.library import Article

_STANDS: Final = 1.0  # seconds that the picture stands at most once the library is open
_TURN: Final = 0.01  # seconds in which keys that wait have moved the page
_AT_ONCE: Final = 150_000  # code points of an article that can be read while the picture stands
_STORE: Final = (
    "annotations.library",
    "annotations.store",
    "annotations.writer",
    "annotations.usecases.placing.placing",
    "corpus.catalogue",
)


class Picturing(Drafting):
    """The part of the screen that takes the place of the picture, and leaves one behind.

    While the picture stands nothing else is painted, except for the page once it is moved on.
    """

    _just_styled = False
    _unopened = False  # whether the library is still to be opened, beside the screen
    _covered = False  # whether the picture stands on the terminal
    _began: tuple[int, int] = 0, 0  # caret and top of the page as the picture shows it

    # At the beginning

    def begin(self) -> None:
        """Open the library; behind the picture, if it stands on the terminal, and beside the screen."""
        self._just_styled = True
        self.app.ahead = Typeahead(self.app, self.too_early)
        self._covered = self.app.standing is not None
        self._unopened = self._show_text() if self._covered else self._show_names()
        if self._unopened:
            # What was typed meanwhile comes first: opening would take the processor from it.
            self.app.after_first_frame(lambda: self.set_timer(_TURN, self.open_behind))
        else:
            self._open()

    def _open(self) -> None:
        self._unopened = False
        self.open_library()
        if self._covered:  # the article is a long one
            self.set_timer(_STANDS, self.uncover)

    def _show_text(self) -> bool:
        """Show the text that the picture shows, to be read on in; whether it is at hand."""
        path = str(self.workspace.personal.layout.get("last", ""))
        document = self.workspace.kept(path)
        if document is None or len(document.text) > _AT_ONCE:
            return False
        header = Opening.header(self, document)  # without what the library knows of it
        self.reader.show(document, at=self.workspace.position(path), header=header)
        self._began = self.reader.caret, self.reader.top_offset
        return True

    def _show_names(self) -> bool:
        """Show the first files of a library that is opened for the first time; whether it is."""
        status = self.workspace.status
        paths = self.workspace.first_paths(self.app.size.height)
        self.shelf.set_rows(ArticleRow(path, "", "", "", 0, status(path), 0) for path in paths)
        return bool(paths)

    def open_library(self) -> None:
        """Open the library: what the whole screen does."""

    def open_behind(self) -> None:
        """Open the library beside the screen, where its text can be read already."""
        if self.leaving.is_set():
            return
        for name in _STORE:  # here, for two threads that import at once can trip over each other
            import_module(name)
        top = self.reader.top_offset

        def opened(found: tuple[Article, ...]) -> None:
            if self.reader.top_offset != top:  # whoever reads on already is not taken back
                self.workspace.leave(self.reader.document.path, self.reader.top_offset)
            self.fetched = found
            self._open()

        def failed(_error: Exception) -> None:
            self._unopened = False
            self.uncover()

        self.opener.do(Job(self.workspace.articles, opened, saves=False, otherwise=failed))

    def go_on(self) -> None:
        """What was waited for may be there, and the picture be gone for it."""
        if not self.awaited or (self.path and self.reader.document.path == self.path):
            self.uncover()
        super().go_on()

    def uncover(self) -> None:
        """Paint the screen as it is."""
        if self._covered:
            self._covered = False
            self.caret_moved(self.reader.where())  # the foot knows more than when the page was shown
            self.refresh()

    def _compositor_refresh(self) -> None:
        if self._covered:
            if (self.reader.caret, self.reader.top_offset) == self._began:
                self._dirty_widgets.clear()  # all is painted once the picture goes
                return
            self._compositor._dirty_regions = {self.reader.region}
        super()._compositor_refresh()

    def on_resize(self, event: events.Resize) -> None:
        """A picture of another size shows nothing."""
        if self.app.standing is not None and event.size != self.app.standing.size:
            self.uncover()

    def too_early(self, key: str) -> str:
        """Why a key has to wait; empty if it has not."""
        if self.app.screen is not self or self.focused not in (None, self.reader, self.sidebar):
            return ""
        if self._unopened:
            return "" if self._means(key, MOVES) else "The library is not open yet"
        if self.document is None and self.awaited and self._means(key, ARTICLE):
            return "The article is not open yet"
        if self.saving and self.reader.selected is None and self._means(key, PASSAGE):
            return "The last change is still being saved"
        return ""

    def _means(self, key: str, actions: Iterable[str]) -> bool:
        keymap = self.app.config.keys
        return any(key in keys_of(BY_ID[action], keymap) for action in actions)

    def update_node_styles(self, animate: bool = True) -> None:
        """Style all anew, but for the first time: the screen comes to the front styled as it was mounted."""
        if self._just_styled:
            self._just_styled = False
        else:
            super().update_node_styles(animate)

    # At the end

    def keep_picture(self) -> None:
        """Keep what the program begins with if nothing changes until then."""
        if self.document is not None and self.stamp == self.workspace.stamp(self.path):
            with suppress(Exception):  # nothing may keep the person from leaving
                self._keep_picture()

    def _keep_picture(self) -> None:
        self._pose()
        rows: list[dict[int, Strip]] = [{} for _ in range(self.app.size.height)]
        for widget in self.query("#head, #articles, #reader, #annotations, #foot"):
            if widget.display:
                x, y, width, height = widget.region
                strips = widget.render_lines(Region(0, 0, width, height))
                for row, strip in zip(rows[y:], strips, strict=False):
                    row[x] = strip
        if all(rows):  # else a line stands there for a while, such as what is looked for
            lines = [Strip.join(strip for _, strip in sorted(row.items())) for row in rows]
            console = self.app.console
            keep_picture(self.workspace, self.app.size, [line.render(console) for line in lines])

    def _pose(self) -> None:
        """Be as when the program begins: the keyboard on the page, lists at their top, no notice."""
        for pane in (self.shelf, self.reader, self.sidebar):
            pane.set_reactive(Widget.has_focus, pane is self.reader)
        self.shelf.action_leave()
        self.sidebar.action_leave()
        self.query_one(TitleLine).busy = ""
        self.footer.notice = self.footer.speaker = self.footer.lens = ""
        self.footer.sticky = Content()
        self.shelf.move_to(self.first_path())
        self.shelf.scroll_rows(0)
        document, at = self.reader.document, self.workspace.position(self.path)
        shown = marks(self.said.values(), self.book)
        self.reader.show(document, shown, at, header=self.header(document))
        self.caret_moved(self.reader.where())
        self.sidebar.follow(self.reader.top_offset, self.reader.bottom_offset)
        self.shelf.refresh()
        self.sidebar.refresh()

    def caret_moved(self, message: Reader.CaretMoved) -> None:
        """Let the rest of the screen follow the caret: what the whole screen does."""
