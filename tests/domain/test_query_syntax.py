"""Reading and printing queries: what is understood, what is refused and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import ScholiastError
from annotations.model import tag_path
from annotations.query import Query, QueryError, parse
from annotations.query.folding import words
from annotations.query.syntax import (
    CHOICES,
    DATE_FIELDS,
    TEXT_FIELDS,
    And,
    Choice,
    Dated,
    Everything,
    Meeting,
    Near,
    Not,
    Or,
    Relation,
    Tagged,
    Term,
    Within,
)

A, B, C = Term("a"), Term("b"), Term("c")
X, Y = Tagged("x"), Tagged("y")

READINGS: list[tuple[str, Query]] = [
    ("", Everything()),
    (" \t\n ", Everything()),
    ("a", A),
    ("  a  ", A),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a OR b", Or((A, B))),
    ("a and b", And((A, Term("and"), B))),
    ("a b OR c", Or((And((A, B)), C))),
    ("a OR b c", Or((A, And((B, C))))),
    ("(a OR b) c", And((Or((A, B)), C))),
    ("a (b c)", And((A, And((B, C))))),
    ("((a))", A),
    ("NOT a", Not(A)),
    ("-a", Not(A)),
    ("--a", Not(Not(A))),
    ("a -b", And((A, Not(B)))),
    ("a AND NOT b", And((A, Not(B)))),
    ("a-b", Term("a-b")),
    ("-(a OR b)", Not(Or((A, B)))),
    ("NOT(a)", Not(A)),
    ("NOT a OR b", Or((Not(A), B))),
    ("peac*", Term("peac", prefix=True)),
    ('"peace  talks"', Term("peace talks")),
    ('"peace tal"*', Term("peace tal", prefix=True)),
    ('a"b"', And((A, B))),
    ('"say ""no"""', Term('say "no"')),
    ('="Kyiv"', Term("Kyiv", exact=True)),
    ("=Kyi*", Term("Kyi", prefix=True, exact=True)),
    ('="%"', Term("%", exact=True)),
    ("“peace talks”", Term("peace talks")),
    ("„auf Dauer“", Term("auf Dauer")),
    ("»auf Dauer«", Term("auf Dauer")),
    ("« une pause »", Term("une pause")),
    ('"AND"', Term("AND")),
    ("IN", Term("IN")),
    ("all WITH all", And((Term("all"), Term("WITH"), Term("all")))),
    ("10:30", Term("10:30")),
    ("Rutte: no", And((Term("Rutte:"), Term("no")))),
    ("NEAR(a b, 5)", Near((A, B), 5)),
    ("NEAR (a b)", Near((A, B), 10)),
    ("NEAR(a b 2025)", Near((A, B, Term("2025")), 10)),
    ("NEAR(a 5)", Near((A, Term("5")), 10)),
    ('NEAR(a b "5")', Near((A, B, Term("5")), 10)),
    ('NEAR("a b" c*,0)', Near((Term("a b"), Term("c", prefix=True)), 0)),
    ("near(a b)", And((Term("near"), And((A, B))))),
    ("note:a", Within("note", A)),
    ("Title:a", Within("title", A)),
    ('title:"a b"', Within("title", Term("a b"))),
    ("title:a b", And((Within("title", A), B))),
    (
        "text:a* speaker:=B",
        And((Within("text", Term("a", prefix=True)), Within("speaker", Term("B", exact=True)))),
    ),
    (
        "source:a author:a by:a doc:a",
        And(tuple(Within(field, A) for field in ("source", "author", "by", "doc"))),
    ),
    ("tag:x", X),
    ("tag:#x", X),
    ("tag:a/b", Tagged("a/b")),
    ("tag:/a//b/", Tagged("a/b")),
    ("tag:=a/b", Tagged("a/b", alone=True)),
    ('tag:"two words"', Tagged("two words")),
    ("tag:po*", Tagged("po", prefix=True)),
    ("tag:po/*", Tagged("po/", prefix=True)),
    ("tag:x NEAR tag:y", Meeting(X, Relation.NEAR, Y)),
    ("tag:x WITH tag:y", Meeting(X, Relation.WITH, Y)),
    ("tag:x IN tag:=y", Meeting(X, Relation.IN, Tagged("y", alone=True))),
    ("NOT tag:x IN tag:y a", And((Not(Meeting(X, Relation.IN, Y)), A))),
    ("tag:x NEAR(a b)", And((X, Near((A, B), 10)))),
    ("tag:x tag:y", And((X, Y))),
    ("date:2025", Dated("date", "2025", "2025")),
    ("date:2025-02", Dated("date", "2025-02", "2025-02")),
    ("date:2025-02-01..2025-03", Dated("date", "2025-02-01", "2025-03")),
    ("date:2025-02..", Dated("date", "2025-02", "")),
    ("created:..2024-02-29", Dated("created", "", "2024-02-29")),
    ("status:unread", Choice("status", "unread")),
    ("status:Read", Choice("status", "read")),
    ("placement:orphan", Choice("placement", "orphan")),
    ("has:note", Choice("has", "note")),
]

