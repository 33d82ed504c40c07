"""The one list of what can be done: every action with its words, default keys and contexts.

Footer, help, palette, key file and the keys table of the documentation derive from it through
`tui.actions`, which also re-exports what is public here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    Attributes:
        id: Name in the key file, and of the method ``action_<id>`` unless ``call`` says otherwise.
        label: A few words for palette and help, beginning with a capital.
        help: One sentence: what it does, on what.
        keys: Default keys by Textual's names; none means that it is reached by the palette only.
        group: Heading under which help shows it.
        contexts: Where its keys work; see `CONTEXTS`.
        target: Whose method it is: ``""`` the widget that binds it, else ``"screen"`` or ``"app"``.
        short: One or two words for the footer; empty for the label.
        call: The method without ``action_``, with its arguments, where it is not the id.
    """

    id: str
    label: str
    help: str
    keys: tuple[str, ...]
    group: str
    contexts: tuple[str, ...]
    target: str = ""
    short: str = ""
    call: str = ""

    @property
    def method(self) -> str:
        """The action as Textual runs it, for example ``screen.pinned(3)``."""
        call = self.call or self.id
        return f"{self.target}.{call}" if self.target else call

    @property
    def brief(self) -> str:
        """What the footer calls it."""
        return self.short or self.label.lower()


_Row: TypeAlias = tuple[str, str, str, str, str, str]

_TEXT = "reader"
_CARET = "reader choosing changes"
_CELL = f"{_CARET} overview"
_CHOICE = "reader choosing"
_WALK = "reader choosing changes articles annotations codebook notes history"
_LIST = "articles annotations codebook passages notes history"
_PANE = "reader articles annotations"
_MARK = "reader annotations"
_MARK_OR_DOUBT = "reader annotations review"
_WALK_OR_PICK = f"{_WALK} passages search searches overview"  # where Space picks, it does not turn the page
_ROWS = "search searches overview"
_ALL = "global"

