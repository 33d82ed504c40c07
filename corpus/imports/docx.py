"""Word documents: mammoth makes HTML of them, and that becomes Markdown; nothing outside is read."""

from __future__ import annotations

import io
from typing import Final

from corpus.dates import iso_date
from corpus.imports.container import Container, local, xml_of
from corpus.imports.escape import one_line
from corpus.imports.markup import to_markdown
from corpus.imports.model import DEFAULTS, Converted, NotConverted, Options

_CORE: Final = "docProps/core.xml"
_COMMENTS: Final = "word/comments.xml"
_FIELDS: Final = {"title": "title", "creator": "author", "language": "language", "created": "date"}
_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


def prepare() -> None:
    """Import what takes long, before the time for the document begins."""
    import mammoth  # noqa: F401


def convert(data: bytes, name: str, options: Options = DEFAULTS) -> Converted:
    """The document's text with headings, lists, tables, notes and emphasis.

    Raises:
        NotConverted: It is damaged, encrypted, hostile, or has no words.
    """
    import mammoth

    container = Container(data)
    _inspect(container)
    made = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
    )
    markdown, pictures = to_markdown((made.value,))
    if not markdown:
        raise NotConverted("there are no words in it")
    remarks = list(container.remarks)
    if pictures:
        remarks.append(f"Pictures were left out: {pictures}.")
    if _COMMENTS in container.names and b"<w:comment " in container.read(_COMMENTS):
        remarks.append("Comments at the margin were left out.")
    return Converted(markdown, _metadata(container), tuple(remarks))


def _inspect(container: Container) -> None:
    """Read each part that has XML within bounds, since mammoth knows none; refuse what declares entities."""
    for part in container.names:
        content = container.read(part)
        if part.endswith((".xml", ".rels")):
            # Without zeros, so that UTF-16 hides nothing.
            plain = content.replace(b"\0", b"")
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise NotConverted(f"it is refused: “{part}” declares entities or a document type")


def _metadata(container: Container) -> dict[str, str]:
    if _CORE not in container.names:
        return {}
    found: dict[str, str] = {}
    for element in xml_of(container.read(_CORE), _CORE):
        key, words = _FIELDS.get(local(element)), one_line(element.text or "")
        if key and words:
            found[key] = iso_date(words) if key == "date" else words
    return {key: value for key, value in found.items() if value}
