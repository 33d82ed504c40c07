"""What a query that found nothing may have meant: tags and speakers that are like what was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations import codebook
from annotations.places import Places
from annotations.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, places: Places) -> Workspace:
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "one.md").write_text(
        "They met.\n\n“It has to last longer than this winter,” Anna Lindqvist said.\n\n"
        "“We have heard enough of winters,” Oskar Brandt said.\n\n"
        "“Nobody asked us about the winter at all,” Anna Lindqvist said.\n",
        encoding="utf-8",
    )
    found = Workspace.open(folder, by="Mira", places=places)
    found.refresh()
    return found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("speaker:linquist", "Nobody called “linquist” is quoted here. Did you mean Anna Lindqvist?"),
        ("winter AND speaker:bran", "Nobody called “bran” is quoted here. Did you mean Oskar Brandt?"),
        ("speaker:oxar", "Nobody called “oxar” is quoted here. Quoted most: Anna Lindqvist, Oskar Brandt."),
        ("speaker:Wu", "Nobody called “Wu” is quoted here. Quoted most: Anna Lindqvist, Oskar Brandt."),
    ],
)
def test_the_speakers_that_are_like_it_are_named_else_those_who_say_most(
    workspace: Workspace, query: str, said: str
) -> None:
    assert workspace.hints(query) == (said,)


@pytest.mark.parametrize("query", ["speaker:brandt", "speaker:bra*", "-speaker:nobody", "winter"])
def test_of_known_speakers_and_of_those_left_out_nothing_is_said(workspace: Workspace, query: str) -> None:
    assert workspace.hints(query) == ()


def test_tags_that_are_like_it_are_named(workspace: Workspace) -> None:
    workspace.reshape(lambda book: codebook.add(book, "position/lasting"))
    assert workspace.hints("tag:lastin") == ("There is no tag “lastin”. Did you mean position/lasting?",)


def test_a_cancelled_hint_says_nothing_of_speakers(workspace: Workspace) -> None:
    assert workspace.hints("speaker:wu", lambda: True) == ()
