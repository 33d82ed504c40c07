"""What changed: an article's earlier version and the present one side by side, change by change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from annotations.quoted import quoted
from annotations.usecases.placing.comparing import Alteration, Changed
from corpus.clean import clean_line
from corpus.document import Document
from corpus.span import Span
from tui.actions import bindings
from tui.page.highlights import Mark
from tui.presenting import colours, marks
from tui.screens.sides import Side, Sides
from tui.widgets.reader import Reader
from tui.work import Job

if TYPE_CHECKING:
    from annotations.workspace import Workspace

_QUOTED = 60  # code points of a highlight that are quoted at the head


class VersionReader(Reader, inherit_bindings=False):
    """One of the two versions: it is read, and nothing is done to it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("changes")]

    def show_change(self, span: Span) -> None:
        """Bring a change into view as the one that is meant."""
        self.go(span.start, centre=True, jump=False)


class ChangesScreen(Sides):
    """The earlier version at the left, the present one at the right; changes that touch highlights first."""

    AUTO_FOCUS = "#present"
    TITLE_TEXT = "What changed"
    SIDES = (Side("before", "earlier", "AS IT WAS"), Side("now", "present", "AS IT IS NOW"))
    READER = VersionReader

    def __init__(self, workspace: Workspace, document: Document, at: int = 0) -> None:
        """Compare a document with its earlier version, beginning at offset ``at`` of the present text."""
        super().__init__()
        self.workspace = workspace
        self.document = document
        self.at = at
        self.found: Changed | None = None
        self.order: tuple[Alteration, ...] = ()
        self.index = -1

    def begin(self) -> None:
        """Compare, beside the screen."""
        self.worker.do(Job(lambda: self.workspace.changes(self.document), self._compared, saves=False))

    @property
    def earlier(self) -> VersionReader:
        """The version at the left."""
        return self.query_one("#earlier", VersionReader)

    @property
    def present(self) -> VersionReader:
        """The version at the right."""
        return self.query_one("#present", VersionReader)

    def _compared(self, found: Changed) -> None:
        self.found = found
        if not found.alterations:
            self.say_none(nothing(found), found.document.metadata.title or found.document.path)
            return
        touching = [each for each in found.alterations if each.touched]
        self.order = (*touching, *(each for each in found.alterations if not each.touched))
        book = self.workspace.codebook()
        names = {item.id: colours(item, book)[0] for item in found.annotations}
        self.earlier.show(
            earlier_version(found), [Mark(key, span, names[key]) for key, span in found.old_places]
        )
        # Plain marks: the strokes of uncertain ones would be taken for changes.
        plain = [mark._replace(uncertain=False) for mark in marks(found.annotations, book)]
        self.present.show(found.document, plain)
        self.earlier.matches = [each.old for each in found.alterations if each.old.length]
        self.present.matches = [each.new for each in found.alterations if each.new.length]
        self._show(0)

    # Stepping

    def action_change_next(self) -> None:
        """Go to the next change, those that touch highlights first."""
        self._show(self.index + 1)

    def action_change_previous(self) -> None:
        """Go to the change before."""
        self._show(self.index - 1)

    def _show(self, index: int) -> None:
        if not self.order:
            return
        self.index = index % len(self.order)
        change = self.order[self.index]
        self.earlier.show_change(change.old)
        self.present.show_change(change.new)
        head = self.head
        touching = sum(1 for each in self.order if each.touched)
        head.place = f"{self.index + 1} of {len(self.order)}"
        head.about = self._about(change) or (
            f"{touching} of {len(self.order)} touch highlights" if touching else "no highlight is touched"
        )

    def _about(self, change: Alteration) -> str:
        assert self.found is not None
        what = "moved" if change.moved else ""
        quotes = [item.selectors.exact for item in self.found.annotations if item.id in change.touched]
        if quotes:
            more = f" and {len(quotes) - 1} more" if len(quotes) > 1 else ""
            what = f"{what + ', ' if what else ''}touches {quoted(clean_line(quotes[0], _QUOTED))}{more}"
        return what

    @on(Reader.CaretMoved)
    def _follow(self, message: Reader.CaretMoved) -> None:
        """The other version follows where one is read."""
        versions = self.found.versions if self.found else None
        if versions is None or not self.order:
            return
        change = self.order[self.index]
        if (self.earlier.caret, self.present.caret) == (change.old.start, change.new.start):
            return  # both were brought to a change
        if self.present.has_focus:
            offset = versions.brought_back(self.present.caret)
            if message.offset == self.present.caret and offset != self.earlier.caret:
                self.earlier.go(offset, jump=False)
        elif self.earlier.has_focus:
            offset = versions.carried(self.earlier.caret)
            if message.offset == self.earlier.caret and offset != self.present.caret:
                self.present.go(offset, jump=False)


def earlier_version(found: Changed) -> Document:
    """The earlier text as a document: blocks that are the same now look as they do now."""
    from corpus.plaintext import blocks_of

    text = found.document.text
    known = {block.span.of(text): block for block in found.document.blocks}
    blocks = (
        replace(known.get(block.span.of(found.earlier), block), span=block.span)
        for block in blocks_of(found.earlier)
    )
    return Document(found.document.path, found.earlier, tuple(blocks))


def nothing(found: Changed) -> Content:
    """What stands where there is nothing to compare."""
    if found.earlier:
        return Content.styled("The article is as it was.", "bold")
    return Content.assemble(
        ("There is no earlier version.\n", "bold"),
        ("A text is kept from its first highlight on, so that later changes can be shown.", "$quiet"),
    )
