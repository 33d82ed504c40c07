"""File names, front matter and addresses made of what documents say of themselves."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import frontmatter
from corpus.clean import clean_line
from corpus.imports.addresses import fetchable, same_page
from corpus.imports.heading import ORDER, front_matter
from corpus.imports.model import NotConverted
from corpus.imports.names import file_name, untyped

DIGEST = "0123456789abcdef" * 4
HOSTILE = [
    "../../x",
    "CON",
    "con.txt",
    "nul ",
    "a/b\\c",
    "..",
    ".",
    "",
    "-rf *",
    "x\x00y",
    "C:\\boot.ini",
    "😀",
    "~/.ssh",
]


@given(st.text(max_size=200) | st.sampled_from(HOSTILE))
def test_a_name_is_one_safe_step_on_every_system(title: str) -> None:
    name = file_name(title, DIGEST)
    assert len(name.encode()) <= 100
    assert name == unicodedata.normalize("NFC", name)
    assert len(PurePosixPath(name).parts) == len(PureWindowsPath(name).parts) == 1
    assert not name.startswith((".", "-", " "))
    assert name.endswith(".md")
    assert not PureWindowsPath(name).is_reserved()
    assert not set(name) & set('/\\:*?"<>|\x00\n')


def test_a_title_that_is_a_file_name_loses_its_suffix_and_a_name_is_not_used_twice() -> None:
    assert file_name(untyped("Tides.docx"), suffix=".txt") == "Tides.txt"
    assert untyped("Tides.v2") == "Tides.v2"
    again = file_name("Tides", suffix=".txt", taken={"tides.txt"})
    assert again != "Tides.txt"
    assert file_name("Tides", suffix=".txt", taken={"tides.txt", again.casefold()}) not in (
        "Tides.txt",
        again,
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../x", "x.md"),
        ("CON", "_CON.md"),
        ("What now? A story: the “end”", "What now A story - the end.md"),
        ("", "document.md"),
        ("Straße 5 (alt)", "Straße 5 (alt).md"),
    ],
)
def test_a_name_says_what_the_title_says(title: str, name: str) -> None:
    assert file_name(title, DIGEST) == name


def test_a_name_that_is_taken_or_too_long_gets_a_mark() -> None:
    taken = {"x.md"}
    second = file_name("X", DIGEST, taken=taken)
    assert second == "X-01234567.md"
    third = file_name("X", DIGEST, taken={*taken, second.casefold()})
    assert third not in (second, "X.md")
    assert file_name("é" * 90, DIGEST).endswith("-01234567.md")


@given(st.dictionaries(st.sampled_from(ORDER), st.text(max_size=80)))
def test_front_matter_gives_back_what_it_was_given(fields: dict[str, str]) -> None:
    made = front_matter(fields) + "Body\n"
    found = frontmatter.split(made)
    assert made[found.end :].lstrip("\n") == "Body\n"
    wanted = {key: (line,) for key, value in fields.items() if (line := clean_line(value, 1000))}
    assert {key: value for key, value in found.fields.items() if value} == wanted


def test_a_title_with_quotes_line_breaks_and_dashes_stays_one_line() -> None:
    made = front_matter({"title": 'He said "no"\n---\nsha256: 1\n---\n# x: [y]'})
    assert made.count("\n---\n") == 1
    assert frontmatter.split(made).fields["title"] == ('He said "no" --- sha256: 1 --- # x: [y]',)


def test_what_else_stood_in_the_front_matter_stays() -> None:
    old = "title: Old\ntags:\n  - a\n  - b\nauthor:\n- X\n- Y\nrating: 5"
    made = front_matter({"title": "New", "author": "Z"}, old)
    assert frontmatter.split(made).fields == {
        "title": ("New",),
        "tags": ("a", "b"),
        "author": ("Z",),
        "rating": ("5",),
    }


@pytest.mark.parametrize(
    "address",
    [
        "ftp://e.x/a",
        "file:///etc/passwd",
        "http://",
        "http://a:b@e.x/",
        "http://[",
        "http://e.x:99999/",
        "javascript://x",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(NotConverted):
        fetchable(address)


def test_an_address_is_written_as_it_goes_over_the_wire() -> None:
    assert fetchable("HTTPS://Exämple.org/ä b?q=ü#part") == "https://xn--exmple-cua.org/%C3%A4%20b?q=%C3%BC"
    assert fetchable("http://[::1]:80/") == "http://[::1]:80/"


def test_addresses_of_one_page_are_the_same() -> None:
    one = same_page("https://www.example.org/a/?b=1&a=2&utm_source=x#top")
    assert one == same_page("http://example.org:80/a?a=2&b=1") != ""
    assert one != same_page("http://example.org/a?a=3&b=1")
    assert same_page("https://example.org/") == same_page("no address") == same_page("http://[") == ""
