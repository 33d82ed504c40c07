"""A file system that is really full: nothing half-written, the place is told, on it goes with more room."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SHORT = (0, 8192)
LONG = (0, *range(4096, 160_000, 4096))
MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'
WAYS = (["unshare", "-rm"], ["unshare", "-m"])


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What begins a command that may mount; skips, with the reason, where this system lets nobody do it."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no 'unshare' here to mount a small file system with")
    place, refused = tmp_path_factory.mktemp("disk"), ""
    for begin in WAYS:
        done = subprocess.run([*begin, *mounted("64k", place), "true"], capture_output=True, text=True)
        if not done.returncode:
            return begin
        refused = done.stderr.strip()
    pytest.skip(f"no small file system can be mounted here: {refused}")


def mounted(size: str, place: Path) -> list[str]:
    """What runs the words that follow with a small file system at ``place``."""
    return ["sh", "-c", MOUNT, "sh", size, str(place)]


@pytest.mark.parametrize(
    "spares", [pytest.param(SHORT, id="short"), pytest.param(LONG, id="long", marks=pytest.mark.slow)]
)
def test_a_full_disk_costs_nothing_but_room(spares: tuple[int, ...], way: list[str], tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.store.full_disk", str(tmp_path), *map(str, spares)]
    done = subprocess.run(
        [*way, *mounted("1500k", tmp_path), *program], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    assert {name.split()[0] for name in found} == {
        "commit", "snapshot", "checkpoint", "drafts", "personal", "export",
    }  # fmt: skip
    for name, outcome in found.items():
        assert outcome["kept"], name
        assert outcome["left"] == [], name
        if outcome["said"]:
            assert outcome["changed"] == [], name
            assert "the disk is full" in outcome["said"], name
            assert str(tmp_path) in outcome["said"], name
        else:
            assert not name.endswith(" 0"), f"{name}: the disk was not full"
