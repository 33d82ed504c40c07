"""What the user says of furniture: kept, undone, followed by searches, and held to through edits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import ScholiastError
from annotations.places import Places
from annotations.usecases.lenses.furnishing import decided, stamped, state_of, still_holds, without
from annotations.usecases.lenses.lensing import fresh
from annotations.workspace import Workspace
from corpus.lenses import Lens
from corpus.span import Span

Open = Callable[[], Workspace]

PROSE = "The gates of the old harbour were raised at noon, and the water that had waited came in slowly. "
ARTICLE = (
    f"A harbour\n\nShare this article\n\n{PROSE * 2}\n\nHerald exclusive!\n\n{PROSE} It was late by then.\n"
)


@pytest.fixture
def herald(library: Path, opened: Open) -> Workspace:
    """The small library with two articles more that have the same line in them."""
    (library / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (library / "two.txt").write_text(ARTICLE.replace("A harbour", "A quay"), encoding="utf-8")
    return opened()


def aside(workspace: Workspace, path: str = "one.txt") -> list[str]:
    document = workspace.document(path)
    return [span.of(document.text) for span in workspace.furniture(document)]


def line(workspace: Workspace, words: str, path: str = "one.txt") -> Span:
    start = workspace.document(path).text.index(words)
    return Span(start, start + len(words))


def found(workspace: Workspace, query: str) -> list[str]:
    return sorted(hit.document for hit in workspace.search(query))


def furnish(workspace: Workspace, words: str, is_it: bool, **more: bool) -> None:
    workspace.furnish(workspace.document("one.txt"), [line(workspace, words)], is_it, **more)


def test_the_user_decides_and_undo_takes_it_back(herald: Workspace) -> None:
    assert aside(herald) == ["Share this article"]
    furnish(herald, "Herald", True)
    assert aside(herald) == ["Share this article", "Herald exclusive!"]
    furnish(herald, "Share", False)
    assert aside(herald) == ["Herald exclusive!"]
    assert herald.undo().label == "Undo: say that “Share this article” is text in one.txt"
    assert aside(herald) == ["Share this article", "Herald exclusive!"]
    herald.undo()
    assert aside(herald) == ["Share this article"]
    herald.redo()
    assert aside(herald) == ["Share this article", "Herald exclusive!"]
    assert aside(herald, "two.txt") == ["Share this article"]


def test_several_paragraphs_are_one_step(herald: Workspace) -> None:
    document = herald.document("one.txt")
    start = document.text.index("Herald")
    herald.furnish(document, [Span(start, len(document.text))], True)
    assert len(aside(herald)) == 3
    herald.undo()
    assert aside(herald) == ["Share this article"]


@pytest.mark.parametrize("indexed", [False, True])
def test_searches_follow_at_once(herald: Workspace, indexed: bool) -> None:
    if indexed:
        herald.index()
    assert found(herald, "share") == []
    assert found(herald, "exclusive") == ["one.txt", "two.txt"]
    furnish(herald, "Herald", True)
    furnish(herald, "Share", False)
    for _ in range(2):
        assert found(herald, "exclusive") == ["two.txt"]
        assert found(herald, "share") == ["one.txt"]
        herald.index()
    herald.undo()
    herald.undo()
    assert found(herald, "share") == []
    assert found(herald, "exclusive") == ["one.txt", "two.txt"]


def test_an_article_is_not_found_by_its_furniture_alone(herald: Workspace) -> None:
    herald.index()
    assert found(herald, "share gates") == []
    assert found(herald, "doc:one -share") == ["one.txt"]


def test_hits_keep_their_offsets(herald: Workspace) -> None:
    herald.index()
    text = herald.document("one.txt").text
    (hit,) = [hit for hit in herald.search("late") if hit.document == "one.txt"]
    assert text[hit.start : hit.end] == "late"


def test_everywhere_holds_for_every_article_and_one_article_may_differ(herald: Workspace) -> None:
    herald.index()
    furnish(herald, "Herald", False)
    furnish(herald, "Herald", True, everywhere=True)
    assert aside(herald)[1:] == aside(herald, "two.txt")[1:] == ["Herald exclusive!"]
    herald.index()
    assert found(herald, "exclusive") == []
    furnish(herald, "Herald", False)
    assert found(herald, "exclusive") == ["one.txt"]
    herald.undo()
    herald.undo()
    herald.index()
    assert found(herald, "exclusive") == ["one.txt", "two.txt"]


def test_a_decision_outlives_edits_of_the_text_and_new_names_of_the_file(
    herald: Workspace, library: Path, opened: Open
) -> None:
    furnish(herald, "Herald", True)
    herald.close()
    (library / "one.txt").write_text(
        "New beginning.\n\n" + ARTICLE.replace("Herald ex", "HERALD  ex"), "utf-8"
    )
    again = opened()
    assert aside(again)[-1] == "HERALD  exclusive!"
    (library / "one.txt").rename(library / "three.txt")
    again.refresh()
    assert aside(again, "three.txt")[-1] == "HERALD  exclusive!"


def test_corrections_and_decisions_of_one_article_leave_each_other_alone(herald: Workspace) -> None:
    herald.correct("one.txt", {"title": "Gates"})
    furnish(herald, "Herald", True)
    herald.correct("one.txt", {"source": "Herald"})
    meta = herald.document("one.txt").metadata
    assert (meta.title, meta.source) == ("Gates", "Herald")
    assert aside(herald)[-1] == "Herald exclusive!"


def test_what_is_said_elsewhere_is_seen(herald: Workspace, library: Path, tmp_path: Path) -> None:
    jonas = Workspace.open(library, by="Jonas", places=Places(tmp_path / "c", tmp_path / "d", tmp_path / "k"))
    jonas.refresh()
    furnish(jonas, "Herald", True)
    assert aside(herald) == ["Share this article"]
    herald.news()
    assert aside(herald) == ["Share this article", "Herald exclusive!"]


def test_what_two_programs_say_at_once_is_kept(herald: Workspace, library: Path, tmp_path: Path) -> None:
    jonas = Workspace.open(library, by="Jonas", places=Places(tmp_path / "c", tmp_path / "d", tmp_path / "k"))
    jonas.refresh()
    aside(herald)
    furnish(jonas, "Herald", True, everywhere=True)
    furnish(herald, "Share", False, everywhere=True)  # without a look at what the other one said
    assert aside(herald) == ["Herald exclusive!"]
    jonas.correct("one.txt", {"title": "Gates"})
    herald.correct("one.txt", {"source": "Herald"})
    meta = herald.document("one.txt").metadata
    assert (meta.title, meta.source) == ("Gates", "Herald")


def test_undo_after_a_rename_leaves_the_new_name(herald: Workspace, library: Path) -> None:
    furnish(herald, "Herald", True)
    furnish(herald, "Share", False)
    (library / "one.txt").rename(library / "three.txt")
    herald.refresh()
    herald.undo()
    assert aside(herald, "three.txt") == ["Share this article", "Herald exclusive!"]


def test_highlights_on_furniture_stay(herald: Workspace) -> None:
    (made,) = herald.annotate("one.txt", line(herald, "Herald exclusive!"))
    furnish(herald, "Herald", True)
    assert herald.placed(herald.document("one.txt")).annotations == (made,)


def test_nothing_is_kept_where_there_is_no_paragraph(library: Path, opened: Open) -> None:
    (library / "empty.txt").write_text("", encoding="utf-8")
    workspace = opened()
    with pytest.raises(ScholiastError, match="no paragraph"):
        workspace.furnish(workspace.document("empty.txt"), [Span(0, 1)], True)


def test_the_state_names_what_bears_on_an_article(herald: Workspace) -> None:
    library = herald._library
    assert state_of(library, "one.txt") == ""
    furnish(herald, "Herald", True)
    here = state_of(library, "one.txt")
    assert here
    assert state_of(library, "two.txt") == ""
    known = decided(library)
    herald.annotate("two.txt", line(herald, "harbour"))
    assert decided(library) is known
    before = stamped(known, "one.txt", "d")
    furnish(herald, "Share", False, everywhere=True)
    after = stamped(decided(library), "one.txt", "d")
    assert before != after
    assert still_holds(before, after)
    assert not still_holds("d", after)
    assert not still_holds(before, after.replace("d~", "e~", 1))


@given(st.text(), st.lists(st.integers(0, 40), max_size=6))
def test_without_keeps_every_offset(text: str, cuts: list[int]) -> None:
    cuts = sorted({min(cut, len(text)) for cut in cuts})
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    blanked = without(text, spans)
    assert len(blanked) == len(text)
    for at, sign in enumerate(blanked):
        assert sign == (" " if any(span.holds(at) for span in spans) else text[at])


def test_a_lens_passes_furniture_over_and_what_is_highlighted_is_not_made_again(herald: Workspace) -> None:
    document = herald.document("ledger.txt")
    names = [span.of(document.text) for span in herald.seen(document, Lens.FIGURES)]
    assert names == ["a fifth", "ten years"]
    herald.furnish(document, [Span(document.text.index("fifth"), document.text.index("fifth"))], True)
    assert herald.seen(document, Lens.FIGURES) == ()
    herald.undo()
    spans = herald.seen(document, Lens.FIGURES)
    made = herald.annotate("ledger.txt", spans[:1])
    assert fresh(spans, made) == spans[1:]
    assert fresh(spans, (), [Span(0, spans[0].end)]) == spans[:1]
