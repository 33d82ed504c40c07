"""What queries find in the sample library: expected passages and articles, line by line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from annotations.query import Passage, Subject, matcher, parse
from corpus.sample import articles, prepared_annotations
from corpus.sentences import sentence_at
from corpus.span import Span
from tests.documents.reading import read_document

WIRE, LEDGER, CORRECTED = "01", "morning", "03"
INTERVIEW, BALTIC, SALTMARSH, TIDEWATER = "04", "baltic", "06", "tidewater"
RHEINBLICK, GAZETTE, FACTBOX, KESTREL, MERIDIAN = "08", "09", "factbox", "kestrel", "12"


def subject_of(path: str, lines: list[dict[str, str]]) -> Subject:
    document = read_document(articles(), path)
    passages = tuple(
        Passage(
            quotation=line["quote"],
            note=line["note"],
            tags=tuple(line["tags"]),
            creator=line["creator"],
            created=line["created"],
            span=place(document.text, line["quote"]),
        )
        for line in lines
        if line["document"] == path
    )
    metadata = document.metadata
    return Subject(
        path=path,
        title=metadata.title,
        source=metadata.source,
        author=metadata.author,
        date=metadata.date,
        text=lambda: document.text,
        passages=lambda: passages,
        sentence=lambda offset: sentence_at(document, offset),
    )


def place(text: str, quote: str) -> Span:
    match = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    assert match
    return Span(*match.span())


@pytest.fixture(scope="module")
def library() -> list[Subject]:
    lines = prepared_annotations()
    paths = sorted(path.name for path in articles().iterdir() if path.suffix in {".md", ".txt"})
    return [subject_of(path, lines) for path in paths]


DOCUMENTS = [
    ("title:strongest", {WIRE, CORRECTED}),
    ("source:wire", {WIRE, CORRECTED}),
    ("source:post OR source:ledger", {BALTIC, LEDGER}),
    ("author:halloran -title:corrected", {WIRE}),
    ("date:2025-02-13", {WIRE, LEDGER, BALTIC, FACTBOX, KESTREL}),
    ("date:2025-02-15..", {SALTMARSH, MERIDIAN}),
    ("date:..2025-02-12", set()),
    ('text:"three winters" NOT title:strongest', {LEDGER, BALTIC, KESTREL, MERIDIAN}),
    ("NEAR(paper pause, 6) source:kestrel", set()),
    ("NEAR(paper pause, 8)", {BALTIC, KESTREL, MERIDIAN}),
    ("NEAR(paper pause, 13) -source:wire", {LEDGER, BALTIC, KESTREL, MERIDIAN}),
    ("dauerhaft", {RHEINBLICK}),
    ("verbundeten OR allies text:defense", {RHEINBLICK, GAZETTE, TIDEWATER, KESTREL, BALTIC}),
    ("text:cote OR text:hiver*", {GAZETTE}),
    ("doc:baltic", {BALTIC}),
    ("tag:membership", {WIRE, CORRECTED, RHEINBLICK}),
    ("has:note -tag:durability -tag:position", {FACTBOX}),
    ("by:feldhaus -by:oyelaran", {FACTBOX}),
]
PASSAGES = [
    ("tag:wording/echo", 9),
    ("tag:durability", 23),
    ("tag:=durability", 11),
    ("tag:durability/enforcement tag:durability/minsk", 3),
    ("tag:to-check", 4),
    ("has:note", 46),
    ("-has:note", 4),
    ("by:feldhaus created:2025-02-28", 5),
    ("created:2025-03..", 14),
    ("source:rheinblick by:oyelaran", 1),
    ("note:fassung", 1),
    ('"three winters"', 3),
    ("strong*", 4),
    ("placement:orphan", 0),
    ("tag:membership WITH tag:to-check", 2),
    ("tag:to-check IN tag:membership", 1),
    ("tag:durability/minsk WITH tag:wording/echo", 2),
]


@pytest.mark.parametrize(("line", "expected"), DOCUMENTS)
def test_a_query_finds_these_articles(line: str, expected: set[str], library: list[Subject]) -> None:
    test = matcher(parse(line))
    found = {re.split(r"[-_ .]", subject.path)[0] for subject in library if test(subject)}
    assert found == expected


@pytest.mark.parametrize(("line", "expected"), PASSAGES)
def test_a_query_finds_so_many_passages(line: str, expected: int, library: list[Subject]) -> None:
    test = matcher(parse(line))
    found = [
        passage
        for subject in library
        for passage in subject.passages()
        if test(replace(subject, passage=passage))
    ]
    assert len(found) == expected, [passage.quotation for passage in found]


def test_near_reaches_as_far_as_the_sentence(library: list[Subject]) -> None:
    (wire,) = (subject for subject in library if subject.path.startswith(WIRE))
    test = matcher(parse("tag:durability/minsk NEAR tag:=durability"))
    found = [passage.quotation for passage in wire.passages() if test(replace(wire, passage=passage))]
    assert found == [
        "A paper that falls apart in three winters is not a peace, it is a pause",
        "it is a pause, and everyone in that room has seen a pause before",
    ]
