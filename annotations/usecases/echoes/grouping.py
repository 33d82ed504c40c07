"""Grouping: which articles go together, of what was computed and what a person decided, which wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from annotations.library import storable
from annotations.model import Record, named_id, new_id, now
from annotations.usecases.echoes.book import dates
from corpus.clean import clean_line
from corpus.echoes.families import dated

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.usecases.echoes.book import Versions


class Decision(NamedTuple):
    """What a person decided on one article.

    Attributes:
        id: Of its record.
        path: Of the article, as the store keeps it.
        name: What messages call it.
        group: Names the articles that it was joined with; empty if it was not.
        apart: Whether it is no version of what its text resembles.
        led: When it was picked to stand for its story, UTC; empty if it was not.
    """

    id: str
    path: str
    name: str = ""
    group: str = ""
    apart: bool = False
    led: str = ""

    @classmethod
    def new(cls, library: Library, path: str, name: str) -> Decision:
        """One that says nothing yet; two people who decide on one article write one record."""
        identity = named_id("story", path)
        # That record may have gone elsewhere with an article that was renamed.
        taken = library.store.get("groups", identity) is not None
        return cls(new_id() if taken else identity, path, clean_line(name))


def decision_record(decision: Decision, old: Record | None) -> Record:
    """The decision as the store keeps it; ``old`` may hold keys that this version does not know."""
    return {**(old or {"rev": 1}), **decision._asdict(), "modified": now()}


def decisions_of(library: Library) -> dict[str, Decision]:
    """All decisions by storable path; a damaged one costs only itself."""
    found: dict[str, Decision] = {}
    for identity, row in sorted(library.store.records("groups").items()):
        texts = [row.get(key, "") for key in ("path", "name", "group", "led")]
        if all(isinstance(text, str) for text in texts) and texts[0]:
            path, name, group, led = map(str, texts)
            found[path] = Decision(identity, path, clean_line(name), group, row.get("apart") is True, led)
    return found


def grouped(
    library: Library, found: Versions, decisions: Mapping[str, Decision]
) -> list[tuple[str, list[tuple[str, bool]]]]:
    """The groups of two or more: path of the lead, the others by date with whether a person put them there.

    An article goes with the one that it was found to be a version of, unless one of the two was taken
    apart; the versions of one that was taken apart stay together. Articles that were joined go together,
    each with what goes with it.
    """
    here = {storable(e.path): e.path for e in library.catalogue.entries() if not e.brief}
    mine = {here[key]: each for key, each in decisions.items() if key in here}
    known = set(here.values())
    alike = _Union()
    beheaded: defaultdict[str, list[str]] = defaultdict(list)
    for path, first in found.leads.items():
        if path not in known or _apart(mine, path):
            continue
        if first in known and not _apart(mine, first):
            alike.join(path, first)
        else:
            beheaded[first].append(path)
    for left in beheaded.values():
        alike.join_all(left)
    whole = alike.copy()
    by_group: defaultdict[str, list[str]] = defaultdict(list)
    for path, each in mine.items():
        if each.group:
            by_group[each.group].append(path)
    for members in by_group.values():
        whole.join_all(members)
    when = dates(library)
    words = {entry.path: entry.words for entry in library.catalogue.entries()}
    firsts = set(found.leads.values())

    def order(path: str) -> tuple[str, bool, int, str]:
        """As families are ordered when they are found: by date, then the longest, then by path."""
        return dated(when.get(path, "")), path not in firsts, -words.get(path, 0), path

    told = []
    for members in whole.groups():
        ordered = sorted(members, key=order)
        picked = [path for path in ordered if path in mine and mine[path].led]
        first = max(picked, key=lambda path: (mine[path].led, path)) if picked else ordered[0]
        rest = [
            (path, alike.root(path) != alike.root(first) or bool(path in mine and mine[path].group))
            for path in ordered
            if path != first
        ]
        told.append((first, rest))
    return sorted(told)


def _apart(mine: Mapping[str, Decision], path: str) -> bool:
    return path in mine and mine[path].apart


class _Union:
    """Sets of paths that grow together; one that was never named is a set of its own."""

    def __init__(self, above: Mapping[str, str] | None = None) -> None:
        self._above = dict(above or {})

    def copy(self) -> _Union:
        """Another one with the same sets."""
        return _Union(self._above)

    def root(self, path: str) -> str:
        """What names the set that ``path`` is in."""
        above = self._above
        while (up := above.get(path, path)) != path:
            above[path] = above.get(up, up)  # halves the way for whoever asks next
            path = up
        return path

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        self._above.setdefault(one, one)
        self._above.setdefault(other, other)
        self._above[self.root(one)] = self.root(other)

    def join_all(self, paths: Iterable[str]) -> None:
        """Make one set of those of ``paths``."""
        paths = list(paths)
        for path in paths[1:]:
            self.join(paths[0], path)

    def groups(self) -> list[list[str]]:
        """The sets of two or more."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in list(self._above):
            found[self.root(path)].append(path)
        return [members for members in found.values() if len(members) > 1]
