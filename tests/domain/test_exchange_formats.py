"""Each foreign format read from small samples, and what loading makes of them in a library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.archive import packed
from annotations.exchange.foreign import Fate, Foreign
from annotations.exchange.reading import format_of, read_any
from annotations.memo import MemoKind
from annotations.model import Placement
from annotations.usecases.annotating.memos import About
from annotations.workspace import Workspace

Open = Callable[[], Workspace]


def one(data: str | bytes, name: str = "x") -> Foreign:
    (found,) = read_any(data.encode() if isinstance(data, str) else data, name).annotations
    return found


def quoted(exact: str, **more: Any) -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, **more}


HARBOUR = {"uri": "https://quay.example/harbour", "document": {"title": ["The harbour opens"]}}


def hypothesis(*rows: dict[str, Any]) -> str:
    base = {"user": "acct:ada@x", "permissions": {"read": ["group:__world__"]}, **HARBOUR}
    return json.dumps({"annotations": [{**base, "id": f"id{i}", **row} for i, row in enumerate(rows)]})


@pytest.fixture
def load(opened: Open, tmp_path: Path) -> Callable[..., Workspace]:
    """Loads a file into the small library."""

    def load_(data: str | bytes, name: str = "in.json", **more: Any) -> Workspace:
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
        workspace = opened()
        workspace.report = workspace.load(tmp_path / name, **more)  # type: ignore[attr-defined]
        return workspace

    return load_


def test_a_passage_of_hypothesis_lands_in_the_article_of_its_title(load: Callable[..., Workspace]) -> None:
    row = {"target": [{"selector": [quoted("water to hold", prefix="expected the ", suffix=".")]}],
           "tags": ["Hope"], "text": "*Did* they?", "created": "2026-01-02T03:04:05.9+00:00"}  # fmt: skip
    ((record, item),) = load(hypothesis(row)).annotations()
    assert (record.path, item.selectors.exact, item.placement) == (
        "harbour.md",
        "water to hold",
        Placement.EXACT,
    )
    assert (item.tags, item.note, item.creator) == (("Hope",), "*Did* they?", "ada")
    assert item.created == "2026-01-02T03:04:05Z"
    assert item.extra["origin"] == {"program": "Hypothes.is", "id": "id0", "file": "in.json"}


def test_answers_stand_where_what_they_answer_stands(load: Callable[..., Workspace]) -> None:
    rows = (
        {"text": "No!", "references": ["id1"], "target": [{}]},
        {"text": "Yes", "target": [{"selector": [quoted("The water held.", prefix="Afterwards\n\n")]}]},
    )
    pairs = load(hypothesis(*rows)).annotations()
    assert len(pairs) == 2
    answer = next(item for _, item in pairs if item.note == "No!")
    first = next(item for _, item in pairs if item.note == "Yes")
    assert answer.span == first.span
    assert answer.extra["reply_to"] == first.id


def test_a_note_on_the_page_becomes_the_note_on_the_article(load: Callable[..., Workspace]) -> None:
    workspace = load(hypothesis({"text": "On all of it", "tags": ["overview"], "target": [{}]}))
    memo = workspace.memo_on(About(MemoKind.DOCUMENT, "harbour.md"))
    assert memo is not None
    assert (memo.text, memo.tags) == ("On all of it", ("overview",))
    assert not workspace.annotations()
    assert workspace.codebook().find("overview")


def test_what_is_not_in_the_text_is_kept_and_said_to_have_no_place(load: Callable[..., Workspace]) -> None:
    workspace = load(
        hypothesis({"text": "x", "target": [{"selector": [quoted("a sentence nobody ever wrote")]}]})
    )
    ((_, item),) = workspace.annotations()
    assert (item.placement, item.span) == (Placement.ORPHAN, None)
    assert item.selectors.exact == "a sentence nobody ever wrote"
    report = workspace.report  # type: ignore[attr-defined]
    assert report.attention
    assert [remark.fate for remark in report.remarks] == [Fate.UNPLACED]


def test_an_article_is_known_by_its_quotations_alone(load: Callable[..., Workspace]) -> None:
    csv = "Highlight,Book Title,Note\nThe works cost a fifth more than planned.,Some Other Name,why?\n"
    ((record, item),) = load(csv, "in.csv").annotations()
    assert (record.path, item.placement) == ("ledger.txt", Placement.EXACT)


def test_an_article_is_known_by_its_address(load: Callable[..., Workspace], library: Path) -> None:
    (library / "web.md").write_text("---\nurl: https://www.example.org/a/\n---\n\nSome words of it.\n")
    row = {"uri": "http://example.org/a#x", "document": {}, "target": [{"selector": [quoted("words of")]}]}
    ((record, _),) = load(hypothesis(row)).annotations()
    assert record.path == "web.md"


def test_the_same_title_at_another_address_is_another_article(
    load: Callable[..., Workspace], library: Path
) -> None:
    (library / "web.md").write_text("---\ntitle: Home\nurl: https://one.example/\n---\n\nSome words of it.\n")
    row = {"uri": "https://two.example/", "document": {"title": ["Home"]},
           "target": [{"selector": [quoted("of")]}]}  # fmt: skip
    ((record, _),) = load(hypothesis(row)).annotations()
    assert record.path != "web.md"


def test_new_tags_take_the_colour_that_comes_with_them(load: Callable[..., Workspace]) -> None:
    csv = "Highlight,Book Title,Color,Tags\nNobody expected the water to hold,The harbour opens,green,Hope\n"
    assert load(csv, "in.csv").codebook().get("Hope").colour == "green"


def test_several_targets_are_several_annotations() -> None:
    row = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://x.org/1", "type": "Annotation",
           "bodyValue": "both", "target": ["http://x.org/a", {"source": "http://x.org/b",
           "selector": {"type": "TextPositionSelector", "start": 1, "end": 4}}]}  # fmt: skip
    first, second = read_any(json.dumps(row).encode(), "x.jsonld").annotations
    assert (first.whole, first.document.url, second.place) == (True, "http://x.org/a", (1, 4))
    assert first.id != second.id


@pytest.mark.parametrize("shape", ["annotation", "list", "page", "collection"])
def test_w3c_annotations_in_every_wrapping(shape: str) -> None:
    row: Any = {"type": "Annotation", "motivation": "tagging", "body": {"type": "TextualBody", "value": "t"},
                "target": {"source": "urn:x:1", "selector": [quoted("words")]}}  # fmt: skip
    page = {"type": "AnnotationPage", "items": [row]}
    value = {"annotation": row, "list": [row], "page": page,
             "collection": {"@context": "http://www.w3.org/ns/anno.jsonld", "type": ["AnnotationCollection"],
                            "first": page}}[shape]  # fmt: skip
    found = one(json.dumps(value), "x.jsonld")
    assert (found.exact, found.tags, found.document.id) == ("words", ("t",), "urn:x:1")


CODES = (
    '<CodeBook><Codes><Code guid="{AAAAAAAA-0000-4000-8000-000000000001}" name="Nature" isCodable="false">'
    '<Code guid="aaaaaaaa-0000-4000-8000-000000000002" name="and/or" isCodable="true" color="#0a0"/>'
    "</Code></Codes></CodeBook>"
)


def refi(text: bytes, selections: str, after: str = "") -> bytes:
    inner = (
        f'{CODES}<Sources><TextSource guid="bbbbbbbb-0000-4000-8000-000000000001" name="Tide.txt" '
        f'plainTextPath="internal://t.TXT">{selections}</TextSource></Sources>{after}'
    )
    qde = f'\ufeff<Project xmlns="urn:QDA-XML:project:0:4" name="P" origin="Made">{inner}</Project>'
    return packed([("Sources/T.txt", text), ("My study.QDE", qde.encode())])


def selection(start: int, end: int, inner: str = "", name: str = "", number: int = 1) -> str:
    guid = f"cccccccc-0000-4000-8000-{number:012}"
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}" endPosition="{end}">'
        f"{inner}</PlainTextSelection>"
    )


CODE = '<CodeRef targetGUID="AAAAAAAA-0000-4000-8000-000000000002"/>'
CODING = f'<Coding guid="dddddddd-0000-4000-8000-000000000001">{CODE}</Coding>'
NOTED = "eeeeeeee-0000-4000-8000-000000000001"
REF = f'<NoteRef targetGUID="{NOTED}"/>'
WHY = "<PlainTextContent>why</PlainTextContent>"


def test_a_project_is_read_whatever_its_spelling(load: Callable[..., Workspace]) -> None:
    workspace = load(refi(b"The moon pulls the water.\n", selection(4, 14, CODING)), "in.qdpx")
    ((record, item),) = workspace.annotations()
    assert (record.path, item.selectors.exact, item.tags) == ("Tide.txt", "moon pulls", ("Nature/and-or",))
    assert workspace.codebook().get("Nature/and-or").colour == "#00aa00"


def notes(inner: str, attributes: str = "") -> str:
    return f'<Notes><Note guid="{NOTED}"{attributes}>{inner}</Note></Notes>'


LINK = (
    f'<Links><Link guid="eeeeeeee-0000-4000-8000-000000000009" originGUID="{NOTED}" '
    'targetGUID="cccccccc-0000-4000-8000-000000000001"/></Links>'
)


@pytest.mark.parametrize(
    ("selections", "after"),
    [
        (selection(4, 14, REF), notes(WHY)),
        (selection(4, 14, "<Description>why</Description>"), ""),
        (REF, notes(WHY + selection(4, 14))),
        (selection(4, 14), notes(WHY) + LINK),
        (
            selection(4, 14, CODING.replace("</Coding>", f"{REF}</Coding>")),
            notes("", ' plainTextPath="internal://T.txt"'),
        ),
    ],
)
def test_notes_are_found_however_they_are_tied(selections: str, after: str) -> None:
    found = one(refi(b"why moon pulls", selections, after), "x.qdpx")
    assert found.exact == "moon pulls"
    assert found.note in ("why", "why moon pulls")


def test_selections_on_one_passage_are_one_annotation() -> None:
    data = refi(b"The moon pulls the water.", selection(4, 14, CODING) + selection(4, 14, number=2))
    assert one(data, "x.qdpx").tags == ("Nature/and-or",)


def test_a_way_of_counting_that_is_not_sure_makes_places_uncertain(load: Callable[..., Workspace]) -> None:
    # Either way of counting cuts no word, so nothing tells them apart.
    text = "🌙 a b c d e f g h".encode()
    workspace = load(refi(text, selection(2, 3) + selection(6, 7, number=2)), "in.qdpx")
    placements = {item.placement for _, item in workspace.annotations()}
    assert placements <= {Placement.UNCERTAIN, Placement.EXACT}
    report = workspace.report  # type: ignore[attr-defined]
    if any("may count" in remark.reason for remark in report.remarks):
        assert placements == {Placement.UNCERTAIN}


def test_taguette_positions_are_bytes_over_the_text_of_the_page() -> None:
    base = sqlite3.connect(":memory:")
    base.executescript(
        "CREATE TABLE tags(id INTEGER, path TEXT, description TEXT);"
        "CREATE TABLE documents(id INTEGER, name TEXT, contents TEXT);"
        "CREATE TABLE highlights(id INTEGER, document_id INTEGER, start_offset INTEGER, end_offset INTEGER);"
        "CREATE TABLE highlight_tags(highlight_id INTEGER, tag_id INTEGER);"
        "INSERT INTO tags VALUES(1, 'force.lunar', 'd');"
        "INSERT INTO documents VALUES(1, 'Tides', "
        "'<h1>é</h1><p>A <b>&lt;moon&gt;</b> 🌙</p><script>x</script><!-- y -->z');"
        "INSERT INTO highlights VALUES(1, 1, 4, 10), (2, 1, 11, 15), (3, 1, 0, 4), (4, 1, 1, 2);"
        "INSERT INTO highlight_tags VALUES(1, 1);"
    )
    incoming = read_any(base.serialize(), "x.sqlite3")
    assert [each.exact for each in incoming.annotations] == ["<moon>", "🌙", "é\nA "]
    assert incoming.annotations[0].tags == ("force/lunar",)
    assert len(incoming.remarks) == 1


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b'{"exact": "x"}\n{"exact": "y"}\n', "x", "jsonl"),
        (b'[{"exact": "x"}]', "x", "jsonl"),
        (b'{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation"}', "x", "jsonld"),
        (b'{"type": "AnnotationSet", "items": []}', "x", "readium"),
        (b'[{"uri": "http://x", "target": []}]', "x", "hypothesis"),
        (b'{"rows": [], "total": 0}', "x", "hypothesis"),
        (b"Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n", "x", "hypothesis"),
        (b"id,document,tag,content\n", "x", "taguette"),
        (b"tag,description\n", "x", "taguette"),
        (b"Highlight,Book Title\n", "x", "readwise"),
        (b"quote;tags\n", "x", "csv"),
        (b"\xef\xbb\xbfT (A)\r\n- Your Highlight on page 1\r\n\r\nx\r\n==========\r\n", "x", "kindle"),
        (b'{"type": "calibre_highlights", "highlights": []}', "x", "calibre"),
        (b'{"documents": [], "version": "json/1.0.0"}', "x", "koreader"),
        (b"<?xml version='1.0'?><CodeBook/>", "x", "qdc"),
    ],
)
def test_formats_are_told_by_what_is_in_the_file(data: bytes, name: str, form: str) -> None:
    assert format_of(data, name) == form


def test_a_clipping_with_brackets_and_a_short_range() -> None:
    found = one(
        "A (b (c)) (Author, The)\n- Your Highlight Location 99-101 | Added on x\n\nWords\n==========\n"
    )
    assert (found.document.title, found.document.author) == ("A (b (c))", "Author, The")
    assert found.extra["location"] == "99-101"


def test_a_highlight_that_grew_is_taken_once() -> None:
    entry = (
        "T (A)\n- Your Highlight on Location {} | Added on Monday, March 4, 2024 9:0{}:06 AM\n\n{}\n"
        "==========\n"
    )
    text = entry.format("5-6", 1, "The moon") + entry.format("5-8", 2, "The moon pulls")
    assert one(text).exact == "The moon pulls"


def test_readwise_notes_with_full_stops() -> None:
    head = "Highlight,Book Title,Note\n"
    assert one(head + "x,T,.one .two words here\n").tags == ("one", "two")
    assert one(head + "x,T,.one .two words here\n").note == "words here"
    assert one(head + "part one,T,.c1\npart two,T,.c2\n").exact == "part one part two"
    assert one(head + "x,T,... well\n").note == "... well"


def test_two_names_for_one_article_are_one_article_and_loading_again_adds_nothing(
    load: Callable[..., Workspace], tmp_path: Path
) -> None:
    table = (
        "id,document,tag,content\n1,One name,a,The works cost a fifth more than planned\n"
        "2,Another,b,The town pays in ten years\n"
    )
    workspace = load(table, "in.csv")
    assert {record.path for record, _ in workspace.annotations()} == {"ledger.txt"}
    assert len(workspace.annotations()) == 2
    assert workspace.load(tmp_path / "in.csv").added == 0
    rows = (
        {"document": {}, "target": [{"selector": [quoted("The gates were raised at noon.")]}]},
        {"target": [{"selector": [quoted("Nobody expected the water to hold.")]}]},
    )
    workspace = load(hypothesis(*rows), "h.json")
    assert {record.path for record, _ in workspace.annotations()} == {"ledger.txt", "harbour.md"}
    assert len(workspace.annotations()) == 4
    assert workspace.load(tmp_path / "h.json").added == 0


def test_what_the_store_cannot_keep_beside_an_annotation_costs_only_itself(
    load: Callable[..., Workspace],
) -> None:
    deep: dict[str, Any] = {"type": "ShapeSelector"}
    for _ in range(200):
        deep = {"type": "ShapeSelector", "in": deep}
    row = {"target": [{"selector": [quoted("The gates were raised at noon."), deep]}]}
    ((_, item),) = load(hypothesis(row)).annotations()
    assert "selectors" not in item.extra
    assert item.extra["origin"]


def test_a_quotation_without_context_is_placed_where_it_stands_once_unless_it_is_very_short(
    load: Callable[..., Workspace],
) -> None:
    rows = ("at noon", "water to hold", "to hold", "the evening", "ten years")
    table = "Highlight,Title\n" + "".join(f"{words},The harbour opens\n" for words in rows)
    workspace = load(table, "in.csv")
    assert {item.selectors.exact: item.placement for _, item in workspace.annotations()} == {
        "at noon": Placement.UNCERTAIN,
        "water to hold": Placement.EXACT,
        "to hold": Placement.UNCERTAIN,
        "the evening": Placement.EXACT,
        "ten years": Placement.ORPHAN,
    }
    said = [remark.reason for remark in workspace.report.remarks]  # type: ignore[attr-defined]
    once, several = "its words stand here once, but are too few", "its words stand here 2 times"
    assert [sum(words in reason for reason in said) for words in (once, several)] == [1, 1]
