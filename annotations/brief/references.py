"""Sources as CSL items: for citations in the brief itself and for a bibliography file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from annotations.brief.escape import yaml_string
from annotations.brief.model import Source

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def csl_item(source: Source) -> dict[str, Any]:
    """``source`` as an item of CSL-JSON; only keys that its schema knows."""
    document = source.document
    item: dict[str, Any] = {"id": source.key, "type": "article-newspaper", "title": source.title}
    if document.author:
        item["author"] = [_name(name) for name in authors(document.author)]
    if document.source:
        item["container-title"] = document.source
    date = _DATE.match(document.date)
    if date:
        item["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    if document.url:
        item["URL"] = document.url
    return item


def authors(author: str) -> list[str]:
    """The names in a byline, which are told apart by semicolons, ampersands or "and"."""
    names = re.split(r"\s*;\s*|\s+(?:and|und|et|&)\s+", author)
    return [name for name in names if name]


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip():
        return {"family": family.strip(), "given": given.strip()}
    # Where a name is not turned round nobody can tell a person from a news desk.
    return {"literal": name}


def yaml_references(sources: Sequence[Source], escaped: Callable[[str], str]) -> str:
    """A YAML block with the references of ``sources``, which Pandoc reads wherever it stands."""
    lines = ["---", "references:"]
    for source in sources:
        lines.append(f"- id: {yaml_string(source.key)}")
        for key, value in csl_item(source).items():
            if key == "author":
                names = (
                    ", ".join(f"{part}: {yaml_string(escaped(text))}" for part, text in name.items())
                    for name in value
                )
                lines.append("  author: [" + ", ".join(f"{{{name}}}" for name in names) + "]")
            elif key == "issued":
                lines.append(f"  issued: {{date-parts: {value['date-parts']}}}")
            elif key != "id":
                # Pandoc reads these texts as Markdown, an address excepted.
                lines.append(f"  {key}: {yaml_string(value if key in ('URL', 'type') else escaped(value))}")
    return "\n".join([*lines, "---"])


_ENTRIES: Final = (
    (re.compile(r"^\[\^(?P<key>[^\]\s]+)\]: .*(?:\n|\Z)", re.MULTILINE), "[^{}]", "\n"),
    (re.compile(r"^- \[@(?P<key>[^\]\s]+)\] .*(?:\n|\Z)", re.MULTILINE), "@{}", ""),
    (re.compile(r"^- id: \"(?P<key>[^\"\n]+)\"\r?\n(?:  .*\n)*", re.MULTILINE), "@{}", ""),
)


def carried_over(old: str, new: str, rest: str) -> str:
    """The block of sources ``new`` with those of ``old`` that ``rest`` still refers to.

    A passage that no longer matches the query stays in the file; without this its footnote would
    lead nowhere.
    """
    for entry, reference, between in _ENTRIES:
        there = {match["key"] for match in entry.finditer(new)}
        kept = [
            match[0]
            for match in entry.finditer(old)
            if match["key"] not in there
            and re.search(re.escape(reference.format(match["key"])) + r"(?![\w-])", rest)
        ]
        ends = [match.end() for match in entry.finditer(new)]
        if kept and ends:
            line = "\r\n" if "\r\n" in new else "\n"
            added = "".join(between.replace("\n", line) + piece for piece in kept)
            new = new[: ends[-1]] + added + new[ends[-1] :]
    return new
