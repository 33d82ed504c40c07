"""Actions of panes, lists, dialogs and the program."""

from __future__ import annotations

from typing import Final

from tui.registry.action import ALL, LIST, PANE, ROWS, TEXT, Row

# fmt: off
PANES: Final[tuple[Row, ...]] = (
    ("next_article", "J", PANE, "Next article", "next article",
     "Opens the article that comes next in the list as it is shown."),
    ("previous_article", "K", PANE, "Previous article", "",
     "Opens the article that comes before in the list as it is shown."),
    ("zen", "z", PANE, "The text alone", "zen", "Hides the side panes, or brings them back."),
    ("narrower", "less_than_sign", TEXT, "Narrower text", "", "Makes the lines of the article shorter."),
    ("wider", "greater_than_sign", TEXT, "Wider text", "", "Makes the lines of the article longer."),
    ("toggle_articles", "f2", ALL, "Articles", "articles", "Shows or hides the list of articles."),
    ("toggle_annotations", "f3", ALL, "Annotations", "annotations", "Shows or hides the annotations."),
    ("next_pane", "tab", ALL, "Next pane", "pane", "Goes to the next pane."),
    ("previous_pane", "shift+tab", ALL, "Previous pane", "", "Goes to the pane before."),
)

LISTS: Final[tuple[Row, ...]] = (
    ("open", "enter", f"{LIST} {ROWS} drafts filtering", "Open", "open", "Opens what the cursor is on."),
    ("filter", "slash", LIST, "Filter", "filter",
     "Shows only what matches, as you type; Enter goes to it, Esc drops the filter."),
    ("sort", "o", "articles search passages echoes quotations", "Sort", "sort",
     "Changes the order of the list."),
    ("reverse", "minus", "articles", "Turn the order round", "", "Puts the last article of the order first."),
    ("leave", "escape", f"{LIST} search searches overview filtering", "Back", "back",
     "Drops the filter or what is picked, else goes back."),
    ("fold", "left h", "codebook articles", "Fold", "fold",
     "Hides sub-tags or further versions, else goes to what they stand under."),
    ("unfold", "right l", "codebook articles", "Unfold", "unfold", "Shows sub-tags or further versions."),
)

WRITING: Final[tuple[Row, ...]] = (
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

PROGRAM: Final[tuple[Row, ...]] = (
    ("help", "question_mark f1", ALL, "Keys", "all keys", "Shows the keys that work here."),
    ("palette", "ctrl+p", ALL, "Palette", "palette", "Finds any action by its name."),
    ("messages", "f8", ALL, "Messages", "messages", "Shows the messages of this session again."),
    ("theme", "", ALL, "Theme", "theme", "Chooses the colours."),
    ("quit", "q", ALL, "Quit", "quit", "Goes back, or ends the program."),
)
# fmt: on
