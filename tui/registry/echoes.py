"""Actions on echoes, versions and comparison."""

from __future__ import annotations

from typing import Final

from tui.registry.action import MARK, Row

# fmt: off
ECHOES: Final[tuple[Row, ...]] = (
    ("echoes", "e", MARK, "Echoes", "echoes",
     "Shows where else the passage stands, word for word or nearly, and what differs."),
    ("compare", "equals_sign", "reader articles echoes", "Compare", "compare",
     "Shows the article side by side with another one, what both have coloured alike."),
    ("whole_stretch", "w", "echoes", "The whole stretch", "whole stretch",
     "Asks for all that recurs around the passage, of which the number beside it tells."),
    ("split_story", "s", "articles", "Split from its story", "split",
     "Takes the article out of its story, now and later."),
    ("join_story", "i", "articles", "Join with a story", "join",
     "Says that the article and another one are versions of one story."),
    ("lead_story", "p", "articles", "Lead its story", "lead",
     "Lets the article stand for its story, with the others under it."),
    ("shared_next", "n", "comparing", "Next in both", "next in both",
     "Goes to the next passage that both articles have."),
    ("shared_previous", "p", "comparing", "Previous in both", "",
     "Goes to the passage before that both articles have."),
    ("difference_next", "d", "comparing", "Next difference", "next difference",
     "Goes to the next words that this article alone has."),
    ("difference_previous", "D", "comparing", "Previous difference", "",
     "Goes to the words before that this article alone has."),
    ("dim_shared", "x", "comparing", "Dim what both have", "dim",
     "Lets what both articles have stand back, or brings it forward again."),
    ("open_there", "enter", "comparing", "Open here", "open",
     "Opens this article at the caret; the key for back leads here again."),
)
# fmt: on

CONTEXTS: Final[dict[str, tuple[str, ...]]] = {
    "story": ("articles", "global"),  # in the list, on an article that others are versions of
    "story_open": ("articles", "global"),  # the same, unfolded
    "version": ("articles", "global"),  # on one of these
    "echoes": ("echoes", "global"),
    "comparing": ("comparing", "global"),
}
FOOTERS: Final[dict[str, tuple[str, ...]]] = {
    "story": ("open", "unfold", "compare", "filter", "sort", "status", "metadata", "help"),
    "story_open": ("open", "fold", "compare", "filter", "sort", "status", "metadata", "help"),
    "version": ("open", "split_story", "lead_story", "compare", "fold", "filter", "status", "help"),
    "echoes": ("open", "pick", "pick_all", "tag", "highlight_hits", "note", "compare", "help"),
    "comparing": tuple("shared_next difference_next next_pane open_there tag dim_shared quit help".split()),
}
WORDS: Final[dict[tuple[str, str], str]] = {
    ("story", "unfold"): "versions",
    ("story_open", "fold"): "fold versions",
    ("version", "fold"): "to the lead",
}
