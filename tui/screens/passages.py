"""The passages of a tag across all articles: looked at in their place, tagged anew, noted, split off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from annotations.codebook import Codebook
from annotations.model import tag_path
from annotations.usecases.annotating.highlights import Edit
from corpus.files import Unreadable
from styles.palette import look
from tui.dialogs.note_editor import NoteEditor
from tui.passage_order import Order
from tui.presenting import already, colours
from tui.prose import prose
from tui.rounds import following
from tui.screens.picking import Picking
from tui.text import shown, shown_line
from tui.widgets.article_row import shown_date
from tui.widgets.card import TO_MEND
from tui.widgets.passage_list import PassageList, PassageRow
from tui.work import Job

if TYPE_CHECKING:
    from annotations.model import Annotation
    from annotations.usecases.codebook.coding import Coded
    from tui.screens.library.studying import Studying


@dataclass(frozen=True, slots=True)
class Around:
    """A passage within its paragraph."""

    id: str
    before: str
    passage: str
    after: str


class PassagesScreen(Picking):
    """All passages of one tag. What is done is done to those that are picked, else to the one at hand."""

    CONTEXT = "passages"
    WIDE = 110

    def __init__(self, desk: Studying, path: str, *, split: bool = False) -> None:
        super().__init__(desk)
        self.path = path
        self.splitting = split
        self.coded: dict[str, Coded] = {}
        self.book = Codebook()
        self.order = Order.ARTICLE
        self._around: Around | None = None

    def again(self) -> PassagesScreen:
        """This screen anew, as it is: tag, filter, what is picked, the cursor."""
        other = PassagesScreen(self.desk, self.path, split=self.splitting)
        other.picked, other.order = self.picked, self.order
        other.start = self.here
        return other

    def list_widget(self) -> PassageList:
        """A new list for the passages of the tag."""
        found = PassageList(self.path, id="items")
        found.empty = "No passage carries this tag."
        return found

    @property
    def passages(self) -> PassageList:
        """The list that is on the screen."""
        return self.query_one(PassageList)

    def fetch(self) -> tuple[tuple[Coded, ...], Codebook]:
        """The passages, and the colours of their tags."""
        found = self.workspace.passages_of(self.path, below=not self.splitting)
        return found, self.workspace.codebook()

    def show(self, found: tuple[tuple[Coded, ...], Codebook]) -> None:
        """Put the passages into the list."""
        rows, self.book = found
        self.coded = {each.annotation.id: each for each in rows}
        self.picked &= self.coded.keys()
        self._put()
        self.begin()
        if self.splitting:
            self.footer.notice = f"pick passages, then {self.key('tag_split')} names their new tag"

    def _put(self) -> None:
        self.passages.order = self.order.value
        self.passages.rows = [self._row(each) for each in self.order.sorted(self.coded.values())]

    @on(PassageList.Sorted)
    def _sorted(self) -> None:
        """Sort by article, date, source, or the newest highlight first."""
        self.order = following(self.order, Order)
        self._put()
        self.passages.action_top()
        self.footer.notice = f"sorted by {self.order.value}"

    def _row(self, coded: Coded) -> PassageRow:
        item, document = coded.annotation, coded.document
        when = shown_date(item.created[:10])
        return PassageRow(
            id=item.id,
            before=item.selectors.prefix,
            exact=item.selectors.exact,
            after=item.selectors.suffix,
            where=(document.title or document.path, document.source, shown_date(document.date)),
            tags=item.tags,
            colours=colours(item, self.book),
            note=item.note,
            byline=" · ".join(part for part in (item.creator, when) if part),
            uncertain=TO_MEND.get(item.placement.value, ("",))[0],
            picked=item.id in self.picked,
        )

    # What stands at the side.

    def told(self) -> Content:
        """The passage in its paragraph, with tags and note."""
        coded = self.coded.get(self.passages.cursor_key)
        if coded is None:
            return Content()
        item = coded.annotation
        if self._around is None or self._around.id != item.id:
            self._around = None
            self.reading.do(Job(partial(self._paragraph, coded), self._found_around, saves=False))
        found = self._around or Around(
            item.id, item.selectors.prefix, item.selectors.exact, item.selectors.suffix
        )
        tint = look(colours(item, self.book)[0], self.app.current_theme)
        passage = shown(found.passage).stylize(f"{tint.foreground} on {tint.background}")
        when = " · ".join(part for part in (item.creator, shown_date(item.created[:10])) if part)
        parts = [
            shown_line(coded.document.title or coded.document.path).stylize("bold"),
            Content.styled(" · ".join(self._row(coded).where[1:]).strip(" ·"), "$quiet"),
            Content(),
            Content.assemble(shown(found.before), passage, shown(found.after)),
            Content(),
        ]
        parts += [self.bar(self.book.colour(tag)) + shown_line(tag) for tag in item.tags]
        if item.note:
            parts += [Content(), prose(item.note)]
        parts += [Content(), shown_line(when).stylize("$quiet")]
        return Content("\n").join(parts)

    def _paragraph(self, coded: Coded) -> Around:
        """In the worker's thread: the passage in the paragraph it stands in, if the text is as it was."""
        from corpus.sentences import paragraph_at

        item = coded.annotation
        kept = Around(item.id, item.selectors.prefix, item.selectors.exact, item.selectors.suffix)
        try:
            document = self.workspace.document(coded.document.path)
        except (Unreadable, OSError):
            return kept
        if item.span is None or item.placed != document.digest:
            return kept
        text, span = document.text, item.span
        start = min(paragraph_at(document, span.start).start, span.start)
        end = max(paragraph_at(document, max(span.start, span.end - 1)).end, span.end)
        start, end = max(start, span.start - 1_500), min(end, span.end + 1_500)
        return Around(item.id, text[start : span.start], span.of(text), text[span.end : end])

    def _found_around(self, found: Around) -> None:
        if self.is_attached and found.id == self.passages.cursor_key:
            self._around = found
            self.tell()

    # What is meant.

    def meant(self) -> list[Annotation]:
        """The annotations that are picked and shown, else the one that the cursor is on."""
        return [self.coded[key].annotation for key in self.meant_keys if key in self.coded]

    # What can be done.

    @on(PassageList.Chosen)
    def _chosen(self, message: PassageList.Chosen) -> None:
        coded = self.coded.get(message.key)
        if coded is not None:
            self.desk.visit(coded.document.path, coded.annotation.id)

    def edit(self, items: Sequence[Annotation], change: Edit, words: str) -> None:
        """Change passages in one step, and say so."""
        ids = [item.id for item in items]
        many = f"{len(ids)} passages" if len(ids) > 1 else "1 passage"

        def edited(_: object) -> None:
            self.pick(frozenset())
            self.say(f"{words}, {many}. {self.way_back}.")

        self.save(lambda: self.workspace.edit(ids, change), edited)

    def action_tag(self) -> None:
        """Pick tags for the passages; tags that only some of them have stay as they are."""
        from tui.dialogs.tag_picker import TagPicker

        items = self.meant()
        if not items:
            return
        common = [tag for tag in items[0].tags if all(tag in item.tags for item in items)]

        def picked(tags: tuple[str, ...] | None) -> None:
            if tags is None or list(tags) == common:
                if tags is not None:
                    self.say(already(tags))
                return
            self.desk.used(tags)
            added = [tag for tag in tags if tag not in common]
            removed = [tag for tag in common if tag not in tags]
            words = ", ".join([*(f"+ {tag}" for tag in added), *(f"− {tag}" for tag in removed)])
            self.edit(items, Edit(add=added, remove=removed), words)

        quotation = items[0].selectors.exact if len(items) == 1 else f"{len(items)} passages"
        picker = TagPicker(self.book.tags, chosen=common, recent=self.desk.recent_tags, quotation=quotation)
        self.app.push_screen(picker, picked)

    def action_pinned(self, digit: int) -> None:
        """Give the passages a pinned tag; take it away where all have it."""
        tag = self.book.pinned(digit)
        items = self.meant()
        if tag is None or not items:
            self.say(f"No tag is pinned to {digit}: the codebook does that.")
            return
        self.desk.used([tag.path])
        has = all(tag.path in item.tags for item in items)
        change = Edit(remove=[tag.path]) if has else Edit(add=[tag.path])
        self.edit(items, change, f"{'−' if has else '+'} {tag.path}")

    def action_chronology(self) -> None:
        """Show the tag's passages in order of publication."""
        from tui.quotation_words import tag_query

        self.desk.show_chronology(tag_query(self.path))

    def action_untag(self) -> None:
        """Take the tag off the passages, with the sub-tags that brought them here."""
        from annotations.codebook import is_under

        items = self.meant()
        tags = {tag for item in items for tag in item.tags if is_under(tag, self.path)}
        if tags:
            self.edit(items, Edit(remove=sorted(tags)), f"− {', '.join(sorted(tags))}")

    def action_note(self) -> None:
        """Write a note on the passage at hand."""
        coded = self.coded.get(self.passages.cursor_key)
        if coded is None:
            return
        item = coded.annotation

        def noted(found: tuple[Annotation, ...]) -> None:
            self.say("Noted.")

        self.write(
            NoteEditor,
            item.selectors.exact,
            item.note,
            item.id,
            lambda text: self.workspace.edit([item.id], Edit(note=text, seen=item)),
            noted,
        )

    def action_delete(self) -> None:
        """Delete the passages' highlights."""
        ids = [item.id for item in self.meant()]
        if ids:
            self.save(lambda: self.workspace.delete(ids), self.after, keeps=False)

    def action_tag_split(self) -> None:
        """Name the tag that the picked passages get instead of this one."""
        from tui.dialogs.line import LineDialog, Verdict

        items = [item for item in self.meant() if self.path.casefold() in map(str.casefold, item.tags)]
        if not items or not self.picked:
            self.say("Pick the passages first: Space picks one, * all that are shown.")
            return
        many = f"{len(items)} passage{'s' * (len(items) != 1)}"

        def judge(line: str) -> Verdict:
            path = tag_path(line)
            if not path or path.casefold() == self.path.casefold():
                return Verdict("Another name, such as position/strength.", good=False)
            known = self.book.find(path)
            where = f"to “{known.path}”, which is there already" if known else f"to the new tag “{path}”"
            return Verdict(f"{many} go from “{self.path}” {where}.")

        def named(line: str | None) -> None:
            if line is None:
                return
            ids = [item.id for item in items]
            self.pick(frozenset())
            self.save(lambda: self.workspace.split(self.path, ids, line), self.after)

        dialog = LineDialog(f"Split “{self.path}”", f"{self.path}/", judge=judge)
        self.app.push_screen(dialog, named)
