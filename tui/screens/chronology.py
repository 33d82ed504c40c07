"""The chronology of a tag, a speaker or a search: who had it first, and where it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual import on
from textual.content import Content

from tui.chronology_words import differing, doubt, standing
from tui.screens.study import Study
from tui.text import shown_line
from tui.widgets.article_row import shown_date
from tui.widgets.lanes import NOWHERE, LaneList, LaneRow
from tui.widgets.quotation_list import SIGNS
from tui.widgets.title import TitleLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.usecases.chronology.chronology import Chronology, Moment
    from tui.screens.library.speaking import Speaking

_BESIDE: Final = 90  # code points of what stayed the same that are shown beside a change
_GONE: Final = 60  # code points of what is gone


class ChronologyScreen(Study):
    """Passages in order of publication."""

    CONTEXT = "chronology"
    WIDE = 200

    def __init__(self, desk: Speaking, query: str) -> None:
        super().__init__(desk)
        self.desk: Speaking = desk
        self.query_text = query
        self.moments: tuple[Moment, ...] = ()
        self._stopped = self._gone = False

    def again(self) -> ChronologyScreen:
        """This screen anew, as it is: filter and cursor."""
        other = ChronologyScreen(self.desk, self.query_text)
        other.start = self.here
        return other

    def list_widget(self) -> LaneList:
        """A new list for the passages in order of publication."""
        found = LaneList(f"Chronology of {self.query_text}", id="items")
        found.empty = "looking for passages …"
        return found

    @property
    def lanes(self) -> LaneList:
        """The list that is on the screen."""
        return self.query_one(LaneList)

    def on_mount(self) -> None:
        """Say that looking for passages goes on, and how to stop it."""
        super().on_mount()
        self.query_one(TitleLine).busy = f"looking for passages, {self.key('stop')} stops"

    def load(self) -> None:
        """Look for the passages anew."""
        self._stopped = False
        super().load()

    def on_unmount(self) -> None:
        """Nothing is looked for on a screen that is gone."""
        self._gone = True
        super().on_unmount()

    def fetch(self) -> tuple[Chronology, dict[str, str], tuple[str, ...]]:
        """The passages, the outlet of each article, and what may have been meant if there is nothing."""

        def ended() -> bool:
            return self._stopped or self._gone

        found = self.workspace.chronology(self.query_text, ended)
        hints = () if found.moments or ended() else self.workspace.hints(self.query_text, ended)
        return found, {article.path: article.source for article in self.workspace.articles()}, hints

    def show(self, found: tuple[Chronology, dict[str, str], tuple[str, ...]]) -> None:
        """Put the passages into the list."""
        chronology, outlets, hints = found
        self.query_one(TitleLine).busy = ""
        self.moments = chronology.moments
        self.lanes.empty = " ".join(["No passage is meant by this.", *hints])
        self.lanes.rows = rows_of(self.moments, outlets)
        self.begin()
        if not chronology.complete:
            self.say(
                f"These are the first {len(self.moments):,} passages that were found; there may be more."
            )

    def action_stop(self) -> None:
        """Look no further."""
        self._stopped = True

    @property
    def at_hand(self) -> Moment | None:
        """The passage under the cursor."""
        at = self.lanes.cursor_key.rpartition("\0")[2]
        return self.moments[int(at)] if at and int(at) < len(self.moments) else None

    @on(LaneList.Chosen)
    def _chosen(self, message: LaneList.Chosen) -> None:
        moment = self.at_hand
        if moment is None:
            return
        if moment.annotation:
            self.desk.visit(moment.path, moment.annotation)
        elif moment.span is not None:
            self.desk.visit_passage(moment.path, moment.span)

    def action_whole_passage(self) -> None:
        """Show the passage at hand to its end, or as short as the others again."""
        row, moment = self.lanes.row, self.at_hand
        if row is not None and moment is not None:
            bits = bits_of(moment, whole=not row.whole)
            self.lanes.put_item(replace(row, bits=bits, whole=not row.whole))

    def told(self) -> Content:
        """The passage whole, with where it stands."""
        moment = self.at_hand
        if moment is None:
            return Content()
        where = " · ".join(part for part in (moment.source, shown_date(moment.date)) if part)
        parts = [shown_line(moment.title or moment.path).stylize("bold"), shown_line(where).stylize("$quiet")]
        parts += [Content(), shown_line(moment.exact, 4_000)]
        parts += [shown_line(f"also in {path}").stylize("$quiet") for path in moment.versions]
        return Content("\n").join(parts)


def rows_of(moments: Sequence[Moment], outlets: Mapping[str, str]) -> list[LaneRow]:
    """The passages as the list shows them; ``outlets`` by the path of their articles."""
    return [_row(at, each, moments, outlets) for at, each in enumerate(moments)]


def _row(at: int, moment: Moment, moments: Sequence[Moment], outlets: Mapping[str, str]) -> LaneRow:
    speaker = f"{moment.speaker} {SIGNS[moment.status]}" if moment.speaker else ""
    note = filter(None, (doubt(moment), standing(moment), differing(moment, moments), speaker))
    versions = dict.fromkeys(outlets.get(path, "") or NOWHERE for path in moment.versions)
    return LaneRow(
        key=f"{moment.path}\0{at}",
        date=shown_date(moment.date),
        outlet=moment.source or NOWHERE,
        title=moment.title or moment.path,
        bits=bits_of(moment),
        note=" · ".join(note),
        versions=tuple(versions),
        more=len(moment.versions),
        again=moment.again,
    )


def bits_of(moment: Moment, *, whole: bool = False) -> tuple[tuple[str, str], ...]:
    """The words of a passage, with what changed since the one like it before: ``[what is gone]`` first.

    Unless the ``whole`` of it is wanted, it is shortened to what stands beside changes.
    Where nobody knows which of the two was earlier, nothing is gone and nothing is new.
    """
    if not (moment.pieces and moment.ordered):
        return ((moment.exact, "text"),)
    bits: list[tuple[str, str]] = [("“", "text")] if moment.status else []
    for at, piece in enumerate(moment.pieces):
        if piece.kind == "same":
            last = at == len(moment.pieces) - 1
            kept = piece.there if whole else _around_changes(piece.there, after=at > 0, before=not last)
            bits.append((kept, "text"))
            continue
        if gone := piece.here.strip():
            bits += [(f"[{gone if whole else _short(gone)}]", "gone"), (" ", "text")]
        if piece.there:
            new = piece.there.rstrip()
            bits += [(new, "new"), (piece.there[len(new) :], "text")]
    return (*bits, ("”", "text")) if moment.status else tuple(bits)


def _around_changes(text: str, *, after: bool, before: bool) -> str:
    """What stayed the same, as far as it stands beside a change."""
    room = _BESIDE * (after + before)
    if len(text) <= room + _BESIDE:
        return text
    start = text[:_BESIDE].rpartition(" ")[0] if after else ""
    end = text[-_BESIDE:].partition(" ")[2] if before else ""
    return f"{start} … {end}"


def _short(gone: str) -> str:
    """What is gone, from its beginning."""
    return gone if len(gone) <= _GONE else f"{gone[:_GONE].rpartition(' ')[0] or gone[:_GONE]} …"
