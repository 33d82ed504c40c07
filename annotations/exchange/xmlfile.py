"""XML in files of other programs: read within bounds, found by name, and written as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from annotations.exchange.budget import PARTS, too_much
from annotations.exchange.foreign import BadFile
from corpus.bounded_xml import DEEPEST, LONGEST, BadXML, Fault, root_of
from corpus.bounded_xml import local as local

_WHY: Final = {
    Fault.DECLARES: "{name} is refused: it has a document type declaration, which no such file needs.",
    Fault.DEEP: f"{{name}} is refused: its elements are nested more than {DEEPEST} deep.",
    Fault.LONG: f"{{name}} is refused: a tag of it is longer than {LONGEST >> 20} MB.",
    Fault.DAMAGED: "{name} is not XML that can be read: {reason}.",
    Fault.EMPTY: "{name} is empty.",
}
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS: Final = re.compile('[&<>"\t\n\r\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_TEXT: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE: Final = {**_TEXT, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


def parsed_xml(data: bytes, name: str, ended: Callable[[Element], object] | None = None) -> Element:
    """The root element of ``data``.

    Args:
        ended: Called with each element as it ends, so that what is done with may be cleared.

    Raises:
        BadFile: It is not XML, has a document type declaration, is nested too deeply, or holds too much.
    """
    try:
        return root_of(data, ended, PARTS)
    except BadXML as error:
        if error.fault is Fault.MANY:
            raise too_much(PARTS, f"elements and attributes in {name[0].lower()}{name[1:]}") from error
        raise BadFile(_WHY[error.fault].format(name=name, reason=error.reason)) from error


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