# Each row: id, keys, contexts, label, short, help.
# fmt: off
_READING: Final[tuple[_Row, ...]] = (
    ("line_down", "j down", _WALK_OR_PICK, "Line down", "down", "Moves to the next line."),
    ("line_up", "k up", _WALK_OR_PICK, "Line up", "up", "Moves to the line above."),
    ("char_left", "h left", _CELL, "Left", "", "Moves the caret one character to the left."),
    ("char_right", "l right", _CELL, "Right", "", "Moves the caret one character to the right."),
    ("word_right", "w", _CARET, "Next word", "", "Moves the caret to the next word."),
    ("word_left", "W", _CARET, "Previous word", "", "Moves the caret to the word before."),
    ("page_down", "space pagedown", _WALK, "Page down", "page", "Moves one screen onwards."),
    ("page_up", "b pageup", _WALK_OR_PICK, "Page up", "", "Moves one screen back."),
    ("page_on", "pagedown", f"passages {_ROWS}", "Page down", "", "Moves one screen onwards."),
    ("top", "g home", _WALK_OR_PICK, "Beginning", "", "Goes to the beginning."),
    ("bottom", "G end", _WALK_OR_PICK, "End", "", "Goes to the end."),
    ("paragraph_next", "right_curly_bracket ctrl+down", _CARET, "Next paragraph", "paragraph",
     "Moves the caret to the next paragraph or heading."),
    ("paragraph_previous", "left_curly_bracket ctrl+up", _CARET, "Previous paragraph", "",
     "Moves the caret to the one before."),
    ("sentence_next", "right_parenthesis", _CARET, "Next sentence", "",
     "Moves the caret to the next sentence."),
    ("sentence_previous", "left_parenthesis", _CARET, "Previous sentence", "",
     "Moves the caret to the sentence before."),
    ("highlight_next", "right_square_bracket full_stop", _CARET, "Next highlight", "next mark",
     "Goes to the next highlight of the article."),
    ("highlight_previous", "left_square_bracket comma", _CARET, "Previous highlight", "",
     "Goes to the highlight before."),
    ("jump", "f", _TEXT, "Jump to a highlight", "jump",
     "Labels the highlights in view; a letter goes there."),
)
_FINDING: Final[tuple[_Row, ...]] = (
    ("find", "slash", _TEXT, "Find in the article", "find", "Finds words in this article as you type."),
    ("find_next", "n", _TEXT, "Next match", "next match", "Goes to the next match."),
    ("find_previous", "N", _TEXT, "Previous match", "", "Goes to the match before."),
    ("back", "ctrl+o", _PANE, "Back", "back", "Goes back to where you were before the last jump."),
    ("link", "o", _TEXT, "Follow the link", "link",
     "Goes to the footnote or article that the link under the caret names; asks before the web."),
    ("forward", "ctrl+y", _PANE, "Forward", "forward", "Goes forward again through your jumps."),
)
_SELECTING: Final[tuple[_Row, ...]] = (
    ("select", "v", _CHOICE, "Select", "select", "Starts a selection; any movement extends it."),
    ("select_paragraphs", "V", _CHOICE, "Select paragraphs", "", "Starts a selection by whole paragraphs."),
    ("take_sentence", "s", _CHOICE, "Take the sentence", "sentence",
     "Selects the sentence; again: one more, stopping at the paragraph's end."),
    ("take_paragraph", "p", _CHOICE, "Take the paragraph", "paragraph",
     "Selects the paragraph; again: one more."),
    ("let_go", "escape", _TEXT, "Let go", "let go", "Drops the selection, the matches or the labels."),
)
_ANNOTATING: Final[tuple[_Row, ...]] = (
    ("highlight", "enter", _TEXT, "Highlight", "highlight",
     "Highlights the selection or the sentence; opens a card."),
    ("tag", "t", f"{_MARK} passages search", "Tag", "tag", "Picks tags for the passage, or creates one."),
    ("note", "a", f"{_MARK} passages notes", "Note", "note", "Writes a note on the passage."),
    ("copy", "y", _MARK, "Copy", "copy", "Copies the quotation with its citation."),
    ("delete", "d", f"{_MARK_OR_DOUBT} passages notes", "Delete", "delete",
     "Deletes the highlight; undo brings it back."),
    ("grow", "plus", _MARK, "Grow", "grow", "Makes the highlight longer by a word."),
    ("shrink", "minus", _MARK, "Shrink", "shrink", "Makes the highlight shorter by a word."),
    *((f"pinned_{n}", f"{n}", f"{_MARK} passages", f"Pinned tag {n}", "",
       f"Gives the passage pinned tag {n}, or takes it away.") for n in range(1, 10)),
    ("no_tag", "0", _TEXT, "No tag for new ones", "no tag",
     "New highlights get no tag, until tags are picked again; the foot says which ones Enter gives."),
)
_LIBRARY: Final[tuple[_Row, ...]] = (
    ("undo", "u", _ALL, "Undo", "undo", "Takes back the last change to highlights, tags or notes."),
    ("redo", "ctrl+r", _ALL, "Redo", "redo", "Makes the change again."),
    ("metadata", "m", "reader articles", "Title and source", "metadata",
     "Corrects title, source, author, date and address."),
    ("status", "r", "reader articles", "Mark as read", "status",
     "Marks the article unread, reading or read; for you alone, so not undone."),
    ("search", "S", _ALL, "Search the library", "search", "Searches all articles and annotations."),
    ("import", "I", _PANE, "Import documents", "import",
     "Brings files, folders or a web page into the library, as Markdown."),
    ("brief", "B", _ALL, "Brief", "brief", "Shows the annotated brief and writes it to a file."),
    ("overview", "O", _ALL, "Overview", "overview", "Shows what stands where, as pictures."),
    ("stop", "ctrl+g", _ALL, "Stop", "stop", "Stops what goes on in the background."),
    ("codebook", "c", _ALL, "Codebook", "codebook", "Shows all tags: rename, merge, colour, describe."),
    ("notes", "M", _ALL, "All notes", "all notes", "Shows every note, on passages, articles and tags."),
    ("drafts", "", _ALL, "Drafts", "drafts", "Shows notes that were begun and not saved."),
    ("history", "H", _ALL, "History", "history", "Shows every change of the library, the newest first."),
    ("article_note", "A", _PANE, "Note on the article", "", "Writes a note on the article as a whole."),
    ("article_tags", "T", _PANE, "Tag the article", "", "Picks tags for the article as a whole."),
)
_CODING: Final[tuple[_Row, ...]] = (
    ("tag_new", "n", "codebook", "New tag", "new", "Makes a tag."),
    ("tag_rename", "r", "codebook", "Rename", "rename", "Gives a tag another name, everywhere."),
    ("tag_move", "m", "codebook", "Move under another", "move", "Puts a tag and its sub-tags elsewhere."),
    ("tag_merge", "i", "codebook", "Merge into another", "merge into", "Joins a tag with another one."),
    ("tag_split", "s", "codebook passages", "Split", "split", "Gives some of its passages another tag."),
    ("tag_colour", "p", "codebook", "Colour", "colour", "Chooses the colour of a tag."),
    ("tag_describe", "e", "codebook", "Describe", "describe", "Writes what the tag is for, and an example."),
    ("tag_memo", "a", "codebook", "Note on the tag", "note", "Writes a note on the tag."),
    ("tag_delete", "d", "codebook", "Delete the tag", "delete",
     "Deletes tag and sub-tags; the passages stay, without them."),
    *((f"pin_{n}", f"{n}", "codebook", f"Pin to {n}", "", f"Puts the tag on the key {n}, or takes it off.")
      for n in range(1, 10)),
    ("unpin", "0", "codebook", "Unpin", "", "Takes the tag off its digit."),
    ("pick", "space", "passages search", "Pick", "pick", "Picks the passage, for one step with others."),
    ("pick_all", "asterisk", "passages", "Pick all", "pick all", "Picks all passages shown, or none."),
    ("untag", "x", "passages", "Take the tag off", "untag", "Takes this tag off the passages."),
    ("memo_new", "n", "notes", "New note", "new", "Writes a new note on the library as a whole."),
    ("tags_only", "t", "history", "Tags only", "tags only", "Shows how the codebook came to be, or all."),
)
_SEARCHING: Final[tuple[_Row, ...]] = (
    ("to_results", "enter tab down", "query", "To the results", "results",
     "Goes to what was found, where single keys work."),
    ("leave_query", "escape", "query", "Back", "back", "Goes back to the article."),
    ("to_query", "slash", "search searches", "Change the query", "query", "Goes back to the query."),
    ("concordance", "K", "search", "Concordance", "concordance",
     "Shows what was found in the middle of its line, or grouped by article again."),
    ("marked", "P", "search", "Marked passages", "passages",
     "Shows the marked passages that the query means, or places in texts again."),
    ("pick_range", "v", "search", "Pick a range", "range", "Picks from here to where the cursor goes."),
    ("pick_every", "a asterisk", "search", "Pick all", "all", "Picks everything that is shown, or nothing."),
    ("highlight_hits", "h", "search", "Highlight", "highlight",
     "Highlights what is picked where it stands, in one step."),
    ("extent", "e", "search", "How much is marked", "extent",
     "Marks the words found, their sentence or their paragraph."),
    ("keep_search", "w", "search", "Save the search", "save", "Keeps the query under a name."),
    ("search_rename", "r", "searches", "Rename", "rename", "Gives a saved search another name."),
    ("search_delete", "d", "searches", "Delete", "delete", "Deletes a saved search; undo brings it back."),
    ("swap_columns", "x", "overview", "Articles or sources", "articles/sources",
     "Counts by article, or by source."),
)
_PANES: Final[tuple[_Row, ...]] = (
    ("next_article", "J", _PANE, "Next article", "next article",
     "Opens the article that comes next in the list as it is shown."),
    ("previous_article", "K", _PANE, "Previous article", "",
     "Opens the article that comes before in the list as it is shown."),
    ("zen", "z", _PANE, "The text alone", "zen", "Hides the side panes, or brings them back."),
    ("narrower", "less_than_sign", _TEXT, "Narrower text", "", "Makes the lines of the article shorter."),
    ("wider", "greater_than_sign", _TEXT, "Wider text", "", "Makes the lines of the article longer."),
    ("toggle_articles", "f2", _ALL, "Articles", "articles", "Shows or hides the list of articles."),
    ("toggle_annotations", "f3", _ALL, "Annotations", "annotations", "Shows or hides the annotations."),
    ("next_pane", "tab", _ALL, "Next pane", "pane", "Goes to the next pane."),
    ("previous_pane", "shift+tab", _ALL, "Previous pane", "", "Goes to the pane before."),
)
_REVIEWING: Final[tuple[_Row, ...]] = (
    ("review", "R", _ALL, "Review places", "review",
     "Goes through the highlights whose place is uncertain or lost."),
    ("changes", "D", _PANE, "What changed", "changes", "Shows the article beside its earlier version."),
    ("accept_place", "enter y", "review", "Accept", "accept", "Says that the passage stands here now."),
    ("choose_place", "e", "review", "Choose the place", "choose",
     "Goes to the text, to select where the passage stands now."),
    ("keep_lost", "o", "review", "Leave without a place", "leave lost",
     "Keeps what was said, without a place in the text."),
    ("case_next", "n right", "review", "Next passage", "next", "Shows the next passage, as it is."),
    ("case_previous", "p left", "review", "Previous passage", "previous", "Shows the passage before."),
    ("take_place", "enter", "choosing", "Take this place", "take this place",
     "Makes what is selected the place of the passage."),
    ("stop_choosing", "escape", "choosing", "Back to the passage", "back",
     "Drops the selection, else leaves the text."),
    ("change_next", "n", "changes", "Next change", "next", "Goes to the next change."),
    ("change_previous", "p", "changes", "Previous change", "previous", "Goes to the change before."),
)
_LISTS: Final[tuple[_Row, ...]] = (
    ("open", "enter", f"{_LIST} {_ROWS} drafts", "Open", "open", "Opens what the cursor is on."),
    ("filter", "slash", _LIST, "Filter", "filter", "Shows only what matches, as you type."),
    ("sort", "o", "articles search", "Sort", "sort", "Changes the order of the list."),
    ("leave", "escape", f"{_LIST} search searches overview", "Back", "back",
     "Drops the filter or what is picked, else goes back."),
    ("fold", "left h", "codebook", "Fold", "fold", "Hides the sub-tags, else goes to the tag above."),
    ("unfold", "right l", "codebook", "Unfold", "unfold", "Shows the sub-tags."),
)
_WRITING: Final[tuple[_Row, ...]] = (
    ("save", "ctrl+s", "editor form brief", "Save", "save", "Saves and closes."),
    ("external", "f4", "editor brief", "Your own editor", "$EDITOR", "Opens the text in $VISUAL or $EDITOR."),
    ("choices", "e", "brief", "Choices", "choices", "Goes to what the brief holds and where it is saved."),
    ("discard", "f9", "editor", "Discard", "discard", "Closes and forgets the draft; what was saved stays."),
    ("draft_discard", "d", "drafts", "Discard", "discard", "Forgets the draft that the cursor is on."),
    ("tick", "tab", "picker", "Tick", "tick",
     "Ticks the tag and stays; Space, too, before typing."),
    ("accept", "enter", "picker line", "Take", "take", "Takes what is ticked and what the cursor is on."),
    ("close", "escape", "editor form picker line dialog drafts", "Close", "close",
     "Closes; what was typed in a note is kept as a draft."),
)
_PROGRAM: Final[tuple[_Row, ...]] = (
    ("help", "question_mark f1", _ALL, "Keys", "all keys", "Shows the keys that work here."),
    ("palette", "ctrl+p", _ALL, "Palette", "palette", "Finds any action by its name."),
    ("messages", "f8", _ALL, "Messages", "messages", "Shows the messages of this session again."),
    ("theme", "", _ALL, "Theme", "theme", "Chooses the colours."),
    ("quit", "q", _ALL, "Quit", "quit", "Goes back, or ends the program."),
)
# fmt: on