REFUSALS = [
    ("(a", 0, "not closed"),
    ("a (b (c)", 2, "not closed"),
    ("a)", 1, "closes nothing"),
    (" )", 1, "closes nothing"),
    ("()", 1, "missing"),
    ("a AND", 5, "missing"),
    ("OR a", 0, "missing"),
    ("a OR OR b", 5, "missing"),
    ('AND"a"', 0, "missing"),
    ("NOT", 3, "missing"),
    ('a "b c', 2, "not closed"),
    ("a „b c", 2, "not closed"),
    ('""', 0, "nothing to look for"),
    ("a *", 2, "nothing to look for"),
    ("a %", 2, "no letter or digit"),
    ("a - b", 2, "no letter or digit"),
    ("a b*d", 3, "end of a word"),
    ("a =", 3, "missing"),
    ("a foo:bar", 2, "no field “foo”"),
    ("http://northern-wire.example", 0, "no field “http”"),
    ("a title:", 8, "Nothing stands after"),
    ("a tag: b", 6, "Nothing stands after"),
    ("tag:/", 4, "name of a tag"),
    ("tag:=a*", 5, "only one"),
    ("tag:a NEAR b", 11, "a tag must follow"),
    ("tag:a IN", 8, "a tag must follow"),
    ("tag:a WITH title:b", 11, "a tag must follow"),
    ("tag:a NEAR tag:b IN tag:c", 16, "two tags at a time"),
    ("a NEAR b", 2, "NEAR joins"),
    ("NEAR(a b", 0, "not closed"),
    ("c NEAR(a", 2, "not closed"),
    ("NEAR(a)", 0, "two words"),
    ("NEAR()", 0, "two words"),
    ("NEAR(a,b)", 7, "number of words"),
    ("NEAR(a b 5)", 9, "a comma belongs before 5"),
    ("NEAR(a b 12 )", 9, "a comma belongs before 12"),
    ("NEAR(a b, 99999)", 10, "number of words"),
    ("NEAR(a b, 5 c)", 12, "closed with a bracket"),
    ("NEAR(a (b c))", 7, "no brackets"),
    ("NEAR(a =b)", 7, "does not work inside"),
    ("date:soon", 5, "is no date"),
    ("date:2025-13", 5, "is no date"),
    ("date:2025-02-30", 5, "is no date"),
    ("date:2025-01..2025-1", 14, "is no date"),
    ("date:2025-1..2025-1", 5, "is no date"),
    ("date:..", 5, "on one side"),
    ("date:2026..2025", 5, "ends before it begins"),
    ("date:2025*", 5, "neither"),
    ("created:0000", 8, "is no date"),
    ("status:done", 7, "unread, reading or read"),
    ("has:=note", 5, "neither"),
]


@pytest.mark.parametrize(("line", "query"), READINGS)
def test_a_line_is_read_as(line: str, query: Query) -> None:
    assert parse(line) == query


@pytest.mark.parametrize(("line", "position", "message"), REFUSALS)
def test_a_mistake_is_named_where_it_stands(line: str, position: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(line)
    assert caught.value.position == position
    assert message in caught.value.message
    assert str(position + 1) in str(caught.value)


@pytest.mark.parametrize("line", [line for line, _, _ in REFUSALS])
def test_the_example_of_a_refusal_can_be_read(line: str) -> None:
    with pytest.raises(ScholiastError) as caught:
        parse(line)
    assert isinstance(caught.value, QueryError)
    assert parse(caught.value.example) != Everything()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("titel:x", "title:"), ("tags:x", "tag:"), ("sources:x", "source:"), ("quirk:x", '"quirk')],
)
def test_an_unknown_field_is_answered_with_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert caught.value.example.startswith(meant)


