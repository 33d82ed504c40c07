"""Bibliographies read for what they say of articles: CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from annotations.exchange.budget import RECORDS, too_much
from annotations.exchange.foreign import BadFile, Fate, Hints, Incoming, Remark
from annotations.exchange.jsonfile import items, mapping, objects, parsed, text
from corpus.extras import command_for

_LARGEST: Final = 32 * 1024 * 1024
_ENTRIES: Final = 100_000
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE: Final = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")


def read_csl(data: bytes) -> Incoming:
    """The entries of a CSL-JSON file.

    Raises:
        BadFile: It is none.
    """
    entries = list(objects(parsed(data)))
    references = [
        Hints(
            id=text(entry, "citation-key") or text(entry, "id"),
            title=text(entry, "title"),
            author=_names(entry.get("author")),
            date=_csl_date(mapping(entry, "issued")),
            source=text(entry, "container-title") or text(entry, "publisher"),
            url=text(entry, "URL"),
        )
        for entry in entries
    ]
    return _incoming("CSL-JSON", references)


def _names(value: Any) -> str:
    names = []
    for person in objects(value):
        given = " ".join(filter(None, (text(person, "given"), text(person, "non-dropping-particle"))))
        names.append(text(person, "literal") or f"{given} {text(person, 'family')}".strip())
    return ", ".join(filter(None, names))


def _csl_date(issued: Mapping[str, Any]) -> str:
    parts = next((each for each in items(issued.get("date-parts")) if isinstance(each, list)), [])
    numbers = [str(part) for part in parts if isinstance(part, int | str) and not isinstance(part, bool)]
    return iso_date("-".join(numbers) or text(issued, "raw") or text(issued, "literal"))


def read_bibtex(data: bytes) -> Incoming:
    """The entries of a BibTeX file.

    Raises:
        BadFile: It is none, or the library for it is not installed.
    """
    try:
        from bibtexparser.entrypoint import parse_string
        from bibtexparser.middlewares import LatexDecodingMiddleware
    except ImportError as error:
        raise _missing("BibTeX") from error
    try:
        found = parse_string(_decoded(data), append_middleware=[LatexDecodingMiddleware()])
    except BadFile:
        raise
    except Exception as error:  # the parser promises nothing about what it raises
        raise BadFile(f"The BibTeX cannot be read: {error}.") from error
    references = []
    for entry in found.entries:
        fields = {field.key.casefold(): str(field.value) for field in entry.fields}
        references.append(
            Hints(
                id=entry.key,
                title=fields.get("title", "").replace("{", "").replace("}", ""),
                author=", ".join(map(_turned, re.split(r"\s+and\s+", fields.get("author", "")))),
                date=iso_date(fields.get("date") or _bibtex_date(fields)),
                source=fields.get("journal") or fields.get("journaltitle") or fields.get("publisher") or "",
                url=fields.get("url", ""),
            )
        )
    broken = len(found.failed_blocks)
    remarks = [Remark(Fate.DROPPED, f"{broken} × entry", "it cannot be read")] if broken else []
    return _incoming("BibTeX", references, *remarks)


def _bibtex_date(fields: Mapping[str, str]) -> str:
    month = fields.get("month", "").casefold()[:3]
    if month in _MONTHS:
        return f"{fields.get('year', '')}-{_MONTHS.index(month) + 1:02}"
    return fields.get("year", "") + (f"-{month}" if month.isdigit() else "")


def _turned(name: str) -> str:
    """``Keeper, Ada`` as ``Ada Keeper``."""
    family, comma, given = name.strip().partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name.strip()


def read_ris(data: bytes) -> Incoming:
    """The entries of a RIS file.

    Raises:
        BadFile: It is none, or the library for it is not installed.
    """
    try:
        import rispy  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError as error:
        raise _missing("RIS") from error
    try:
        entries = rispy.loads(_decoded(data))
    except BadFile:
        raise
    except Exception as error:  # the parser promises nothing about what it raises
        raise BadFile(f"The RIS file cannot be read: {error}.") from error
    references = [
        Hints(
            id=text(entry, "id"),
            title=text(entry, "title") or text(entry, "primary_title"),
            author=", ".join(_turned(name) for name in entry.get("authors", ()) if isinstance(name, str)),
            date=iso_date(text(entry, "date") or text(entry, "year") or text(entry, "publication_year")),
            source=text(entry, "journal_name") or text(entry, "secondary_title") or text(entry, "publisher"),
            url=next((url for url in entry.get("urls", ()) if isinstance(url, str)), text(entry, "url")),
        )
        for entry in entries
    ]
    return _incoming("RIS", references)


def iso_date(value: str) -> str:
    """A date as precise as it is given: ``2025``, ``2025-02``, ``2025-02-13``; empty if it is none."""
    match = _DATE.match(value.strip().strip("-/"))
    if not match:
        return ""
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if not 1 <= month <= 12:
        return year
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"


def _decoded(data: bytes) -> str:
    if len(data) > _LARGEST:
        raise BadFile(f"The bibliography is larger than {_LARGEST // 1024 // 1024} MB.")
    if max(data.count(b"="), data.count(b"\n"), data.count(b"\r")) > RECORDS:
        raise too_much(RECORDS, "lines or fields")
    if data.count(b"@") + data.count(b"TY  -") > _ENTRIES:
        raise too_much(_ENTRIES, "entries")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"The bibliography is not UTF-8: byte {error.start} cannot be read.") from error


def _incoming(program: str, references: list[Hints], *remarks: Remark) -> Incoming:
    telling = tuple(each for each in references if each.title or each.url)
    if not telling and not remarks:
        raise BadFile(f"The file holds no entry of {program} with a title or an address.")
    return Incoming(program, references=telling, remarks=remarks)


def _missing(what: str) -> BadFile:
    return BadFile(
        f"Reading {what} needs a library that is not installed; this installs it: {command_for('biblio')}"
    )
