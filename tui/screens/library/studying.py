"""Studying: the ways from the article to codebook, passages, notes and history, and back to where one was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from styles.palette import look
from tui.drafted import Drafted
from tui.page.header import Header
from tui.presenting import already
from tui.screens.library.rescuing import Rescuing
from tui.text import shown_line

if TYPE_CHECKING:
    from textual.screen import Screen

    from annotations.changes import Command
    from annotations.codebook import Codebook
    from annotations.model import Annotation, Record
    from annotations.usecases.annotating.memos import About
    from annotations.usecases.placing.placing import Placed
    from annotations.workspace import Workspace
    from corpus.document import Document
    from tui.screens.study import Study

_RECENT = 20


class Studying(Rescuing):
    """The part of the screen that leads to the others, and that speaks of the article as a whole."""

    stale = False
    """Whether another screen changed the library since this one was seen."""
    _behind: Sequence[Screen[None]] = ()
    _wanted = ""
    _book: Codebook
    """The codebook as it was when the tags at hand were looked up last."""
    _taking: tuple[str, ...] | None = None
    """The tags at hand before others were picked, until these are given to something."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._takings: list[tuple[str, tuple[str, ...]]] = []
        """What tags were picked for, and the tags at hand before."""

    # Other screens.

    def study(self, screen: Study) -> None:
        """Show a screen over the library, or go back to the one of its kind that is open."""
        for depth, other in enumerate(reversed(self.app.screen_stack)):
            if type(other) is type(screen) and depth:
                for _ in range(depth):
                    self.app.pop_screen()
                return
        if type(self.app.screen) is not type(screen):
            self.app.push_screen(screen)

    def action_codebook(self) -> None:
        """Show all tags."""
        from tui.screens.codebook import CodebookScreen

        self.study(CodebookScreen(self))

    def action_notes(self) -> None:
        """Show every note of the library."""
        from tui.screens.notes import NotesScreen

        self.study(NotesScreen(self))

    def action_history(self) -> None:
        """Show every change of the library."""
        from tui.screens.history import HistoryScreen

        self.study(HistoryScreen(self))

    # What other parts do, and every screen over the library leads to.

    def action_drafts(self) -> None:
        """Show what was begun and not saved."""

    def action_quotations(self) -> None:
        """Show who says what."""

    def show_chronology(self, query: str) -> None:
        """Show what a query means in order of publication."""

    def action_search(self) -> None:
        """Search all articles and annotations."""

    def action_overview(self) -> None:
        """Show what stands where."""

    def action_brief(self) -> None:
        """Show the annotated brief."""

    def on_screen_resume(self) -> None:
        """Show what other screens changed."""
        if self.stale:
            self.stale = False
            self.reload()

    def spread(self) -> None:
        """Let the other screens show what another program changed."""
        from tui.screens.study import Study

        for screen in self.app.screen_stack:
            if isinstance(screen, Study):
                screen.load()

    def visit(self, path: str, identity: str = "", at: int | None = None) -> None:
        """Show an article, at an annotation or an offset; `action_back` leads to the screens left for it.

        A screen that is to come back has a method ``again`` that makes it anew as it is.
        """
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :]
        left = [again() for screen in above if (again := getattr(screen, "again", None)) is not None]
        for _ in above:
            self.app.pop_screen()
        self._behind, self._wanted = left, identity
        self.open(path, at)
        self.to_text()

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article, and in it the annotation that was asked for."""
        super().show_document(document, placed, offset)
        wanted, self._wanted = self._wanted, ""
        item = self.said.get(wanted)
        if item is None:
            return
        if item.span is not None:
            self.reader.go(item.span.start, centre=True, jump=False)
        self.sidebar.go(item.id)
        if self._behind:
            self.footer.notice = "Ctrl+o goes back to the list"

    def action_back(self) -> None:
        """Go back to before the last jump; from where a list led to, back to the list."""
        before = self.reader.caret
        super().action_back()
        if self._behind and self.reader.caret == before:
            left, self._behind = self._behind, ()
            for screen in left:
                self.app.push_screen(screen)

    # Tags at hand.

    def start(self) -> None:
        """Offer the tags of the last time first; none is given until one is picked."""
        self._book = self.workspace.codebook()
        self.recent_tags = _known(self.workspace.personal.layout.get("recent_tags"), self._book, self._book)
        super().start()

    def action_no_tag(self) -> None:
        """Give no tag to new highlights, until tags are picked again."""
        self.current_tags, self._takings = (), []
        self.show_current()
        self.footer.notice = "new highlights get no tag"

    def take_up(self, tags: Sequence[str]) -> None:
        """These tags were picked: Enter gives them to the next highlight."""
        self._taking, self.current_tags = self.current_tags, tuple(tags)
        self.used(tags)

    def _hold(self, item: Annotation) -> None:
        super()._hold(item)
        if self._taking is not None and item.tags == self.current_tags:
            self._takings.append((item.id, self._taking))
            self._taking = None

    def _changed_back(self, command: Command) -> None:
        """Tags that were picked for what is undone are not given any more."""
        changed = {change.id for change in command.changes if _tags(change.before) != _tags(change.after)}
        if command.undoes and self._takings and self._takings[-1][0] in changed:
            self.current_tags = self._takings.pop()[1]
            self.show_current()
        super()._changed_back(command)

    def used(self, tags: Sequence[str]) -> None:
        """These tags were used last."""
        self.recent_tags = tuple(dict.fromkeys((*tags, *self.recent_tags)))[:_RECENT]
        self.workspace.personal.change_layout({"recent_tags": list(self.recent_tags)})
        self.show_current()

    def show_current(self) -> None:
        """Say at the foot which tags Enter gives."""
        self.footer.sticky = self.giving("⏎", self.current_tags)

    def giving(self, key: str, tags: Sequence[str]) -> Content:
        """Which tags a key gives, for the foot; empty for none."""
        book, theme = self.workspace.codebook(), self.app.current_theme
        parts = [
            Content.styled("▌", look(book.colour(tag), theme).bar) + shown_line(tag, 24) for tag in tags[:2]
        ]
        more = len(tags) - 2
        if more > 0:
            parts.append(Content(f"+{more}"))
        return Content(" ").join([Content(f"{key} gives"), *parts] if parts else [])

    def reload(self) -> None:
        """Tags at hand follow their names; those that are gone are not given any more."""
        before, self._book = self._book, self.workspace.codebook()
        self.recent_tags = _known(self.recent_tags, before, self._book)
        self.current_tags = _known(self.current_tags, before, self._book)
        self.show_current()
        super().reload()

    # The article as a whole.

    def header(self, document: Document) -> Header:
        """Title and second line, with what is said of the article as a whole."""
        found = super().header(document)
        memo = self.workspace.memo_on(_about(document.path))
        if memo is None:
            return found
        said = [*memo.tags, "noted"] if memo.text else [*memo.tags]
        return Header(found.title, " · ".join((found.line, *said)))

    def action_article_note(self) -> None:
        """Write a note on the article."""
        from tui.dialogs.text_editors import MemoEditor

        if not self.path:
            return
        about, path = _about(self.path), self.path
        memo, draft = self.workspace.memo_on(about), Drafted(self.app, f"article:{path}")
        old, tags = (memo.text, memo.tags) if memo else ("", ())

        def written(text: str | None) -> None:
            if text is None or text == old:
                return

            self.save(
                draft.saving(lambda: self.workspace.write_memo(about, text, seen=old)),
                lambda _: self._whole_changed(path, "Noted." if text else "The note is gone."),
            )

        self.app.push_screen(draft.editor(MemoEditor, self._title(path), old, tags), written)

    def action_article_tags(self) -> None:
        """Pick tags for the article as a whole."""
        from tui.dialogs.tag_picker import TagPicker

        if not self.path:
            return
        path = self.path
        memo = self.workspace.memo_on(_about(path))
        old = memo.tags if memo else ()

        def picked(tags: tuple[str, ...] | None) -> None:
            if tags is None or tags == old:
                if tags is not None:
                    self.say(already(tags))
                return
            said = f"The article is tagged {', '.join(tags)}." if tags else "The article has no tags now."
            self.used(tags)
            self.save(
                lambda: self.workspace.tag_article(path, tags, seen=old),
                lambda _: self._whole_changed(path, said),
            )

        book = self.workspace.codebook()
        title = f"The whole article: {self._title(path)}"
        self.app.push_screen(
            TagPicker(book.tags, chosen=old, recent=self.recent_tags, quotation=title), picked
        )

    def _title(self, path: str) -> str:
        article = self.articles.get(path)
        return article.title if article and article.title else path

    def _whole_changed(self, path: str, said: str) -> None:
        self.say(said)
        if path == self.path and self.document is not None:
            self.open(path, self.reader.caret)
        self.after_change()


def _tags(record: Record | None) -> object:
    return (record or {}).get("tags")


def _about(path: str) -> About:
    from annotations.memo import MemoKind
    from annotations.usecases.annotating.memos import About

    return About(MemoKind.DOCUMENT, path)


def _known(tags: object, before: Codebook, book: Codebook) -> tuple[str, ...]:
    """Those of ``tags``, named as in ``before``, that ``book`` has: as it names them now."""
    names = {tag.id: tag.path for tag in book.tags}
    listed = tags if isinstance(tags, (list, tuple)) else ()
    found = (
        names.get(old.id, "") if (old := before.find(tag) or book.find(tag)) else ""
        for tag in listed
        if isinstance(tag, str)
    )
    return tuple(dict.fromkeys(path for path in found if path))
