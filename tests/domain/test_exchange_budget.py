"""Small files that unfold into any amount are refused, with the limit named, before they fill the memory."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from annotations.exchange import biblio, budget, kindle, tables, xlsx, xmlfile
from annotations.exchange.archive import packed
from annotations.exchange.budget import Budget
from annotations.exchange.foreign import BadFile, Foreign, Hints
from annotations.exchange.reading import read_any
from annotations.exchange.units import Ruler, Unit
from corpus import bounded_xml

ROOT = Path(__file__).parents[2]
ROOM = 1 << 30  # bytes of addresses that reading a file may take, with the program itself
TAGUETTE = (
    "CREATE TABLE tags(id, path, description); CREATE TABLE highlight_tags(highlight_id, tag_id);"
    "CREATE TABLE highlights(id, document_id, start_offset, end_offset);"
)


def workbook(rows: bytes, *strings: bytes) -> bytes:
    shared = b"<sst>" + b"".join(b"<si><t>%b</t></si>" % each for each in strings) + b"</sst>"
    return packed(
        [
            ("xl/workbook.xml", b"<w/>"),
            ("xl/sharedStrings.xml", shared.replace(b"<sst>", b'<sst xmlns="x">')),
            ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"),
        ]
    )


def base(script: str) -> bytes:
    made = sqlite3.connect(":memory:")
    made.executescript(TAGUETTE + script)
    return bytes(made.serialize())


def project(inner: str, *members: tuple[str, bytes]) -> bytes:
    root = f'<Project xmlns="urn:QDA-XML:project:1.0" name="P">{inner}</Project>'
    return packed([("project.qde", root.encode()), *members])


def noise(length: int) -> bytes:
    """Letters that do not pack well, so that no container looks like a bomb."""
    state, found = 1, bytearray()
    while len(found) < length:
        state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        found += b"%016x" % state
    return bytes(found[:length])


def wide_sheet() -> bytes:
    return workbook(b"".join(b'<row><c r="ZZ%d"/></row>' % number for number in range(40_000)))


def repeated_string() -> bytes:
    cells = b"".join(b'<row><c t="s" r="A%d"><v>0</v></c></row>' % number for number in range(2_000))
    return workbook(cells, noise(400_000))


def view() -> bytes:
    return base(
        "CREATE VIEW documents AS "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
        "SELECT i AS id, 'x' AS name, hex(zeroblob(50000000)) AS contents FROM n;"
    )


def long_value() -> bytes:
    return base(
        "CREATE TABLE documents(id, name, contents AS (hex(zeroblob(20000000))));"
        "INSERT INTO documents(id, name) VALUES (1, 'x');"
    )


def made_values() -> bytes:
    return base(
        "CREATE TABLE documents(id, name, contents AS (hex(zeroblob(10000000))));"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
        "INSERT INTO documents(id, name) SELECT i, 'x' FROM n;"
    )


def one_text_quoted_often() -> bytes:
    return base(
        "CREATE TABLE documents(id, name, contents);"
        f"INSERT INTO documents VALUES (1, 'x', '{noise(200_000).decode()}');"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
        "INSERT INTO highlights SELECT i, 1, i % 90, 200000 FROM n;"
    )


def one_source_marked_often() -> bytes:
    marks = "".join(
        f'<PlainTextSelection guid="{n}" startPosition="{n % 90}" endPosition="400000"/>'
        for n in range(9_000)
    )
    source = f'<TextSource guid="s" name="S" plainTextPath="internal://s.txt">{marks}</TextSource>'
    return project(f"<Sources>{source}</Sources>", ("sources/s.txt", noise(400_000)))


def one_text_of_many_sources() -> bytes:
    sources = "".join(
        f'<TextSource guid="s{n}" name="S" plainTextPath="internal://s.txt"/>' for n in range(2_000)
    )
    return project(f"<Sources>{sources}</Sources>", ("sources/s.txt", noise(400_000)))


def one_note_of_many_targets() -> bytes:
    body = [{"type": "TextualBody", "value": "y" * 100_000}, {"type": "TextualBody", "value": "z"}]
    row = {"type": "Annotation", "body": body, "target": [f"http://x.org/{n}" for n in range(20_000)]}
    return json.dumps(row).encode()


def one_title_of_many_entries() -> bytes:
    return json.dumps({"title": "t" * 100_000, "entries": [{"text": "a"}] * 20_000}).encode()


BOMBS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "wide sheet": (wide_sheet, "x.xlsx", "cells"),
    "repeated string": (repeated_string, "x.xlsx", "characters of text"),
    "view": (view, "x.sqlite3", "“documents” in it is no table"),
    "long value": (long_value, "x.sqlite3", "too big"),
    "made values": (made_values, "x.sqlite3", "characters of text"),
    "one text quoted often": (one_text_quoted_often, "x.sqlite3", "characters of text"),
    "one source marked often": (one_source_marked_often, "x.qdpx", "characters of text"),
    "one text of many sources": (one_text_of_many_sources, "x.qdpx", "characters of text"),
    "one note of many targets": (one_note_of_many_targets, "x.jsonld", "characters of text"),
    "one title of many entries": (one_title_of_many_entries, "x.json", "characters of text"),
}
READ = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({ROOM}, {ROOM}))
from pathlib import Path
from annotations.exchange.foreign import BadFile
from annotations.exchange.reading import read_any
for name in sys.argv[1:]:
    try:
        read_any(Path(name).read_bytes(), name)
        print("read")
    except BadFile as error:
        print(error)
"""


