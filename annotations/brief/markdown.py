"""The brief as Markdown, joined from strings: the same brief gives the same bytes.

Each block stands between two comments that every renderer hides, so that `regenerate` can bring it
up to date and leave alone what a person wrote around it.
"""

from __future__ import annotations

from annotations.brief.blocks import Section, ledger_of_sections, write_passages
from annotations.brief.closing import method_section, sources_section, summary
from annotations.brief.escape import markdown_line, yaml_string
from annotations.brief.ledger import NOTICE
from annotations.brief.model import Brief, Flavour, Group, Heading
from annotations.brief.pieces import Pieces, obsidian_tag


def markdown_file(brief: Brief, flavour: Flavour | str = Flavour.PLAIN, *, bibliography: str = "") -> bytes:
    """The whole brief as a Markdown file in UTF-8 that ends in a line break.

    ``bibliography`` names a CSL-JSON or BibTeX file that will stand beside it; without one the
    flavours with citations carry their references themselves.

    Raises:
        ValueError: ``flavour`` is not known.
    """
    flavour = Flavour(flavour)
    opening = f"{front_matter(brief, flavour, bibliography=bibliography)}\n"
    if flavour in (Flavour.PLAIN, Flavour.OBSIDIAN):
        opening += f"# {markdown_line(brief.title, flavour)}\n\n"
    pieces = Pieces(flavour, group_by=brief.group_by, names=len(brief.annotators) > 1)
    sections = [
        Section("summary", f"{NOTICE}\n\n{summary(brief)}"),
        *passage_sections(brief, pieces),
        Section("method", method_section(brief, pieces)),
    ]
    if brief.sources:
        sections.append(Section("sources", sources_section(brief, pieces, references=not bibliography)))
    ledger = ledger_of_sections(sections)
    return b"".join((opening.encode(), *(section.blocks for section in sections), ledger.encode()))


def front_matter(brief: Brief, flavour: Flavour, *, bibliography: str = "") -> str:
    """The YAML block at the top; nothing in it is nested, every text is in double quotes."""
    lines = ["---", f"title: {yaml_string(brief.title)}"]
    if brief.newest:
        lines.append(f"created: {brief.newest.removesuffix('Z')}")
    if brief.annotators:
        lines.append(f"author: [{', '.join(map(yaml_string, brief.annotators))}]")
    if flavour is Flavour.OBSIDIAN and brief.tags:
        lines.append(f"tags: [{', '.join(yaml_string(obsidian_tag(tag.path)) for tag in brief.tags)}]")
    if flavour in (Flavour.PANDOC, Flavour.QUARTO):
        if bibliography:
            lines.append(f"bibliography: {yaml_string(bibliography)}")
        # The brief lists its sources itself, with the file and the version of the text.
        lines += ["link-citations: true", "suppress-bibliography: true"]
    lines += [
        f"scholiast: {yaml_string(brief.version or '1')}",
        f"scholiast-group: {yaml_string(brief.group_by)}",
        f"scholiast-flavour: {yaml_string(flavour)}",
    ]
    if brief.query:
        lines.append(f"scholiast-query: {yaml_string(brief.query)}")
    return "\n".join([*lines, "---", ""])


def passage_sections(brief: Brief, pieces: Pieces) -> list[Section]:
    """Everything between summary and method: what stands under each heading, and what stands apart."""
    groups = [Section(over.id, heading(over, pieces)) for over in brief.headings]
    apart = [Section("uncertain", _UNCERTAIN), Section("orphans", _ORPHANS, "orphan")]
    write_passages(brief, pieces, groups + apart)
    return [*groups, *(section for section in apart if section.entries)]


def heading(group: Heading | Group, pieces: Pieces) -> str:
    """A group's heading, its description in italics, and the note on it."""
    title = f"{'#' * group.level} {pieces.line(group.title)}"
    description = "\n\n".join(
        f"*{paragraph.strip()}*"
        for paragraph in pieces.text(group.description).split("\n\n")
        if not paragraph.isspace() and paragraph
    )
    note = pieces.note(group.note.text, group.note.creator) if group.note else ""
    return "\n\n".join(filter(None, (title, description, note)))


_UNCERTAIN = (
    "## To be checked\n\n"
    "*The source has changed where these passages stood. They are quoted as they were annotated.*"
)
_ORPHANS = (
    "## No longer in their source\n\n"
    "*These passages are not in their source as it is now, or it is missing; they are quoted as last seen.*"
)
