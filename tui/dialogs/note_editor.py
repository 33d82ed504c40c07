"""Writing a note: what is typed is handed out as a draft from the first second, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from corpus.clean import clean
from tui.actions import BY_ID, bindings, key_name, keys_of
from tui.dialogs.frame import Dialog
from tui.dialogs.note_text import NoteText
from tui.text import shown, shown_line

DRAFT_AFTER: Final = 0.5
_QUOTED: Final = 600


class NoteEditor(Dialog[str | None]):
    """Gives the note to be saved, or None when it was closed; the draft then is still there.

    Args:
        quotation: The passage, shown above.
        note: The note as it is stored.
        draft: What was typed before and not saved; it is shown instead of ``note`` and said to be.
        tags: Tag paths, shown under the quotation.
        on_draft: Called with the text at most `DRAFT_AFTER` seconds after typing, and on closing.
        on_discard: Called when there is nothing to be kept: the draft was discarded, or says what is stored.
        editor: Opens a text elsewhere and gives it back; raises `tui.external.NoEditor`.
    """

    TITLE_TEXT = "Note"
    CONTEXT = "editor"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("editor")]

    def __init__(
        self,
        quotation: str,
        note: str = "",
        *,
        draft: str = "",
        tags: tuple[str, ...] = (),
        on_draft: Callable[[str], None] | None = None,
        on_discard: Callable[[], None] | None = None,
        editor: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._quotation = quotation
        self._note = clean(note)
        self._draft = clean(draft)
        self._tags = tags
        self._on_draft = on_draft
        self._on_discard = on_discard
        self._editor = editor
        self._pending: Timer | None = None
        self._handed_out = self._draft or self._note

    @property
    def text(self) -> str:
        """What is in the editor now."""
        return self.query_one(NoteText).text

    def body(self) -> ComposeResult:
        """The quotation, its tags, the text and a remark."""
        quotation = self._quotation
        if len(quotation) > _QUOTED:
            quotation = quotation[:_QUOTED].rstrip() + " …"
        yield Static(shown(quotation), classes="quotation")
        if self._tags:
            yield Static(shown_line("  ".join(self._tags)), classes="tags")
        yield NoteText(
            self._draft or self._note,
            id="note",
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
        )
        yield Static(id="remark")

    def on_mount(self) -> None:
        """Puts the cursor at the end of what is there."""
        area = self.query_one(NoteText)
        area.move_cursor(area.document.end)
        area.focus()
        if self._draft and self._draft != self._note:
            key = key_name(keys_of(BY_ID["discard"], self.app.config.keys)[0])
            self._say(f"This is your draft, not yet saved. {key} discards it.", "$warning")

    @on(TextArea.Changed, "#note")
    def _typed(self) -> None:
        # A running timer is left to run, so that steady typing cannot put the draft off.
        if self._pending is None and self.text != self._handed_out:
            self._pending = self.set_timer(DRAFT_AFTER, self._keep_draft)

    def _keep_draft(self) -> None:
        if self._pending is not None:
            self._pending.stop()
            self._pending = None
        text = self.text
        try:
            if text == self._note and self._on_discard:
                self._on_discard()
            elif self._on_draft and text != self._handed_out:
                self._on_draft(text)
                self._say("draft kept", "$quiet")
        except OSError as error:
            # A full disk must not come between the text and its saving.
            self._say(f"The draft cannot be kept: {error.strerror or error}.", "$warning")
            return
        self._handed_out = text

    def put_by(self) -> str:
        """Keep what is typed as a draft, since the program ends; the text where that is impossible."""
        self._keep_draft()
        return self.text if self.text not in (self._note, self._handed_out) else ""

    def action_save(self) -> None:
        """Closes with the text. A draft of it is handed out first, in case saving fails."""
        self._keep_draft()
        self.dismiss(clean(self.text).strip("\n"))

    def action_close(self) -> None:
        """Closes without saving; says where the text is."""
        self._keep_draft()
        if self.text != self._note:
            self.app.notify("Not saved. Your draft is kept: open the note again to go on.", markup=False)
        self.dismiss(None)

    def action_discard(self) -> None:
        """Closes without saving and without a draft."""
        if self._pending is not None:
            self._pending.stop()
        if self._on_discard:
            with suppress(OSError):
                self._on_discard()
        self.dismiss(None)

    def action_external(self) -> None:
        """Lends the terminal to the user's own editor."""
        from tui.external import NoEditor, edit

        self._keep_draft()
        try:
            text = self._editor(self.text) if self._editor else edit(self.text, self.app)
        except NoEditor as error:
            self._say(str(error), "$error")
            return
        area = self.query_one(NoteText)
        if text != area.text:
            area.replace(clean(text), area.document.start, area.document.end)  # so that it can be undone
        area.focus()

    def _say(self, words: str, style: str) -> None:
        self.query_one("#remark", Static).update(Content.styled(shown_line(words).plain, style))
