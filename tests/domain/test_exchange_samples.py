"""Every published or made sample is read with the result that is written beside it."""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.foreign import BadFile, Fate, Foreign, Incoming
from annotations.exchange.reading import format_of, read_any

REFI = ("a-spec", "b-utf16", "c-crlf", "d-codepoints", "e-inline")


@pytest.fixture
def formats() -> Path:
    """The folder of schemas and samples."""
    folder = Path(os.environ.get("SCHOLIAST_DATA", "/nowhere")) / "data" / "formats"
    if not folder.is_dir():
        pytest.skip("$SCHOLIAST_DATA is not set to a folder with data/formats")
    return folder


def read(path: Path) -> Incoming:
    return read_any(path.read_bytes(), path.name)


def passages(incoming: Incoming) -> list[Foreign]:
    return [each for each in incoming.annotations if not each.whole]


def expectations(formats: Path, stem: str) -> tuple[Path, dict[str, Any]]:
    (path,) = (formats / "refi-qda" / "synthetic").glob(f"{stem}*.qdpx")
    return path, json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))[path.name]


@pytest.mark.parametrize("stem", REFI)
def test_projects_of_every_habit_give_the_same_passages(stem: str, formats: Path) -> None:
    path, expected = expectations(formats, stem)
    incoming = read(path)
    found = passages(incoming)
    for wanted in expected["highlights"]:
        (one,) = [each for each in found if each.exact == wanted["quote"]]
        assert sorted(tag.rpartition("/")[2] for tag in one.tags) == sorted(wanted["codes"])
        assert one.note == wanted.get("note", "")
    assert len(found) == len(expected["highlights"])
    wholes = [each for each in incoming.annotations if each.whole]
    for note in expected.get("document_notes", ()):
        assert any(note in each.note for each in wholes)
    for code in expected.get("document_codes", ()):
        assert any(code in each.tags for each in wholes)
    for note in expected.get("project_notes", ()):
        assert any(note in each for each in incoming.notes)
    reported = " ".join(remark.what for remark in incoming.remarks)
    assert all(thing in reported for thing in expected.get("reported_as_skipped", ()))


def test_a_project_with_faults_gives_the_rest_and_a_report(formats: Path) -> None:
    path, expected = expectations(formats, "f-bad")
    incoming = read(path)
    assert [each.exact for each in passages(incoming)] == ["On tides"]
    dropped = [remark for remark in incoming.remarks if remark.fate is Fate.DROPPED]
    assert len(dropped) >= expected["problems_reported_at_least"]


def test_names_that_climb_are_reported_and_not_read(formats: Path) -> None:
    path, expected = expectations(formats, "h-climbing")
    reported = " ".join(remark.what for remark in read(path).remarks)
    assert all(name in reported for name in expected["ignored_and_reported"])


@pytest.mark.parametrize("stem", ["g-doctype", "i-high", "j-two"])
def test_dangerous_projects_are_refused(stem: str, formats: Path) -> None:
    path, _ = expectations(formats, stem)
    with pytest.raises(BadFile, match="refused"):
        read(path)


def test_the_example_of_the_standard_is_read_as_far_as_it_goes(formats: Path) -> None:
    incoming = read(formats / "refi-qda" / "samples" / "spec-annex-a2-xml-only.qdpx")
    assert len(incoming.tags) == 14
    by_words = {each.exact[:20]: each for each in passages(incoming)}
    assert by_words["Oh, that was great. "].tags == ("Coke::diet Coke",)
    assert by_words["damage done by fatty"].note == "why does Simon feel the need to do this?"
    assert by_words["granola"].tags == ("waste of time",)
    assert len(incoming.notes) == 2
    assert any("PictureSource" in remark.what for remark in incoming.remarks)


@pytest.mark.parametrize("name", ["sample-export.json", "sample-search-response.json", "sample-export.csv"])
def test_hypothesis_is_read_in_all_its_shapes(name: str, formats: Path) -> None:
    folder = formats / "hypothesis"
    expected = json.loads((folder / "sample-export.expected.json").read_text(encoding="utf-8"))
    incoming = read(folder / name)
    quotes = {each.exact for each in incoming.annotations if each.exact}
    assert quotes <= {*expected["anchorable_quotes"], *expected["not_in_text"]}
    if name != "sample-export.json":
        return
    assert quotes == {*expected["anchorable_quotes"], *expected["not_in_text"]}
    kinds: Counter[str] = Counter()
    for each in incoming.annotations:
        if each.parent:
            kinds["reply"] += 1
        elif each.whole:
            kinds["page_note"] += 1
        else:
            kinds["annotation" if each.note or each.tags else "highlight"] += 1
    assert sum(kinds.values()) == 8
    # The orphan has a quotation and a note, so it is an annotation, too.
    assert kinds == expected["by_kind"]
    assert sum(bool(each.extra.get("private")) for each in incoming.annotations) == expected["private"]


