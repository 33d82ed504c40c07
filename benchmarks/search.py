"""Search in 10,000 articles beside the same asked of a bare FTS5 table: building, first results, concordance.

Run ``python -m benchmarks.search [ARTICLES]``. Rounds are taken in turn with their floor; figures are the
medians, in milliseconds of processor time, and the ratio to the floor. The floor of a search is what SQLite
alone takes for the best fifty documents (``ORDER BY rank LIMIT 50``) in a table that holds the same texts.
Everything is measured in a library without annotations, and in the same with ten for each article.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

from annotations.library import Library
from annotations.personal import Personal
from annotations.query.folding import words
from annotations.store import Store
from annotations.usecases.search.searching import Searching
from benchmarks.data import libraries
from corpus.catalogue import Catalogue
from corpus.index import Index, Wanted

ROUNDS = 15
ROWS = 60


class Asked(NamedTuple):
    """One search: its name, the query, and what a bare table is asked for the same."""

    name: str
    query: str
    bare: str


class Figure(NamedTuple):
    """One line of the table; times in milliseconds of processor time."""

    name: str
    floor: float
    measured: float
    goal: float


def timed(act: Callable[[], object]) -> float:
    """Processor time of ``act``, in milliseconds."""
    start = process_time()
    act()
    return (process_time() - start) * 1000


def compared(floor: Callable[[], object], act: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Medians of both, taken in turn; a first round is not counted."""
    floor(), act()
    pairs = [(timed(floor), timed(act)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def bare_table(path: Path, texts: Sequence[str]) -> sqlite3.Connection:
    """A table of FTS5 as it comes, with the texts."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE VIRTUAL TABLE bare USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO bare (text) VALUES (?)", ((text,) for text in texts))
    connection.execute("COMMIT")
    return connection


def asked_of(texts: Sequence[str]) -> list[Asked]:
    """Searches for words that are frequent and rare in these texts."""
    counts: dict[str, int] = {}
    for text in texts[:2000]:
        for word in set(words(text).split()):
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    common, frequent = _two(ranked, counts, len(texts[:2000]))
    rare = next(word for word in reversed(ranked) if counts[word] >= 4)
    row = words(texts[len(texts) // 2]).split()
    phrase = " ".join(row[200:202])
    return [
        Asked("rare word", rare, f'"{rare}"'),
        Asked("common word", common, f'"{common}"'),
        Asked("phrase", f'"{phrase}"', f'"{phrase}"'),
        Asked("prefix", f"{common[:2]}*", f'"{common[:2]}" *'),
        Asked("two words", f"{common} {frequent}", f'"{common}" AND "{frequent}"'),
        Asked("one without another", f"{common} -{frequent}", f'"{common}" NOT "{frequent}"'),
        Asked("near each other", f"NEAR({common} {frequent}, 5)", f'NEAR("{common}" "{frequent}", 5)'),
    ]


def _two(ranked: Sequence[str], counts: dict[str, int], texts: int) -> tuple[str, str]:
    fitting = [word for word in ranked if len(word) > 3 and counts[word] < texts * 0.8]
    return fitting[0], fitting[1]


def building(folder: Path, documents: Sequence[tuple[Wanted, str]]) -> Figure:
    """The index of texts that are in memory."""
    texts = {wanted.path: text for wanted, text in documents}
    listed = [wanted for wanted, _ in documents]

    def build() -> None:
        for path in folder.glob("index*"):
            path.unlink()
        index = Index(folder, words)
        index.update(listed, texts.__getitem__)
        index.close()

    floor, measured = compared(
        lambda: bare_table(folder / "bare.sqlite", list(texts.values())).close(), build, 3
    )
    return Figure("build the index", floor, measured, 1.5)


def searches(connection: sqlite3.Connection, searching: Searching, asked: Asked, where: str) -> list[Figure]:
    """First articles and rows of a concordance."""

    def bare() -> object:
        ranked = "SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 50"
        return connection.execute(ranked, (asked.bare,)).fetchall()

    def articles() -> object:
        with closing(searching.documents(asked.query)) as found:
            return list(islice(found, 50))

    def rows() -> object:
        with closing(searching.search(asked.query, kwic=True)) as found:
            return list(islice(found, ROWS))

    name = f"{where}{asked.name}"
    return [
        Figure(f"{name}: first 50 articles", *compared(bare, articles, ROUNDS), 2.0),
        Figure(f"{name}: {ROWS} rows of a concordance", *compared(bare, rows, ROUNDS), 4.0),
    ]


def snippets(connection: sqlite3.Connection, searching: Searching, asked: Asked) -> Figure:
    """Rows of a concordance beside the context that SQLite gives itself."""
    own = "SELECT rowid, snippet(bare, 0, '', '', '', 20) FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 60"

    def rows() -> object:
        with closing(searching.search(asked.query, kwic=True)) as found:
            return list(islice(found, ROWS))

    floor = compared(lambda: connection.execute(own, (asked.bare,)).fetchall(), rows, ROUNDS)
    return Figure(f"{asked.name}: {ROWS} rows; floor: SQLite's snippets", *floor, 0.0)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    made = libraries()
    root = made.articles(count)
    cache = made.places.cached(root)
    catalogue = Catalogue(root, cache)
    catalogue.refresh()
    entries = [entry for entry in catalogue.entries() if not entry.brief and not entry.problem]
    documents = [
        (Wanted(entry.path, entry.digest, entry.title), catalogue.read(entry.path).text) for entry in entries
    ]
    texts = [text for _, text in documents]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = [building(folder, documents)]
        personal = Personal(made.places.personal(root))
        all_asked = asked_of(texts)
        with bare_table(folder / "bare.sqlite", texts) as connection:
            for home, where in ((folder / "nothing", ""), (root / ".scholiast", "annotated; ")):
                store = Store.open(home, writer="bench", cache=cache, readonly=True)
                searching = Searching(Library(root, store, catalogue, personal), folder)
                for asked in all_asked:
                    figures += searches(connection, searching, asked, where)
                    figures += [] if where else [snippets(connection, searching, asked)]
                searching.close()
                store.close()
    print(f"{len(entries):,} articles, {sum(map(len, texts)) / 1e6:.0f} million signs")
    print(f"{'':54}{'floor':>9}{'here':>9}{'ratio':>8}{'goal':>7}")
    for figure in figures:
        goal = f"{figure.goal:7.1f}" if figure.goal else f"{'–':>7}"
        ratio = figure.measured / figure.floor
        print(f"{figure.name:54}{figure.floor:9.2f}{figure.measured:9.2f}{ratio:8.2f}{goal}")


if __name__ == "__main__":
    main()
