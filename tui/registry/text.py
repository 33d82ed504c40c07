"""Actions on the page: reading, finding, selecting, annotating."""

from __future__ import annotations

from typing import Final

from tui.registry.action import (
    CARET,
    CELL,
    CHOICE,
    MARK,
    MARK_OR_DOUBT,
    PANE,
    ROWS,
    TEXT,
    WALK,
    WALK_OR_PICK,
    Row,
)

# fmt: off
READING: Final[tuple[Row, ...]] = (
    ("line_down", "j down", WALK_OR_PICK, "Line down", "down", "Moves to the next line."),
    ("line_up", "k up", WALK_OR_PICK, "Line up", "up", "Moves to the line above."),
    ("char_left", "h left", CELL, "Left", "", "Moves the caret one character to the left."),
    ("char_right", "l right", CELL, "Right", "", "Moves the caret one character to the right."),
    ("word_right", "w", CARET, "Next word", "", "Moves the caret to the next word."),
    ("word_left", "W", CARET, "Previous word", "", "Moves the caret to the word before."),
    ("page_down", "space pagedown", WALK, "Page down", "page", "Moves one screen onwards."),
    ("page_up", "b pageup", WALK_OR_PICK, "Page up", "", "Moves one screen back."),
    ("page_on", "pagedown", f"passages echoes quotations {ROWS}", "Page down", "",
     "Moves one screen onwards, in lists where Space picks."),
    ("top", "g home", WALK_OR_PICK, "Beginning", "", "Goes to the beginning."),
    ("bottom", "G end", WALK_OR_PICK, "End", "", "Goes to the end."),
    ("paragraph_next", "right_curly_bracket ctrl+down", CARET, "Next paragraph", "paragraph",
     "Moves the caret to the next paragraph or heading."),
    ("paragraph_previous", "left_curly_bracket ctrl+up", CARET, "Previous paragraph", "",
     "Moves the caret to the one before."),
    ("sentence_next", "right_parenthesis", CARET, "Next sentence", "",
     "Moves the caret to the next sentence."),
    ("sentence_previous", "left_parenthesis", CARET, "Previous sentence", "",
     "Moves the caret to the sentence before."),
    ("highlight_next", "right_square_bracket full_stop", CARET, "Next highlight", "next mark",
     "Goes to the next highlight of the article."),
    ("highlight_previous", "left_square_bracket comma", CARET, "Previous highlight", "",
     "Goes to the highlight before."),
    ("jump", "f", TEXT, "Jump to a highlight", "jump",
     "Labels the highlights in view; a letter goes there."),
)

FINDING: Final[tuple[Row, ...]] = (
    ("find", "slash", TEXT, "Find in the article", "find", "Finds words in this article as you type."),
    ("find_next", "n", TEXT, "Next match", "next match", "Goes to the next match."),
    ("find_previous", "N", TEXT, "Previous match", "", "Goes to the match before."),
    ("back", "ctrl+o", PANE, "Back", "back", "Goes back to where you were before the last jump."),
    ("link", "o", TEXT, "Follow the link", "link",
     "Goes to the footnote or article that the link under the caret names; asks before the web."),
    ("forward", "ctrl+y", PANE, "Forward", "forward", "Goes forward again through your jumps."),
)

SELECTING: Final[tuple[Row, ...]] = (
    ("select", "v", f"{CHOICE} comparing", "Select", "select",
     "Starts a selection; any movement extends it."),
    ("select_paragraphs", "V", CHOICE, "Select paragraphs", "", "Starts a selection by whole paragraphs."),
    ("take_sentence", "s", f"{CHOICE} comparing", "Take the sentence", "sentence",
     "Selects the sentence; again: one more, stopping at the paragraph's end."),
    ("take_paragraph", "p", CHOICE, "Take the paragraph", "paragraph",
     "Selects the paragraph; again: one more."),
    ("let_go", "escape", f"{TEXT} comparing", "Let go", "let go",
     "Drops the selection, the matches or the labels."),
)

ANNOTATING: Final[tuple[Row, ...]] = (
    ("highlight", "enter", TEXT, "Highlight", "highlight",
     "Highlights the selection or the sentence; opens a card."),
    ("tag", "t", f"{MARK} passages search echoes quotations comparing", "Tag", "tag",
     "Picks tags for the passage, or creates one."),
    ("note", "a", f"{MARK} passages notes echoes", "Note", "note", "Writes a note on the passage."),
    ("copy", "y", MARK, "Copy", "copy", "Copies the quotation with its citation."),
    ("delete", "d", f"{MARK_OR_DOUBT} passages notes", "Delete", "delete",
     "Deletes the highlight; undo brings it back."),
    ("grow", "plus", MARK, "Grow", "grow", "Makes the highlight longer by a word."),
    ("shrink", "minus", MARK, "Shrink", "shrink", "Makes the highlight shorter by a word."),
    *((f"pinned_{n}", f"{n}", f"{MARK} passages echoes quotations", f"Pinned tag {n}", "",
       f"Gives the passage pinned tag {n}, or takes it away.") for n in range(1, 10)),
    ("no_tag", "0", TEXT, "No tag for new ones", "no tag",
     "New highlights get no tag, until tags are picked again; the foot says which ones Enter gives."),
)
# fmt: on
