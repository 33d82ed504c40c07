"""The brief as Markdown, joined from strings: the same brief gives the same bytes.

Each block stands between two comments that every renderer hides, so that `regenerate` can bring it
up to date and leave alone what a person wrote around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from annotations.brief.closing import method_section, sources_section, summary
from annotations.brief.escape import markdown_line, yaml_string
from annotations.brief.ledger import NOTICE, fingerprint, ledger
from annotations.brief.model import Brief, Entry, Flavour, Group
from annotations.brief.pieces import Pieces, obsidian_tag

_BLOCK: Final = attrgetter("block")


def render_markdown(brief: Brief, flavour: Flavour | str = Flavour.PLAIN, *, bibliography: str = "") -> str:
    """The whole brief as one Markdown text that ends in a line break.

    ``bibliography`` names a CSL-JSON or BibTeX file that will stand beside it; without one the
    flavours with citations carry their references themselves.

    Raises:
        ValueError: ``flavour`` is not known.
    """
    flavour = Flavour(flavour)
    parts = [front_matter(brief, flavour, bibliography=bibliography)]
    if flavour in (Flavour.PLAIN, Flavour.OBSIDIAN):
        parts.append(f"# {markdown_line(brief.title, flavour)}\n")
    names, bodies = managed_blocks(brief, flavour, bibliography=bibliography)
    parts += [
        f"<!-- scholiast:begin {name} -->\n\n{body}\n\n<!-- scholiast:end {name} -->\n"
        for name, body in zip(names, bodies, strict=True)
    ]
    parts.append(ledger(dict(zip(names, map(fingerprint, bodies), strict=True))))
    return "\n".join(parts)


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


def managed_blocks(brief: Brief, flavour: Flavour, *, bibliography: str = "") -> tuple[list[str], list[str]]:
    """Everything between the title and the end, in order: the names of the blocks and their Markdown."""
    pieces = Pieces(flavour, group_by=brief.group_by, names=len(brief.annotators) > 1)
    # All at once and in reading order: that is what makes the export of a large library quick.
    quoted = pieces.passage_quotations(brief.quoted)
    names, bodies = ["summary"], [f"{NOTICE}\n\n{summary(brief, pieces)}"]

    def section(name: str, opening: str, entries: Sequence[Entry]) -> None:
        names.append(name)
        bodies.append(opening)
        names.extend(map(_BLOCK, entries))
        bodies.extend(pieces.passages(entries, quoted))

    for group in brief.groups:
        section(group.id, heading(group, pieces), group.entries)
    if brief.uncertain:
        section("uncertain", _UNCERTAIN, brief.uncertain)
        for number, entry in enumerate(brief.uncertain, len(bodies) - len(brief.uncertain)):
            bodies[number] += _present(entry, pieces)
    if brief.orphans:
        section("orphans", _ORPHANS, brief.orphans)
    names.append("method")
    bodies.append(method_section(brief, pieces))
    if brief.sources:
        names.append("sources")
        bodies.append(sources_section(brief, pieces, references=not bibliography))
    return names, bodies


def heading(group: Group, pieces: Pieces) -> str:
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
    "*These passages were not found in the source as it is now. They are quoted as they were last seen.*"
)


def _present(entry: Entry, pieces: Pieces) -> str:
    present = entry.passage.present
    return f"\n\nThe source now reads:\n\n{pieces.quotations([present])[0]}" if present else ""
