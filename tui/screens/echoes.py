"""The echoes of a passage: gone to, compared, and highlighted, tagged or noted in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.dialogs.note_editor import NoteEditor
from tui.drafted import Drafted
from tui.screens.hearing import Hearing
from tui.screens.library.recurring import Passage
from tui.widgets.echo_list import EchoList

if TYPE_CHECKING:
    from annotations.usecases.echoes.finding import Echo


class EchoesScreen(Hearing):
    """All echoes of one passage. What is done is done to those that are picked, else to the one at hand."""

    @on(EchoList.Chosen)
    def _chosen(self, message: EchoList.Chosen) -> None:
        echo = self.echoes.get(message.key)
        if echo is not None:
            self.desk.visit_passage(echo.path, echo.span, echo.exact)

    def action_compare(self) -> None:
        """Show the article side by side with the one that the cursor is on."""
        echo = self.echoes.get(self.hits.cursor_key)
        if echo is not None:
            self.desk.compare(self.asked.path, echo.path, self.asked.span.start)

    def annotate(self, echoes: list[Echo], tags: tuple[str, ...], note: str = "") -> None:
        """Highlight echoes in one step, and say so."""
        places = [Passage(echo.path, echo.span, echo.exact) for echo in echoes]
        given = [*(f"+ {tag}" for tag in tags), *(["noted"] if note else [])]
        said = ", ".join(given) or "Highlighted"
        self.save(
            lambda: self.desk.annotate_passages(places, tags, note),
            lambda _: self._annotated(len(places), said),
        )

    def _annotated(self, count: int, said: str) -> None:
        self.pick(frozenset())
        self.say(f"{said}, {count} passage{'s' * (count != 1)}. {self.way_back}.")

    def action_highlight_hits(self) -> None:
        """Highlight as the passage here is: the same tags and note; else with the current tags."""
        echoes, item = self.meant(), self.asked.item
        if echoes:
            self.annotate(echoes, self.gives, item.note if item else "")

    def action_tag(self) -> None:
        """Pick tags for the echoes; those of the passage here are ticked."""
        from tui.dialogs.tag_picker import TagPicker

        echoes, item = self.meant(), self.asked.item
        if not echoes:
            return

        def picked(tags: tuple[str, ...] | None) -> None:
            if tags is not None:
                self.desk.used(tags)
                self.annotate(echoes, tags)

        quotation = echoes[0].exact if len(echoes) == 1 else f"{len(echoes)} passages: {self.passage}"
        picker = TagPicker(
            self.book.tags,
            chosen=item.tags if item else (),
            recent=self.desk.recent_tags,
            counts=self.desk.counts,
            quotation=quotation,
        )
        self.app.push_screen(picker, picked)
        self.desk.count_for(picker)

    def action_pinned(self, digit: int) -> None:
        """Give the echoes a pinned tag."""
        tag = self.book.pinned(digit)
        echoes = self.meant()
        if tag is None:
            self.say(f"No tag is pinned to {digit}: the codebook does that.")
        elif echoes:
            self.desk.used([tag.path])
            self.annotate(echoes, (tag.path,))

    def action_note(self) -> None:
        """Write a note on the echoes, beginning with the one on the passage here."""
        echoes, item = self.meant(), self.asked.item
        if not echoes:
            return
        tags = self.gives
        places = [Passage(echo.path, echo.span, echo.exact) for echo in echoes]
        path, span, _ = places[0]
        # A draft that is left behind is offered as one on the first of the places.
        draft = Drafted(self.app, f"{path}:{span.start}-{span.end}")

        def written(text: str | None) -> None:
            if text and text.strip():
                self.save(
                    draft.saving(lambda: self.desk.annotate_passages(places, tags, text)),
                    lambda _: self._annotated(len(places), "Noted"),
                )

        note = item.note if item else ""
        self.app.push_screen(draft.editor(NoteEditor, self.passage, note, tags), written)
