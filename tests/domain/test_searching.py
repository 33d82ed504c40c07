"""Searching: index and plain evaluation agree, and places are where they are said to be."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.library import Library
from annotations.personal import Personal
from annotations.query import Passage, Query, QueryError, Subject, matches, parse
from annotations.query.syntax import And, Choice, Dated, Near, Not, Or, Tagged, Term, Within
from annotations.store import Store
from annotations.usecases.annotating import highlights
from annotations.usecases.annotating.highlights import New
from annotations.usecases.correcting import correct
from annotations.usecases.placing.following import refresh
from annotations.usecases.search import facts
from annotations.usecases.search.searching import Hit, Searching
from corpus.catalogue import Catalogue
from corpus.span import Span


@dataclass
class Shelf:
    """A library on disk that tests fill, search, and evaluate plainly."""

    folder: Path
    library: Library = field(init=False)
    searching: Searching = field(init=False)

    def __post_init__(self) -> None:
        root, cache = self.folder / "library", self.folder / "cache"
        root.mkdir(parents=True)
        store = Store.open(root / ".scholiast", writer="test", cache=cache)
        self.library = Library(root, store, Catalogue(root, cache), Personal(self.folder / "personal"))
        self.searching = Searching(self.library, cache)

    @property
    def index(self) -> Path:
        return self.folder / "cache" / "index.sqlite"

    def write(self, path: str, text: str, title: str = "", source: str = "", date: str = "") -> None:
        front = {"title": title, "source": source, "date": date}
        head = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
        place = self.library.root / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"---\n{head}---\n\n{text}\n" if head else text, encoding="utf-8")

    def annotate(self, path: str, note: str = "", tags: tuple[str, ...] = ()) -> None:
        text = self.library.document(path).text
        start = len(text) - len(text.lstrip())
        highlights.annotate(self.library, [New(path, Span(start, start + 1), tags, note)])

    def ready(self) -> None:
        refresh(self.library)
        assert self.searching.refresh().complete

    def find(self, query: str, **options: bool | str | int) -> list[Hit]:
        return list(self.searching.search(query, **options))  # type: ignore[arg-type]

    def documents(self, query: str) -> list[str]:
        return list(self.searching.documents(query))

    def plainly(self, query: Query) -> set[str]:
        """The articles that match, one after the other."""
        found = set()
        for article in self.library.articles():
            record = self.library.record(article.path)
            items = highlights.of_document(self.library, record.id) if record else ()
            text = "" if article.missing or article.problem else self.library.document(article.path).text
            subject = Subject(
                article.path,
                article.title,
                article.source,
                article.author,
                article.date,
                article.status.value,
                text=lambda text=text: text,  # type: ignore[misc]
                passages=lambda items=items: tuple(map(Passage.of, items)),  # type: ignore[misc]
            )
            if not article.brief and matches(query, subject):
                found.add(article.path)
        return found

    def close(self) -> None:
        self.searching.close()
        self.library.store.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Four articles, one of them annotated."""
    shelf = Shelf(tmp_path)
    shelf.write("a.md", "Peace talks may begin.\n\nThe *talks* are about Kyïv.", "Allies", "Wire", "2025-02")
    shelf.write("b.md", "No talk of peace.\n\nOnly the U.S. talked.", "Peace, perhaps", "Ledger", "2024")
    shelf.write("c.txt", "Frieden auf Dauer\n\n13.02.2025\n\nDie Gespräche dauern an.")
    shelf.write("d.md", "Nothing at all.", "Empty hands", "Baltic")
    shelf.ready()
    shelf.annotate("d.md", note="They want peace; see Kyiv.", tags=("position/strength",))
    return shelf


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("peace", ["a.md", "b.md", "d.md"]),
        ("kyiv", ["a.md", "d.md"]),
        ("=Kyïv", ["a.md"]),
        ('="U.S."', ["b.md"]),
        ("talk*", ["a.md", "b.md"]),
        ('"peace talks"', ["a.md"]),
        ("NEAR(peace talk, 1)", ["b.md"]),
        ("peace -talks", ["b.md", "d.md"]),
        ("NOT peace", ["c.txt"]),
        ("-(talks OR gespräche)", ["b.md", "d.md"]),
        ("text:peace", ["a.md", "b.md"]),
        ("title:peace", ["b.md"]),
        ("note:peace", ["d.md"]),
        ("peace date:2025", ["a.md"]),
        ("peace OR source:baltic", ["a.md", "b.md", "d.md"]),
        ("peace OR doc:c.txt", ["a.md", "b.md", "c.txt", "d.md"]),
        ("tag:position peace", ["d.md"]),
        ("talks OR tag:position", ["a.md", "d.md"]),
        ("tag:position -peace", []),
        ("-tag:position peace", ["a.md", "b.md"]),
        ("has:note", ["d.md"]),
        ("", ["a.md", "b.md", "c.txt", "d.md"]),
    ],
)
def test_a_query_finds_its_articles(shelf: Shelf, query: str, paths: list[str]) -> None:
    assert sorted(shelf.documents(query)) == paths
    assert shelf.plainly(parse(query)) == set(paths)
    assert sorted({hit.document for hit in shelf.find(query)}) == paths


