"""XML from outside parsed without declarations, entities or depth; and elements written as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from annotations.exchange.budget import PARTS, too_much
from annotations.exchange.foreign import BadFile

_DEEPEST: Final = 100
_LONGEST: Final = 4 << 20  # bytes of one tag with its attributes
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS: Final = re.compile('[&<>"\t\n\r\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_TEXT: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE: Final = {**_TEXT, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


class _Fed:
    """Bytes for a parser, as long as it does not gather a tag of any length before it says anything."""

    def __init__(self, data: bytes, parser: Any, name: str) -> None:
        self._data = data
        self._parser = parser
        self._name = name
        self._at = 0

    def read(self, size: int) -> bytes:
        """The next bytes."""
        if self._at - self._parser.CurrentByteIndex > _LONGEST:
            raise BadFile(f"{self._name} is refused: a tag of it is longer than {_LONGEST >> 20} MB.")
        self._at += size
        return self._data[self._at - size : self._at]


def parsed_xml(data: bytes, name: str, ended: Callable[[Element], object] | None = None) -> Element:
    """The root element of ``data``.

    Args:
        ended: Called with each element as it ends, so that what is done with may be cleared.

    Raises:
        BadFile: It is not XML, has a document type declaration, is nested too deeply, or holds too much.
    """
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import DefusedXMLParser, iterparse  # type: ignore[import-untyped]

    depth = parts = 0
    root: Element | None = None
    parser = DefusedXMLParser(target=TreeBuilder(), forbid_dtd=True)
    try:
        for event, element in iterparse(_Fed(data, parser.parser, name), ("start", "end"), parser=parser):
            depth += 1 if event == "start" else -1
            if root is None:
                root = element
            if event == "end":
                if ended is not None:
                    ended(element)
                continue
            parts += 1 + len(element.attrib)
            if parts > PARTS:
                raise too_much(PARTS, f"elements and attributes in {name[0].lower()}{name[1:]}")
            if depth > _DEEPEST:
                raise BadFile(f"{name} is refused: its elements are nested more than {_DEEPEST} deep.")
    except DefusedXmlException as error:
        raise BadFile(
            f"{name} is refused: it has a document type declaration, which no such file needs."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise BadFile(f"{name} is not XML that can be read: {error}.") from error
    if root is None:
        raise BadFile(f"{name} is empty.")
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of this name, in any namespace."""
    return (child for child in element if local(child) == name) if element is not None else iter(())


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return next(children(element, name), None)


def text_of(element: Element | None) -> str:
    """All text of an element."""
    return "".join(element.itertext()) if element is not None else ""


def written(name: str, attributes: Mapping[str, str], content: Iterable[str] = ()) -> str:
    """An element; ``content`` is XML already, attributes that are empty are left out."""
    opened = "".join(f' {key}="{_clean(value, _ATTRIBUTE)}"' for key, value in attributes.items() if value)
    inner = "".join(content)
    return f"<{name}{opened}>{inner}</{name}>" if inner else f"<{name}{opened}/>"


def text_element(name: str, text: str) -> list[str]:
    """An element that holds ``text``; none if there is none."""
    return [f"<{name}>{_clean(text, _TEXT)}</{name}>"] if text else []


def _clean(text: str, table: Mapping[int, str]) -> str:
    # Most texts have none of these signs, and looking is cheaper than replacing.
    return _REFUSED.sub("\ufffd", text).translate(table) if _SIGNS.search(text) else text
