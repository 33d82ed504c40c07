"""Metadata: what is known about an article, from its front matter, its text, its name and its reader."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from corpus.clean import clean_line
from corpus.dates import date_in_name, iso_date
from corpus.document import Metadata
from corpus.frontmatter import FrontMatter
from corpus.heading import Line, found_in, opening_of
from corpus.plaintext import blocks_of, width_of

FRONT_MATTER: Final = "front matter"
TEXT: Final = "text"
FILE_NAME: Final = "file name"
OPENING_WORDS: Final = "opening words"
YOU: Final = "you"

FIELDS: Final = tuple(field.name for field in dataclass_fields(Metadata) if field.name != "origin")
LISTED: Final = ("title", "source", "author", "date")
"""What a list of articles shows of them."""

_TOP: Final = 8000  # code points of a text in which its title, date and source are looked for
_FOOT: Final = 3000
_OPENING: Final = 60
_LONGEST: Final = 600  # of a line that is looked at; no title or byline is longer
_KEYS: Final = {
    "title": ("title", "titel", "titre", "headline"),
    "source": (
        "source",
        "publisher",
        "publication",
        "site",
        "site_name",
        "sitename",
        "container-title",
        "outlet",
    ),
    "author": ("author", "authors", "creator", "byline", "by"),
    "date": ("date", "published", "issued", "pubdate", "date_published", "publishdate", "created", "datum"),
    "url": ("url", "link", "source_url", "source", "canonical"),
    "language": ("language", "lang"),
}
_SAYS_NOTHING: Final = frozenset(
    "article articles clipping copy doc document download draft export file final image index main new news "
    "note notes page post print readme scan story tab temp text tmp txt unknown unnamed untitled web".split()
)
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEXADECIMAL: Final = re.compile(r"(?=[a-f]*\d)[0-9a-f]{6,}\Z", re.IGNORECASE)
_MARKS: Final = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"[\1]"),
    (re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)|\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1\2"),
    (re.compile(r"(?<![\\\w])(\*\*\*|\*\*|\*|___|__|_|~~|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\[\^[^\]\s]+\]"), ""),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_MARKED: Final = re.compile(r"[*_`~\[<\\]")
_ATX: Final = re.compile(r" {0,3}(#{1,6})(?=[ \t]|\Z)")
_SETEXT: Final = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_STRUCTURAL: Final = ">-*_|`~"
_STRUCTURE: Final = re.compile(r" {0,3}(?:>|(?:[-*_][ \t]*){3,}\Z|\||```|~~~)")


def metadata_of(
    source: str,
    path: str,
    front: FrontMatter,
    corrections: Mapping[str, str],
    *,
    markdown: bool,
    wanted: Sequence[str] = FIELDS,
) -> Metadata:
    """What is known about the article at ``path``, with where each field was found.

    Args:
        source: The canonical source of the file, front matter included.
        path: Relative to the library.
        front: Its front matter.
        corrections: Fields set by the reader; they win, an empty one too.
        markdown: Whether ``source`` is Markdown.
        wanted: The fields that matter. Where the front matter has them all, the text is not looked at.
    """
    values: dict[str, str] = {}
    origin: dict[str, str] = {}

    def offer(where: str, found: Mapping[str, str]) -> None:
        for key, value in found.items():
            if key in FIELDS and key not in values and (value := clean_line(value)):
                values[key], origin[key] = value, where

    offer(FRONT_MATTER, _from_front_matter(front))
    if all(key in values for key in wanted):
        return corrected(Metadata(**values, origin=origin), corrections)
    top, foot = top_and_foot(source[front.end :], markdown=markdown)
    offer(TEXT, found_in(top, foot, [key for key in wanted if key not in values]))
    if "title" not in values or "date" not in values:
        offer(FILE_NAME, _from_name(path))
    if "title" not in values:
        offer(OPENING_WORDS, {"title": _shortened(opening_of(top))})
    offer(FILE_NAME, {"title": path.rsplit("/", 1)[-1]})
    return corrected(Metadata(**values, origin=origin), corrections)


def corrected(found: Metadata, corrections: Mapping[str, str]) -> Metadata:
    """``found`` with the reader's corrections, which win, an empty one too."""
    mine = {key: clean_line(value) for key, value in corrections.items() if key in FIELDS}
    if not mine:
        return found
    return replace(found, **mine, origin={**found.origin, **dict.fromkeys(mine, YOU)})


def title_from_name(path: str) -> str:
    """A title for a file that has not been read."""
    return clean_line(_from_name(path).get("title") or path.rsplit("/", 1)[-1])


