"""The note editor for what is not a passage: descriptions of tags, notes on articles, tags, the library."""

from __future__ import annotations

from tui.dialogs.note_editor import NoteEditor


class DescriptionEditor(NoteEditor):
    """What a tag is for: a rule for what belongs to it, what does not, an example."""

    TITLE_TEXT = "Description of the tag"


class MemoEditor(NoteEditor):
    """A note on something as a whole."""

    TITLE_TEXT = "Note on the whole"
