"""Each format: what is taken, what is said of it, and what is refused."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from corpus import markdown
from corpus.imports import epub, subtitles, text
from corpus.imports import markdown as as_it_is
from corpus.imports.container import Container, xml_of
from corpus.imports.kinds import Kind, kind_of, missing
from corpus.imports.model import NotConverted, Options
from corpus.imports.pdf import Line, running_heads, write
from corpus.imports.writer import Writer

CONTAINER = '<container><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>'
PACKAGE = (
    '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The “Book”: ---</dc:title>'
    "<dc:creator>Ada</dc:creator><dc:creator>Bo</dc:creator><dc:date>2024-05-02T00:00:00Z</dc:date>"
    "<dc:publisher>Quay</dc:publisher><dc:language>en</dc:language></metadata><manifest>"
    '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="b" href="b%20b.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
CHAPTER = (
    '<?xml version="1.0"?><!DOCTYPE html><html><head><title/></head>'
    "<body><h1>One</h1><p>Caf&eacute; <em>x</em>.</p></body></html>"
)


def packed(members: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return data.getvalue()


def book(**more: str | bytes) -> bytes:
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "o/p.opf": PACKAGE,
        "o/nav.xhtml": "<nav>Contents</nav>",
        "o/a.xhtml": CHAPTER,
        "o/b b.xhtml": "<p>Second.</p>",
    }
    return packed(members | {name.replace("__", "/"): content for name, content in more.items()})


def refusal(data: bytes) -> str:
    with pytest.raises(NotConverted) as refused:
        epub.convert(data, "b.epub")
    return str(refused.value)


def test_a_book_comes_in_reading_order_with_what_it_says_of_itself() -> None:
    made = epub.convert(book(), "b.epub")
    assert markdown.parse(made.markdown).text.split("\n\n") == ["One", "Café x.", "", "Second."]
    assert made.metadata == {
        "title": "The “Book”: ---",
        "author": "Ada, Bo",
        "date": "2024-05-02",
        "source": "Quay",
        "language": "en",
    }


def test_a_protected_book_is_refused_and_hidden_fonts_are_not() -> None:
    way = "<encryption><EncryptedData><EncryptionMethod Algorithm='{}'/></EncryptedData></encryption>"
    name = "META-INF/encryption.xml"
    fonts = book(**{name: way.format("http://www.idpf.org/2008/embedding")})
    assert epub.convert(fonts, "b.epub").markdown
    assert "protected" in refusal(book(**{name: way.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")}))


def test_entities_in_a_book_are_refused() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"
    assert "entities" in refusal(book(**{"o/p.opf": bomb + PACKAGE}))
    assert "entities" in refusal(
        book(**{"META-INF/container.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + CONTAINER})
    )


def test_a_zip_bomb_is_refused_while_it_is_read() -> None:
    assert "zip bomb" in refusal(book(**{"o/a.xhtml": b"<p>" + b"a" * 3_000_000}))


def test_names_that_climb_are_not_read() -> None:
    climbing = PACKAGE.replace("a.xhtml", "../../../etc/passwd")
    made = epub.convert(book(**{"o/p.opf": climbing, "../../etc/passwd": "root"}), "b.epub")
    assert "root" not in made.markdown
    assert len(made.remarks) == 2


def test_xml_that_nests_too_deeply_is_refused() -> None:
    with pytest.raises(NotConverted, match="deeply"):
        xml_of(b"<a>" * 5000 + b"</a>" * 5000, "x")


def test_damaged_and_doubled_containers_are_refused() -> None:
    with pytest.raises(NotConverted, match="damaged"):
        Container(b"PK\x03\x04 nothing")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as container:
        container.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            container.writestr("a", "2")
    with pytest.raises(NotConverted, match="twice"):
        Container(data.getvalue())


def test_text_in_an_old_encoding_reads_the_same() -> None:
    source = "Über die Häfen\n\n* kein Punkt\nzweite_Zeile_ hier\n\n1. und\n\n# keine Überschrift\n"
    made = text.convert(source.encode("cp1252"), "haefen.txt", Options(encoding="cp1252"))
    assert made.metadata["title"] == "Über die Häfen"
    lines = [line for line in source.split("\n") if line]
    assert markdown.parse(made.markdown).text.split("\n\n") == lines


def test_wrapped_text_is_joined() -> None:
    line = "The gates were raised at noon and nobody in the town expected the water"
    source = (
        f"{line} of the\nharbour to hold, for {line}, they said,\nand that the {line} of\nit would be gone.\n"
    )
    assert "\n" not in markdown.parse(text.convert(source.encode(), "a.txt").markdown).text


@pytest.mark.parametrize("data", [b"", b"\n\n", b"a\0b\0\0c", b"\x7fELF\0\0"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotConverted):
        text.convert(data, "a.txt")


def test_markdown_stays_as_it_is() -> None:
    source = "---\r\ntitle: X\r\ntags: [a]\r\n---\r\n\r\n# Head\r\n\r\n*as* it <b>is</b>\r\n"
    made = as_it_is.convert(source.encode("utf-8-sig"), "a.md")
    assert made.markdown == "# Head\n\n*as* it <b>is</b>\n"
    assert made.front == "title: X\ntags: [a]"
    assert made.metadata["title"] == "X"


def test_a_brief_is_not_imported() -> None:
    with pytest.raises(NotConverted, match="brief"):
        as_it_is.convert(b'---\nscholiast: "1"\n---\nx\n', "a.md")


VTT = """WEBVTT

