"""Quotations and their speakers: the labelled cases, and what must hold of any text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quotations import LANGUAGES, Case, labels_of, read_cases, sample_cases, score, total_of
from corpus import plaintext
from corpus.document import Block, BlockKind, Document, Metadata
from corpus.quotations import Quotation, QuotationKind, quotations
from corpus.reader import document_from
from corpus.span import Span

BITS = (
    *"“”„«»‘’‚›‹\"'—,.?!: \n",
    "\n\n",
    "« ",
    " »",
    "said ",
    "sagte ",
    "a dit ",
    "dit-elle",
    "Anna Berg",
    "Mr Koch",
    "he ",
    "sie ",
    "the minister ",
    "according to ",
    "zufolge",
    "We have time",
    "Q: ",
    "A: ",
    "\x01",
    "van der ",
)
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(BITS), max_size=60).map("".join))
languages = st.sampled_from(("en", "de", "fr", ""))


def plain(text: str, language: str = "en") -> Document:
    return Document("a.txt", text, plaintext.blocks_of(text), metadata=Metadata(language=language))


def found_in(text: str, language: str = "en") -> list[tuple[str, list[str]]]:
    document = document_from(text.encode(), "a.md", {"language": language})
    return [(one.speaker, [span.of(document.text) for span in one.words]) for one in quotations(document)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labelled_cases_are_found_with_their_speakers(language: str) -> None:
    total = score(read_cases(language))
    assert total.labels >= 45
    assert not total.faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_short_text_need_not_be_told(language: str) -> None:
    total = score(read_cases(language), untold=True)
    assert total.recall >= 0.95
    assert total.speaker_precision >= 0.95


def test_cases_that_were_held_out_reach_the_goals() -> None:
    total = total_of(score(read_cases(f"{language}-held-out")) for language in LANGUAGES)
    assert total.recall >= 0.95
    assert total.speaker_precision >= 0.95
    assert total.precision >= 0.95


def test_the_sample_library_reaches_the_goals() -> None:
    total = score(sample_cases())
    assert total.labels >= 50
    assert total.recall >= 0.95
    assert total.precision >= 0.95
    assert total.speaker_precision >= 0.95


def test_a_score_tells_what_is_missed_and_what_is_wrong() -> None:
    label = labels_of("Ben Tor = We have time,\n= A second one.")
    total = score([Case("one", "“We have time,” said Anna Berg.".encode(), "a.md", "en", label)])
    assert (total.labels, total.found, total.proposed, total.right) == (2, 1, 1, 0)
    assert total.faults == [
        "one: speaker 'Anna Berg', not 'Ben Tor': We have time,",
        "one: missed: - = A second one.",
    ]


def test_a_quotation_has_its_speaker_in_full_and_the_cue_that_shows_it() -> None:
    text = "Anna Berg was late. “We have time,” she said."
    (one,) = quotations(plain(text))
    assert one.span.of(text) == "“We have time,”"
    assert (one.speaker, one.cue, one.kind) == ("Anna Berg", "said", QuotationKind.DIRECT)


def test_a_quotation_that_goes_on_has_the_speaker() -> None:
    text = "“We have time,” said Anna Berg.\n“We have the boats, too.”"
    first, second = quotations(plain(text))
    assert first.speaker == second.speaker == "Anna Berg"


def test_two_voices_in_turn_are_not_guessed_at() -> None:
    text = "“We wait,” said Anna Berg.\n“We go,” said Ben Tor.\n“We wait and that is that.”"
    assert [one.speaker for one in quotations(plain(text))] == ["Anna Berg", "Ben Tor", ""]


def test_somebody_new_between_ends_a_speaker() -> None:
    text = "“We wait,” said Anna Berg. An old woman laughed in the back row. “You always did!”"
    assert found_in(text)[1] == ("", ["You always did!"])


def test_a_pronoun_is_left_open_where_two_may_be_meant() -> None:
    text = "Kim Aro met Lee Dun in the harbour. “It was a short talk,” she said."
    assert found_in(text) == [("", ["It was a short talk,"])]


def test_a_surname_of_two_people_stays_a_surname() -> None:
    text = "Anna Koch and Peter Koch own the mill. “It is sold,” Koch said."
    assert found_in(text) == [("Koch", ["It is sold,"])]


def test_a_title_tells_two_of_one_surname_apart() -> None:
    text = "Anna Koch owns the mill. Peter Koch runs it. “It is sold,” Mr Koch said."
    assert found_in(text) == [("Peter Koch", ["It is sold,"])]


def test_a_name_given_in_full_only_later_is_not_used_before() -> None:
    text = "“It is sold,” Koch said.\n\n“It was time,” said Anna Koch."
    assert [speaker for speaker, _ in found_in(text)] == ["Koch", "Anna Koch"]


def test_nothing_is_looked_for_in_furniture() -> None:
    document = plain("“We have time,” said Anna Berg.\n“Sign up today,” said Ben Tor.")
    furniture = (document.blocks[1].span,)
    assert [one.speaker for one in quotations(document, furniture)] == ["Anna Berg"]


def test_headings_and_code_are_not_looked_at() -> None:
    document = plain("“We have time,” said Anna Berg.")
    block = document.blocks[0]
    for kind in (BlockKind.HEADING, BlockKind.CODE, BlockKind.TABLE):
        assert quotations(replace(document, blocks=(Block(kind, block.span),))) == ()


def test_a_wrapped_paragraph_is_one() -> None:
    text = (
        "“We have waited for the tide since the early hours of this\n"
        "morning,” said Anna Berg, who has been the master of the\n"
        "harbour for eleven years and two months. “We can wait\n"
        "another hour.”"
    )
    document = Document("a.txt", text, (Block(BlockKind.PARAGRAPH, Span(0, len(text)), soft=True),))
    (one,) = quotations(document)
    assert one.speaker == "Anna Berg"
    assert len(one.words) == 2


def test_guillemets_repeated_at_the_beginnings_of_lines_are_none_of_the_words() -> None:
    text = "« Nous avons le temps\n« et les bateaux », a dit Anna Berg."
    document = Document("a.txt", text, (Block(BlockKind.PARAGRAPH, Span(0, len(text)), soft=True),))
    (one,) = quotations(replace(document, metadata=Metadata(language="fr")))
    assert [span.of(text) for span in one.words] == ["Nous avons le temps", "et les bateaux"]


def test_a_block_quotation_behind_a_colon_is_one() -> None:
    text = "Anna Berg put it in a letter:\n\n> We have time.\n>\n> We have boats.\n\nNobody replied."
    assert found_in(text) == [("Anna Berg", ["We have time.", "We have boats."])]


def test_questions_in_bold_make_an_interview_whose_answers_are_of_the_one_person_before() -> None:
    text = (
        "*Anna Berg has kept the light for thirty years.*\n\n**Is it lonely?**\n\nOnly in company.\n\n"
        "It was worse before.\n\n**And at night?**\n\nThen I work.\n\n---\n\n*The talk was shortened.*"
    )
    document = document_from(text.encode(), "a.md", {"language": "en"})
    found = quotations(document)
    assert {one.kind for one in found} == {QuotationKind.INTERVIEW}
    assert [(one.speaker, len(one.words)) for one in found] == [
        ("", 1),
        ("Anna Berg", 2),
        ("", 1),
        ("Anna Berg", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Source: the ministry.\n\nNote: as of May.\n\nSource: the bank.\n\nNote: rounded.",
        "Pro: it is fast.\n\nCon: it is dear.\n\nPro: it is small.\n\nCon: it is loud.",
        "- Anna Berg: chair\n- Ben Tor: why?\n- Anna Berg: again?\n- Ben Tor: no?",
    ],
)
def test_a_list_of_labels_is_no_interview(text: str) -> None:
    assert found_in(text) == []


def test_labels_are_resolved_by_surname_and_by_initials() -> None:
    text = (
        "Anna Berg spoke to Ben Tor at the harbour.\n\nBT: Are you the master?\n\nBERG: Of the harbour.\n\n"
        "BT: Since when?\n\nBERG: Since May."
    )
    assert [speaker for speaker, _ in found_in(text)] == ["Ben Tor", "Anna Berg", "Ben Tor", "Anna Berg"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Leo Brandt had left. Watson rose. “I shall ask,” he said.", ""),
        ("Ed Brandt was the mayor. The prefect Issa spoke last. “We are proud,” he said.", ""),
        ("Ann Berg was the minister. The chairman sat down. “We are proud,” he said.", ""),
        ("Ann Berg was in the chair. Her brother Peter Berg was not. “I was busy,” she said.", "Ann Berg"),
        ("Rae Brandt shook her head and said: “We are proud of it.”", "Rae Brandt"),
        ("He spoke last, said Ann Berg. The sign said: “Keep off the grass.”", ""),
        ("Use: “Click here and sign in.”", ""),
    ],
)
def test_better_no_speaker_than_a_wrong_one(text: str, speaker: str) -> None:
    assert [found for found, _ in found_in(text)] == [speaker]


def test_what_a_list_gives_as_examples_is_no_speech_unless_somebody_says_it() -> None:
    assert found_in("- “Click here and sign in.”\n- “We have time,” said Anna Berg.") == [
        ("Anna Berg", ["We have time,"])
    ]


def test_a_clause_that_begins_a_german_or_french_sentence_part_is_not_the_quotation_s() -> None:
    text = "A la question de « censurer un tel gouvernement », Anne Petit a répondu : « Nous verrons bien. »"
    assert found_in(text, "fr") == [("Anne Petit", ["Nous verrons bien."])]


@settings(max_examples=300)
@given(texts, languages)
def test_spans_lie_in_the_text_in_order_with_their_words_inside(text: str, language: str) -> None:
    end = 0
    for one in quotations(plain(text, language)):
        assert end <= one.span.start < one.span.end <= len(text)
        end = one.span.end
        at = one.span.start
        assert one.words
        for words in one.words:
            assert at <= words.start < words.end <= one.span.end
            at = words.end
        assert one.cue in text


@settings(max_examples=150)
@given(texts, languages.filter(bool))
def test_a_plain_paragraph_at_the_end_changes_nothing_before_it(text: str, language: str) -> None:
    before = quotations(plain(text, language))
    if any(one.kind is QuotationKind.INTERVIEW for one in before):
        return  # there a paragraph belongs to the last turn
    # Lines are blocks here, whatever the paragraph: the text is not taken for a wrapped one.
    blocks = plaintext.blocks_of(text)
    added = "\n\nThe harbour was quiet that evening and nobody came"
    start = len(text) + 2
    block = Block(BlockKind.PARAGRAPH, Span(start, len(text + added)))
    document = Document("a.txt", text + added, (*blocks, block), metadata=Metadata(language=language))
    assert quotations(document) == before


@pytest.mark.parametrize(
    "bit",
    [
        '"',
        "“",
        "“a” ",
        '"a ',
        "« a » ",
        "„a“ ",
        "'a ",
        "“Yes,” he said. ",
        "Anna van der ",
        "A: b?\n\n",
        "— a, dit-il. b\n\n",
    ],
)
def test_time_grows_with_the_length_and_no_faster(bit: str) -> None:
    # A hundred thousand marks; the runner's time limit is what would tell of anything but growth by length.
    for language in ("en", "fr"):
        found: tuple[Quotation, ...] = quotations(plain(bit * (20_000 // len(bit)), language))
        assert len(found) <= 20_000
