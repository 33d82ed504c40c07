"""The sample library: the user's own copy of the bundled articles, with annotations in it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from annotations.codebook import Reshape
from annotations.model import Tag, new_id
from annotations.usecases.annotating.highlights import New
from annotations.workspace import Workspace
from corpus.sample import copy_articles, prepared_annotations, prepared_codebook

if TYPE_CHECKING:
    from annotations.places import Places


_TAGS: Final = "add the tags of the sample library"
_HIGHLIGHTS: Final = "add the highlights of the sample library"


def open_sample(places: Places, *, by: str = "") -> Workspace:
    """The sample library, made on first use in the user's data folder.

    Raises:
        OSError, NotSaved: The data folder cannot be written.
    """
    copy_articles(places.sample)
    workspace = Workspace.open(places.sample, by=by, places=places)
    if _lacks(workspace):
        from annotations.storage.lock import Busy, Lock

        lock = Lock(places.data / "sample.lock")
        try:
            with suppress(Busy), lock.held():  # another program may be filling it at this moment
                workspace.news()
                _fill(workspace, _lacks(workspace))
        finally:
            lock.close()
    return workspace


def _lacks(workspace: Workspace) -> tuple[str, ...]:
    """What is still to be put in; nothing once a person has done anything."""
    done = [command.label for command in workspace.history(2)]
    if not done:
        return () if workspace.codebook().tags else (_TAGS, _HIGHLIGHTS)
    return (_HIGHLIGHTS,) if done == [_TAGS] else ()


def _fill(workspace: Workspace, steps: tuple[str, ...]) -> None:
    """Put the prepared codebook and annotations in: two steps, each whole or not at all, and no person's."""
    if _TAGS in steps:
        _add_tags(workspace)
    if _HIGHLIGHTS in steps:
        workspace.refresh()
        _add_highlights(workspace)


def _add_tags(workspace: Workspace) -> None:
    tags = tuple(
        (None, Tag(new_id(), row["path"], row["colour"], row["description"], row.get("pinned", 0)))
        for row in prepared_codebook()
    )
    workspace.reshape(lambda book: Reshape(tags, {}, _TAGS), upkeep=True)


def _add_highlights(workspace: Workspace) -> None:
    wanted = [
        New(
            row["document"],
            workspace.quoted(row["document"], row["quote"], row.get("prefix", ""), row.get("suffix", "")),
            row["tags"],
            row["note"],
            row["creator"],
            row["created"],
        )
        for row in prepared_annotations()
    ]
    workspace.annotate_all(wanted, _HIGHLIGHTS, upkeep=True)
    # The first screen is to show what the program is for.
    most = Counter(new.path for new in wanted).most_common(1)
    workspace.personal.keep_layout({"last": most[0][0]})
