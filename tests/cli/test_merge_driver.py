"""Two people annotate one article in two clones; git joins what they said."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tools(tmp_path: Path) -> dict[str, str]:
    """An environment in which git finds `scholiast`, each person with a home of their own."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "scholiast"
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m tui.cli.main "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull}


def test_annotations_of_two_clones_are_joined_without_conflict(
    library: Path, tmp_path: Path, tools: dict[str, str]
) -> None:
    def run(person: str, *command: str) -> str:
        home = tmp_path / f"home-{person}"
        env = {**tools, "HOME": str(home)}
        env |= {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "CACHE")}
        for role in ("AUTHOR", "COMMITTER"):
            env |= {f"GIT_{role}_NAME": person, f"GIT_{role}_EMAIL": f"{person}@example.org"}
        where = library if person == "mira" else tmp_path / "clone"
        done = subprocess.run(command, cwd=where, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def commit(person: str) -> None:
        run(person, "scholiast", "check", "--checkpoint")
        run(person, "git", "add", "-A")
        run(person, "git", "commit", "-qm", "annotate")

    run("mira", "git", "init", "-qb", "main")
    first = run(
        "mira", "scholiast", "annotate", "harbour.md", "--quote", "at noon", "--note", "first"
    ).strip()
    commit("mira")
    subprocess.run(["git", "clone", "-q", str(library), str(tmp_path / "clone")], env=tools, check=True)
    for person in ("mira", "jonas"):
        run(person, "scholiast", "merge-driver", "--install")
    run("mira", "scholiast", "annotate", "harbour.md", "--quote", "in the evening", "--tag", "time")
    run("mira", "scholiast", "edit", first, "--note", "first, by Mira")
    commit("mira")
    run("jonas", "scholiast", "annotate", "harbour.md", "--quote", "for a century", "--tag", "time")
    run("jonas", "scholiast", "edit", first, "--note", "first, by Jonas")
    commit("jonas")
    run("jonas", "git", "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    assert run("jonas", "git", "status", "--porcelain") == ""
    rows = json.loads(run("jonas", "scholiast", "annotations", "--json"))
    assert {row["exact"] for row in rows} == {"at noon", "in the evening", "for a century"}
    (note,) = [row["note"] for row in rows if row["id"] == first]
    assert "by Mira" in note
    assert "by Jonas" in note
    assert [row["path"] for row in json.loads(run("jonas", "scholiast", "tags", "--json"))] == ["time"]
