"""The page for people without a terminal: everything in place, nothing live, nothing fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.brief.html import Article, render_html
from annotations.brief.marks import segments
from annotations.model import Annotation, DocumentRecord, Placement, Selectors, Tag
from corpus.document import Block, BlockKind, Document, Inline, InlineKind, Metadata
from corpus.span import Span

TEXT = "Allies promise more\n\nThe head of the alliance said it had to last.\n\nNobody was in a hurry."
BLOCKS = (
    Block(BlockKind.HEADING, Span(0, 19), 1),
    Block(BlockKind.PARAGRAPH, Span(21, 66)),
    Block(BlockKind.PARAGRAPH, Span(68, len(TEXT))),
)
DOCUMENT = Document(
    "wire.md", TEXT, BLOCKS, (Inline(InlineKind.EMPHASIS, Span(25, 29)),), Metadata(language="en"), "d"
)
RECORD = DocumentRecord(
    "doc", "wire.md", "Allies & more", "Wire", "A. M.", "2025-02-13", "https://x.eu/?a=1&b=2"
)
TAGS = [Tag("t", "a/b", "blue"), Tag("u", "c", "#102030")]


def annotation(
    number: int, start: int, end: int, *tags: str, note: str = "", placement: Placement = Placement.EXACT
) -> Annotation:
    span = None if placement is Placement.ORPHAN else Span(start, end)
    selectors = Selectors(start, end, TEXT[start:end])
    return Annotation(
        f"{number}", "doc", selectors, span, "d", placement, tags=tags, note=note, creator="Anna"
    )


def page(*annotations: Annotation, record: DocumentRecord = RECORD, document: Document = DOCUMENT) -> str:
    return render_html([Article(document, record, annotations)], TAGS, title="A <brief>", query="tag:a")


class Reader(HTMLParser):
    """Gathers tags, attributes and text; stops at a tag that does not match."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "hr", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)


def test_highlights_stand_where_they_stand_and_notes_beside_them() -> None:
    source = page(annotation(1, 25, 40, "a/b", note="*Who?*"), annotation(2, 46, 66, "c"))
    assert re.search(
        r'The <mark style="--c:46,168,229" title="a/b"><em>head</em></mark>'
        r'<mark style="--c:46,168,229" title="a/b"> of the all</mark>'
        r'<sup><a id="mark-1" href="#note-1">1</a></sup>',
        source,
    )
    assert '<div id="note-1" style="--c:46,168,229">' in source
    assert "<em>Who?</em>" in source
    assert "--c:16,32,48" in source
    assert '<article id="article-1" lang="en">\n<h2>Allies &amp; more</h2>' in source


def test_the_text_reads_as_it_read() -> None:
    reader = Reader(page())
    read = " ".join("".join(reader.text).split())
    assert " ".join(TEXT.split()) in read


def test_overlapping_highlights_both_show() -> None:
    source = page(annotation(1, 21, 60, "a/b"), annotation(2, 40, 45, "c"))
    assert '<mark class="several" style="--c:16,32,48;--d:46,168,229" title="c, a/b">' in source


def test_a_highlight_over_two_paragraphs_has_one_note_and_one_number() -> None:
    source = page(annotation(1, 60, 75, "a/b", note="Both."))
    assert source.count("<mark") == 2
    assert source.count("Both.") == 1
    assert source.count('href="#note-1"') == 1


def test_what_changed_or_is_gone_is_said() -> None:
    source = page(
        annotation(1, 21, 30, "c", placement=Placement.UNCERTAIN),
        annotation(2, 46, 66, note="Lost.", placement=Placement.ORPHAN),
    )
    assert 'class="unsure"' in source
    assert "The words here have changed." in source
    assert source.index("No longer found in the text") < source.index("Lost.")


