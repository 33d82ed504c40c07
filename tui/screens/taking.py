"""Taking: what was found is opened, picked, tagged and highlighted where it stands, and searches are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from annotations.told import told
from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.annotating.quoting import short
from annotations.usecases.search.extents import Extent
from corpus.span import Span
from tui.dialogs.line import LineDialog, Verdict
from tui.dialogs.tag_picker import TagPicker
from tui.gathering import places_in
from tui.rounds import following
from tui.screens.asking import Asking
from tui.search_words import many
from tui.walking import Walk
from tui.widgets.hit_list import HitList
from tui.widgets.hit_rows import Group, Place

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.model import Annotation
    from annotations.saved_search import SavedSearch
    from tui.screens.library.searching import Searching


class Taking(Asking):
    """The part of the search screen that does something with what was found.

    Attributes:
        extent: How much is marked where something was found.
    """

    def __init__(self, desk: Searching) -> None:
        super().__init__(desk)
        self.extent = Extent.WORDS

    def aside(self) -> list[str]:
        """What is picked, and what would be marked."""
        count = len(self.hits.picked)
        parts = [f"{count:,} picked"] if count else []
        return [*parts, f"marks the {self.extent}"] if self.extent is not Extent.WORDS else parts

    # Opening

    @on(HitList.Chosen)
    def _chosen(self) -> None:
        row = self.hits.row
        if row is None:
            return
        places = (place for place in places_in(self.hits.rows) if place.where in ("text", "passage"))
        walk = Walk((place.path, Span(place.start, place.end)) for place in places if place.end > place.start)
        if isinstance(row, Group):
            self.desk.show_found(row.path, None, walk)
        elif row.annotation:
            self.desk.show_found(row.path, None, walk, annotation=row.annotation)
        else:
            self.desk.show_found(row.path, row.start if row.where == "text" else 0, walk)

    # Picking

    def action_pick(self) -> None:
        """Pick the place under the cursor."""
        self.hits.pick()

    def action_pick_every(self) -> None:
        """Pick everything, or nothing."""
        self.hits.pick_all()

    def action_pick_range(self) -> None:
        """Begin or end a range."""
        self.hits.pick_range()

    @on(HitList.Picked)
    def _picked(self) -> None:
        self.tell()

    def action_extent(self) -> None:
        """Mark the words, the sentence or the paragraph."""
        self.extent = following(self.extent, Extent)
        self.tell()
        what = "the words found" if self.extent is Extent.WORDS else f"the whole {self.extent}"
        self.footer.notice = f"highlights {what}"

    # Tagging and highlighting

    def action_tag(self) -> None:
        """Pick tags for what is picked, else for what is under the cursor."""
        meant = self.hits.meant()
        if not meant:
            return
        quotation = meant[0].exact if len(meant) == 1 else many(len(meant), "place")
        picker = TagPicker(
            self.workspace.codebook().tags,
            recent=self.desk.recent_tags,
            counts=self.desk.counts,
            quotation=quotation,
        )

        def picked(tags: tuple[str, ...] | None) -> None:
            if tags:
                self.desk.used(tags)
                self._mark(meant, tags)

        self.app.push_screen(picker, picked)
        self.desk.count_for(picker)

    def action_highlight_hits(self) -> None:
        """Highlight what is picked, else what is under the cursor, with the current tags."""
        meant = self.hits.meant()
        if meant:
            self._mark(meant, tuple(self.gives))

    def _mark(self, meant: list[Place], tags: tuple[str, ...]) -> None:
        marked = [place.annotation for place in meant if place.where == "passage"]
        if marked:
            if tags:
                change = Edit(add=tags)
                self.save(lambda: self.workspace.edit(marked, change), lambda made: self._done_to(made, tags))
            else:
                self.say("These passages are highlighted already; t tags them.")
            return
        texts = [place for place in meant if place.where == "text"]
        if not texts:
            self.say("A title or a note cannot be highlighted, only a place in a text.")
            return
        from annotations.usecases.search.searching import Hit

        hits = [Hit(each.path, each.start, each.end, each.exact, "", "", "text") for each in texts]
        extent, query = self.extent, self.line.value
        self.save(
            lambda: self.workspace.mark_hits(hits, tags, extent, query),
            lambda made: self._done_to(made, tags),
        )

    def _done_to(self, made: tuple[Annotation, ...], tags: tuple[str, ...]) -> None:
        self.hits.let_go()
        verb = f"tagged {' '.join(tags)}" if tags else "highlighted"
        self.say(f"{many(len(made), 'passage')} {verb}. {self.way_back}.")
        self.ask()

    # Saved searches

    def action_keep_search(self) -> None:
        """Keep the query under a name."""
        query = self.line.value.strip()
        if not query:
            self.say("There is no query to save yet.")
            return
        known = {each.name.casefold(): each for each in self.workspace.searches()}

        def judge(line: str) -> Verdict:
            other = known.get(line.strip().removeprefix("@").casefold())
            if not line.strip():
                return Verdict("@ and this name find it again, here and in every filter", good=False)
            if other is not None:
                return Verdict(f"replaces “{other.query}”", doubtful=True)
            return Verdict(f"@{short(line)} finds it again, here and in every filter")

        def named(name: str | None) -> None:
            if name is not None:
                self.save(lambda: self.workspace.save_search(name, query), self._kept)

        self.app.push_screen(LineDialog("Save the search as", judge=judge, placeholder="a name"), named)

    def _kept(self, search: SavedSearch) -> None:
        self.say(f"Saved as @{search.name}. {self.way_back}.")
        self.show_searches()

    def action_search_rename(self) -> None:
        """Give the saved search under the cursor another name."""
        row = self.saved.row
        if row is None or not row.id:
            return
        identity, others = row.id, {each.name.casefold() for each in self.workspace.searches()}

        def judge(line: str) -> Verdict:
            name = line.strip().casefold()
            if name in others - {row.name.casefold()}:
                return Verdict("another search has this name", good=False)
            return Verdict(row.query, good=bool(name))

        def named(name: str | None) -> None:
            if name is not None:
                self.save(lambda: self.workspace.rename_search(identity, name), self._kept)

        self.app.push_screen(LineDialog("Rename the search", row.name, judge=judge), named)

    def action_search_delete(self) -> None:
        """Delete the saved search under the cursor."""
        row = self.saved.row
        if row is not None and row.id:
            identity = row.id
            self.save(lambda: self.workspace.delete_search(identity), self._changed)

    # Undo

    def action_undo(self, *, rest: bool = False) -> None:
        """Take back the last change to the library; ``rest`` without what was changed since."""
        self.save(lambda: self.workspace.undo(rest=rest), self._changed, keeps=False)

    def action_redo(self, *, rest: bool = False) -> None:
        """Make the change again; ``rest`` without what was changed since."""
        self.save(lambda: self.workspace.redo(rest=rest), self._changed, keeps=False)

    def _changed(self, command: Command) -> None:
        self.app.say(told(command), about="undo")
        self.show_searches()
        self.ask()
