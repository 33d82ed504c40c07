"""The pieces of a brief in one flavour of Markdown: quotation, attribution, tags, note, source."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from annotations.brief.escape import markdown, markdown_line, web_address
from annotations.brief.model import Entry, Flavour, GroupBy, Passage, Source
from annotations.brief.notes import note_markdown, starts_block
from annotations.brief.wording import date_words

_QUOTED: Final = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|\\?\"[^\"]*\"")
_NOT_IN_LINK: Final = re.compile(r"[][|#^\\]")
_NOT_IN_TAG: Final = re.compile(r"[^\w/-]+")


class Pieces:
    """How each piece is written for ``flavour``; what recurs is made once.

    Attributes:
        text: Escapes text of any number of lines.
        line: Escapes text as one line.
    """

    def __init__(
        self, flavour: Flavour = Flavour.PLAIN, *, group_by: GroupBy = GroupBy.TAG, names: bool = False
    ) -> None:
        """Pieces for a brief grouped by ``group_by``; ``names`` puts the annotator's name to each note."""
        self.flavour = flavour
        self.group_by = group_by
        self.names = names
        self.cites = flavour in (Flavour.PANDOC, Flavour.QUARTO)
        self.text: Callable[[str], str] = markdown(flavour)
        self.line: Callable[[str], str] = cache(lambda text: markdown_line(text, flavour))
        self.origins: dict[str, tuple[str, str, str]] = {}
        self.tags = cache(self._tags)
        self.label = cache(self._label)

    def quotation(self, text: str) -> str:
        """``text`` as a block quotation, paragraph by paragraph, word for word."""
        quoted = self.text(text)
        if "\n" in quoted:
            quoted = quoted.replace("\n", "\n> ").replace("\n> \n", "\n>\n")
        return f"> {quoted}"

    def attribution(self, passage: Passage, source: Source) -> str:
        """Who says it and where it stands, with a reference to the source."""
        said = f"{self.line(passage.speaker)}, in " if passage.speaker else ""
        origin, before, after = self.origins.get(source.key) or self._origin(source)
        section = f", section “{self.line(passage.heading)}”" if passage.heading else ""
        if passage.paragraph:
            where = f"{section}, paragraph {passage.paragraph}"
            locator = f", para. {passage.paragraph}" if self.cites else ""
        else:
            where, locator = section, ""
        return f"> — {said}{origin}{where}{before}{locator}{after}"

    def note(self, note: str, creator: str = "") -> str:
        """The annotator's note, set apart from the quotation; empty if there is none."""
        if not note:
            return ""
        body = note_markdown(note, self.flavour)
        if not body:
            return ""
        label = self.label(creator if self.names else "")
        if self.flavour is Flavour.OBSIDIAN:
            return f"> [!note] {label}\n> " + body.replace("\n", "\n> ").replace("\n> \n", "\n>\n")
        if self.flavour is Flavour.QUARTO:
            named = f"**{label}.**\n\n" if self.names and creator else ""
            return f"::: {{.callout-note}}\n{named}{body}\n:::"
        apart = "\n\n" if starts_block(body) else " "
        return f"**{label}.**{apart}{body}"

    def passage(self, entry: Entry) -> str:
        """A passage with its attribution, and its tags and note where it is at home."""
        passage = entry.passage
        annotation = passage.annotation
        quoted = self.quotation(annotation.selectors.exact)
        parts = f"{quoted}\n>\n{self.attribution(passage, entry.source)}"
        if entry.home:
            return f"{parts}\n\n{self.elsewhere(entry)}"
        if self.flavour is Flavour.OBSIDIAN:
            parts = f"{parts}\n\n^{entry.id}"
        if annotation.tags:
            parts = f"{parts}\n\n{self.tags(annotation.tags)}"
        if annotation.note:
            parts = f"{parts}\n\n{self.note(annotation.note, annotation.creator)}"
        return f"::: {{#{entry.id} .passage}}\n{parts}\n:::" if self.cites else parts

    def elsewhere(self, entry: Entry) -> str:
        """Where the tags and the note of a passage stand that is quoted here once more."""
        annotation = entry.passage.annotation
        what = "Tags and note" if annotation.note else "Tags"
        home = self.line(entry.home)
        if self.flavour is Flavour.OBSIDIAN:
            home = f"[[#^{entry.id}|{_NOT_IN_LINK.sub('', self.line(entry.home))}]]"
        elif self.cites:
            home = f"[{home}](#{entry.id})"
        return f"*{what}:* see the same passage under {home}."

    def citation(self, source: Source) -> str:
        """The full description of a source, on one line."""
        document = source.document
        parts = [f"*{self.line(document.source)}*"] if document.source else []
        parts.append(self.title(source))
        if document.author:
            parts.append(self.line(document.author))
        if document.date:
            parts.append(self.line(date_words(document.date)))
        text = ", ".join(parts) + "."
        if document.url:
            text += f" {web_address(document.url) or self.line(document.url)}."
        text += f" File {self.line(document.path)}"
        return f"{text}, text {document.digest[:12]}." if document.digest else f"{text}."

    def title(self, source: Source) -> str:
        """The title of a source in quotation marks, which a title that is a quotation has already."""
        title = self.line(source.title)
        return title if _QUOTED.fullmatch(title) else f"“{title}”"

    def _origin(self, source: Source) -> tuple[str, str, str]:
        """Outlet, title and date; what opens the reference and what closes it."""
        document = source.document
        parts = []
        if self.group_by is not GroupBy.DOCUMENT:
            if document.source:
                parts.append(f"*{self.line(document.source)}*")
            parts.append(self.title(source))
            if document.date:
                parts.append(self.line(date_words(document.date)))
        else:
            parts.append(self.title(source))
        origin = ", ".join(parts)
        made = (origin, f" [@{source.key}", "]") if self.cites else (origin, f".[^{source.key}]", "")
        self.origins[source.key] = made
        return made

    def _tags(self, tags: tuple[str, ...]) -> str:
        if self.flavour is Flavour.OBSIDIAN:
            return "*Tags:* " + " ".join(f"#{obsidian_tag(tag)}" for tag in tags)
        return "*Tags:* " + " · ".join(map(self.line, tags))

    def _label(self, creator: str) -> str:
        return f"Note by {self.line(creator)}" if creator else "Note"


def obsidian_tag(tag: str) -> str:
    """``tag`` as Obsidian can read it: no blanks, letters, digits, ``_ - /``, not digits alone."""
    name = _NOT_IN_TAG.sub("-", tag).strip("-/") or "tag"
    return f"y{name}" if name.replace("/", "").isdigit() else name
