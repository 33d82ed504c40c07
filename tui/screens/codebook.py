"""The codebook on the screen: the tree of tags, what each is for, and every way to reshape it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from annotations import codebook as reshaping
from annotations.codebook import Codebook, CodebookError, Reshape
from annotations.model import tag_path
from annotations.quoted import quoted
from annotations.tagtree import foretold
from tui.dialogs.line import LineDialog, Verdict
from tui.prose import prose
from tui.screens.study import Start, Study
from tui.screens.tag_words import (
    along,
    brought,
    coloured,
    counted,
    judged,
    new_words,
    steps_above,
    tag_row,
)
from tui.text import shown_line
from tui.widgets.tag_list import TagList

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.model import Tag
    from annotations.tagtree import Node
    from tui.screens.library.studying import Studying

_ASKS = "What belongs here, what does not, and an example: e writes it."


class CodebookScreen(Study):
    """All tags. Each change is one step over the whole library, which undo takes back."""

    CONTEXT = "codebook"

    def __init__(self, desk: Studying, at: str = "") -> None:
        super().__init__(desk)
        self.nodes: dict[str, Node] = {}
        self.memos: dict[str, str] = {}
        self._go_to = at
        self.folded: frozenset[str] = frozenset()  # what the tree begins with

    def again(self) -> CodebookScreen:
        """This screen anew, as it is: the cursor, what is folded, the filter."""
        other = CodebookScreen(self.desk, self.tags.cursor_key)
        other.start = Start(typed=self.tags.filter_text)
        other.folded = self.tags.folded_paths
        return other

    def list_widget(self) -> TagList:
        """A new tree for the tags."""
        found = TagList(id="items")
        found.empty = f"No tags yet. {self.key('tag_new')} makes one; so does {self.key('tag')} on a passage."
        return found

    @property
    def tags(self) -> TagList:
        """The tree that is on the screen."""
        return self.query_one(TagList)

    def fetch(self) -> tuple[tuple[Node, ...], dict[str, str]]:
        """Tags with their counts, and the notes on them."""
        return self.workspace.tag_tree(), self.workspace.memo_texts()

    def show(self, found: tuple[tuple[Node, ...], dict[str, str]]) -> None:
        """Put the tags into the tree."""
        nodes, self.memos = found
        self.nodes = {node.path: node for node in nodes}
        self.tags.rows = [tag_row(node) for node in nodes]
        if self.folded:
            self.tags.folded_paths, self.folded = self.folded, frozenset()
        self.begin()
        if self._go_to in self.nodes:
            self.tags.folded_paths -= frozenset(steps_above(self._go_to))
        if self._go_to and self.tags.move_to(self._go_to):
            self._go_to = ""

    @property
    def node(self) -> Node | None:
        """The tag under the cursor."""
        row = self.tags.row
        return self.nodes.get(row.path) if row else None

    @on(TagList.Chosen)
    def _chosen(self, message: TagList.Chosen) -> None:
        self._show_passages(message.key)

    def action_chronology(self) -> None:
        """Show the tag's passages in order of publication."""
        from tui.quotation_words import tag_query

        if self.node is not None:
            self.desk.show_chronology(tag_query(self.node.path))

    def _show_passages(self, path: str, *, split: bool = False) -> None:
        from tui.screens.passages import PassagesScreen

        self.app.push_screen(PassagesScreen(self.desk, path, split=split))

    # What stands at the side.

    def told(self) -> Content:
        """The tag under the cursor: counts, description, note, passages."""
        node = self.node
        if node is None:
            return Content.styled(
                "Tags that you give to passages stand here with what they are for.", "$quiet"
            )
        parts = [
            Content.assemble(
                self.bar(node.tag.colour if node.tag else ""), shown_line(node.path).stylize("bold")
            ),
            Content.styled(counted(node), "$quiet"),
            Content(),
        ]
        if node.tag is None:
            parts.append(
                Content.styled(
                    "Only its sub-tags are there. A colour or description makes it a tag.", "$quiet"
                )
            )
        elif node.tag.description.strip():
            parts.append(prose(node.tag.description))
        else:
            parts.append(Content.styled(_ASKS, "$quiet"))
        if node.tag is not None and (memo := self.memos.get(node.tag.id)):
            parts += [Content(), Content.styled("NOTE", "bold $quiet"), prose(memo)]
        if node.samples:
            parts += [Content(), Content.styled("PASSAGES", "bold $quiet")]
            for text in node.samples:
                parts += [shown_line(quoted(shown_line(text, 160).plain)), Content()]
        return Content("\n").join(parts)

    # Changes.

    def _reshape(self, plan: Callable[[Codebook], Reshape], go_to: str = "") -> None:
        """Change the codebook; the tree shows it at once, and counts again when it is durable."""

        def done(command: Command) -> None:
            self._go_to = go_to
            self.after(command)

        self.save(lambda: self.workspace.reshape(plan), done)
        book = self.workspace.codebook()
        with suppress(CodebookError):  # said when it is tried
            self._go_to = go_to
            self.show((foretold(tuple(self.nodes.values()), book, plan(book)), self.memos))

    def _said(self, command: Command) -> None:
        """A step was taken back or made again: the cursor goes to the tag that this brought."""
        self._go_to = brought(command.changes) or self._go_to
        super()._said(command)

    def action_tag_new(self) -> None:
        """Name a new tag, under the one that the cursor is on if the name begins so."""
        book = self.workspace.codebook()

        def judge(line: str) -> Verdict:
            return judged(book, line, lambda path: reshaping.add(book, path), new_words)

        def named(line: str | None) -> None:
            if line is not None:
                self._reshape(lambda found: reshaping.add(found, line), tag_path(line))

        node = self.node
        above = node.path.rpartition("/")[0] if node else ""
        self.app.push_screen(
            LineDialog("New tag", f"{above}/" if above else "", judge=judge, placeholder="position/strength"),
            named,
        )

    def action_tag_rename(self) -> None:
        """Give the tag another name; its sub-tags go along."""
        node = self.node
        if node is None:
            return
        book, old = self.workspace.codebook(), node.path

        def judge(line: str) -> Verdict:
            if tag_path(line) == old:
                return Verdict("This is its name. Steps are set apart by “/”.")
            own = {tag.path.casefold() for tag in book.under(old)}
            return judged(
                book, line, lambda path: reshaping.rename(book, old, path), lambda _: along(node), own
            )

        def named(line: str | None) -> None:
            if line is not None and tag_path(line) != old:
                self._reshape(lambda found: reshaping.rename(found, old, line), tag_path(line))

        self.app.push_screen(LineDialog(f"Rename “{old}”", old, judge=judge), named)

    def action_tag_move(self) -> None:
        """Put the tag under another one, or on the top level."""
        node = self.node
        if node is None:
            return
        book, old = self.workspace.codebook(), node.path

        def target(under: str) -> str:
            return f"{under}/{node.name}" if under else node.name

        def judge(under: str) -> Verdict:
            try:
                reshaping.rename(book, old, target(under))
            except CodebookError as error:
                return Verdict(str(error), good=False)
            return Verdict(f"It becomes “{target(under)}”; {along(node)}")

        def chosen(under: str | None) -> None:
            if under is not None and target(under) != old:
                self._reshape(lambda found: reshaping.rename(found, old, target(under)), target(under))

        tags = [tag for tag in book.tags if not reshaping.is_under(tag.path, old)]
        self._choose(f"Move “{old}” under", tags, judge, chosen, top="the top level")

    def action_tag_merge(self) -> None:
        """Join the tag with another one."""
        node = self.node
        if node is None:
            return
        book, old = self.workspace.codebook(), node.path

        def judge(into: str) -> Verdict:
            try:
                reshaping.merge(book, [old], into)
            except CodebookError as error:
                return Verdict(str(error), good=False)
            return Verdict(f"“{old}” goes; {along(node, f'to “{into}”')}")

        def chosen(into: str | None) -> None:
            if into:
                self._reshape(lambda found: reshaping.merge(found, [old], into), tag_path(into))

        tags = [tag for tag in book.tags if not reshaping.is_under(tag.path, old)]
        self._choose(f"Merge “{old}” into", tags, judge, chosen)

    def _choose(
        self,
        title: str,
        tags: Sequence[Tag],
        judge: Callable[[str], Verdict],
        chosen: Callable[[str | None], None],
        *,
        top: str = "",
    ) -> None:
        from tui.dialogs.tag_target import TagTarget

        counts = {path.casefold(): node.own.passages for path, node in self.nodes.items()}
        self.app.push_screen(TagTarget(title, tags, judge=judge, top=top, counts=counts), chosen)

    def action_tag_split(self) -> None:
        """Choose among the passages of the tag those that get another one."""
        node = self.node
        if node is None:
            return
        if not node.own.passages:
            self.say(f"No passage carries “{node.path}” itself, so there is nothing to split.")
        else:
            self._show_passages(node.path, split=True)

    def action_tag_colour(self) -> None:
        """Choose a colour; the tree shows each at once."""
        from tui.dialogs.colour_picker import ColourPicker

        node, row = self.node, self.tags.row
        if node is None or row is None:
            return
        path, old = node.path, node.tag.colour if node.tag else ""

        def try_on(colour: str) -> None:
            self.tags.put_item(replace(row, colour=colour))

        def chosen(colour: str | None) -> None:
            if colour and colour != old:
                self._reshape(lambda book: reshaping.upon(book, path, coloured(colour)))

        self.app.push_screen(ColourPicker(path, old, on_try=try_on), chosen)

    def action_tag_describe(self) -> None:
        """Write what the tag is for."""
        from tui.dialogs.text_editors import DescriptionEditor

        node = self.node
        if node is None:
            return
        path, old = node.path, node.tag.description if node.tag else ""

        def described(text: str) -> Command:
            def change(book: Codebook, at: str) -> Reshape:
                return reshaping.describe(book, at, text, seen=old)

            return self.workspace.reshape(lambda book: reshaping.upon(book, path, change))

        self.write(DescriptionEditor, path, old, f"description:{path}", described, self.after)

    def action_tag_memo(self) -> None:
        """Write a note on the tag."""
        from annotations.memo import MemoKind
        from annotations.usecases.annotating.memos import About
        from tui.dialogs.text_editors import MemoEditor

        node = self.node
        if node is None or node.tag is None:
            self.say("Only its sub-tags are there: a description or colour makes it a tag first.")
            return
        about, old = About(MemoKind.TAG, node.path), self.memos.get(node.tag.id, "")
        self.write(
            MemoEditor,
            node.path,
            old,
            f"memo:{node.tag.id}",
            lambda text: self.workspace.write_memo(about, text, seen=old),
            lambda _: self.say("Noted."),
        )

    def action_pin(self, digit: int) -> None:
        """Put the tag on a digit, or take it off."""
        node = self.node
        if node is None:
            return
        path, now = node.path, node.tag.pinned if node.tag else 0
        wanted = 0 if digit == now else digit
        if wanted != now:
            self._reshape(
                lambda book: reshaping.upon(book, path, lambda found, at: reshaping.pin(found, at, wanted))
            )

    def action_tag_delete(self) -> None:
        """Delete the tag and its sub-tags; the passages stay."""
        node = self.node
        if node is not None:
            path = node.path
            self._reshape(lambda book: reshaping.delete(book, path))
