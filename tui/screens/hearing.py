"""Hearing: the echoes of a passage listed, what differs between them, and which of them are picked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.content import Content

from annotations.codebook import Codebook
from annotations.errors import ScholiastError
from corpus.files import Unreadable
from corpus.span import Span
from corpus.words import count
from styles.palette import look
from tui.echo_words import Order, bits_of, likeness, nothing, said_there, surroundings
from tui.rounds import following
from tui.screens.picking import Picking
from tui.screens.study import Start
from tui.text import shown, shown_line
from tui.widgets.article_row import shown_date
from tui.widgets.echo_list import EchoList, EchoRow
from tui.work import Job

if TYPE_CHECKING:
    from annotations.model import Annotation
    from annotations.usecases.echoes.finding import Echo
    from tui.screens.library.echoing import Echoing


class Asked(NamedTuple):
    """The passage whose echoes are asked for.

    Attributes:
        span: Code points of the article's text.
        caret: An offset: a stretch that holds it and recurs is meant rather than ``span``; -1 for none.
        item: The highlight that the passage is, if it is one.
    """

    path: str
    text: str
    span: Span
    caret: int = -1
    item: Annotation | None = None


class Heard(NamedTuple):
    """What was found.

    Attributes:
        span: The passage that was meant.
        said: Tags at each echo by path, None where it is not highlighted.
    """

    span: Span
    echoes: tuple[Echo, ...]
    said: dict[str, tuple[str, ...] | None]
    book: Codebook


class Hearing(Picking):
    """The part of the screen of echoes that shows them."""

    CONTEXT = "echoes"
    WIDE = 110
    desk: Echoing

    def __init__(self, desk: Echoing, asked: Asked) -> None:
        super().__init__(desk)
        self.asked = asked
        self.order = Order.LIKENESS
        self.echoes: dict[str, Echo] = {}
        self.book = Codebook()
        self.said: dict[str, tuple[str, ...] | None] = {}
        self._around: tuple[str, str, str] = ("", "", "")  # path, what stands before and after

    def again(self) -> Hearing:
        """This screen anew, as it is: order, filter, what is picked, the cursor."""
        other = type(self)(self.desk, self.asked)
        other.order, other.picked = self.order, self.picked
        other.start = self.here
        return other

    def list_widget(self) -> EchoList:
        """A new list for the echoes, one row for each article."""
        found = EchoList(id="items")
        found.empty = "Looking …"
        return found

    @property
    def hits(self) -> EchoList:
        """The list that is on the screen."""
        return self.query_one(EchoList)

    @property
    def passage(self) -> str:
        """The words whose echoes these are."""
        return self.asked.span.of(self.asked.text)

    @property
    def gives(self) -> tuple[str, ...]:
        """Those of the passage here, if it is highlighted."""
        return self.asked.item.tags if self.asked.item else self.desk.current_tags

    @property
    def origin(self) -> tuple[str, int]:
        """What was open when the echoes were asked for."""
        return self.asked.path, self.asked.span.start

    def action_whole_stretch(self) -> None:
        """Ask for the whole stretch that recurs around the passage."""
        self.footer.notice = ""
        self.asked = self.asked._replace(caret=self.asked.span.start, item=None)
        self.start = Start()
        self.load()

    # What is shown.

    def show_recurring(self) -> None:
        """Look again: more articles have been compared."""
        self.load()

    def fetch(self) -> Heard:
        """In the worker's thread: the echoes, and what is said of them already."""
        span, echoes = self._heard()
        said = {}
        for echo in echoes:
            items = [item for _, item in self.workspace.annotations(echo.path)]
            said[echo.path] = said_there(items, echo.span)
        return Heard(span, echoes, said, self.workspace.codebook())

    def _heard(self) -> tuple[Span, tuple[Echo, ...]]:
        asked = self.asked
        try:
            if asked.caret >= 0:
                from annotations.usecases.echoes.finding import whole

                over = [each for each in self.workspace.recurring(asked.path) if each.span.holds(asked.caret)]
                if over:
                    # That of the number that was clicked, else the one that most articles have.
                    stretch = max(over, key=lambda it: (it.span.start == asked.caret, len(it.echoes)))
                    found = whole(stretch, self.workspace.echoes(asked.path, stretch.span))
                    return stretch.span, found.echoes
            return asked.span, self.workspace.echoes(asked.path, asked.span)
        except (ScholiastError, Unreadable, OSError):
            return asked.span, ()  # the article went meanwhile: nothing is known of it any more

    def show(self, found: Heard) -> None:
        """Put the echoes into the list; where there are none, and none will come, go back and say why."""
        had = bool(self.echoes)
        self.asked = self.asked._replace(span=found.span, caret=-1 if found.echoes else self.asked.caret)
        self.said, self.book = found.said, found.book
        self.echoes = {echo.path: echo for echo in found.echoes}
        self.picked &= self.echoes.keys()
        self.hits.title = self.passage
        self.hits.empty = self._nothing()
        self._show_rows()
        if not (found.echoes or had or self._may_come) and self.app.screen is self:
            self.app.action_quit_screen()
            self.say(self.hits.empty)
            return
        self.begin()
        if self.echoes and not self.footer.notice:
            self.footer.notice = self._offer()

    def _show_rows(self) -> None:
        self.hits.order = str(self.order)
        self.hits.rows = [self._row(echo) for echo in self.order.sorted(self.echoes.values())]

    def _row(self, echo: Echo) -> EchoRow:
        tags = self.said.get(echo.path)
        return EchoRow(
            path=echo.path,
            where=(echo.title or echo.path, echo.source, shown_date(echo.date)),
            bits=bits_of(echo.pieces),
            likeness=likeness(echo.similarity),
            said=tags,
            colours=tuple(self.book.colour(tag) for tag in tags) if tags else (),
            picked=echo.path in self.picked,
        )

    @property
    def _may_come(self) -> bool:
        """Whether echoes may be found yet, since articles are still being compared."""
        from annotations.usecases.echoes.finding import MINIMUM

        return self.desk.working and not self.desk.compared and count(self.passage) >= MINIMUM

    def _nothing(self) -> str:
        from annotations.usecases.echoes.finding import MINIMUM

        return nothing(
            count(self.passage),
            MINIMUM,
            compared=self.desk.compared,
            working=self.desk.working,
            stop=self.key("stop"),
            hindrance=self.desk.hindrance,
        )

    def _offer(self) -> str:
        """What one key gives to all: tags and note of the passage, where it has any."""
        item = self.asked.item
        if item is None or not (item.tags or item.note):
            return ""
        given = [*item.tags, *(["its note"] if item.note else [])]
        return f"{self.key('highlight_hits')} gives {', '.join(given)}"

    @on(EchoList.Sorted)
    def _sorted(self) -> None:
        self.order = following(self.order, Order)
        self._show_rows()

    # What stands at the side.

    def told(self) -> Content:
        """The echo in its paragraph, and the passage as it stands here."""
        echo = self.echoes.get(self.hits.cursor_key)
        if echo is None:
            return Content()
        if self._around[0] != echo.path:
            self._around = (echo.path, "", "")
            self.reading.do(Job(partial(self._paragraph, echo), self._found_around, saves=False))
        _, before, after = self._around
        tint = look("yellow", self.app.current_theme)
        about = " · ".join(part for part in (echo.source, shown_date(echo.date), echo.path) if part)
        here = self.desk.articles.get(self.asked.path)
        parts = [
            shown_line(echo.title or echo.path).stylize("bold"),
            shown_line(about).stylize("$quiet"),
            Content(),
            Content.assemble(
                shown(before),
                self._marked(echo, f"{tint.foreground} on {tint.background}"),
                shown(after),
            ),
            Content(),
            Content.styled("HERE", "bold $quiet"),
            shown_line(here.title if here else self.asked.path).stylize("$quiet"),
            shown(self.passage),
        ]
        if offer := self._offer():
            parts += [Content(), shown_line(offer).stylize("$quiet")]
        return Content("\n").join(parts)

    def _marked(self, echo: Echo, tint: str) -> Content:
        """The echo with all that differs, between the signs of the list."""
        parts = []
        for bit in bits_of(echo.pieces):
            words = shown(bit.text)
            if bit.look == "text":
                parts.append(words.stylize(tint))
            else:
                sign = "+" if bit.look == "new" else "−"
                parts.append(
                    Content.assemble(f"[{sign}", words, "]").stylize("bold" if sign == "+" else "$quiet")
                )
        return Content(" ").join(parts)

    def _paragraph(self, echo: Echo) -> tuple[str, str, str]:
        """In the worker's thread: what stands around an echo, if it still stands there."""
        try:
            document = self.workspace.document(echo.path)
        except (ScholiastError, Unreadable, OSError):
            return echo.path, "", ""
        if echo.span.of(document.text) != echo.exact:
            return echo.path, "", ""
        return echo.path, *surroundings(document, echo.span)

    def _found_around(self, found: tuple[str, str, str]) -> None:
        if self.is_attached and found[0] == self.hits.cursor_key and any(found[1:]):
            self._around = found
            self.tell()

    # What is meant.

    def meant(self) -> list[Echo]:
        """The echoes that are picked and shown, else the one that the cursor is on."""
        return [self.echoes[path] for path in self.meant_keys if path in self.echoes]