def top_and_foot(body: str, *, markdown: bool) -> tuple[list[Line], list[Line]]:
    """The first and the last lines of an article, each paragraph on one line."""
    lines = _markdown_lines if markdown else _plain_lines
    if len(body) <= _TOP + _FOOT:
        whole = lines(body)
        return whole, whole[1:]
    top = body[: body.rfind("\n", 0, _TOP) + 1 or _TOP]
    foot = body[len(body) - _FOOT :]
    return lines(top), lines(foot[foot.find("\n") + 1 :])


def _plain_lines(text: str) -> list[Line]:
    raw = text.split("\n")
    if not width_of(raw):
        # Each line is a paragraph then; thousands of articles are looked at, so blocks are not made of them.
        return [Line(_one_line(line[:_LONGEST])) for line in map(str.strip, raw) if line]
    spans = (block.span for block in blocks_of(text))
    return [Line(_one_line(text[start : min(end, start + _LONGEST)])) for start, end in spans]


def _markdown_lines(text: str) -> list[Line]:
    """Paragraphs and headings of Markdown, found without parsing it: the catalogue reads thousands."""
    lines: list[Line] = []
    paragraph: list[str] = []

    def close(level: int = 0) -> None:
        joined = _bare(" ".join(paragraph))
        paragraph.clear()
        if joined:
            lines.append(Line(joined, level))

    for raw in text.split("\n"):
        sign = raw.lstrip()[:1]
        if sign == "#" and (heading := _ATX.match(raw)):
            close()
            paragraph.append(_without_closing_marks(raw[heading.end() :]))
            close(len(heading[1]))
        elif paragraph and sign in "=-" and (under := _SETEXT.match(raw)):
            close(1 if under[1][0] == "=" else 2)
        elif not sign or (sign in _STRUCTURAL and _STRUCTURE.match(raw)):
            close()
        else:
            paragraph.append(raw.strip())
            if raw.endswith(("  ", "\\")):
                close()
    close()
    return lines


def _without_closing_marks(heading: str) -> str:
    """A heading's words: ``Words ##`` and ``Words`` are the same."""
    heading = heading.strip()
    bare = heading.rstrip("#")
    return heading if bare and not bare[-1].isspace() else bare.rstrip()


def _bare(text: str) -> str:
    """A line of Markdown without its marks."""
    text = text[:_LONGEST].rstrip("\\")
    if _MARKED.search(text):
        for pattern, instead in _MARKS:
            text = pattern.sub(instead, text)
    return " ".join(text.split())


def _one_line(text: str) -> str:
    """``text`` with its white space folded; most paragraphs are one line already."""
    if "  " in text or "\n" in text or "\t" in text or "\xa0" in text:
        return " ".join(text.split())
    return text


def _from_front_matter(front: FrontMatter) -> dict[str, str]:
    if not front.fields:
        return {}
    found = {key: front.first(*names) for key, names in _KEYS.items() if key not in ("author", "date")}
    found["author"] = next(
        (", ".join(front.fields[key]) for key in _KEYS["author"] if front.fields.get(key)), ""
    )
    found["date"] = next(filter(None, (iso_date(front.first(key)) for key in _KEYS["date"])), "")
    if "://" not in found["url"]:
        found["url"] = front.first("url", "link")
    if "://" in found["source"]:
        found["source"] = ""
    if not found["source"] and "://" in found["url"]:
        found["source"] = _host(found["url"])
    return found


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _from_name(path: str) -> dict[str, str]:
    """Title and date in the name of the file; no title if the name is only numbers or says nothing."""
    name = path.rsplit("/", 1)[-1].encode("utf-8", "replace").decode("utf-8")
    stem, dot, suffix = name.rpartition(".")
    name = stem if dot and stem and suffix.lower() in ("txt", "text", "md", "markdown") else name
    name = _UUID.sub(" ", name)
    dated = date_in_name(name)
    if dated:
        name = name[: dated.start] + " " + name[dated.end :]
    words = [word for word in re.split(r"[\s_+]+|(?<=\w)-+(?=\w)|-+(?=\s|\Z)|(?<=\s)-+|\A-+", name) if word]
    telling = [word for word in words if not _HEXADECIMAL.match(word) and not word.isdigit()]
    if not any(
        len(re.findall(r"[^\W\d_]", word)) > 1 and word.lower() not in _SAYS_NOTHING for word in telling
    ):
        return {"date": dated.iso} if dated else {}
    while telling and words[0] is not telling[0]:
        words.pop(0)  # a running number before the words
    title = " ".join(telling)
    return {"title": title[:1].upper() + title[1:], "date": dated.iso if dated else ""}


def _shortened(text: str) -> str:
    """The first words of ``text``, as many as make a title."""
    cut = text.rfind(" ", 0, _OPENING)
    if len(text) <= _OPENING:
        if not text or text.rstrip("”“\"’'»)")[-1:] in ".!?…":
            return text
        cut = len(text)
    return text[: cut if cut > 0 else _OPENING].rstrip(" ,;:–—-") + "…"
