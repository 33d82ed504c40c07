"""Markdown: the text that reads, and where its blocks and styles lie."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.clean import canonical
from corpus.document import BlockKind, InlineKind
from corpus.markdown import Cancelled, Parsed, TooHard, parse

PIECES = (
    *(
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "* ",
        "+ ",
        "- [ ] ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "---\n",
        "===\n",
    ),
    *(
        "**",
        "*",
        "_",
        "~~",
        "`",
        "```\n",
        "[a](b)",
        "![x](y)",
        "[",
        "]",
        "[^1]",
        "[^1]: ",
        "^[",
        "|",
        "a|b\n-|-\n",
    ),
    *(
        "<b>",
        "<!-- c -->",
        "<br>",
        "<div>\n",
        "http://a.b",
        "\\",
        "\\\n",
        "&amp;",
        "&#8238;",
        "&shy;",
        "&#10;",
    ),
    *("&#x301;", "word", "Two words.", "é", "👩\u200d🔬"),
)
SOURCES = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def kinds(parsed: Parsed) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(parsed.text)) for block in parsed.blocks]


def styles(parsed: Parsed) -> list[tuple[str, str]]:
    return [(inline.kind.value, inline.span.of(parsed.text)) for inline in parsed.inlines]


@settings(max_examples=300)
@given(SOURCES)
def test_blocks_are_ordered_and_hold_the_text_between_blank_lines(raw: str) -> None:
    try:
        parsed = parse(canonical(raw).text)
    except TooHard:
        return
    reached = 0
    for number, block in enumerate(parsed.blocks):
        between = parsed.text[reached : block.span.start]
        assert between in (("",) if number == 0 else ("\n", "\n\n"))
        shown = block.span.of(parsed.text)
        assert (not shown) if block.kind is BlockKind.RULE else shown.strip()
        if block.kind not in (BlockKind.CODE, BlockKind.TABLE):
            assert shown == shown.strip()
            assert "\n\n" not in shown
        reached = block.span.end
    assert reached == len(parsed.text)
    assert "\r" not in parsed.text


@settings(max_examples=300)
@given(SOURCES)
def test_styles_lie_within_one_block_and_cover_something(raw: str) -> None:
    try:
        parsed = parse(canonical(raw).text)
    except TooHard:
        return
    for inline in parsed.inlines:
        assert inline.span.start < inline.span.end
        assert any(block.span.covers(inline.span) for block in parsed.blocks)
    starts = [inline.span.start for inline in parsed.inlines]
    assert starts == sorted(starts)


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=1), min_size=1, max_size=30))
def test_plain_words_read_as_they_are(words: list[str]) -> None:
    text = " ".join(words)
    parsed = parse(text)
    assert parsed.text.split() == text.split()


def test_headings_emphasis_and_links_lose_their_marks() -> None:
    parsed = parse(
        '# A *fine* title\n\nIt **has** to ~~end~~ `last`, [he](http://x.y "t") said.\n\nUnder\n---'
    )
    assert parsed.text == "A fine title\n\nIt has to end last, he said.\n\nUnder"
    assert [(block.kind, block.level) for block in parsed.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
    ]
    assert styles(parsed) == [
        ("emphasis", "fine"),
        ("strong", "has"),
        ("strike", "end"),
        ("code", "last"),
        ("link", "he"),
    ]
    assert parsed.inlines[-1].target == "http://x.y"


def test_soft_breaks_are_blanks_and_hard_ones_stay() -> None:
    assert parse("one\ntwo  \nthree\\\nfour <br> <br/>*five*").text == "one two\nthree\nfour\nfive"


def test_nested_lists_keep_depth_and_markers() -> None:
    parsed = parse("- a\n- b\n  1. x\n  2) y\n\n     more\n- [x] done\n- [ ] due")
    assert [(block.span.of(parsed.text), block.level, block.marker) for block in parsed.blocks] == [
        ("a", 1, "•"),
        ("b", 1, "•"),
        ("x", 2, "1."),
        ("y", 2, "2)"),
        ("more", 2, ""),
        ("done", 1, "☑"),
        ("due", 1, "☐"),
    ]


def test_numbered_lists_begin_where_they_say() -> None:
    assert [block.marker for block in parse("7. a\n7. b\n\n0) c").blocks] == ["7.", "8.", "0)"]


def test_tight_lists_have_no_blank_lines_and_loose_ones_do() -> None:
    assert parse("before\n\n- a\n- b\n  - c\n- d\n\nafter").text == "before\n\na\nb\nc\nd\n\nafter"
    assert parse("- a\n\n- b").text == "a\n\nb"
    assert parse("1) a\n2) b\n\n* c\n* d").text == "a\nb\n\nc\nd"


def test_quotations_nest() -> None:
    parsed = parse("> one\n>\n> > two\n> > - item\n\nthree")
    assert [(block.span.of(parsed.text), block.quoted) for block in parsed.blocks] == [
        ("one", 1),
        ("two", 2),
        ("item", 2),
        ("three", 0),
    ]


def test_code_is_verbatim() -> None:
    parsed = parse("```py\n\n  if *x*:\n\n\n      y\n\n```\n\n    indented  \n")
    assert kinds(parsed) == [("code", "  if *x*:\n\n\n      y"), ("code", "indented  ")]


def test_a_table_is_a_line_a_row() -> None:
    parsed = parse("| Who | *What* |\n|---|---|\n| he | `x` |\n| | y<br>z |")
    assert kinds(parsed) == [("table", "Who │ What\nhe │ x\n │ y z")]
    assert styles(parsed) == [("strong", "Who"), ("emphasis", "What"), ("strong", "What"), ("code", "x")]


def test_rules_stand_between_blocks_only() -> None:
    parsed = parse("---\n\na\n\n***\n\n---\n\nb\n\n---")
    assert kinds(parsed) == [("paragraph", "a"), ("rule", ""), ("paragraph", "b")]
    assert parsed.text == "a\n\n\n\nb"
    assert parsed.text.split("\n")[2] == ""
    assert parsed.blocks[1].span == (3, 3)


def test_footnotes_are_numbered_and_come_last() -> None:
    parsed = parse("[^late]: Late.\n\nOne[^b] two^[Inline *note*] three[^late].\n\n[^b]: First\n\n    more\n")
    assert parsed.text == "One[1] two[2] three[3].\n\nFirst\n\nmore\n\nInline note\n\nLate."
    assert [block.marker for block in parsed.blocks] == ["", "[1]", "", "[2]", "[3]"]
    assert [(inline.span.of(parsed.text), inline.target) for inline in parsed.inlines[:3]] == [
        ("[1]", "[1]"),
        ("[2]", "[2]"),
        ("[3]", "[3]"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "Text.\n\n[^1]: Lonely words",
        "Text[^1].\n\n[^1]: Words\n    [^2]: Lonely",
        "Text[^1].\n\n[^1]: Lonely\n\n[^1]: words",
        "> [^1]: Lonely words\n\nText",
        "- [^1]: Lonely words\n- Text",
    ],
)
def test_no_footnote_loses_its_words(source: str) -> None:
    text = parse(source).text
    for word in ("Text", "Lonely", "ords"):
        assert word in text


def test_html_is_text_and_comments_are_not_read() -> None:
    parsed = parse(
        "a <b>c</b> <!-- gone --> d\n\n<div class='x'>\n*e*\n</div>\n\n<!-- gone -->\n\n<script>x</script>"
    )
    assert parsed.text == "a <b>c</b>  d\n\n<div class='x'>\n*e*\n</div>\n\n<script>x</script>"


def test_an_unclosed_comment_hides_nothing() -> None:
    assert "the rest" in parse("<!-- oops\n\nthe rest\n\nof it").text


def test_addresses_are_not_linked_by_themselves_and_odd_ones_not_at_all() -> None:
    parsed = parse(
        'http://a.b www.c.d [x](javascript:alert) <https://e.f> ![alt *x*](pic.png) ![](p.png "t")'
    )
    assert [(inline.span.of(parsed.text), inline.target) for inline in parsed.inlines] == [
        ("https://e.f", "https://e.f"),
        ("alt x", "pic.png"),
        ("t", "p.png"),
    ]
    assert parsed.inlines[0].kind is InlineKind.LINK


def test_entities_cannot_smuggle_controls() -> None:
    assert parse("a&#27;b&#8238;c&#173;d&#10;&#10;e &lt;b&gt;").text == "a�b◇cd  e <b>"


@pytest.mark.parametrize(
    "source",
    [
        ">" * 5000 + " a",
        "- " * 3000 + "a",
        "1. " * 3000 + "a",
        "> - " * 2000 + "a",
        "".join("  " * depth + "- a\n" for depth in range(300)),
        "".join(f"[^{number}]: " for number in range(2000)),
    ],
)
def test_nesting_beyond_reason_is_refused_rather_than_cut(source: str) -> None:
    with pytest.raises(TooHard, match="nested"):
        parse(source)


HOSTILE = [
    "[" * 20_000,
    "![" * 10_000,
    "[^" * 10_000,
    "^[" * 5000 + "]" * 5000,
    "*a " * 8000,
    "*_" * 10_000,
    "&" * 20_000,
    "<!--" * 5000,
    "`" + " `" * 9000,
    "|" * 9000 + "\n" + "|-" * 9000,
    "[a](" * 5000,
    "<http:" * 3000,
    "> a\n" * 4000,
]


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: source[:6])
def test_hostile_text_is_read_in_few_steps(source: str) -> None:
    text = parse(source).text
    assert len(text) <= 2 * len(source)


def test_what_needs_too_many_steps_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.markdown._STEPS_AT_LEAST", 10)
    monkeypatch.setattr("corpus.markdown._STEPS_PER_CHARACTER", 0)
    with pytest.raises(TooHard, match="too long"):
        parse("*a* *b* *c*\n\n" * 20)


def test_whatever_trips_the_parser_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("markdown_it.parser_inline.ParserInline.parse", lambda *_: [][0])
    with pytest.raises(TooHard, match="IndexError"):
        parse("text")


def test_progress_only_grows_and_a_cancelled_parse_stops() -> None:
    shares: list[float] = []
    parse("A *word* here.\n\n" * 2000, shares.append)
    assert shares == sorted(shares)
    assert shares[0] < 0.2 < 0.9 < shares[-1] <= 1
    with pytest.raises(Cancelled):
        parse("A *word* here.\n\n" * 2000, cancelled=lambda: True)
