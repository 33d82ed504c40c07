"""XML from outside parsed without declarations, entities or depth; and elements written as text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from annotations.exchange.foreign import BadFile

_DEEPEST: Final = 100
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS: Final = re.compile('[&<>"\t\n\r\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_TEXT: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE: Final = {**_TEXT, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


def parsed_xml(data: bytes, name: str) -> Element:
    """The root element of ``data``.

    Raises:
        BadFile: It is not XML, has a document type declaration, or is nested too deeply.
    """
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if root is None:
                root = element
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
