"""Quotations and chronology from the article: their screens, and who says what."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on

from corpus.files import Unreadable
from tui.screens.library.lensing import Lensing
from tui.widgets.reader import Reader
from tui.work import Job

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.usecases.placing.placing import Placed
    from annotations.usecases.quotations.finder import Around, Attributed
    from corpus.document import Document

_SOON: Final = 0.3  # seconds after which it is found out who speaks in an article that was opened
_FAR: Final = 20_000  # code points that the caret goes until it is found out anew, in a long one


class Speaking(Lensing):
    """The part of the screen that does so."""

    _voices: tuple[str, Around | None] = ("", None)
    """Path of the article whose quotations these are, in text order, of a long one those around the caret."""
    _listened_at = -1  # where the caret stood then
    _listening = False  # whether it is about to be found out who speaks here

    # The other screens.

    def action_quotations(self) -> None:
        """Show who says what across the library, beginning with the quotation under the caret."""
        from tui.screens.quotations import QuotationsScreen

        said = self.quotation_here()
        self.study(QuotationsScreen(self, said.key if said else ""))

    def action_chronology(self) -> None:
        """Show the passages of the tag under the caret, else of the speaker, in order of publication."""
        from tui.quotation_words import speaker_query, tag_query

        item, _ = self.passage()
        said = self.quotation_here()
        if item is not None and item.tags:
            self.show_chronology(tag_query(item.tags[0]))
        elif said is not None and said.speaker:
            self.show_chronology(speaker_query(said.speaker))
        else:
            self.say("Go to a highlight with a tag, or into a quotation with a speaker, first.")

    def show_chronology(self, query: str) -> None:
        """Show what a query means in order of publication."""
        from tui.screens.chronology import ChronologyScreen

        self.app.push_screen(ChronologyScreen(self, query))

    # The quotation under the caret.

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article, and find out who speaks in it."""
        super().show_document(document, placed, offset)
        # Not at once: the first frame needs the processor.
        self._listen_soon()

    def reload(self) -> None:
        """Another screen or program may have decided who speaks."""
        super().reload()
        self._listen_in()

    def _listen_soon(self) -> None:
        if not self._listening:
            self._listening = True
            self.set_timer(_SOON, self._listen_in)

    def _listen_in(self) -> None:
        self._listening = False
        document = self.document
        if document is not None and self.path and not self.leaving.is_set():
            self._listened_at = self.reader.caret
            work = partial(self._heard_in, document, self._listened_at)
            self.counter.do(Job(work, self._heard, saves=False))

    def _heard_in(self, document: Document, offset: int) -> tuple[str, Around | None]:
        """In the worker's thread."""
        if self.document is not document:
            return document.path, None  # another one is open by now
        try:
            return document.path, self.workspace.quotations_around(document, offset)
        except (Unreadable, OSError):
            return document.path, None

    def _heard(self, found: tuple[str, Around | None]) -> None:
        if found[0] == self.path and self.is_attached:
            self._voices = found
            self._tell_speaker()

    def quotation_here(self) -> Attributed | None:
        """The quotation under the caret."""
        path, around = self._voices
        if path != self.path or around is None:
            return None
        said, caret = around.said, self.reader.caret
        at = bisect_right(said, caret, key=lambda each: each.span.start) - 1
        return said[at] if at >= 0 and said[at].span.holds(caret) else None

    @on(Reader.CaretMoved)
    def _caret_in_quotation(self) -> None:
        self._tell_speaker()
        path, around = self._voices
        document, caret = self.document, self.reader.caret
        if document is None or path != document.path or around is None:
            return
        if around.span.length < len(document.text) and (
            abs(caret - self._listened_at) > _FAR or not around.span.holds(caret)
        ):
            self._listen_soon()

    def _tell_speaker(self) -> None:
        """Name at the foot who speaks under the caret, and how sure that is."""
        said = self.quotation_here()
        if said is None or not said.speaker:
            self.footer.speaker = ""
            return
        from tui.widgets.quotation_list import SIGNS

        self.footer.speaker = f"{said.speaker} {SIGNS[said.status.value]}"

    def action_who_speaks(self) -> None:
        """Name the speaker of the quotation under the caret."""
        from annotations.told import told
        from tui.dialogs.speaker_picker import SpeakerPicker
        from tui.quotation_words import speakers

        said = self.quotation_here()
        if said is None:
            self.say("Put the caret into a quotation first.")
            return

        def done(command: Command) -> None:
            self.say(told(command, self.way_back), about="undo")
            self._listen_in()

        def picked(name: str | None) -> None:
            if name:
                self.save(lambda: self.workspace.correct_speaker([said], name), done)

        around = self._voices[1]
        counts = speakers(around.said if around else ())
        names = [name for name in (said.speaker, said.proposed, *counts) if name]
        self.app.push_screen(
            SpeakerPicker(
                list(dict.fromkeys(names)), counts=counts, quotation=said.exact, proposed=said.proposed
            ),
            picked,
        )
