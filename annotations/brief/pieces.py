"""The pieces of a brief in one flavour of Markdown: quotation, attribution, tags, note, source."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from annotations.brief.escape import markdown_line, markdown_text, web_address
from annotations.brief.model import Flavour, GroupBy, Passage, Source
from annotations.brief.notes import between_marks, is_plain, note_markdown, starts_block
from annotations.brief.wording import date_words
from annotations.model import Annotation

_QUOTED: Final = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|\\?\"[^\"]*\"")
_BREAK: Final = re.compile(r"(?<=[^>\n])\n(?=> [^\n])")
_NOT_IN_LINK: Final = re.compile(r"[][|#^\\]")
_NOT_IN_TAG: Final = re.compile(r"[^\w/-]+")


class Pieces:
    """How each piece is written for ``flavour``; what recurs is made once.

    Attributes:
        cites: Whether sources are referred to by citation key; else by footnote.
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
        self.line: Callable[[str], str] = cache(lambda text: markdown_line(text, flavour))
        self.tags = cache(self._tags)
        self.label = cache(self._label)
        self._origins: dict[str, tuple[str, str]] = {}

    def text(self, text: str) -> str:
        """``text`` of any number of lines, escaped."""
        return markdown_text(text, self.flavour)

    def quotation(self, text: str) -> str:
        """``text`` as a block quotation, paragraph by paragraph, word for word."""
        return block_quotation(self.text(text))

    def passage_quotation(self, passage: Passage) -> str:
        """A passage as a block quotation; breaks of lines are kept where they are known to be meant."""
        if passage.text:
            return block_quotation(self.text(passage.text), meant=True)
        return self.quotation(passage.annotation.selectors.exact)

    def attribution(self, passage: Passage, source: Source) -> str:
        """Who says it and where it stands, with a reference to the source."""
        before, after = self.origin(source, passage.heading, passage.speaker, passage.proposed)
        number, closing = self.paragraph(passage.paragraph)
        return f"{before}{number}{after}{closing}"

    def origin(self, source: Source, heading: str, speaker: str, proposed: str) -> tuple[str, str]:
        """What an attribution says before the number of the paragraph, and what after it."""
        origin, reference = self._origins.get(source.key) or self._origin(source)
        if speaker:
            origin = f"{self.line(speaker)}, in {origin}"
        if heading:
            origin = f"{origin}, section “{self.line(heading)}”"
        if proposed:
            reference = f" (speaker proposed: {self.line(proposed)}){reference}"
        return origin, reference

    def paragraph(self, number: int) -> tuple[str, str]:
        """The number of a paragraph as an attribution gives it, and what closes the reference."""
        if not number:
            return "", "]"
        return f", paragraph {number}", f", para. {number}]" if self.cites else "]"

    def note(self, note: str, creator: str = "") -> str:
        """The annotator's note, set apart from the quotation; empty if there is none."""
        if is_plain(note):
            return self._named_note(note, creator) if note else ""
        body = note_markdown(note, self.flavour)
        if not body:
            return ""
        named = self._named_note(body, creator, apart="\n\n" if starts_block(body) else " ")
        return between_marks(named, body)

    def _named_note(self, body: str, creator: str, apart: str = " ") -> str:
        label = self.label(creator if self.names else "")
        if self.flavour is Flavour.OBSIDIAN:
            return f"> [!note] {label}\n> " + body.replace("\n", "\n> ").replace("\n> \n", "\n>\n")
        if self.flavour is Flavour.QUARTO:
            named = f"**{label}.**\n\n" if self.names and creator else ""
            return f"::: {{.callout-note}}\n{named}{body}\n:::"
        return f"**{label}.**{apart}{body}"

    def missing(self, annotation: Annotation) -> str:
        """What is said beside a passage whose source is not there to be looked at."""
        when = f", on {self.line(date_words(annotation.created))}" if annotation.created else ""
        return f"*Source missing: as it stood when it was annotated{when}.*"

    def elsewhere(self, identity: str, home: str, *, noted: bool) -> str:
        """Where the tags and the note of a passage stand that is quoted here once more."""
        what = "Tags and note" if noted else "Tags"
        name = self.line(home)
        if self.flavour is Flavour.OBSIDIAN:
            name = f"[[#^{identity}|{_NOT_IN_LINK.sub('', name)}]]"
        elif self.cites:
            name = f"[{name}](#{identity})"
        return f"\n\n*{what}:* see the same passage under {name}."

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
        if source.missing:
            text += " (missing)"
        return f"{text}, text {document.digest[:12]}." if document.digest else f"{text}."

    def title(self, source: Source) -> str:
        """The title of a source in quotation marks, which a title that is a quotation has already."""
        title = self.line(source.title)
        return title if _QUOTED.fullmatch(title) else f"“{title}”"

    def _origin(self, source: Source) -> tuple[str, str]:
        """Outlet, title and date; and the reference, but for the bracket that closes it."""
        document = source.document
        parts = [self.title(source)]
        if self.group_by is not GroupBy.DOCUMENT:
            if document.source:
                parts.insert(0, f"*{self.line(document.source)}*")
            if document.date:
                parts.append(self.line(date_words(document.date)))
        made = (", ".join(parts), f" [@{source.key}" if self.cites else f".[^{source.key}")
        self._origins[source.key] = made
        return made

    def _tags(self, tags: tuple[str, ...]) -> str:
        if self.flavour is Flavour.OBSIDIAN:
            return "*Tags:* " + " ".join(f"#{obsidian_tag(tag)}" for tag in tags)
        return "*Tags:* " + " · ".join(map(self.line, tags))

    def _label(self, creator: str) -> str:
        return f"Note by {self.line(creator)}" if creator else "Note"


def block_quotation(text: str, *, meant: bool = False) -> str:
    """Escaped ``text`` as a block quotation; ``meant`` keeps its single breaks of lines for the reader."""
    if "\n" not in text:
        return f"> {text}"
    quotation = "> " + text.replace("\n", "\n> ").replace("\n> \n", "\n>\n")
    return _BREAK.sub(r"\\\n", quotation) if meant else quotation


def obsidian_tag(tag: str) -> str:
    """``tag`` as Obsidian can read it: no blanks, letters, digits, ``_ - /``, not digits alone."""
    name = _NOT_IN_TAG.sub("-", tag).strip("-/") or "tag"
    return f"y{name}" if name.replace("/", "").isdigit() else name
