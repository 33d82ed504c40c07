"""Opening: the list of articles, the open one, its place and status, and what changes meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on

from annotations.personal import Status
from corpus.clean import clean
from tui.memory import LARGE, give_back, keep_together
from tui.page.header import Header
from tui.presenting import Prepared, article_row, page_saying, prepared
from tui.screens.library.fetching import Fetching
from tui.widgets.annotation_list import AnnotationList
from tui.widgets.article_list import ArticleList
from tui.widgets.article_row import EMPTY, shown_date, shown_minutes
from tui.widgets.reader import Reader
from tui.widgets.sorting import Order
from tui.work import Job

if TYPE_CHECKING:
    from annotations.usecases.placing.placing import Placed
    from corpus.catalogue import Refreshed
    from corpus.document import Document

_GLANCE: Final = 0.08  # seconds that the cursor rests on a row before its article is shown
_AT_ONCE: Final = 10_000  # words of an article that is read before the first frame
_NEXT: Final = {Status.UNREAD: Status.READING, Status.READING: Status.READ, Status.READ: Status.UNREAD}


class Opening(Fetching):
    """The part of the screen that opens articles and keeps the list true."""

    _entries: tuple[object, ...] | None = None  # of the catalogue, as the list shows them
    _ready: Prepared | None = None  # what is being shown, made ready beside the screen

    def start(self) -> None:
        """Show what is known at once, then look through the folder."""
        self.show_articles()
        first = self.path_to_begin_with()
        article = self.articles.get(first)
        if article is not None and article.words <= _AT_ONCE:
            self.open(first, at_once=True)
        elif article is not None:
            self.app.after_first_frame(lambda: self.open(first))
        # Threads begin when the first frame is out: it needs the processor, and two threads that import
        # at once can trip over each other.
        self.app.after_first_frame(keep_together)
        self.app.after_first_frame(self.look)

    def look(self) -> None:
        """Look through the folder again, beside the screen: what another part does."""

    def looked(self, outcome: Refreshed) -> None:
        """Show what looking through the folder found."""
        if outcome.entries != self._entries:
            self._entries = outcome.entries
            self.show_articles()
        if not self.path:
            self.open(self.path_to_begin_with())
        elif self.path in outcome.moved:
            at, self.document = self.reader.caret, None
            self.open(outcome.moved[self.path], at)
        elif self.path in outcome.removed or (
            # One that is just being opened is not opened twice: what was selected in it would be let go.
            self.path in outcome.added and self.document is None and not self.awaited
        ):
            self.document = None
            self.open(self.path if self.path in self.articles else self.first_path())

    def show_articles(self) -> None:
        """Bring the list up to date."""
        found, self.fetched = self.fetched or self.workspace.articles(), ()
        self.articles = {article.path: article for article in found}
        self.readable = sum(not (article.brief or article.missing) for article in found)
        self.passages = sum(article.annotations for article in found)
        if found or self._entries is not None:  # else nobody has looked yet what there is
            self.shelf.set_rows([article_row(article) for article in found])
        self.tell_size()

    def tell_size(self) -> None:
        """Say how much there is to read: what the whole screen does."""
        self.app.sub_title = ""

    def first_path(self) -> str:
        """The first article of the list that can be read."""
        return next((row.path for row in self.shelf.shown_items if not row.problem), "")

    @on(ArticleList.Highlighted)
    def _glanced(self, message: ArticleList.Highlighted) -> None:
        path = message.key
        if path != self.path:
            self.set_timer(_GLANCE, lambda: self._rested(path))

    def _rested(self, path: str) -> None:
        if self.shelf.cursor_key == path and path != self.path:
            self.open(path)

    @on(ArticleList.Chosen)
    def _chosen(self, message: ArticleList.Chosen) -> None:
        if message.key != self.path:
            self.open(message.key)
        self.to_text()

    def action_next_article(self) -> None:
        """Open the article that comes next in the list."""
        self._step_article(1)

    def action_previous_article(self) -> None:
        """Open the article that comes before in the list."""
        self._step_article(-1)

    def _step_article(self, by: int) -> None:
        paths = [row.path for row in self.shelf.shown_items if row.path == self.path or not row.problem]
        if not paths:
            return
        begin = -1 if by > 0 else len(paths)
        at = (paths.index(self.path) if self.path in paths else begin) + by
        if 0 <= at < len(paths):
            self.shelf.move_to(paths[at])
            self.open(paths[at])
        else:
            self.say(f"This is the {'last' if by > 0 else 'first'} article of the list.")

    def to_text(self) -> None:
        """Give the keyboard to the page."""
        self.reader.focus()

    def _failed_to_open(self, path: str, error: Exception) -> None:
        """Show why there is nothing to read; keys must not mean the article that was shown before."""
        if path == self.path:
            self.document = None
            self.said = {}
            self.show_words(clean(str(error)))
            self.sidebar.cards = []

    def _opened(
        self, path: str, stamp: tuple[int, ...], document: Document, ready: Prepared, at: int | None
    ) -> None:
        if path != self.path:
            return  # another one was opened meanwhile
        again = self.document is not None and self.document.path == path
        self.stamp = stamp
        self._remember(path)
        self._ready = ready
        self.show_document(document, ready.placed, self.workspace.position(path) if at is None else at)
        self._ready = None
        self.say_placed(ready.placed)
        if len(document.text) > LARGE:
            self.opener.do(Job(give_back, lambda _: None, saves=False))
        if not again:
            for remark in document.remarks:
                self.say(remark, severity="warning")

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article with its annotations, the caret at ``offset``."""
        ready = self._ready or prepared(document, placed, self.workspace.codebook(), self.annotators)
        part = self.reader.document
        # Whoever has begun to read in the part that was shown first stays where he is.
        begun = part.path == document.path and (
            (self.document is None and part.digest == document.digest)
            or (not part.digest and offset < len(part.text))
        )
        self.awaited = False
        self.document, self.book, self.said = document, ready.book, ready.said
        self.reader.show(
            document,
            ready.marks,
            self.reader.caret if begun else offset,
            header=self.header(document),
            stay=begun,
        )
        self.annotators |= ready.annotators
        self.sidebar.cards = ready.cards
        self.count()
        self.go_on()

    def say_placed(self, placed: Placed) -> None:
        """Say what became of the annotations of the article that is opened."""

    def path_to_begin_with(self, *, more: bool = False) -> str:
        """The article read last, else the first of the list; none where the last may come with ``more``."""
        last = str(self.workspace.personal.layout.get("last", ""))
        if last in self.articles:
            return last
        return "" if more and last and self.workspace.stamp(last) else self.first_path()

    def _opened_none(self) -> None:
        self.document = None
        self.said = {}
        self.sidebar.cards = []
        root = self.workspace.root
        if root.is_dir():
            from tui.screens.importing import offer

            words = (
                f"There is nothing to read in {root} yet.\n\n"
                "Put text or Markdown files there (.txt, .md); they show up here by themselves. "
                f"{self.key('import')} imports web pages, PDF, EPUB and DOCX."
            )
            self.show_words(words)
            offer(self, words)
        else:
            self.show_words(
                f"The folder {root} is gone or cannot be reached.\n\n"
                "Its articles, and what was said about them, show up here again once it is back."
            )

    def _opened_missing(self, path: str) -> None:
        self.document = None
        self.book = self.workspace.codebook()
        found = self.workspace.annotations(path)
        self.said = {item.id: item for _, item in found}
        self.show_words(
            "This file is gone. What was said about it is kept, and stands at the side.\n\n"
            "It finds its place again once the file is back. Where another file may be this one, "
            f"{self.key('review')} asks."
        )
        self.show_cards()

    def show_words(self, words: str) -> None:
        """Put a few words of our own where an article would stand."""
        self.reader.show(page_saying(words))
        self.awaited = False
        self.go_on()

    def header(self, document: Document) -> Header:
        """Title and second line above the text."""
        from corpus.words import count, minutes

        meta = document.metadata
        words = self.articles[document.path].words if document.path in self.articles else 0
        # A part tells nothing of the whole; its line is kept for it, or the text would jump.
        part = not (words or document.digest)
        length = "…"
        if not part:
            words = words or count(document.text)
            length = shown_minutes(minutes(words)) if words else EMPTY
        parts = (meta.source, meta.author, shown_date(meta.date), length)
        return Header(meta.title or document.path, " · ".join(part for part in parts if part))

    def leave(self) -> None:
        """Remember where the open article is left."""
        if self.document is not None:
            self.workspace.leave(self.document.path, self.reader.top_offset)

    def _remember(self, path: str) -> None:
        """Open this article again the next time; written down within a second, when nobody waits for it."""
        self.workspace.personal.change_layout({"last": path})

    @on(Reader.Scrolled)
    def _scrolled(self, message: Reader.Scrolled) -> None:
        self.sidebar.follow(message.top, message.bottom)
        if self.document is None:
            return
        status = self.workspace.status(self.path)
        length = len(self.document.text)
        # A short article that fits the screen is not read by being opened.
        if message.bottom >= length and message.top > 0:
            self.finished()
        elif message.top > 0 and status is Status.UNREAD:
            self.set_status(Status.READING)

    def order_as_left(self) -> None:
        """Put the articles in the order that they were last put in here."""
        layout = self.workspace.personal.layout
        if layout.get("order") in list(Order):
            self.shelf.sort_by(Order(layout["order"]), layout.get("reverse") is True)

    @on(ArticleList.Sorted)
    def _sorted(self, message: ArticleList.Sorted) -> None:
        self.workspace.personal.change_layout({"order": str(message.order), "reverse": message.reverse})

    def finished(self) -> None:
        """The end of the article was reached."""
        if self.workspace.status(self.path) is not Status.READ:
            self.set_status(Status.READ)

    def set_status(self, status: Status) -> None:
        """Say how far the open article was read."""
        self.workspace.mark(self.path, status)
        self.count()

    def action_status(self) -> None:
        """Cycle unread, reading, read."""
        if self.path:
            status = _NEXT[self.workspace.status(self.path)]
            self.set_status(status)
            # What is personal is in nobody's history: u would take back something else.
            self.footer.notice = f"{status.value}, for you alone: r again changes it, not u"

    @on(AnnotationList.Chosen)
    def _to_passage(self, message: AnnotationList.Chosen) -> None:
        item = self.said.get(message.key)
        if item is not None and item.span is not None:
            self.reader.go(item.span.start, centre=True)
            self.to_text()

    @on(AnnotationList.Highlighted)
    def _beside_passage(self, message: AnnotationList.Highlighted) -> None:
        item = self.said.get(message.key)
        if item is not None and item.span is not None and self.sidebar.has_focus:
            self.reader.go(item.span.start)
