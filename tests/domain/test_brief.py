"""A brief says what was annotated: in order, once, verbatim, and the same every time."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from annotations.brief.build import build_brief
from annotations.brief.model import Brief, Flavour, GroupBy, Passage
from annotations.brief.wording import counted, date_range, date_words, listed
from annotations.model import Annotation, DocumentRecord, Placement, Selectors, Tag
from corpus.span import Span
from tests.domain.rendering import render_markdown


def identity(number: int) -> str:
    return str(uuid.UUID(int=number * 2654435761 * 2**90 % 2**128, version=4))


WIRE = DocumentRecord(
    identity(1), "wire.md", "Allies promise more", "Northern Wire", "Anna Meyer", "2025-02-13",
    "https://wire.example/a_b", "3f2a9c01b2d4ffff",
)  # fmt: skip
LEDGER = DocumentRecord(identity(2), "ledger.md", "“No deal on day one”", "Morning Ledger", "", "2025-02-14")
NOTES = DocumentRecord(identity(3), "notes.txt")
POSITION = Tag(identity(10), "position", "blue", "What each side says it wants.")
STRENGTH = Tag(identity(11), "position/strength", "red", "From strength.\n\nOr *before* it.")
LASTING = Tag(identity(12), "durability", "green")
CODEBOOK = (POSITION, STRENGTH, LASTING)


def passage(
    number: int,
    document: DocumentRecord = WIRE,
    text: str = "It has to last.",
    *,
    start: int = 0,
    tags: Sequence[str] = (),
    note: str = "",
    placement: Placement = Placement.EXACT,
    creator: str = "Anna",
    **more: Any,
) -> Passage:
    end = start + len(text)
    annotation = Annotation(
        id=identity(100 + number),
        document=document.id,
        selectors=Selectors(start, end, text),
        span=None if placement is Placement.ORPHAN else Span(start, end),
        placed="",
        placement=placement,
        tags=tuple(tags),
        note=note,
        creator=creator,
        modified=f"2025-02-16T10:00:{number % 60:02}Z",
    )
    return Passage(annotation, document, number, **more)


def brief(passages: Sequence[Passage], group_by: GroupBy = GroupBy.TAG, query: str = "") -> Brief:
    return build_brief(passages, CODEBOOK, group_by=group_by, title="A brief", query=query)


def outline(made: Brief) -> list[tuple[int, str, list[int]]]:
    """Level, path and paragraph numbers of each group."""
    return [
        (group.level, group.path, [entry.passage.paragraph for entry in group.entries])
        for group in made.groups
    ]


MIXED = [
    passage(1, LEDGER, "Nobody is in a hurry.", start=50, tags=("durability", "position/strength")),
    passage(2, WIRE, "the strongest hand", start=80, tags=("position/strength", "position"), note="*Why?*"),
    passage(3, WIRE, "a fifth more", start=10, tags=("figures/spending",), heading="What was agreed"),
    passage(4, NOTES, "seen by myself"),
    passage(5, WIRE, "words that changed", placement=Placement.UNCERTAIN, present="words"),
    passage(6, LEDGER, "words that went", tags=("durability",), placement=Placement.ORPHAN),
]  # fmt: skip


def test_tags_make_headings_in_the_order_of_the_codebook_and_then_of_the_alphabet() -> None:
    assert outline(brief(MIXED)) == [
        (2, "position", []),
        (3, "position/strength", [2, 1]),
        (2, "durability", [1]),
        (2, "figures", []),
        (3, "figures/spending", [3]),
        (2, "untagged", [4]),
    ]


def test_a_passage_with_several_tags_is_quoted_under_each_and_commented_once() -> None:
    text = render_markdown(brief(MIXED))
    assert text.count("> Nobody is in a hurry.") == 2
    assert text.count("*Tags:* durability · position/strength") == 1
    assert text.count("*Tags:* see the same passage under position/strength.") == 1
    ids = re.findall(r"begin (sch-\w+)@", text)
    assert len(ids) == 7
    assert len(set(ids)) == 6


def test_a_tag_and_its_sub_tag_on_one_passage_make_one_place() -> None:
    made = brief([passage(1, tags=("position", "position/strength"))])
    assert outline(made) == [(2, "position", []), (3, "position/strength", [1])]


def test_articles_and_dates_come_in_order_of_publication_and_the_undated_last() -> None:
    assert outline(brief(MIXED, GroupBy.DOCUMENT)) == [
        (2, "Allies promise more", [3, 2]),
        (2, "“No deal on day one”", [1]),
        (2, "notes.txt", [4]),
    ]
    assert outline(brief(MIXED, GroupBy.DATE)) == [
        (2, "13 February 2025", [3, 2]),
        (2, "14 February 2025", [1]),
        (2, "No date given", [4]),
    ]


def test_sources_come_in_alphabetical_order() -> None:
    assert outline(brief(MIXED, GroupBy.SOURCE)) == [
        (2, "Morning Ledger", [1]),
        (2, "Northern Wire", [3, 2]),
        (2, "No source given", [4]),
    ]


def test_what_changed_and_what_is_gone_stands_apart_and_says_so() -> None:
    made = brief(MIXED)
    assert [entry.passage.paragraph for entry in made.uncertain] == [5]
    assert [entry.passage.paragraph for entry in made.orphans] == [6]
    text = render_markdown(made)
    assert "## To be checked" in text
    assert "The source now reads:\n\n> words\n" in text
    assert text.index("> words that went") > text.index("## No longer in their source")
    assert "Of 6 quotations, 4 were taken word for word" in text


def test_the_first_line_says_what_the_brief_covers() -> None:
    text = render_markdown(brief(MIXED))
    assert (
        "\n**6 passages from 3 articles, 2 sources**, published from 13 to 14 February 2025 (1 of 3 "
        "articles is not dated). "
        "Apart at the end: 1 passage to be checked and 1 no longer in its source.\n"
    ) in text


def test_the_first_line_claims_no_date_for_articles_without_one() -> None:
    undated = passage(2, NOTES)
    assert "from 1 article**.\n" in render_markdown(brief([undated]))
    text = render_markdown(brief([passage(1), undated]))
    assert "**2 passages from 2 articles, 1 source**. 1 of 2 articles is dated: 13 February 2025.\n" in text
    assert "1 source**, published on 13 February 2025.\n" in render_markdown(brief([passage(1)]))


def test_a_passage_is_quoted_attributed_tagged_and_noted() -> None:
    words = "One.\n\n\n2. Two\n  lines."
    there = passage(4, text=words, tags=["durability"], note="Why?", heading="Agreed", speaker="Mark Rutte")
    text = render_markdown(brief([there]))
    assert (
        "> One.\n>\n> 2\\. Two\n> lines.\n>\n"
        "> — Mark Rutte, in *Northern Wire*, “Allies promise more”, 13 February 2025, section “Agreed”, "
        "paragraph 4.[^northernwire2025allies]\n\n*Tags:* durability\n\n**Note.** Why?\n"
    ) in text
    assert (
        "[^northernwire2025allies]: *Northern Wire*, “Allies promise more”, Anna Meyer, 13 February 2025. "
        "<https://wire.example/a_b>. File wire.md, text 3f2a9c01b2d4.\n"
    ) in text


def test_notes_bear_a_name_only_where_several_people_annotated() -> None:
    one = [passage(1, note="Yes."), passage(2, note="No.")]
    assert render_markdown(brief(one)).count("**Note.**") == 2
    two = [passage(1, note="Yes."), passage(2, note="No.", creator="Ben")]
    text = render_markdown(brief(two))
    assert "**Note by Anna.** Yes." in text
    assert "**Note by Ben.** No." in text


def test_flavours_change_references_ids_and_call_outs_only() -> None:
    texts = {flavour: render_markdown(brief(MIXED), flavour) for flavour in Flavour}
    assert "[^northernwire2025allies]" in texts[Flavour.PLAIN]
    assert "[@" not in texts[Flavour.PLAIN] + texts[Flavour.OBSIDIAN]
    assert "[@northernwire2025allies, para. 2]" in texts[Flavour.PANDOC]
    assert "[^" not in texts[Flavour.PANDOC] + texts[Flavour.QUARTO]
    assert "\n::: {.callout-note}\n*Why?*\n:::\n" in texts[Flavour.QUARTO]
    assert "\n> [!note] Note\n> *Why?*\n" in texts[Flavour.OBSIDIAN]
    assert re.search(r"\n\n\^sch-[0-9a-f]{8}\n\n", texts[Flavour.OBSIDIAN])
    assert "#position/strength" in texts[Flavour.OBSIDIAN]
    quoted = [re.findall(r"(?m)^> (?!—|\[|\*Why)(.*)$", text) for text in texts.values()]
    assert all(found == quoted[0] for found in quoted)


def test_the_front_matter_is_flat_and_marks_the_file_as_a_brief() -> None:
    made = build_brief(
        MIXED, CODEBOOK, title='A "title": #1\n---', query="tag:position", version="1.2", group_by="date"
    )
    for flavour in Flavour:
        front = yaml.safe_load(render_markdown(made, flavour).split("\n---\n")[0].removeprefix("---\n"))
        assert front["title"] == 'A "title": #1\n---'
        assert (front["scholiast"], front["scholiast-query"]) == ("1.2", "tag:position")
        assert front["author"] == ["Anna"]
        assert not any(isinstance(value, dict) for value in front.values())


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.sampled_from(list(GroupBy)), st.sampled_from(list(Flavour)))
def test_the_order_in_which_passages_come_changes_no_byte(
    dice: random.Random, group_by: GroupBy, flavour: Flavour
) -> None:
    shuffled = list(MIXED)
    dice.shuffle(shuffled)
    assert render_markdown(brief(shuffled, group_by), flavour) == render_markdown(
        brief(MIXED, group_by), flavour
    )


def test_equal_beginnings_of_ids_and_equal_keys_are_told_apart() -> None:
    twins = [DocumentRecord(identity(n), f"{n}.md", "Allies", "Wire", "", "2025-02-13") for n in (7, 8)]
    first, second = (passage(n, twin) for n, twin in enumerate(twins))
    second = second._replace(
        annotation=_with_id(second.annotation, first.annotation.id[:8] + second.annotation.id[8:])
    )
    text = render_markdown(brief([first, second]))
    assert len(set(re.findall(r"begin (sch-\S+)", text))) == 2
    keys = re.findall(r"(?m)^\[\^(\S+)\]:", text)
    assert len(set(keys)) == 2
    assert all(key.startswith("wire2025allies-") for key in keys)


def _with_id(annotation: Annotation, identity: str) -> Annotation:
    return Annotation(identity, annotation.document, annotation.selectors, annotation.span, "")


def test_the_same_annotation_twice_is_one_passage() -> None:
    assert brief([MIXED[0], MIXED[0]]).passages == 1


def test_an_empty_brief_is_a_brief() -> None:
    assert "Nothing has been annotated yet." in render_markdown(brief([]))
    none = render_markdown(brief([], query="tag:x"))
    assert "No passage matches the query." in none
    assert "Nothing is quoted." in none
    assert "Every quotation" not in none


def test_a_flavour_or_grouping_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="word"):
        render_markdown(brief(MIXED), "word")
    with pytest.raises(ValueError, match="colour"):
        build_brief(MIXED, CODEBOOK, group_by="colour", title="")


HOSTILE = st.lists(
    st.sampled_from(["# x\n", "\n\n", "[a](u)", "<b>", "*", "`", "[^1]", "---\n", "|a|\n|-|\n", "> ", "1. "])
    | st.text(max_size=5),
    max_size=8,
).map("".join)  # fmt: skip


def shape(text: str) -> list[str]:
    """The blocks of a brief, as a parser sees them."""
    tokens = (
        MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin).parse(text.split("\n---\n", 1)[1])
    )
    inner = [child.type for token in tokens for child in token.children or ()]
    blocks = [token.type for token in tokens if not token.type.startswith(("paragraph", "inline"))]
    live = {"html_inline", "image", "code_inline", "link_open", "s_open"}
    return [*blocks, *(kind for kind in inner if kind in live)]


@settings(max_examples=150)
@given(HOSTILE, HOSTILE, HOSTILE, st.sampled_from([Flavour.PLAIN, Flavour.OBSIDIAN]))
def test_nothing_that_is_quoted_or_named_changes_the_build_of_a_brief(
    quoted: str, title: str, described: str, flavour: Flavour
) -> None:
    def made(quoted: str, title: str, described: str) -> str:
        document = DocumentRecord(identity(1), "a.md", title, title, title, title[:10], title)
        tag = Tag(identity(10), "a", "blue", described)
        there = passage(1, document, quoted, tags=("a",), heading=title, speaker=title)
        return render_markdown(build_brief([there], [tag], title=title, query=title, group_by="tag"), flavour)

    filled = [text if "".join(text.split()) else "words" for text in (quoted, title, described)]
    assert shape(made(*filled)) == shape(made("words", "words", "words"))


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")
@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize("form", ["html", "docx"])
def test_pandoc_makes_of_it_a_page_without_a_warning(flavour: Flavour, form: str) -> None:
    source = render_markdown(brief(MIXED), flavour)
    command = ["pandoc", "-s", "-f", "markdown", "-t", form, "--citeproc", "-o", "-"]
    done = subprocess.run(command, input=source.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    assert done.stdout


@pytest.mark.parametrize(
    ("date", "words"),
    [("2025-02-03", "3 February 2025"), ("2025-02", "February 2025"), ("2025", "2025"), ("soon", "soon"),
     ("2025-13-01", "2025-13-01"), ("2025-02-03T10:00:00Z", "3 February 2025")],
)  # fmt: skip
def test_dates_in_words(date: str, words: str) -> None:
    assert date_words(date) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("", "", ""),
        ("2025-02-13", "2025-02-13", "on 13 February 2025"),
        ("2025-02-13", "2025-02-17", "from 13 to 17 February 2025"),
        ("2025-02-13", "2025-03-01", "from 13 February to 1 March 2025"),
        ("2024-12-30", "2025-01-02", "from 30 December 2024 to 2 January 2025"),
        ("2025", "2025", "in 2025"),
        ("2024", "2025-02", "from 2024 to February 2025"),
    ],
)
def test_a_range_of_dates_in_words(first: str, last: str, words: str) -> None:
    assert date_range(first, last) == words


def test_counts_and_lists_in_words() -> None:
    assert counted(1, "story", "stories") == "1 story"
    assert counted(1204, "passage") == "1,204 passages"
    assert (listed([]), listed(["a"]), listed(["a", "b", "c"])) == ("", "a", "a, b and c")
