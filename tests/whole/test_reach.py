"""What the program touches: the library's own folder and the person's, and nothing over the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_nothing_is_written_beside_its_own_folders_and_nothing_is_sent(
    library: Path, tmp_path: Path, home: Path
) -> None:
    before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
    out = tmp_path / "brief.md"
    done = subprocess.run(
        [sys.executable, "-m", "tests.whole.reach", str(library), str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["reached"] == []
    own = (library / ".scholiast", home)
    touched = [Path(path) for path in found["touched"]]
    assert any(path.is_relative_to(library / ".scholiast" / "history") for path in touched), (
        "nothing was noted"
    )
    assert out in touched or any(path.parent == out.parent for path in touched)
    strange = [
        path
        for path in touched
        if not any(path.is_relative_to(folder) for folder in own)
        and path.parent != out.parent
        and path not in (Path("/dev/null"), Path("/dev/tty"))
    ]
    assert strange == []
    assert {path: path.read_bytes() for path in before} == before
