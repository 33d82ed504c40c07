"""Runs inside a file system of its own that is full, and tells as JSON what became of each kind of save.

``python -m tests.store.full_disk FOLDER SPARE...``: FOLDER is where a small file system is mounted, SPARE how
many bytes are left free while it is full.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from annotations.changes import NotSaved
from annotations.drafts import Drafts
from annotations.personal import Personal
from annotations.places import Places
from annotations.storage.atomic import TEMPORARY
from annotations.storage.home import words_for
from annotations.storage.tablefile import intact
from annotations.workspace import Workspace
from corpus.span import Span
from tests.store.kit import added, annotation, content, document, opened, tag
from tui.cli.main import run

LONG = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz ", k=60_000))
_STEP = 4096


class Ballast:
    """A file that fills the disk but for some bytes."""

    def __init__(self, folder: Path, spare: int) -> None:
        self._path = folder / "ballast"
        with self._path.open("wb") as file:
            while True:
                try:
                    os.write(file.fileno(), b"\0" * _STEP)
                except OSError:
                    break
            file.truncate(max(0, file.tell() - spare))

    def free(self) -> None:
        """Give the room back."""
        self._path.unlink()


def files(folder: Path) -> dict[str, bytes]:
    """What stands on the disk, but for the ballast and the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("ballast", "lock")
    }


def tried(folder: Path, spare: int, work: Callable[[], object]) -> dict[str, object]:
    """What ``work`` says on a full disk, what it changed there, and whether it goes through afterwards."""
    before, ballast = files(folder), Ballast(folder, spare)
    try:
        work()
        said = ""
    except NotSaved as error:
        said = str(error)
    except OSError as error:
        said = f"{words_for(error)} ({error.filename})"
    after = files(folder)
    ballast.free()
    if said:
        work()
    return {
        "said": said,
        "changed": [
            name
            for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)
            and not name.startswith("cache/")
            # A checkpoint writes several files; those that it came to are new, and whole.
            and intact(after.get(name, b"")) is None
        ],
        "left": [name for name in after if TEMPORARY in name],
    }


def commit(folder: Path, spare: int) -> dict[str, object]:
    with opened(folder) as store:
        store.commit("open", [added("documents", document(0))], by="a")
        shown = content(store)
        seen: list[object] = []

        def work() -> None:
            seen.append(content(store) == shown)
            store.commit("annotate", [added("annotations", annotation(1, document(0), note=LONG))], by="a")

        found = tried(folder, spare, work)
        expected = content(store)
        store._changed = False  # no checkpoint: what is read again comes from the journal
    with opened(folder) as store:
        return {**found, "kept": content(store) == expected and all(seen)}


def snapshot(folder: Path, spare: int) -> dict[str, object]:
    with opened(folder) as store:
        store.commit("tag", [added("tags", tag(0))], by="a")
        digests: list[str] = []
        found = tried(folder, spare, lambda: digests.append(store.keep_text(LONG)))
        return {**found, "kept": store.snapshot(digests[-1]) == LONG}


def checkpoint(folder: Path, spare: int) -> dict[str, object]:
    with opened(folder) as store:
        store.commit("open", [added("documents", document(0))], by="a")
        store.checkpoint()
        rows = [added("annotations", annotation(n, document(0), note=LONG[:600])) for n in range(60)]
        store.commit("annotate", rows, by="a")
        expected = content(store)
        found = tried(folder, spare, store.checkpoint)
        assert content(store) == expected
    with opened(folder, "other") as store:
        return {**found, "kept": content(store) == expected and store.findings == ()}


def drafts(folder: Path, spare: int) -> dict[str, object]:
    kept = Drafts(folder / "drafts")
    kept.keep("one", "before")
    said: list[str | None] = []

    def work() -> None:
        said.append(kept.get("one"))
        kept.keep("one", LONG)

    found = tried(folder, spare, work)
    return {**found, "kept": kept.get("one") == LONG and set(said) == {"before"}}


def personal(folder: Path, spare: int) -> dict[str, object]:
    mine = Personal(folder / "personal")
    mine.leave("a.md", 7)
    mine.save()
    for n in range(600):
        mine.leave(f"article {n} with a long name.md", n)
    found = tried(folder, spare, mine.save)
    return {
        **found,
        "kept": Personal(folder / "personal").reading("article 599 with a long name.md").offset == 599,
    }


def export(folder: Path, spare: int) -> dict[str, object]:
    place = folder / "library"
    place.mkdir()
    (place / "one.txt").write_text(LONG, encoding="utf-8")
    for name in ("CONFIG", "DATA", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    workspace = Workspace.open(place, by="Ann", places=Places.of_user())
    workspace.refresh()
    for n in range(0, 40_000, 1_000):
        workspace.annotate("one.txt", Span(n, n + 500), note=LONG[n : n + 300])
    workspace.close()
    to = folder / "out.jsonl"
    to.write_bytes(b"the export before")

    def work() -> None:
        words = io.StringIO()
        with contextlib.redirect_stderr(words):
            status = run(["-L", str(place), "export", "--format", "jsonl", "--force", "-o", str(to)])
        if status:
            raise NotSaved(words.getvalue())

    found = tried(folder, spare, work)
    return {**found, "kept": len(to.read_bytes().splitlines()) == 40}


SCENES = {scene.__name__: scene for scene in (commit, snapshot, checkpoint, drafts, personal, export)}


def main() -> None:
    """Play every scene with every spare room, each in a folder of its own, and print what came of it."""
    disk = Path(sys.argv[1])
    found = {}
    for name, scene in SCENES.items():
        for spare in map(int, sys.argv[2:]):
            folder = disk / f"{name}-{spare}"
            folder.mkdir()
            found[f"{name} {spare}"] = scene(folder, spare)
            for path in sorted(folder.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            folder.rmdir()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
