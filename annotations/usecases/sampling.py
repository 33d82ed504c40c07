"""The sample library: the user's own copy of the bundled articles, with annotations in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from annotations.codebook import Reshape
from annotations.model import Tag, new_id
from annotations.usecases.annotating import New
from annotations.workspace import Workspace
from corpus.sample import copy_articles, prepared_annotations, prepared_codebook

if TYPE_CHECKING:
    from annotations.places import Places


def open_sample(places: Places, *, by: str = "") -> Workspace:
    """The sample library, made on first use in the user's data folder.

    Raises:
        OSError, NotSaved: The data folder cannot be written.
    """
    copy_articles(places.sample)
    workspace = Workspace.open(places.sample, by=by, places=places)
    if not workspace.codebook().tags and next(workspace.history(1), None) is None:
        workspace.refresh()
        _fill(workspace)
    return workspace


def _fill(workspace: Workspace) -> None:
    """Put the prepared codebook and annotations in: two steps, each whole or not at all, and no person's."""
    tags = tuple(
        (None, Tag(new_id(), row["path"], row["colour"], row["description"], row.get("pinned", 0)))
        for row in prepared_codebook()
    )
    workspace.reshape(lambda book: Reshape(tags, {}, "add the tags of the sample library"), upkeep=True)
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
    workspace.annotate_all(wanted, "add the highlights of the sample library", upkeep=True)
    # The first screen is to show what the program is for.
    most = Counter(new.path for new in wanted).most_common(1)
    workspace.personal.keep_layout({"last": most[0][0]})
