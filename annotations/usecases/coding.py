"""Coding: the codebook of a library, its counts, and its changes over all annotations at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.changes import Change
from annotations.codebook import Codebook, Reshape
from annotations.model import BadRecord, Tag, now, tag_from, tag_record

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.library import Library


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how much carries it, sub-tags not counted."""

    tag: Tag
    annotations: int
    documents: int


def codebook_of(library: Library) -> Codebook:
    """The codebook as the store has it."""
    tags = []
    for row in library.store.records("tags").values():
        try:
            tags.append(tag_from(dict(row)))
        except BadRecord:
            continue  # the check names it; one bad record costs one record
    return Codebook.of(tags)


def counts(library: Library) -> tuple[TagCount, ...]:
    """Every tag of the codebook in tree order with its counts."""
    passages: Counter[str] = Counter()
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for row in library.store.records("annotations").values():
        for path in row.get("tags", ()):
            key = str(path).casefold()
            passages[key] += 1
            documents[key].add(str(row.get("document", "")))
    return tuple(
        TagCount(tag, passages[key := tag.path.casefold()], len(documents[key]))
        for tag in codebook_of(library).tags
    )


def reshape(library: Library, plan: Reshape, *, by: str = "") -> Command:
    """Carry a change of the codebook out over the whole library, as one step that can be undone.

    Raises:
        NotSaved, Stale: Nothing was changed.
    """
    changes = [
        Change(
            "tags",
            (old or new).id,  # type: ignore[union-attr]
            tag_record(old) if old else None,
            tag_record(new) if new else None,
        )
        for old, new in plan.tags
        if old is not None or new is not None
    ]
    passages = _retagged(library, plan) if plan.paths else []
    label = plan.label
    if plan.paths:
        label += f", {len(passages)} passage{'s' * (len(passages) != 1)}"
    return library.store.commit(label, [*changes, *passages], by=by)


def _retagged(library: Library, plan: Reshape) -> list[Change]:
    moment = now()
    changes = []
    for identity, row in library.store.records("annotations").items():
        tags = [str(tag) for tag in row.get("tags", ())]
        if not any(tag.casefold() in plan.paths for tag in tags):
            continue
        new: Mapping[str, object] = {**row, "tags": list(plan.retag(tags)), "modified": moment}
        changes.append(Change("annotations", identity, dict(row), dict(new)))
    return changes
