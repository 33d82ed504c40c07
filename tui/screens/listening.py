"""Listening: the quotations of the library gathered beside the screen, grouped, filtered and told of."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.content import Content
from textual.message import Message

from annotations.query.syntax import QueryError
from corpus.files import Unreadable
from tui.filters import split
from tui.quotation_words import rows_of
from tui.rounds import following
from tui.screens.study import Start, Study
from tui.text import shown, shown_line
from tui.widgets.article_row import shown_date
from tui.widgets.filtering import folded
from tui.widgets.quotation_list import SIGNS, Grouping, QuotationList, QuotationRow
from tui.widgets.title import TitleLine
from tui.work import Job, Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.usecases.quotations.finder import Attributed
    from tui.screens.library.speaking import Speaking
    from tui.widgets.quotation_list import Row

_FIRST: Final = 0.1  # seconds until what was found so far is shown
_STEP: Final = 0.5  # seconds until more of it is
_AROUND: Final = 400  # code points of its paragraph that are told around a quotation

Question = tuple[str, int]
"""A query, and which of the lists that were shown one after another it is asked of."""

STATES: Final = {"confirmed": "confirmed", "proposed": "proposed", "none": "no speaker"}


class Listening(Study):
    """The part of the quotations screen that gathers and shows them.

    Attributes:
        said: The quotations by key.
        grouping: What they stand under.
    """

    CONTEXT = "quotations"
    WIDE = 110

    @dataclass
    class Came(Message):
        """Some were found; ``done`` of ``total`` articles were looked through."""

        number: int
        rows: list[QuotationRow]
        said: dict[str, Attributed]
        done: int
        total: int

    def __init__(self, desk: Speaking, at: str = "") -> None:
        super().__init__(desk)
        self.desk: Speaking = desk
        self.said: dict[str, Attributed] = {}
        self.grouping = Grouping.SPEAKER
        self.start = Start(at)
        self._teller = Worker(self, "tell")  # who looks at one is not to wait until all are gathered
        self._number = 0
        self._stopped = False
        self._changed: frozenset[str] = frozenset()  # the articles alone that the next load looks at
        self._gathering = 0  # counts what was put into the list: an answer is on what stood there then
        self._asked: Question = ("", 0)
        self._meant: tuple[Question, frozenset[str]] = (self._asked, frozenset())
        self._around: tuple[str, str, str] = ("", "", "")

    # The list.

    def list_widget(self) -> QuotationList:
        """A new list for the quotations, grouped as this screen is."""
        found = QuotationList(id="items")
        found.empty = "looking for quotations …"
        found.grouping = self.grouping
        return found

    @property
    def quotations(self) -> QuotationList:
        """The list that is on the screen."""
        return self.query_one(QuotationList)

    def on_mount(self) -> None:
        """Read filters as queries, too."""
        super().on_mount()
        self.quotations.matcher = self._reads

    def on_unmount(self) -> None:
        """Nothing is looked for on a screen that is gone."""
        self._number += 1
        self._teller.drop()
        super().on_unmount()

    # Gathering.

    def load(self) -> None:
        """Look for quotations beside the screen; after a change only where it was made."""
        self._number += 1
        self._stopped = False
        number, grouping, only = self._number, self.grouping, self._changed
        self._changed = frozenset()
        if only and self.said:
            work = partial(self._again, only, dict(self.said), grouping)
        else:
            work = partial(self._gather, number, grouping, not self.said)
        self.reading.do(Job(work, partial(self._gathered, number), saves=False))

    def _gather(
        self, number: int, grouping: Grouping, first: bool
    ) -> tuple[dict[str, Attributed], list[QuotationRow]]:
        """In the worker's thread: all quotations, shown as they come where nothing is shown yet."""
        said: dict[str, Attributed] = {}
        due, step, at = time.monotonic() + _FIRST, _STEP, (0, 0)

        def tell(done: int, total: int) -> None:
            nonlocal due, step, at
            at = done, total
            if time.monotonic() < due:
                return
            rows = rows_of(said.values(), grouping) if first else []
            self.post_message(self.Came(number, rows, dict(said) if first else {}, done, total))
            due, step = time.monotonic() + step, step * 1.5

        gone = lambda: number != self._number or self._stopped  # noqa: E731 - it is one thought
        for each in self.workspace.all_quotations("", gone, tell):
            said[each.key] = each
        return said, rows_of(said.values(), grouping)

    def _again(
        self, paths: frozenset[str], said: dict[str, Attributed], grouping: Grouping
    ) -> tuple[dict[str, Attributed], list[QuotationRow]]:
        """In the worker's thread: what is known, with the quotations of these articles as they are now."""
        kept = {key: each for key, each in said.items() if each.path not in paths}
        for path in paths:
            try:
                kept |= {each.key: each for each in self.workspace.quotations(path)}
            except (Unreadable, OSError):
                continue  # the list names it
        return kept, rows_of(kept.values(), grouping)

    @on(Came)
    def _came(self, message: Came) -> None:
        if message.number == self._number:
            words = f"quotations: {message.done:,} of {message.total:,} articles"
            self.query_one(TitleLine).busy = f"{words}, {self.key('stop')} stops"
            if message.rows:
                self._put(message.said, message.rows)

    def _gathered(self, number: int, found: tuple[dict[str, Attributed], list[QuotationRow]]) -> None:
        if not self.is_attached or number != self._number:
            return
        self.query_one(TitleLine).busy = ""
        self.quotations.empty = "Nothing is quoted in this library."
        self._put(*found)
        if self._stopped:
            self.say("Stopped: not every article was looked through.")

    def _put(self, said: dict[str, Attributed], rows: list[QuotationRow]) -> None:
        start = self.start
        picked = start.picked or self.quotations.picked
        self.said = said
        self._gathering += 1
        self._show(rows, picked)
        if start.typed:
            self.quotations.filter_text = start.typed
            self.start = start._replace(typed="", picked=picked)
        if start.key and self.quotations.move_to(start.key):
            self.start = Start()
        self.tell()

    def _show(self, rows: list[QuotationRow], picked: frozenset[str]) -> None:
        self.quotations.rows = [replace(row, picked=True) if row.key in picked else row for row in rows]

    def action_stop(self) -> None:
        """Look no further."""
        self._stopped = True

    # Grouping and filtering.

    @on(QuotationList.Sorted)
    def _sorted(self) -> None:
        self.grouping = self.quotations.grouping = following(self.grouping, Grouping)
        self._show(rows_of(self.said.values(), self.grouping), self.quotations.picked)
        self.footer.notice = f"by {self.grouping}"

    def _reads(self, line: str) -> Callable[[Row], bool] | None:
        """What tests a row; None for plain words."""
        found = split(line)
        if found is None:
            return None
        words, question = folded(found[0]).split(), (found[1], self._gathering)
        if question not in (self._meant[0], self._asked):
            self._asked = question
            work = partial(self._ask, question, list(self.said.values()))
            self._teller.do(Job(work, self._answered, saves=False))
        keys = self._meant[1]

        def shown_too(row: Row) -> bool:
            if row.key not in keys:
                return False
            text = folded(self.quotations.words_of(row)) if words else ""
            return all(word in text for word in words)

        return shown_too

    def _ask(self, question: Question, found: list[Attributed]) -> tuple[Question, frozenset[str]] | None:
        """In the worker's thread: which of the quotations a query means; None once nobody asks any more."""
        try:
            test = self.workspace.quotation_test(question[0])
        except QueryError:
            return question, frozenset()
        keys = set()
        for each in found:
            if self._asked != question:
                return None
            if test(each):
                keys.add(each.key)
        return question, frozenset(keys)

    def _answered(self, found: tuple[Question, frozenset[str]] | None) -> None:
        if self.is_attached and found is not None and found[0] == self._asked:
            self._meant = found
            self.quotations.matcher = self._reads

    # What stands at the side.

    def told(self) -> Content:
        """Who speaks and how sure that is, the quotation in its paragraph, where it stands."""
        said = self.said.get(self.quotations.cursor_key)
        if said is None:
            row = self.quotations.row
            words = (
                "What is done to a heading is done to all that stand under it; "
                f"{self.key('open')} folds and unfolds them."
            )
            return Content.styled(words if row else "", "$quiet")
        if self._around[0] != said.key:
            self._around = ("", "", "")
            self._teller.do(Job(partial(self._paragraph, said), self._found_around, saves=False))
        before, after = self._around[1:] if self._around[0] else _beside(said)
        state = "nobody’s words" if said.decision and not said.speaker else STATES[said.status.value]
        name = Content.styled(f"{SIGNS[said.status.value]} ", "$warning") + shown_line(
            said.speaker or "No speaker"
        ).stylize("bold")
        if said.status.value == "proposed":
            state += f", {self.key('confirm_speaker')} confirms"
        how = " · ".join(part for part in (state, f"“{said.cue}”" if said.cue else "") if part)
        where = " · ".join(part for part in (said.source, shown_date(said.date)) if part)
        parts = [name, shown_line(how).stylize("$quiet")]
        if said.speaker:
            joins = f"{self.key('same_speaker')} says who else this name means"
            parts.append(shown_line(joins).stylize("$quiet"))
        parts.append(Content())
        parts += [shown_line(said.title or said.path).stylize("bold"), shown_line(where).stylize("$quiet")]
        quoted = shown(said.exact).stylize("reverse" if self.app.no_color else "$text-primary")
        return Content("\n").join([*parts, Content(), Content.assemble(shown(before), quoted, shown(after))])

    def _paragraph(self, said: Attributed) -> tuple[str, str, str]:
        """In the worker's thread: what stands around a quotation in its paragraphs."""
        from corpus.sentences import paragraph_at

        try:
            document = self.workspace.document(said.path)
        except (Unreadable, OSError):
            return said.key, *_beside(said)
        if document.digest != said.digest:
            return said.key, *_beside(said)
        text, span = document.text, said.span
        start = paragraph_at(document, span.start).start
        end = paragraph_at(document, max(span.start, span.end - 1)).end
        start, end = max(start, span.start - _AROUND), min(max(end, span.end), span.end + _AROUND)
        return said.key, text[min(start, span.start) : span.start], text[span.end : end]

    def _found_around(self, found: tuple[str, str, str]) -> None:
        if self.is_attached and found[0] == self.quotations.cursor_key:
            self._around = found
            self.tell()


def _beside(said: Attributed) -> tuple[str, str]:
    """What is known to stand beside a quotation, in whole words."""
    before, after = said.prefix.partition(" ")[2], said.suffix.rpartition(" ")[0]
    return f"… {before}" if before else "", f"{after} …" if after else ""
