"""A text with a draft: kept from the first second of typing until it is durable."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from tui.external import edit as edit_elsewhere

if TYPE_CHECKING:
    from annotations.drafts import Passage
    from tui.app import ScholiastApp
    from tui.dialogs.note_editor import NoteEditor

Result = TypeVar("Result")


class Drafted:
    """One text that is written in an editor.

    Args:
        key: Names the draft.
        passage: What the draft is on, where that is no highlight yet.
    """

    def __init__(self, app: ScholiastApp, key: str, passage: Passage | None = None) -> None:
        self._app = app
        self._drafts = app.drafts
        self._key = key
        self._passage = passage

    def editor(
        self, kind: type[NoteEditor], quotation: str, note: str = "", tags: tuple[str, ...] = ()
    ) -> NoteEditor:
        """The editor of what is stored as ``note``, with the draft if there is one."""
        return kind(
            quotation,
            note,
            draft=self._drafts.get(self._key) or "",
            tags=tags,
            on_draft=lambda text: self._drafts.keep(self._key, text, self._passage),
            on_discard=lambda: self._drafts.drop(self._key),
            editor=lambda text: edit_elsewhere(text, self._app, self._app.config.editor),
        )

    def saving(self, work: Callable[[], Result]) -> Callable[[], Result]:
        """``work``, which makes the text durable, and the end of its draft; meant for a thread."""

        def saved() -> Result:
            found = work()
            with suppress(OSError):  # the text is durable; its draft is offered once more
                self._drafts.drop(self._key)
            return found

        return saved
