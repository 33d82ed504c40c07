"""The language of a text: told when it is plain, not told when it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language import guess
from corpus.reader import document_from
from corpus.sentences import sentence_at


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The work of the ministers is not done, and it was said that they are to meet with the"),
        ("de", "Die Minister einigten sich auf einen Plan, der nicht von allen mit Freude und Dank"),
        ("fr", "Les ministres ont trouvé un accord dans la nuit, et il est clair que tous ne sont pas"),
        ("es", "Los ministros se reunieron por la tarde y las partes hablaron del plan para el año que"),
        ("it", "I ministri sono d'accordo che il piano per la pace non è finito e che gli altri"),
        ("pl", "Ministrowie nie zgodzili się na plan, że w tym roku i na wiosnę jest do zrobienia"),
        ("ru", "Министры договорились о плане на весну, сообщил"),
        ("uk", "Міністри домовилися про план на весну, повідомив їхній"),
        ("ja", "大臣たちは春の計画について合意した。"),
        ("zh", "部长们就春季计划达成一致。"),
        ("ko", "장관들은 봄 계획에 합의했다."),
        ("el", "Οι υπουργοί συμφώνησαν για το"),
        ("", "Lorem ipsum dolor sit amet"),
        ("", ""),
        ("", "1 2 3 …"),
    ],
)
def test_languages_are_told_apart(language: str, text: str) -> None:
    assert guess(text) == language


@given(st.text())
def test_any_text_is_borne(text: str) -> None:
    assert len(guess(text)) in (0, 2)


def test_sentences_follow_the_language_of_the_text() -> None:
    text = "Die Konferenz ist am 13. Februar und wird von der Stadt und dem Land bezahlt. Das ist nicht neu."
    document = document_from(text.encode(), "a.txt")
    assert document.metadata.language == "de"
    assert sentence_at(document, 0).of(text) == text.split(" Das")[0]


def test_a_language_given_is_kept() -> None:
    document = document_from(
        b"---\nlang: fr\n---\nThe work of the day is not that of the night and it was to be.", "a.md"
    )
    assert (document.metadata.language, document.metadata.origin["language"]) == ("fr", "front matter")
