"""The sample library as a person's own."""

from __future__ import annotations

import os

import pytest

from annotations.errors import ScholiastError
from annotations.places import Places
from annotations.usecases import sampling
from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.sampling import open_sample
from corpus.sample import prepared_annotations


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
    assert [entry.standing.value for entry in workspace.history_entries()][-2:] == ["upkeep", "upkeep"]


def test_programs_that_start_at_once_fill_it_once(places: Places) -> None:
    ready, go = os.pipe(), os.pipe()
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:  # pragma: no cover  (another process)
            status = 1
            try:
                os.write(ready[1], b"x")
                os.read(go[0], 1)
                open_sample(places).close()
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    for _ in children:
        os.read(ready[0], 1)
    os.write(go[1], b"xxx")
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    workspace = open_sample(places)
    assert len(workspace.annotations()) == len(prepared_annotations())
    assert len(list(workspace.history())) == 2


def test_a_filling_that_was_interrupted_is_ended_by_the_next_program(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sampling, "_add_highlights", killed)
        with pytest.raises(KeyboardInterrupt):
            open_sample(places)
    workspace = open_sample(places)
    assert len(workspace.annotations()) == len(prepared_annotations())


def killed(_: object) -> None:
    raise KeyboardInterrupt