@pytest.mark.parametrize("query", ["2400", "2,400", "2.400", '"2400 dockers"', "NEAR(2400 dockers, 0)"])
def test_a_figure_is_found_however_its_thousands_are_written(tmp_path: Path, query: str) -> None:
    shelf = Shelf(tmp_path)
    for name, written in (
        ("a", "2400"),
        ("b", "2,400"),
        ("c", "2\u202f400"),
        ("d", "24 00"),
        ("e", "12,400"),
    ):
        shelf.write(f"{name}.md", f"Then {written} dockers went.", written)
    shelf.write("f.md", "Nothing at all.", "Nothing")
    shelf.ready()
    shelf.annotate("f.md", note="Or 2,400 dockers?")
    paths = ["a.md", "b.md", "c.md", "f.md"]
    assert sorted(shelf.documents(query)) == paths
    assert shelf.plainly(parse(query)) == set(paths)
    hits = [hit for hit in shelf.find(query) if hit.where == "text"]
    assert {hit.exact.removesuffix(" dockers") for hit in hits} - {"dockers"} == {
        "2400",
        "2,400",
        "2\u202f400",
    }
    shelf.close()


def test_a_query_that_cannot_be_read_is_refused_at_once(shelf: Shelf) -> None:
    with pytest.raises(QueryError):
        shelf.searching.search("peace OR")
    with pytest.raises(ValueError, match="right2"):
        shelf.searching.search("peace", sort="upwards")


def test_hits_name_their_place_in_text_title_and_note(shelf: Shelf) -> None:
    text = shelf.library.document("a.md").text
    first, title, second, note = shelf.find("peace")
    assert first == Hit(
        "a.md", text.index("Peace"), text.index("Peace") + 5, "Peace", "", " talks may begin.", "text",
        "2025-02", "Wire",
    )  # fmt: skip
    assert (title.document, title.where, title.start, title.exact) == ("b.md", "title", 0, "Peace")
    assert (second.where, second.exact, second.left, second.right) == ("text", "peace", "No talk of ", ".")
    assert (note.document, note.where, note.start, note.exact) == ("d.md", "note", 10, "peace")
    assert len(note.annotation) == 36


def test_a_concordance_goes_on_across_the_ends_of_lines(shelf: Shelf) -> None:
    (hit,) = shelf.find('"the talks"', kwic=True)
    assert (hit.left, hit.exact, hit.right) == ("Peace talks may begin.  ", "The talks", " are about Kyïv.")


