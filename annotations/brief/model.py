"""The brief as plain data: passages in groups, each with its source, ready to be written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from annotations.model import Annotation, DocumentRecord


class GroupBy(StrEnum):
    """What makes the headings of a brief."""

    TAG = "tag"
    DOCUMENT = "document"
    DATE = "date"
    SOURCE = "source"
    SPEAKER = "speaker"


class Flavour(StrEnum):
    """Which reader of Markdown the brief is written for; it changes links, ids and call-outs only."""

    PLAIN = "plain"
    PANDOC = "pandoc"
    QUARTO = "quarto"
    OBSIDIAN = "obsidian"


class Passage(NamedTuple):
    """One annotated passage, as it is handed in.

    Attributes:
        paragraph: Number of the paragraph that it begins in, counted from 1 within the section; 0 where
            it is not known, or begins in none.
        heading: The section heading that it stands under, empty if none or if that is the title.
        speaker: Who says it, if a person confirmed that; else empty.
        present: What stands at its place now, for a passage whose placement is uncertain.
        text: The quotation with a blank line between its paragraphs and a line break only where the
            source means one, which its code points alone do not tell; empty to quote it as it is.
        proposed: Who seems to say it, as long as no person confirmed that; else empty.
        missing: Whether the source is not there to be looked at: its file is gone or cannot be read.
    """

    annotation: Annotation
    document: DocumentRecord
    paragraph: int = 0
    heading: str = ""
    speaker: str = ""
    present: str = ""
    text: str = ""
    proposed: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One cited document.

    Attributes:
        key: Citation key and footnote label: lower-case ASCII letters, digits and hyphens.
        passages: How many passages of the brief come from it.
        missing: Whether its file is not there to be looked at.
    """

    key: str
    document: DocumentRecord
    passages: int
    missing: bool = False

    @property
    def title(self) -> str:
        """The title, or the path of a document without one."""
        return self.document.title or self.document.path


class Entry(NamedTuple):
    """A passage at one place of the brief.

    Attributes:
        id: ``sch-`` and eight or more hexadecimal digits: the same wherever the passage is quoted.
        block: Name of its managed block, unique in the brief.
        home: Title of the group where its tags and note stand; empty if that is here.
    """

    passage: Passage
    source: Source
    id: str
    block: str
    home: str = ""


class GroupNote(NamedTuple):
    """What the researcher wrote on a tag or an article as a whole.

    Attributes:
        modified: When, UTC.
    """

    text: str
    creator: str = ""
    modified: str = ""


class Heading(NamedTuple):
    """What stands over some of the passages.

    Attributes:
        id: Stable name of the group, such as ``tag-1a2b3c4d``.
        title: What the heading says; ``path`` is its full name (a tag's path).
        level: Heading level, 2 to 6.
        description: Of the tag, or what is known of the document.
        note: On the tag or the document as a whole.
    """

    id: str
    title: str
    path: str
    level: int
    description: str = ""
    note: GroupNote | None = None


class Group(NamedTuple):
    """A heading, whose fields these are, and the passages under it."""

    id: str
    title: str
    path: str
    level: int
    description: str
    note: GroupNote | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class UsedTag:
    """A tag of the brief and how much it covers, its sub-tags not included."""

    path: str
    description: str
    passages: int
    articles: int


@dataclass(frozen=True)
class Brief:
    """Everything that a brief says, in the order in which it is said.

    Attributes:
        query: The query that chose the passages, empty for all.
        headings: In order; that of a sub-group follows that of its group with a greater level.
        places: For each passage of ``quoted`` the numbers of the headings that it stands under, first
            the one where it is at home; none for those that stand apart.
        uncertain: Passages whose words changed in the source: apart, to be checked.
        orphans: Passages that their source no longer holds.
        sources: Cited documents in the order of date.
        quoted: Every passage by the id of its entries, once, in reading order.
        outlets: Number of different newspapers, agencies, archives.
        dates: First and last date of publication, empty where none is known.
        dated: How many of ``sources`` have a date of publication.
        annotators: Names, in alphabetical order.
        newest: The latest ``modified`` of the passages: the brief's own time.
        articles, stories: How many articles the library holds and how many distinct stories they
            tell, if known (else 0).
        version: Of the program, for the front matter.
    """

    title: str
    query: str
    group_by: GroupBy
    headings: Sequence[Heading]
    places: Sequence[tuple[int, ...]]
    uncertain: tuple[Entry, ...]
    orphans: tuple[Entry, ...]
    sources: tuple[Source, ...]
    tags: tuple[UsedTag, ...]
    quoted: Mapping[str, Passage]
    outlets: int
    dates: tuple[str, str]
    dated: int
    annotators: tuple[str, ...]
    newest: str
    articles: int = 0
    stories: int = 0
    version: str = ""

    @property
    def passages(self) -> int:
        """Number of different passages, uncertain ones and orphans included."""
        return len(self.quoted)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Each heading with its passages, for templates to walk through."""
        sources = {source.document.id: source for source in self.sources}
        under: list[list[Entry]] = [[] for _ in self.headings]
        for (name, passage), places in zip(self.quoted.items(), self.places, strict=True):
            for place in places:
                home = "" if place == places[0] else self.headings[places[0]].path
                block = f"{name}@{self.headings[place].id}"
                under[place].append(Entry(passage, sources[passage.document.id], name, block, home))
        return tuple(
            Group(*heading, tuple(entries)) for heading, entries in zip(self.headings, under, strict=True)
        )
