"""The main screen: articles, reader, annotations, and the line at the foot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from styles.palette import look
from tui.available import missing
from tui.dialogs.find_bar import FindBar
from tui.presenting import amount
from tui.screens.library.panes import MEDIUM, WIDE, Panes
from tui.screens.library.picturing import Picturing
from tui.typeahead import ARTICLE
from tui.widgets.annotation_list import AnnotationList
from tui.widgets.article_list import ArticleList
from tui.widgets.filtered import FilteredList
from tui.widgets.footer import Saved, StatusFooter
from tui.widgets.reader import Reader
from tui.widgets.title import Counts, TitleLine
from tui.work import Job

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.workspace import Workspace

_POLL: Final = 1.0  # seconds
_ON_TEXT: Final = frozenset((*ARTICLE, "find", "lens"))


class LibraryScreen(Picturing):
    """Three panes over one library."""

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "Reader"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.panes = Panes.of_layout(workspace.personal.layout)
        self._never = frozenset[str]()

    def compose(self) -> ComposeResult:
        """Head, panes, find bar, foot."""
        # Before there is anything to be styled again for it.
        self._tell_width(self.app.size.width)
        yield TitleLine(id="head")
        with Horizontal(id="panes"):
            yield ArticleList(id="articles")
            yield Reader(id="reader")
            yield AnnotationList(id="annotations")
        yield FindBar(id="find")
        yield StatusFooter(id="foot")

    def on_mount(self) -> None:
        """Open the library."""
        self.footer.keymap = self.app.config.keys
        self._never = self.footer.without = missing(self)
        self.paint_tags()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.paint_tags())
        self.reader.measure = self.panes.measure or self.app.config.measure
        self.order_as_left()
        self.begin()

    def open_library(self) -> None:
        """Open the library."""
        if self.workspace.writable:
            self.footer.saved = Saved.READ_ONLY
        self.start()
        self.app.tell_of_library()
        self.set_interval(_POLL, self.hear)
        self.keep_watch()

    def paint_tags(self) -> None:
        """Colour tags as the theme has them."""
        theme = self.app.current_theme
        self.shelf.colour = lambda name: look(name, theme).bar
        self.sidebar.colour = lambda name: look(name, theme).bar
        self.reader.colour = lambda name: look(name, theme)[:2]

    def hear(self) -> None:
        """Each second: show what other programs changed, and save what could not be saved."""
        if self.saver.busy:
            return
        self.try_again()
        self.leave()  # the place is kept as one goes, for no end gives notice
        self.saver.do(Job(self._listen, self._news_came, saves=False))

    def _listen(self) -> tuple[tuple[Command, ...], bool]:
        """In the worker's thread: the news, whether readings changed, and what idle time is for."""
        renewed = self.workspace.personal.renew()
        self.workspace.rest()
        return self.workspace.news(), renewed

    def _news_came(self, news: tuple[tuple[Command, ...], bool]) -> None:
        commands, renewed = news
        if commands:
            self.reload()
            self.spread()
            self.look_for_gone()
        elif renewed:
            self.show_articles()

    def tell_size(self) -> None:
        """Say at the top what the library holds, and at the foot how long the open article is."""
        head = self.query_one(TitleLine)
        head.library = self.workspace.name
        head.counts = Counts(self.readable, self.passages, self.stories_among(self.readable))
        self.footer.minutes = self._minutes_left(self.footer.percent or 0)

    @property
    def context(self) -> str:
        """Where the keyboard is, for footer and help."""
        if self.shelf.has_focus:
            return "filtering" if self.shelf.typing else self.shelf.context
        if self.sidebar.has_focus:
            return "filtering" if self.sidebar.typing else "annotations"
        if self.reader.selected is not None and not self._wordless:
            return "selection"
        return "mark" if self.held is not None or self.reader.current_mark is not None else "reader"

    @property
    def _wordless(self) -> bool:
        """Whether words of our own stand where an article would."""
        return self.document is None and not self.awaited

    def go_on(self) -> None:
        """What cannot be done with our own words is not offered."""
        nothing = self._wordless and not self.said
        self.footer.without = self._never | (_ON_TEXT if nothing else frozenset())
        super().go_on()

    @on(events.DescendantFocus)
    @on(ArticleList.Highlighted)
    @on(ArticleList.Folded)
    @on(FilteredList.Typing)
    def _focus_moved(self) -> None:
        self.footer.context = self.context

    @on(Reader.CaretMoved)
    def caret_moved(self, message: Reader.CaretMoved) -> None:
        """Foot and sidebar follow the caret."""
        self.footer.percent = message.percent
        self.footer.heading = message.heading
        if message.offset != self.noticed_at:  # else it is the movement that the notice is about
            self.footer.notice = ""
            self.noticed_at = -1
        self.footer.minutes = self._minutes_left(message.percent)
        self.footer.context = self.context
        if message.percent >= 99 and self.document is not None:
            self.finished()
        under = self.reader.current_mark
        self.sidebar.current = under.id if under else ""

    def _minutes_left(self, percent: int) -> int | None:
        from corpus.words import minutes

        article = self.articles.get(self.path)
        words = article.words if article is not None else 0
        if not words:
            return None
        return minutes(round(words * (100 - percent) / 100)) if percent < 100 else 0

    @on(Reader.Selected)
    def _selected(self, message: Reader.Selected) -> None:
        self.footer.context = self.context
        if message.span is None or self.document is None:
            self.footer.notice = ""
        else:
            self.footer.notice = amount(self.document, message.span)

    @on(Reader.Stopped)
    def _stopped(self) -> None:
        key = self.key("take_sentence")
        self.footer.notice = f"paragraph ends, {key} again goes on"

    @on(FilteredList.Left)
    def _left(self) -> None:
        self.to_text()

    def after_change(self) -> None:
        """The counts at the top, and the keys at the foot, follow what was changed."""
        super().after_change()
        self.tell_size()
        self.footer.context = self.context

    # Panes

    def on_resize(self, event: events.Resize) -> None:
        """Show the panes that the width has room for."""
        self.place_panes()

    def place_panes(self) -> None:
        """Show and hide panes; the keyboard never stays in a hidden one."""
        width = self.size.width or self.app.size.width
        articles, annotations = self.panes.shown(width)
        self._tell_width(width)
        self.shelf.display, self.sidebar.display = articles, annotations
        self.reader.display = True
        if (self.shelf.has_focus and not articles) or (self.sidebar.has_focus and not annotations):
            self.to_text()

    def _tell_width(self, width: int) -> None:
        """Let the sheet know how much room there is."""
        for name, on_ in (
            ("wide", width >= WIDE),
            ("medium", MEDIUM <= width < WIDE),
            ("narrow", width < MEDIUM),
        ):
            self.set_class(on_, f"-{name}")
        self.set_class(self.panes.zen, "-zen")

    def _set_panes(self, panes: Panes) -> None:
        self.panes = panes
        self.workspace.personal.change_layout(panes.as_layout())
        self.place_panes()

    def show_sidebar(self) -> None:
        """Bring the annotations onto the screen."""
        width = self.size.width
        if not self.panes.shown(width)[1]:
            self._set_panes(self.panes.toggled_annotations(width))

    def action_zen(self) -> None:
        """The text alone, or with its panes again."""
        self._set_panes(replace(self.panes, zen=not self.panes.zen))

    def action_toggle_articles(self) -> None:
        """Show or hide the list of articles; shown, it has the keyboard."""
        self._set_panes(self.panes.toggled_articles(self.size.width))
        if self.shelf.display:
            self.shelf.focus()

    def action_toggle_annotations(self) -> None:
        """Show or hide the annotations."""
        self._set_panes(self.panes.toggled_annotations(self.size.width))
        if self.sidebar.display and not self.panes.zen:
            self.sidebar.focus()

    def action_narrower(self) -> None:
        """Shorter lines."""
        self.reader.action_narrower()

    def action_wider(self) -> None:
        """Longer lines."""
        self.reader.action_wider()

    @on(Reader.MeasureChanged)
    def _measured(self, message: Reader.MeasureChanged) -> None:
        self._set_panes(replace(self.panes, measure=message.cells))
        self.footer.notice = f"lines of {message.cells}"

    def action_next_pane(self) -> None:
        """The keyboard to the next pane."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """The keyboard to the pane before."""
        self._step_pane(-1)

    def _step_pane(self, by: int) -> None:
        if self.panes.zen:
            return
        panes: list[Widget] = [pane for pane in (self.shelf, self.reader, self.sidebar) if pane.display]
        here = next((index for index, pane in enumerate(panes) if pane.has_focus), 0)
        panes[(here + by) % len(panes)].focus()

    # Other screens

    def action_metadata(self) -> None:
        """Correct title, source, author, date and address."""
        from tui.dialogs.metadata_form import Field, MetadataForm

        if self.document is None:
            return
        meta, path = self.document.metadata, self.path
        labels = {"title": "Title", "source": "Source", "author": "Author", "date": "Date", "url": "Address"}
        fields = [
            Field(name, label, getattr(meta, name), meta.origin.get(name, ""))
            for name, label in labels.items()
        ]

        def corrected(values: dict[str, str] | None) -> None:
            if values:
                self.save(lambda: self.workspace.correct(path, values), lambda _: self._corrected(path))

        self.app.push_screen(MetadataForm(fields, path=path), corrected)

    def _corrected(self, path: str) -> None:
        self.show_articles()
        if path == self.path:
            self.open(path)

    def action_import(self) -> None:
        """Bring files, folders or a web page into the library."""
        from tui.screens.importing import ask

        ask(self)

    def action_brief(self) -> None:
        """Show the annotated brief."""
        from tui.screens.brief import BriefScreen

        self.app.push_screen(BriefScreen(self.workspace))

    def put_away(self) -> None:
        """Remember where reading stopped and what was on the screen, and finish what is being saved."""
        self.leave()
        if not self.panes.zen:  # in which nothing begins
            self.keep_picture()
        self.saver.close()
        self.opener.close()
        self.leaving.set()
        self.action_stop()
        self.keeper.close()
        self.close_recurring()
        self.counter.close()

    def get_system_commands(self) -> Iterable[Any]:
        """Nothing beyond the registry's own palette."""
        return ()
