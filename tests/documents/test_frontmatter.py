"""Front matter: strings as they were written, whatever else the YAML tries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import frontmatter
from corpus.frontmatter import NONE, split


def test_fields_are_strings_just_as_written() -> None:
    front = split("---\nTitle: 'It: lasts'\ndate: 2025-02-13\nday: no\nn: 1e3\n---\nText")
    assert front.fields == {"title": ("It: lasts",), "date": ("2025-02-13",), "day": ("no",), "n": ("1e3",)}
    assert front.remark == ""


def test_lists_have_several_values_and_a_person_is_known_by_name() -> None:
    front = split("---\nauthor:\n  - Ada One\n  - Ben Two\neditor: {name: Cy Three, mail: x}\n---\n")
    assert front.fields["author"] == ("Ada One", "Ben Two")
    assert front.first("editor") == "Cy Three"
    assert front.first("none", "author") == "Ada One"


@pytest.mark.parametrize("closing", ["---", "...", "---  "])
def test_the_end_is_where_the_text_begins(closing: str) -> None:
    source = f"---\ntitle: A\n{closing}\nText"
    assert source[split(source).end :] == "Text"


@pytest.mark.parametrize(
    "source",
    [
        "",
        "text",
        "---",
        "---\n",
        "---\ntitle: never closed\n",
        " ---\ntitle: a\n---\n",
        "----\ntitle: a\n----\n",
        "---\nA paragraph between two rules.\n---\nText",
        "---\n- a\n- list\n---\nText",
        "---\n" + "a: b\n" * 20_000 + "---\n",
    ],
)
def test_what_only_looks_like_front_matter_stays_in_the_text(source: str) -> None:
    assert split(source) == NONE


def test_broken_yaml_is_read_line_by_line_and_said() -> None:
    front = split('---\ntitle: "Talks: a "quoted" start\nauthor: Jo Doe\n\tbad: [\n---\nText')
    assert front.first("author") == "Jo Doe"
    assert "line by line" in front.remark


@pytest.mark.parametrize(
    "body",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: " + "[" * 30_000,
        "a: " + "[" * 30_000 + "]" * 30_000,
        "- " * 30_000,
        "? " * 30_000,
        "".join(" " * depth + "a:\n" for depth in range(300)),
        "a: !!python/object/apply:os.system ['true']",
        "? [1, 2]\n: x",
        "a: &a {b: *a}",
        "<<: 3",
    ],
)
def test_tricks_of_yaml_do_nothing(body: str) -> None:
    front = split(f"---\n{body}\ntitle: Sound\n---\nText")
    for values in front.fields.values():
        assert all(isinstance(value, str) for value in values)


@given(st.text())
def test_any_text_between_the_dashes_is_borne(body: str) -> None:
    source = f"---\n{body}\n---\nText"
    assert 0 <= split(source).end <= len(source)


_KEYS = st.sampled_from(["title", "Title", "a-b", "x_1", "null", "y", "<<", "é", "1", "a b"])
_TRICKY = ["null", "true", "10:00:00", "https://a.b/c?d=e", "a:", "a: b", "a #b", "a#b", "- a", "a ?", "'a'"]
_PLAIN = st.text("aZ19_é字 .,;/()&!?%+=~'’“”—-:#|*@", min_size=1, max_size=9)
_ANY = st.text('ab 9é:#-"\\[]{}\t<>&*!|%@`\u0301\u00a0\ufffe', max_size=9)
_VALUES = _PLAIN | _PLAIN.map('"{}"'.format) | _ANY | _ANY.map('"{}"'.format) | st.sampled_from(_TRICKY)
_ROWS = st.tuples(_KEYS, st.sampled_from([": ", ": ", ":  ", ":", ":\t"]), _VALUES).map("".join)


@given(st.lists(_ROWS, min_size=1, max_size=3).map("\n".join))
def test_simple_rows_say_what_yaml_says_of_them(body: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quick = split(f"---\n{body}\n---\nText")
        patch.setattr(frontmatter, "_rows", lambda body: {})
        assert quick == split(f"---\n{body}\n---\nText")


def test_simple_rows_need_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(body: str) -> object:
        raise AssertionError(body)

    monkeypatch.setattr(frontmatter, "_load", parse)
    front = split('---\ntitle: "Talks: a start"\nAuthor: Jo Doe\nurl: https://a.example/b?c=d\n---\nText')
    assert front.fields == {
        "title": ("Talks: a start",),
        "author": ("Jo Doe",),
        "url": ("https://a.example/b?c=d",),
    }


def test_long_lines_of_blanks_and_colons_are_refused_at_once() -> None:
    for value in ("a" + " " * 60_000 + "[", "a:" * 30_000 + "[", '"' + " " * 60_000, " " * 60_000 + "["):
        assert split(f"---\ntitle: {value}\n---\nText").end
