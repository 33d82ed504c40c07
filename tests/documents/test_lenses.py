"""What lenses show: labelled sentences in three languages, whole articles, and the worst of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Block, BlockKind, Document, Metadata
from corpus.lenses import Lens, seen
from corpus.reader import document_from
from corpus.sample import articles
from corpus.span import Span
from tests.documents.lens_cases import DATES, FIGURES, NAMES
from tests.documents.reading import read_document

LABEL = re.compile("[⟦⟧]")


def labelled(sentences: Iterable[str], language: str) -> tuple[Document, list[Span]]:
    """Sentences as the paragraphs of one article, and the places that were labelled."""
    text = ""
    blocks, spans, begun = [], [], 0
    for sentence in sentences:
        start = len(text)
        for piece in re.split("([⟦⟧])", sentence):
            if piece == "⟦":
                begun = len(text)
            elif piece == "⟧":
                spans.append(Span(begun, len(text)))
            else:
                text += piece
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, len(text))))
        text += "\n\n"
    return Document("a.txt", text, tuple(blocks), metadata=Metadata(language=language)), spans


def scored(lens: Lens, cases: dict[str, tuple[str, ...]]) -> tuple[float, float, list[str]]:
    """Precision and recall over all languages, and the faults; a place is found if one touches it."""
    right = told = wanted = 0
    faults = []
    for language, sentences in cases.items():
        document, expected = labelled(sentences, language)
        found = seen(lens, document)
        text = document.text
        good = [span for span in found if any(span.overlaps(other) for other in expected)]
        hit = [span for span in expected if any(span.overlaps(other) for other in found)]
        faults += [f"{language} +{span.of(text)}" for span in found if span not in good]
        faults += [f"{language} -{span.of(text)}" for span in expected if span not in hit]
        right += len(good)
        told += len(found)
        wanted += len(expected) - len(hit)
    return right / told, right / (right + wanted), faults


@pytest.mark.parametrize(
    ("lens", "cases", "least"),
    [(Lens.FIGURES, FIGURES, 0.97), (Lens.DATES, DATES, 0.97), (Lens.NAMES, NAMES, 0.95)],
    ids=["figures", "dates", "names"],
)
def test_labelled_sentences(lens: Lens, cases: dict[str, tuple[str, ...]], least: float) -> None:
    precision, recall, faults = scored(lens, cases)
    print(f"{lens}: precision {precision:.3f}, recall {recall:.3f}", *faults, sep="\n  ")
    assert precision >= least, faults
    assert recall >= least, faults


def shown(lens: Lens, text: str, language: str = "en") -> list[str]:
    document, _ = labelled([text], language)
    return [span.of(document.text) for span in seen(lens, document)]


def test_a_figure_takes_its_sign_scale_and_unit_along() -> None:
    assert shown(Lens.FIGURES, "They gave $40 million, 3,500 tonnes and 2 percent.") == [
        "$40 million", "3,500 tonnes", "2 percent",
    ]  # fmt: skip
    assert shown(Lens.FIGURES, "Rund 3,5 Milliarden Euro für 12 Schiffe.", "de") == [
        "3,5 Milliarden Euro", "12 Schiffe",
    ]  # fmt: skip


def test_a_year_is_a_date_and_no_figure_unless_something_is_counted() -> None:
    text = "In 2014 there were 2014 soldiers."
    assert shown(Lens.FIGURES, text) == ["2014 soldiers"]
    assert shown(Lens.DATES, text) == ["2014"]


def test_furniture_and_code_are_passed_over() -> None:
    document = document_from(b"Paid 5 euros.\n\n    paid 6 euros\n\nPaid 7 euros.\n", "a.md")
    furniture = [document.blocks[-1].span]
    assert [span.of(document.text) for span in seen(Lens.FIGURES, document, furniture)] == ["5 euros"]


def test_a_title_in_capitals_names_only_what_the_text_names() -> None:
    title = "Clear Convergence On Priorities For Ukraine Talks, Says Aldous In Tallinn"
    document, _ = labelled([title, "The priorities are clear, Hendrik Aldous said of Ukraine."], "en")
    assert [span.of(document.text) for span in seen(Lens.NAMES, document)] == [
        "Ukraine", "Aldous", "Tallinn", "Hendrik Aldous", "Ukraine",
    ]  # fmt: skip


@pytest.mark.parametrize("lens", list(Lens))
def test_spans_are_in_order_apart_and_within_blocks(lens: Lens) -> None:
    for file in sorted(articles().iterdir()):
        if file.suffix not in {".md", ".txt"}:
            continue
        document = read_document(articles(), file.name)
        found = seen(lens, document)
        assert all(left.end <= right.start for left, right in pairwise(found)), file.name
        assert all(span.length and span.of(document.text).strip() == span.of(document.text) for span in found)


def test_a_book_is_looked_through_in_parts_and_can_be_given_up() -> None:
    paragraph = "“It has to hold,” the engineer said, and nobody in the hall believed her. " * 3
    document = document_from(f"{paragraph}\n\n".encode() * 3_000, "a.txt")
    assert len(document.text) > 600_000
    furniture = [document.blocks[-1].span, document.blocks[0].span]
    found = seen(Lens.QUOTATIONS, document, sorted(furniture))
    assert {span.of(document.text) for span in found} == {"“It has to hold,”"}
    assert len(found) == 2_998 * 3
    asked: list[bool] = []
    some = seen(Lens.QUOTATIONS, document, (), lambda: asked.append(True) or len(asked) > 1)  # type: ignore[func-returns-value]
    assert 0 < len(some) < len(found)


@given(
    st.text(alphabet="0123456789.,-–/%€$ \nabMayfivePutin“”:+()[]ßéТ", max_size=80),
    st.sampled_from(list(Lens)),
)
def test_any_text_can_be_looked_through(text: str, lens: Lens) -> None:
    document = document_from(text.encode(), "a.txt")
    for span in seen(lens, document):
        assert 0 <= span.start < span.end <= len(document.text)


HOSTILE = {
    "digits": "1" * 100_000,
    "groups": "1.000" * 20_000,
    "spaced": "1 000 " * 16_000,
    "numbers": "twenty-" * 14_000,
    "hundred": "hundred and " * 9_000,
    "german": "einund" * 16_000,
    "dates": "1-1-1-" * 16_000,
    "months": "march of " * 11_000,
    "last": "last " * 20_000,
    "capitals": "Aa " * 33_000,
    "letters": "A." * 50_000,
    "joined": "A-b-" * 25_000,
    "marks": "’" * 100_000,
    "blanks": "1" + " " * 100_000 + "000",
    "signs": "$€" * 50_000,
    "telephone": "(030) " * 16_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.timeout(20)  # what would take the square of its length takes minutes
def test_the_worst_texts_are_gone_through(text: str, language: str) -> None:
    document, _ = labelled([text], language)
    for lens in (Lens.FIGURES, Lens.DATES, Lens.NAMES):
        found = seen(lens, document)
        assert all(0 <= one.start < one.end <= len(document.text) for one in found)
        assert all(one.end <= other.start for one, other in pairwise(found))
