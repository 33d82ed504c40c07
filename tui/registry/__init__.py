"""The one list of what can be done: every action with its words, default keys and contexts.

Footer, help, palette, key file and the keys table of the documentation derive from it through
`tui.actions`, which also re-exports what is public here.
"""

from __future__ import annotations

from typing import Final

from tui.registry import echoes, lenses, speech
from tui.registry.action import Action, actions
from tui.registry.frame import LISTS, PANES, PROGRAM, WRITING
from tui.registry.library import CODING, LIBRARY, REVIEWING, SEARCHING
from tui.registry.text import ANNOTATING, FINDING, READING, SELECTING

__all__ = ["ACTIONS", "BY_ID", "CONTEXTS", "FOOTERS", "WORDS", "Action"]

_CALLS: Final = {
    **{f"pinned_{n}": f"pinned({n})" for n in range(1, 10)},
    **{f"pin_{n}": f"pin({n})" for n in range(1, 10)},
    "unpin": "pin(0)",
    **lenses.CALLS,
    "page_on": "page_down",
    "palette": "command_palette",  # by its own name, or Textual binds the key a second time
}

ACTIONS: Final[tuple[Action, ...]] = (
    *actions("Reading", "", READING, _CALLS),
    *actions("Finding", "screen", FINDING, _CALLS),
    *actions("Selecting", "", SELECTING, _CALLS),
    *actions("Annotating", "screen", ANNOTATING, _CALLS),
    *actions("Library", "screen", LIBRARY, _CALLS),
    *actions("Coding", "screen", CODING, _CALLS),
    *actions("Searching", "screen", SEARCHING, _CALLS),
    *actions("Echoes", "screen", echoes.ECHOES, _CALLS),
    *actions("Lenses", "screen", lenses.LENSES, _CALLS),
    *actions("Quotations", "screen", speech.SPEECH, _CALLS),
    *actions("Panes", "screen", PANES, _CALLS),
    *actions("Reviewing", "screen", REVIEWING, _CALLS),
    *actions("Lists", "", LISTS, _CALLS),
    *actions("Writing", "", WRITING, _CALLS),
    *actions("Program", "app", PROGRAM, _CALLS),
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
    "filtering": ("filtering",),
    "narrowing": ("filtering",),  # a list whose items are not opened from the filter line
    "changes": ("changes", "global"),
    "editor": ("editor",),
    "form": ("form",),
    **{name: (name,) for name in ("picker", "line", "dialog", "drafts")},
    **echoes.CONTEXTS,
    **lenses.CONTEXTS,
    **speech.CONTEXTS,
}

# What the footer of a context calls an action that does something else there.
WORDS: Final[dict[tuple[str, str], str]] = {
    ("mark", "highlight"): "card",
    ("filtering", "leave"): "drop the filter",
    ("narrowing", "open"): "to the list",
    ("narrowing", "leave"): "drop the filter",
    **echoes.WORDS,
}

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
    "filtering": ("open", "leave"),
    "narrowing": ("open", "leave"),
    "choosing": ("take_place", "select", "take_sentence", "take_paragraph", "stop_choosing", "help"),
    "changes": ("change_next", "change_previous", "next_pane", "quit", "help"),
    "editor": ("save", "external", "close"),
    "form": ("save", "close"),
    "picker": ("accept", "tick", "close"),
    "line": ("accept", "close"),
    "dialog": ("close",),
    "drafts": ("open", "draft_discard", "close"),
    **echoes.FOOTERS,
    **lenses.FOOTERS,
    **speech.FOOTERS,
}
