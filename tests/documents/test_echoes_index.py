"""The index of echoes: the same whatever order documents come in, safe from others, cancel and damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.query.folding import words
from corpus.echoes import postings, rows
from corpus.echoes.index import NAME, EchoIndex
from corpus.echoes.rows import Source, cuts_of, part_of
from corpus.echoes.shingles import shingles
from corpus.index import Unusable, Updated

Texts = Mapping[str, tuple[str, str]]  # date and text by path


def sentence(seed: int, count: int = 30) -> str:
    return " ".join(f"w{(seed * 7919 + place * 104729) % 99991}" for place in range(count))


PIECES = [sentence(seed) for seed in range(8)]
LIBRARIES = st.dictionaries(
    st.sampled_from([f"{name}.txt" for name in "abcdefg"]),
    st.tuples(
        st.sampled_from(["2025-01-01", "2025-01-02", "2025", ""]),
        st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join),
    ),
    max_size=7,
)


def update(index: EchoIndex, texts: Texts, **options: object) -> Updated:
    sources = [Source(path, str(hash(text)), date) for path, (date, text) in sorted(texts.items())]
    return index.update(sources, lambda path: texts[path][1], **options)  # type: ignore[arg-type]


def families(index: EchoIndex) -> dict[str, tuple[str, float]]:
    with index.snapshot() as snapshot:
        assert not any(row.dirty for row in snapshot.rows)
        by_id = {row.id: row for row in snapshot.rows}
        found = {
            row.path: (lead.path, row.share)
            for row in snapshot.rows
            if row.lead and (lead := by_id.get(row.lead))
        }
        assert {each.path: (each.lead, each.share) for each in snapshot.versions()} == found
        return found


def holding(index: EchoIndex, text: str) -> set[str]:
    with index.snapshot() as snapshot:
        hashes = shingles(index.tokens.numbers(text))
        return {part.row.path for _, parts in snapshot.sharing(hashes) for part in parts}


@pytest.fixture
def index(tmp_path: Path) -> EchoIndex:
    return EchoIndex(tmp_path, words)


COPIES = {
    "a.txt": ("2025-02-01", f"{PIECES[0]} {PIECES[1]} {PIECES[2]}"),
    "b.txt": ("2025-02-02", f"{PIECES[0]} {PIECES[1]} {PIECES[2]} {PIECES[3]}"),
    "c.txt": ("2025-02-03", PIECES[4]),
}


def test_an_exact_copy_is_found_and_led_by_the_earliest(index: EchoIndex) -> None:
    assert update(index, COPIES) == Updated(written=3, removed=0, complete=True)
    assert holding(index, PIECES[1][:40]) == {"a.txt", "b.txt"}
    ((path, (lead, share)),) = families(index).items()
    assert (path, lead) == ("b.txt", "a.txt")
    assert 0.7 < share < 0.8


def test_nothing_is_asked_for_that_has_not_changed(index: EchoIndex) -> None:
    update(index, COPIES)
    with index.snapshot() as snapshot:
        generation = snapshot.generation
    assert index.update(
        [Source(path, str(hash(text)), date) for path, (date, text) in COPIES.items()], lambda path: None
    ) == Updated(written=0, removed=0, complete=True)
    with index.snapshot() as snapshot:
        assert snapshot.generation == generation


@settings(max_examples=40)
@given(LIBRARIES, LIBRARIES, LIBRARIES)
def test_what_came_in_steps_is_as_if_made_at_once(
    tmp_path_factory: pytest.TempPathFactory, one: Texts, other: Texts, last: Texts
) -> None:
    stepwise = EchoIndex(tmp_path_factory.mktemp("steps"), words)
    for texts in (one, other, last):
        update(stepwise, texts)
    fresh = EchoIndex(tmp_path_factory.mktemp("fresh"), words)
    update(fresh, last)
    assert families(stepwise) == families(fresh)
    for piece in PIECES:
        assert holding(stepwise, piece) == holding(fresh, piece)
    stepwise.close()
    fresh.close()


def test_a_chain_of_likenesses_is_not_one_family(index: EchoIndex) -> None:
    links = [f"{PIECES[n]} {PIECES[n + 1]} {PIECES[n + 2]}" for n in range(5)]
    update(index, {f"{n}.txt": (f"2025-01-0{n + 1}", text) for n, text in enumerate(links)})
    assert {path: lead for path, (lead, _) in families(index).items()} == {
        "1.txt": "0.txt",
        "3.txt": "2.txt",
    }


def test_an_article_that_quotes_a_paragraph_is_no_version(index: EchoIndex) -> None:
    long = " ".join(sentence(seed, 40) for seed in range(20, 30))
    update(
        index, {"statement.txt": ("2025-01-01", PIECES[0]), "long.txt": ("2025-01-02", f"{long} {PIECES[0]}")}
    )
    assert not families(index)
    update(index, {"full.txt": ("2025-01-01", long), "short.txt": ("2025-01-02", long[: len(long) // 3])})
    ((path, (lead, share)),) = families(index).items()
    assert (path, lead) == ("short.txt", "full.txt")
    assert share > 0.98


def test_a_lead_that_goes_leaves_its_family_to_the_next(index: EchoIndex) -> None:
    copies = {
        f"{name}.txt": (f"2025-01-0{n}", COPIES["a.txt"][1] + f" more{n}") for n, name in enumerate("abc", 1)
    }
    update(index, copies)
    assert {lead for lead, _ in families(index).values()} == {"a.txt"}
    del copies["a.txt"]
    update(index, copies)
    assert families(index).keys() == {"c.txt"}
    copies["z.txt"] = ("2024-12-31", COPIES["a.txt"][1])
    update(index, copies)
    assert {lead for lead, _ in families(index).values()} == {"z.txt"}


def test_a_renamed_document_is_not_hashed_again(index: EchoIndex) -> None:
    update(index, COPIES)
    moved = {"z.txt" if path == "a.txt" else path: each for path, each in COPIES.items()}
    assert update(index, moved).written == 0
    assert families(index)["b.txt"][0] == "z.txt"
    assert holding(index, PIECES[0]) == {"z.txt", "b.txt"}


def test_a_cancelled_update_is_used_and_taken_up(index: EchoIndex) -> None:
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 2

    done = update(index, COPIES, cancelled=cancelled)
    assert (done.written, done.complete) == (2, False)
    assert holding(index, PIECES[0]) == {"a.txt", "b.txt"}
    assert update(index, COPIES).written == 1
    assert families(index).keys() == {"b.txt"}


def test_progress_never_goes_back_and_ends_at_all(index: EchoIndex) -> None:
    told: list[tuple[int, int]] = []
    texts = {f"{n:03}.txt": ("", sentence(n)) for n in range(150)}
    update(index, texts, on_progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (150, 150)


def test_two_programs_do_not_meet(index: EchoIndex, tmp_path: Path) -> None:
    update(index, COPIES)
    other = EchoIndex(tmp_path, words)
    inside: list[Updated] = []

    def text(path: str) -> str:
        inside.append(update(other, COPIES))
        return "something else"

    changed = [Source("a.txt", "new", ""), Source("c.txt", str(hash(COPIES["c.txt"][1])), "2025-02-03")]
    assert index.update(changed, text).complete
    assert inside
    assert not any(done.complete for done in inside)
    assert "another program" in inside[0].remark
    with other.snapshot() as snapshot:  # reads what the first wrote, without being told
        assert [row.path for row in snapshot.rows] == ["c.txt", "a.txt"]


def test_a_reader_keeps_its_state_while_another_program_writes(index: EchoIndex, tmp_path: Path) -> None:
    update(index, COPIES)
    with index.snapshot() as snapshot:
        update(EchoIndex(tmp_path, words), {"c.txt": COPIES["c.txt"]})
        hashes = shingles(index.tokens.numbers(PIECES[0]))
        assert {part.row.path for _, parts in snapshot.sharing(hashes) for part in parts} == {
            "a.txt",
            "b.txt",
        }
    assert holding(index, PIECES[0]) == set()


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_anew(index: EchoIndex, tmp_path: Path, content: bytes) -> None:
    update(index, COPIES)
    index.close()
    for file in tmp_path.glob(f"{NAME}*"):
        file.unlink()
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(Unusable), index.snapshot():
        pass
    assert update(index, COPIES).complete
    assert families(index).keys() == {"b.txt"}


def test_a_damaged_row_is_no_error_that_escapes(index: EchoIndex, tmp_path: Path) -> None:
    update(index, COPIES)
    index.close()
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("UPDATE documents SET cuts = x'010203'")
        connection.execute("UPDATE about SET value = 99 WHERE key = 'generation'")
    with pytest.raises(Unusable), index.snapshot() as snapshot:
        assert snapshot.rows
    assert update(index, COPIES).complete
    assert families(index).keys() == {"b.txt"}


def test_there_is_nothing_before_the_first_update(index: EchoIndex) -> None:
    with pytest.raises(Unusable), index.snapshot():
        pass


def test_a_text_that_cannot_be_had_now_comes_later(index: EchoIndex) -> None:
    sources = [Source("a.txt", "1", "")]
    assert index.update(sources, lambda path: None).written == 0
    assert index.update(sources, lambda path: PIECES[0]).written == 1


def test_long_documents_are_cut_between_words_and_found_in_their_parts(
    index: EchoIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "_PART", 2000)
    book = " ".join(sentence(seed) for seed in range(50))
    cuts = cuts_of(book)
    assert all(book[cut] == " " for cut in cuts[1:-1])
    assert part_of(cuts, 0).end > cuts[1]
    update(index, {"book.txt": ("", book), "a.txt": ("", sentence(30))})
    with index.snapshot() as snapshot:
        hashes = shingles(index.tokens.numbers(sentence(30)))
        parts = {
            part for _, found in snapshot.sharing(hashes) for part in [(p.row.path, p.number) for p in found]
        }
    assert {path for path, _ in parts} == {"book.txt", "a.txt"}
    assert any(number > 0 for _, number in parts)
    assert cuts_of("x" * 9000)[-1] == 9000


def test_small_updates_are_brought_together(index: EchoIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "_RECENT", 100)
    monkeypatch.setattr(postings, "_ROWS", 2)
    texts: dict[str, tuple[str, str]] = {}
    for number in range(24):
        texts[f"{number}.txt"] = ("", sentence(100 + number, 12 + number % 3 * 60))
        update(index, texts)
    for number in range(24):
        assert holding(index, sentence(100 + number, 12)) == {f"{number}.txt"}


def test_what_is_mostly_gone_is_made_anew(index: EchoIndex, tmp_path: Path) -> None:
    texts = {f"{n}.txt": ("", sentence(n, 60)) for n in range(30)}
    for turn in range(3):
        update(index, {path: (date, f"{text} turn{turn}") for path, (date, text) in texts.items()})
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("UPDATE segments SET size = 10000000")
        connection.execute("INSERT OR IGNORE INTO segments VALUES (1, 10000000)")
    last = dict(list(texts.items())[:3])
    assert update(index, last).written == 3
    with index.snapshot() as snapshot:
        assert [row.path for row in snapshot.rows] == sorted(last)
        assert snapshot.rows[0].id == 1


def test_copies_by_the_thousand_are_decided_on_without_comparing_each_with_each(index: EchoIndex) -> None:
    texts = {f"{n:04}.txt": ("2025-01-01", COPIES["a.txt"][1]) for n in range(1500)}
    asked: list[str] = []

    def text(path: str) -> str:
        asked.append(path)
        return texts[path][1]

    index.update([Source(path, path, "") for path in texts], text)
    assert len(families(index)) == 1499
    assert len(asked) == 1500
