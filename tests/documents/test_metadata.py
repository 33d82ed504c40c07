"""Metadata: the title is a title, and every field says where it was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import frontmatter
from corpus.clean import canonical, clean_line
from corpus.document import Metadata
from corpus.metadata import FIELDS, metadata_of, title_from_name

BODY = (
    "The head of the alliance told reporters on Wednesday that members had found common ground on what a "
    "lasting settlement should look like, and that the work would go on through the spring.\n\n"
    "“Nobody wants another pause that is only a pause,” she said. “It must hold.”\n"
)
TITLE = "Allies find common ground on lasting settlement"


def known(source: str, path: str = "0001.txt", **corrections: str) -> Metadata:
    text = canonical(source).text
    front = frontmatter.split(text)
    return metadata_of(text, path, front, corrections, markdown=path.endswith(".md"))


def found(source: str, path: str = "0001.txt") -> tuple[str, str, str, str]:
    about = known(source, path)
    return about.title, about.date, about.source, about.author


@pytest.mark.parametrize(
    "above",
    [
        "",
        "World\n\n",
        "Politik\n\n",
        "News\nEurope\n\n",
        "Facts\n20:27 13.02.2025\n\n",
        "Ministers arrive at the summit (Alliance Press Office)\n\n",
        "[Ministers arrive at the summit]\n\n",
        "Ministers arrive at the summit in the rain. (AP Photo/Jo Doe)\n\n",
        "Ministers arrive for the summit (Ministry of Defence)\n\n",
        "Photo: Ministers arrive at the summit\n\n",
        "3 min read\n\n",
        "By Jo Doe\n13 February 2025\n\n",
        "13. Februar 2025, 14:05 Uhr\n\n",
        "• Read this first of all\n\n",
        " date 2025-02-13 Northern-Wire\n\n",
    ],
)
@pytest.mark.parametrize(
    "below", ["", "A subtitle that says a little more about the whole matter\n\n", f"{TITLE}\n\n"]
)
def test_the_title_is_found_under_whatever_stands_above_it(above: str, below: str) -> None:
    about = known(f"{above}{TITLE}\n\n{below}{BODY}")
    assert about.title == TITLE
    assert about.origin["title"] == "text"


@pytest.mark.parametrize(
    "title",
    [
        "“No deal on day one”",
        "What comes next?",
        "Ministers agree: five points",
        "The strong hand (Part 2)",
        "A strong hand (review)",
        "Trade with the U.S.",
        "Allies meet",
        "13 February 2025 and after: what the ministers agreed",
        "Why ministers are hopeful...",
    ],
)
def test_unusual_titles_are_titles(title: str) -> None:
    assert known(f"{title}\n\n{BODY}").title == title


@pytest.mark.parametrize(
    ("above", "opening"),
    [
        ("", "The head of the alliance told reporters on Wednesday that…"),
        ("World\n\n", "The head of the alliance told reporters on Wednesday that…"),
        ("13 February 2025\n\n", "The head of the alliance told reporters on Wednesday that…"),
        ("At the summit (Getty Images)\n\n", "The head of the alliance told reporters on Wednesday that…"),
        ("“We are nearly there and it will hold.”\n\n", "“We are nearly there and it will hold.”"),
        ("As everybody in the room had long expected,\n\n", "As everybody in the room had long expected…"),
    ],
)
def test_no_sentence_caption_or_section_is_taken_for_a_title(above: str, opening: str) -> None:
    assert known(above + BODY, "alliance-summit.txt").title == "Alliance summit"
    about = known(above + BODY, "000_9b676e8d72ddfd57.txt")
    assert (about.title, about.origin["title"]) == (opening, "opening words")


def test_opening_words_make_a_title_where_nothing_else_does() -> None:
    about = known(BODY, "article (3).txt")
    assert about.title == "The head of the alliance told reporters on Wednesday that…"
    assert known("", "000_9b676e8d72ddfd57.txt").title == "000_9b676e8d72ddfd57.txt"


def test_wrapped_running_text_gives_no_title() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(part, 60) for part in BODY.split("\n\n"))
    assert known(wrapped, "0001.txt").origin["title"] == "opening words"


@pytest.mark.parametrize(
    ("line", "date", "source", "author"),
    [
        ("13.02.2025", "2025-02-13", "", ""),
        ("date 2025-02-13 Interpress-Nord", "2025-02-13", "Interpress-Nord", ""),
        ("Ada Nur Önal  | 13.02.2025 - Update : 14.02.2025", "2025-02-13", "", "Ada Nur Önal"),
        ("Updated 14 February 2025, published 13 February 2025", "2025-02-14", "", ""),
        ("By Jo Doe and Max Roe, Staff Writers", "", "", "Jo Doe, Max Roe"),
        ("Von Max Muster | Veröffentlicht am 13. Februar 2025 um 14:05 Uhr", "2025-02-13", "", "Max Muster"),
        ("Par Jeanne de la Tour", "", "", "Jeanne de la Tour"),
        ("Publié le 13 février 2025 à 20h27, mis à jour le 14 février 2025", "2025-02-13", "", ""),
        ("Northern Wire, 13 February 2025 · 4 min read", "2025-02-13", "Northern Wire", ""),
        ("The Hill - 13/02/2025 - 5:45 PM ET", "2025-02-13", "The Hill", ""),
        ("London, 3 March 1848", "1848-03-03", "", ""),
        ("Published: Thursday, February 13, 2025 8:27 p.m. EST", "2025-02-13", "", ""),
        ("Source: Baltic Post", "", "Baltic Post", ""),
        ("Quelle: Rheinblick", "", "Rheinblick", ""),
        ("Author: Jo Doe", "", "", "Jo Doe"),
    ],
)
def test_lines_about_the_article_are_understood(line: str, date: str, source: str, author: str) -> None:
    assert found(f"{TITLE}\n\n{line}\n\n{BODY}") == (TITLE, date, source, author)
    assert found(f"{line}\n\n{TITLE}\n\n{BODY}") == (TITLE, date, source, author)


@pytest.mark.parametrize(
    "line",
    [
        "By the sea nobody was waiting for them",
        "Von Berlin nach Paris und zurück",
        "The treaty of 13 February 2025 changed little",
        "Ministers met on 13 February 2025 in Riga",
    ],
)
def test_lines_of_the_article_are_left_to_it(line: str) -> None:
    assert found(f"{TITLE}\n\n{line}\n\n{BODY}")[1:] == ("", "", "")


def test_dates_in_the_running_text_are_not_the_articles() -> None:
    body = "The treaty that was signed on 13 February 2024 had been long in the making, they said.\n\n" + BODY
    assert known(f"{TITLE}\n\n{body}").date == ""


@pytest.mark.parametrize(
    ("foot", "source"),
    [
        ("© 2025 Northern Wire. All rights reserved.", "Northern Wire"),
        ("Copyright 2024-2025 The Baltic Post", "The Baltic Post"),
        ("This article was originally published in Rheinblick.", "Rheinblick"),
        ("Northern Wire website shows only a part of what we offer to subscribers.", "Northern Wire"),
        (
            "More from The Ledger\n-\nA first thing\nThe Ledger - 5h\nA second thing\nThe Ledger - 6h",
            "The Ledger",
        ),
        ("More from Jo Doe\nA first thing\nA second thing", ""),
        ("Visit our website for more.", ""),
        ("Copyright reserved by the author", ""),
    ],
)
def test_a_publishers_notice_at_the_foot_names_the_source(foot: str, source: str) -> None:
    assert known(f"{TITLE}\n\n{BODY}\n\n{foot}\n").source == source


def test_an_agency_in_the_dateline_is_the_source() -> None:
    assert known(f"{TITLE}\n\nBRUSSELS, Feb. 13 (Interpress) - {BODY}").source == "Interpress"


def test_a_title_as_browsers_show_it_is_taken_apart() -> None:
    assert found(f"{TITLE} | Northern Wire\n\n{BODY}")[:3] == (TITLE, "", "Northern Wire")
    assert found(f"Opinion | {TITLE}\n\n{BODY}")[:3] == (TITLE, "", "")


def test_labelled_lines_of_old_electronic_texts_are_read() -> None:
    head = (
        "The Project of Old Books",
        "Title: On Walking",
        "Author: Ada Nur",
        "Release date: May 1, 1999",
        BODY,
    )
    assert found("\n\n".join(head)) == ("On Walking", "1999-05-01", "", "Ada Nur")


def test_front_matter_comes_before_what_the_text_says() -> None:
    front = "---\ntitle: Given\nauthors: [A B, C D]\nsource: https://www.x.org/a\n---\n"
    about = known(f"{front}# {TITLE}\n\n13.02.2025\n\n{BODY}", "a.md")
    assert (about.title, about.author, about.source, about.url) == (
        "Given",
        "A B, C D",
        "x.org",
        "https://www.x.org/a",
    )
    assert about.date == "2025-02-13"
    assert about.origin["title"] == about.origin["source"] == "front matter"
    assert about.origin["date"] == "text"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"# {TITLE}", TITLE),
        (f"{TITLE}\n===", TITLE),
        (f"*13 February 2025*\n\n## **{TITLE}** [link](x)", f"{TITLE} link"),
        (f"![Ministers arrive](a.png)\n\n# {TITLE} #", TITLE),
        (f"**{TITLE}**", TITLE),
        (f"> A motto stands first here\n\n# {TITLE}", TITLE),
        ("# `code` and snake_case_name \\*star\\*", "code and snake_case_name *star*"),
    ],
)
def test_markdown_headings_are_titles(head: str, title: str) -> None:
    assert known(f"{head}\n\n{BODY}\n\n## Later heading\n\n{BODY}", "a.md").title == title


def test_a_later_heading_is_not_the_title() -> None:
    assert known(f"{BODY}\n\n## Later heading\n\n{BODY}", "the-spring.md").title == "The spring"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("sub/rutte-brussels.md", "Rutte brussels"),
        ("03_the_strong_hand.txt", "The strong hand"),
        ("2025-02-13-allies-meet.md", "Allies meet"),
        ("Allies meet (2).txt", "Allies meet (2)"),
        ("well-known-facts", "Well known facts"),
        ("Dr. Smith", "Dr. Smith"),
        ("001_0c076a16564f74dd.txt", "001_0c076a16564f74dd.txt"),
        ("untitled document.txt", "untitled document.txt"),
        ("2025-02-13.txt", "2025-02-13.txt"),
        ("3f2504e0-4f89-11d3-9a0c-0305e82c3301.md", "3f2504e0-4f89-11d3-9a0c-0305e82c3301.md"),
    ],
)
def test_file_names_give_titles_if_they_say_anything(path: str, title: str) -> None:
    assert title_from_name(path) == title


def test_the_date_of_a_file_name_is_used_last() -> None:
    assert known(BODY, "2025-02-13-allies.txt").date == "2025-02-13"
    assert known(BODY, "2025-02-13-allies.txt").origin["date"] == "file name"
    assert known(f"{TITLE}\n\n14.02.2025\n\n{BODY}", "2025-02-13-allies.txt").date == "2025-02-14"


def test_corrections_win_even_empty_ones() -> None:
    about = known(
        f"{TITLE}\n\nJo Doe | 13.02.2025\n\n{BODY}", title="Mine", author="", encoding="cp1252", junk="x"
    )
    assert (about.title, about.author, about.date) == ("Mine", "", "2025-02-13")
    assert about.origin == {"title": "you", "author": "you", "date": "text"}


@given(st.text(), st.sampled_from(["a.md", "a.txt", "x", "\udcff.txt"]), st.booleans())
def test_every_field_is_one_clean_line_whatever_the_text(raw: str, path: str, fenced: bool) -> None:
    about = known(f"---\ntitle: {raw}\nauthor: {raw}\n---\n{raw}" if fenced else raw, path)
    assert about.title
    for field in FIELDS:
        value = getattr(about, field)
        assert clean_line(value) == value
        assert bool(value) == (field in about.origin)
