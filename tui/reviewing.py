"""Reviewing: a doubtful passage or a lost file as what the widgets of the review show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.span import Span
from styles.palette import look
from tui.page.highlights import Mark
from tui.presenting import colours
from tui.widgets.article_row import shown_date
from tui.widgets.passage import Shown

if TYPE_CHECKING:
    from textual.theme import Theme

    from annotations.codebook import Codebook
    from annotations.model import Annotation, DocumentRecord
    from annotations.usecases.placing.comparing import Beside
    from annotations.usecases.placing.likely_files import Likely


def shown_passage(beside: Beside, book: Codebook, theme: Theme) -> Shown:
    """The passage as it was marked, what is gone of it named."""
    item, record = beside.doubt.annotation, beside.doubt.record
    names = colours(item, book)
    ground = look(names[0], theme)
    lost = beside.place is None
    return Shown(
        state="LOST" if lost else "UNCERTAIN",
        tone="$error" if lost else "$warning",
        reason=beside.reason,
        title=record.title or record.path,
        source=_source(record),
        before=beside.before,
        quote=item.selectors.exact,
        after=beside.after,
        gone=() if lost else beside.differences.gone,
        ground=(ground.background, ground.foreground),
        tags=tuple((tag, look(name, theme).bar) for tag, name in zip(item.tags, names, strict=False)),
        note=item.note,
        byline=_byline(item),
    )


def proposed(beside: Beside, book: Codebook) -> list[Mark]:
    """The highlight as it would stand in the new text, plain, so that what is new in it stands out."""
    if beside.place is None:
        return []
    item = beside.doubt.annotation
    return [Mark(item.id, beside.place, colours(item, book)[0], noted=bool(item.note))]


def inserted(beside: Beside) -> list[Span]:
    """What is new in the proposed place, as spans of the new text."""
    if beside.place is None:
        return []
    start = beside.place.start
    return [Span(start + span.start, start + span.end) for span in beside.differences.new]


def shown_file(likely: Likely) -> Shown:
    """A document whose file is gone, with everything that was quoted from it."""
    record = likely.record
    same = f"{likely.likeness:.0%} of the words are the same" if likely.likeness < 1 else "the same bytes"
    count = len(likely.annotations)
    return Shown(
        state="GONE",
        tone="$error",
        reason=f"the file on the right may be it: {same}",
        title=record.title or record.path,
        source=record.path,
        quotes=tuple(item.selectors.exact for item in likely.annotations),
        byline=f"{count} highlight{'s' * (count != 1)} would go along."
        if count
        else "The note on it would go along.",
    )


def _source(record: DocumentRecord) -> str:
    return " · ".join(part for part in (record.source, shown_date(record.date), record.path) if part)


def _byline(item: Annotation) -> str:
    return " · ".join(part for part in (item.creator, shown_date(item.created[:10])) if part)
