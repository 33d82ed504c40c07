"""Markdown as it is: only its encoding and its line ends change."""

from __future__ import annotations

from corpus import frontmatter
from corpus.decode import NotText, decode
from corpus.imports.model import DEFAULTS, Converted, NotConverted, Options
from corpus.metadata import metadata_of
from corpus.reader import is_brief


def convert(data: bytes, name: str, options: Options = DEFAULTS) -> Converted:
    """The file as it stands; its front matter goes along.

    Raises:
        NotConverted: It is no text, empty, or a brief.
    """
    try:
        decoded = decode(data, options.encoding)
    except NotText as error:
        raise NotConverted(str(error)) from error
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NotConverted("it is empty")
    front = frontmatter.split(text)
    if is_brief(front):
        raise NotConverted("it is a brief, which is made from a library and not read into one")
    about = metadata_of(text, name, front, {}, markdown=True)
    known = {key: value for key in about.origin if (value := getattr(about, key))}
    inner = text[: front.end].strip("\n").split("\n")[1:-1] if front.end else []
    return Converted(
        text[front.end :].lstrip("\n"),
        known,
        tuple(filter(None, (decoded.remark, front.remark))),
        "\n".join(inner),
    )
