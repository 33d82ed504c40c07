"""Books in EPUB, by a reader of our own: container, package, spine, and chapters parsed as HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from corpus.dates import iso_date
from corpus.decode import NotText, decode
from corpus.imports.container import Container, local, xml_of
from corpus.imports.escape import one_line, target
from corpus.imports.markup import Markup
from corpus.imports.model import DEFAULTS, Converted, NotConverted, Options
from corpus.imports.writer import Writer

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
# The two ways of hiding fonts alone.
_FONTS: Final = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_CHAPTERS: Final = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_MOST_TEXT: Final = 64 * 1024 * 1024  # characters of Markdown; more could not be opened


def convert(data: bytes, name: str, options: Options = DEFAULTS) -> Converted:
    """The chapters in reading order, with what the book says of itself.

    Raises:
        NotConverted: It is damaged, protected, hostile, or has no words.
    """
    container = Container(data)
    _refuse_protected(container)
    place = _package(container)
    package = xml_of(container.read(place), place)
    writer = Writer()
    markup = Markup(writer)
    remarks = list(container.remarks)
    lost = 0
    for number, chapter in enumerate(_spine(package, posixpath.dirname(place))):
        try:
            page = decode(container.read(chapter), options.encoding).text
        except (NotText, NotConverted) as error:
            if isinstance(error, NotConverted) and "refused" in str(error):
                raise
            lost += 1
            continue
        if number and not _begins_with_heading(page):
            writer.rule()
        markup.take(page)
    if lost:
        remarks.append(f"Chapters that are missing or damaged were left out: {lost}.")
    markdown = writer.finished()
    if not markdown or len(markdown) > _MOST_TEXT:
        raise NotConverted("it is too long to be opened" if markdown else "there are no words in it")
    if markup.pictures:
        remarks.append(f"Pictures were left out: {markup.pictures}.")
    return Converted(markdown, _metadata(package), tuple(remarks))


def _refuse_protected(container: Container) -> None:
    if _ENCRYPTION not in container.names:
        return
    root = xml_of(container.read(_ENCRYPTION), _ENCRYPTION)
    for element in root.iter():
        if local(element) == "EncryptedData":
            ways = {each.get("Algorithm", "") for each in element if local(each) == "EncryptionMethod"}
            if not ways or not ways <= _FONTS:
                raise NotConverted("it is protected against copying, so that its text cannot be read")


def _package(container: Container) -> str:
    """Where the package document is."""
    root = xml_of(container.read(_CONTAINER), _CONTAINER)
    for element in root.iter():
        if local(element) == "rootfile" and (path := element.get("full-path", "")):
            return posixpath.normpath(unquote(path) if path not in container.names else path)
    raise NotConverted("it is damaged: it does not say where its package document is")


def _spine(package: Element, folder: str) -> Iterator[str]:
    """The chapters' names in the container, in reading order; the table of contents is left out."""
    items = {
        element.get("id", ""): element
        for element in package.iter()
        if local(element) == "item" and element.get("href")
    }
    for reference in package.iter():
        if local(reference) != "itemref":
            continue
        item = items.get(reference.get("idref", ""))
        if item is None or item.get("media-type", "").lower() not in _CHAPTERS:
            continue
        if "nav" not in item.get("properties", "").split():
            yield _within(folder, item.get("href", ""))


def _within(folder: str, reference: str) -> str:
    """A name of the container; one that leads out of it names nothing there."""
    return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))


def _begins_with_heading(page: str) -> bool:
    head = page[page.lower().find("<body") :][:2000].lower()
    return any(f"<h{level}" in head for level in range(1, 7))


def _metadata(package: Element) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for element in package.iter():
        if element.tag is not None and "purl.org/dc/elements" in str(element.tag):
            words = one_line("".join(element.itertext()))
            if words:
                found.setdefault(local(element), []).append(words)
    told = {
        "title": next(iter(found.get("title", ())), ""),
        "author": ", ".join(found.get("creator", ())),
        "date": next(filter(None, map(iso_date, found.get("date", ()))), ""),
        "source": next(iter(found.get("publisher", ())), ""),
        "language": next(iter(found.get("language", ())), ""),
        "url": next(filter(target, (*found.get("source", ()), *found.get("identifier", ()))), ""),
    }
    return {key: value for key, value in told.items() if value}
