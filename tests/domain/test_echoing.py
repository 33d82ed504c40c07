"""Echoes of a passage, what recurs in an article, highlights on echoes, and two articles side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import NoPlace
from annotations.usecases.echoes.finding import Echo
from annotations.workspace import Workspace
from benchmarks.echo_data import plant
from benchmarks.echoes import opened as opened_bench
from benchmarks.echoes import score_passages, score_versions
from corpus.span import Span
from corpus.words import count

Open = Callable[[], Workspace]

SAID = "A paper that falls apart in three winters is not a peace, it is a pause"
WIRE = (
    "Talks at last\n\nThe ministers met in the old town hall on Thursday evening.\n\n"
    f"“{SAID},” the spokesman said.\n"
)
LEDGER = (
    "Mixed signals\n\nNobody in the harbour knew what the ministers had said.\n\n"
    "He said: »A PAPER which falls apart in three winters is not really a peace, it is a pause« and left.\n"
)
QUAY = (
    f"Another day\n\nRain. {SAID}, or so they say at the quay, and the wind is up again.\n\nNothing else.\n"
)


def filler(seed: int) -> str:
    return " ".join(f"f{(seed * 7919 + place * 104729) % 99991}" for place in range(60))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for seed, (name, text) in enumerate((("wire", WIRE), ("ledger", LEDGER), ("quay", QUAY))):
        head = f"---\ntitle: {name.title()}\nsource: The {name}\ndate: 2025-02-{13 + seed}\n---\n\n"
        (folder / f"{name}.md").write_text(f"{head}{text}\n{filler(seed)}\n", encoding="utf-8")
    return folder


def indexed(workspace: Workspace) -> Workspace:
    workspace.refresh()
    assert workspace.index().complete
    assert workspace.index_echoes().complete
    return workspace


@pytest.fixture
def workspace(opened: Open) -> Workspace:
    return indexed(opened())


def test_echoes_come_with_their_place_source_and_differences(workspace: Workspace) -> None:
    span = workspace.quoted("wire.md", SAID)
    quay, ledger = workspace.echoes("wire.md", span)
    assert (quay.path, quay.title, quay.source, quay.date) == ("quay.md", "Quay", "The quay", "2025-02-15")
    assert quay.exact == SAID == quay.span.of(workspace.document("quay.md").text)
    assert quay.similarity == 1
    assert [piece.kind for piece in quay.pieces] == ["same"]
    assert ledger.exact == ledger.span.of(workspace.document("ledger.md").text)
    assert ledger.exact.startswith("A PAPER which falls apart")
    assert ledger.exact.endswith("it is a pause")
    assert 0.8 < ledger.similarity < 1
    assert [(piece.here, piece.there) for piece in ledger.pieces if piece.kind == "changed"] == [
        ("that", "which"),
        ("", "really"),
    ]
    assert " ".join(filter(None, (piece.here for piece in ledger.pieces))) == SAID


def test_echoes_go_both_ways(workspace: Workspace) -> None:
    for echo in workspace.echoes("wire.md", workspace.quoted("wire.md", SAID)):
        back = {each.path: each for each in workspace.echoes(echo.path, echo.span)}
        assert back["wire.md"].exact == SAID


def test_six_words_echo_and_five_do_not(workspace: Workspace) -> None:
    for words, paths in ((6, {"quay.md"}), (5, set[str]())):
        quote = " ".join(SAID.split()[-words:])
        span = workspace.quoted("wire.md", quote)
        assert {echo.path for echo in workspace.echoes("wire.md", span)} - {"ledger.md"} == paths


def test_what_has_no_counterpart_is_a_changed_piece_at_the_end(workspace: Workspace) -> None:
    text = workspace.document("wire.md").text
    start = text.index("The ministers")
    (quay, *_) = workspace.echoes("wire.md", Span(start, text.index(SAID) + len(SAID)))
    first, *_, last = quay.pieces
    assert (first.kind, first.there) == ("changed", "")
    assert first.here.startswith("The ministers met")
    assert (last.kind, last.there) == ("same", SAID)
    assert 0.5 < quay.similarity < 0.8, "what is missing there counts"


def test_words_replaced_at_the_ends_are_shown_and_counted(workspace: Workspace, library: Path) -> None:
    head, tail = SAID.split(" ", 1)[1].rsplit(" ", 1)
    (library / "quay.md").write_text(
        f"Another day\n\nRain. One {head} break. Nothing else here.\n", encoding="utf-8"
    )
    indexed(workspace)
    found = {echo.path: echo for echo in workspace.echoes("wire.md", workspace.quoted("wire.md", SAID))}
    quay = found["quay.md"]
    assert quay.exact == f"One {head} break"
    assert quay.exact == quay.span.of(workspace.document("quay.md").text)
    assert [tuple(piece) for piece in quay.pieces] == [
        ("changed", "A", "One"),
        ("same", head, head),
        ("changed", tail, "break"),
    ]
    words = count(SAID)
    assert quay.similarity == pytest.approx((words - 2) / words)


def test_words_replaced_in_the_middle_keep_a_passage_one(workspace: Workspace, library: Path) -> None:
    head, tail = (
        "Negotiations may open before the summer, he said, but",
        "as long as they last the help for the town goes on",
    )
    old, new = (
        "they will not be over in a matter of days, and for",
        "nobody should count on a deal on the first day, for",
    )
    (library / "one.md").write_text(f"{filler(7)}\n\n{head} {old} {tail}.\n", encoding="utf-8")
    (library / "two.md").write_text(f"{filler(8)}\n\n{head} {new} {tail}.\n", encoding="utf-8")
    indexed(workspace)
    span = workspace.quoted("one.md", f"{head} {old} {tail}")
    (echo,) = workspace.echoes("one.md", span)
    assert echo.exact == f"{head} {new} {tail}"
    changed = [piece for piece in echo.pieces if piece.kind == "changed"]
    assert any("matter of days" in piece.here for piece in changed)
    assert any("first day" in piece.there for piece in changed)
    assert 0.5 < echo.similarity < 0.9


def test_what_stands_beyond_the_sentence_replaces_nothing(workspace: Workspace, library: Path) -> None:
    head = SAID.rsplit(" ", 1)[0]
    (library / "quay.md").write_text(f"Another day\n\nRain. {head}. Nothing else here.\n", encoding="utf-8")
    indexed(workspace)
    found = {echo.path: echo for echo in workspace.echoes("wire.md", workspace.quoted("wire.md", SAID))}
    assert found["quay.md"].exact == head
    assert found["quay.md"].pieces[-1] == ("changed", "pause", "")
    assert found["quay.md"].similarity < 1


@pytest.mark.parametrize("span", [(0, 0), (0, 3), (0, 10**9), (10**8, 10**9), (5, 2)])
def test_any_span_is_answered(workspace: Workspace, span: tuple[int, int]) -> None:
    workspace.echoes("wire.md", Span(*span))


def test_counts_and_stretches_agree(workspace: Workspace) -> None:
    (stretch,) = workspace.recurring("wire.md")
    assert stretch.exact == SAID
    assert {echo.path for echo in stretch.echoes} == {"quay.md", "ledger.md"}
    assert workspace.echo_counts("wire.md") == ((stretch.span.start, 2),)


def test_versions_of_one_story_count_paragraph_by_paragraph(workspace: Workspace, library: Path) -> None:
    (library / "copy.md").write_text((library / "wire.md").read_text(), encoding="utf-8")
    indexed(workspace)
    assert [count for _, count in workspace.echo_counts("wire.md")][:2] == [1, 3]
    for place in workspace.recurring("wire.md"):
        assert "\n" not in place.exact
        assert count(place.exact) >= 6


def test_a_file_that_changed_since_is_looked_into_as_it_is(workspace: Workspace, library: Path) -> None:
    path = library / "quay.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Rain. ", "Rain and snow. "), encoding="utf-8")
    workspace.refresh()
    span = workspace.quoted("wire.md", SAID)
    quay = next(echo for echo in workspace.echoes("wire.md", span) if echo.path == "quay.md")
    assert quay.span.of(workspace.document("quay.md").text) == SAID
    path.unlink()
    workspace.refresh()
    assert {echo.path for echo in workspace.echoes("wire.md", span)} == {"ledger.md"}


def test_briefs_are_left_out(workspace: Workspace, library: Path) -> None:
    (library / "brief.md").write_text(f"---\nscholiast: 1\n---\n\n{SAID}.\n", encoding="utf-8")
    indexed(workspace)
    span = workspace.quoted("wire.md", SAID)
    assert "brief.md" not in {echo.path for echo in workspace.echoes("wire.md", span)}


def test_a_turn_of_phrase_floods_nothing_but_is_found_when_asked_for(
    workspace: Workspace, library: Path
) -> None:
    phrase = "on the other hand it has to be said that"
    for number in range(120):
        body = " ".join(f"x{(number * 997 + place * 7907) % 99991}" for place in range(30))
        (library / f"other{number}.md").write_text(f"{body} {phrase} {body[::-1]}\n", encoding="utf-8")
    path = library / "wire.md"
    path.write_text(
        path.read_text(encoding="utf-8") + f"\n{SAID}, but {phrase} time will tell.\n", encoding="utf-8"
    )
    indexed(workspace)
    text = workspace.document("wire.md").text
    start = text.rindex(SAID)
    found = workspace.echoes("wire.md", Span(start, len(text)))
    assert {echo.path for echo in found} == {"quay.md", "ledger.md"}
    assert len(workspace.echoes("wire.md", workspace.quoted("wire.md", phrase))) == 120


def test_echoes_are_highlighted_in_one_step_and_twins_are_not_made(workspace: Workspace) -> None:
    span = workspace.quoted("wire.md", SAID)
    found = workspace.echoes("wire.md", span)
    there = found[0]
    (old,) = workspace.annotate(there.path, there.span, tags=["peace"], note="mine")
    places = [("wire.md", span), *((echo.path, echo.span) for echo in found), (there.path, there.span)]
    made = workspace.annotate_echoes(places, tags=["pause"], note="said by all")
    assert [item.span for item in made] == [span for _, span in places]
    assert made[1].id == made[3].id == old.id
    assert (made[1].tags, made[1].note) == (("peace", "pause"), "mine\n\nsaid by all")
    assert len(workspace.annotations()) == 3
    workspace.undo()
    ((_, left),) = workspace.annotations()
    assert (left.tags, left.note) == (("peace",), "mine")
    with pytest.raises(NoPlace):
        workspace.annotate_echoes([("wire.md", span), ("quay.md", Span(0, 10**9))])
    assert len(workspace.annotations()) == 1


def test_two_articles_are_compared_also_where_the_order_differs(workspace: Workspace, library: Path) -> None:
    one, other = filler(20), filler(21)
    (library / "left.txt").write_text(f"{one}\n\n{other}\n", encoding="utf-8")
    (library / "right.txt").write_text(f"{other.upper()}\n\nBetween the two.\n\n{one}\n", encoding="utf-8")
    workspace.refresh()
    compared = workspace.compared("left.txt", "right.txt")
    assert [(a.of(compared.left.text), b.of(compared.right.text), how) for a, b, how in compared.shared] == [
        (one, one, 1.0),
        (other, other.upper(), 1.0),
    ]
    turned = workspace.compared("right.txt", "left.txt")
    assert sorted((b, a, how) for a, b, how in turned.shared) == list(compared.shared)
    assert not workspace.compared("wire.md", "left.txt").shared


def test_planted_copies_are_found_and_little_else(tmp_path: Path) -> None:
    planted = plant(tmp_path / "planted", 240)
    workspace = opened_bench(tmp_path / "planted", tmp_path / "home")
    for score in (score_versions(workspace, planted.versions), score_passages(workspace, planted.passages)):
        assert score.wanted == 30
        assert score.precision >= 97
        assert score.recall >= 93
    workspace.close()


def test_furniture_neither_echoes_nor_makes_versions(workspace: Workspace, library: Path) -> None:
    line = "Every morning the harbour tells those who live near it what the day has in store for them"
    for name in ("wire", "quay"):
        path = library / f"{name}.md"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}.\n", encoding="utf-8")
    indexed(workspace)
    span = workspace.quoted("wire.md", line)
    assert [echo.path for echo in workspace.echoes("wire.md", span)] == ["quay.md"]
    workspace.furnish(
        workspace.document("quay.md"), [workspace.quoted("quay.md", line)], True, everywhere=True
    )
    indexed(workspace)
    assert workspace.echoes("wire.md", span) == ()
    assert all(line not in place.exact for place in workspace.recurring("wire.md"))


def test_a_text_that_is_damaged_in_the_index_is_passed_over(workspace: Workspace, library: Path) -> None:
    for file in (workspace.places.cached(workspace.root)).glob("index.sqlite*"):
        file.unlink()
    assert workspace.echoes("wire.md", workspace.quoted("wire.md", SAID)) == ()
    assert not workspace.index_echoes().complete
    indexed(workspace)
    assert len(workspace.echoes("wire.md", workspace.quoted("wire.md", SAID))) == 2


WAGE = "From April on the least that may be paid for an hour"
COUNTIES = "in all of the six counties of the north"


@pytest.mark.parametrize(
    ("here", "there", "ours", "theirs"),
    [
        (f"{WAGE} is £14.5.", f"{WAGE} is £14.", "£14.5", "£14"),
        (f"{WAGE} is £14.5 {COUNTIES}.", f"{WAGE} is £14. Rain.", "£14.5", "£14"),
        (f"{WAGE} is £14.5 {COUNTIES}.", f"{WAGE} is £14 {COUNTIES}.", "£14.5", "£14"),
        (f"2,400 of them: {WAGE}.", f"2 of them: {WAGE}.", "2,400", "2"),
        (f"Some 14.5 % {WAGE}.", f"Some 14 % {WAGE}.", "14.5 %", "14 %"),
    ],
)
def test_a_figure_that_differs_is_shown_whole(
    library: Path, opened: Open, here: str, there: str, ours: str, theirs: str
) -> None:
    for name, text in (("wire", here), ("ledger", there)):
        (library / f"{name}.md").write_text(f"Rain\n\n{text}\n\nSnow\n", encoding="utf-8")
    workspace = indexed(opened())

    def changed(echo: Echo) -> tuple[str, str]:
        assert echo.similarity < 1
        return next((piece.here, piece.there) for piece in echo.pieces if piece.kind == "changed")

    (stretch,) = workspace.recurring("wire.md")
    (back,) = workspace.recurring("ledger.md")
    assert changed(stretch.echoes[0]) == (ours, theirs)
    assert changed(back.echoes[0]) == (theirs, ours)
    (asked,) = workspace.echoes("wire.md", workspace.quoted("wire.md", here))
    assert changed(asked)[0].startswith(ours)
    assert changed(asked)[1] == theirs
