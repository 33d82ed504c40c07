"""Text from anywhere, escaped, must read as it read and start nothing: no link, no tag, no markup."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from annotations.brief import notes
from annotations.brief.escape import (
    html_text,
    markdown_bytes,
    markdown_line,
    markdown_text,
    markdown_texts,
    web_address,
    yaml_string,
)
from annotations.brief.model import Flavour
from annotations.brief.notes import between_marks, is_plain, note_markdown, starts_block
from annotations.brief.pieces import Pieces
from corpus.clean import clean

PIECES = [
    *"\\`*_[]{}()<>#+-.!|~$^=:&\"'@%/ \n\tab1",
    "\n\n", "  \n", "    code", "```", "~~~", "$$", "==", "%%", "[[", "]]", "{{<", "{{",
    "((", ":::", "---", "===",
    "<!--", "-->", "<script>", "</div>", "<b>", "<http://x.eu>", "http://x.eu",
    "https://x.eu/a_b", "www.x.eu",
    "WWW.x.eu", "mailto:a@x.eu", "a@x.eu", "&amp;", "&#35;", "&copy;", "[^1]", "[^1]: x",
    "[a]: http://x.eu",
    "![i](j.png)", "[a](http://x.eu)", "[@key]", "@key", "-@key", "#tag", "# Head",
    "1. one", "2) two", "(3) three",
    "a. x", "A.  x", "iv) x", "(@) x", "#. x", "- [ ] do", "* x", "+ x", "> x", "| a | b |",
    "|---|---|", ": def",
    "~ def", "term\n: def", "^id", "H~2~O", "x^2^", "\\begin{x}", "\\newline", "`r 1+1`",
    "{=html}", "{#id .c}",
    "$5 and $6", "C#", "é", "\u00a0", "\u3000", "\u200b", "\u2028", "\x85", "\u202e",
    "\x1b[2J", "\x00", "\ufeff",
    "“It has to last,”", "…", "...", "--", "Mr. X", "https:", "ftp://x", "tel:1", "% title",
    "....", "Table: x",
]  # fmt: skip
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)


def folded(text: str) -> str:
    """What a reader of Markdown keeps of a text: blanks in runs are one."""
    return " ".join(clean(text).split())


def parser() -> MarkdownIt:
    markdown_it = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    for plugin in (footnote_plugin, deflist_plugin, tasklists_plugin, dollarmath_plugin, front_matter_plugin):
        markdown_it.use(plugin)
    assert markdown_it.linkify is not None
    markdown_it.linkify.set({"fuzzy_link": False})  # bare words with a dot are links in no flavour
    return markdown_it


PARSER = parser()


def flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from flat(token.children or [])
        else:
            yield token


def read(source: str) -> tuple[set[str], str]:
    """The kinds of tokens in ``source``, and the text that is read."""
    kinds, text = set[str](), []
    for token in flat(PARSER.parse(source)):
        kinds.add(token.type)
        if token.type == "softbreak":
            text.append(" ")
        elif token.type == "paragraph_close":
            text.append("\n")
        else:
            text.append(token.content)
    return kinds, folded("".join(text))


@settings(max_examples=400)
@given(hostile, st.sampled_from(list(Flavour)))
@example("&amp;#x", Flavour.PLAIN)
@example("a\n\n1. b\n\n    c", Flavour.PLAIN)
def test_text_reads_as_it_read_and_nothing_in_it_is_live(text: str, flavour: Flavour) -> None:
    escaped = markdown_text(text, flavour)
    kinds, shown = read(escaped)
    assert kinds <= {"paragraph_open", "paragraph_close", "text", "text_special", "softbreak"}
    assert shown == folded(text)


@settings(max_examples=300)
@given(hostile.filter(folded), st.sampled_from(list(Flavour)))
def test_a_line_is_one_line_in_a_heading_in_emphasis_and_after_other_words(
    text: str, flavour: Flavour
) -> None:
    line = markdown_line(text, flavour)
    assert "\n" not in line
    for frame, kinds in (("## {}", "heading"), ("- **{}** (2)", "strong"), ("> — *{}*, “b”", "em")):
        found, shown = read(frame.format(line))
        extra = {"bullet_list", "list_item", "blockquote", "heading", "paragraph", kinds}
        allowed = {f"{kind}_{end}" for kind in extra for end in ("open", "close")} | {"text", "text_special"}
        assert found <= allowed
        plain = re.sub(r"^#+ |[*]|^> |^- ", "", frame)
        assert shown == folded(plain.format(clean(text).strip()))


@settings(max_examples=300)
@given(hostile, st.sampled_from(list(Flavour)))
def test_escaping_leaves_no_double_sign_that_obsidian_or_quarto_would_read(
    text: str, flavour: Flavour
) -> None:
    escaped = markdown_text(text, flavour)
    bare = re.sub(r"\\.|&#96;", "·", escaped)
    assert not re.search(r"==|%%|\[\[|\{\{|(?<![^\W_])#\w|<|`", bare)


@pytest.mark.parametrize("flavour", list(Flavour))
def test_a_number_or_an_initial_is_escaped_only_where_it_would_open_a_list(flavour: Flavour) -> None:
    for text in ("P. Lund", "2. Crowds 2", "a) first", "- dash", "(3) third"):
        assert markdown_line(text, flavour) == text
    assert markdown_text("It was P. Lund, in 1. place.", flavour) == "It was P. Lund, in 1. place."
    assert markdown_text("1. one\n2) two", flavour) == "1\\. one\n2\\) two"
    fancy = flavour in (Flavour.PANDOC, Flavour.QUARTO)
    assert markdown_text("P. Lund said so.", flavour) == (
        "P\\. Lund said so." if fancy else "P. Lund said so."
    )


@given(st.lists(hostile, max_size=5), st.sampled_from(list(Flavour)))
def test_many_texts_at_once_come_out_like_each_by_itself(texts: list[str], flavour: Flavour) -> None:
    assert markdown_texts(texts, flavour) == [markdown_text(text, flavour) for text in texts]


@given(st.lists(hostile, max_size=5), st.sampled_from(list(Flavour)))
def test_as_bytes_they_are_the_same_however_many_there_are(texts: list[str], flavour: Flavour) -> None:
    many = texts * 400
    written = [text.encode() for text in markdown_texts(texts, flavour)]
    assert list(markdown_bytes(many, flavour)) == written * 400


@given(hostile | st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=8))
@example("> a")
@example("1. a")
@example("a > b")
def test_a_note_of_mere_words_needs_no_line_of_its_own_and_no_marks(note: str) -> None:
    if is_plain(note):
        assert not starts_block(note)
        assert between_marks(note, note) == note
        assert "\n" not in note


def test_ordinary_prose_is_left_as_it_is() -> None:
    prose = (
        "Spending rose by a fifth, he said: “It has to last” – C# and R&D included (see p. 12); 50% at 10:30."
    )
    assert markdown_text(prose) == prose


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. We", r"1\. We"),
        ("1984. A novel", r"1984\. A novel"),
        ("- said", r"\- said"),
        (" - said", r"\- said"),
        ("snake_case", r"snake\_case"),
        ("costs $5 & more", r"costs \$5 & more"),
        ("AT&amp;T", "AT&amp;amp;T"),
        ("see http://x.eu", r"see http\://x.eu"),
    ],
)
def test_what_is_escaped_and_how(text: str, escaped: str) -> None:
    assert markdown_text(text) == escaped


@given(st.text() | hostile)
def test_a_yaml_string_is_read_as_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"a: {yaml_string(text)}") == {"a": clean(text)}


@given(hostile)
def test_html_text_holds_no_tag_and_no_quote(text: str) -> None:
    assert not re.search(r"[<>\"']|&(?!amp;|lt;|gt;|quot;|#x27;)", html_text(text))


@pytest.mark.parametrize(
    "url", ["javascript:x", "http://x y", "https://x/<b>", "http://x/`a`", "//x", "", "http://é"]
)
def test_only_a_plain_web_address_becomes_a_link(url: str) -> None:
    assert web_address(url) == ""


def test_a_web_address_is_an_autolink() -> None:
    assert web_address("https://x.eu/a_b?c=1#d") == "<https://x.eu/a_b?c=1#d>"


OWN_MARKS = re.compile(r"(?m)^<!-- /?scholiast:note -->$")
LIVE = {"html_block", "html_inline", "image", "footnote_ref", "heading_open", "hr", "front_matter"}


@settings(max_examples=400)
@given(hostile, st.sampled_from(list(Flavour)))
@example("`<b>` and\n```html\n<b>", Flavour.PLAIN)
@example("x\n---", Flavour.PLAIN)
@example("___", Flavour.PLAIN)
@example("^[a]: http://x.eu", Flavour.PLAIN)
@example("https://x.eu/a<script> https://x.eu/a\\<script>", Flavour.PLAIN)
@example("- a\n  ```\n  open", Flavour.PLAIN)
def test_a_note_keeps_within_its_bounds(note: str, flavour: Flavour) -> None:
    written = Pieces(flavour).note(note, "Anna")
    tokens = flat(PARSER.parse(OWN_MARKS.sub("", f"{written}\n")))
    alone = {token.type for token in tokens if not token.content.startswith('<input class="task')}
    assert not alone & LIVE
    after = PARSER.parse(f"{written}\n\n<!-- end -->\n\n# Next\n")
    assert [token.type for token in after[-4:]] == ["html_block", "heading_open", "inline", "heading_close"]
    assert not re.search(r"(?m)^<!--", OWN_MARKS.sub("", written))


def test_a_note_keeps_the_markdown_that_is_its_own() -> None:
    note = (
        "*Only* 50% of the [Ledger](https://x.eu) `<b>` says so:\n\n- one\n- two\n\n> “a”\n\n<https://x.eu>"
    )
    assert note_markdown(note) == note


def test_a_heading_in_a_note_becomes_bold_and_a_code_cell_plain_code() -> None:
    assert note_markdown("# Why\nBecause.") == "**Why**\n\nBecause."
    assert note_markdown("```{python}\nboom()\n```", Flavour.QUARTO) == "```\nboom()\n```"


PANDOC = shutil.which("pandoc")


def words(inlines: list[Any]) -> Iterator[str]:
    """The text of inline elements of which none is more than text."""
    for inline in inlines:
        if inline["t"] == "Quoted":
            left, right = "“”" if inline["c"][0]["t"] == "DoubleQuote" else "‘’"
            yield from (left, *words(inline["c"][1]), right)
        else:
            assert inline["t"] in ("Str", "Space", "SoftBreak"), inline
            yield inline.get("c", " ")


def pandoc(source: str) -> list[Any]:
    assert PANDOC
    command = [PANDOC, "-f", "markdown", "-t", "json"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    blocks: list[Any] = json.loads(done.stdout)["blocks"]
    return blocks


@pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
@settings(max_examples=15)
@given(st.lists(hostile.filter(folded), min_size=20, max_size=40))
def test_pandoc_reads_the_same_text_and_nothing_else(texts: list[str]) -> None:
    quoted = ["> " + text.replace("\n", "\n> ") for text in markdown_texts(texts, Flavour.PANDOC)]
    blocks = pandoc("\n\n<!-- -->\n\n".join(quoted))
    found = [block["c"] for block in blocks if block["t"] == "BlockQuote"]
    assert len(found) == len(texts)
    for text, paragraphs in zip(texts, found, strict=True):
        assert {paragraph["t"] for paragraph in paragraphs} == {"Para"}
        assert folded(" ".join("".join(words(each["c"])) for each in paragraphs)) == folded(text)


@settings(max_examples=400)
@given(st.text("ab _*-+`~<>[](){}!^#|=:%$.\\1@&", max_size=9), st.sampled_from(list(Flavour)))
@example("see `r 1+1` here", Flavour.QUARTO)
@example("\\[x\\]", Flavour.PANDOC)
def test_a_note_that_is_told_to_be_plain_is_what_reading_it_line_by_line_makes_of_it(
    note: str, flavour: Flavour
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notes, "is_plain", lambda note: False)
        wanted = notes.note_markdown(note, flavour)
    assert not notes.is_plain(note) or note.strip() == wanted
