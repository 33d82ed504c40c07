"""The lists at 100 and 10,000 items: processor time of a key, a filter letter and a start, in process.

Run ``python benchmarks/lists.py``. Each figure is the median of rounds taken in turn, in milliseconds of
processor time, with its ratio to the same at 100 items; painting includes every strip of the pane.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from time import process_time

from textual.app import App, ComposeResult
from textual.containers import Horizontal

from tui.widgets.annotation_list import AnnotationList, Card
from tui.widgets.article_list import ArticleList, ArticleRow
from tui.widgets.lines import LineList

SIZES = (100, 10_000)
ROUNDS = 40


class Panes(App[None]):
    """Both lists beside each other."""

    CSS = "ArticleList { width: 34; } AnnotationList { width: 40; }"

    def compose(self) -> ComposeResult:
        """The lists."""
        with Horizontal():
            yield ArticleList()
            yield AnnotationList()


def words(random: Random, count: int) -> str:
    return " ".join("".join(random.choices("aeionrst", k=random.randint(2, 9))) for _ in range(count))


def article_rows(count: int) -> list[ArticleRow]:
    random = Random(1)
    return [
        ArticleRow(f"{n}.md", words(random, 8), words(random, 2), date, 4, "unread", n % 7)
        for n in range(count)
        for date in [f"20{n % 25:02}-0{n % 9 + 1}"]
    ]


def all_cards(count: int) -> list[Card]:
    random = Random(2)
    return [
        Card(str(n), ("blue",), words(random, 5 + n % 30), ("tag",), note, "Mara", "exact", n * 9)
        for n in range(count)
        for note in [words(random, n % 20)]
    ]


def timed(act: Callable[[], object], pane: LineList[ArticleRow] | LineList[Card]) -> float:
    """Processor time of ``act`` and of painting the pane after it, in milliseconds."""
    start = process_time()
    act()
    for strip in pane.render_lines(pane.size.region):
        strip.render(pane.app.console)
    return (process_time() - start) * 1000


async def measure(count: int) -> dict[str, list[float]]:
    app = Panes()
    rows, cards = article_rows(count), all_cards(count)
    found: dict[str, list[float]] = {}
    async with app.run_test(size=(120, 50)):
        articles, annotations = app.query_one(ArticleList), app.query_one(AnnotationList)

        def take(name: str, act: Callable[[], object], pane: ArticleList | AnnotationList) -> None:
            found.setdefault(name, []).append(timed(act, pane))

        def put_cards() -> None:
            annotations.cards = cards

        for number in range(ROUNDS):
            take("articles: start", lambda: articles.set_rows(rows), articles)
            take("articles: down", articles.action_line_down, articles)
            take("articles: page", articles.action_page_down, articles)
            for name, typed in (("first letter", "e"), ("second letter", "er"), ("three words", "er sa no")):
                take(f"articles: {name}", partial(setattr, articles, "filter_text", typed), articles)
            articles.filter_text = ""
            take("cards: start", put_cards, annotations)
            take("cards: down", annotations.action_line_down, annotations)
            take("cards: page", annotations.action_page_down, annotations)
            middle = cards[(number * 37) % count].start
            take("cards: follow", partial(annotations.follow, middle, middle + 40), annotations)
    return found


def main() -> None:
    small, large = (asyncio.run(measure(count)) for count in SIZES)
    print(f"{'':26}{SIZES[0]:>9,}{SIZES[1]:>9,}   ratio   p95")
    for name in small:
        few, many = median(small[name]), median(large[name])
        late = sorted(large[name])[int(ROUNDS * 0.95)]
        print(f"{name:26}{few:9.2f}{many:9.2f}{many / few:8.1f}{late:7.1f}")


if __name__ == "__main__":
    main()
