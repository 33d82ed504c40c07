"""Web pages: the main text, found by trafilatura, as Markdown; everything where it finds nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from corpus.dates import iso_date
from corpus.decode import NotText, decode
from corpus.imports.escape import one_line, target
from corpus.imports.markup import whole_page
from corpus.imports.model import DEFAULTS, Converted, NotConverted, Options
from corpus.imports.writer import Writer

_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML: Final = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_TITLE: Final = re.compile(r"<title[^>]{0,200}>([^<]{0,1000})", re.IGNORECASE)
_HEAD: Final = 4096
_FEW: Final = 25  # words below which a page is likely to need scripts, or to be something else
_STYLES: Final = {"#b": "strong", "#i": "emphasis", "#t": "code"}


def prepare() -> None:
    """Import what takes long, before the time for the document begins."""
    import trafilatura  # noqa: F401


def convert(data: bytes, name: str, options: Options = DEFAULTS) -> Converted:
    """The main text of a page, with title, author, date, site and address as far as the page says.

    Nothing that the page refers to is fetched, and nothing in it is run.

    Raises:
        NotConverted: It is no text, or has no words.
    """
    try:
        decoded = decode(data, options.encoding or _declared(data))
    except NotText as error:
        raise NotConverted(str(error)) from error
    remarks = [decoded.remark] if decoded.remark else []
    found = _extracted(decoded.text, options)
    markdown = _written(found.body) if found is not None and found.body is not None else ""
    if not markdown:
        markdown = whole_page(decoded.text)
        remarks.append("No main text could be told apart, so that everything on the page was taken.")
    if not markdown:
        raise NotConverted("it holds no words; a page that is made by scripts must be saved from a browser")
    if len(markdown.split()) < _FEW:
        remarks.append("There are only a few words; the page may show the rest by scripts, or to members.")
    return Converted(markdown, _metadata(found, decoded.text, options), tuple(remarks))


def _declared(data: bytes) -> str:
    head = data[:_HEAD]
    found = _XML.search(head) or _DECLARED.search(head)
    return found[1].decode("ascii", "replace") if found else ""


def _extracted(text: str, options: Options) -> Any:
    """What trafilatura finds; None if it finds nothing."""
    import logging

    from trafilatura import bare_extraction

    logging.disable(logging.CRITICAL)  # its warnings are about its own ways
    try:
        return bare_extraction(
            text,
            url=options.url or None,
            fast=not options.recall,
            favor_recall=options.recall,
            include_comments=False,
            include_tables=True,
            include_formatting=True,
            include_links=True,
            with_metadata=True,
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None  # it trips over odd pages; everything on the page is better than nothing


def _metadata(found: Any, text: str, options: Options) -> Mapping[str, str]:
    told = {
        "title": getattr(found, "title", None) or "",
        "author": (getattr(found, "author", None) or "").replace(";", ","),
        "date": iso_date(getattr(found, "date", None) or ""),
        "source": getattr(found, "sitename", None) or "",
        "language": getattr(found, "language", None) or "",
        "url": options.url or getattr(found, "url", None) or "",
    }
    if not told["title"] and (title := _TITLE.search(text)):
        from html import unescape

        told["title"] = unescape(title[1])
    told["url"] = told["url"] if target(told["url"]) else ""
    told["source"] = told["source"] or (urlsplit(told["url"]).hostname or "").removeprefix("www.")
    return {key: line for key, value in told.items() if (line := one_line(value))}


def _written(body: Any) -> str:
    """The Markdown of the tree that was extracted, walked without recursion."""
    writer = Writer()
    styles: list[tuple[str, str]] = []
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving:
            _leave(writer, element, styles)
            _words(writer, element.tail, styles)
            continue
        if not isinstance(element.tag, str):  # a comment
            _words(writer, element.tail, styles)
            continue
        if _is_block_of_code(element):
            writer.code("".join(element.itertext()))
            _words(writer, element.tail, styles)
            continue
        _enter(writer, element, styles)
        _words(writer, element.text, styles)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return writer.finished()


def _is_block_of_code(element: Any) -> bool:
    return bool(element.tag == "code" and (len(element) or "\n" in (element.text or "")))


def _enter(writer: Writer, element: Any, styles: list[tuple[str, str]]) -> None:
    match element.tag:
        case "head":
            rend = element.get("rend") or "h2"
            writer.begin_heading(int(rend[1]) if re.fullmatch(r"h[1-6]", rend) else 2)
        case "p" | "div" | "ab":
            writer.end_block()
        case "quote":
            writer.begin_quote()
        case "list":
            writer.begin_list(1 if element.get("rend") == "ol" else None)
        case "item":
            writer.begin_item()
        case "table":
            writer.begin_table()
        case "row":
            writer.begin_row()
        case "cell":
            writer.begin_cell()
        case "lb":
            writer.line_break()
        case "hi":
            styles.append((_STYLES.get(element.get("rend") or "", ""), ""))
        case "code":
            styles.append(("code", ""))
        case "ref":
            styles.append(("", element.get("target") or ""))


def _leave(writer: Writer, element: Any, styles: list[tuple[str, str]]) -> None:
    match element.tag:
        case "quote" | "list" as kind:
            writer.end(kind)
        case "table":
            writer.end_table()
        case "hi" | "ref" | "code":
            styles.pop()
        case "p" | "div" | "ab" | "head" | "item" | "cell" | "row":
            writer.end_block()


def _words(writer: Writer, text: str | None, styles: list[tuple[str, str]]) -> None:
    if not text:
        return
    names = {name for name, _ in styles}
    link = next((address for _, address in reversed(styles) if address), "")
    writer.text(text, strong="strong" in names, emphasis="emphasis" in names, code="code" in names, link=link)
