"""XML from outside: parsed without declarations or entities, and within bounds of depth, tags and number."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

DEEPEST: Final = 100
LONGEST: Final = 4 << 20
"""Bytes of one tag with its attributes."""
MOST: Final = 6_000_000
"""Elements and attributes, unless another limit is given."""


class Fault(StrEnum):
    """Why it was not read."""

    DECLARES = "it declares entities or a document type"
    DEEP = "its elements are nested too deeply"
    LONG = "a tag of it is too long"
    MANY = "it has too many elements and attributes"
    DAMAGED = "it is damaged"
    EMPTY = "it is empty"


class BadXML(Exception):
    """XML that is refused or damaged; ``reason`` is the parser's where it is damaged."""

    def __init__(self, fault: Fault, reason: str = "") -> None:
        super().__init__(f"{fault.value}: {reason}" if reason else fault.value)
        self.fault = fault
        self.reason = reason


class _Fed:
    """Bytes for a parser, as long as it does not gather a tag of any length before it says anything."""

    def __init__(self, data: bytes, parser: Any) -> None:
        self._data = data
        self._parser = parser
        self._at = 0

    def read(self, size: int) -> bytes:
        """The next bytes."""
        if self._at - self._parser.CurrentByteIndex > LONGEST:
            raise BadXML(Fault.LONG)
        self._at += size
        return self._data[self._at - size : self._at]


def root_of(data: bytes, ended: Callable[[Element], object] | None = None, most: int = MOST) -> Element:
    """The root element of ``data``.

    Args:
        ended: Called with each element as it ends, so that what is done with may be cleared.
        most: Elements and attributes that it may have.

    Raises:
        BadXML: It is not XML, has a document type declaration, is nested too deeply, or holds too much.
    """
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import DefusedXMLParser, iterparse  # type: ignore[import-untyped]

    depth = parts = 0
    root: Element | None = None
    parser = DefusedXMLParser(target=TreeBuilder(), forbid_dtd=True)
    try:
        for event, element in iterparse(_Fed(data, parser.parser), ("start", "end"), parser=parser):
            depth += 1 if event == "start" else -1
            if root is None:
                root = element
            if event == "end":
                if ended is not None:
                    ended(element)
                continue
            parts += 1 + len(element.attrib)
            if parts > most:
                raise BadXML(Fault.MANY)
            if depth > DEEPEST:
                raise BadXML(Fault.DEEP)
    except DefusedXmlException as error:
        raise BadXML(Fault.DECLARES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise BadXML(Fault.DAMAGED, str(error)) from error
    if root is None:
        raise BadXML(Fault.EMPTY)
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is none, such as a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