def test_it_needs_and_fetches_nothing() -> None:
    source = page(
        annotation(
            1, 25, 40, "c", note="![p](http://x.eu/p.png) [l](javascript:x) <b onclick=x> [m](http://m.eu)"
        )
    )
    reader = Reader(source)
    names = {tag for tag, _ in reader.tags}
    assert not names & {"script", "img", "iframe", "link", "object", "form", "video", "b"}
    attributes = {name for _, found in reader.tags for name in found}
    assert not any(name.startswith("on") or name == "src" for name in attributes)
    targets = [found["href"] or "" for _, found in reader.tags if "href" in found]
    assert all(target.startswith(("#", "http://", "https://")) for target in targets)
    assert 'http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;; style-src' in source
    assert "url(" not in source
    assert "@import" not in source


@pytest.mark.parametrize("kind", list(BlockKind))
def test_every_kind_of_block_is_shown(kind: BlockKind) -> None:
    block = Block(kind, Span(0, 0) if kind is BlockKind.RULE else Span(0, 4), 2, 1, "•")
    Reader(page(document=Document("a.md", "Some", (block,), (), Metadata(), "d")))


HOSTILE = st.text(st.sampled_from("<>&\"'/ab=\n-!\x00\x1b"), min_size=1, max_size=30)


@settings(max_examples=100)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_is_markup(text: str, title: str, tag: str) -> None:
    document = Document(title, text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), (), Metadata(), "d")
    record = DocumentRecord("doc", title, title, title, title, title, title)
    made = Annotation(
        "1", "doc", Selectors(0, 1, text), Span(0, len(text)), "d", tags=(tag,), note=text, creator=title
    )
    harmless = Annotation(
        "1", "doc", Selectors(0, 1, "w"), Span(0, 1), "d", tags=("w",), note="w", creator="w"
    )
    plain = Document("w", "w", (Block(BlockKind.PARAGRAPH, Span(0, 1)),), (), Metadata(), "d")
    found = Reader(render_html([Article(document, record, [made])], [Tag("t", tag, text)], title=title))
    expected = Reader(
        render_html(
            [Article(plain, DocumentRecord("doc", "w", *"wwww"), [harmless])], [Tag("t", "w", "w")], title="w"
        )
    )
    of_notes = {"p", "a", "blockquote", "ul", "ol", "li", "hr", "pre", "code", "br", "strong"}
    assert {name for name, _ in found.tags} - of_notes == {name for name, _ in expected.tags} - of_notes


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 20)), max_size=8), st.integers(0, 20))
def test_segments_cover_a_block_once_and_know_what_covers_them(
    places: list[tuple[int, int]], start: int
) -> None:
    within = Span(start, start + 15)
    made = [
        Annotation(str(n), "d", Selectors(0, 1, "x"), Span(at, at + length), "")
        for n, (at, length) in enumerate(places)
    ]
    inlines = [Inline(InlineKind.STRONG, Span(start + 3, start + 9))]
    found = list(segments(within, made, inlines))
    assert [offset for each in found for offset in range(*each.span)] == list(range(*within))
    for each in found:
        assert {mark.id for mark in each.marks} == {
            mark.id for mark in made if mark.span and mark.span.overlaps(each.span)
        }
        lengths = [mark.span.length for mark in each.marks if mark.span]
        assert lengths == sorted(lengths)
        assert bool(each.kinds) == inlines[0].span.overlaps(each.span)


def test_the_same_articles_make_the_same_bytes() -> None:
    assert page(annotation(1, 25, 40, "c")) == page(annotation(1, 25, 40, "c"))


def test_an_article_without_its_file_is_quoted_and_said_to_be_missing() -> None:
    items = [annotation(1, 21, 30, "c", note="Who?"), annotation(2, 46, 66)]
    source = render_html([Article(None, RECORD, items)], TAGS, title="A brief")
    assert "<h3>Source missing: quoted as it stood when it was annotated</h3>" in source
    text = "".join(Reader(source).text)
    assert all(words in text for words in (TEXT[21:30], TEXT[46:66], "Who?"))
    assert "2 annotations in 1 article" in text
