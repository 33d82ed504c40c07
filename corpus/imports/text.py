"""Plain text in any encoding: its paragraphs and lines as Markdown that reads the same."""

from __future__ import annotations

from typing import Final

from corpus import frontmatter, plaintext
from corpus.clean import canonical
from corpus.decode import NotText, decode
from corpus.imports.escape import paragraph
from corpus.imports.model import DEFAULTS, Converted, NotConverted, Options
from corpus.metadata import FILE_NAME, TEXT, metadata_of

_SURE: Final = (TEXT, FILE_NAME)  # what is only guessed from the first words is left to the reader


def convert(data: bytes, name: str, options: Options = DEFAULTS) -> Converted:
    """The text's paragraphs, those that were wrapped at some width joined again.

    Raises:
        NotConverted: It is no text, or empty.
    """
    try:
        decoded = decode(data, options.encoding)
    except NotText as error:
        raise NotConverted(str(error)) from error
    text, replaced = canonical(decoded.text)
    blocks = plaintext.blocks_of(text)
    if not blocks:
        raise NotConverted("it is empty")
    parts = []
    for block in blocks:
        words = block.span.of(text)
        parts.append(paragraph(words.replace("\n", " ") if block.soft else words))
    about = metadata_of(text, name, frontmatter.NONE, {}, markdown=False)
    known = {
        key: value for key, where in about.origin.items() if where in _SURE and (value := getattr(about, key))
    }
    remarks = [decoded.remark]
    if replaced:
        remarks.append(f"Control characters became visible signs: {replaced}.")
    return Converted("\n\n".join(filter(None, parts)) + "\n", known, tuple(filter(None, remarks)))
