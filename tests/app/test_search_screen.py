"""The search screen: what it finds, how it is walked through, picked, tagged and kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.places import Places
from annotations.query import parse
from annotations.usecases.sampling import open_sample
from annotations.workspace import Workspace
from corpus.span import Span
from tests.app.waiting import settle, until
from tui.app import ScholiastApp
from tui.config import Config
from tui.dialogs.line import LineDialog
from tui.dialogs.tag_picker import TagPicker
from tui.filters import needs_texts, split
from tui.gathering import MOST, Gathered, Question, View, gather
from tui.screens.library.screen import LibraryScreen
from tui.screens.search import SearchScreen
from tui.walking import Walk
from tui.widgets.hit_rows import Group, Place
from tui.widgets.title import TitleLine

Open = Callable[[], Workspace]


class Search:
    """The program under test, at its search screen."""

    def __init__(self, app: ScholiastApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def desk(self) -> LibraryScreen:
        """The main screen."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def at(self) -> str:
        """What kind of screen is on top."""
        return type(self.app.screen).__name__

    @property
    def screen(self) -> SearchScreen:
        """The search screen."""
        return self.desk.search_screen()

    @property
    def places(self) -> list[Place]:
        """The places on show."""
        return [row for row in self.screen.hits.rows if isinstance(row, Place)]

    @property
    def said(self) -> str:
        """What stands over the results."""
        return " ".join(
            "".join(run.text for run in left) + right for left, right in self.screen.hits.head_rows
        )

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they began is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def ask(self, query: str) -> None:
        """Put a query into the line and wait for its answer."""
        self.screen.line.value = query
        await self.settle()

    async def settle(self) -> None:
        """Wait until no work is under way; a dialog that closes begins some a moment later."""
        await settle(self.pilot)
        if self.screen.is_mounted:
            await until(self.pilot, lambda: not self.screen.busy)
            await settle(self.pilot)


@asynccontextmanager
async def search(workspace: Workspace, query: str = "", width: int = 120) -> AsyncIterator[Search]:
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=(width, 36)) as pilot:
        found = Search(app, pilot)
        await found.settle()
        await found.press("S")
        if query:
            await found.ask(query)
        yield found


async def test_results_come_as_the_query_is_typed(opened: Open) -> None:
    async with search(opened()) as found:
        assert found.screen.line.has_focus
        assert found.screen.saved.display
        await found.press(*"gates")
        assert [(place.path, place.exact) for place in found.places] == [
            ("harbour.md", "gates"), ("harbour.md", "gates"), ("notes/visit.txt", "gates"),
        ]  # fmt: skip
        assert "3 places in 2 articles" in found.said
        groups = [row for row in found.screen.hits.rows if isinstance(row, Group)]
        assert [(group.path, group.count) for group in groups] == [("harbour.md", 2), ("notes/visit.txt", 1)]
        await found.press("backspace", "backspace", "backspace", "backspace", "backspace")
        assert found.screen.saved.display


async def test_a_newer_query_supersedes_an_older_one(opened: Open) -> None:
    async with search(opened()) as found:
        found.screen.line.value = "gates"
        found.screen.ask()
        found.screen.line.value = "hill"
        await found.settle()
        assert [place.exact for place in found.places] == ["hill"]


async def test_the_title_says_how_far_the_index_is(opened: Open) -> None:
    async with search(opened()) as found:
        head = found.screen.query_one(TitleLine)
        found.screen.post_message(found.screen.Indexed(1_200, 10_000))
        await found.pilot.pause()
        assert head.busy.startswith("indexing 1,200 of 10,000")
        found.screen.bring_up_to_date()
        await found.settle()
        await found.pilot.pause()
        assert head.busy == ""


@pytest.mark.parametrize("way", [(), ("c",), ("M",), ("tab",)], ids=["text", "tags", "notes", "pane"])
async def test_the_key_for_search_begins_a_new_query_wherever_one_is(
    opened: Open, way: tuple[str, ...]
) -> None:
    async with search(opened(), "gates") as found:
        await found.press("enter", "enter")
        assert found.at == "LibraryScreen"
        await found.press(*way, "S")
        assert found.at == "SearchScreen"
        assert found.screen.line.has_focus
        await found.press(*"hill")
        assert found.screen.line.value == "hill"
        await found.press("enter", "S")
        assert found.screen.line.has_focus
        assert found.screen.line.selected_text == "hill"


async def test_back_from_a_result_is_back_among_the_results(opened: Open) -> None:
    async with search(opened(), "gates") as found:
        await found.press("enter", "enter", "ctrl+o")
        assert found.at == "SearchScreen"
        assert found.screen.hits.has_focus


