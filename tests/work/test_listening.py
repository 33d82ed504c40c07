"""Work done to tell who speaks in a book: what is near, once, until somebody asks for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import corpus.quotations
from annotations.places import Places
from annotations.usecases.quotations.asking import listen
from annotations.usecases.quotations.nearby import LONG, NEAR
from annotations.workspace import Workspace
from corpus.document import Document
from corpus.quotations import Quotation
from corpus.span import Span
from tests.app.bench import bench
from tests.app.waiting import until

PARAGRAPH = "The ferry left at six and came back at nine, as it does on every day but Sunday. " * 6
SAID = "“Nobody asked us about the {} crossing,” Anna Lindqvist said.\n\n"


@pytest.fixture
def book(tmp_path: Path, places: Places) -> Workspace:
    folder = tmp_path / "ferry"
    folder.mkdir()
    chapters = [f"{PARAGRAPH}\n\n{SAID.format(number)}" for number in range(2 * LONG // len(PARAGRAPH))]
    (folder / "book.txt").write_text("A ferry\n\n" + "".join(chapters), encoding="utf-8")
    workspace = Workspace.open(folder, by="Mira", places=places)
    workspace.refresh()
    return workspace


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long each text was in which quotations were looked for."""
    found: list[int] = []
    whole = corpus.quotations.quotations

    def counted(document: Document, furniture: Sequence[Span] = ()) -> tuple[Quotation, ...]:
        found.append(len(document.text))
        return whole(document, furniture)

    monkeypatch.setattr(corpus.quotations, "quotations", counted)
    return found


def test_who_speaks_at_a_place_of_a_book_is_found_near_it_and_once(
    book: Workspace, looked: list[int]
) -> None:
    document = book.document("book.txt")
    at = document.text.index(SAID.format(200)[:40])
    found = book.quotations_around(document, at)
    book.quotations_around(document, at + 10)
    assert len(looked) == 1
    assert looked[0] <= NEAR
    (said,) = [each for each in found.said if each.span.start == at]
    assert said.exact == said.span.of(document.text)
    assert said.speaker == "Anna Lindqvist"
    assert said in book.quotations("book.txt")


def test_what_is_known_of_the_whole_book_is_not_looked_for_again(book: Workspace, looked: list[int]) -> None:
    document = book.document("book.txt")
    whole = book.quotations("book.txt")
    near = book.quotations_around(document, len(document.text) // 2)
    assert len(looked) == 1
    assert 0 < len(near.said) < len(whole)
    assert set(near.said) <= set(whole)


def test_a_decision_on_a_quotation_of_a_book_is_told_near_it(book: Workspace) -> None:
    document = book.document("book.txt")
    first, *_, last = book.quotations_around(document, 0).said
    book.correct_speaker([first], "Oskar Brandt")
    again = book.quotations_around(document, 0).said
    assert (again[0].speaker, again[-1].speaker) == ("Oskar Brandt", last.speaker)
    far = book.quotations_around(document, len(document.text) - 1).said
    assert {each.speaker for each in far} == {"Anna Lindqvist"}


async def test_opening_a_book_looks_for_quotations_only_near_the_caret(
    book: Workspace, looked: list[int]
) -> None:
    async with bench(book) as desk:
        await until(desk.pilot, lambda: looked)
        await desk.settle()
        assert sum(looked) <= NEAR
        library = desk.library
        assert library.document is not None
        library.reader.go(library.document.text.index(SAID.format(200)[:40]) + 5)
        await until(desk.pilot, lambda: library.footer.speaker)
        assert library.footer.speaker == "Anna Lindqvist ?"
        assert len(looked) == 2
        assert sum(looked) <= 2 * NEAR


def test_progress_comes_to_its_end_whatever_cannot_be_read(library: Path, places: Places) -> None:
    (library / "empty.md").write_text("", encoding="utf-8")
    (library / "gone.md").write_text("“It will hold,” the engineer said.\n", encoding="utf-8")
    (library / "broken.md").symlink_to(library / "nowhere.md")
    workspace = Workspace.open(library, by="Mira", places=places)
    workspace.refresh()
    (library / "gone.md").unlink()
    told: list[tuple[int, int]] = []
    list(workspace.all_quotations(on_progress=lambda *done: told.append(done)))
    total = len(workspace.articles())
    assert total > 4
    assert told == [(number, total) for number in range(1, total + 1)]


def test_progress_of_listening_counts_the_articles_that_are_here(library: Path, places: Places) -> None:
    workspace = Workspace.open(library, by="Mira", places=places)
    workspace.refresh()
    told: list[tuple[int, int]] = []
    listen(workspace._library, {"harbour.md", "gone.md"}, lambda *done: told.append(done))
    assert told == [(1, 1)]
