"""Echoes and versions from the article: what recurs elsewhere, stories in the list, and comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import on

from annotations.quoted import quoted
from annotations.told import told
from corpus.span import Span
from tui.screens.library.recurring import Passage, Recurring
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from textual.screen import Screen

    from annotations.changes import Command
    from annotations.usecases.placing.placing import Placed
    from corpus.document import Document
    from tui.dialogs.article_picker import ArticlePicker


class Echoing(Recurring):
    """The part of the screen that does so."""

    _pointed: Passage | None = None
    """The passage that an article is being opened for."""

    # Echoes

    def action_echoes(self) -> None:
        """Show where else the passage stands: what an action means, or what recurs at the caret."""
        if self.document is None:
            return
        selected = self.reader.selected
        item, span = self.passage()
        if item is not None:
            if item.span is None:
                self.say("This highlight has no place in the text any more; its echoes are not known.")
            else:
                self._show_echoes(item.span, item_id=item.id)
        elif span is not None:
            self._show_echoes(span, caret=-1 if selected is not None else self.reader.caret)

    @on(Reader.EchoPressed)
    def _echo_pressed(self, message: Reader.EchoPressed) -> None:
        self._show_echoes(Span(message.offset, message.offset), caret=message.offset)

    def _show_echoes(self, span: Span, *, caret: int = -1, item_id: str = "") -> None:
        from tui.screens.echoes import EchoesScreen
        from tui.screens.hearing import Asked

        if self.document is not None:
            asked = Asked(self.document.path, self.document.text, span, caret, self.said.get(item_id))
            self.app.push_screen(EchoesScreen(self, asked))

    def visit_passage(self, path: str, span: Span, exact: str = "") -> None:
        """Show an article at a passage of it, from a list that the key for back leads to again."""
        self._pointed = Passage(path, span, exact)
        self.visit(path, at=span.start)

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article, and the passage that was asked for as what was found in it."""
        super().show_document(document, placed, offset)
        pointed, self._pointed = self._pointed, None
        if pointed is None or pointed.path != document.path:
            return
        span = place_of(pointed, document.text)
        if span is None:
            self.say("The article has changed: these words do not stand in it any more.")
            return
        self.reader.go(span.start, centre=True, jump=False)
        if span.length > 0:
            self._found = (span,)
            self.reader.matches = self._found
        if self._behind:
            self.footer.notice = f"{self.key('back')} goes back"
            self.noticed_at = self.reader.caret

    def action_back(self) -> None:
        """Go back to before the last jump; from where an echo led to, back to the article it is one of."""
        behind = self._behind
        super().action_back()
        if behind and not self._behind:
            self._reopen(behind[0])

    def _reopen(self, screen: Screen[None]) -> None:
        """Bring back what was open when a list was asked for, so that leaving the list leads there."""
        origin: tuple[str, int] | None = getattr(screen, "origin", None)
        if origin is not None and origin[0] in self.articles:
            self.open(*origin)

    # Stories

    @property
    def meant_article(self) -> str:
        """The article that an action on whole articles means."""
        return (self.shelf.cursor_key if self.shelf.has_focus else "") or self.path

    def _regroup(self, work: Callable[[], Command]) -> None:
        def regrouped(command: Command) -> None:
            self.say(told(command, self.way_back), about="undo")
            self.show_articles()

        self.save(work, regrouped)

    def action_split_story(self) -> None:
        """Take the article out of its story."""
        path = self.meant_article
        row = self.shelf.item_of(path)
        if row is None or not (row.lead or row.versions):
            self.say("This article is no version of another one.")
        else:
            self._regroup(lambda: self.workspace.split_story(path))

    def action_lead_story(self) -> None:
        """Let the article stand for its story."""
        path = self.meant_article
        row = self.shelf.item_of(path)
        if row is None or not (row.lead or row.versions):
            self.say("This article is no version of another one.")
        elif not row.lead:
            self.say("This article stands for its story already.")
        else:
            self._regroup(lambda: self.workspace.lead_story(path))

    def action_join_story(self) -> None:
        """Choose the article that this one tells the story of."""
        from tui.dialogs.article_picker import ArticlePicker
        from tui.picking import choices

        path = self.meant_article
        row = self.shelf.item_of(path)
        if row is None:
            return
        own = {path, row.lead or path} | {
            each.path for each in self.shelf.rows if each.lead == (row.lead or path)
        }

        def chosen(other: str | None) -> None:
            if other is not None:
                lead = self.shelf.item_of(other)
                stands = (lead.lead or other) if lead else other
                self._regroup(lambda: self.workspace.join_stories([stands, path]))

        title = f"{quoted(self._title(path))} tells the same story as"
        self.app.push_screen(ArticlePicker(title, choices(self.articles.values(), without=own)), chosen)

    # Comparison

    def action_compare(self) -> None:
        """Choose the article that this one is compared with."""
        from tui.dialogs.article_picker import ArticlePicker
        from tui.picking import choices, nearest

        path = self.meant_article
        if not path or path not in self.articles:
            return
        at = self.reader.caret if self.document is not None and self.document.path == path else 0
        near = nearest(path, self.shelf.rows)
        picker = ArticlePicker(
            f"Compare {quoted(self._title(path))} with",
            choices(self.articles.values(), without={path}, near=near),
        )

        def chosen(other: str | None) -> None:
            if other is not None:
                self.compare(path, other, at)

        self.app.push_screen(picker, chosen)
        self._offer_sharing(path, picker, near)

    def _offer_sharing(self, path: str, picker: ArticlePicker, near: Mapping[str, str]) -> None:
        """Put those first that share most with an article, once that is known."""
        from tui.picking import choices, sharing

        def offer(more: dict[str, str]) -> None:
            if more:
                found = {**near, **{other: said for other, said in more.items() if other not in near}}
                picker.offer(choices(self.articles.values(), without={path}, near=found))

        self.ask_beside(lambda: sharing(self.workspace.recurring(path)), offer)

    def compare(self, path: str, other: str, at: int = 0) -> None:
        """Show two articles side by side, beginning at an offset of the first."""
        from tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(self, path, other, at))


def place_of(passage: Passage, text: str) -> Span | None:
    """Where a passage stands in a text that may have changed since it was found."""
    span, exact = passage.span, passage.exact
    if span.end <= len(text) and exact in ("", span.of(text)):
        return span
    at = text.find(exact) if exact else -1
    return None if at < 0 else Span(at, at + len(exact))