async def test_a_sign_alone_is_told_how_it_is_looked_for(opened: Open) -> None:
    async with search(opened(), "?") as found:
        assert "“?” has no letter or digit; with = it is looked for as it stands." in found.said
        assert '="?"' in found.said
        assert str(parse('="?"')) == '="?"'


async def test_a_mistake_is_shown_at_its_place_with_an_example(opened: Open) -> None:
    async with search(opened(), "gates") as found:
        before = found.places
        await found.ask("gates AND (water")
        (marked, _), *_ = found.screen.hits.head_rows
        # Under the bracket: the sign before the query has two cells, the list's mark one.
        assert len(marked[0].text) == 1 + len("gates AND ")
        assert marked[1].text.startswith("▲")
        assert "This bracket is not closed" in found.said
        assert "(peace OR truce) AND talks" in found.said
        assert found.places == before, "what was found stays while the query is being mended"


@pytest.mark.parametrize("wrong", ["foo:bar", "(peace OR", "@nixda"])
async def test_a_mistake_is_not_shown_over_what_another_query_found_or_did_not_find(
    opened: Open, wrong: str
) -> None:
    async with search(opened(), "tag:nonexistent x") as found:
        assert "There is no tag" in found.screen.hits.nothing
        await found.ask(wrong)
        assert not found.screen.hits.nothing
        await found.ask("gates")
        assert found.places
        await found.ask(wrong)
        assert not found.places
        assert "▲" in found.said or "No search is saved" in found.said


SAMPLE_QUERIES = [
    "durable", "peac*", '"three winters"', "NEAR(paper pause, 8)", "title:strongest -source:wire",
    "tag:durability pause", "date:2025-02-15..", "status:unread allies", "NOT peace",
    "source:kestrel OR hiver*",
]  # fmt: skip


async def test_the_articles_found_are_those_that_the_query_means(places: Places) -> None:
    workspace = open_sample(places, by="Mira")
    workspace.refresh()
    async with search(workspace) as found:
        for query in SAMPLE_QUERIES:
            await found.ask(query)
            briefs = {article.path for article in workspace.articles() if article.brief}
            meant = set(workspace.articles_that(query)) - briefs
            assert {row.path for row in found.screen.hits.rows} == meant, query
            for place in found.places:
                if place.where == "text":
                    text = workspace.document(place.path).text
                    assert text[place.start : place.end] == place.exact


async def test_a_query_about_what_was_said_shows_passages(places: Places) -> None:
    workspace = open_sample(places, by="Mira")
    workspace.refresh()
    async with search(workspace, "tag:durability has:note") as found:
        wanted = workspace.annotations(query="tag:durability has:note")
        assert [place.annotation for place in found.places] == [item.id for _, item in wanted]
        assert all(place.tags for place in found.places)
        await found.ask("pause")
        assert {place.where for place in found.places} <= {"text", "title", "note"}
        await found.press("enter", "P")
        assert [place.annotation for place in found.places] == [
            item.id for _, item in workspace.annotations(query="pause")
        ]


async def test_enter_opens_the_place_and_back_returns(opened: Open) -> None:
    async with search(opened(), "hill") as found:
        await found.press("enter", "enter")
        assert found.at == "LibraryScreen"
        assert found.desk.path == "notes/visit.txt"
        text = found.desk.document.text if found.desk.document else ""
        assert found.desk.reader.caret == text.index("hill")
        assert found.desk.reader.matches == (Span(text.index("hill"), text.index("hill") + 4),)
        await found.press("ctrl+o")
        assert found.at == "SearchScreen"
        assert found.screen.line.value == "hill"
        await found.press("escape")
        assert found.at == "LibraryScreen"


async def test_matches_are_walked_across_articles(opened: Open) -> None:
    async with search(opened(), "gates") as found:
        await found.press("enter", "enter")
        seen = [(found.desk.path, found.desk.reader.caret)]
        for _ in range(3):
            await found.press("n")
            seen.append((found.desk.path, found.desk.reader.caret))
        assert [path for path, _ in seen] == ["harbour.md", "harbour.md", "notes/visit.txt", "harbour.md"]
        assert seen[3] == seen[0]
        await found.press("N")
        assert (found.desk.path, found.desk.reader.caret) == seen[2]
        assert "match 3 of 3" in found.desk.footer.notice


async def test_finding_in_the_article_ends_the_walk(opened: Open) -> None:
    async with search(opened(), "gates") as found:
        await found.press("enter", "enter", "slash", *"water", "enter")
        await found.press("n", "n", "n")
        assert found.desk.path == "harbour.md"


