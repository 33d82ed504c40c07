"""Actions of the library and its screens."""

from __future__ import annotations

from typing import Final

from tui.registry.action import ALL, PANE, Row

# fmt: off
LIBRARY: Final[tuple[Row, ...]] = (
    ("undo", "u", ALL, "Undo", "undo", "Takes back the last change to highlights, tags or notes."),
    ("redo", "ctrl+r", ALL, "Redo", "redo", "Makes the change again."),
    ("metadata", "m", "reader articles", "Title and source", "metadata",
     "Corrects title, source, author, date and address."),
    ("status", "r", "reader articles", "Mark as read", "status",
     "Marks the article unread, reading or read; for you alone, so not undone."),
    ("search", "S", ALL, "Search the library", "search", "Searches all articles and annotations."),
    ("import", "I", PANE, "Import documents", "import",
     "Brings files, folders or a web page into the library, as Markdown."),
    ("brief", "B", ALL, "Brief", "brief", "Shows the annotated brief and writes it to a file."),
    ("overview", "O", ALL, "Overview", "overview", "Shows what stands where, as pictures."),
    ("stop", "ctrl+g", ALL, "Stop", "stop", "Stops what goes on in the background."),
    ("codebook", "c", ALL, "Codebook", "codebook", "Shows all tags: rename, merge, colour, describe."),
    ("notes", "M", ALL, "All notes", "all notes", "Shows every note, on passages, articles and tags."),
    ("drafts", "Z", ALL, "Drafts", "drafts", "Shows notes that were begun and not saved."),
    ("save_elsewhere", "", ALL, "Save elsewhere", "save elsewhere",
     "Writes what could not be saved to files in another folder."),
    ("history", "H", ALL, "History", "history", "Shows every change of the library, the newest first."),
    ("article_note", "A", PANE, "Note on the article", "", "Writes a note on the article as a whole."),
    ("article_tags", "T", PANE, "Tag the article", "", "Picks tags for the article as a whole."),
)

CODING: Final[tuple[Row, ...]] = (
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
    ("pick", "space", "passages search echoes quotations", "Pick", "pick",
     "Picks the passage, for one step with others."),
    ("pick_all", "asterisk", "passages echoes quotations", "Pick all", "pick all",
     "Picks all passages shown, or none."),
    ("untag", "x", "passages", "Take the tag off", "untag", "Takes this tag off the passages."),
    ("memo_new", "n", "notes", "New note", "new", "Writes a new note on the library as a whole."),
    ("tags_only", "t", "history", "Tags only", "tags only", "Shows how the codebook came to be, or all."),
)

SEARCHING: Final[tuple[Row, ...]] = (
    ("to_results", "enter tab down", "query", "To the results", "results",
     "Goes to what was found, where single keys work."),
    ("leave_query", "escape", "query", "Back", "back", "Goes back to the article."),
    ("to_query", "slash", "search searches", "Change the query", "query", "Goes back to the query."),
    ("concordance", "K", "search", "Concordance", "concordance",
     "Shows what was found in the middle of its line, or grouped by article again."),
    ("marked", "P", "search", "Marked passages", "passages",
     "Shows the marked passages that the query means, or places in texts again."),
    ("pick_range", "v", "search quotations", "Pick a range", "range",
     "Picks from here to where the cursor goes."),
    ("pick_every", "a asterisk", "search", "Pick all", "all", "Picks everything that is shown, or nothing."),
    ("highlight_hits", "h", "search echoes quotations", "Highlight", "highlight",
     "Highlights what is picked, in one step, with the tags that the foot names."),
    ("extent", "e", "search", "How much is marked", "extent",
     "Marks the words found, their sentence or their paragraph."),
    ("keep_search", "w", "search", "Save the search", "save", "Keeps the query under a name."),
    ("search_rename", "r", "searches", "Rename", "rename", "Gives a saved search another name."),
    ("search_delete", "d", "searches", "Delete", "delete", "Deletes a saved search; undo brings it back."),
    ("swap_columns", "x", "overview", "Articles or sources", "articles/sources",
     "Counts by article, or by source."),
)

REVIEWING: Final[tuple[Row, ...]] = (
    ("review", "R", ALL, "Review places", "review",
     "Goes through the highlights whose place is uncertain or lost."),
    ("changes", "D", PANE, "What changed", "changes", "Shows the article beside its earlier version."),
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
# fmt: on
