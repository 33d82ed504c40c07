"""Applying queries: each field by example, and everything against a plain evaluation."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Annotation, Placement, Selectors
from annotations.query import Passage, Query, Subject, matcher, matches, parse
from annotations.query.dates import between, days
from annotations.query.folding import fold, words
from annotations.query.meeting import Ranges
from annotations.query.syntax import (
    And,
    Choice,
    Dated,
    Meeting,
    Near,
    Not,
    Or,
    Relation,
    Tagged,
    Term,
    Within,
)
from corpus.span import Span

STRONG = Passage(
    quotation="the Strongest possible hand, U.S. sources say",
    note="Naïve? Compare *Kyïv* and Ελλάδα.",
    tags=("position/strength", "Über/Größe"),
    creator="Maria Smith",
    created="2025-02-24T09:12:00Z",
    span=Span(10, 20),
    speakers=("Mark Rutte",),
)
PLAIN = Passage(quotation="peace", span=Span(40, 45), tags=("durability",), placement="moved")
LOST = Passage(quotation="talks", note="gone", placement="orphan", creator="J. Roe", tags=("positional",))
DOCUMENT = Subject(
    path="2025/rutte-brussels.md",
    title="Allies promise Kyiv the strongest hand",
    source="Interfax-Ukraine",
    author="Signe Halloran",
    date="2025-02-13",
    status="reading",
    text=lambda: "Peace talks may begin. Die Gespräche: Frieden auf Dauer? 和平谈判 在布鲁塞尔",
    passages=lambda: (STRONG, PLAIN, LOST),
    speakers=lambda: ("Mark Rutte", "Hendrik Aldous"),
)
HIGHLIGHT = replace(DOCUMENT, passage=STRONG)

ON_A_PASSAGE = [
    ("strongest", True),
    ("STRONGEST hand", True),
    ("strong", False),
    ("strong*", True),
    ('"possible hand"', True),
    ('"hand possible"', False),
    ('"strongest poss"*', True),
    ('"strongest poss"', False),
    ("hand,", True),
    ("naive", True),
    ("kyiv ελλαδα", True),
    ("peace", False),
    ("=Strongest", True),
    ("=strongest", False),
    ("=Strong", False),
    ("=Strong*", True),
    ('="U.S."', True),
    ('="U.S"', True),
    ('="hand,"', True),
    ('="hand;"', False),
    ("NEAR(hand strongest, 1)", True),
    ("NEAR(hand strongest, 0)", False),
    ("NEAR(hand naive, 50)", False),
    ("tag:position", True),
    ("tag:POSITION/strength", True),
    ("tag:strength", False),
    ("tag:=position", False),
    ("tag:=position/strength", True),
    ("tag:pos*", True),
    ("tag:position/s*", True),
    ("tag:uber", True),
    ("tag:über/grösse", True),
    ("note:compare", True),
    ("note:hand", False),
    ("by:maria", True),
    ("by:roe", False),
    ("speaker:rutte", True),
    ("speaker:aldous", False),
    ("created:2025-02", True),
    ("created:2025-02-25..", False),
    ("created:..2025-02-24", True),
    ("placement:exact", True),
    ("placement:moved", False),
    ("has:note has:tag has:highlight", True),
    ("title:allies", True),
    ("source:interfax", True),
    ("author:halloran", True),
    ("doc:rutte", True),
    ("doc:BRUSSELS.md", True),
    ("doc:2025/*", True),
    ("doc:rutte*", False),
    ("doc:=2025/rutte-brussels.md", True),
    ("doc:=rutte-brussels.md", False),
    ("date:2025", True),
    ("date:2025-02-13", True),
    ("date:2025-01..2025-02", True),
    ("date:2025-03..", False),
    ("status:reading", True),
    ("status:read", False),
    ("text:gesprache", True),
    ("text:strongest", False),
    ('text:"frieden auf"', True),
    ("text:谈判", True),
    ("text:判谈", False),
    ("NOT strongest", False),
    ("-peace strongest", True),
    ("peace OR strongest", True),
    ("", True),
]
ON_A_DOCUMENT = [
    ("peace", True),  # in the text
    ("allies", True),  # in the title
    ("gone", True),  # in a note
    ("strongest possible", False),  # only in a quotation
    ("tag:position tag:durability", True),
    ("NOT tag:position", False),
    ("tag:minsk", False),
    ("by:roe note:compare", True),
    ("placement:orphan", True),
    ("placement:uncertain", False),
    ("speaker:aldous", True),
    ("has:highlight", True),
    ("tag:position NEAR tag:durability", False),
]


@pytest.mark.parametrize(("line", "expected"), ON_A_PASSAGE)
def test_a_passage_is_meant_or_not(line: str, expected: bool) -> None:
    assert matches(parse(line), HIGHLIGHT) is expected


@pytest.mark.parametrize(("line", "expected"), ON_A_DOCUMENT)
def test_a_document_is_meant_or_not(line: str, expected: bool) -> None:
    assert matches(parse(line), DOCUMENT) is expected


@pytest.mark.parametrize("choice", ["note", "tag", "highlight"])
def test_a_bare_document_has_nothing(choice: str) -> None:
    assert not matches(Choice("has", choice), Subject(path="a.md"))


def test_text_is_not_fetched_unless_it_is_asked_for() -> None:
    def fetched() -> str:
        raise AssertionError("the text was read")

    subject = replace(DOCUMENT, text=fetched)
    assert matches(parse("tag:position title:allies hand*"), replace(subject, passage=STRONG))
    assert matches(parse("tag:position allies"), subject)


def test_what_an_annotation_says_becomes_its_passage() -> None:
    annotation = Annotation(
        id="",
        document="",
        selectors=Selectors(0, 5, "peace"),
        span=None,
        placed="",
        placement=Placement.ORPHAN,
        tags=("a",),
        note="n",
        creator="c",
        created="2025",
    )
    assert Passage.of(annotation, ["Rutte"]) == Passage(
        "peace", "n", ("a",), "c", "2025", "orphan", None, ("Rutte",)
    )


def sentence(offset: int) -> Span:
    start = offset - offset % 10
    return Span(start, start + 10)


A1 = Passage("a1", tags=("a",), span=Span(2, 8))
A2 = Passage("a2", tags=("a",), span=Span(22, 24))
B1 = Passage("b1", tags=("b",), span=Span(6, 9))
B2 = Passage("b2", tags=("b/c",), span=Span(20, 30))
B3 = Passage("b3", tags=("b",), span=Span(8, 9))
BOTH = Passage("both", tags=("b", "a"))
FAR = Passage("far", tags=("b",), span=Span(18, 21))
OTHERS = (A1, A2, B1, B2, B3, BOTH, FAR)


@pytest.mark.parametrize(
    ("line", "met"),
    [
        ("tag:a WITH tag:b", {A1, A2, B1, B2, BOTH}),
        ("tag:b WITH tag:a", {A1, A2, B1, B2, BOTH}),
        ("tag:a NEAR tag:b", {A1, A2, B1, B2, B3, BOTH, FAR}),
        ("tag:a IN tag:b", {A2, BOTH}),
        ("tag:b IN tag:a", {BOTH}),
        ("tag:a WITH tag:=b", {A1, B1, BOTH}),
        ("tag:a IN tag:=b/c", {A2}),
        ("tag:a WITH tag:z", set()),
    ],
)
def test_passages_of_two_tags_meet(line: str, met: set[Passage]) -> None:
    subject = Subject(passages=lambda: OTHERS, sentence=sentence)
    test = matcher(parse(line))
    assert {passage for passage in OTHERS if test(replace(subject, passage=passage))} == met
    assert test(subject) is bool(met)


def test_neighbours_do_not_overlap() -> None:
    spans = Ranges([Span(2, 4), Span(6, 8)])
    assert not spans.overlap(Span(4, 6))
    assert spans.overlap(Span(4, 7))
    assert not spans.cover(Span(3, 7))


@pytest.mark.parametrize("line", ["peace", "text:peace", "NEAR(peace talks, 1)"])
def test_one_matcher_reads_each_text(line: str) -> None:
    test = matcher(parse(line))
    texts = ["peace talks", "war", "peace talks"]
    assert [test(Subject(text=lambda text=text: text)) for text in texts] == [True, False, True]  # type: ignore[misc]


def test_meetings_are_worked_out_once_for_a_document() -> None:
    asked: list[int] = []

    def passages() -> tuple[Passage, ...]:
        asked.append(1)
        return OTHERS

    test = matcher(parse("tag:a NEAR tag:b"))
    for passage in OTHERS:
        test(Subject(passages=passages, passage=passage, sentence=sentence))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("found", "start", "end", "expected"),
    [
        ("2025-02", "2025-02-01", "2025-02-28", True),
        ("2025-02", "2025-02-02", "", False),
        ("2025", "2025-02", "", False),
        ("2024-02", "", "2024-02-29", True),
        ("2024-02", "", "2024-02-28", False),
        ("2025-02-13 20:27", "2025-02-13", "2025-02-13", True),
        ("2025-02-13T20:27:00Z", "2025-02-13", "2025-02-13", True),
        ("13 February 2025", "", "2030", False),
        ("", "", "2030", False),
    ],
)
def test_a_date_counts_where_it_surely_lies(found: str, start: str, end: str, expected: bool) -> None:
    assert between(found, start, end) is expected


@pytest.mark.parametrize("text", ["", "25", "2025-2", "2025-00", "2025-02-29", "2025-02-13T", "２０２５"])
def test_what_is_no_date_has_no_days(text: str) -> None:
    assert days(text) is None


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Naïve café, Straße!", " naive cafe strasse "),
        ("don’t re-read_me 20%", " don t re read me 20 "),
        ("ﬁne İstanbul", " fine istanbul "),
        ("हिन्दी में", " हिन्दी में "),
        ("和平 now", " 和 平 now "),
        ("…", ""),
    ],
)
def test_words_are_folded(text: str, row: str) -> None:
    assert words(text) == row


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert words(fold(text)) == words(text)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=3),
    st.integers(0, 9),
    st.integers(1, 4),
)
def test_ranges_answer_like_looking_at_each(found: list[tuple[int, int]], start: int, length: int) -> None:
    spans = [Span(at, at + size) for at, size in found]
    asked = Span(start, start + length)
    assert Ranges(spans).overlap(asked) is any(span.overlaps(asked) for span in spans)
    assert Ranges(spans).cover(asked) is any(span.covers(asked) for span in spans)


# A plain evaluation, written for clarity and in another way: words are compared one by one.


def tokens(text: str) -> list[str]:
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign)
    )
    return "".join(sign if sign.isalnum() else " " for sign in bare).split()


def stands(term: Term, row: list[str], at: int) -> bool:
    wanted = tokens(term.text)
    window = row[at : at + len(wanted)]
    if len(window) < len(wanted) or window[:-1] != wanted[:-1]:
        return False
    return window[-1].startswith(wanted[-1]) if term.prefix else window[-1] == wanted[-1]


def in_text(query: Query, text: str) -> bool:
    row = tokens(text)
    if isinstance(query, Near):
        starts = [[at for at in range(len(row)) if stands(term, row, at)] for term in query.terms]
        sizes = [len(tokens(term.text)) for term in query.terms]
        return any(
            all(max(places) - (at + size) <= query.distance for at, size in zip(places, sizes, strict=True))
            for places in product(*starts)
        )
    assert isinstance(query, Term)
    if query.exact:
        raw = "".join(sign if sign.isalnum() else " " for sign in text).split()
        return any(word.startswith(query.text) if query.prefix else word == query.text for word in raw)
    return any(stands(query, row, at) for at in range(len(row)))


def bears(tag: Tagged, passage: Passage) -> bool:
    for path in passage.tags:
        steps, wanted = path.lower().split("/"), tag.path.lower().split("/")
        if tag.prefix and path.lower().startswith(tag.path.lower()):
            return True
        if steps == wanted or (not tag.alone and not tag.prefix and steps[: len(wanted)] == wanted):
            return True
    return False


def touched(passage: Passage) -> set[int]:
    assert passage.span is not None
    return {offset // 10 for offset in range(*passage.span)}


def meet(query: Meeting, one: Passage, other: Passage) -> bool:
    """Whether ``one``, on the left, meets ``other``, on the right."""
    if not bears(query.left, one) or not bears(query.right, other):
        return False
    if one is other:
        return True
    if one.span is None or other.span is None:
        return False
    if query.relation is Relation.NEAR:
        return bool(touched(one) & touched(other))
    covered, covering = set(range(*one.span)), set(range(*other.span))
    return covered <= covering if query.relation is Relation.IN else bool(covered & covering)


def plain(query: Query, subject: Subject) -> bool:
    passage = subject.passage
    about = list(subject.passages()) if passage is None else [passage]
    match query:
        case And(parts):
            return all(plain(part, subject) for part in parts)
        case Or(parts):
            return any(plain(part, subject) for part in parts)
        case Not(part):
            return not plain(part, subject)
        case Term() | Near():
            if passage is not None:
                return in_text(query, passage.quotation) or in_text(query, passage.note)
            texts = [subject.title, subject.text(), *(each.note for each in about)]
            return any(in_text(query, text) for text in texts)
        case Within(field, term):
            fields = {
                "title": [subject.title],
                "text": [subject.text()],
                "note": [each.note for each in about],
                "by": [each.creator for each in about],
            }
            return any(in_text(term, text) for text in fields[field])
        case Tagged():
            return any(bears(query, each) for each in about)
        case Meeting():
            pairs = [(one, other) for one in subject.passages() for other in subject.passages()]
            met = [pair for pair in pairs if meet(query, *pair)]
            if passage is None:
                return bool(met)
            sides = 1 if query.relation is Relation.IN else 2
            return any(passage in pair[:sides] for pair in met)
        case Dated("date", start, end):
            return bool(subject.date) and start <= subject.date and (not end or subject.date <= end)
        case Choice("placement", value):
            return any(each.placement == value for each in about)
        case Choice("status", value):
            return subject.status == value
        case Choice("has", value):
            kept: dict[str, list[object]] = {
                "note": [each.note for each in about],
                "tag": [each.tags for each in about],
            }
            return any(kept[value]) if value in kept else bool(about)
    raise AssertionError(query)


VOCABULARY = ["peace", "Peace", "talks", "talk", "Kyïv", "kyiv", "a", "an"]
TEXTS = st.lists(st.sampled_from([*VOCABULARY, ",", "-", "\n"]), max_size=8).map(" ".join)
PATHS = st.sampled_from(["a", "A/b", "a/b/c", "ab", "d"])
PASSAGES = st.builds(
    Passage,
    quotation=TEXTS,
    note=TEXTS,
    tags=st.lists(PATHS, max_size=2).map(tuple),
    creator=st.sampled_from(["", "Kyiv", "peace talks"]),
    placement=st.sampled_from(["exact", "orphan"]),
    span=st.none() | st.builds(lambda at, size: Span(at, at + size), st.integers(0, 40), st.integers(1, 15)),
)


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    drawn = draw(st.lists(PASSAGES, max_size=4))
    kept = tuple(replace(passage, created=f"20{number:02}") for number, passage in enumerate(drawn))
    text = draw(TEXTS)
    return Subject(
        title=draw(TEXTS),
        date=draw(st.sampled_from(["", "2025-01-01", "2025-02-13", "2026-07-01"])),
        status=draw(st.sampled_from(["unread", "read"])),
        text=lambda: text,
        passages=lambda: kept,
        sentence=sentence,
        passage=draw(st.sampled_from([None, *kept])),
    )


FOLDED_TERMS = st.builds(
    Term, st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2).map(" ".join), st.booleans()
)
ANY_TERMS = FOLDED_TERMS | st.builds(Term, st.sampled_from(VOCABULARY), st.booleans(), st.just(True))
TAGS = st.builds(Tagged, PATHS, st.booleans()) | st.builds(Tagged, PATHS, st.just(False), st.just(True))
QUERIES: st.SearchStrategy[Query] = st.recursive(
    st.one_of(
        ANY_TERMS,
        st.builds(Near, st.lists(FOLDED_TERMS, min_size=2, max_size=3).map(tuple), st.integers(0, 4)),
        st.builds(Within, st.sampled_from(["title", "text", "note", "by"]), ANY_TERMS),
        TAGS,
        st.builds(Meeting, TAGS, st.sampled_from(Relation), TAGS),
        st.sampled_from([Dated("date", "2025-01-01", "2025-02-13"), Dated("date", "2025-02-13", "")]),
        st.sampled_from([Choice("placement", "orphan"), Choice("status", "read")]),
        st.sampled_from([Choice("has", value) for value in ("note", "tag", "highlight")]),
    ),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)


@given(QUERIES, subjects())
def test_matching_agrees_with_a_plain_evaluation(query: Query, subject: Subject) -> None:
    assert matches(query, subject) is plain(query, subject)


@given(QUERIES, st.lists(subjects(), max_size=4))
def test_one_matcher_serves_many_subjects(query: Query, several: list[Subject]) -> None:
    test = matcher(query)
    assert [test(subject) for subject in several] == [plain(query, subject) for subject in several]
