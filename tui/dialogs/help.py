"""The keys that work here, by group, from the bindings that are active; filtered as you type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui.actions import CONTEXTS, in_context, key_name, keys_of
from tui.available import Offer
from tui.dialogs.frame import Dialog
from tui.dialogs.key_list import KeyList, KeyRow

__all__ = ["HelpDialog", "KeyRow", "context_rows", "filtered", "key_rows"]

_PLACES: Final = {
    "reader": "in the text",
    "selection": "with a selection",
    "mark": "on a highlight",
    "articles": "in the list of articles",
    **dict.fromkeys(("story", "story_open", "version"), "in the list of articles"),
    "annotations": "in the annotations",
    "query": "in the query",
    "search": "in the search",
    "kwic": "in the concordance",
    "marked": "in the passages found",
    "searches": "in the saved searches",
    "overview": "in the overview",
    "codebook": "in the codebook",
    "passages": "in the passages of a tag",
    "notes": "in the notes",
    "history": "in the history",
    "brief": "in the brief",
    "review": "in the review",
    "choosing": "while choosing a place",
    "changes": "in what changed",
    "echoes": "in the echoes",
    "comparing": "in the comparison",
    "quotations": "in the quotations",
    "chronology": "in the chronology",
}
_DESK: Final = ("global", "reader", "selection", "mark", "articles", "annotations")


def key_rows(offers: Iterable[Offer], context: str = "global") -> tuple[KeyRow, ...]:
    """What `tui.available.offers` found, as rows; actions without a key are left to the palette.

    On another screen than the main one its own keys come first: their group, then those with keys
    that are not the same everywhere.
    """
    found = [offer for offer in offers if offer.keys]
    context = CONTEXTS[context][0]  # a state of a screen has the keys of the screen
    if context not in _DESK:
        own = _own(found, context)
        here = {offer.action.group for offer in found if context in offer.action.contexts}
        found.sort(
            key=lambda offer: (
                offer.action.group != own,
                offer.action.group not in here,
                offer.action.group == own and context not in offer.action.contexts,
            )
        )
    return tuple(
        KeyRow(offer.action.group, offer.keys, offer.action.label, offer.action.help) for offer in found
    )


def _own(offers: Iterable[Offer], context: str) -> str:
    """The group that most belongs to a context: what works in few others counts for more."""
    weights: dict[str, float] = {}
    for offer in offers:
        action = offer.action
        if context in action.contexts and not action.id.startswith("pin"):
            weights[action.group] = weights.get(action.group, 0.0) + 1 / len(action.contexts) ** 2
    return max(weights, key=lambda group: weights[group], default="")


def context_rows(context: str, keymap: Mapping[str, str] | None = None) -> tuple[KeyRow, ...]:
    """All actions of ``context`` with their keys under ``keymap``, whether they can be done or not."""
    return tuple(
        KeyRow(action.group, tuple(key_name(key) for key in keys), action.label, action.help)
        for action in in_context(context)
        if (keys := keys_of(action, keymap))
    )


class HelpDialog(Dialog[None]):
    """Shows the keys of a context under the headings of their groups.

    Args:
        context: Of the registry.
        keymap: The user's own keys.
        rows: What to show instead of the whole context, best ``key_rows(offers(screen))``, which
            leaves out what cannot be done now.
    """

    TITLE_TEXT = "Keys"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("f1", "close", show=False),
    ]

    def __init__(
        self,
        context: str = "global",
        keymap: Mapping[str, str] | None = None,
        *,
        rows: Sequence[KeyRow] | None = None,
    ) -> None:
        super().__init__()
        self._where = context
        self._rows = context_rows(context, keymap) if rows is None else tuple(rows)

    def heading(self) -> Content:
        """What the keys are for."""
        place = _PLACES.get(self._where, "")
        return Content(f"Keys {place}" if place else "Keys")

    def body(self) -> ComposeResult:
        """A filter and the rows."""
        yield Input(placeholder="filter by key or word", id="query", compact=True)
        with VerticalScroll(id="scroll", can_focus=False):
            yield KeyList(self._rows, id="rows")

    def on_mount(self) -> None:
        """Waits for typing."""
        self.query_one(Input).focus()

    @on(Input.Changed, "#query")
    def _filter(self, event: Input.Changed) -> None:
        self.query_one(KeyList).rows = filtered(self._rows, event.value)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, rows: int) -> None:
        """Scrolls by ``rows``."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)


def filtered(rows: Iterable[KeyRow], query: str) -> tuple[KeyRow, ...]:
    """The rows that have ``query`` as a key, else those that hold all of its words."""
    rows = tuple(rows)
    query = query.strip()
    if not query:
        return rows
    by_key = tuple(row for row in rows if query in row.keys)
    words = query.casefold().split()
    by_word = tuple(
        row
        for row in rows
        if all(
            word in f"{row.group} {row.label} {row.help} {' '.join(row.keys)}".casefold() for word in words
        )
    )
    if len(query) == 1:
        return by_key or by_word
    return tuple(dict.fromkeys((*by_key, *by_word)))