@pytest.mark.parametrize("nest", ["(", "-", "NOT ", "-(", "(a OR ", "tag:a -(NOT "])
def test_endless_nesting_is_refused_and_not_a_crash(nest: str) -> None:
    with pytest.raises(QueryError, match="nested"):
        parse(nest * 10_000 + "a")


def test_closed_nesting_is_read_up_to_the_limit_and_no_further() -> None:
    assert parse("(" * 50 + "a" + ")" * 50) == A
    with pytest.raises(QueryError, match="nested"):
        parse("(" * 51 + "a" + ")" * 51)


def test_a_long_flat_query_is_read() -> None:
    query = parse("a " * 20_000)
    assert isinstance(query, And)
    assert len(query.parts) == 20_000


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("a b", "a AND b"),
        ("-(a OR b)", "NOT (a OR b)"),
        ('"a"', "a"),
        ('"AND"', '"AND"'),
        ("“a b”", '"a b"'),
        ('tag:"a/b c"', 'tag:"a/b c"'),
        ("tag:po/*", "tag:po/*"),
        ("NEAR(a b)", "NEAR(a b, 10)"),
        ("date:2025..2025", "date:2025"),
        ("", ""),
    ],
)
def test_a_query_is_printed_plainly(line: str, shown: str) -> None:
    assert str(parse(line)) == shown


SIGNS = st.text(st.one_of(st.sampled_from("ab AND()=*-:.,/#\"“”„«»'’%_é\t2"), st.characters()), max_size=12)


def folded(text: str) -> str:
    return " ".join(text.split())


TERMS = st.one_of(
    st.builds(Term, SIGNS.map(folded).filter(words), st.booleans()),
    st.builds(Term, SIGNS.map(folded).filter(bool), st.booleans(), st.just(True)),
    st.sampled_from([Term(word) for word in ("AND", "OR", "NOT", "NEAR", "IN", "WITH", "tag:x", "-a")]),
)


def settled(text: str) -> str:
    while (path := tag_path(text)) != text:
        text = path
    return text


PATHS = SIGNS.map(folded).map(settled).filter(bool)
TAGS = st.one_of(
    st.builds(Tagged, PATHS, st.booleans()),
    st.builds(Tagged, PATHS, st.just(False), st.just(True)),
    st.builds(Tagged, PATHS.map(lambda path: path + "/"), st.just(False), st.just(True)),
)
DAYS = st.dates().flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)
DATES = st.builds(Dated, st.sampled_from(DATE_FIELDS), DAYS, st.just("")) | st.builds(
    lambda field, day: Dated(field, day, day), st.sampled_from(DATE_FIELDS), DAYS
)
LEAVES = st.one_of(
    TERMS,
    st.builds(
        Near,
        st.lists(TERMS.filter(lambda term: not term.exact), min_size=2, max_size=3).map(tuple),
        st.integers(0, 9999),
    ),
    st.builds(Within, st.sampled_from(TEXT_FIELDS), TERMS),
    TAGS,
    st.builds(Meeting, TAGS, st.sampled_from(Relation), TAGS),
    DATES,
    st.sampled_from([Choice(field, value) for field, values in CHOICES.items() for value in values]),
)
QUERIES: st.SearchStrategy[Query] = st.just(Everything()) | st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(QUERIES)
def test_a_printed_query_is_read_as_the_same(query: Query) -> None:
    assert parse(str(query)) == query


PIECES = "AND OR NOT NEAR NEAR( IN WITH tag: tag:a date: 2025 .. title: has: note ( ) = * - , a 5".split()
LINES = st.lists(st.sampled_from([*PIECES, " ", '"', "“", "»"]) | SIGNS, max_size=14)


@given(LINES, st.sampled_from(["", " "]))
def test_no_line_crashes_and_what_is_read_is_printed_the_same(pieces: list[str], between: str) -> None:
    line = between.join(pieces)
    read: Query | QueryError
    try:
        read = parse(line)
    except QueryError as error:
        read = error
    if isinstance(read, Query):
        assert parse(str(read)) == read
        return
    assert 0 <= read.position <= len(line)
    assert read.message
    assert parse(read.example) != Everything()