def test_no_small_file_fills_the_memory(tmp_path: Path) -> None:
    names = []
    for number, (make, name, _) in enumerate(BOMBS.values()):
        names.append(tmp_path / f"{number}-{name}")
        names[-1].write_bytes(make())
        assert names[-1].stat().st_size < 2_500_000
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, names)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for said, (kind, (_, _, reason)) in zip(done.stdout.splitlines(), BOMBS.items(), strict=True):
        assert reason in said, (kind, said)


ROW = b'"a","b"\n'
MANY = {
    "csv": (b'"quote","tags"\n' + ROW * 30, "x.csv"),
    "readwise": (b'"Highlight","Book Title"\n' + ROW * 30, "x.csv"),
    "taguette": (b'"tag","content"\n' + ROW * 30, "x.csv"),
    "hypothesis": (b'"Quote/description","Tags"\n' + ROW * 30, "x.csv"),
    "hypothesis json": (json.dumps([{"uri": "u", "target": []}] * 30).encode(), "x.json"),
    "jsonl": (b'{"exact":"a"}\n' * 30, "x.jsonl"),
    "broken jsonl": (b'{"exact":"a"}\n' + b"x\n" * 30, "x.jsonl"),
    "jsonld": (json.dumps([{"type": "Annotation", "target": "http://x.org/"}] * 30).encode(), "x.jsonld"),
    "koreader": (json.dumps({"entries": [{"text": "a"}] * 30}).encode(), "x.json"),
    "calibre": (json.dumps({"highlights": [{"uuid": "a"}] * 30}).encode(), "x.json"),
    "kindle": (b"T (A)\n- page 1 | Location 1-2 | x\n\nwords\n==========\n" * 30, "x.txt"),
    "bibtex": (b"@a{b,\n title = {c},\n}\n" * 30, "x.bib"),
    "ris": (b"TY  - JOUR\nTI  - a\nER  - \n" * 30, "x.ris"),
    "workbook": (workbook(b'<row><c r="A1"><v>quote</v></c></row>' * 30), "x.xlsx"),
    "database": (
        base(
            "CREATE TABLE documents(id, name, contents);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) "
            "INSERT INTO highlights SELECT i, 1, 0, 1 FROM n;"
        ),
        "x.sqlite3",
    ),
    "project": (
        project(
            '<Sources><TextSource guid="s" name="S"><PlainTextContent>abc</PlainTextContent>'
            + "".join(
                f'<PlainTextSelection guid="{n}" creatingUser="{n}" startPosition="0" endPosition="2"/>'
                for n in range(30)
            )
            + "</TextSource></Sources>"
        ),
        "x.qdpx",
    ),
}


@pytest.mark.parametrize("kind", MANY)
def test_every_reader_counts_what_it_makes(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data, name = MANY[kind]
    if kind in ("bibtex", "ris"):
        pytest.importorskip("bibtexparser" if kind == "bibtex" else "rispy")
    read_any(data, name)
    for module in (budget, kindle, biblio):
        monkeypatch.setattr(module, "RECORDS", 20)
    with pytest.raises(BadFile, match=r"more than 20 \w+.* Load it in smaller parts"):
        read_any(data, name)


@pytest.mark.parametrize(
    ("name", "data", "limit", "what"),
    [
        ("x.json", b"[" + b"[]," * 40 + b"[]]", "LISTS", "lists and objects"),
        ("x.jsonl", b'{"exact":"a","tags":[' + b'"a",' * 40 + b'"a"]}', "VALUES", "values"),
        ("x.csv", b"quote" + b",a" * 40 + b"\n", "CELLS", "cells"),
        ("x.qdc", b"<CodeBook><Codes>" + b"<Code/>" * 40 + b"</Codes></CodeBook>", "PARTS", "elements"),
        ("x.qdc", b"<CodeBook %b/>" % b" ".join(b'a%d=""' % n for n in range(40)), "PARTS", "elements"),
    ],
)
def test_each_limit_is_named(
    name: str, data: bytes, limit: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (budget, tables, xlsx, xmlfile):
        if hasattr(module, limit):
            monkeypatch.setattr(module, limit, 20)
    with pytest.raises(BadFile, match=f"more than 20 {what}"):
        read_any(data, name)


def test_no_tag_is_gathered_without_end_and_long_texts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_xml, "LONGEST", 100_000)
    long = b"".join(b' a%d=">"' % number for number in range(60_000))
    with pytest.raises(BadFile, match="a tag of it is longer than"):
        xmlfile.parsed_xml(b"<a" + long + b"/>", "It")
    for text in (b"x" * 2_000_000, b"x &lt; y\n" * 200_000, b"<![CDATA[" + b"x" * 2_000_000 + b"]]>"):
        assert len(xmlfile.text_of(xmlfile.parsed_xml(b"<a>" + text + b"</a>", "It"))) > 1_000_000


def test_annotations_are_counted_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made = count()
    monkeypatch.setattr(budget, "TEXT", 1_000)
    with pytest.raises(BadFile, match="more than 1,000 characters"):
        list(Budget().each(Foreign(Hints(), exact="x" * 300, where=f"{next(made)}") for _ in range(10**9)))
    assert next(made) == 4


def test_blank_lines_before_a_clipping_cost_no_more_than_reading_them() -> None:
    data = b" \n" * 500_000 + b"T (A)\n- Your Highlight on page 1 | Location 1-2 | x\n\nwords\n==========\n"
    (found,) = read_any(data, "x.txt", "kindle").annotations
    assert (found.exact, found.document.title) == ("words", "T")


def test_rulers_measure_in_little_room() -> None:
    ruler = Ruler("aé😀" * 3, Unit.UTF8)
    assert [ruler.points(position) for position in range(8)] == [0, 1, None, 2, None, None, None, 3]
    assert ruler._starts.itemsize + ruler._wide.itemsize + ruler._widths.itemsize == 17
