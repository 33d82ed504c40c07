"""Every test has a home of its own: no test sees, or touches, what belongs to the user."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from annotations.places import Places
from annotations.workspace import Workspace

_THRESHOLD = gc.get_threshold()

# What is right is right on a machine that has other things to do, too.
settings.register_profile("patient", settings.default, deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True, scope="module")
def put_away() -> Iterator[None]:
    """Let what the tests of a module left be collected, with its threads and files.

    Each program under test tells the collector, as for a process of its own, to leave alone what is there.
    """
    yield
    gc.unfreeze()
    gc.set_threshold(*_THRESHOLD)
    gc.enable()
    gc.collect()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new home folder, with nothing in it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    for name in ("SCHOLIAST_LIBRARY", "NO_COLOR", "VISUAL", "EDITOR", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def places(home: Path) -> Places:
    """The user's folders within that home."""
    return Places(home / "config", home / "data", home / "cache")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A small library of three articles."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "harbour.md").write_text(
        "---\ntitle: The harbour opens\nsource: Quay Gazette\ndate: 2025-02-13\n---\n\n"
        "# The harbour opens\n\nThe gates were raised at noon. Nobody expected the water to hold.\n\n"
        "“It has to hold,” the engineer said. “We built it for a century.”\n\n"
        "## Afterwards\n\nThe water held. The gates were raised again in the evening.\n",
        encoding="utf-8",
    )
    (folder / "ledger.txt").write_text(
        "Costs of the harbour\n\nMorning Ledger\n14.02.2025\n\n"
        "The works cost a fifth more than planned. The town pays in ten years.\n",
        encoding="utf-8",
    )
    (folder / "notes").mkdir()
    (folder / "notes" / "visit.txt").write_text(
        "A visit\n\nWe saw the gates from the hill.\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def opened(library: Path, places: Places) -> Callable[[], Workspace]:
    """Opens the small library anew at each call, as another program would."""

    def open_() -> Workspace:
        workspace = Workspace.open(library, by="Mira", places=places)
        workspace.refresh()
        return workspace

    return open_
