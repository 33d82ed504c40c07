"""Drafts: how many notes were begun and not saved, and the way back to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from textual import events, on

from annotations.errors import NoSuchAnnotation
from annotations.quoted import quoted
from corpus.span import Span
from tui.screens.library.speaking import Speaking
from tui.widgets.title import TitleLine
from tui.work import Job

if TYPE_CHECKING:
    from annotations.usecases.placing.placing import Placed
    from corpus.document import Document
    from tui.dialogs.draft_list import DraftRow

_PASSAGE: Final = re.compile(r"(?P<path>.+):(?P<start>\d+)-(?P<end>\d+)", re.DOTALL)


class Drafting(Speaking):
    """The part of the screen that keeps drafts in sight."""

    _draft = ""
    """Key of the draft to go on with, once its article is shown."""
    _draft_span: Span | None = None
    """Where in its text a draft on a passage is to be gone on with."""

    @on(TitleLine.DraftsChosen)
    def _drafts_chosen(self) -> None:
        self.action_drafts()

    @on(events.ScreenResume)
    def _seen_again(self) -> None:
        self.app.after_first_frame(self.tell_drafts)  # an editor may have left one

    def after_change(self) -> None:
        """What was saved is no draft any more."""
        super().after_change()
        self.tell_drafts()

    def on_unmount(self) -> None:
        """What was not saved can be gone on with in another program."""
        self.app.drafts.close()

    def tell_drafts(self) -> None:
        """Say at the top how many drafts there are."""
        self.query_one(TitleLine).drafts = len(tuple(self.app.drafts.keys()))

    def action_drafts(self) -> None:
        """Show what was begun and not saved."""
        from tui.dialogs.draft_list import DraftList

        rows = list(self._drafts())
        if not rows:
            self.say("There is no draft: every note that was begun is saved.")
            return

        def discard(key: str) -> bool:
            try:
                self.app.drafts.drop(key)
            except OSError as error:
                self.say(f"The draft cannot be deleted: {error.strerror or error}.", severity="error")
                return False
            self.tell_drafts()
            return True

        self.app.push_screen(DraftList(rows, discard), lambda key: self._to_draft(key) if key else None)

    def _drafts(self) -> Iterator[DraftRow]:
        from tui.dialogs.draft_list import DraftRow

        for key in tuple(self.app.drafts.keys()):
            yield DraftRow(key, self._about(key), self.app.drafts.get(key) or "")

    def _about(self, key: str) -> str:
        from annotations.usecases.annotating.quoting import short

        kind, _, name = key.partition(":")
        if kind in ("article", "description", "memo") and name:
            if kind == "article":
                return f"on the article {self._title(name)}"
            if kind == "description":
                return f"what the tag {name} is for"
            tag = next((tag for tag in self.workspace.codebook().tags if tag.id == name), None)
            return f"on the tag {tag.path}" if tag else "on the library"
        if passage := self.app.drafts.passage(key):
            path = passage.path if passage.path in self.articles else self.workspace.place_of(passage)[0]
            title = self._title(path) if path else f"{passage.path}, which is gone"
            return f"on {quoted(short(passage.selectors.exact))} in {title}"
        if found := _PASSAGE.fullmatch(key):
            return f"on a passage of {self._title(found['path'])}"
        try:
            return f"on {quoted(short(self.workspace.annotation(key).selectors.exact))}"
        except NoSuchAnnotation:
            return "on a highlight that is gone"

    def _to_draft(self, key: str) -> None:
        """Go to what the draft is on, and open the editor with it."""
        kind, _, name = key.partition(":")
        if kind == "article":
            self._show_for(key, name)
        elif kind in ("memo", "description"):
            self._list_for(kind, name)
        elif passage := self.app.drafts.passage(key):
            self.opener.do(
                Job(lambda: self.workspace.place_of(passage), lambda at: self._placed(key, *at), saves=False)
            )
        elif found := _PASSAGE.fullmatch(key):
            self._show_for(key, found["path"])
        else:
            try:
                item = self.workspace.annotation(key)
            except NoSuchAnnotation:
                self.say(
                    f"What this draft is on is gone. {self.key('undo')} may bring it back; else it "
                    "can be discarded."
                )
                return
            record = self.workspace.document_record(item.document)
            if record is not None:
                self._show_for(key, record.path, item.id)

    def _placed(self, key: str, path: str, span: Span | None) -> None:
        """Go to where the passage of a draft is now; one that is nowhere waits to be told where."""
        from annotations.usecases.annotating.quoting import short

        passage = self.app.drafts.passage(key)
        self._draft_span = span
        if not path or span is None or passage is None:
            words = short(passage.selectors.exact) if passage else ""
            where = (
                "is not in the article any more" if path else "was in an article that is not there any more"
            )
            self.say(
                f"{quoted(words)}, which this draft is on, {where}. Select the words that it is to be on and "
                f"press {self.key('note')}: the draft is in the editor then.",
                severity="warning",
            )
            self.draft_key = key
            if path:
                self.visit(path)
            return
        self._show_for(key, path)

    def _show_for(self, key: str, path: str, identity: str = "") -> None:
        article = self.articles.get(path)
        if article is None or article.missing:
            self.say(f"{path}, which this draft is on, is not there.", severity="warning")
            return
        self._draft = key
        self.visit(path, identity)

    def _list_for(self, kind: str, name: str) -> None:
        """Drafts on tags and on the library open from their list."""
        from tui.screens.codebook import CodebookScreen
        from tui.screens.notes import NotesScreen
        from tui.screens.study import Start

        tag = next((tag for tag in self.workspace.codebook().tags if name in (tag.id, tag.path)), None)
        if tag is not None:
            self.study(CodebookScreen(self, tag.path))
            self.say(f"{self.key('tag_memo' if kind == 'memo' else 'tag_describe')} opens the draft.")
            return
        screen = NotesScreen(self)
        self.study(screen)
        if name == "new":
            screen.call_after_refresh(screen.action_memo_new)
        else:
            screen.start = Start(name)
            self.say(f"{self.key('note')} opens the draft.")

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article, and in it the draft that was asked for."""
        super().show_document(document, placed, offset)
        key, self._draft = self._draft, ""
        if not key and not self.draft_key:
            self._tell_draft_of(document.path)
        span, self._draft_span = self._draft_span, None
        if key == f"article:{document.path}":
            self.action_article_note()
        elif key in self.said:
            self.write_note(self.said[key], None)
        elif span is not None:
            self._write_at(key, document, span)
        elif (found := _PASSAGE.fullmatch(key)) and found["path"] == document.path:
            self._write_at(key, document, Span(int(found["start"]), int(found["end"])))

    def _tell_draft_of(self, path: str) -> None:
        """Say that a note was begun in the article, and by which key it is gone on with."""
        drafts = self.app.drafts
        for key in tuple(drafts.keys()):
            passage, found = drafts.passage(key), _PASSAGE.fullmatch(key)
            within = passage.path if passage else found["path"] if found else ""
            if key in self.said or path in (within, key.removeprefix("article:")):
                self.say(f"A draft is kept {self._about(key)}: {self.key('drafts')} goes on with it.")
                return

    def _write_at(self, key: str, document: Document, span: Span) -> None:
        if span.start < span.end <= len(document.text):
            self.reader.go(span.start, centre=True)
            self.reader.select_span(span)
            self.draft_key = key
            self.write_note(None, span)