def test_clippings_with_every_oddity(formats: Path) -> None:
    folder = formats / "kindle"
    expected = json.loads((folder / "edge-cases.expected.json").read_text(encoding="utf-8"))
    incoming = read(folder / "edge-cases.txt")
    assert [each.exact for each in passages(incoming)] == expected["highlights_with_text"]
    by_words = {each.exact: each for each in passages(incoming)}
    assert by_words["The moon pulls the water."].note == "why slowly?"
    authors = {each.document.title: each.document.author or None for each in incoming.annotations}
    assert authors == expected["book_author"]
    assert by_words[expected["highlights_with_text"][2]].extra["location"] == "5444-5445"
    reported = Counter(remark.what.split()[0] for remark in incoming.remarks)
    assert (reported["clipping"], reported["bookmark"], reported["empty"]) == (1, 1, 1)
    assert sum(not each.created for each in incoming.annotations) == expected["undated"]


def test_clippings_in_every_language(formats: Path) -> None:
    found = read(formats / "kindle" / "languages.txt").annotations
    assert len(found) == 11
    for each in found:
        language = each.exact.removeprefix("My highlight in ")
        assert each.note == f"My note in {language}"
        assert each.created.endswith(":53Z")  # of the local zone, whichever that is
        assert each.extra == {"page": "112", "location": "1300-1301"}


def test_readwise_exports_with_headings_parts_and_dotted_tags(formats: Path) -> None:
    found = read(formats / "readwise" / "export.csv").annotations
    first = found[0]
    assert (first.tags, first.note, first.colour) == (("force",), "why slowly?", "yellow")
    assert "The harbour keeps its counsel" in {each.exact for each in found}
    assert '=HYPERLINK("x","y") is only a quotation here' in {each.exact for each in found}
    assert [each.note for each in found if each.whole] == ["a note with no passage"]
    older = read(formats / "readwise" / "export-older-no-document-tags.csv").annotations
    assert older[0].exact == first.exact
    (own,) = read(formats / "readwise" / "import-template.csv").annotations
    assert (own.document.url, own.note) == ("https://example.org/tides", "why slowly?")


@pytest.mark.parametrize("name", ["one-book.json", "several-books.json"])
def test_koreader_in_both_shapes(name: str, formats: Path) -> None:
    found = read(formats / "koreader" / name).annotations
    assert [each.exact for each in found] == ["The moon 🌙 pulls the water", "First line\nsecond line"]
    assert found[0].created == "2024-03-04T09:05:06Z"
    assert [each.extra["page"] for each in found] == ["12", "xii"]


def test_calibre_without_what_was_removed(formats: Path) -> None:
    (found,) = read(formats / "calibre" / "book.calibre_highlights").annotations
    assert (found.exact, found.note, found.colour) == ("The moon 🌙 pulls the water", "why slowly?", "yellow")


def test_readium_tags_colours_and_title(formats: Path) -> None:
    found = read(formats / "readium" / "sample.annotation").annotations
    assert (found[0].tags, found[0].colour, found[0].creator) == (("force",), "blue", "Ada")
    assert (found[0].document.title, found[0].document.author) == ("Tides", "Ada Keeper")
    assert found[0].prefix == "wait. The "


def test_taguette_in_every_shape_that_is_read(formats: Path) -> None:
    folder = formats / "taguette"
    project = read(folder / "project.sqlite3")
    assert [tag.path for tag in project.tags][:2] == ["force", "force/lunar"]
    meant = {each.exact: each.tags for each in project.annotations}
    assert meant["slowly.\n\nAt noon the naïve observer"] == ("observer", "時間, time")
    assert meant["the same question"] == ()
    for each in project.annotations:
        assert each.place is not None
        assert (each.document.text or "")[each.place[0] : each.place[1]] == each.exact
    folded = {" ".join(words.split()): tags for words, tags in meant.items()}
    for name in ("highlights.csv", "highlights.xlsx"):
        assert {each.exact: each.tags for each in read(folder / name).annotations} == {
            words: tags for words, tags in folded.items() if tags
        }
    for name in ("codebook.csv", "codebook.qdc", "codebook.xlsx"):
        assert [tag.path for tag in read(folder / name).tags] == [tag.path for tag in project.tags]


def test_pages_of_taguette_are_refused_with_what_to_do_instead(formats: Path) -> None:
    for path in (formats / "taguette").glob("*.html"):
        with pytest.raises(BadFile, match="CSV"):
            read(path)


def test_what_the_working_group_calls_correct_is_read(formats: Path) -> None:
    for path in sorted((formats / "w3c" / "samples" / "correct").glob("anno*.json")):
        incoming = read(path)
        assert incoming.annotations, path.name
        assert format_of(path.read_bytes(), path.name) == "jsonld"


def test_samples_of_the_working_group_in_detail(formats: Path) -> None:
    folder = formats / "w3c" / "samples" / "correct"
    quoted = read(folder / "anno26.json").annotations[0]
    assert (quoted.exact, quoted.prefix, quoted.suffix) == ("anotation", "this is an ", " that has some")
    assert read(folder / "anno27.json").annotations[0].place == (412, 795)
    assert read(folder / "anno6.json").annotations[0].note == "Comment text"
    two = read(folder / "anno18.json").annotations[0]
    assert (two.tags, two.note[:18]) == (("readme",), "A good description")
    assert len(read(folder / "anno9.json").annotations) == 2
    assert len(read(folder / "anno13.json").annotations) == 4


def test_what_the_working_group_calls_incorrect_never_crashes(formats: Path) -> None:
    for path in sorted((formats / "w3c" / "samples" / "incorrect").glob("*.json")):
        with suppress(BadFile):
            assert all(each.document for each in read(path).annotations)
