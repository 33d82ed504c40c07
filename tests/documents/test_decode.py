"""Decoding: every text is read, the guess is named, and what is no text is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.decode import NotText, decode

GERMAN = "Die Minister einigten sich für längere Zeit auf größere Übungen, sagte der Außenminister.\n" * 3
FRENCH = "Les ministres ont été reçus à l’hôtel ; la décision a déjà été annoncée, a-t-il précisé.\n" * 3
RUSSIAN = "Министры договорились о долгосрочной поддержке, сообщил представитель альянса в четверг.\n" * 3
POLISH = (
    "Wczoraj ministrowie obrony uzgodnili dłuższą pomoc; źródła mówią, że będzie ją można zwiększyć.\n" * 3
)
JAPANESE = (
    "国防相らは木曜日、長期的な支援で合意したと発表した。記者団に対し、結果は続くものでなければならないと述べた。\n"
    * 3
)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_text_in_utf8_is_read_back(text: str) -> None:
    data = text.encode()
    if data[:4] in (b"%PDF", b"PK\x03\x04", b"{\\rt"):
        return
    assert decode(data).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_it(encoding: str) -> None:
    decoded = decode((GERMAN + JAPANESE).encode(encoding))
    assert decoded.text == GERMAN + JAPANESE
    assert decoded.remark == ""


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised_and_named(encoding: str) -> None:
    decoded = decode(GERMAN.encode(encoding))
    assert (decoded.text, decoded.encoding) == (GERMAN, encoding)
    assert encoding.upper() in decoded.remark


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (POLISH, "cp1250"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_old_encodings_are_guessed_and_the_guess_is_named(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding in decoded.remark
    assert "guess" in decoded.remark


@pytest.mark.parametrize("text", ["Café", "für", "“Durable,” he said – twice"])
def test_a_few_western_letters_are_read_as_western(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_a_long_file_that_is_nearly_all_plain_is_detected_by_its_few_letters() -> None:
    text = "All plain words here.\n" * 20_000 + GERMAN
    assert decode(text.encode("cp1252")).text == text


def test_a_declared_charset_wins_over_a_guess() -> None:
    assert decode("äöü".encode("cp850"), "cp850").text == "äöü"
    assert decode("Zürich".encode("mac-roman"), "macintosh").text == "Zürich"


@pytest.mark.parametrize("name", ["utf-7", "idna", "rot13", "no-such", "", "a\0b", "unicode_escape", "hex"])
def test_a_declared_charset_outside_the_list_is_ignored(name: str) -> None:
    assert decode(b"caf\xc3\xa9 +AGE- \\x41", name).text == "café +AGE- \\x41"


def test_a_few_broken_bytes_do_not_make_another_encoding_of_it() -> None:
    data = GERMAN.encode() + b"\xff" + GERMAN.encode()
    decoded = decode(data)
    assert decoded.text == GERMAN + "\ufffd" + GERMAN
    assert decoded.encoding == "utf-8"
    assert decoded.remark == "One place could not be read as UTF-8 and is shown as �."


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"some text\0and zeros", "zero bytes"),
        (bytes(range(1, 32)) * 20 + b"\xff\xfe\xfd", "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, word: str) -> None:
    with pytest.raises(NotText, match=word):
        decode(data)


@given(st.binary(max_size=400), st.sampled_from(["", "cp1252", "utf-16", "shift_jis", "bogus"]))
def test_any_bytes_are_either_text_or_refused(data: bytes, declared: str) -> None:
    try:
        text = decode(data, declared).text
    except NotText:
        return
    assert len(text) <= len(data)
