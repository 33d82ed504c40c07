"""All notes in one view: on passages, on articles, on tags and on the library as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from annotations.memo import MemoKind
from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.annotating.memos import LIBRARY, About
from tui.dialogs.note_editor import NoteEditor
from tui.dialogs.text_editors import MemoEditor
from tui.presenting import colours
from tui.prose import prose
from tui.screens.study import Study
from tui.text import shown, shown_line
from tui.widgets.article_row import shown_date
from tui.widgets.note_list import NoteList, NoteRow

if TYPE_CHECKING:
    from annotations.codebook import Codebook
    from annotations.usecases.annotating.memos import Noted
    from tui.screens.library.studying import Studying


class NotesScreen(Study):
    """Every note, the newest first."""

    CONTEXT = "notes"
    WIDE = 100

    def __init__(self, desk: Studying) -> None:
        super().__init__(desk)
        self.noted: dict[str, Noted] = {}

    def again(self) -> NotesScreen:
        """This screen anew, as it is: filter and cursor."""
        other = NotesScreen(self.desk)
        other.start = self.here
        return other

    def list_widget(self) -> NoteList:
        """A new list for all notes."""
        found = NoteList(id="items")
        found.empty = (
            f"No notes yet. {self.key('note')} writes one on a passage, {self.key('article_note')} on an "
            f"article, {self.key('memo_new')} here on the library."
        )
        return found

    @property
    def notes(self) -> NoteList:
        """The list that is on the screen."""
        return self.query_one(NoteList)

    @property
    def at_hand(self) -> Noted | None:
        """The note under the cursor."""
        return self.noted.get(self.notes.cursor_key)

    def fetch(self) -> tuple[tuple[Noted, ...], Codebook]:
        """The notes, and the colours of their tags."""
        return self.workspace.notes(), self.workspace.codebook()

    def show(self, found: tuple[tuple[Noted, ...], Codebook]) -> None:
        """Put the notes into the list."""
        notes, book = found
        self.noted = {each.id: each for each in notes}
        self.notes.rows = [_row(each, book) for each in notes]
        self.begin()

    def told(self) -> Content:
        """The whole note, with what it is on."""
        each = self.at_hand
        if each is None:
            words = "Notes on passages, articles, tags and the whole library stand here together."
            return Content.styled(words, "$quiet")
        parts = [shown_line(_about(each)).stylize("bold"), Content()]
        if each.annotation is not None:
            parts += [shown(each.annotation.selectors.exact).stylize("$quiet"), Content()]
        parts += [prose(each.text), Content(), shown_line(_byline(each)).stylize("$quiet")]
        return Content("\n").join(parts)

    @on(NoteList.Chosen)
    def _chosen(self, message: NoteList.Chosen) -> None:
        each = self.noted.get(message.key)
        if each is None:
            return
        if each.document is not None:
            self.desk.visit(each.document.path, each.id if each.annotation else "")
        elif each.tag is not None:
            from tui.screens.passages import PassagesScreen

            self.app.push_screen(PassagesScreen(self.desk, each.tag.path))
        else:
            self.action_note()

    def action_note(self) -> None:
        """Write the note anew."""
        each = self.at_hand
        if each is None:
            return
        if (item := each.annotation) is not None:
            self.write(
                NoteEditor,
                item.selectors.exact,
                item.note,
                item.id,
                lambda text: self.workspace.edit([item.id], Edit(note=text, seen=item)),
                lambda _: None,
            )
            return
        assert each.memo is not None
        memo = each.memo
        name = each.document.path if each.document else each.tag.path if each.tag else memo.id
        if memo.kind is not MemoKind.LIBRARY and name == memo.id:
            self.say("What this note was on is gone. d deletes the note, too.")
            return
        about = About(memo.kind, name)
        self.write(
            MemoEditor,
            _about(each),
            memo.text,
            f"memo:{memo.id}",
            lambda text: self.workspace.write_memo(about, text, seen=memo.text),
            lambda _: None,
        )

    def action_memo_new(self) -> None:
        """Write a new note on the library."""
        self.write(
            MemoEditor,
            self.workspace.name,
            "",
            "memo:new",
            lambda text: self.workspace.write_memo(LIBRARY, text),
            lambda _: None,
        )

    def action_delete(self) -> None:
        """Delete the note; the passage or article stays."""
        each = self.at_hand
        if each is None:
            return
        identity = each.id

        def work() -> None:
            if each.annotation is not None:
                self.workspace.edit([identity], Edit(note=""))
            elif each.memo is not None and each.memo.tags and each.document is not None:
                self.workspace.write_memo(About(MemoKind.DOCUMENT, each.document.path), "")
            else:
                self.workspace.delete_memo(identity)

        self.save(work, lambda _: self.say(f"The note is deleted. {self.key('undo')} brings it back."))


def _about(each: Noted) -> str:
    if each.document is not None:
        return each.document.title or each.document.path
    if each.tag is not None:
        return each.tag.path
    if each.memo is not None and each.memo.kind is not MemoKind.LIBRARY:
        return "gone"
    return "" if each.memo is not None else "an article that is not known"


def _byline(each: Noted) -> str:
    said = each.annotation or each.memo
    return " · ".join(part for part in (said.creator, shown_date(said.created[:10])) if part) if said else ""


def _row(each: Noted, book: Codebook) -> NoteRow:
    kind = "passage"
    if each.memo is not None:
        kind = {"document": "article"}.get(each.memo.kind.value, each.memo.kind.value)
    item = each.annotation
    return NoteRow(
        id=each.id,
        kind=kind,
        about=_about(each),
        text=each.text,
        byline=_byline(each),
        quotation=item.selectors.exact if item else "",
        tags=item.tags if item else (),
        colour=colours(item, book)[0] if item else each.tag.colour if each.tag else "gray",
    )
