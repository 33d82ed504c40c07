"""Names of people and bodies in running text, by their capitals, particles and titles.

``names(text, span, language)`` gives each name in text order; nothing is looked up anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the text.

    Attributes:
        span: The name without titles, in code points of the text.
        title: The titles before it ("NATO Secretary General"), empty where none stands.
        person: Whether it is surely a person: with a title, or of two words and more.
    """

    span: Span
    title: str = ""
    person: bool = False


def names(text: str, span: Span, language: str = "") -> tuple[Name, ...]:
    """The names within ``span``, in text order, not overlapping.

    Args:
        text: The canonical text.
        span: Where to look, one block or part of one.
        language: ISO 639 code; German, where every noun has a capital, is read more strictly.
    """
    return ()
