"""Lenses and furniture on the screen: what is lit and dimmed, highlights made of it, decisions by key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.workspace import Workspace
from corpus.document import Document
from corpus.span import Span
from tests.app import waiting
from tests.app.bench import Bench, Open, bench
from tui.dialogs.confirm import Confirm

TEXT = (
    "The ledger of the harbour\n\n3 min read\n\n"
    "On 3 May 2024 the town paid 5 million euros for 12 kilometres of wall, a fifth more than in 2019, and "
    "nobody asked what became of the rest.\n\n"
    "Advertisement\n\n“It has to hold,” said Hendrik Aldous. On Thursday 32 member states sent 40 tanks.\n"
)
FIGURES = ["5 million euros", "12 kilometres", "a fifth", "32 member states", "40 tanks"]


@pytest.fixture
def costs(library: Path, opened: Open) -> Workspace:
    """The small library; the article that is shown first is one with figures and furniture."""
    (library / "harbour.md").write_text(TEXT, encoding="utf-8")
    return opened()


def words(found: Bench, spans: tuple[Span, ...] | None) -> list[str] | None:
    document = found.library.document
    assert document is not None
    return None if spans is None else [span.of(document.text) for span in spans]


async def until(found: Bench, is_so: Callable[[], object]) -> None:
    await waiting.until(found.pilot, is_so)
    await found.settle()


async def through(found: Bench, name: str) -> list[str]:
    """Look through a lens and wait for what it shows."""
    while not found.library.footer.lens.startswith(f"lens: {name}"):
        await found.press("L")
    await until(found, lambda: found.library.footer.lens.startswith(f"lens: {name} · "))
    return words(found, found.library.reader.lens) or []


async def furnished(found: Bench, lines: list[str]) -> None:
    await until(found, lambda: words(found, found.library.reader.furniture) == lines)


async def test_the_key_goes_from_lens_to_lens_and_out_again(costs: Workspace) -> None:
    async with bench(costs) as found:
        assert await through(found, "quotations") == ["“It has to hold,”"]
        assert await through(found, "figures") == FIGURES
        assert await through(found, "dates") == ["3 May 2024", "2019", "Thursday"]
        assert "Hendrik Aldous" in await through(found, "names")
        assert len(costs.annotations()) == 0
        await found.press("L")
        assert found.library.reader.lens is None
        assert found.library.footer.lens == ""


async def test_the_lens_stays_when_another_article_is_opened(costs: Workspace) -> None:
    async with bench(costs) as found:
        await through(found, "figures")
        found.library.open("ledger.txt")
        await until(found, lambda: words(found, found.library.reader.lens) == ["a fifth", "ten years"])
        assert found.library.footer.lens == "lens: figures · 2"


async def test_n_steps_through_what_the_lens_shows_until_something_is_sought(costs: Workspace) -> None:
    async with bench(costs) as found:
        await through(found, "figures")
        places = found.library.reader.lens
        assert places is not None
        await found.press("n")
        assert found.library.reader.caret == places[0].start
        assert found.library.footer.notice == "1 of 5"
        await found.press("n", "N", "N")
        assert found.library.reader.caret == places[-1].start
        await found.press("slash")
        await found.type("town")
        await found.press("enter", "n")
        assert found.library.footer.notice == "the only match"


async def test_what_is_lit_is_highlighted_in_one_step_with_the_tags_at_hand(costs: Workspace) -> None:
    async with bench(costs) as found:
        found.library.take_up(["cost"])
        await through(found, "figures")
        await found.press("i")
        made = [item for _, item in costs.annotations()]
        assert [item.selectors.exact for item in made] == FIGURES
        assert {item.tags for item in made} == {("cost",)}
        assert found.said == "Highlighted 5 figures; u takes that back."
        await found.press("i")
        assert len(costs.annotations()) == 5
        assert "not highlighted already" in found.said
        await found.press("u")
        assert costs.annotations() == ()


async def test_with_a_selection_only_what_lies_in_it(costs: Workspace) -> None:
    async with bench(costs) as found:
        await through(found, "figures")
        text = found.library.document.text  # type: ignore[union-attr]
        found.library.reader.select_span(Span(text.index("On 3 May"), text.index("a fifth")))
        await found.press("i")
        assert [item.selectors.exact for _, item in costs.annotations()] == FIGURES[:2]


async def test_many_are_asked_about_first(library: Path, opened: Open) -> None:
    (library / "harbour.md").write_text("It cost 5 euros. " * 300, encoding="utf-8")
    workspace = opened()
    async with bench(workspace) as found:
        await through(found, "figures")
        await found.press("i")
        assert isinstance(found.screen, Confirm)
        await found.press("n")
        assert workspace.annotations() == ()
        await found.press("i", "y")
        assert len(workspace.annotations()) == 300


async def test_a_decision_changes_what_the_lens_shows(costs: Workspace) -> None:
    async with bench(costs) as found:
        await through(found, "figures")
        found.library.reader.go(TEXT.index("On 3 May"))
        await found.press("x")
        await until(found, lambda: words(found, found.library.reader.lens) == FIGURES[3:])


async def test_a_long_article_is_looked_through_near_the_view_and_then_as_a_whole(
    library: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library / "harbour.md").write_text("It cost 5 euros.\n\n" * 20_000, encoding="utf-8")
    workspace = opened()
    counts: list[int] = []
    seen = workspace.seen

    def counted(part: Document, *more: Any) -> tuple[Span, ...]:
        counts.append(len(part.blocks))
        return seen(part, *more)

    monkeypatch.setattr(workspace, "seen", counted)
    async with bench(workspace) as found:
        await until(found, lambda: found.library.document is not None)
        await through(found, "figures")
        await until(found, lambda: found.library.footer.lens == "lens: figures · 20,000")
        assert counts[-2] < 3_000
        assert counts[-1] == 20_000


async def test_without_a_lens_the_key_says_how_to_take_one(costs: Workspace) -> None:
    async with bench(costs) as found:
        await found.press("i")
        assert "Look through a lens first: L" in found.said


async def test_furniture_is_dimmed_with_a_sign_and_a_key_decides(costs: Workspace) -> None:
    async with bench(costs) as found:
        await furnished(found, ["3 min read", "Advertisement"])
        rows = [strip.text for strip in found.library.reader._lines(0, 20)]
        assert [row.strip().split("  ")[0].strip(" ▐") for row in rows if "┊" in row] == [
            "┊ 3 min read", "┊ Advertisement",
        ]  # fmt: skip
        found.library.reader.go(found.library.reader.furniture[0].start)
        await found.press("x")
        await furnished(found, ["Advertisement"])
        assert found.said.startswith("This paragraph is text, and searched")
        await found.press("x")
        await furnished(found, ["3 min read", "Advertisement"])
        await found.press("u", "u")
        await furnished(found, ["3 min read", "Advertisement"])
        assert costs.undo is not None


async def test_a_selection_of_paragraphs_is_decided_on_as_one(costs: Workspace) -> None:
    async with bench(costs) as found:
        await furnished(found, ["3 min read", "Advertisement"])
        text = found.library.document.text  # type: ignore[union-attr]
        found.library.reader.select_span(Span(text.index("Advert"), len(text)))
        await found.press("x")
        await until(found, lambda: len(found.library.reader.furniture) == 3)
        assert found.library.reader.selected is None
        await found.press("u")
        await furnished(found, ["3 min read", "Advertisement"])


async def test_everywhere_is_in_the_palette(costs: Workspace, library: Path) -> None:
    async with bench(costs) as found:
        await furnished(found, ["3 min read", "Advertisement"])
        found.library.reader.go(found.library.reader.furniture[1].start)
        await found.library.run_action("text_everywhere")
        await furnished(found, ["3 min read"])
        assert "everywhere" in found.said
        await found.library.run_action("furniture_everywhere")
        await furnished(found, ["3 min read", "Advertisement"])


async def test_a_find_in_the_article_finds_furniture(costs: Workspace) -> None:
    async with bench(costs) as found:
        await furnished(found, ["3 min read", "Advertisement"])
        await found.press("slash")
        await found.type("advert")
        await found.press("enter")
        assert [span.of(TEXT).lower() for span in found.library.reader.matches] == ["advert"]


async def test_without_colour_what_is_lit_and_what_is_dimmed_differ(
    costs: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with bench(costs) as found:
        await through(found, "figures")
        styles = {
            segment.text.strip(): segment.style
            for strip in found.library.reader._lines(0, 20)
            for segment in strip
            if segment.text.strip()
        }
        lit, dimmed = styles["12 kilometres"], styles["for"]
        assert lit is not None
        assert dimmed is not None
        assert (lit.bold, lit.dim) != (dimmed.bold, dimmed.dim)
