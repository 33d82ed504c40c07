"""Marking: highlight, tag, note, grow, shrink, delete, copy, undo and redo on the open article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from corpus.clean import clean
from corpus.span import Span
from tui.drafted import Drafted
from tui.page.selection import grown, shrunk
from tui.presenting import already, citation
from tui.screens.library.opening import Opening
from tui.widgets.reader import Reader
from tui.work import Job

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.model import Annotation
    from annotations.usecases.annotating.highlights import Edit
    from tui.dialogs.tag_picker import TagPicker


class Marking(Opening):
    """The part of the screen that annotates."""

    _in_hand: tuple[int, str] = (-1, "")
    """Where the caret stood when an annotation was made or changed last, and which that was."""
    draft_key = ""
    """The draft that the next note on a passage goes on with, empty for the one begun there."""

    @property
    def held(self) -> Annotation | None:
        """What was made or changed just now, and the next key means."""
        caret, identity = self._in_hand
        return self.said.get(identity) if (self.reader.selected, self.reader.caret) == (None, caret) else None

    def passage(self) -> tuple[Annotation | None, Span | None]:
        """What an action means: an annotation, or a passage that has none yet.

        In the sidebar it is the card under the cursor; on the page the selection, else what was
        made or changed just now, else the smallest highlight under the caret, else the sentence, or
        the highlight that the person has made of just that already.
        """
        if self.sidebar.has_focus and self.sidebar.current:
            return self.said.get(self.sidebar.current), None
        if self.document is None:
            return None, None
        if self.held is not None:
            return self.held, None
        if (target := self.reader.target()).mark is not None:
            return self.said.get(target.mark.id), None
        mine = self.mine_on(target.span)
        return mine, target.span if target.span.length and mine is None else None

    def action_highlight(self) -> None:
        """Highlight the passage with the current tags; on a highlight, open its card."""
        item, span = self.passage()
        if item is not None:
            self.show_sidebar()
            self.sidebar.go(item.id)
            self.sidebar.focus()
        elif span is not None:
            self.annotate(span, self.current_tags)
        else:
            self._say_why_not()

    def _say_why_not(self) -> None:
        """Nothing can be said of our own words about an article that cannot be read."""
        if self.document is None and not self.awaited:
            article = self.articles.get(self.path)
            about = f"{self.path}: {article.problem}" if article is not None else "no article is open"
            self.say(f"There is no text here to mark; {about.rstrip('.')}.", about="no text")

    @property
    def digest(self) -> str:
        """Names the text that is on the screen, in which spans are chosen."""
        return self.document.digest if self.document else ""

    @property
    def shown(self) -> str:
        """Path of the article that is on the page, which may not be the one that is being opened."""
        return self.document.path if self.document else self.path

    def annotate(
        self, span: Span, tags: Sequence[str] = (), note: str = "", digest: str = "", path: str = ""
    ) -> None:
        """Make an annotation on the article shown, or at ``path``; ``digest`` names the text of ``span``."""
        path, digest = path or self.shown, digest or self.digest
        if path == self.shown:
            self.reader.mark_made(span)
        self.save(
            lambda: self.workspace.annotate(path, span, tags=tags, note=note, digest=digest),
            lambda made: self._made(path, made),
        )

    def _made(self, path: str, made: tuple[Annotation, ...]) -> None:
        if path == self.shown:
            self.show_changed(made)
            self.sidebar.go(made[0].id)
            self._hold(made[0])
        self.after_change()

    def _hold(self, item: Annotation) -> None:
        """What was just made or changed is said, and meant by the next key until the caret moves."""
        self._in_hand = self.reader.caret, item.id
        noted = ("noted",) if item.note else ()
        self.footer.notice = "  ".join((*item.tags, *noted)) or "highlighted, no tag"

    def edit(self, item: Annotation, change: Edit) -> None:
        """Change an annotation of the open article."""
        path = self.shown

        def edited(found: tuple[Annotation, ...]) -> None:
            if path == self.shown:
                self.show_changed(found)
                self._hold(found[0])
            self.after_change()

        self.save(lambda: self.workspace.edit([item.id], replace(change, seen=item)), edited)

    def after_change(self) -> None:
        """What other parts do when the store changed."""

    def action_tag(self) -> None:
        """Pick tags for the passage."""
        from tui.dialogs.tag_picker import TagPicker

        item, span = self.passage()
        if item is None and span is None:
            self._say_why_not()
            return
        self.book = self.workspace.codebook()
        quotation = item.selectors.exact if item else self._words(span)
        picker = TagPicker(
            self.book.tags,
            chosen=item.tags if item else (),
            recent=self.recent_tags,
            counts=self.counts,
            quotation=quotation,
        )
        digest, path = self.digest, self.shown
        self.app.push_screen(picker, lambda tags: self._picked(item, span, tags, digest, path))
        self.count_for(picker)

    def count_for(self, picker: TagPicker) -> None:
        """Bring a picker's counts up to date beside the screen: in a large library that takes a while."""

        def counted(counts: Mapping[str, int]) -> None:
            self.counts = counts
            picker.show_counts(counts)

        work = partial(self.workspace.passages_by_tag, self.leaving.is_set)
        self.counter.do(Job(work, counted, saves=False))

    def _picked(
        self, item: Annotation | None, span: Span | None, tags: tuple[str, ...] | None, digest: str, path: str
    ) -> None:
        if tags is None:
            return
        self.take_up(tags)
        if item is not None and tags == item.tags:
            self.say(already(tags))
        elif item is not None:
            from annotations.usecases.annotating.highlights import Edit

            self.edit(item, Edit(tags=tags))
        elif span is not None:
            self.annotate(span, tags, digest=digest, path=path)

    def take_up(self, tags: Sequence[str]) -> None:
        """These tags were picked: Enter gives them to the next highlight."""
        self.current_tags = tuple(tags)

    def used(self, tags: Sequence[str]) -> None:
        """These tags were used last."""

    def action_pinned(self, digit: int) -> None:
        """Give the passage a pinned tag, or take it away."""
        tag = self.workspace.codebook().pinned(digit)
        path = tag.path if tag else self.app.config.pinned.get(digit, "")
        if not path:
            self.say(f"No tag is pinned to {digit}. Pin one with `scholiast tags pin TAG {digit}`.")
            return
        item, span = self.passage()
        self.used([path])
        if item is not None:
            from annotations.usecases.annotating.highlights import Edit

            has = path.casefold() in {tag.casefold() for tag in item.tags}
            self.edit(item, Edit(remove=[path]) if has else Edit(add=[path]))
        elif span is not None:
            self.annotate(span, [path])
        else:
            self._say_why_not()

    def action_note(self) -> None:
        """Write a note on the passage."""
        item, span = self.passage()
        if item is not None or span is not None:
            self.write_note(item, span)
        else:
            self._say_why_not()

    def write_note(self, item: Annotation | None, span: Span | None) -> None:
        """Write a note on an annotation, or on a passage of the open article that has none."""
        from tui.dialogs.note_editor import NoteEditor

        quotation = item.selectors.exact if item else self._words(span)
        key, self.draft_key, passage = (item.id if item else self.draft_key), "", None
        if span and self.document and not item:
            key = key or self.app.drafts.key_on(self.digest, span) or f"{self.shown}:{span.start}-{span.end}"
            passage = self.workspace.passage_of(self.document, span)
        draft = Drafted(self.app, key, passage)
        note, tags = (item.note, item.tags) if item else ("", ())
        digest, path = self.digest, self.shown
        self.app.push_screen(
            draft.editor(NoteEditor, quotation, note, tags),
            lambda note: self._noted(item, span, draft, note, digest, path),
        )

    def _noted(
        self,
        item: Annotation | None,
        span: Span | None,
        draft: Drafted,
        note: str | None,
        digest: str,
        path: str,
    ) -> None:
        """Save a note on what was shown when it was begun; its draft stays until the note is durable."""
        if note is None:
            return
        from annotations.usecases.annotating.highlights import Edit

        tags = self.current_tags

        def work() -> tuple[Annotation, ...]:
            if item is not None:
                return self.workspace.edit([item.id], Edit(note=note, seen=item))
            assert span is not None
            return self.workspace.annotate(path, span, tags=tags, note=note, digest=digest)

        def saved(found: tuple[Annotation, ...]) -> None:
            if path == self.shown:
                self.show_changed(found)
            if found[0].note != clean(note).strip():
                said = "Another program changed this note meanwhile: both texts are in it now."
                self.say(said, severity="warning")
            self.after_change()

        self.reader.drop_selection()
        self.save(draft.saving(work), saved)

    def _words(self, span: Span | None) -> str:
        return span.of(self.document.text) if span and self.document else ""

    def action_delete(self) -> None:
        """Delete the highlight."""
        item, _ = self.passage()
        if item is None:
            self.say("There is no highlight here to delete.")
            return

        def deleted(command: Command) -> None:
            self.show_gone([item.id])
            self.say(f"Deleted. {self.key('undo')} brings it back.", about="undo")
            self.after_change()

        self.save(lambda: self.workspace.delete([item.id]), deleted, keeps=False)

    def action_grow(self) -> None:
        """Make the highlight longer by a word."""
        self._stretch(grown)

    def action_shrink(self) -> None:
        """Make the highlight shorter by a word."""
        self._stretch(shrunk)

    def _stretch(self, changed: Callable[[str, Span], Span]) -> None:
        item, span = self.passage()
        if self.document is None:
            return
        if item is None or item.span is None:
            if span is not None and self.reader.selected is not None:
                self.reader.select_span(changed(self.document.text, span))
            return
        new = changed(self.document.text, item.span)
        if new != item.span:
            from annotations.usecases.annotating.highlights import Edit

            self.edit(item, Edit(span=new, digest=self.digest))

    def action_copy(self) -> None:
        """Copy the quotation with its citation."""
        from tui.clipboard import copy

        item, span = self.passage()
        quotation = item.selectors.exact if item else self._words(span)
        if not quotation or self.document is None:
            return
        place = item.span if item else span
        text = citation(quotation, self.document, place, self.reader.furniture)
        self.say(copy(text, self.app))

    def action_undo(self, *, rest: bool = False) -> None:
        """Take back the last change to the library; ``rest`` without what was changed since."""
        self.save(lambda: self.workspace.undo(rest=rest), self._changed_back, keeps=False)

    def action_redo(self, *, rest: bool = False) -> None:
        """Make the change again; ``rest`` without what was changed since."""
        self.save(lambda: self.workspace.redo(rest=rest), self._changed_back, keeps=False)

    def _changed_back(self, command: Command) -> None:
        from annotations.told import told

        self.say(told(command), about="undo")
        same = self.document is not None and self.workspace.stamp(self.path) == self.stamp
        found = self.workspace.highlights_in(command, self.document) if same and self.document else None
        if found is None:
            self.reload()
            return
        self.show_gone(found.gone)
        self.show_changed(found.made)
        if found.made:
            self.sidebar.bring(found.made[0].id)
        self.after_change()

    def reload(self) -> None:
        """Show the library as the store has it now."""
        if self.document is not None:
            self.show_said(self.workspace.placed(self.document).annotations)
        self.show_articles()
        self.after_change()

    @on(Reader.MarkPressed)
    def _mark_pressed(self, message: Reader.MarkPressed) -> None:
        self.sidebar.go(message.id)

    def show_sidebar(self) -> None:
        """Bring the sidebar onto the screen if it is not."""
