"""Actions on quotations, speakers and chronology."""

from __future__ import annotations

from typing import Final

from tui.registry.action import ALL, Row

_PASSAGES: Final = "reader annotations codebook passages quotations search"

# fmt: off
SPEECH: Final[tuple[Row, ...]] = (
    ("quotations", "Q", ALL, "Quotations", "quotations", "Shows who says what across the library."),
    ("chronology", "C", _PASSAGES, "Chronology", "chronology",
     "Shows the passages of the tag, speaker or search in order of publication, outlet beside outlet."),
    ("whole_passage", "v", "chronology", "Whole passage", "whole",
     "Shows a long passage to its end, or its beginning again."),
    ("who_speaks", "", ALL, "Who says this", "who",
     "Names the speaker of the quotation under the caret."),
    ("confirm_speaker", "y", "quotations", "Confirm the speaker", "confirm",
     "Says that the proposed speaker is right."),
    ("correct_speaker", "s", "quotations", "Name the speaker", "speaker",
     "Picks who speaks, among known names or a new one."),
    ("no_speaker", "x", "quotations", "Nobody’s words", "nobody",
     "Says that nobody speaks there: a title, a term, no quotation."),
    ("reopen_speaker", "d", "quotations", "Leave open again", "reopen",
     "Forgets what was decided; what is proposed counts again."),
    ("same_speaker", "i", "quotations", "Same person", "same person",
     "Says that this name is another one, in the whole library."),
)
# fmt: on

CONTEXTS: Final[dict[str, tuple[str, ...]]] = {
    "quotations": ("quotations", "global"),
    "chronology": ("chronology", "global"),
}
FOOTERS: Final[dict[str, tuple[str, ...]]] = {
    "quotations": tuple("open pick confirm_speaker correct_speaker no_speaker tag sort help".split()),
    "chronology": ("open", "whole_passage", "filter", "leave", "help"),
}
