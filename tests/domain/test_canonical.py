"""Words are found in a text that writes their accents with other code points, and cover whole letters."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.alignment.canonical import equal_spans
from annotations.errors import NoPlace
from annotations.places import Places
from annotations.usecases.annotating.quoting import quoted_spans
from annotations.workspace import Workspace
from corpus.span import Span

SAID = "Il n’a jamais quitté l’île, dit-elle. Le reste a été oublié."
WORDS = st.text(alphabet="eéè \u0301\u0323ệẹọạôộo한ㅎ\u1112\u1161\u11abÅx")

Form = Literal["NFC", "NFD"]


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@given(WORDS, st.data())
def test_what_is_cut_out_and_written_anew_is_found_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    wanted = span.of(text)
    if not wanted.strip():
        return
    forms: tuple[Form, ...] = ("NFC", "NFD")
    for form in forms:
        for found in equal_spans(text, unicodedata.normalize(form, wanted), re.escape):
            assert apart(found.of(text)) == apart(wanted)
            assert apart(text[: found.start]) + apart(wanted) + apart(text[found.end :]) == apart(text)


@given(st.lists(st.sampled_from(["é", "ệ", "x", "ạ\u0302", "o", " ", "한"]), min_size=3))
def test_each_letter_is_found_in_every_form(letters: list[str]) -> None:
    wanted = "".join(letters[1:-1])
    if not wanted.strip():
        return
    ways: tuple[tuple[Form, Form], ...] = (("NFC", "NFD"), ("NFD", "NFC"))
    for theirs, ours in ways:
        text = unicodedata.normalize(theirs, "".join(letters))
        start = len(unicodedata.normalize(theirs, letters[0]))
        end = start + len(unicodedata.normalize(theirs, wanted))
        quote = unicodedata.normalize(ours, wanted)
        if quote != text[start:end]:
            places = [apart(place.of(text)) for place in equal_spans(text, quote, re.escape)]
            assert places
            assert set(places) == {apart(wanted)}


def test_a_letter_without_its_accent_is_another() -> None:
    text = unicodedata.normalize("NFD", "quitté ô")
    assert not list(equal_spans(text, "quitt\u00e9 o", re.escape))
    assert not list(equal_spans("q\u1ec7 e\u0301", "q\u1eb9", re.escape))


def test_words_beside_a_quotation_may_be_written_otherwise_too() -> None:
    text = apart("été là, puis été ici")
    assert [place.of(text) for place in quoted_spans(text, "été", suffix="là")] == [apart("été")]
    assert [place.start for place in quoted_spans(text, "été", prefix="là, puis")] == [text.index("puis") + 5]


@pytest.mark.parametrize(("stored", "asked"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_annotating_and_loading_find_what_is_equal(
    tmp_path: Path, places: Places, stored: Form, asked: Form
) -> None:
    folder = tmp_path / "lib"
    folder.mkdir()
    (folder / "ile.txt").write_text(unicodedata.normalize(stored, SAID), encoding="utf-8")
    workspace = Workspace.open(folder, by="Mira", places=places)
    workspace.refresh()
    quote = unicodedata.normalize(asked, "jamais  quitté l’île")
    span = workspace.quoted("ile.txt", quote)
    wanted = unicodedata.normalize(stored, "jamais quitté l’île")
    assert span.of(workspace.document("ile.txt").text) == wanted
    with pytest.raises(NoPlace):
        workspace.quoted("ile.txt", "quitte l’île")
    row = {"document": "ile.txt", "exact": unicodedata.normalize(asked, "a été oublié")}
    report = workspace.load(json.dumps(row).encode() + b"\n", "jsonl")
    assert (report.added, report.attention) == (1, False)
    ((_, item),) = workspace.annotations("ile.txt")
    assert item.span is not None
    assert item.span.of(workspace.document("ile.txt").text) == unicodedata.normalize(stored, "a été oublié")
