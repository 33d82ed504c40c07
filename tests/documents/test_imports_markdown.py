"""What is imported reads as it read: escaping, styles, blocks, and hostile nesting."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import markdown
from corpus.clean import canonical
from corpus.document import BlockKind, InlineKind
from corpus.imports.escape import paragraph, target
from corpus.imports.markup import to_markdown, whole_page
from corpus.imports.writer import Writer

SIGNS = list("ab1 \n#>-+=*_~`[]()!<>&|\\.:;/\"'^$é\t\u00a0{}@x”")
WORDS = st.text(
    alphabet=st.sampled_from([sign for sign in SIGNS if not sign.isspace()]), min_size=1, max_size=6
)


def tagged(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name.split()[0]}>"


def inlines() -> st.SearchStrategy[str]:
    names = st.sampled_from(["b", "i", "code", "a href='http://e.x/()'", "em", "span"])
    one = st.recursive(
        WORDS.map(escape) | st.sampled_from([" ", "<br>"]),
        lambda inner: st.builds(tagged, names, st.lists(inner, min_size=1, max_size=3).map("".join)),
        max_leaves=6,
    )
    return st.lists(one, min_size=1, max_size=4).map("".join)


def row(cells: list[str]) -> str:
    return tagged("tr", "".join(tagged("td", cell) for cell in cells))


def pages() -> st.SearchStrategy[str]:
    line = inlines()
    leaf = (
        line.map(lambda inner: tagged("p", inner))
        | line.map(lambda inner: tagged("h2", inner))
        | WORDS.map(lambda words: tagged("pre", escape(words)))
        | st.just("<hr>")
    )
    rows = st.lists(st.lists(line, min_size=2, max_size=2).map(row), min_size=2, max_size=3)
    block = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda blocks: tagged("blockquote", "".join(blocks))),
            st.builds(
                lambda name, items: tagged(name, "".join(tagged("li", item) for item in items)),
                st.sampled_from(["ul", "ol", "ol start=3"]),
                st.lists(inner, max_size=3),
            ),
            rows.map(lambda found: tagged("table", "".join(found))),
            st.lists(inner, max_size=3).map(lambda blocks: tagged("table", row(["".join(blocks)]))),
        ),
        max_leaves=6,
    )
    return st.lists(block, min_size=1, max_size=4).map("".join)


class Words(HTMLParser):
    """The words of a page and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of(page: str) -> str:
    parser = Words()
    parser.feed(page)
    parser.close()
    return "".join("".join(parser.found).split())


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from(SIGNS), max_size=40) | st.text(max_size=40))
def test_a_paragraph_of_text_reads_the_same_as_markdown(text: str) -> None:
    lines = (" ".join(line.split()) for line in canonical(text).text.split("\n"))
    parsed = markdown.parse(paragraph(text) + "\n")
    assert parsed.text == "\n".join(line for line in lines if line)
    assert not parsed.inlines
    assert all(block.kind is BlockKind.PARAGRAPH for block in parsed.blocks)


@settings(max_examples=150)
@given(pages())
def test_every_word_of_a_page_is_in_the_markdown_once(page: str) -> None:
    parsed = markdown.parse(to_markdown((page,))[0])
    assert "".join(parsed.text.replace(" │ ", "").split()) == words_of(page)


def test_headings_lists_quotations_tables_and_code_stay_what_they_are() -> None:
    page = (
        "<h2>Head</h2><p>a <b>bold</b> <i>lean</i> <a href='https://e.x/y'>link</a> <code>f(x)</code></p>"
        "<ul><li>one<ol start=4><li>four</li></ol></li></ul><blockquote><p>said</p></blockquote>"
        "<table><tr><th>k</th><th>v</th></tr><tr><td>1</td><td>2</td></tr></table><pre>x = 1\n  y</pre>"
    )
    parsed = markdown.parse(to_markdown((page,))[0])
    kinds = [(block.kind, block.marker, block.quoted) for block in parsed.blocks]
    assert kinds == [
        (BlockKind.HEADING, "", 0),
        (BlockKind.PARAGRAPH, "", 0),
        (BlockKind.ITEM, "•", 0),
        (BlockKind.ITEM, "4.", 0),
        (BlockKind.PARAGRAPH, "", 1),
        (BlockKind.TABLE, "", 0),
        (BlockKind.CODE, "", 0),
    ]
    styles = {inline.kind: inline.span.of(parsed.text) for inline in parsed.inlines}
    assert styles[InlineKind.EMPHASIS] == "lean"
    assert styles[InlineKind.LINK] == "link"
    assert styles[InlineKind.CODE] == "f(x)"
    assert parsed.text.endswith("x = 1\n  y")


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "a href=x", "span", "pre"]
)
def test_nesting_a_hundred_thousand_deep_is_only_text(tag: str) -> None:
    made = to_markdown((f"<{tag}>" * 100_000 + "word",))[0]
    assert markdown.parse(made).text == "word"


