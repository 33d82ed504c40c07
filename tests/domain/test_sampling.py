"""The sample library as a person's own."""

from __future__ import annotations

import pytest

from annotations.errors import ScholiastError
from annotations.places import Places
from annotations.usecases.annotating import Edit
from annotations.usecases.sampling import open_sample


def test_what_the_program_put_into_the_sample_is_not_the_persons_to_undo(places: Places) -> None:
    workspace = open_sample(places, by="Mira")
    before = len(workspace.annotations()), len(workspace.codebook().tags)
    assert all(before)
    with pytest.raises(ScholiastError, match="nothing to undo"):
        workspace.undo()
    ((_, item), *_) = workspace.annotations()
    workspace.edit([item.id], Edit(note="my own"))
    workspace.undo()
    assert workspace.annotation(item.id).note == item.note
    with pytest.raises(ScholiastError, match="nothing to undo"):
        workspace.undo()
    assert (len(workspace.annotations()), len(workspace.codebook().tags)) == before
    assert [entry.standing.value for entry in workspace.chronicle()][-2:] == ["upkeep", "upkeep"]
