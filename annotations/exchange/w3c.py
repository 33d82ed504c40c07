"""Annotations as a W3C Web Annotation collection (JSON-LD): https://www.w3.org/TR/annotation-model/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from itertools import chain
from typing import Any, Final
from urllib.parse import quote

import orjson

from annotations.exchange.ids import derived
from annotations.exchange.palette import hexadecimal
from annotations.exchange.times import is_utc
from annotations.memo import Memo
from annotations.model import Annotation, DocumentRecord, Placement

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
OWN: Final = "scholiast:"
"""Prefix of the keys that the model has no words for; the context declares it, so they survive expansion."""

_OWN_CONTEXT: Final = [CONTEXT, {"scholiast": "urn:x-scholiast:"}]
_SAFE: Final = "%/:?#[]@!$&'()*+,;=-._~"
_WEB: Final = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)


def export_w3c(
    annotated: Iterable[tuple[Annotation, DocumentRecord]],
    colours: Mapping[str, str] | None = None,
    *,
    wholes: Iterable[tuple[Memo, DocumentRecord]] = (),
    label: str = "",
    generator: str = "Scholiast",
) -> bytes:
    """One collection with one page that holds everything, an annotation on each line.

    Args:
        colours: The colour of each tag path; an annotation is shown in that of its first tag.
        wholes: What is said of whole documents.
        label: What the collection is called.
        generator: Name and version of the program.
    """
    said, notes = [*annotated], [*wholes]
    agent = {"type": "Software", "name": generator}
    ids = [each.id for each, _ in said] + [memo.id for memo, _ in notes]
    identity = f"urn:uuid:{derived('collection', *ids)}"
    head: dict[str, Any] = {"@context": _OWN_CONTEXT, "id": identity, "type": "AnnotationCollection"}
    if label:
        head["label"] = label
    head["total"] = len(ids)
    if not ids:  # a page must not be empty, so there is none
        return orjson.dumps(head, option=orjson.OPT_APPEND_NEWLINE)
    page = {
        "id": f"urn:uuid:{derived('page', *ids)}",
        "type": "AnnotationPage",
        "partOf": identity,
        "startIndex": 0,
    }
    file = BytesIO()
    file.write(orjson.dumps(head)[:-1] + b',\n"first": ' + orjson.dumps(page)[:-1] + b', "items": [\n')
    before = b""
    for item in chain(_items(said, colours or {}, agent), _wholes(notes, agent)):
        file.write(before + orjson.dumps(item))
        before = b",\n"
    file.write(b"\n]}}\n")
    return file.getvalue()


def _items(
    said: Iterable[tuple[Annotation, DocumentRecord]], colours: Mapping[str, str], agent: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    about: DocumentRecord | None = None
    for annotation, document in said:
        if document is not about:
            about, source = document, _source(document)
        yield _item(annotation, source, colours, agent)


def _item(
    annotation: Annotation, source: Mapping[str, str], colours: Mapping[str, str], agent: Mapping[str, str]
) -> dict[str, Any]:
    item = _begun(annotation, annotation.note, agent)
    item["target"] = _target(annotation, source, dated="created" in item)
    if annotation.tags and (colour := colours.get(annotation.tags[0], "")):
        item["target"]["styleClass"] = style = colour.replace("#", "c")
        shade = hexadecimal(colour)
        item["stylesheet"] = {"type": "CssStylesheet", "value": f".{style} {{ background: {shade} }}"}
    item[OWN + "placement"] = str(annotation.placement)
    item[OWN + "score"] = annotation.score
    if annotation.extra:
        # As one text: JSON-LD would tear apart what it does not know.
        item[OWN + "extra"] = orjson.dumps(annotation.extra).decode()
    return item


def _wholes(
    notes: Iterable[tuple[Memo, DocumentRecord]], agent: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Notes on whole documents: the target has no selector."""
    for memo, document in notes:
        item = _begun(memo, memo.text, agent)
        item["target"] = {"type": "SpecificResource", "source": _source(document), "scope": _iri(document)}
        item[OWN + "placement"] = "whole"
        yield item


def _begun(said: Annotation | Memo, note: str, agent: Mapping[str, str]) -> dict[str, Any]:
    """All but the target."""
    motivation = "commenting" if note else "tagging" if said.tags else "highlighting"
    item: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{said.id}",
        "type": "Annotation",
        "motivation": motivation,
    }
    if said.created:
        item["created" if is_utc(said.created) else OWN + "created"] = said.created
    if said.modified:
        item["modified" if is_utc(said.modified) else OWN + "modified"] = said.modified
    if said.creator:
        item["creator"] = {"type": "Person", "name": said.creator}
    item["generator"] = agent
    bodies = [_tagging(tag) for tag in said.tags]
    if note:
        comment = {"type": "TextualBody", "value": note, "purpose": "commenting", "format": "text/markdown"}
        bodies.insert(0, comment)
    if bodies:
        item["body"] = bodies
    return item


@lru_cache(maxsize=1024)
def _tagging(tag: str) -> Mapping[str, str]:
    """The body that a tag is: one for all that have the tag."""
    return {"type": "TextualBody", "value": tag, "purpose": "tagging"}


def _target(annotation: Annotation, source: Mapping[str, str], *, dated: bool) -> dict[str, Any]:
    selectors, span = annotation.selectors, annotation.span
    found: list[dict[str, Any]] = []
    if selectors.exact:
        quoted = {"type": "TextQuoteSelector", "exact": selectors.exact}
        if selectors.prefix:
            quoted["prefix"] = selectors.prefix
        if selectors.suffix:
            quoted["suffix"] = selectors.suffix
        found.append(quoted)
    if span is not None and annotation.placement is not Placement.ORPHAN:
        found.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    target: dict[str, Any] = {"type": "SpecificResource", "source": source}
    if found:
        target["selector"] = found
    if dated:
        target["state"] = {"type": "TimeState", "sourceDate": annotation.created}
    target[OWN + "digest"] = annotation.placed
    if span != (selectors.start, selectors.end) or selectors.digest != annotation.placed:
        target[OWN + "madeStart"], target[OWN + "madeEnd"] = selectors.start, selectors.end
        target[OWN + "madeDigest"] = selectors.digest
    return target


def _iri(document: DocumentRecord) -> str:
    return web_address(document.url) or f"urn:uuid:{document.id}"


def _source(document: DocumentRecord) -> dict[str, str]:
    source = {"id": _iri(document), "type": "Text", "dc:identifier": f"urn:uuid:{document.id}"}
    named = {"dc:title": document.title, "dc:creator": document.author, "dc:date": document.date}
    source |= {key: value for key, value in named.items() if value}
    source[OWN + "path"] = document.path
    return source


def web_address(url: str) -> str:
    """``url`` as a URI that every reader takes, empty if it is no address on the web."""
    if not _WEB.match(url) or any(sign.isspace() or sign in '<>"{}|\\^`' for sign in url):
        return ""
    address = quote(url, safe=_SAFE)
    # A lone percent sign or a bracket outside of a host is in no URI.
    if re.search(r"%(?![0-9A-Fa-f]{2})", address) or re.search(r"[\[\]]", address):
        return ""
    return address
