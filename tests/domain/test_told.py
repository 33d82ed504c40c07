"""The sentence for an act after it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from annotations import codebook
from annotations.changes import Command
from annotations.told import told
from annotations.usecases.annotating.highlights import Edit
from annotations.workspace import Workspace

Open = Callable[[], Workspace]


def command(
    label: str, undoes: tuple[str, int] | None = None, redoes: tuple[str, int] | None = None
) -> Command:
    return Command("me", 1, "", "Mira", label, (), undoes, redoes)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("rename tag “echo” to “sound”, 3 passages", "Renamed tag “echo” to “sound”, 3 passages."),
        ("write a note on “ten years”", "Wrote a note on “ten years”."),
        ("reckon with “ten years”", "Done: reckon with “ten years”."),
    ],
)
def test_an_act_is_told_as_past(label: str, said: str) -> None:
    assert told(command(label)) == said
    assert told(command(label), "u takes it back") == f"{said[:-1]}; u takes it back."


def test_undo_and_redo_are_told_with_one_verb() -> None:
    assert told(command("Undo: pin tag “a” to 1", undoes=("me", 1))) == "Undone: pin tag “a” to 1."
    assert told(command("Redo: pin tag “a” to 1", redoes=("me", 1))) == "Done again: pin tag “a” to 1."


def test_every_change_has_a_past(opened: Open) -> None:
    workspace = opened()
    (made,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), tags=["time"])
    workspace.edit([made.id], Edit(note="new"))
    workspace.edit([made.id], Edit(note=""))
    workspace.edit([made.id], Edit(add=["long"]))
    workspace.edit([made.id], Edit(add=["town"], note="both"))
    workspace.edit([made.id], Edit(span=workspace.quoted("ledger.txt", "years")))
    workspace.accept([made.id])
    workspace.replace_place(made.id, workspace.quoted("ledger.txt", "ten years"))
    workspace.orphan([made.id])
    workspace.correct("ledger.txt", {"title": "Costs"})
    for plan in (
        lambda book: codebook.add(book, "new", "", ""),
        lambda book: codebook.rename(book, "new", "newer"),
        lambda book: codebook.recolour(book, "newer", "red"),
        lambda book: codebook.describe(book, "newer", "words"),
        lambda book: codebook.pin(book, "newer", 1),
        lambda book: codebook.pin(book, "newer", 0),
        lambda book: codebook.merge(book, ["newer"], "time"),
        lambda book: codebook.delete(book, "town"),
    ):
        workspace.reshape(plan)
    workspace.split("time", [made.id], "hour")
    workspace.save_search("late", "tag:time")
    workspace.delete([made.id])
    said = [told(each) for each in workspace.history()]
    assert len(said) == 21
    assert not [each for each in said if each.startswith("Done:") or not re.match(r"[A-Z]\w+ ", each)]
