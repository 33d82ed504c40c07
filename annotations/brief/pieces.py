"""The pieces of a brief in one flavour of Markdown: quotation, attribution, tags, note, source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from annotations.brief.escape import markdown_line, markdown_text, markdown_texts, web_address
from annotations.brief.model import Entry, Flavour, GroupBy, Passage, Source
from annotations.brief.notes import between_marks, note_markdown, starts_block
from annotations.brief.wording import date_words

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

    def texts(self, texts: Sequence[str]) -> list[str]:
        """Each of ``texts``, of any number of lines, escaped."""
        return markdown_texts(texts, self.flavour)

    def text(self, text: str) -> str:
        """``text`` of any number of lines, escaped."""
        return markdown_text(text, self.flavour)

    def quotations(self, texts: Sequence[str]) -> list[str]:
        """Each of ``texts`` as a block quotation, paragraph by paragraph, word for word."""
        return [f"> {text}" if "\n" not in text else _quoted(text) for text in self.texts(texts)]

    def passage_quotations(self, passages: Mapping[str, Passage]) -> dict[str, str]:
        """The passages as block quotations; breaks of lines are kept where they are known to be meant."""
        texts = [passage[6] or passage[0].selectors.exact for passage in passages.values()]
        quoted = dict(zip(passages, self.quotations(texts), strict=True))
        for name, quotation in quoted.items():
            if "\n" in quotation and passages[name].text:
                quoted[name] = _BREAK.sub(r"\\\n", quotation)
        return quoted

    def attribution(self, passage: Passage, source: Source) -> str:
        """Who says it and where it stands, with a reference to the source."""
        key = source.key
        origin, reference = self._origins.get(key) or self._origin(source)
        _, _, paragraph, heading, speaker, _, _, proposed = passage
        if speaker:
            origin = f"{self.line(speaker)}, in {origin}"
        if heading:
            origin = f"{origin}, section “{self.line(heading)}”"
        if proposed:
            reference = f" (speaker proposed: {self.line(proposed)}){reference}"
        if not paragraph:
            return f"{origin}{reference}]"
        locator = f", para. {paragraph}" if self.cites else ""
        return f"{origin}, paragraph {paragraph}{reference}{locator}]"

    def note(self, note: str, creator: str = "") -> str:
        """The annotator's note, set apart from the quotation; empty if there is none."""
        body = note_markdown(note, self.flavour)
        if not body:
            return ""
        return between_marks(self._named_note(body, creator), body)

    def _named_note(self, body: str, creator: str) -> str:
        label = self.label(creator if self.names else "")
        if self.flavour is Flavour.OBSIDIAN:
            return f"> [!note] {label}\n> " + body.replace("\n", "\n> ").replace("\n> \n", "\n>\n")
        if self.flavour is Flavour.QUARTO:
            named = f"**{label}.**\n\n" if self.names and creator else ""
            return f"::: {{.callout-note}}\n{named}{body}\n:::"
        apart = "\n\n" if starts_block(body) else " "
        return f"**{label}.**{apart}{body}"

    def passages(self, entries: Sequence[Entry], quoted: Mapping[str, str]) -> list[str]:
        """Each passage with its attribution, and its tags and note where it is at home.

        ``quoted`` holds the block quotation of each entry's id.
        """
        written = []
        for passage, source, identity, _, home in entries:
            annotation = passage[0]
            if home:
                tail = self.elsewhere(identity, home, noted=bool(annotation.note))
            else:
                tail = self.comment(annotation.tags, annotation.note, annotation.creator)
                if self.cites:
                    written.append(
                        f"::: {{#{identity} .passage}}\n\n{quoted[identity]}\n>\n> — "
                        f"{self.attribution(passage, source)}{tail}\n\n:::"
                    )
                    continue
                if self.flavour is Flavour.OBSIDIAN:
                    tail = f"\n\n^{identity}{tail}"
            written.append(f"{quoted[identity]}\n>\n> — {self.attribution(passage, source)}{tail}")
        return written

    def comment(self, tags: tuple[str, ...], note: str, creator: str) -> str:
        """Tags and note, each with a blank line before it; empty if there is neither."""
        text = f"\n\n{self.tags(tags)}" if tags else ""
        written = self.note(note, creator) if note else ""
        return f"{text}\n\n{written}" if written else text

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


def _quoted(text: str) -> str:
    return "> " + text.replace("\n", "\n> ").replace("\n> \n", "\n>\n")


def obsidian_tag(tag: str) -> str:
    """``tag`` as Obsidian can read it: no blanks, letters, digits, ``_ - /``, not digits alone."""
    name = _NOT_IN_TAG.sub("-", tag).strip("-/") or "tag"
    return f"y{name}" if name.replace("/", "").isdigit() else name
