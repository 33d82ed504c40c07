"""A quotation that does not stand in its source is found, and one that does is let be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.brief.build import build_brief
from annotations.brief.model import Flavour, GroupBy, Passage
from annotations.brief.quotations import quotations
from annotations.brief.verify import Result, SourceText, finding_json, verify
from annotations.model import Annotation, DocumentRecord, Placement, Selectors, Tag
from corpus.span import Span
from tests.domain.rendering import render_markdown

TEXT = (
    "Ministers met in Brussels.\n\nThe head of the alliance said that it had to last. “Nobody should expect "
    "a result\nin the first days,” he told reporters [laughs], adding that "
    "costs of $5 billion were shared.\n\n"
    "1. He didn't say when talks – if any – would begin & end. The first days were quiet."
)
OTHER = "A spokeswoman in Paris answered that the fleet stays at home until the spring."
SOURCES = [SourceText("wire.md", TEXT, "Allies promise a lot more"), SourceText("paris.md", OTHER, "Paris")]


def results(brief: str) -> list[tuple[Result, str]]:
    return [(finding.result, finding.document) for finding in verify(brief, SOURCES)]


def only(brief: str) -> tuple[Result, str]:
    (finding,) = verify(brief, SOURCES)
    return finding.result, finding.difference


@pytest.mark.parametrize(
    "brief",
    [
        "> The head of the alliance said that it had to last.\n",
        "> Nobody should expect a result in the first days\n",
        "> “Nobody should expect a result in the first days,”\n>\n> — the head of the alliance\n",
        "> Nobody should expect a result\n> in the first days\n> — wire.md\n",
        "He said “nobody”. Then: “it had to last.” And „costs of \\$5 billion were shared“.\n",
        "> The head … said that it had to last. […] costs of $5 billion were shared.\n",
        "> [He] said that it had to last.\n",
        "> [N]obody should expect a result in the first days\n",
        "> The head of the alliance said that it [peace] had to last.\n",
        "> The head of the alliance [sic] said that it had to last.\n",
        "> he told reporters [laughs], adding that\n",
        "> He didn’t say when talks — if any — would begin & end.\n",
        "> It has to last [@wire, p. 3]\n".replace("It has to last", "it had to last"),
        '- A list with "the fleet stays at home," he wrote.\n',
        "As ‘the fleet stays at home’ shows, they’re calm.\n",
    ],
)
def test_what_stands_in_a_source_is_exact(brief: str) -> None:
    assert {result for result, _ in results(brief)} <= {Result.EXACT}


@pytest.mark.parametrize(
    ("brief", "difference"),
    [
        ("> The chief of the alliance said that it had to last.\n", "“chief” stands for “head”"),
        ("> The head of the alliance said it had to last.\n", "“that” was left out"),
        ("> The head of the alliance said that it never had to last.\n", "“never” was added"),
        ("> the head of the alliance said that it had to last.\n", "“the” stands for “The”"),
        (
            "> Ministers met in Brussels. […] The boss of the alliance said that it had to last.\n",
            "“boss” stands",
        ),
        ("He wrote “the fleet stays at sea until the spring”.\n", "“sea” stands for “home”"),
    ],
)
def test_what_was_altered_is_shown_with_the_difference(brief: str, difference: str) -> None:
    result, said = only(brief)
    assert result is Result.ALTERED
    assert difference in said


@pytest.mark.parametrize(
    "brief",
    [
        "> Whoever pays the piper calls the tune.\n",
        "She said “the moon is made of green cheese”.\n",
        "> … [he] …\n",
    ],
)
def test_what_stands_nowhere_is_missing(brief: str) -> None:
    assert [result for result, _ in results(brief)] == [Result.MISSING]


def test_parts_in_the_wrong_order_are_not_exact() -> None:
    result, said = only("> costs of \\$5 billion were shared … The head of the alliance said\n")
    assert (result, said) == (Result.ALTERED, "the parts stand in another order or too far apart")


@pytest.mark.parametrize(
    "text",
    [
        "A “red line” and a title, “Allies promise a lot more”.",
        "# “Whoever pays the piper”",
    ],
)
def test_terms_and_titles_are_no_quotations(text: str) -> None:
    assert results(text) == []


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    brief = "---\ntitle: x\n---\n\n"
    brief += "“It” is “it had to last” and\n“costs of $5 billion”.\n\n> he told\n> reporters\n"
    assert [(finding.line, finding.result) for finding in verify(brief, SOURCES)] == [
        (5, Result.EXACT),
        (6, Result.EXACT),
        (8, Result.EXACT),
    ]


def made(quoted: str, flavour: Flavour, *, document: str = "wire.md", note: str = "") -> str:
    record = DocumentRecord(
        "d", document, "Allies promise a lot more", "Northern Wire", "", "2025-02-13", "", "ab" * 32
    )
    selectors = Selectors(0, max(1, len(quoted)), quoted)
    annotation = Annotation(
        "a", "d", selectors, Span(0, max(1, len(quoted))), "", tags=("x y z/w",), note=note
    )
    changed = Annotation("b", "d", selectors, Span(0, 5), "", Placement.UNCERTAIN)
    passages = [
        Passage(annotation, record, 3, "What they all agreed on"),
        Passage(changed, record, present=quoted),
    ]
    tag = Tag("t", "x y z/w", "blue", "Whether “the moon is made of cheese” or not.")
    brief = build_brief(passages, [tag], group_by=GroupBy.TAG, title="“Four words in title”")
    return render_markdown(brief, flavour)


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize("quoted", [TEXT, TEXT[27:90], OTHER[2:]])
def test_a_brief_as_it_was_written_holds(flavour: Flavour, quoted: str) -> None:
    where = "wire.md" if quoted in TEXT else "paris.md"
    assert results(made(quoted, flavour, document=where)) == [(Result.EXACT, where)] * 3


@pytest.mark.parametrize("flavour", list(Flavour))
def test_a_quotation_given_to_the_wrong_source_is_noticed(flavour: Flavour) -> None:
    (first, *_) = verify(made("it had to last", flavour, document="paris.md"), SOURCES)
    assert (first.result, first.difference) == (Result.ALTERED, "stands in wire.md, not in paris.md")


@pytest.mark.parametrize("flavour", list(Flavour))
def test_quotations_in_notes_are_looked_at_too(flavour: Flavour) -> None:
    brief = made("it had to last", flavour, note="Compare “the fleet stays at sea until the spring”.")
    assert Result.ALTERED in {result for result, _ in results(brief)}


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize(
    "note",
    [
        "> Whoever pays the piper\n> calls the tune.\n\nSo my teacher.",
        "See:\n\n> Whoever pays the piper\n>\n> “calls the very tune”\n\n- and\n  > Nobody else.",
        "- one\n- > Whoever pays the piper\n\n```\ncode\n```",
    ],
)
def test_block_quotations_in_a_note_claim_nothing_about_a_source(flavour: Flavour, note: str) -> None:
    brief = made("it had to last", flavour, note=note)
    assert "Whoever pays the piper" in brief
    assert {result for result, _ in results(brief)} == {Result.EXACT}


@pytest.mark.parametrize("flavour", list(Flavour))
def test_a_block_quotation_typed_by_hand_is_looked_at_wherever_it_stands(flavour: Flavour) -> None:
    brief = made("it had to last", flavour, note="> Whoever pays the piper\n> calls the tune.")
    typed = "> The moon is made of green cheese.\n\n"
    for at in (brief.index("<!-- scholiast:end sch-"), brief.index("<!-- scholiast:begin method")):
        found = verify(f"{brief[:at]}{typed}{brief[at:]}", SOURCES)
        assert [each.quotation for each in found if each.result is not Result.EXACT] == [
            "The moon is made of green cheese."
        ]


SIGNS = st.text(st.sampled_from("ab cd.,*_[]#>`$&<1-\n“é"), min_size=20, max_size=60)


@settings(max_examples=150)
@given(SIGNS, st.sampled_from(list(Flavour)))
def test_whatever_was_quoted_from_a_text_is_found_in_it(text: str, flavour: Flavour) -> None:
    quoted = " ".join(text.split())
    first = quotations(made(f"words {quoted} end", flavour))[0]
    finding = verify(
        made(f"words {quoted} end", flavour), [SourceText("wire.md", f"Some words {text} end of it")]
    )[0]
    assert (finding.result, first.cited) == (Result.EXACT, "wire.md")


def test_a_finding_as_json() -> None:
    (finding,) = verify("> it had to last\n", SOURCES)
    assert finding_json(finding) == {
        "line": 1, "quotation": "it had to last", "document": "wire.md", "result": "exact", "difference": "",
    }  # fmt: skip


def test_nothing_to_verify_and_nothing_to_verify_against() -> None:
    assert verify("No quotation.\n", SOURCES) == ()
    assert verify("> it had to last\n", [])[0].result is Result.MISSING


def test_lines_of_many_quotations_are_counted_in_one_walk_through_the_brief() -> None:
    walked = 0

    class Walked(str):
        __slots__ = ()

        def count(self, sub: str, start: object = 0, end: object = None, /) -> int:
            nonlocal walked
            last = len(self) if end is None else int(str(end))
            walked += last - int(str(start))
            return str(self).count(sub, int(str(start)), last)

    block = "<!-- scholiast:begin tag-{0} -->\n## T\n<!-- scholiast:end tag-{0} -->\n\n> it had to last\n\n"
    text = Walked("".join(block.format(number) for number in range(200)))
    found = quotations(text)
    assert [each.line for each in found] == [5 + 6 * number for number in range(200)]
    assert walked <= 2 * len(text)