def test_scripts_styles_menus_forms_and_hidden_parts_are_no_text() -> None:
    page = (
        "<head><title>t</title><style>p{}</style></head><nav>menu</nav><script>alert(1)</script><p>words</p>"
        "<form>search<input value=x></form><div hidden>secret</div>"
        "<svg><text>art</text></svg><template>t</template>"
    )
    assert to_markdown((page,))[0] == "words\n"


def test_a_page_of_menus_alone_is_taken_whole() -> None:
    assert whole_page("<nav><p>menu</p></nav>") == "menu\n"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//e.x/y", "../x", "#n", "ftp://e.x"],
)
def test_only_addresses_of_the_web_and_of_mailboxes_become_links(address: str) -> None:
    assert target(address) == ""
    assert to_markdown((f'<p><a href="{address}">word</a></p>',))[0] == "word\n"


def test_no_picture_is_referred_to() -> None:
    made, pictures = to_markdown(("<p>a <img src='https://e.x/spy.gif' alt=spy> b</p>",))
    assert (made, pictures) == ("a b\n", 1)


def test_a_mark_is_in_the_file_and_not_in_the_text() -> None:
    writer = Writer()
    for number in (1, 2):
        writer.mark(f"page {number} --> <b>")
        writer.text(f"word{number} ")
    writer.end_block()
    writer.mark("page 3")
    made = writer.finished()
    assert made.count("<!-- page") == 3
    assert markdown.parse(made).text == "word1 word2"


def test_a_reference_to_a_note_is_told_from_the_word_before_it() -> None:
    page = '<p>word<a epub:type="noteref" href="#n1">1</a></p><p id=n1>Note. <a href="#r1">↩︎</a></p>'
    assert markdown.parse(to_markdown((page,))[0]).text == "word[1]\n\nNote."


def refers(name: str) -> str:
    return f'<sup><a href="#{name}">[1]</a></sup>'


BACK = '<a href="#from">↑</a>'


def test_what_leads_back_to_where_it_is_referred_to_is_a_footnote() -> None:
    first = (
        f"<p>One{refers('a')} and two{refers('b')}.</p><h2>Then</h2>"
        f'<ol><li id="a"><p>The <b>first</b>. {BACK}</p></li>'
        f'<li id="b"><p>The second.</p><ul><li>x</li><li>y</li></ul> {BACK}</li></ol><p>End.</p>'
    )
    other = f'<p>{refers("a")}: odd</p><aside id="a">Another. {BACK}</aside>'
    made, _ = to_markdown((first, other))
    assert "One[^1] and two[^2]." in made
    assert "\n[^1]: The **first**.\n" in made
    assert "\n[^3]: Another.\n" in made, "each page has notes of its own"
    text = markdown.parse(made).text
    assert text.startswith("One[1] and two[2].\n\nThen\n\nEnd.\n\n[3]: odd")
    assert text.endswith("The first.\n\nThe second.\n\nx\ny\n\nAnother.")


@pytest.mark.parametrize(
    "page",
    [
        f'<p>A{refers("n")}</p><div id="n"><h2>Section</h2><p>No note.</p></div>',
        f"<p>A{refers('gone')}</p><p>B</p>",
        f'<blockquote><p>A{refers("n")}</p><p id="n">Quoted. {BACK}</p></blockquote>',
        f'<p>A{refers("n")}</p><p id="n">B {BACK}</p><p id="n">C {BACK}</p>',
        f'<pre>{refers("n")}</pre><p id="n">B {BACK}</p>',
        f'<ul><li>A{refers("n")}</li><li id="n">B {BACK}<ul><li>C</li></ul></li><li>D</li></ul>',
    ],
)
def test_no_word_is_lost_where_something_looks_like_a_note(page: str) -> None:
    text = markdown.parse(to_markdown((page,))[0]).text
    for word in re.findall(r">([A-Z][a-z. ]*)", page):
        assert word.strip() in text
