"""Files that were made to do harm are refused with a sentence, and nothing is written outside."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.exchange.archive import Archive, packed
from annotations.exchange.foreign import BadFile, Incoming
from annotations.exchange.reading import FORMS, read_any
from annotations.exchange.xmlfile import parsed_xml, written
from annotations.workspace import Workspace

Open = Callable[[], Workspace]
PROJECT = '<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="made">{}</Project>'
SOURCE = (
    '<Sources><TextSource guid="{0}" name="{1}" plainTextPath="internal://{0}.txt">{2}</TextSource></Sources>'
)
GUID = "c868f834-941b-5cf5-b00c-81b405d05114"


def project(inner: str, *members: tuple[str, bytes]) -> bytes:
    return packed([("project.qde", PROJECT.format(inner).encode()), *members])


def zipped(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members:
            container.writestr(name, content)
    return data.getvalue()


def test_a_zip_bomb_is_refused_while_it_is_read() -> None:
    bomb = project(SOURCE.format(GUID, "T", ""), (f"sources/{GUID}.txt", b"a" * 30_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(BadFile, match="zip bomb"):
        read_any(bomb, "x.qdpx")


def test_a_header_that_lies_about_its_size_does_not_help() -> None:
    data = bytearray(zipped(("project.qde", b"a" * 5_000_000)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(BadFile):
        Archive(bytes(data)).read("project.qde")


@pytest.mark.parametrize(
    "name",
    [
        "../up.txt",
        "/tmp/x",
        "sources/../../x",
        "a\\..\\b",
        "C:/x",
        "c:x",
        ".hidden",
        "sources/.x",
        "\\\\host\\x",
    ],
)
def test_names_that_lead_elsewhere_are_never_read(name: str) -> None:
    archive = Archive(zipped((name, b"x"), ("fine.txt", b"y")))
    assert archive.names == ("fine.txt",)
    assert archive.ignored == (name,)


def test_links_encryption_doubles_and_crowds_are_refused_or_ignored() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    assert Archive(zipped((link, b"/etc/passwd"))).ignored == ("link.txt",)
    with pytest.warns(UserWarning, match="Duplicate"), pytest.raises(BadFile, match="twice"):
        Archive(zipped(("a", b"1"), ("a", b"2")))
    crowd = zipped(*((f"{index}", b"") for index in range(10_001)))
    with pytest.raises(BadFile, match="more than 10,000"):
        Archive(crowd)
    locked = bytearray(zipped(("a", b"1")))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadFile, match="encrypted"):
        Archive(bytes(locked))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE Project SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE Project>",
    ],
)
def test_document_types_are_refused(declaration: str) -> None:
    data = packed([("project.qde", f"{declaration}{PROJECT.format('')}".encode())])
    with pytest.raises(BadFile, match="document type"):
        read_any(data, "x.qdpx")
    with pytest.raises(BadFile, match="document type"):
        read_any(f"{declaration}<CodeBook/>".encode(), "x.qdc")


def test_deep_xml_is_refused_and_wide_xml_is_not() -> None:
    deep = b"<CodeBook><Codes>" + b"<Code>" * 100_000
    with pytest.raises(BadFile, match="deep"):
        parsed_xml(deep, "It")
    wide = b"<CodeBook><Codes>" + b'<Code guid="x" name="n"/>' * 5_000 + b"</Codes></CodeBook>"
    assert len(read_any(wide, "x.qdc").tags) == 5_000


@pytest.mark.parametrize(
    "data", [b"", b"<", b"<a>", b"<a></b>", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="no-such"?><a/>']
)
def test_broken_xml_is_a_sentence(data: bytes) -> None:
    with pytest.raises(BadFile):
        parsed_xml(data, "It")


@pytest.mark.parametrize("form", ["jsonld", "readium", "hypothesis", "koreader", "calibre", "jsonl"])
@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"type": "Annotation", "target": NaN}',
        b'{"type":"Annotation","target":{"selector":{"type":"TextPositionSelector","start":1e400,"end":-1}}}',
        b"\xff\xfe{}",
        b"{}",
        b"[]",
        b"null",
        b"7",
        b'"x"',
        b'[null, 7, "x", [], {}, {"target": 3}, {"uri": [], "target": {"selector": 3}}]',
        b'{"annotations": [{"target": [[]], "tags": {"a": 1}, "user": 7, "permissions": []}]}',
        b'{"entries": [{"time": 1e308, "page": [], "text": {}}], "highlights": [{"style": 3, "removed": 1}]}',
    ],
)
def test_strange_json_is_read_or_refused_with_a_sentence(form: str, data: bytes) -> None:
    with suppress(BadFile):
        assert isinstance(read_any(data, "x", form), Incoming)


def test_refinements_without_end_end() -> None:
    selector: dict[str, object] = {"type": "CssSelector", "value": "a"}
    for _ in range(400):
        selector = {"type": "CssSelector", "value": "a", "refinedBy": selector}
    row = {"type": "Annotation", "target": {"source": "http://x.org/", "selector": selector}}
    assert len(read_any(json.dumps(row).encode(), "x.jsonld").annotations) == 1


@given(st.binary(max_size=300), st.sampled_from(FORMS))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
def test_no_bytes_crash_any_reader(data: bytes, form: str) -> None:
    with suppress(BadFile):
        assert isinstance(read_any(data, "x", form), Incoming)


@given(st.text(max_size=300), st.sampled_from(FORMS))
@settings(max_examples=300)
def test_no_text_crashes_any_reader(text: str, form: str) -> None:
    heads = {
        "readwise": "Highlight,Book Title,Note,Location,Date\n",
        "csv": "quote,tags,start\n",
        "taguette": "id,document,tag,content\n",
        "kindle": "Title (A)\n- Your Highlight on page 1 | Location 1-2 | Added on x\n\n",
        "hypothesis": "Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n",
    }
    data = (heads.get(form, "") + text).encode("utf-8", "surrogatepass")
    with suppress(BadFile):
        assert isinstance(read_any(data, "x", form), Incoming)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                (
                    "type target selector source body value items first id exact start end tags annotations "
                    "rows uri text user created references permissions read document title entries "
                    "highlights page time about refinedBy purpose motivation creator name note removed style"
                ).split()
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@given(json_values, st.sampled_from(("jsonld", "readium", "hypothesis", "koreader", "calibre", "jsonl")))
@settings(max_examples=300)
def test_no_shape_of_json_crashes_any_reader(value: object, form: str) -> None:
    with suppress(BadFile):
        assert isinstance(read_any(json.dumps(value).encode(), "x", form), Incoming)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["TextSource", "PDFSource", "Note", "Code", "Link", "Representation"]),
            st.dictionaries(
                st.sampled_from(
                    ["guid", "name", "plainTextPath", "targetGUID", "originGUID", "isCodable", "color"]
                ),
                st.sampled_from(["", GUID, "{x}", "internal://a.txt", "../x", "a/b", "#zzz"]),
            ),
            st.text(max_size=20),
        ),
        max_size=8,
    )
)
def test_no_project_crashes_the_reader(parts: list[tuple[str, dict[str, str], str]]) -> None:
    inner = [
        "".join(written(name, attributes, [f"<x>{'y' * len(text)}</x>"])) for name, attributes, text in parts
    ]
    body = "".join(
        f"<{group}>{''.join(inner)}</{group}>" for group in ("Sources", "Notes", "Links", "CodeBook")
    )
    assert isinstance(read_any(project(body), "x.qdpx"), Incoming)


def test_a_damaged_database_and_an_endless_view_are_refused() -> None:
    with pytest.raises(BadFile):
        read_any(b"SQLite format 3\0" + b"\x07" * 5000, "x.sqlite3")
    base = sqlite3.connect(":memory:")
    base.executescript(
        "CREATE VIEW tags AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) "
        "SELECT id, 'x' AS path, '' AS description FROM n WHERE id < 0;"
    )
    with pytest.raises(BadFile):
        read_any(base.serialize(), "x.sqlite3")


@pytest.mark.parametrize(
    "name",
    ["../../escaped", "/etc/escaped", "CON", 'a\n---\n"b"', "..", "\u202eevil", "x" * 500, "~root", "$(id)"],
)
def test_documents_of_a_project_are_written_inside_whatever_their_names(
    name: str, opened: Open, library: Path, tmp_path: Path
) -> None:
    title = "".join(written("x", {"name": name})).removeprefix('<x name="').removesuffix('"/>')
    file = tmp_path / "in.qdpx"
    file.write_bytes(
        project(SOURCE.format(GUID, title, ""), (f"sources/{GUID}.txt", b"Words of a source.\n"))
    )
    outside = sorted(path for path in tmp_path.rglob("*") if library not in path.parents)
    report = opened().load(file)
    (made,) = report.documents
    assert (library / made).read_text() == "Words of a source.\n"
    assert (library / made).parent == library
    assert sorted(path for path in tmp_path.rglob("*") if library not in path.parents) == outside


def test_extra_fields_cannot_stand_for_our_own(opened: Open, tmp_path: Path) -> None:
    line = {
        "document": "ledger.txt", "exact": "a fifth more", "rev": -7, "place": [0, 4], "placed": "x" * 9,
        "harmless": {"kept": [1, 2]}, "big": 1 << 62,
    }  # fmt: skip
    (tmp_path / "in.jsonl").write_text(json.dumps(line) + "\n")
    workspace = opened()
    workspace.load(tmp_path / "in.jsonl")
    ((_, item),) = workspace.annotations()
    assert item.rev == 1
    assert item.extra["harmless"] == {"kept": [1, 2]}
    assert workspace.document("ledger.txt").text[slice(*item.span or (0, 0))] == "a fifth more"


def test_control_characters_are_gone_before_anything_is_stored(opened: Open, tmp_path: Path) -> None:
    evil = "a\x1b]52;c;x\x07b\u202ec"
    row = {
        "uri": "http://x.org/",
        "target": [{"selector": [{"type": "TextQuoteSelector", "exact": evil}]}],
        "tags": [evil],
        "text": evil,
        "user": f"acct:{evil}@x",
        "document": {"title": [evil]},
        "id": evil,
    }
    (tmp_path / "in.json").write_text(json.dumps([row]))
    workspace = opened()
    workspace.load(tmp_path / "in.json")
    ((record, item),) = workspace.annotations()
    shown = f"{record} {item} {workspace.codebook()}"
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_formula_cells_lose_their_guard_once_and_get_it_back(opened: Open, tmp_path: Path) -> None:
    workspace = opened()
    span = workspace.quoted("ledger.txt", "a fifth more")
    for note in ("=1+1", "'=x", "-5", "＝A1", "fine"):
        workspace.annotate("ledger.txt", span, note=note)
    for form in ("csv", "readwise", "taguette-highlights"):
        for line in workspace.export(form).data.decode().splitlines()[1:]:
            assert not any(f'"{sign}' in line for sign in "=+-@＝"), line


def test_a_bomb_in_a_cell_is_a_problem_and_no_crash() -> None:
    huge = b'quote\n"' + b"x" * (17 * 1024 * 1024) + b'"\n'
    with suppress(BadFile):
        assert not read_any(huge, "x.csv", "csv").annotations
    assert zlib.crc32(huge)


def workbook(sheet: str) -> bytes:
    return packed([("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", sheet.encode())])


def test_a_workbook_is_a_table_and_its_formulas_are_words() -> None:
    rows = (
        '<row><c r="A1" t="inlineStr"><is><t>tag</t></is></c><c r="C1"><v>1</v></c></row>'
        '<row><c r="A2"><f>HYPERLINK("x")</f><v>0</v></c></row>'
        '<row><c r="A3" t="s"><v>99999999999</v></c></row>'
    )
    (tag,) = read_any(workbook(f"<worksheet><sheetData>{rows}</sheetData></worksheet>"), "x.xlsx").tags
    assert tag.path == '=HYPERLINK("x")'


@pytest.mark.parametrize(
    "sheet",
    [
        "<!DOCTYPE worksheet><worksheet/>",
        "<worksheet>" + "<a>" * 200 + "</a>" * 200 + "</worksheet>",
        "",
        '<worksheet><sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>',
    ],
)
def test_strange_workbooks_are_refused(sheet: str) -> None:
    with pytest.raises(BadFile):
        read_any(workbook(sheet), "x.xlsx")
