"""Who says what across the library: looked at in its place, confirmed, corrected, tagged and highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from annotations.told import told
from tui.quotation_words import speaker_query, speakers
from tui.screens.listening import Listening
from tui.widgets.quotation_list import GroupRow, QuotationList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.changes import Command
    from annotations.model import Annotation
    from annotations.usecases.quotations.finder import Attributed


class QuotationsScreen(Listening):
    """All quotations. What is done is done to those that are picked, else to the one or the group at hand."""

    folded: frozenset[str] = frozenset()
    """The groups that the list begins with folded."""

    def list_widget(self) -> QuotationList:
        """A new list for the quotations, groups folded as they were."""
        found = super().list_widget()
        found.folded = self.folded
        return found

    def again(self) -> QuotationsScreen:
        """This screen anew, as it is: grouping, filter, what is picked and folded, the cursor."""
        other = QuotationsScreen(self.desk)
        other.grouping = self.grouping
        items = self.quotations
        other.folded = items.folded
        other.start = self.here._replace(picked=items.picked)
        return other

    def meant(self) -> list[Attributed]:
        """What an action means, in the order in which it is shown."""
        return [self.said[key] for key in self.quotations.meant if key in self.said]

    @on(QuotationList.Chosen)
    def _chosen(self, message: QuotationList.Chosen) -> None:
        said = self.said.get(message.key)
        if said is not None:
            self.desk.visit_passage(said.path, said.span)

    # Picking.

    def action_pick(self) -> None:
        """Pick the quotation, or all under a heading, or let go, and move on."""
        self.quotations.toggle()

    def action_pick_all(self) -> None:
        """Pick all that are shown, or none."""
        self.quotations.toggle_all()

    def action_pick_range(self) -> None:
        """Begin or end a range."""
        self.quotations.toggle_range()

    # Who speaks.

    def decide(self, wanted: Sequence[Attributed], work: Callable[[], Command], *, on: bool = True) -> None:
        """Decide on quotations in one step, say so, and go ``on`` to the next open one."""
        paths = frozenset(each.path for each in wanted)
        if on:  # at once, for the next key may come before this is saved
            self.quotations.move_on({each.key for each in wanted})

        def done(command: Command) -> None:
            self._changed = paths
            self.quotations.pick(frozenset())
            self.app.say(told(command, self.way_back), about="undo")

        self.save(work, done)

    def action_confirm_speaker(self) -> None:
        """Say that the proposed speakers are right."""
        wanted = [each for each in self.meant() if each.status.value == "proposed"]
        if wanted:
            self.decide(wanted, lambda: self.workspace.confirm_speaker(wanted))
        else:
            self.say(
                f"There is no proposed speaker to confirm here; {self.key('correct_speaker')} names one."
            )

    def action_correct_speaker(self) -> None:
        """Pick who speaks."""
        from tui.dialogs.speaker_picker import SpeakerPicker

        wanted = self.meant()
        if not wanted:
            return

        def picked(name: str | None) -> None:
            if name:
                self.decide(wanted, lambda: self.workspace.correct_speaker(wanted, name))

        counts = speakers(self.said.values())
        here = {each.path for each in wanted}
        near = speakers(each for each in self.said.values() if each.path in here)
        proposed = [each.proposed for each in wanted if each.proposed]
        names = [
            *proposed,
            *(name for name, _ in near.most_common()),
            *(name for name, _ in counts.most_common()),
        ]
        self.app.push_screen(
            SpeakerPicker(
                list(dict.fromkeys(names)),
                counts=counts,
                title="Who says this?" if len(wanted) == 1 else f"Who says these {len(wanted):,} quotations?",
                quotation=wanted[0].exact if len(wanted) == 1 else "",
                proposed=proposed[0] if len(set(proposed)) == 1 else "",
            ),
            picked,
        )

    def action_no_speaker(self) -> None:
        """Say that nobody speaks there."""
        wanted = self.meant()
        if wanted:
            self.decide(wanted, lambda: self.workspace.correct_speaker(wanted, ""))

    def action_reopen_speaker(self) -> None:
        """Forget what was decided."""
        wanted = [each for each in self.meant() if each.decision]
        if wanted:
            self.decide(wanted, lambda: self.workspace.forget_speaker(wanted), on=False)
        else:
            self.say("Nothing was decided on this yet.")

    def action_same_speaker(self) -> None:
        """Say that the name at hand is another one, in the whole library."""
        from tui.dialogs.speaker_picker import SpeakerPicker

        said = next((each for each in self.meant() if each.speaker), None)
        if said is None:
            self.say("Go to a quotation with a speaker first.")
            return
        alias = said.speaker

        def picked(name: str | None) -> None:
            if name and name != alias:
                self.save(lambda: self.workspace.same_speaker(alias, name), self.after)

        counts = speakers(self.said.values())
        names = [name for name, _ in counts.most_common() if name != alias]
        last = alias.split()[-1].casefold()
        where = {each.path for each in self.said.values() if each.speaker == alias}
        beside = speakers(each for each in self.said.values() if each.path in where)
        # A namesake, then somebody who speaks in the same articles, is the likeliest.
        names.sort(key=lambda name: (last not in name.casefold().split(), -beside[name]))
        self.app.push_screen(SpeakerPicker(names, counts=counts, title=f"“{alias}” is, everywhere:"), picked)

    # Highlights.

    def action_tag(self) -> None:
        """Pick tags for the quotations, which are highlighted with them."""
        from tui.dialogs.tag_picker import TagPicker

        wanted = self.meant()
        if not wanted:
            return

        def picked(tags: tuple[str, ...] | None) -> None:
            if tags:
                self.desk.used(tags)
                self._mark(wanted, tags)

        quotation = wanted[0].exact if len(wanted) == 1 else f"{len(wanted):,} quotations"
        book = self.workspace.codebook()
        picker = TagPicker(
            book.tags, recent=self.desk.recent_tags, counts=self.desk.counts, quotation=quotation
        )
        self.app.push_screen(picker, picked)
        self.desk.count_for(picker)

    def action_pinned(self, digit: int) -> None:
        """Highlight the quotations with a pinned tag."""
        tag = self.workspace.codebook().pinned(digit)
        wanted = self.meant()
        if tag is None:
            self.say(f"No tag is pinned to {digit}: the codebook does that.")
        elif wanted:
            self.desk.used([tag.path])
            self._mark(wanted, (tag.path,))

    def action_highlight_hits(self) -> None:
        """Highlight the quotations, with the current tags."""
        wanted = self.meant()
        if wanted:
            self._mark(wanted, tuple(self.gives))

    def _mark(self, wanted: Sequence[Attributed], tags: tuple[str, ...]) -> None:
        def marked(made: tuple[Annotation, ...]) -> None:
            self._changed = frozenset(each.path for each in wanted)
            self.quotations.pick(frozenset())
            verb = f"tagged {', '.join(tags)}" if tags else "highlighted"
            self.say(f"{len(made):,} quotation{'s' * (len(made) != 1)} {verb}. {self.way_back}.")

        self.save(lambda: self.workspace.mark_quotations(wanted, tags), marked)

    # Chronology.

    def action_chronology(self) -> None:
        """Show what the speaker at hand says, in order of publication."""
        row = self.quotations.row
        name = row.speaker if row is not None and not isinstance(row, GroupRow) else ""
        if isinstance(row, GroupRow):
            name = next((each.speaker for each in self.meant() if each.speaker), "")
        if name:
            self.desk.show_chronology(speaker_query(name))
        else:
            self.say("Go to a quotation with a speaker first.")