NOTE this is none

intro
00:01.000 --> 00:03.000 align:start
<v Ada>Hello <i>there</i>,
all of you.

00:04.000 --> 00:05.000
<v Ada>Again &amp; again.

00:05.500 --> 00:06.000
<v Bo>1. no list
"""


def test_time_stamps_of_subtitles_are_marks_and_not_text() -> None:
    made = subtitles.convert(VTT.encode(), "the_talk.vtt")
    parsed = markdown.parse(made.markdown)
    assert parsed.text == "Ada: Hello there, all of you. Again & again.\n\nBo: 1. no list"
    assert [f"00:00:0{t}" in made.markdown for t in ("1.000", "4.000", "5.500")] == [True] * 3
    assert made.metadata == {"title": "The talk"}


def test_numbers_of_srt_are_no_text_and_a_pause_parts_paragraphs() -> None:
    first = "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<b>One</b>\r\n\r\n"
    srt = f"{first}2\r\n00:00:09,000 --> 00:00:10,000\r\nTwo\r\n"
    assert markdown.parse(subtitles.convert(srt.encode(), "a.srt").markdown).text == "One\n\nTwo"
    with pytest.raises(NotConverted):
        subtitles.convert(b"no stamps", "a.srt")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7", "x", Kind.PDF),
        (b"<!DOCTYPE html><p>", "x", Kind.WEB),
        (b"plain", "x.html", Kind.WEB),
        (b"WEBVTT\n", "x.txt", Kind.SUBTITLES),
        (b"# x", "x.md", Kind.MARKDOWN),
        (b"words", "x.log", Kind.TEXT),
        (packed({"word/document.xml": "x"}), "x", Kind.DOCX),
        (book(), "x.zip", Kind.EPUB),
    ],
)
def test_a_kind_is_told_by_content_then_by_name(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


@pytest.mark.parametrize("data", [b"{\\rtf1", b"\xd0\xcf\x11\xe0", b"\x89PNG", packed({"a.txt": "x"})])
def test_what_cannot_be_converted_is_named(data: bytes) -> None:
    with pytest.raises(NotConverted):
        kind_of(data, "x")
    with pytest.raises(NotConverted, match="PDF"):
        kind_of(b"words", "x.pdf")


def test_a_missing_library_is_answered_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corpus.imports.kinds.find_spec", lambda name: None)
    assert f"{sys.executable} -m pip install 'pypdfium2<6,>=5'" in missing(Kind.PDF)
    assert missing(Kind.EPUB) == missing(Kind.TEXT) == ""


# PDF


def lines(*words: str, start: float = 700.0, height: float = 10.0) -> list[Line]:
    return [
        Line(each, 50, 50 + 5 * len(each), start - 12 * number, height) for number, each in enumerate(words)
    ]


def written(*pages_: list[Line]) -> str:
    writer = Writer()
    write(writer, pages_)
    return writer.finished()


def test_lines_of_a_page_are_joined_and_hyphens_taken_out() -> None:
    page = lines(
        "The gates were ex\u0002",
        "traordinarily high, and the well-",
        "known water did not hold at noon.",
        "Then.",
    )
    assert markdown.parse(written(page)).text == (
        "The gates were extraordinarily high, and the well- known water did not hold at noon. Then."
    )


def test_a_paragraph_ends_where_a_gap_is_and_goes_on_over_the_page() -> None:
    first = [
        *lines("One line that is as long as it gets.", "Its end is here."),
        *lines("A new one", "goes", start=640),
    ]
    made = written(first, lines("on over the page."))
    assert markdown.parse(made).text == (
        "One line that is as long as it gets. Its end is here.\n\nA new one goes on over the page."
    )
    assert "<!-- page 2 -->" in made


def test_large_lines_are_headings() -> None:
    page = [*lines("Title", height=20), *lines("Words of", "the text.", "And more", start=600)]
    assert written(page).endswith("# Title\n\nWords of the text. And more\n")


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    page = lines("1 The gates . . . . . . . . . 3", "2 The water. . . . . . . . . . iv", "Words.")
    assert len(markdown.parse(written(page)).blocks) == 3


def test_running_heads_are_those_that_stand_apart_on_most_pages() -> None:
    pages_ = [
        [
            *lines(f"Journal of Quays {n}", start=760),
            *lines("same words", f"words {n}", "and so on"),
            *lines(f"{n}", start=40),
        ]
        for n in range(1, 9)
    ]
    assert running_heads(pages_) == {"journal of quays #", "#"}
    assert running_heads(pages_[:2]) == frozenset()


def pdf_with(words: str) -> bytes:
    """A PDF by hand: one page, one line; no words for a scan."""
    content = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET" if words else "0 0 100 100 re f"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (The tide) /Author (Ada) /CreationDate (D:20240301120000Z) >>",
    ]
    data = "%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    data += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data.encode("latin-1")


def test_a_pdf_gives_its_words_title_and_date() -> None:
    pytest.importorskip("pypdfium2")
    from corpus.imports.pdf import convert

    made = convert(pdf_with("The water held all night *long*"), "a.pdf")
    assert made.metadata == {"title": "The tide", "author": "Ada", "date": "2024-03-01"}
    assert markdown.parse(made.markdown).text == "The water held all night *long*"


def test_a_scan_is_said_to_be_one_and_a_damaged_pdf_to_be_damaged() -> None:
    pytest.importorskip("pypdfium2")
    from corpus.imports.pdf import convert

    with pytest.raises(NotConverted, match="scan"):
        convert(pdf_with(""), "a.pdf")
    with pytest.raises(NotConverted, match="damaged"):
        convert(b"%PDF-1.4 nothing", "a.pdf")


# Word

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, **more: str | bytes) -> bytes:
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    link = f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/>'
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}">{default}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{links}">{link}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": (
            '<c:coreProperties xmlns:c="x" xmlns:dc="y" xmlns:t="z"><dc:title>A report</dc:title>'
            "<dc:creator>Ada</dc:creator><t:created>2024-02-03T04:05:06Z</t:created></c:coreProperties>"
        ),
    }
    return packed(members | more)


def paragraph(words: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{words}</w:t></w:r></w:p>"


def test_a_word_document_gives_its_text_and_properties() -> None:
    pytest.importorskip("mammoth")
    from corpus.imports.docx import convert

    made = convert(word(paragraph("Findings", "Heading1") + paragraph("All *is* well.")), "a.docx")
    assert markdown.parse(made.markdown).text == "Findings\n\nAll *is* well."
    assert made.metadata == {"title": "A report", "author": "Ada", "date": "2024-02-03"}


def test_hostile_word_documents_are_refused() -> None:
    pytest.importorskip("mammoth")
    from corpus.imports.docx import convert

    bomb = '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    for content in (bomb.encode(), bomb.encode("utf-16")):
        with pytest.raises(NotConverted, match="entities"):
            convert(word(paragraph("x"), **{"word/styles.xml": content}), "a.docx")
    with pytest.raises(NotConverted, match="zip bomb"):
        convert(word(paragraph("x" * 4_000_000)), "a.docx")


# Web pages

PAGE = """<!doctype html><html lang="en"><head><title>The gates | Quay Gazette</title>
<meta name="author" content="Ada Bee"><meta property="og:site_name" content="Quay Gazette">
<meta property="article:published_time" content="2025-02-13T10:00:00Z">
<link rel="canonical" href="https://quay.example/gates">
<script>document.write("injected")</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport news</a></nav>
<article><h1>The gates open</h1>
<p>The gates were raised at noon by the engineer, and nobody in the <b>whole</b> town
expected the water to hold. <img src="https://spy.example/p.gif"></p>
<p>It has to hold, the engineer said, since we built it for a century of *service* to the council.</p>
</article>
<aside class="advert">Buy our lamps now! Cheap lamps for everyone!</aside>
<footer>Copyright, imprint, cookies</footer></body></html>"""


def test_a_web_page_gives_its_main_text_and_what_it_says_of_itself() -> None:
    pytest.importorskip("trafilatura")
    from corpus.imports.web import convert

    made = convert(PAGE.encode(), "gates.html")
    read = markdown.parse(made.markdown).text
    assert "nobody in the whole town expected the water" in read
    assert "a century of *service*" in read
    assert not any(word in made.markdown for word in ("Sport", "lamps", "cookies", "injected", "spy.example"))
    assert made.metadata == {
        "title": "The gates open", "author": "Ada Bee", "date": "2025-02-13", "source": "Quay Gazette",
        "url": "https://quay.example/gates",
    }  # fmt: skip
    assert convert(PAGE.encode(), "x", Options(url="https://e.x/1")).metadata["url"] == "https://e.x/1"


def test_a_page_nested_a_hundred_thousand_deep_is_taken_whole_and_flagged() -> None:
    pytest.importorskip("trafilatura")
    from corpus.imports.web import convert

    made = convert(b"<html><body>" + b"<div>" * 100_000 + b"<p>Words at the bottom.</p>", "a.html")
    assert made.markdown == "Words at the bottom.\n"
    assert any("everything on the page" in remark for remark in made.remarks)


def test_the_charset_that_a_page_declares_is_used() -> None:
    pytest.importorskip("trafilatura")
    from corpus.imports.web import convert

    page = PAGE.replace("<head>", '<head><meta charset="koi8-r">').replace("century", "столетие")
    assert "столетие" in convert(page.encode("koi8-r"), "a.html").markdown


def test_a_page_without_words_says_how_to_get_them() -> None:
    pytest.importorskip("trafilatura")
    from corpus.imports.web import convert

    with pytest.raises(NotConverted, match="scripts"):
        convert(b"<html><body><div id=app></div><script>x()</script></body></html>", "a.html")


def test_no_module_of_a_format_imports_its_library_by_itself() -> None:
    root = Path(epub.__file__).parent
    for path in root.glob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            assert not line.startswith(
                ("import trafilatura", "from trafilatura", "import pypdfium2", "import mammoth")
            )
