"""Annotations as a W3C Web Annotation collection (JSON-LD): https://www.w3.org/TR/annotation-model/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    lines, ids = [], []
    agent = {"type": "Software", "name": generator}
    for annotation, document in annotated:
        ids.append(annotation.id)
        lines.append(orjson.dumps(_item(annotation, document, colours or {}, agent)))
    for memo, document in wholes:
        ids.append(memo.id)
        lines.append(orjson.dumps(_whole(memo, document, agent)))
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
    opened = orjson.dumps(head)[:-1] + b',\n"first": ' + orjson.dumps(page)[:-1] + b', "items": [\n'
    return opened + b",\n".join(lines) + b"\n]}}\n"


def _item(
    annotation: Annotation, document: DocumentRecord, colours: Mapping[str, str], agent: Mapping[str, str]
) -> dict[str, Any]:
    item = _begun(annotation, annotation.note, agent)
    item["target"] = _target(annotation, document)
    if annotation.tags and (colour := colours.get(annotation.tags[0], "")):
        item["target"]["styleClass"] = style = colour.replace("#", "c")
        shade = hexadecimal(colour)
        item["stylesheet"] = {"type": "CssStylesheet", "value": f".{style} {{ background: {shade} }}"}
    item[OWN + "placement"] = annotation.placement.value
    item[OWN + "score"] = annotation.score
    if annotation.extra:
        # As one text: JSON-LD would tear apart what it does not know.
        item[OWN + "extra"] = orjson.dumps(annotation.extra).decode()
    return item


def _whole(memo: Memo, document: DocumentRecord, agent: Mapping[str, str]) -> dict[str, Any]:
    """A note on a whole document: the target has no selector."""
    item = _begun(memo, memo.text, agent)
    item["target"] = {"type": "SpecificResource", "source": _source(document), "scope": _iri(document)}
    item[OWN + "placement"] = "whole"
    return item


def _begun(said: Annotation | Memo, note: str, agent: Mapping[str, str]) -> dict[str, Any]:
    """All but the target."""
    motivation = "commenting" if note else "tagging" if said.tags else "highlighting"
    item: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{said.id}",
        "type": "Annotation",
        "motivation": motivation,
    }
    for key, moment in (("created", said.created), ("modified", said.modified)):
        if is_utc(moment):
            item[key] = moment
        elif moment:
            item[OWN + key] = moment
    if said.creator:
        item["creator"] = {"type": "Person", "name": said.creator}
    item["generator"] = agent
    comment = {"type": "TextualBody", "value": note, "purpose": "commenting", "format": "text/markdown"}
    bodies = [comment] if note else []
    bodies += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in said.tags]
    if bodies:
        item["body"] = bodies
    return item


def _target(annotation: Annotation, document: DocumentRecord) -> dict[str, Any]:
    selectors, span = annotation.selectors, annotation.span
    found: list[dict[str, Any]] = []
    if selectors.exact:
        quoted = {"type": "TextQuoteSelector", "exact": selectors.exact}
        context = {"prefix": selectors.prefix, "suffix": selectors.suffix}
        found.append(quoted | {key: value for key, value in context.items() if value})
    if span is not None and annotation.placement is not Placement.ORPHAN:
        found.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    target: dict[str, Any] = {"type": "SpecificResource", "source": _source(document)}
    if found:
        target["selector"] = found
    if is_utc(annotation.created):
        target["state"] = {"type": "TimeState", "sourceDate": annotation.created}
    target[OWN + "digest"] = annotation.placed
    made = (selectors.start, selectors.end, selectors.digest)
    if span is None or made != (span.start, span.end, annotation.placed):
        target[OWN + "madeStart"], target[OWN + "madeEnd"], target[OWN + "madeDigest"] = made
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