async def test_picked_places_are_tagged_in_one_step_and_undone_in_one(opened: Open) -> None:
    workspace = opened()
    async with search(workspace, "gates") as found:
        await found.press("enter", "K", "a")
        assert "3 picked" in found.said
        await found.press("t")
        assert isinstance(found.app.screen, TagPicker)
        await found.press(*"sluice", "enter")
        said = workspace.annotations()
        assert [(item.selectors.exact, item.tags) for _, item in said] == [("gates", ("sluice",))] * 3
        assert not found.screen.hits.picked
        await found.press("u")
        assert workspace.annotations() == ()


async def test_the_tags_that_highlighting_gives_stand_at_the_foot_before_and_are_said_after(
    opened: Open,
) -> None:
    async with search(opened()) as found:
        found.desk.take_up(("gates",))
        await found.press("escape", "S")
        await found.ask("water")
        assert "h gives ▌gates" in found.screen.footer.render().plain
        await found.press("enter", "h")
        assert "tagged gates" in found.app.messages[-1].text
        await found.press("escape")
        found.desk.action_no_tag()
        await found.press("S")
        assert "gives" not in found.screen.footer.render().plain


async def test_a_range_is_picked_and_highlighted_by_the_sentence(opened: Open) -> None:
    workspace = opened()
    async with search(workspace, "gates OR water") as found:
        await found.press("enter", "e", "v", "down", "down", "h")
        assert [item.selectors.exact for _, item in workspace.annotations()] == [
            "The gates were raised at noon.",
            "Nobody expected the water to hold.",
            "The water held.",
        ]


async def test_space_picks_and_lets_go_and_on_an_article_all_of_its_places(opened: Open) -> None:
    async with search(opened(), "gates") as found:
        await found.press("enter", "space")
        assert [place.picked for place in found.places] == [True, False, False]
        await found.press("g", "space")
        assert [place.picked for place in found.places] == [True, True, False]
        await found.press("space")
        assert not found.screen.hits.picked
        await found.press("a", "escape")
        assert not found.screen.hits.picked
        assert found.at == "SearchScreen"


async def test_titles_and_notes_cannot_be_picked(opened: Open) -> None:
    async with search(opened(), "harbour") as found:
        await found.press("enter", "a")
        assert {place.where for place in found.places} > {"text"}
        assert {place.where for place in found.screen.hits.picked} == {"text"}


async def test_a_narrow_concordance_says_where_the_row_under_the_cursor_is_from(
    opened: Open, library: Path
) -> None:
    head = "---\nsource: Other Paper\ndate: 2025-03-01\n---\n\n"
    (library / "again.md").write_text(f"{head}The gates were raised.\n")
    for width, told in ((80, True), (120, False)):
        async with search(opened(), "gates", width) as found:
            await found.press("enter", "K", "g")
            seen = set()
            for _ in found.places:
                second = found.screen.hits.head_lines(width)[1]
                seen.add("".join(run.text for run in second).strip())
                await found.press("j")
            assert ("Other Paper · 1 Mar 2025 · again.md" in seen) is told
            assert any("Quay Gazette" in words for words in seen) is told


async def test_a_concordance_begins_at_its_first_row_and_names_each_article(
    opened: Open, library: Path
) -> None:
    (library / "zzz.txt").write_text("Gates, and again gates.\n")
    async with search(opened(), "gates") as found:
        await found.press("enter")
        first = found.screen.hits.cursor_key
        await found.press("K")
        assert first != found.screen.hits.rows[0].key, "it stands elsewhere now"
        assert found.screen.hits.cursor_key == found.screen.hits.rows[0].key
        assert all(place.source or place.title for place in found.places)
        await found.press("j", "K", "K")
        assert found.screen.hits.cursor_key == found.screen.hits.rows[1].key, "it was moved there"


async def test_a_concordance_is_sorted_by_what_was_asked_for(opened: Open) -> None:
    workspace = opened()
    async with search(workspace, "the") as found:
        await found.press("enter", "K")
        for order in ("right", "right2", "date", "source", "left", "left2"):
            assert found.screen.order == order
            hits = workspace.search("the", kwic=True, sort=order)
            assert [(place.path, place.start) for place in found.places] == [
                (hit.document, hit.start) for hit in hits
            ]
            await found.press("o")
        await found.press("K")
        assert isinstance(found.screen.hits.rows[0], Group)


async def test_a_search_is_kept_offered_renamed_and_deleted(opened: Open) -> None:
    workspace = opened()
    async with search(workspace, "gates -hill") as found:
        await found.press("enter", "w")
        assert isinstance(found.app.screen, LineDialog)
        await found.press(*"open", "enter")
        assert [(each.name, each.query) for each in workspace.searches()] == [("open", "gates -hill")]
        await found.ask("")
        await found.press("r", *"ing", "enter")
        assert [each.name for each in workspace.searches()] == ["opening"]
        await found.ask("@opening")
        assert {row.path for row in found.screen.hits.rows} == {"harbour.md"}
        await found.ask("")
        await found.press("d")
        assert workspace.searches() == ()
        await found.press("u")
        assert [each.name for each in workspace.searches()] == ["opening"]
        await found.press("g", "enter")
        assert found.screen.line.value == "gates -hill"
        assert found.screen.hits.has_focus


