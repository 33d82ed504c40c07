"""What opens and closes a brief: what it covers, how it was made, and its sources."""

from __future__ import annotations

from annotations.brief.model import Brief, GroupBy
from annotations.brief.pieces import Pieces
from annotations.brief.references import yaml_references
from annotations.brief.wording import counted, date_range, date_words, listed

_ORDER = {
    GroupBy.TAG: "tag, in the order of the codebook",
    GroupBy.DOCUMENT: "article, in the order of publication",
    GroupBy.DATE: "date of publication",
    GroupBy.SOURCE: "source",
    GroupBy.SPEAKER: "speaker",
}


def summary(brief: Brief) -> str:
    """One line that says what the brief covers."""
    if not brief.passages:
        return "**No passage matches the query.**" if brief.query else "Nothing has been annotated yet."
    covered = f"{counted(brief.passages, 'passage')} from {counted(len(brief.sources), 'article')}"
    if brief.outlets:
        covered += f", {counted(brief.outlets, 'source')}"
    line = f"**{covered}**{_published(brief)}"
    apart = []
    if brief.uncertain:
        apart.append(f"{counted(len(brief.uncertain), 'passage')} to be checked")
    if brief.orphans:
        apart.append(
            f"{len(brief.orphans)} no longer in {'its' if len(brief.orphans) == 1 else 'their'} source"
        )
    return f"{line} Apart at the end: {listed(apart)}." if apart else line


def _published(brief: Brief) -> str:
    """When the articles were published, to the full stop; nothing is claimed of those without a date."""
    first, last = brief.dates
    held, undated = len(brief.sources), len(brief.sources) - brief.dated
    if not brief.dated:
        return "."
    if undated and first == last:
        return f". {brief.dated:,} of {held:,} articles {_is(brief.dated)} dated: {date_words(first)}."
    without = f" ({undated:,} of {held:,} articles {_is(undated)} not dated)" if undated else ""
    return f", published {date_range(first, last)}{without}."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def method_section(brief: Brief, pieces: Pieces) -> str:
    """How the brief was made: choice, order, state of the quotations, codebook."""
    items = [
        f"Grouped by {_ORDER[brief.group_by]}; within a group by date of publication and place in the text."
    ]
    if brief.group_by is GroupBy.TAG and max(map(len, brief.places), default=0) > 1:
        items.append(
            "A passage with several tags is quoted under each of them; its tags and note are given once, "
            "where it comes first."
        )
    if brief.query:
        items.append(f"Chosen by the query: {pieces.line(brief.query)}")
    if any(passage.proposed for passage in brief.quoted.values()):
        items.append("A speaker who is called proposed was found in the wording; no person has confirmed it.")
    items.append(_state(brief))
    if brief.articles:
        held = f"{counted(brief.articles, 'article')} in the library"
        if brief.stories:
            held += f", which tell {counted(brief.stories, 'distinct story', 'distinct stories')}"
        lost = sum(source.missing for source in brief.sources)
        items.append(f"{held}; {len(brief.sources) - lost:,} quoted{_and_missing(lost)}.")
    if brief.annotators:
        last = f"; last change on {date_words(brief.newest)}" if brief.newest else ""
        items.append(f"Annotated by {listed([pieces.line(name) for name in brief.annotators])}{last}.")
    text = "## How this brief was made\n\n" + "\n".join(f"- {item}" for item in items)
    if not brief.tags:
        return text
    tags = []
    for tag in brief.tags:
        covers = f"{counted(tag.passages, 'passage')}, {counted(tag.articles, 'article')}"
        description = pieces.line(tag.description)
        tags.append(f"- **{pieces.line(tag.path)}** ({covers})" + (f": {description}" if description else ""))
    return f"{text}\n\n### Codebook\n\n" + "\n".join(tags)


# The section cannot know what a person changes in a block afterwards.
_PROOF = "`scholiast verify` checks each as it stands here."


def _state(brief: Brief) -> str:
    if not brief.passages:
        return "Nothing is quoted."
    unsure = len(brief.uncertain) + len(brief.orphans)
    if not unsure:
        return f"Every quotation was taken word for word from its source as it is now; {_PROOF}"
    found = brief.passages - unsure
    return (
        f"Of {counted(brief.passages, 'quotation')}, {found:,} were taken word for word from their source as "
        f"it is now; {unsure:,} no longer stand there so, and stand apart here; {_PROOF}"
    )


def _and_missing(lost: int) -> str:
    return f", and {counted(lost, 'article')} whose file is missing" if lost else ""


def sources_section(brief: Brief, pieces: Pieces, *, references: bool = True) -> str:
    """The sources: footnotes, or a list with citations and the references that these need."""
    if not pieces.cites:
        return "\n\n".join(f"[^{source.key}]: {pieces.citation(source)}" for source in brief.sources)
    listing = "\n".join(f"- [@{source.key}] {pieces.citation(source)}" for source in brief.sources)
    text = f"## Sources\n\n{listing}"
    return f"{text}\n\n{yaml_references(brief.sources, pieces.line)}" if references else text