def test_an_article_without_a_place_in_it_is_one_hit(shelf: Shelf) -> None:
    (hit,) = shelf.find("source:baltic")
    assert hit == Hit("d.md", 0, 0, "", "", "Empty hands", "title", "", "Baltic")


def test_hits_of_a_part_that_is_left_out_are_not_shown(shelf: Shelf) -> None:
    assert {hit.exact for hit in shelf.find("gespräche -talks")} == {"Gespräche"}


@pytest.mark.parametrize(
    ("sort", "exact"),
    [
        ("left", ["Peace", "Talks", "talks"]),
        ("right", ["talks", "Talks", "Peace"]),
    ],
)
def test_rows_are_sorted_by_the_words_beside_them(tmp_path: Path, sort: str, exact: list[str]) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("a.md", "Peace zone. Beta Talks yes. Gamma talks ask.", "T")
    shelf.ready()
    assert [hit.exact for hit in shelf.find("peace OR talks", sort=sort)] == exact
    assert [hit.exact for hit in shelf.find("peace OR talks", sort=sort, limit=2)] == exact[:2]


def test_the_second_word_beside_can_come_first(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("a.md", "z a KEY b y. Then.", "T")
    shelf.write("b.md", "a z KEY y b. Then.", "T")
    shelf.ready()
    for sort, first in (("left", "a.md"), ("left2", "b.md"), ("right", "a.md"), ("right2", "b.md")):
        assert next(iter(shelf.find("key", sort=sort))).document == first


@pytest.mark.parametrize(
    ("sort", "paths"), [("date", ["b.md", "a.md", "d.md"]), ("source", ["d.md", "b.md", "a.md"])]
)
def test_articles_are_sorted_by_date_or_source(shelf: Shelf, sort: str, paths: list[str]) -> None:
    assert list(dict.fromkeys(hit.document for hit in shelf.find("peace", sort=sort))) == paths


def test_a_limit_stops_the_search(shelf: Shelf) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return False

    assert len(list(shelf.searching.search("peace", 1, cancelled=cancelled))) == 1
    assert len(asked) == 1


def test_a_cancelled_search_ends(shelf: Shelf) -> None:
    answers = iter([False, True])
    found = shelf.searching.search("peace", cancelled=lambda: next(answers))
    assert {hit.document for hit in found} == {"a.md"}


def test_searching_the_index_opens_no_file(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.documents("peace")

    def refuse(*_: object) -> None:
        raise AssertionError("a document's file was opened")

    monkeypatch.setattr("corpus.files._read_once", refuse)
    assert [hit.document for hit in shelf.find("peace", kwic=True)] == ["a.md", "b.md", "b.md", "d.md"]


def test_only_the_texts_that_are_shown_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.index import Snapshot

    shelf = Shelf(tmp_path)
    for number in range(50):
        shelf.write(f"{number:02}.md", f"Peace and talk {number}.", "T", date=f"2025-01-{number % 28 + 1:02}")
    shelf.ready()
    unpacked: list[int] = []
    whole = Snapshot.text

    def counted(self: Snapshot, number: int) -> str:
        unpacked.append(number)
        return whole(self, number)

    monkeypatch.setattr(Snapshot, "text", counted)
    assert len(shelf.find("peace date:2025-01", limit=3)) == 3
    assert len(unpacked) == 3
    assert len(shelf.documents("peace OR date:2024")) == 50
    assert len(unpacked) == 3


def test_what_changed_since_is_found_before_the_index_knows_it(shelf: Shelf) -> None:
    shelf.write("a.md", "War.", "Allies")
    shelf.write("e.md", "Peace, at last.", "New")
    (shelf.library.root / "b.md").unlink()
    refresh(shelf.library)
    assert sorted(shelf.documents("peace")) == ["d.md", "e.md"]
    shelf.searching.refresh()
    assert sorted(shelf.documents("peace")) == ["d.md", "e.md"]


def test_a_corrected_title_is_the_one_that_counts(shelf: Shelf) -> None:
    correct(shelf.library, "a.md", {"title": "Hope"}, by="Mira")
    correct(shelf.library, "b.md", {"title": "Talks"}, by="Mira")
    assert shelf.documents("title:hope") == ["a.md"]
    assert shelf.documents("title:peace") == []
    assert sorted(shelf.documents("-title:peace")) == ["a.md", "b.md", "c.txt", "d.md"]
    assert shelf.documents("hope") == ["a.md"]
    assert sorted(shelf.documents("NOT empty")) == ["a.md", "b.md", "c.txt"]


def test_an_article_found_by_its_note_and_by_its_corrected_title_comes_once(shelf: Shelf) -> None:
    correct(shelf.library, "d.md", {"title": "They"}, by="Mira")
    assert shelf.documents("they") == ["d.md"]
    assert [hit.where for hit in shelf.find("they")] == ["title", "note"]


def test_notes_are_found_as_they_are_now(shelf: Shelf) -> None:
    assert shelf.documents("note:war OR war") == []
    shelf.annotate("c.txt", note="War, rather.")
    assert shelf.documents("war") == ["c.txt"]


def test_a_store_that_counts_its_changes_is_asked_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    records = Store.records

    def counted(self: Store, table: str, document_id: str | None = None) -> object:
        asked.append(table)
        return records(self, table, document_id)

    versions = [1]
    monkeypatch.setattr(Store, "version", property(lambda _: versions[-1]), raising=False)
    monkeypatch.setattr(Store, "records", counted)
    assert shelf.documents("note:kyiv OR rather") == ["d.md"]
    asked.clear()
    assert shelf.documents("rather") == []
    assert set(asked) == {"metadata"}
    shelf.annotate("c.txt", note="War, rather.")
    versions.append(2)
    assert shelf.documents("rather") == ["c.txt"]


def test_a_word_that_stands_in_no_note_is_sought_in_all_notes_at_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "version", property(lambda _: 1), raising=False)
    for path in ("b.md", "c.txt"):
        shelf.annotate(path, note="Rather late.")
    assert shelf.documents("rather") == ["b.md", "c.txt"]
    looked: list[str] = []
    may_hold = facts._may_hold

    def counted(folded: str, needs: facts.Needs) -> bool:
        looked.append(folded)
        return may_hold(folded, needs)

    monkeypatch.setattr(facts, "_may_hold", counted)
    assert shelf.documents("rather") == ["b.md", "c.txt"]
    assert len(looked) > 2
    looked.clear()
    assert shelf.documents("nowhere") == []
    assert len(looked) == 1


def test_a_term_left_out_is_sought_in_notes_whether_they_are_at_hand_or_not(shelf: Shelf) -> None:
    first, *others = shelf.documents("peace -rather")
    shelf.annotate(first, note="War, rather.")
    shelf.annotate(others[0], note="War.")
    assert shelf.documents("peace -rather") == others
    assert first in shelf.documents("war rather")  # which looks at all notes
    assert shelf.documents("peace -rather") == others


def test_annotations_of_a_file_that_is_gone_are_found(shelf: Shelf) -> None:
    (shelf.library.root / "d.md").unlink()
    shelf.ready()
    assert [hit.where for hit in shelf.find("kyiv")] == ["text", "note"]


def test_briefs_are_not_searched(shelf: Shelf) -> None:
    (shelf.library.root / "brief.md").write_text("---\nscholiast: 1\n---\n\nPeace.\n", encoding="utf-8")
    shelf.ready()
    assert "brief.md" not in shelf.documents("peace")


@pytest.mark.parametrize("content", [None, b"", b"no database at all"])
def test_without_an_index_the_same_is_found(shelf: Shelf, content: bytes | None) -> None:
    before = shelf.find("peace -talks", sort="left")
    shelf.searching.close()
    shelf.index.unlink()
    if content is not None:
        shelf.index.write_bytes(content)
    assert shelf.find("peace -talks", sort="left") == before


def test_an_index_that_fails_half_way_loses_nothing(shelf: Shelf) -> None:
    everything = {hit[:4] for hit in shelf.find("talk* OR nothing OR peace")}
    shelf.searching.close()
    with sqlite3.connect(shelf.index) as connection:
        connection.execute("UPDATE bodies SET body = x'00' WHERE id > 1")
    connection.close()
    assert {hit[:4] for hit in shelf.find("talk* OR nothing OR peace")} == everything
    assert shelf.searching.refresh().written == 4


def test_two_programs_search_one_library(shelf: Shelf, tmp_path: Path) -> None:
    other = Searching(shelf.library, tmp_path / "cache")
    assert list(other.search("peace")) == shelf.find("peace")
    shelf.write("e.md", "Peace.", "New")
    shelf.ready()
    assert "e.md" in list(other.documents("peace"))
    other.close()


WORD = st.sampled_from(["peace", "talks", "Kyïv", "straße", "U.S.", "a™b", "和平", "talk", "2400", "2,400"])
TEXT = st.lists(st.one_of(WORD, st.sampled_from([".", "\n\n", "-"])), max_size=8).map(" ".join)
ASKED = st.sampled_from(
    ["peace", "talks", "kyiv", "strasse", "U.S", "b", "和", "tal", "peace talks", "S", "a"]
)
ASKED |= st.sampled_from(["2400", "2.400", "2400 talks"])
TERM = st.builds(Term, ASKED, prefix=st.booleans(), exact=st.booleans())
PLAIN = st.builds(Term, ASKED, prefix=st.booleans())
LEAF = st.one_of(
    TERM,
    st.builds(Near, st.tuples(PLAIN, PLAIN), st.integers(0, 3)),
    st.builds(Within, st.sampled_from(["text", "title", "note", "source", "doc"]), TERM),
    st.builds(Tagged, st.sampled_from(["a", "a/b"])),
    st.builds(Dated, st.just("date"), st.just("2025"), st.just("2025")),
    st.builds(Choice, st.just("has"), st.sampled_from(["note", "tag"])),
)
QUERY = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(lambda left, right: And((left, right)), inner, inner),
        st.builds(lambda left, right: Or((left, right)), inner, inner),
    ),
    max_leaves=5,
)
ARTICLE = st.tuples(
    TEXT, WORD, st.sampled_from(["", "2025", "2024"]), st.none() | TEXT, st.sampled_from(["", "a", "a/b"]),
    st.none() | WORD,
)  # fmt: skip


@settings(max_examples=50)
@given(st.lists(ARTICLE, max_size=4), st.lists(QUERY, min_size=1, max_size=12))
def test_a_search_agrees_with_a_plain_evaluation(
    tmp_path_factory: pytest.TempPathFactory,
    articles: list[tuple[str, str, str, str | None, str, str | None]],
    queries: list[Query],
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    for number, (text, title, date, _, _, _) in enumerate(articles):
        shelf.write(f"{number}.md", text + " end", title, "Wire", date)
    shelf.ready()
    for number, (_, _, _, note, tag, corrected) in enumerate(articles):
        if note is not None:
            shelf.annotate(f"{number}.md", note, (tag,) if tag else ())
        if corrected is not None:
            correct(shelf.library, f"{number}.md", {"title": corrected}, by="Mira")
    for query in queries:
        found = shelf.documents(str(query))
        assert len(found) == len(set(found))
        assert set(found) == shelf.plainly(query), str(query)
        for hit in shelf.find(str(query)):
            if hit.where == "text" and hit.end:
                text = shelf.library.document(hit.document).text
                assert text[hit.start : hit.end] == hit.exact
                assert text[: hit.start].replace("\n", " ").endswith(hit.left)
    shelf.close()