_CALLS: Final = {
    **{f"pinned_{n}": f"pinned({n})" for n in range(1, 10)},
    **{f"pin_{n}": f"pin({n})" for n in range(1, 10)},
    "unpin": "pin(0)",
    "page_on": "page_down",
    "palette": "command_palette",  # by its own name, or Textual binds the key a second time
}


def _actions(group: str, target: str, rows: tuple[_Row, ...]) -> Iterator[Action]:
    for id, keys, contexts, label, short, help in rows:
        yield Action(
            id=id,
            label=label,
            help=help,
            keys=tuple(keys.split()),
            group=group,
            contexts=tuple(contexts.split()),
            target=target,
            short=short,
            call=_CALLS.get(id, ""),
        )


ACTIONS: Final[tuple[Action, ...]] = (
    *_actions("Reading", "", _READING),
    *_actions("Finding", "screen", _FINDING),
    *_actions("Selecting", "", _SELECTING),
    *_actions("Annotating", "screen", _ANNOTATING),
    *_actions("Library", "screen", _LIBRARY),
    *_actions("Coding", "screen", _CODING),
    *_actions("Searching", "screen", _SEARCHING),
    *_actions("Panes", "screen", _PANES),
    *_actions("Reviewing", "screen", _REVIEWING),
    *_actions("Lists", "", _LISTS),
    *_actions("Writing", "", _WRITING),
    *_actions("Program", "app", _PROGRAM),
)
BY_ID: Final = {action.id: action for action in ACTIONS}

