"""Echoing: where the words of a passage stand in other articles, word for word or nearly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from annotations.tagpath import tag_paths
from annotations.usecases.annotating import New
from annotations.usecases.coinciding import annotate_places
from annotations.usecases.quoting import checked_span
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation

MINIMUM = 6
"""Words that a passage has at least for echoes of it to be looked for."""


class Piece(NamedTuple):
    """A run of words that is the same in both places, or not; ``here`` or ``there`` may be empty then.

    Case, punctuation, quotation marks and accents make no difference.
    """

    kind: Literal["same", "changed"]
    here: str
    there: str


class Echo(NamedTuple):
    """The place in another article that comes nearest to a passage.

    Attributes:
        path: Of the other article, relative to the library; ``title``, ``source`` and ``date`` are its own.
        span: Whole words of the other article's text.
        exact: What stands there.
        similarity: How much of the words of both places is the same, 0 to 1.
        pieces: The passage and the place side by side, in text order; what of the passage has no
            counterpart at all is a changed piece at the beginning or end.
    """

    path: str
    title: str
    source: str
    date: str
    span: Span
    exact: str
    similarity: float
    pieces: tuple[Piece, ...]


class Recurring(NamedTuple):
    """A stretch of an article that stands in others too.

    Attributes:
        span: Code points of the article's text.
        exact: What stands there.
        echoes: One for each other article.
    """

    span: Span
    exact: str
    echoes: tuple[Echo, ...]


def annotate_echoes(
    library: Library,
    places: Sequence[tuple[str, Span]],
    *,
    tags: Sequence[str] = (),
    note: str = "",
    by: str = "",
) -> tuple[Annotation, ...]:
    """Highlight places in several articles in one step that can be undone.

    A place that carries an equal highlight already is not given a second one: tags and note go to that.

    Returns:
        The annotation at each place, in the order of ``places``.

    Raises:
        NoPlace: A span is empty or lies outside of the text; nothing was stored.
        Unreadable, NotSaved: As `annotate`; nothing was stored.
    """
    chosen = tag_paths(list(tags))
    wanted = [
        New(path, checked_span(library.document(path), span), chosen, note, by) for path, span in places
    ]
    count = len(set(wanted))
    label = f"{'tag' if tags else 'highlight'} {count} echo{'es' * (count != 1)}"
    made = annotate_places(library, list(dict.fromkeys(wanted)), by=by, label=label)
    found = dict(zip(dict.fromkeys(wanted), made, strict=True))
    return tuple(found[each] for each in wanted)
