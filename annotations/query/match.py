"""Applying a query to a document or to an annotated passage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from annotations.query.dates import between
from annotations.query.folding import fold, words
from annotations.query.meeting import meeting_passages
from annotations.query.nearness import near
from annotations.query.spellings import spellings
from annotations.query.subject import Passage, Subject
from annotations.query.syntax import (
    And,
    Choice,
    Dated,
    Meeting,
    Near,
    Not,
    Or,
    Query,
    Tagged,
    Term,
    Within,
)

Test: TypeAlias = Callable[[Subject], bool]
TextTest: TypeAlias = Callable[["Prepared"], bool]


def matches(query: Query, subject: Subject) -> bool:
    """Whether ``query`` means ``subject``. For many subjects make a `matcher` once."""
    return matcher(query)(subject)


def matcher(query: Query) -> Test:
    """A test for any number of subjects; fastest if those of one document follow each other."""
    match query:
        case And(parts):
            tests = [matcher(part) for part in parts]
            return lambda subject: all(test(subject) for test in tests)
        case Or(parts):
            tests = [matcher(part) for part in parts]
            return lambda subject: any(test(subject) for test in tests)
        case Not(part):
            inner = matcher(part)
            return lambda subject: not inner(subject)
        case Term() | Near():
            return _anywhere(_text_test(query))
        case Within(field, term):
            return _doc(term) if field == "doc" else _within(field, _text_test(term))
        case Tagged():
            bears = _bears(query)
            return lambda subject: any(map(bears, subject.spoken()))
        case Dated(field, start, end):
            return lambda subject: any(between(each, start, end) for each in _dates(field, subject))
        case Choice(field, value):
            return _choice(field, value)
        case Meeting():
            return _meeting(query)
    return lambda subject: True


class Prepared:
    """A text, with its folded words made when first asked for."""

    __slots__ = ("_words", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._words: str | None = None

    @property
    def words(self) -> str:
        """As `folding.words`."""
        if self._words is None:
            self._words = words(self.text)
        return self._words


class _Recent:
    """Remembers the last text prepared, since all passages of a document share its text."""

    def __init__(self) -> None:
        self._last = Prepared("")

    def __call__(self, text: str) -> Prepared:
        if self._last.text is not text:
            self._last = Prepared(text)
        return self._last


def _text_test(query: Term | Near) -> TextTest:
    tests = list(map(_spelt_test, spellings(query)))
    return tests[0] if len(tests) == 1 else lambda prepared: any(test(prepared) for test in tests)


def _spelt_test(query: Term | Near) -> TextTest:
    if isinstance(query, Near):
        terms = [(words(term.text).split(), term.prefix) for term in query.terms]
        return lambda prepared: near(prepared.words, terms, query.distance)
    if query.exact:
        pattern = _exact_pattern(query)
        return lambda prepared: pattern.search(prepared.text) is not None
    wanted = words(query.text)
    if query.prefix:
        wanted = wanted[:-1]
    return lambda prepared: wanted in prepared.words


def _exact_pattern(term: Term) -> re.Pattern[str]:
    """The term's characters as they are, any white space for any other, cutting no word."""
    body = r"\s+".join(map(re.escape, term.text.split()))
    before = r"(?<!\w)" if re.match(r"\w", term.text) else ""
    after = r"(?!\w)" if not term.prefix and re.search(r"\w\Z", term.text) else ""
    return re.compile(before + body + after)


def _anywhere(test: TextTest) -> Test:
    """Words without a field: quotation and note of a passage; text, title and notes of a document."""
    recent = _Recent()

    def found(subject: Subject) -> bool:
        if subject.passage is not None:
            passage = subject.passage
            return any(test(Prepared(text)) for text in (passage.quotation, passage.note) if text)
        return (
            test(Prepared(subject.title))
            or any(test(Prepared(passage.note)) for passage in subject.spoken() if passage.note)
            or test(recent(subject.text()))
        )

    return found


def _within(field: str, test: TextTest) -> Test:
    if field == "text":
        recent = _Recent()
        return lambda subject: test(recent(subject.text()))
    texts = _TEXTS[field]
    return lambda subject: any(test(Prepared(text)) for text in texts(subject) if text)


def _speakers(subject: Subject) -> Sequence[str]:
    return subject.speakers() if subject.passage is None else subject.passage.speakers


_TEXTS: Final[dict[str, Callable[[Subject], Iterable[str]]]] = {
    "title": lambda subject: (subject.title,),
    "source": lambda subject: (subject.source,),
    "author": lambda subject: (subject.author,),
    "note": lambda subject: (passage.note for passage in subject.spoken()),
    "by": lambda subject: (passage.creator for passage in subject.spoken()),
    "speaker": _speakers,
}


def _doc(term: Term) -> Test:
    """A part of the path; with a star its beginning; with ``=`` the whole, to the letter."""
    if term.exact:
        if term.prefix:
            return lambda subject: subject.path.startswith(term.text)
        return lambda subject: subject.path == term.text
    wanted = fold(term.text)
    if term.prefix:
        return lambda subject: fold(subject.path).startswith(wanted)
    return lambda subject: wanted in fold(subject.path)


def _bears(tag: Tagged) -> Callable[[Passage], bool]:
    wanted = fold(tag.path)
    below = wanted + "/"

    def fits(path: str) -> bool:
        folded = fold(path)
        if tag.prefix:
            return folded.startswith(wanted)
        return folded == wanted or (not tag.alone and folded.startswith(below))

    known: dict[str, bool] = {}

    def bears(passage: Passage) -> bool:
        for path in passage.tags:
            if path not in known:
                known[path] = fits(path)
            if known[path]:
                return True
        return False

    return bears


def _dates(field: str, subject: Subject) -> Iterable[str]:
    return (subject.date,) if field == "date" else (passage.created for passage in subject.spoken())


def _choice(field: str, value: str) -> Test:
    if field == "status":
        return lambda subject: subject.status == value
    if field == "placement":
        return lambda subject: any(passage.placement == value for passage in subject.asked())
    if value == "highlight":
        return lambda subject: bool(subject.asked())
    if value == "note":
        return lambda subject: any(passage.note for passage in subject.spoken())
    return lambda subject: any(passage.tags for passage in subject.spoken())


def _meeting(query: Meeting) -> Test:
    left, right = _bears(query.left), _bears(query.right)
    source: Callable[[], Sequence[Passage]] | None = None
    found: frozenset[Passage] = frozenset()

    def meets(subject: Subject) -> bool:
        nonlocal source, found
        if subject.passages is not source:
            found = meeting_passages(subject.passages(), left, query.relation, right, subject.sentence)
            source = subject.passages
        return bool(found) if subject.passage is None else subject.passage in found

    return meets
