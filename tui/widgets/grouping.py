"""Grouping: versions of one story under the article that leads it, as a pure rule over the list's rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.widgets.article_row import ArticleRow


class Group(NamedTuple):
    """A story that several articles tell.

    Attributes:
        lead: Path of the article that stands for it.
        versions: Path of each other one, with the share of its text that it has in common, 0 to 1.
    """

    lead: str
    versions: tuple[tuple[str, float], ...]


def bare(row: ArticleRow) -> ArticleRow:
    """The row as if it stood in no group."""
    if row.versions or row.lead:
        return row._replace(versions=0, lead="", share=0.0, unfolded=False, beneath=0)
    return row


def dressed(row: ArticleRow, old: ArticleRow) -> ArticleRow:
    """``row`` in the place of ``old``, in the same group."""
    if old.versions or old.lead:
        return row._replace(
            versions=old.versions,
            lead=old.lead,
            share=old.share,
            unfolded=old.unfolded,
            beneath=old.beneath,
        )
    return bare(row)


def arranged(
    rows: Sequence[ArticleRow], groups: Iterable[Group], unfolded: frozenset[str] | set[str]
) -> list[ArticleRow]:
    """``rows`` in their order, but each version after its lead.

    A group stands where its lead stands. Files that are gone or cannot be read take no part: where that
    leaves one article there is no group, and where the lead is one of them the next one leads.

    Args:
        unfolded: Leads whose versions are shown.
    """
    leads: dict[str, list[tuple[str, float]]] = {}
    taken: set[str] = set()
    here: dict[str, ArticleRow] | None = None
    for group in groups:
        if here is None:
            here = {row.path: row for row in rows if not (row.problem or row.missing or row.brief)}
        shares = {group.lead: 1.0} | {path: share for path, share in group.versions if path != group.lead}
        present = [path for path in shares if path in here and path not in taken]
        if len(present) < 2:
            continue
        lead, *rest = present
        # How much is in common was told of the one that led.
        leads[lead] = [(path, shares[path] if lead == group.lead else 0.0) for path in rest]
        taken.update(present)
    if here is None or not leads:
        return [bare(row) for row in rows]
    found: list[ArticleRow] = []
    for row in rows:
        versions = leads.get(row.path)
        if versions is not None:
            beneath = sum(here[path].count for path, _ in versions)
            found.append(
                bare(row)._replace(versions=len(versions), unfolded=row.path in unfolded, beneath=beneath)
            )
            found += [bare(here[path])._replace(lead=row.path, share=share) for path, share in versions]
        elif row.path not in taken:
            found.append(bare(row))
    return found
