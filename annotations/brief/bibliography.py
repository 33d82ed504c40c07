"""The sources of a brief as a bibliography: BibTeX and CSL-JSON, with the brief's own keys."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from annotations.brief.model import Source
from annotations.brief.references import authors, csl_item
from corpus.clean import clean_line

_TEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}",
}  # fmt: skip
_SIGNS: Final = re.compile(r"[\\{}$&%#_~^<>]")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_NOT_IN_ADDRESS: Final = re.compile(r"[\s{}\\]")


def csl_json(sources: Sequence[Source]) -> str:
    """The sources as CSL-JSON, in the order given; ends in a line break."""
    return json.dumps([csl_item(source) for source in sources], ensure_ascii=False, indent=2) + "\n"


def bibtex(sources: Sequence[Source]) -> str:
    """The sources as BibTeX in UTF-8, an entry each, in the order given."""
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    document = source.document
    fields = {"title": f"{{{_tex(source.title)}}}"}
    if document.author:
        fields["author"] = " and ".join(map(_author, authors(document.author)))
    if document.source:
        fields["journal"] = _tex(document.source)
    date = _DATE.match(document.date)
    if date:
        year, month, _ = date.groups()
        fields |= {"date": date[0], "year": year}
        if month:
            fields["month"] = str(int(month))
    if document.url:
        # An address is read as it stands, but for what would end it.
        fields["url"] = _NOT_IN_ADDRESS.sub("", clean_line(document.url))
    kind = "article" if document.source else "misc"
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{source.key},\n{body}}}\n"


def _author(name: str) -> str:
    family, comma, given = name.partition(",")
    # In braces a name is taken as it stands: nobody can tell a person from a news desk.
    return f"{_tex(family)}, {_tex(given)}" if comma and given.strip() else f"{{{_tex(name)}}}"


def _tex(text: str) -> str:
    return _SIGNS.sub(lambda match: _TEX[match[0]], clean_line(text))
