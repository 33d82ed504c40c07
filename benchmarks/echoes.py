"""Score versions and echoes on a library with planted copies, and take the time of their index.

Run as ``python -m benchmarks.echoes [ARTICLES]``. Precision and recall are in per cent, by the share of words
that were changed; times are processor time, the index of echoes beside the full-text index of the same texts,
in turn. Ends with 1 if a goal is missed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final, NamedTuple, TypeVar

from annotations.places import Places
from annotations.query.folding import words
from annotations.workspace import Workspace
from benchmarks.echo_data import LEVELS, Passage, Planted, Version, plant
from corpus.echoes.index import EchoIndex
from corpus.echoes.rows import Source
from corpus.index import Index, Wanted
from corpus.span import Span

ARTICLES: Final = 2000
PRECISION: Final = 99.0
RECALL: Final = 95.0
BUILD: Final = 3.0  # times as long as the full-text index
FRAME: Final = 16.0  # milliseconds

Each = TypeVar("Each", Version, Passage)

_ROUNDS: Final = 2
_OVERLAP: Final = 0.5


class Score(NamedTuple):
    """How much of what was to be found was found, and how much of what was found is right."""

    wanted: int
    hit: int
    found: int

    @property
    def recall(self) -> float:
        """In per cent."""
        return 100 * self.hit / self.wanted if self.wanted else 100.0

    @property
    def precision(self) -> float:
        """In per cent."""
        return 100 * self.hit / self.found if self.found else 100.0


def opened(root: Path, home: Path) -> Workspace:
    """The library, indexed."""
    workspace = Workspace.open(
        root, by="Bench", places=Places(home / "config", home / "data", home / "cache")
    )
    workspace.refresh()
    workspace.index()
    workspace.index_echoes()
    return workspace


def score_versions(workspace: Workspace, planted: Iterable[Version]) -> Score:
    """Pairs of a version and what it was made of; whatever else is in one story is wrong."""
    wanted = {frozenset((each.path, each.original)) for each in planted}
    found = {
        frozenset((version.path, story.lead)) for story in workspace.stories() for version in story.versions
    }
    return Score(len(wanted), len(wanted & found), len(found))


def recall_of(workspace: Workspace, planted: Sequence[Version]) -> float:
    """Of some versions, how many were found, in per cent."""
    leads = {version.path: story.lead for story in workspace.stories() for version in story.versions}
    hits = sum(
        leads.get(each.path) == each.original or leads.get(each.original) == each.path for each in planted
    )
    return 100 * hits / len(planted) if planted else 100.0


def score_passages(workspace: Workspace, planted: Sequence[Passage]) -> Score:
    """Places of passages in other articles; one that does not cover half of the place is none."""
    hits = found = 0
    for each in planted:
        echoes = workspace.echoes(each.path, _span(workspace, each.path, each.words))
        place = _span(workspace, each.copy, each.copied)
        found += len(echoes)
        hits += any(echo.path == each.copy and _overlap(echo.span, place) >= _OVERLAP for echo in echoes)
    return Score(len(planted), hits, found)


def _span(workspace: Workspace, path: str, words: str) -> Span:
    start = workspace.document(path).text.index(words.strip())
    return Span(start, start + len(words.strip()))


def _overlap(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (one.length + other.length - max(0, both))


def timed(act: Callable[[], object]) -> float:
    """Processor time, in seconds."""
    start = process_time()
    act()
    return process_time() - start


def building(workspace: Workspace, folder: Path) -> tuple[float, float, float]:
    """Medians of both indexes' building, in seconds, and of adding one article to that of echoes."""
    entries = [article for article in workspace.articles() if not article.brief]
    texts = {article.path: workspace.document(article.path).text for article in entries}
    listed = [Wanted(path, path, "") for path in texts]
    sources = [Source(article.path, article.path, article.date) for article in entries]
    full, echoes, one = [], [], []
    for number in range(_ROUNDS):
        fulltext, index = Index(folder / f"{number}f", words), EchoIndex(folder / f"{number}e", words)
        full.append(timed(lambda: fulltext.update(listed, texts.__getitem__)))  # noqa: B023 - called at once
        echoes.append(timed(lambda: index.update(sources[1:], texts.__getitem__)))  # noqa: B023
        one.append(timed(lambda: index.update(sources, texts.__getitem__)))  # noqa: B023
        fulltext.close()
        index.close()
    return median(full), median(echoes), median(one)


def asking(workspace: Workspace, planted: Sequence[Passage]) -> tuple[float, float]:
    """Milliseconds for the echoes of a passage, and for the versions of an article; medians."""
    spans = [(each.path, _span(workspace, each.path, each.words)) for each in planted[:60]]
    passages = [timed(lambda: workspace.echoes(*each)) for each in spans]  # noqa: B023 - called at once
    versions = [timed(lambda: workspace.story_of(path)) for path, _ in spans]  # noqa: B023
    return median(passages) * 1000, median(versions) * 1000


def report(workspace: Workspace, planted: Planted) -> bool:
    """Print precision and recall; whether the goals are met."""
    versions = score_versions(workspace, planted.versions)
    passages = score_passages(workspace, planted.passages)
    print(f"{'words changed':24}" + "".join(f"{level:8.0%}" for level in LEVELS) + "     all  precision")
    for name, recalls, score in (
        (
            "versions, recall",
            [recall_of(workspace, _at(planted.versions, level)) for level in LEVELS],
            versions,
        ),
        (
            "echoes, recall",
            [score_passages(workspace, _at(planted.passages, level)).recall for level in LEVELS],
            passages,
        ),
    ):
        line = "".join(f"{recall:8.1f}" for recall in recalls)
        print(f"{name:24}{line}{score.recall:8.1f}{score.precision:11.1f}")
    scores = (versions, passages)
    return all(score.recall >= RECALL and score.precision >= PRECISION for score in scores)


def _at(planted: Sequence[Each], level: float) -> list[Each]:
    return [each for each in planted if each.level == level]


def main() -> int:
    """Measure and print; 1 if a goal was missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted = plant(folder / "library", count)
        workspace = opened(folder / "library", folder / "home")
        good = report(workspace, planted)
        full, echoes, one = building(workspace, folder)
        passage, story = asking(workspace, planted.passages)
        workspace.close()
    print(f"\n{count:,} articles: full-text {full:.2f} s, echoes {echoes:.2f} s, {echoes / full:.2f} as long")
    print(
        f"one more article {one * 1000:.0f} ms; echoes of a passage {passage:.1f} ms, versions {story:.1f} ms"
    )
    good = good and echoes <= BUILD * full and max(passage, story) <= FRAME
    print("all goals are met" if good else "a goal is missed")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
