"""What saving costs: the store against a bare append and synchronisation of the same bytes.

Run as ``python -m benchmarks.store``. Store and floor take turns in one run on one disk, because the time of
a synchronisation varies thirty-fold between machines. Ends with 1 if a goal is missed.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from annotations.changes import Change, Command, encode
from annotations.model import Record
from annotations.storage.identity import file_name
from annotations.storage.tablefile import Header, empty_tables
from annotations.storage.tablefile import encode as encode_file
from annotations.store import Store

ROUNDS: Final = 200
MERGED: Final = 3_000
PIECE: Final = 600_000  # bytes


class Row(NamedTuple):
    """One measurement in milliseconds, and the most that its ratio may be (0: only for information)."""

    what: str
    ours: list[float]
    floor: list[float]
    goal: float


def document(n: int) -> Record:
    name = str(uuid.UUID(int=(n + 1) << 64 | n, version=4))
    return {"id": name, "path": f"article-{n}.md", "title": f"Article {n}", "digest": "0" * 64, "rev": 1}


def annotation(of: Record, n: int) -> Record:
    return {
        "id": str(uuid.uuid4()),
        "document": of["id"],
        "start": n * 90,
        "end": n * 90 + 60,
        "exact": "the strongest possible hand before any talks begin, he said",
        "prefix": "p" * 64,
        "suffix": "s" * 64,
        "digest": "0" * 64,
        "place": [n * 90, n * 90 + 60],
        "placed": "0" * 64,
        "placement": "exact",
        "score": 1.0,
        "tags": ["position/strength"],
        "note": "Same words in three outlets, only one names a date.",
        "creator": "Ann",
        "created": "2026-02-13T20:27:00Z",
        "modified": "2026-02-13T20:27:00Z",
        "rev": 1,
    }


def library(folder: Path, documents: int, each: int) -> None:
    """A library as after a checkpoint, written directly."""
    place = folder / "annotations"
    place.mkdir(parents=True)
    for n in range(documents):
        one, tables = document(n), empty_tables()
        tables["documents"][one["id"]] = one
        for k in range(each):
            row = annotation(one, k)
            tables["annotations"][row["id"]] = row
        data = encode_file(Header(one["id"], {"w": 1}, each), tables, {})
        (place / file_name(one["path"], one["id"])).write_bytes(data)
    (folder / "library.json").write_bytes(encode_file(Header("", {"w": 1}), empty_tables(), {}))


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1e3


class Floor:
    """A file that is appended to and synchronised."""

    def __init__(self, folder: Path) -> None:
        self._fd = os.open(folder / "floor", os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def append(self, data: bytes, piece: int = 1 << 30) -> None:
        """Durable when this returns; handed over in pieces of so many bytes."""
        for start in range(0, len(data), piece):
            os.write(self._fd, data[start : start + piece])
        os.fsync(self._fd)


def save_one(folder: Path, documents: int, each: int) -> Row:
    """One annotation made durable, in a document that is open."""
    library(folder / ".scholiast", documents, each)
    store = Store.open(folder / ".scholiast", writer="w", cache=folder / "cache")
    one = document(documents // 2)
    store.records("annotations", one["id"])
    floor = Floor(folder)
    ours, bare = [], []
    for n in range(ROUNDS):
        row = annotation(one, n)
        change = Change("annotations", row["id"], None, row)
        line = encode(store.commit("annotate", [change], by="Ann"))
        row = annotation(one, n)
        change = Change("annotations", row["id"], None, row)
        ours.append(timed(lambda change=change: store.commit("annotate", [change], by="Ann")))  # type: ignore[misc]
        bare.append(timed(lambda line=line: floor.append(line)))  # type: ignore[misc]
    store.close()
    return Row(f"save one of {documents * each:,}", ours, bare, 3)


def merge_many(folder: Path) -> list[Row]:
    """A tag of 3,000 passages merged into another, in a library of 100,000.

    The floor is one append, as a program would do it that gives no thought to it. Where much memory of a
    virtual machine was not used before, one of several megabytes takes three times as long as the same in
    pieces, so that the ratio to that is given as well.
    """
    store = Store.open(folder / ".scholiast", writer="w", cache=folder / "cache")
    floor = Floor(folder)
    rows = list(store.all("annotations"))[:MERGED]
    gc.freeze()  # as the program does after its start
    ours, bare, pieces = [], [], []
    for n in range(12):
        records = store.all("annotations")
        changes = [
            Change("annotations", key, records[key], {**records[key], "tags": [f"merged/{n}"]})
            for key in rows
        ]
        made: list[Command] = []

        def work(changes: list[Change] = changes, made: list[Command] = made) -> None:
            made.append(store.commit("merge", changes, by="Ann"))

        ours.append(timed(work))
        line = encode(made[0])
        bare.append(timed(lambda line=line: floor.append(line)))  # type: ignore[misc]
        pieces.append(timed(lambda line=line: floor.append(line, PIECE)))  # type: ignore[misc]
    store.close()
    what = f"merge over {MERGED:,}"
    return [Row(what, ours, bare, 3), Row("the same, floor in pieces", ours, pieces, 0)]


def first_on_a_text(folder: Path) -> Row:
    """The first annotation on a text of 60 KB, its snapshot included."""
    store = Store.open(folder / ".scholiast", writer="w", cache=folder / "cache")
    floor = Floor(folder)
    ours, bare = [], []
    for n in range(40):
        text = f"{n} " + "the strongest possible hand before any talks begin " * 1_200
        row = annotation(document(3), n)

        def work(text: str = text, row: Record = row) -> None:
            store.keep_text(text)
            store.commit("annotate", [Change("annotations", row["id"], None, row)], by="Ann")

        ours.append(timed(work))
        bare.append(timed(lambda row=row: floor.append(repr(row).encode())))  # type: ignore[misc]
    store.close()
    return Row("first on a text of 60 KB", ours, bare, 10)


def open_library(folder: Path, what: str, *, warm: bool) -> Row:
    """Opening, counts and documents, against reading every file (cold) or listing them (warm)."""
    place = folder / ".scholiast" / "annotations"

    def ours() -> None:
        cache = folder / ("cache" if warm else f"cold-{time.perf_counter_ns()}")
        store = Store.open(folder / ".scholiast", writer="w", cache=cache)
        assert store.counts()
        assert store.records("documents")

    def floor() -> None:
        with os.scandir(place) as entries:
            for entry in entries:
                entry.stat() if warm else Path(entry.path).read_bytes()

    pairs = [(timed(ours), timed(floor)) for _ in range(7)]
    return Row(what, [pair[0] for pair in pairs], [pair[1] for pair in pairs], 0)


def main() -> int:
    """Measure and print the table; 1 if a goal is missed."""
    gc.freeze()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        rows = [
            save_one(root / "small", 10, 10),
            save_one(root / "large", 10_000, 10),
            save_one(root / "book", 1, 100_000),
        ]
        rows += merge_many(root / "large")
        rows.append(first_on_a_text(root / "small"))
        rows.append(open_library(root / "large", "open 10,000 documents, warm", warm=True))
        rows.append(open_library(root / "large", "open 10,000 documents, cold", warm=False))
    print(f"{'':32}{'ours p50':>10}{'p95':>9}{'floor p50':>11}{'p95':>9}{'ratio':>8}{'goal':>6}")
    missed = False
    for row in rows:
        ours, floor = statistics.median(row.ours), statistics.median(row.floor)
        tails = [sorted(side)[int(len(side) * 0.95)] for side in (row.ours, row.floor)]
        ratio = ours / floor
        missed |= bool(row.goal) and ratio > row.goal
        goal = f"{row.goal:>6.0f}" if row.goal else f"{'-':>6}"
        print(f"{row.what:32}{ours:>10.2f}{tails[0]:>9.2f}{floor:>11.2f}{tails[1]:>9.2f}{ratio:>8.2f}{goal}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
