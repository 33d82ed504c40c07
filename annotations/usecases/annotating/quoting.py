"""Quoting: which places of a document can be quoted, and where the words of a quotation stand in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotations.alignment.canonical import equal_spans
from annotations.errors import NoPlace
from annotations.quoted import quoted
from corpus.clean import clean, clean_line
from corpus.span import Span

if TYPE_CHECKING:
    from corpus.document import Document


def checked_span(document: Document, span: Span, digest: str = "") -> Span:
    """``span`` without blanks at its ends.

    Args:
        digest: Of the text in which it was chosen, if that may be another by now.

    Raises:
        NoPlace: It is empty, lies outside of the text or was chosen in another text.
    """
    if digest and digest != document.digest:
        raise NoPlace(f"The text of {document.path} has just changed; choose the passage again.")
    length = len(document.text)
    if not 0 <= span.start < span.end <= length:
        raise NoPlace(
            f"{span.start} to {span.end} is no passage of {document.path}, "
            f"whose text has {length} characters."
        )
    place = span.trimmed(document.text)
    if place.start == place.end:
        raise NoPlace(f"There are only blanks from {span.start} to {span.end} in {document.path}.")
    return place


def quoted_spans(text: str, quote: str, prefix: str = "", suffix: str = "") -> tuple[Span, ...]:
    """Where ``quote`` stands in ``text`` between ``prefix`` and ``suffix``; any white space fits any.

    Where it stands nowhere to the letter, accents may be written with other code points.
    """
    wanted = quote.strip()
    if not wanted:
        return ()

    def beside(places: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(
            place
            for place in places
            if _ends_with(text, place.start, prefix) and _begins_with(text, place.end, suffix)
        )

    verbatim = beside(Span(*match.span()) for match in re.finditer(_loose(wanted), text))
    return verbatim or beside(equal_spans(text, wanted, _loose))


def quoted_span(document: Document, quote: str, prefix: str = "", suffix: str = "") -> Span:
    """The one place where ``quote`` stands.

    Raises:
        NoPlace: It stands nowhere, or in several places, which the error lists.
    """
    places = quoted_spans(document.text, clean(quote), clean(prefix), clean(suffix))
    if len(places) == 1:
        return places[0]
    if places:
        raise NoPlace(
            f"{quoted(short(quote))} stands {len(places)} times in {document.path}; "
            "say which with a prefix or suffix, or by its place.",
            places,
        )
    raise NoPlace(
        f"{quoted(short(quote))} does not stand in {document.path}. Quote it as `scholiast show` prints it."
    )


def short(text: str) -> str:
    """The beginning of ``text``, for a label or a message."""
    return clean_line(text, 40)


def _loose(text: str) -> str:
    return r"\s+".join(re.escape(word) for word in text.split())


def _ends_with(text: str, offset: int, prefix: str) -> bool:
    wanted = _folded(prefix).strip()
    near = text[max(0, offset - 4 * len(prefix) - 64) : offset]
    return _folded(near).rstrip().endswith(wanted)


def _begins_with(text: str, offset: int, suffix: str) -> bool:
    wanted = _folded(suffix).strip()
    near = text[offset : offset + 4 * len(suffix) + 64]
    return _folded(near).lstrip().startswith(wanted)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
