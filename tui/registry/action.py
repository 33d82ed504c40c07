"""What an action is, and how the rows of the registry become actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias


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


# Of each row: id, keys, contexts, label, short, help.
Row: TypeAlias = tuple[str, str, str, str, str, str]

# Contexts that several rows share.
TEXT = "reader"
CARET = "reader choosing changes comparing"
CELL = f"{CARET} overview"
CHOICE = "reader choosing"
WALK = "reader choosing changes comparing articles annotations codebook notes history chronology"
LIST = "articles annotations codebook passages notes history echoes quotations chronology"
PANE = "reader articles annotations"
MARK = "reader annotations"
MARK_OR_DOUBT = "reader annotations review"
# Where Space picks, it does not turn the page.
WALK_OR_PICK = f"{WALK} passages echoes quotations search searches overview"
ROWS = "search searches overview"
ALL = "global"


def actions(group: str, target: str, rows: tuple[Row, ...], calls: Mapping[str, str]) -> Iterator[Action]:
    """The actions of one group; ``calls`` names the method of an id that is not called like it."""
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
            call=calls.get(id, ""),
        )
