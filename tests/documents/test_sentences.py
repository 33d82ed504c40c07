"""Sentences: where a reader would say they end, within one block, with offsets that hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import canonical
from corpus.document import Document
from corpus.reader import document_from
from corpus.sentences import block_at, paragraph_at, sentence_at, sentences, sentences_within
from corpus.span import Span

MARKS = [
    "Word",
    " ",
    ". ",
    "? ",
    "! ",
    "“",
    "”",
    '"',
    "Dr. ",
    "U.S. ",
    "\n",
    "…",
    "3.5",
    "é",
    "。",
    "(",
    ")",
    "🙂",
]
RUNNING = st.lists(st.sampled_from(MARKS)).map("".join)


def split(text: str, language: str = "") -> list[str]:
    return [span.of(text) for span in sentences(text, Span(0, len(text)), language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "",
            ["Dr. Roe met Gen. Doe at 5 p.m. on Nov. 23.", "The U.S. grew by 3.5%.", "Why?", "Nobody knows!"],
        ),
        ("en", ["“One, we need peace.", "Two, it must last.”", "He left."]),
        ("en", ["“Is it over?” he asked.", "“It is,” she said."]),
        ("en", ["She said: “No.”", "“Never.”", "And so it went."]),
        ("en", ['He called it "fair." Nobody else did.'.split(" N")[0], "Nobody else did."]),
        (
            "de",
            ["Wir kamen z. B. am 3. Mai an.", "Dr. Roe sagte: „Das ist gut.", "Sehr gut.“", "Dann ging sie."],
        ),
        ("de-AT", ["Das war am 13. Februar 2025.", "Es ging gut."]),
        ("fr", ["Ils sont venus.", "« C’est bien.", "Très bien. »", "Il part."]),
        ("zh", ["他来了。", "我们走吧！", "好。"]),
        ("tlh", ["One two.", "Three four."]),
    ],
)
def test_sentences_end_where_a_reader_would_say(language: str, parts: list[str]) -> None:
    text = (" " if language != "zh" else "").join(parts)
    assert split(text, language) == parts


def test_a_wrapped_sentence_is_one() -> None:
    assert split("It has to\nlast. He said\nso.") == ["It has to\nlast.", "He said\nso."]


@given(st.one_of(RUNNING, st.text()), st.sampled_from(["", "en", "de", "xx", "日本"]))
def test_sentences_cover_all_but_blanks_in_order(raw: str, language: str) -> None:
    text = "before " + canonical(raw).text + " after"
    span = Span(7, len(text) - 6)
    reached = span.start
    for sentence in sentences(text, span, language):
        assert reached <= sentence.start < sentence.end <= span.end
        assert not text[reached : sentence.start].strip()
        assert sentence.of(text).strip() == sentence.of(text)
        reached = sentence.end
    assert not text[reached : span.end].strip()


@given(
    st.lists(
        st.sampled_from(["One. Two! ", "“A. B.” C", "\n\n", "- x\n", "# H\n", "word ", "```\na\nb\n```\n"])
    )
)
def test_every_offset_has_its_sentence_and_paragraph(parts: list[str]) -> None:
    document = document_from("".join(parts).encode(), "a.md")
    for offset in range(-1, len(document.text) + 2):
        block = block_at(document, offset)
        if block is None:
            assert sentence_at(document, offset) == paragraph_at(document, offset) == Span(0, 0)
            continue
        sentence = sentence_at(document, offset)
        assert block.span.covers(sentence)
        assert sentence.length
        assert paragraph_at(document, offset) == block.span
        if block.span.holds(offset) and not document.text[offset].isspace():
            assert sentence.holds(offset)


def test_in_code_and_tables_a_line_is_the_unit() -> None:
    document = document_from(b"| a | b |\n|---|---|\n| One. Two. | c |\n\n```\nx. Y.\nz\n```\n", "a.md")
    lines = {sentence_at(document, offset).of(document.text) for offset in range(len(document.text))}
    assert lines == {"a │ b", "One. Two. │ c", "x. Y.", "z"}


def test_an_enormous_paragraph_is_split_only_where_asked() -> None:
    text = "The work goes on and on. " * 200_000
    document = document_from(text.encode(), "a.txt")
    assert sentence_at(document, 2_500_010).of(document.text) == "The work goes on and on."
    assert len(sentences(document.text, Span(0, 500_000))) == 20_000


def test_an_empty_document_has_no_sentence() -> None:
    assert sentence_at(Document("a.txt", "", ()), 0) == Span(0, 0)


def test_the_sentences_within_a_stretch_are_those_it_touches() -> None:
    document = document_from(b"One here. Two here.\n\n\nThree here.\n", "x.txt")
    text = document.text
    whole = [span.of(text) for span in sentences_within(document, Span(0, len(text)))]
    assert whole == ["One here.", "Two here.", "Three here."]
    assert [span.of(text) for span in sentences_within(document, Span(8, 11))] == ["One here.", "Two here."]
    assert sentences_within(document, Span(9, 10)) == ()
