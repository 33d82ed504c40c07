"""W3C Web Annotations read: collections, pages, single annotations and lists, and Readium's sets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import unquote

import orjson

from annotations.exchange.budget import Budget
from annotations.exchange.foreign import BadFile, Fate, Foreign, Hints, Incoming, Remark, counted
from annotations.exchange.ids import canonical_id
from annotations.exchange.jsonfile import items, mapping, number, objects, parsed, text, texts
from annotations.exchange.palette import stored_colour
from annotations.exchange.row import Row
from annotations.exchange.times import utc
from annotations.exchange.w3c import OWN

_SETS: Final = frozenset({"Choice", "List", "Composite", "Independents"})
_CHAR: Final = re.compile(r"char=(\d{1,9}),(\d{1,9})", re.ASCII)
_DEEPEST: Final = 8  # refinements within refinements, and sets within sets
_TAGGING: Final = frozenset({"tagging", "classifying"})
_USED: Final = frozenset({"TextQuoteSelector", "TextPositionSelector"})


def read_w3c(data: bytes) -> Incoming:
    """The annotations of a file of JSON-LD.

    Raises:
        BadFile: It is not JSON, or holds no annotation.
    """
    found = parsed(data)
    notes: Counter[str] = Counter()
    rows = list(_annotations(found, 0))
    if not rows and not (isinstance(found, Mapping) and text(found, "type").endswith("Collection")):
        raise BadFile("The file holds no W3C annotation: there is nothing of type “Annotation” in it.")
    about = _about(found)
    program = text(mapping(found, "generator"), "name")
    read: list[Foreign] = []
    remarks: list[Remark] = []
    budget = Budget()
    for index, row in enumerate(rows, 1):
        program = program or text(mapping(row, "generator"), "name")
        targets = list(_targets(items(row.get("target")), notes, 0))
        if not targets:
            remarks.append(Remark(Fate.DROPPED, f"annotation {index}", "it has no target"))
        one = _Reading(row, about, f"annotation {index}", notes)
        read += budget.each(one.foreign(target, at, len(targets)) for at, target in enumerate(targets))
    ours = bool(rows) and all(OWN + "placement" in row for row in rows)
    told = counted(Fate.CHANGED, notes, "taken as far as this program has words for it")
    return Incoming(program or "W3C", tuple(read), remarks=(*remarks, *told), ours=ours)


def _annotations(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    for each in objects(value):
        kinds = texts(each.get("type") or each.get("@type"))
        if "Annotation" in kinds or (not kinds and "target" in each):
            yield each
        elif "AnnotationCollection" in kinds:
            yield from _annotations(each.get("first"), depth + 1)
            if each.get("last") != each.get("first"):
                yield from _annotations(each.get("last"), depth + 1)
        else:
            yield from _annotations(each.get("items"), depth + 1)
            yield from _annotations(each.get("next"), depth + 1)


def _about(found: Any) -> Hints | None:
    """The publication that all annotations of a Readium set are about."""
    about = mapping(found, "about")
    if not about:
        return None
    identifier = next(iter(texts(about.get("dc:identifier"))), "")
    creator = ", ".join(texts(about.get("dc:creator")))
    date = text(about, "dc:date")
    return Hints(id=identifier, title=text(about, "dc:title"), author=creator, date=date)


def _targets(found: list[Any], notes: Counter[str], depth: int) -> Iterator[Any]:
    for each in found:
        if isinstance(each, Mapping) and text(each, "type") in _SETS and depth < _DEEPEST:
            notes[f"target of type {text(each, 'type')}"] += 1
            yield from _targets(items(each.get("items")), notes, depth + 1)
        elif isinstance(each, str | Mapping):
            yield each


class _Reading:
    """One annotation of the file, made into one of ours for each of its targets."""

    def __init__(self, row: Mapping[str, Any], about: Hints | None, where: str, notes: Counter[str]) -> None:
        self._row = row
        self._about = about
        self._where = where
        self._notes = notes
        self._motives = texts(row.get("motivation"))
        self._tags: list[str] = []
        self._notes_found: list[str] = []
        self._colour = self._drawn = ""
        if isinstance(row.get("bodyValue"), str):
            self._notes_found.append(row["bodyValue"])
        self._bodies(items(row.get("body")), 0)

    def _bodies(self, found: list[Any], depth: int) -> None:
        for body in found:
            if isinstance(body, str):
                self._notes_found.append(body)
            elif isinstance(body, Mapping) and text(body, "type") in _SETS and depth < _DEEPEST:
                self._notes[f"body of type {text(body, 'type')}"] += 1
                self._bodies(items(body.get("items")), depth + 1)
            elif isinstance(body, Mapping):
                self._body(body)

    def _body(self, body: Mapping[str, Any]) -> None:
        value = text(body, "value") or text(body, "source") or text(mapping(body, "source"), "id")
        value = value or text(body, "id")
        purposes = texts(body.get("purpose"))
        self._tags += texts(body.get("tags"))
        self._colour = self._colour or stored_colour(text(body, "color"))
        self._drawn = self._drawn or text(body, "highlight")
        if not value.strip():
            return
        # Without a purpose of its own a body has the annotation's, but a tag is no long text.
        short = "\n" not in value and len(value) <= 200
        if _TAGGING & set(purposes or (self._motives if short else ())):
            self._tags.append(value)
        else:
            self._notes_found.append(value)

    def foreign(self, target: Any, at: int, of: int) -> Foreign:
        """The annotation of target number ``at``."""
        row = self._row
        selectors = list(_selectors(target.get("selector"), 0)) if isinstance(target, Mapping) else []
        quoted = next((each for each in selectors if text(each, "type") == "TextQuoteSelector"), {})
        identity = text(row, "id") or text(row, "@id")
        own = canonical_id(identity)
        made = Foreign(
            document=self._document(target),
            exact=text(quoted, "exact"),
            prefix=text(quoted, "prefix"),
            suffix=text(quoted, "suffix"),
            place=_place(selectors),
            tags=tuple(self._tags),
            note="\n\n".join(self._notes_found),
            colour=self._colour or self._style(target),
            creator=_agent(row.get("creator")),
            created=utc(row.get("created")) or text(row, OWN + "created"),
            modified=utc(row.get("modified")) or text(row, OWN + "modified"),
            id=(own or identity) + (f"#{at + 1}" if of > 1 else ""),
            parent=self._parent(target),
            whole=not selectors,
            where=self._where,
            extra=self._extra(selectors),
        )
        own_passage = text(row, OWN + "placement") not in ("", "whole")
        return replace(made, row=_own_row(row, target, made)) if own_passage else made

    def _parent(self, target: Any) -> str:
        if "replying" not in self._motives:
            return ""
        identity = target if isinstance(target, str) else text(target, "id") or text(target, "source")
        return canonical_id(identity) or identity

    def _style(self, target: Any) -> str:
        styles = texts(target.get("styleClass")) if isinstance(target, Mapping) else ()
        return stored_colour(re.sub(r"^c(?=[0-9a-fA-F]{6}$)", "#", styles[0])) if styles else ""

    def _extra(self, selectors: list[Mapping[str, Any]]) -> Mapping[str, Any]:
        if kept := text(self._row, OWN + "extra"):
            try:
                found = orjson.loads(kept)
            except ValueError:
                return {}
            return found if isinstance(found, dict) else {}
        extra: dict[str, Any] = {}
        if others := [dict(each) for each in selectors if text(each, "type") not in _USED]:
            extra["selectors"] = others
        if self._drawn:
            extra["drawn"] = self._drawn
        return extra

    def _document(self, target: Any) -> Hints:
        if isinstance(target, str):
            return _hints(target, {})
        source = target.get("source")
        if self._about is not None:
            return self._about
        if isinstance(source, Mapping):
            return _hints(text(source, "id"), source)
        return _hints(source if isinstance(source, str) else text(target, "id"), target)


def _hints(iri: str, named: Mapping[str, Any]) -> Hints:
    identity = canonical_id(iri) or canonical_id(text(named, "dc:identifier"))
    iri = iri.partition("#")[0] if "://" in iri else iri
    local = iri.removeprefix("file://") if iri.startswith("file:") or ":" not in iri else ""
    return Hints(
        id=identity or (iri if iri.startswith("urn:") else ""),
        path=text(named, OWN + "path") or unquote(local),
        url=iri if iri.startswith(("http://", "https://")) else "",
        title=text(named, "dc:title") or text(named, "title"),
        author=text(named, "dc:creator"),
        date=text(named, "dc:date"),
    )


def _selectors(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """All selectors, the outermost first; what refines another counts within that and is left inside."""
    for each in objects(value):
        yield each
        if depth < _DEEPEST:
            for inner in _selectors(each.get("refinedBy"), depth + 1):
                if text(inner, "type") == "TextQuoteSelector":
                    yield inner


def _place(selectors: list[Mapping[str, Any]]) -> tuple[int, int] | None:
    for each in selectors:
        start, end = number(each, "start"), number(each, "end")
        if text(each, "type") == "TextPositionSelector" and start is not None and end is not None:
            return start, end
        if text(each, "type") == "FragmentSelector" and (match := _CHAR.match(text(each, "value"))):
            return int(match[1]), int(match[2])
    return None


def _agent(value: Any) -> str:
    first = next(iter(items(value)), "")
    if isinstance(first, str):
        return first
    return text(first, "name") or text(first, "nickname") or text(first, "id")


def _own_row(row: Mapping[str, Any], target: Any, made: Foreign) -> Row:
    """All fields of an annotation that this program wrote."""
    score = row.get(OWN + "score")
    start, end = number(target, OWN + "madeStart"), number(target, OWN + "madeEnd")
    kept = None if start is None or end is None else (start, end, text(target, OWN + "madeDigest"))
    return Row(
        id=made.id,
        document=made.document.path,
        document_id=made.document.id,
        start=made.place[0] if made.place else None,
        end=made.place[1] if made.place else None,
        digest=text(target, OWN + "digest"),
        made=kept,
        exact=made.exact,
        prefix=made.prefix,
        suffix=made.suffix,
        placement=text(row, OWN + "placement"),
        score=float(score) if isinstance(score, int | float) and 0 <= score <= 1 else 1.0,
        tags=made.tags,
        note=made.note,
        creator=made.creator,
        created=made.created,
        modified=made.modified,
        extra=made.extra,
    )
