"""JSON Lines and CSV: what goes out comes back to the last field, and no cell is a formula."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import uuid

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.exchange.csv_rows import COLUMNS, export_csv, read_csv
from annotations.exchange.hypothesis import export_hypothesis
from annotations.exchange.jsonl import annotation_json, export_jsonl, read_jsonl
from annotations.exchange.row import BadRow, Read, annotation_of
from annotations.exchange.tables import guarded, table_of
from annotations.exchange.times import is_utc
from annotations.exchange.w3c import export_w3c
from annotations.model import Annotation, DocumentRecord, Placement, Selectors, tag_paths
from corpus.clean import clean, clean_line
from corpus.span import Span

DOCUMENT = DocumentRecord(
    str(uuid.UUID(int=1)), "a/b ü.md", 'A, "title"', "Wire", "Meyer; Ali", "2025", "https://x"
)
signs = st.text(st.sampled_from("=+-@'\"\t\n ,;\\/＝a1é\u00a0"), max_size=8) | st.text(max_size=12)
texts = signs.map(clean)
lines = signs.map(clean_line)


@st.composite
def annotation_values(draw: st.DrawFn) -> Annotation:
    start, made = draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6))
    placement = draw(st.sampled_from(list(Placement)))
    orphan = placement is Placement.ORPHAN
    exact = draw(texts.filter(bool))
    return Annotation(
        id=str(draw(st.uuids())),
        document=DOCUMENT.id,
        selectors=Selectors(
            made, made + len(exact), exact, draw(texts), draw(texts), draw(st.sampled_from("de"))
        ),
        span=None if orphan else Span(start, start + draw(st.integers(1, 50))),
        placed=draw(st.sampled_from(["d", "e", ""])),
        placement=placement,
        score=0.0 if orphan else draw(st.floats(0, 1)),
        tags=tag_paths(draw(st.lists(lines, max_size=3))),
        note=draw(texts),
        creator=draw(lines),
        created=draw(lines),
        modified=draw(lines),
    )


def back(read: Read) -> list[Annotation]:
    assert not read.problems
    assert {(row.document, row.document_id) for row in read.rows} <= {(DOCUMENT.path, DOCUMENT.id)}
    return [annotation_of(row, row.id, row.document_id) for row in read.rows]


@settings(max_examples=150)
@given(st.lists(annotation_values(), max_size=4))
def test_json_lines_come_back_to_the_last_field(made: list[Annotation]) -> None:
    data = export_jsonl((annotation, DOCUMENT) for annotation in made)
    assert back(read_jsonl(data)) == made
    assert data.count(b"\n") == len(made)


@settings(max_examples=150)
@given(st.lists(annotation_values(), max_size=4), st.booleans())
def test_csv_comes_back_to_the_last_field(made: list[Annotation], mark: bool) -> None:
    data = export_csv(((annotation, DOCUMENT) for annotation in made), mark=mark)
    assert back(read_csv(data)) == made


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(signs.map(clean).filter(bool))
@example("=1+1")
@example(" \u00a0@SUM(1)")
@example("＝1")
def test_no_cell_begins_like_a_formula(text: str) -> None:
    data = export_csv([(simple(note=text, tags=tag_paths([text]), exact=text), DOCUMENT)])
    for row in cells(data)[1:]:
        for cell in row:
            assert not cell.lstrip(" \u00a0").startswith(tuple("=+-@\t\r\n＝＋－＠"))


@given(st.lists(st.lists(signs, min_size=1, max_size=4), max_size=3), st.booleans())
def test_a_table_is_what_the_standard_library_would_write(rows: list[list[str]], guard: bool) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["a", 'b "c"'])
    writer.writerows([[guarded(cell) if guard else cell for cell in row] for row in rows])
    assert table_of(["a", 'b "c"'], rows, guard=guard) == file.getvalue().encode("utf-8", "replace")


@settings(max_examples=50)
@given(st.lists(annotation_values(), max_size=4))
def test_a_row_is_what_the_standard_library_would_write(made: list[Annotation]) -> None:
    data = export_csv([(annotation, DOCUMENT) for annotation in made] * 30)
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    head, *rows = cells(data)
    writer.writerow(head)
    for row in rows:
        texts = dict(zip(COLUMNS, row, strict=True))
        for name in ("start", "end", "score", "made_start", "made_end"):
            texts[name] = json.loads(texts[name]) if texts[name] else ""
        writer.writerow(texts.values())
    assert data == file.getvalue().encode()
    assert len(rows) == 30 * len(made)


def test_half_of_a_pair_stops_no_table() -> None:
    assert '"a \ufffd b"'.encode() in export_csv([(simple(exact="a \ud800 b"), DOCUMENT)])


@pytest.mark.parametrize("count", [0, 1, 100, 250])
def test_json_is_laid_out_alike_however_much_there_is(count: int) -> None:
    said = [(dataclasses.replace(simple(), id=str(uuid.UUID(int=n))), DOCUMENT) for n in range(count)]
    data, _ = export_hypothesis(said)
    found = orjson.loads(data)
    assert len(found["annotations"]) == count
    assert data == orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    page = orjson.loads(export_w3c(said))
    assert page["total"] == count == len(page.get("first", {"items": []})["items"])


@pytest.mark.parametrize("beyond", ["2025-02-30T10:00:00Z", "2025-02-03T24:00:00Z", "2025-02-03T10:00:60Z"])
def test_a_time_that_never_was_is_no_time(beyond: str) -> None:
    assert is_utc("2024-02-29T23:59:59Z")
    assert not is_utc(beyond)


def simple(exact: str = "Words.", note: str = "", tags: tuple[str, ...] = ()) -> Annotation:
    return Annotation(
        str(uuid.UUID(int=5)),
        DOCUMENT.id,
        Selectors(3, 9, exact, digest="d"),
        Span(3, 9),
        "d",
        tags=tags,
        note=note,
    )


def test_guarding_can_be_turned_off() -> None:
    assert b'"=1"' in export_csv([(simple(note="=1"), DOCUMENT)], guard=False)


def test_csv_quotes_every_text_and_names_its_columns() -> None:
    data = export_csv([(simple(tags=("a;b", "c")), DOCUMENT)], {"a;b": "blue"})
    first, second, _ = data.split(b"\r\n")
    assert first == ",".join(f'"{name}"' for name in COLUMNS).encode()
    row = dict(zip(COLUMNS, next(csv.reader([second.decode()])), strict=True))
    assert (row["tags"], row["color"], row["kind"], row["start"]) == (r"a\;b; c", "blue", "highlight", "3")
    assert data == export_csv([(simple(tags=("a;b", "c")), DOCUMENT)], {"a;b": "blue"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_from_elsewhere_is_read_by_the_names_of_its_columns(delimiter: str) -> None:
    rows = [["Note", "QUOTE", "Rating", "Tags", "Start"], ["mine", "It, has; to", "5", "a, b; c", "12.0"]]
    table = io.StringIO(newline="")
    csv.writer(table, delimiter=delimiter).writerows(rows)
    (row,) = read_csv(table.getvalue().encode()).rows
    assert (row.note, row.exact, row.tags, row.start) == ("mine", "It, has; to", ("a, b", "c"), 12)
    assert dict(row.extra) == {"rating": "5"}


def test_a_bad_row_is_named_and_the_others_are_read() -> None:
    read = read_csv(b"quote,start\r\none,1\r\ntwo,-4\r\n\r\nthree,3\r\n")
    assert [row.exact for row in read.rows] == ["one", "three"]
    assert [(problem.line, "'start'" in problem.reason) for problem in read.problems] == [(3, True)]


@pytest.mark.parametrize("data", [b"", b"a,b\r\n1,2\r\n", b"quote\r\n\xff\xfe"])
def test_what_is_no_table_of_quotations_is_refused(data: bytes) -> None:
    with pytest.raises(BadRow):
        read_csv(data)


def test_the_printed_object_has_every_key_and_an_orphan_no_place() -> None:
    orphan = Annotation(
        str(uuid.UUID(int=5)), DOCUMENT.id, Selectors(3, 9, "x"), None, "", Placement.ORPHAN, 0.0
    )
    printed = annotation_json(orphan, DOCUMENT)
    assert list(printed) == (
        "id document start end exact prefix suffix placement score tags note creator created modified".split()
    )
    assert (printed["start"], printed["end"], printed["note"], printed["tags"]) == (None, None, "", [])


def test_unknown_keys_of_a_newer_version_are_kept_and_cannot_replace_known_ones() -> None:
    newer = dataclasses.replace(simple(), extra={"mood": 1, "note": "not mine"})
    line = json.loads(export_jsonl([(newer, DOCUMENT)]))
    assert (line["mood"], line["note"]) == (1, "")
    assert dict(read_jsonl(export_jsonl([(newer, DOCUMENT)])).rows[0].extra) == {"mood": 1}


def test_a_path_that_is_not_utf_8_is_exported_all_the_same() -> None:
    strange = DocumentRecord(DOCUMENT.id, "caf\udce9.txt")
    assert json.loads(export_jsonl([(simple(), strange)]))["document"] == "caf\ufffd.txt"
    assert "caf\ufffd.txt".encode() in export_csv([(simple(), strange)])


@pytest.mark.parametrize(
    "line",
    [b"[1", b"7", b'"text"', b'{"tags": "a"}', b'{"start": -1}', b'{"start": 1.5}', b'{"score": 2}',
     b'{"note": 1}', b'{"made": 3}', b"\xff", b"[" * 100000],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_are_read(line: bytes) -> None:
    read = read_jsonl(b'{"quote": "one"}\n' + line + b'\n{"exact": "two"}\n')
    assert [row.exact for row in read.rows] == ["one", "two"]
    assert [problem.line for problem in read.problems] == [2]


def test_an_array_is_read_like_lines_and_an_empty_file_holds_nothing() -> None:
    assert [row.exact for row in read_jsonl(b'\xef\xbb\xbf [{"exact": "a"}, {"exact": "b"}]').rows] == [
        "a",
        "b",
    ]
    assert read_jsonl(b"\n\n") == Read(())
    assert read_jsonl(b"[1").problems[0].line == 1


def test_a_row_without_a_place_is_an_orphan_for_the_library_to_anchor() -> None:
    (row,) = read_jsonl(b'{"exact": "words", "placement": "exact"}').rows
    made = annotation_of(row, DOCUMENT.id, DOCUMENT.id)
    assert (made.placement, made.span, made.score) == (Placement.ORPHAN, None, 0.0)


@pytest.mark.parametrize("line", [b'{"start": 5, "end": 5}', b'{"start": 1, "end": 2, "placement": "here"}'])
def test_an_impossible_place_is_refused(line: bytes) -> None:
    with pytest.raises(BadRow):
        annotation_of(read_jsonl(line).rows[0], DOCUMENT.id, DOCUMENT.id)
