"""The full-text index: what it finds, how it follows the library, and what damage does to it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.query.folding import words
from corpus.index import Index, Unusable, Updated, Wanted
from corpus.index.folding import Folding
from corpus.index.phrases import Phrase, apart, near

TEXTS = {
    "a.txt": "Peace talks may begin in Kyiv.",
    "b.txt": "Die Gespräche: Frieden auf Dauer? Naïve peace.",
    "c.txt": "和平谈判 在布鲁塞尔. A lasting peace, talks about talks.",
}


def wanted(texts: dict[str, str]) -> list[Wanted]:
    return [Wanted(path, str(hash(text)), f"Title of {path[0]}") for path, text in sorted(texts.items())]


def updated(index: Index, texts: dict[str, str]) -> tuple[Updated, list[str]]:
    """What an update did, and which documents it read."""
    read: list[str] = []

    def reading(path: str) -> str | None:
        read.append(path)
        return texts[path]

    return index.update(wanted(texts), reading), read


def found(index: Index, expression: str) -> list[str]:
    with index.snapshot() as snapshot:
        rows = {row.id: row.path for row in snapshot.rows()}
        return [rows[number] for number in snapshot.matching(expression)]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = Index(tmp_path, words)
    yield index
    index.close()


def test_words_phrases_prefixes_and_nearness_are_found(index: Index) -> None:
    updated(index, TEXTS)
    assert found(index, 'text : "peace"') == ["a.txt", "b.txt", "c.txt"]
    assert found(index, 'text : "peace talks"') == ["a.txt", "c.txt"]
    assert found(index, 'text : "gespr" *') == ["b.txt"]
    assert found(index, 'text : "谈 判"') == ["c.txt"]
    assert found(index, 'text : "判 谈"') == []
    assert found(index, 'text : NEAR("talks" "lasting", 1)') == ["c.txt"]
    assert found(index, 'title : "title of b"') == ["b.txt"]


def test_texts_come_back_to_the_letter(index: Index) -> None:
    updated(index, TEXTS)
    with index.snapshot() as snapshot:
        assert {row.path: snapshot.text(row.id) for row in snapshot.rows()} == TEXTS


def test_only_what_changed_is_read(index: Index) -> None:
    assert updated(index, TEXTS)[1] == ["a.txt", "b.txt", "c.txt"]
    assert updated(index, TEXTS) == (Updated(0, 0), [])
    changed = {**TEXTS, "b.txt": "War.", "d.txt": "New."}
    del changed["a.txt"]
    assert updated(index, changed) == (Updated(2, 1), ["b.txt", "d.txt"])
    assert found(index, '"peace"') == ["c.txt"]
    assert found(index, '"war"') == ["b.txt"]
    assert found(index, '"kyiv"') == []


def test_a_file_that_moved_is_not_read_again(index: Index) -> None:
    updated(index, TEXTS)
    moved = {"z.txt" if path == "a.txt" else path: text for path, text in TEXTS.items()}
    assert updated(index, moved) == (Updated(1, 0), [])
    assert found(index, '"kyiv"') == ["z.txt"]
    assert found(index, 'title : "a"') == []


def test_names_that_are_no_utf_8_are_kept(index: Index) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    updated(index, {name: "Odd name."})
    assert found(index, '"odd"') == [name]


def test_what_cannot_be_read_is_left_out(index: Index) -> None:
    index.update(wanted(TEXTS), lambda path: None if path == "a.txt" else TEXTS[path])
    assert found(index, '"peace"') == ["b.txt", "c.txt"]


def test_what_was_written_before_a_cancel_stays(index: Index) -> None:
    answers = iter([False, False, True])
    done = index.update(wanted(TEXTS), TEXTS.__getitem__, cancelled=lambda: next(answers))
    assert done == Updated(2, 0, complete=False)
    assert found(index, '"peace"') == ["a.txt", "b.txt"]
    assert updated(index, TEXTS) == (Updated(1, 0), ["c.txt"])


def test_progress_ends_at_the_number_of_documents(index: Index) -> None:
    told: list[tuple[int, int]] = []
    texts = {f"{number:04}.txt": f"word {number}" for number in range(1200)}
    index.update(wanted(texts), texts.__getitem__, lambda done, total: told.append((done, total)))
    assert told == [(512, 1200), (1024, 1200), (1200, 1200)]


def test_an_index_that_was_never_made_says_so_and_makes_nothing(index: Index, tmp_path: Path) -> None:
    with pytest.raises(Unusable), index.snapshot():
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(4000)])
def test_a_damaged_file_is_made_anew(index: Index, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "index.sqlite").write_bytes(content)
    with pytest.raises(Unusable), index.snapshot():
        pass
    assert updated(index, TEXTS)[0] == Updated(3, 0)
    assert found(index, '"kyiv"') == ["a.txt"]


def test_damage_that_shows_late_is_mended_by_the_next_update(index: Index, tmp_path: Path) -> None:
    updated(index, TEXTS)
    index.close()
    with sqlite3.connect(tmp_path / "index.sqlite") as connection:
        connection.execute("UPDATE bodies SET body = x'00'")
    connection.close()
    with pytest.raises(Unusable), index.snapshot() as snapshot:
        snapshot.text(1)
    assert updated(index, TEXTS)[0] == Updated(3, 0)


@pytest.mark.parametrize(
    "damage", ["replace(body, 'Kyiv', 'Lviv')", "substr(body, 1, 20)", "body || 'x'", "''"]
)
def test_a_text_that_is_not_as_it_was_written_is_not_shown(index: Index, tmp_path: Path, damage: str) -> None:
    updated(index, TEXTS)
    index.close()
    with sqlite3.connect(tmp_path / "index.sqlite") as connection:
        connection.execute(f"UPDATE bodies SET body = CAST({damage} AS BLOB) WHERE id = 1")
    connection.close()
    with pytest.raises(Unusable), index.snapshot() as snapshot:
        snapshot.text(1)


def test_damage_found_while_writing_is_mended_at_once(index: Index, tmp_path: Path) -> None:
    updated(index, TEXTS)
    index.close()
    with sqlite3.connect(tmp_path / "index.sqlite") as connection:
        connection.execute("UPDATE bodies SET body = x'00'")
    connection.close()
    assert updated(index, {**TEXTS, "a.txt": "War."})[0] == Updated(3, 0)
    assert found(index, '"war"') == ["a.txt"]


def test_an_index_folded_by_another_rule_is_made_anew(index: Index, tmp_path: Path) -> None:
    updated(index, TEXTS)
    other = Index(tmp_path, lambda text: words(text.replace("ß", "s")))
    with pytest.raises(Unusable), other.snapshot():
        pass
    assert updated(other, TEXTS)[0] == Updated(3, 0)
    other.close()


def test_a_search_that_goes_on_sees_the_state_it_began_in(index: Index, tmp_path: Path) -> None:
    updated(index, TEXTS)
    other = Index(tmp_path, words)
    with index.snapshot() as snapshot:
        updated(other, {"a.txt": "Nothing of the kind."})
        numbers = list(snapshot.matching('"peace"'))
        assert [snapshot.text(number) for number in numbers] == list(TEXTS.values())
    assert found(index, '"peace"') == []
    other.close()


def test_two_programs_do_not_write_at_once(index: Index, tmp_path: Path) -> None:
    other = Index(tmp_path, words)
    second: list[Updated] = []

    def reading(path: str) -> str:
        second.append(updated(other, TEXTS)[0])
        return TEXTS[path]

    assert index.update(wanted(TEXTS), reading) == Updated(3, 0)
    assert len(second) == 3
    assert not any(done.complete for done in second)
    other.close()


def test_a_program_that_is_killed_leaves_what_it_wrote(index: Index, tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from annotations.query.folding import words\n"
        "from corpus.index import Index, Wanted\n"
        "from pathlib import Path\n"
        "def read(path):\n"
        "    if path == '1100':\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return f'peace {path}'\n"
        "wanted = [Wanted(f'{n:04}', str(n), '') for n in range(1500)]\n"
        f"Index(Path({str(tmp_path)!r}), words).update(wanted, read)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(found(index, '"peace"')) == 1024
    more = [Wanted(f"{n:04}", str(n), "") for n in range(1500)]
    assert index.update(more, lambda path: f"peace {path}").written == 1500 - 1024


def test_without_full_text_search_there_is_no_index_and_no_error(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.index.file._TABLES", "CREATE VIRTUAL TABLE words USING no_such_module(text);")
    done, read = updated(index, TEXTS)
    assert (done.complete, read) == (False, [])
    assert "no such module" in done.remark


SIGNS = st.text(
    alphabet="abSİß éÉﬁ½²™…’_-.\n9ıΣςσάe\u0301\u0323和平がぎ\u3099ｶﾞकिताब\u094d\u093cทุ่า", max_size=30
)


@given(SIGNS)
def test_texts_are_folded_for_the_index_as_words_are(text: str) -> None:
    folded, _ = Folding(words).indexed(text)
    assert words(folded).split() == words(text).split()


@given(SIGNS, SIGNS)
@example("9ุ", "9")  # a mark that leans on whatever stands before it
@example("aุ", "ุ")
@example("9゙", "9")
@example("9ุ9", "9")
def test_phrases_are_found_where_their_words_stand(text: str, wanted: str) -> None:
    folding = Folding(words)
    row = words(wanted).split()
    if not row:
        return
    aligned = folding.aligned(text)
    places = list(Phrase(folding, row).places(aligned))
    assert bool(places) == (words(wanted) in words(text))
    for place in places:
        span = aligned.span(*place)
        assert 0 <= span.start < span.end <= len(text)
        assert words(aligned.folded[place.start : place.end]).split() == row


PLAIN = st.text(alphabet="abSéß™Σ’ .-_\n和平e\u0301…", max_size=30)


@given(PLAIN, PLAIN)
def test_a_place_led_back_to_the_text_cuts_no_word(text: str, wanted: str) -> None:
    folding = Folding(words)
    row = words(wanted).split()
    text = text.lstrip("\u0301")
    if not row:
        return
    aligned = folding.aligned(text)
    for place in apart(Phrase(folding, row).places(aligned)):
        start, end = aligned.span(*place)
        parts = [words(text[:start]).split(), words(text[start:end]).split(), words(text[end:]).split()]
        assert parts[1] == row
        assert [word for part in parts for word in part] == words(text).split()


def test_a_span_covers_the_accents_of_its_last_letter_and_no_more() -> None:
    folding = Folding(words)
    text = "un cafe\u0301, straße ﬁn 北京市"
    aligned = folding.aligned(text)

    def covered(*row: str) -> list[str]:
        return [aligned.span(*place).of(text) for place in Phrase(folding, row).places(aligned)]

    assert covered("cafe") == ["cafe\u0301"]
    assert covered("strasse") == ["straße"]
    assert covered("fin") == ["ﬁn"]
    assert covered("京") == ["京"]
    assert covered("un", "cafe") == ["un cafe\u0301"]


def test_a_prefix_covers_the_whole_word() -> None:
    folding = Folding(words)
    aligned = folding.aligned("Negotiations, negotiated; renegotiate")
    places = Phrase(folding, ["negotiat"], prefix=True).places(aligned)
    assert [aligned.folded[start:end] for start, end in places] == ["negotiations", "negotiated"]


def test_of_nearness_only_places_that_take_part_are_given() -> None:
    folding = Folding(words)
    text = "peace one two three four talks peace. Much later, after all that, talks"
    aligned = folding.aligned(text)
    phrases = [Phrase(folding, ["peace"]), Phrase(folding, ["talks"])]
    assert [start for start, _ in near(folding, aligned, phrases, 1)] == [24 + 1, 31]


@settings(max_examples=60)
@given(st.lists(SIGNS, max_size=5), SIGNS)
def test_the_index_finds_what_the_words_say(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], phrase: str
) -> None:
    row = words(phrase).strip()
    if not row:
        return
    index = Index(tmp_path_factory.mktemp("index"), words)
    named = {f"{number}.txt": text for number, text in enumerate(texts)}
    updated(index, named)
    expected = [path for path, text in named.items() if f" {row} " in words(text)]
    assert found(index, f'text : "{row}"') == expected
    index.close()
