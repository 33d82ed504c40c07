"""Rows: the index and what is found by it, as `benchmarks.search` measures them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from annotations.library import Library
from annotations.personal import Personal
from annotations.store import Store
from annotations.usecases.search.searching import Searching
from benchmarks import search
from benchmarks.figures import Bench, Figure, Row
from corpus.catalogue import Catalogue
from corpus.index import Wanted


class _Texts(NamedTuple):
    root: Path
    catalogue: Catalogue
    documents: list[tuple[Wanted, str]]
    folder: Path  # for what is built


@contextmanager
def _texts(bench: Bench) -> Iterator[_Texts]:
    root = bench.libraries.articles(1_000 if bench.quick else 10_000)
    catalogue = Catalogue(root, bench.libraries.places.cached(root))
    documents = [
        (Wanted(entry.path, entry.digest, entry.title), catalogue.read(entry.path).text)
        for entry in catalogue.refresh().entries
    ]
    with tempfile.TemporaryDirectory() as folder:
        yield _Texts(root, catalogue, documents, Path(folder))


def _building(bench: Bench) -> list[Figure]:
    with _texts(bench) as texts:
        return [_figure(search.building(texts.folder, texts.documents))]


def _searches(bench: Bench) -> list[Figure]:
    with _texts(bench) as texts:
        search.building(texts.folder, texts.documents)
        bodies = [text for _, text in texts.documents]
        cache, personal = (
            bench.libraries.places.cached(texts.root),
            bench.libraries.places.personal(texts.root),
        )
        store = Store.open(texts.folder / "none", writer="bench", cache=cache, readonly=True)
        library = Library(texts.root, store, texts.catalogue, Personal(personal))
        searching = Searching(library, texts.folder)
        with search.bare_table(texts.folder / "bare.sqlite", bodies) as bare:
            found = [
                each
                for asked in search.asked_of(bodies)
                for each in search.searches(bare, searching, asked, "")
            ]
        searching.close()
        store.close()
        return [_figure(each) for each in found]


def _figure(found: search.Figure) -> Figure:
    return Figure(f"search, {found.name}", found.measured, found.floor, found.goal)


ROWS: Final = (
    Row(
        "index",
        "Building the full-text index of 10,000 articles (processor)",
        "A bare FTS5 insert of the same texts.",
        _building,
    ),
    Row(
        "search",
        "First 50 articles, first 60 rows of a concordance, in 10,000 articles (processor)",
        "The raw FTS5 query for the best 50 documents of a bare table.",
        _searches,
    ),
)