async def test_filters_of_both_lists_read_queries(opened: Open) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", Span(0, 11), tags=["a/b"], note="gates")
    workspace.annotate("harbour.md", Span(12, 20), tags=["c"])
    workspace.personal.keep_layout({"last": "harbour.md"})
    workspace.save_search("hilly", "text:hill")
    async with search(workspace) as found:
        await found.press("escape")
        shelf, sidebar = found.desk.shelf, found.desk.sidebar
        sidebar.filter_text = "tag:a"
        assert [card.tags for card in sidebar.shown_items] == [("a/b",)]
        sidebar.filter_text = "NOT tag:a"
        assert [card.tags for card in sidebar.shown_items] == [("c",)]
        sidebar.filter_text = "#c"
        assert [card.tags for card in sidebar.shown_items] == [("c",)]

        async def shown(line: str) -> set[str]:
            shelf.filter_text = line
            await found.settle()
            return {row.path for row in shelf.shown_items}

        assert await shown("gazette") == {"harbour.md"}
        assert await shown("source:gazette") == {"harbour.md"}
        assert await shown("has:highlight") == {"harbour.md"}
        assert await shown("-has:highlight visit") == {"notes/visit.txt"}
        assert await shown("text:hill") == {"notes/visit.txt"}
        assert await shown("@hilly") == {"notes/visit.txt"}
        assert await shown("source:") == set(), "what cannot be read are words"
        assert await shown("has:note") == {"harbour.md"}
        workspace.annotate("ledger.txt", Span(0, 5), note="costs")
        found.desk.reload()
        await found.settle()
        assert await shown("has:note") == {"harbour.md", "ledger.txt"}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("peace talks", None), ("", None), ("source:", None), ("(peace", None), ("#tag", None),
        ("peace tag:a", ("peace", "tag:a")), ("status:read peac", ("peac", "status:read")),
        ("peac*", ("", "peac*")), ("a OR b", ("", "a OR b")), ('"peace talks"', ("", '"peace talks"')),
        ("x has:note -tag:b", ("x", "has:note AND NOT tag:b")),
    ],
)  # fmt: skip
def test_a_filter_is_words_unless_it_says_more(line: str, wanted: tuple[str, str] | None) -> None:
    assert split(line) == wanted


def test_only_words_in_texts_need_texts() -> None:
    assert needs_texts(parse("a OR tag:b"))
    assert needs_texts(parse("-text:a"))
    assert not needs_texts(parse("tag:a -source:b date:2025 title:c"))


def test_a_walk_goes_round_through_all_articles() -> None:
    walk = Walk([("a", Span(5, 6)), ("a", Span(1, 2)), ("b", Span(3, 4)), ("a", Span(5, 6))])
    assert (walk.total, walk.articles) == (3, 2)
    stops, path, offset = [], "a", 0
    for _ in range(4):
        stop = walk.step(path, offset, 1)
        assert stop is not None
        path, offset = stop.path, stop.span.start
        stops.append((path, offset, stop.number))
    assert stops == [("a", 1, 1), ("a", 5, 2), ("b", 3, 3), ("a", 1, 1)]
    back = walk.step("a", 1, -1)
    assert back is not None
    assert (back.path, back.number) == ("b", 3)
    elsewhere = walk.step("c", 9, 1)
    assert elsewhere is not None
    assert elsewhere.path == "a"
    assert Walk([]).step("a", 0, 1) is None


def test_what_is_superseded_is_not_answered(opened: Open) -> None:
    answers: list[Gathered] = []
    workspace = opened()
    gather(workspace, {}, Question("gates"), lambda _, got: answers.append(got), lambda: True)
    assert answers == []
    gather(workspace, {}, Question("gates"), lambda _, got: answers.append(got), lambda: False)
    assert [(got.places, got.complete, got.cut) for got in answers] == [(3, True, False)]


def test_no_more_places_are_gathered_than_can_be_looked_at(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST > 1000
    monkeypatch.setattr("tui.gathering.MOST", 2)
    answers: list[Gathered] = []
    gather(
        opened(), {}, Question("gates", View.CONCORDANCE), lambda _, got: answers.append(got), lambda: False
    )
    assert [(got.places, got.complete, got.cut) for got in answers] == [(2, True, True)]
