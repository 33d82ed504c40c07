"""Reading one document: file to bytes to canonical text, blocks and metadata."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from corpus import frontmatter, markdown, plaintext
from corpus.clean import canonical
from corpus.decode import NotText, decode
from corpus.digest import digest_of
from corpus.document import Block, BlockKind, Document
from corpus.files import Unreadable, read_bytes, read_head
from corpus.frontmatter import FrontMatter
from corpus.language import guess
from corpus.metadata import TEXT, metadata_of
from corpus.names import EXTENSIONS as EXTENSIONS
from corpus.names import is_document_name as is_document_name
from corpus.names import is_markdown as is_markdown
from corpus.names import suffix_of as suffix_of
from corpus.span import Span

_OPENING_LENGTH: Final = 16_000
_HEAD: Final = 1 << 15  # bytes of a plain text that are read first
_FENCE: Final = re.compile(r"^ {0,3}(```+|~~~+)", re.MULTILINE)


class Source(NamedTuple):
    """A file as text: canonical, with its front matter found but not removed.

    Attributes:
        utf8: The text in UTF-8 where the file holds just that, as most do; else empty.
    """

    text: str
    front: FrontMatter
    encoding: str
    remarks: tuple[str, ...]
    utf8: bytes = b""

    @property
    def body(self) -> bytes:
        """What follows the front matter, in UTF-8."""
        if not self.utf8:
            return self.text[self.front.end :].encode("utf-8")
        return self.utf8[len(self.text[: self.front.end].encode("utf-8")) :] if self.front.end else self.utf8


def is_brief(front: FrontMatter) -> bool:
    """Whether a file's front matter says that this program wrote it as a brief."""
    return "scholiast" in front.fields


def document_from(
    data: bytes,
    path: str,
    corrections: Mapping[str, str] = {},
    *,
    on_progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Document:
    """The document that a file of these bytes at ``path`` is.

    Args:
        path: Relative to the library.
        corrections: Metadata fields that the reader set; ``encoding`` names the charset to use.
        on_progress: Told the share done, 0 to 1, while a long Markdown file is parsed.
        cancelled: Asked now and then whether to give up.

    Raises:
        Unreadable: With the reason.
        corpus.markdown.Cancelled: ``cancelled`` said so.
    """
    source = source_of(data, path, corrections.get("encoding", ""))
    if not is_markdown(path):
        return _plain(source, path, corrections, source.text, _blocks(source))
    body = source.text[source.front.end :]
    try:
        parsed = markdown.parse(body, on_progress, cancelled)
    except markdown.TooHard as reason:
        return _unparsed(source, path, corrections, f"The Markdown is shown as plain text: {reason}.")
    if canonical(parsed.text).text != parsed.text:
        # Possible only where entities spell out what `canonical` would have removed.
        remark = "The Markdown is shown as plain text: it spells out control characters."
        return _unparsed(source, path, corrections, remark)
    return _document(source, path, corrections, parsed, markdown.EXTRACTOR)


def read_opening(root: Path, path: str, corrections: Mapping[str, str] = {}) -> Document | None:
    """The first screens of a long document, at once, to be shown until the whole is read.

    Its text is a provisional one: ``digest`` is empty, and nothing may be annotated in it. None where a
    part of the file does not tell how the whole is to be read.

    Raises:
        Unreadable: With the reason.
    """
    if not is_markdown(path):
        return _opening_of_plain(root, path, corrections)
    source = source_of(read_bytes(root, path), path, corrections.get("encoding", ""))
    body = source.text[source.front.end :][: 2 * _OPENING_LENGTH]
    cut = body.rfind("\n\n", 0, _OPENING_LENGTH)
    head = body[: cut if cut > 0 else _OPENING_LENGTH]
    if len(_FENCE.findall(head)) % 2:
        head = head[: head.rfind("\n```")] if "\n```" in head else head
    try:
        parsed = markdown.parse(head)
    except markdown.TooHard:
        parsed = markdown.Parsed(head, plaintext.blocks_of(head), ())
    return _document(source, path, corrections, parsed, markdown.EXTRACTOR, provisional=True)


def _opening_of_plain(root: Path, path: str, corrections: Mapping[str, str]) -> Document | None:
    head = read_head(root, path, _HEAD)
    head = head[: head.rfind(b"\n") + 1]
    if corrections.get("encoding") or not head or b"\0" in head:
        return None
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        return None  # how it is encoded is judged by the whole
    source = source_of(head, path)
    text = source.text[: source.text.rfind("\n\n") + 1] or source.text
    source = source._replace(text=text, utf8=b"")
    if source.front.end > len(text):
        return None
    parsed = markdown.Parsed(text, _blocks(source), ())
    return _document(source, path, corrections, parsed, plaintext.EXTRACTOR, provisional=True)


def source_of(data: bytes, path: str, declared: str = "") -> Source:
    """The canonical source text of a file; raises `Unreadable` where the bytes are no text."""
    try:
        decoded = decode(data, declared)
    except NotText as error:
        raise Unreadable(path, str(error)) from error
    # Of a file in UTF-8 the bytes are those of its text, but for a mark at their beginning.
    utf8 = (
        data if decoded.encoding == "utf-8" and not (decoded.remark or data[:3] == codecs.BOM_UTF8) else b""
    )
    text, replaced = canonical(decoded.text, utf8)
    front = frontmatter.split(text)
    remarks = [decoded.remark, front.remark]
    if replaced:
        remarks.append(
            "1 control character is shown as a sign."
            if replaced == 1
            else f"{replaced} control characters are shown as signs."
        )
    if not text or text.isspace():
        remarks.append("The file is empty.")
    same = utf8 if text is decoded.text else b""
    return Source(text, front, decoded.encoding, tuple(filter(None, remarks)), same)


def _blocks(source: Source) -> tuple[Block, ...]:
    """Blocks of plain text; front matter stays in the text there, as one block of code."""
    end = source.front.end
    if not end:
        return plaintext.blocks_of(source.text)
    front = Block(BlockKind.CODE, Span(0, end).trimmed(source.text))
    return (front, *plaintext.blocks_of(source.text, end))


def _plain(
    source: Source, path: str, corrections: Mapping[str, str], text: str, blocks: tuple[Block, ...]
) -> Document:
    return _document(source, path, corrections, markdown.Parsed(text, blocks, ()), plaintext.EXTRACTOR)


def _unparsed(source: Source, path: str, corrections: Mapping[str, str], remark: str) -> Document:
    body = source.text[source.front.end :]
    told = source._replace(remarks=(*source.remarks, remark))
    return _plain(told, path, corrections, body, plaintext.blocks_of(body))


def _document(
    source: Source,
    path: str,
    corrections: Mapping[str, str],
    parsed: markdown.Parsed,
    extractor: str,
    *,
    provisional: bool = False,
) -> Document:
    about = metadata_of(source.text, path, source.front, corrections, markdown=is_markdown(path))
    if not about.language and (language := guess(parsed.text)):
        about = replace(about, language=language, origin={**about.origin, "language": TEXT})
    return Document(
        path=path,
        text=parsed.text,
        blocks=parsed.blocks,
        inlines=parsed.inlines,
        metadata=about,
        digest="" if provisional else digest_of(parsed.text),
        extractor=extractor,
        encoding=source.encoding,
        remarks=source.remarks,
    )
