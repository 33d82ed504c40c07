"""What can go wrong in a use case, in sentences for the person who asked."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.span import Span


class ScholiastError(Exception):
    """Something that was asked for cannot be done; the message says what, where and how to mend it."""


class NoSuchDocument(ScholiastError):
    """No document, or more than one, answers to the name that was given."""


class NoSuchAnnotation(ScholiastError):
    """No annotation, or more than one, answers to the id that was given."""


class NoPlace(ScholiastError):
    """A passage that was to be annotated cannot be placed.

    Attributes:
        places: Where the quotation stands, when it stands more than once.
    """

    def __init__(self, message: str, places: Sequence[Span] = ()) -> None:
        super().__init__(message)
        self.places = tuple(places)


class NotWritten(ScholiastError):
    """A file of the person's could not be written; what was there is untouched."""


class NoBriefThere(ScholiastError):
    """A brief was to be brought up to date, and the file is something else."""


class ReadOnly(ScholiastError):
    """The library takes no changes; the message says why."""
