"""The walk through what a search found: from match to match and from article to article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corpus.span import Span


class Stop(NamedTuple):
    """A match on the walk.

    Attributes:
        number: Counted from 1 over all articles.
    """

    path: str
    span: Span
    number: int


class Walk:
    """Matches in the texts of several articles, in the order in which the articles were found."""

    def __init__(self, places: Iterable[tuple[str, Span]]) -> None:
        groups: dict[str, set[Span]] = {}
        for path, span in places:
            groups.setdefault(path, set()).add(span)
        self._groups = {path: tuple(sorted(spans)) for path, spans in groups.items()}
        self._paths = list(groups)
        self._starts: dict[str, int] = {}
        self.total = 0
        for path, spans in self._groups.items():
            self._starts[path] = self.total
            self.total += len(spans)

    @property
    def articles(self) -> int:
        """How many articles it leads through."""
        return len(self._paths)

    def within(self, path: str) -> tuple[Span, ...]:
        """The matches in one article, in text order."""
        return self._groups.get(path, ())

    def step(self, path: str, offset: int, by: int) -> Stop | None:
        """The match after (1) or before (-1) an offset of an article, round the ends of the walk."""
        if not self._paths:
            return None
        spans = self.within(path)
        if by > 0:
            at = next((at for at, span in enumerate(spans) if span.start > offset), None)
        else:
            at = next((at for at in range(len(spans) - 1, -1, -1) if spans[at].start < offset), None)
        if at is not None:
            return self._stop(path, at)
        if path in self._groups:
            path = self._paths[(self._paths.index(path) + by) % len(self._paths)]
        else:
            path = self._paths[0 if by > 0 else -1]
        return self._stop(path, 0 if by > 0 else len(self._groups[path]) - 1)

    def at(self, path: str, offset: int) -> Stop | None:
        """The match that begins at an offset."""
        spans = self.within(path)
        at = next((at for at, span in enumerate(spans) if span.start == offset), None)
        return None if at is None else self._stop(path, at)

    def article(self, path: str) -> int:
        """Which article of the walk this is, from 1; 0 for none of them."""
        return self._paths.index(path) + 1 if path in self._groups else 0

    def _stop(self, path: str, at: int) -> Stop:
        return Stop(path, self._groups[path][at], self._starts[path] + at + 1)