# Which contexts have keys at the same time. A state of the reader (a selection, a highlight under
# the caret) has the reader's keys and a footer of its own; a dialog has its own keys alone.
CONTEXTS: Final[dict[str, tuple[str, ...]]] = {
    "global": ("global",),
    "reader": ("reader", "global"),
    "selection": ("reader", "global"),
    "mark": ("reader", "global"),
    "articles": ("articles", "global"),
    "annotations": ("annotations", "global"),
    "query": ("query",),
    "search": ("search", "global"),
    "kwic": ("search", "global"),
    "marked": ("search", "global"),
    "searches": ("searches", "global"),
    "overview": ("overview", "global"),
    "codebook": ("codebook", "global"),
    "passages": ("passages", "global"),
    "notes": ("notes", "global"),
    "history": ("history", "global"),
    "brief": ("brief", "global"),
    "review": ("review", "global"),
    "choosing": ("choosing", "global"),
    "changes": ("changes", "global"),
    "editor": ("editor",),
    "form": ("form",),
    **{name: (name,) for name in ("picker", "line", "dialog", "drafts")},
}

# What the footer of a context calls an action that does something else there.
WORDS: Final[dict[tuple[str, str], str]] = {("mark", "highlight"): "card"}

# Most important first; a narrow footer drops from the end and keeps the last one.
FOOTERS: Final[dict[str, tuple[str, ...]]] = {
    "global": ("palette", "quit", "help"),
    "reader": ("highlight", "tag", "note", "take_sentence", "find", "search", "brief", "help"),
    "selection": ("highlight", "tag", "note", "copy", "let_go", "help"),
    "mark": ("highlight", "tag", "note", "delete", "grow", "shrink", "copy", "help"),
    "articles": ("open", "filter", "sort", "status", "metadata", "search", "brief", "help"),
    "annotations": ("open", "tag", "note", "delete", "copy", "filter", "undo", "help"),
    "query": ("to_results", "leave_query"),
    "search": tuple("open pick tag highlight_hits concordance marked keep_search help".split()),
    "kwic": tuple("open pick pick_range tag highlight_hits sort concordance help".split()),
    "marked": ("open", "pick", "tag", "marked", "keep_search", "undo", "help"),
    "searches": ("open", "search_rename", "search_delete", "to_query", "help"),
    "overview": ("open", "swap_columns", "next_pane", "quit", "help"),
    "codebook": tuple("open tag_new tag_rename tag_merge tag_colour tag_describe filter help".split()),
    "passages": ("open", "pick", "tag", "untag", "tag_split", "note", "delete", "help"),
    "notes": ("open", "note", "memo_new", "delete", "filter", "undo", "help"),
    "history": ("undo", "redo", "tags_only", "filter", "help"),
    "brief": ("save", "choices", "external", "help"),
    "review": ("accept_place", "choose_place", "keep_lost", "delete", "case_next", "undo", "quit", "help"),
    "choosing": ("take_place", "select", "take_sentence", "take_paragraph", "stop_choosing", "help"),
    "changes": ("change_next", "change_previous", "next_pane", "quit", "help"),
    "editor": ("save", "external", "close"),
    "form": ("save", "close"),
    "picker": ("accept", "tick", "close"),
    "line": ("accept", "close"),
    "dialog": ("close",),
    "drafts": ("open", "draft_discard", "close"),
}
