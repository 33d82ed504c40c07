"""Hypothes.is: its export file, the answers of its API and its CSV read; files for its importer written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import islice
from typing import Any, Final, TypeAlias

import orjson

from annotations.exchange.budget import Budget
from annotations.exchange.foreign import BadFile, Fate, Foreign, Hints, Incoming, Remark, counted
from annotations.exchange.jsonfile import mapping, number, objects, parsed, text, texts
from annotations.exchange.tables import header_of, rows_of, unguarded
from annotations.exchange.times import utc
from annotations.exchange.units import Unit
from annotations.exchange.w3c import web_address
from annotations.memo import Memo
from annotations.model import Annotation, DocumentRecord, Selectors

_Said: TypeAlias = tuple[Annotation | Memo, str, DocumentRecord]  # the text is the note of the first
_CONTEXT: Final = 32  # code points of context that their client keeps
_TAG_LIMIT: Final = 1000
_LAYOUT: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
# A list under a name is laid out as deep as in the file; what stands around its members is not wanted.
_BATCH: Final = 100
_BEFORE: Final = b'{\n  "": ['
_AFTER: Final = b"\n  ]\n}\n"


def read_hypothesis(data: bytes) -> Incoming:
    """The annotations of an export file, of an answer of the API, or of a bare list.

    Raises:
        BadFile: It is none of these.
    """
    found = parsed(data)
    rows = found
    if isinstance(found, Mapping):
        rows = found.get("annotations", found.get("rows"))
    if not isinstance(rows, list):
        raise BadFile("The file holds no list of Hypothes.is annotations (“annotations” or “rows”).")
    aside: Counter[str] = Counter()
    read = list(Budget().each(_foreign(row, index, aside) for index, row in enumerate(objects(rows), 1)))
    odd = len(rows) - len(read)
    remarks = [Remark(Fate.DROPPED, f"{odd} × entry", "not an annotation")] if odd else []
    remarks += counted(Fate.CHANGED, aside, "kept aside: this program has no word for it")
    return Incoming("Hypothes.is", tuple(read), remarks=tuple(remarks))


def _foreign(row: Mapping[str, Any], index: int, aside: Counter[str]) -> Foreign:
    target = next(objects(row.get("target")), {})
    selectors = list(objects(target.get("selector")))
    kinds = {text(each, "type"): each for each in selectors}
    quoted = kinds.get("TextQuoteSelector", {})
    place = kinds.get("TextPositionSelector", {})
    start, end = number(place, "start"), number(place, "end")
    references = texts(row.get("references"))
    extra: dict[str, Any] = {}
    if page := text(kinds.get("PageSelector"), "label"):
        extra["page"] = page
    others = [dict(each) for kind, each in kinds.items() if kind not in _KNOWN]
    if others:
        extra["selectors"] = others
        aside.update(f"selector of type {text(each, 'type') or 'unknown'}" for each in others)
    if not any(who.startswith("group:") for who in texts(mapping(row, "permissions").get("read"))):
        extra["private"] = True
    return Foreign(
        document=_hints(row, target),
        exact=text(quoted, "exact"),
        prefix=text(quoted, "prefix"),
        suffix=text(quoted, "suffix"),
        # It counts in the text of the page as a browser builds it: a hint at the order, no more.
        place=(start, end) if start is not None and end is not None else None,
        unit=Unit.UTF16,
        tags=texts(row.get("tags")),
        note=text(row, "text"),
        creator=text(mapping(row, "user_info"), "display_name") or _user(text(row, "user")),
        created=utc(row.get("created")),
        modified=utc(row.get("updated")),
        id=text(row, "id"),
        parent=references[-1] if references else "",
        whole=not selectors and not references,
        where=f"annotation {index}",
        extra=extra,
    )


_KNOWN: Final = frozenset({"TextQuoteSelector", "TextPositionSelector", "RangeSelector", "PageSelector"})


def _hints(row: Mapping[str, Any], target: Mapping[str, Any]) -> Hints:
    uri = text(row, "uri") or text(target, "source")
    title = " ".join(next(iter(texts(mapping(row, "document").get("title"))), "").split())
    if uri.startswith(("http://", "https://")):
        return Hints(url=uri, title=title)
    return Hints(id=uri, title=title)


def _user(account: str) -> str:
    return re.sub(r"^acct:|@.*$", "", account)


def read_hypothesis_csv(data: bytes) -> Incoming:
    """The annotations of their CSV; context and ids are not in it.

    Raises:
        BadFile: It is not that table.
    """
    rows = rows_of(data)
    header = header_of(rows)
    if "quote/description" not in header:
        raise BadFile("The table is not a Hypothes.is one: no column is named “Quote/description”.")
    read: list[Foreign] = []
    budget = Budget()
    for index, cells in enumerate(rows[1:], 1):
        row = dict(zip(header, map(unguarded, cells), strict=False))
        kind = row.get("type", "").casefold()
        uri = row.get("url", "")
        web = uri.startswith(("http://", "https://"))
        one = Foreign(
            document=Hints(url=uri) if web else Hints(id=uri),
            exact=row.get("quote/description", ""),
            tags=tuple(tag.strip() for tag in row.get("tags", "").split(",") if tag.strip()),
            note=row.get("comment", ""),
            creator=row.get("author", ""),
            created=utc(row.get("created at")),
            whole=kind in ("page note", "reply") or not row.get("quote/description", "").strip(),
            where=f"row {index}",
            extra={"page": row["page"]} if row.get("page") else {},
        )
        read += budget.each([one])
    return Incoming("Hypothes.is", tuple(read))


def export_hypothesis(
    annotated: Iterable[tuple[Annotation, DocumentRecord]],
    wholes: Iterable[tuple[Memo, DocumentRecord]] = (),
) -> tuple[bytes, list[Remark]]:
    """A file for their client's *Import*, and what it has no room for.

    A quotation is written without a position, because a wrong one is a wrong hint there.

    Args:
        wholes: What is said of whole documents, which become notes on the page.
    """
    said = [*annotated]
    all_said: list[_Said] = [(each, each.note, document) for each, document in said]
    all_said += [(memo, memo.text, document) for memo, document in wholes]
    frame = {
        "export_date": max((each.modified for each, _, _ in all_said), default=""),
        "export_userid": "acct:scholiast@localhost",
        "client_version": "scholiast",
        "annotations": [],
    }
    begun, empty, ended = orjson.dumps(frame, option=_LAYOUT).rpartition(b"[]")
    file = BytesIO()
    file.write(begun)
    rows, before = _rows(all_said), b"["
    while some := [*islice(rows, _BATCH)]:
        file.write(before + orjson.dumps({"": some}, option=_LAYOUT)[len(_BEFORE) : -len(_AFTER)])
        before = b","
    file.write((b"\n  ]" if all_said else empty) + ended)
    return file.getvalue(), _remarks(said)


def _remarks(said: Iterable[tuple[Annotation, DocumentRecord]]) -> list[Remark]:
    remarks = [
        Remark(Fate.CHANGED, each.id, "a tag was cut at 1,000 characters")
        for each, _ in said
        if any(len(tag) > _TAG_LIMIT for tag in each.tags)
    ]
    unplaced = sum(not each.selectors.exact for each, _ in said)
    if unplaced:
        reason = "without a quotation, so it becomes a note on the page"
        remarks.append(Remark(Fate.CHANGED, f"{unplaced} × annotation", reason))
    return remarks


def _rows(said: Iterable[_Said]) -> Iterator[dict[str, Any]]:
    about: DocumentRecord | None = None
    users: dict[str, dict[str, Any]] = {}
    for each, note, document in said:
        if document is not about:
            about = document
            uri = web_address(document.url) or f"urn:uuid:{document.id}"
            named = {"title": [document.title or document.path]}
        by = users.get(each.creator) or users.setdefault(each.creator, _by(each.creator))
        target: dict[str, Any] = {"source": uri}
        if isinstance(each, Annotation) and each.selectors.exact:
            target["selector"] = [_quoted(each.selectors)]
        yield {
            "id": each.id,
            "created": each.created,
            "updated": each.modified,
            "user": by["user"],
            "user_info": by["user_info"],
            "uri": uri,
            "text": note,
            "tags": [tag[:_TAG_LIMIT] for tag in each.tags],
            "group": "__world__",
            "permissions": by["permissions"],
            "target": [target],
            "document": named,
            "references": [],
        }


def _by(creator: str) -> dict[str, Any]:
    """What a row says of who wrote it."""
    user = f"acct:{re.sub(r'[^A-Za-z0-9._]+', '.', creator).strip('.') or 'reader'}@localhost"
    return {
        "user": user,
        "user_info": {"display_name": creator or None},
        # Private until the person who imports it decides otherwise.
        "permissions": {"read": [user], "admin": [user], "update": [user], "delete": [user]},
    }


def _quoted(selectors: Selectors) -> dict[str, str]:
    quoted = {"type": "TextQuoteSelector", "exact": selectors.exact}
    if selectors.prefix:
        quoted["prefix"] = selectors.prefix[-_CONTEXT:]
    if selectors.suffix:
        quoted["suffix"] = selectors.suffix[:_CONTEXT]
    return quoted
