"""Stories: which articles are versions of one, as computed from their texts and as a person decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.changes import Change
from annotations.errors import ScholiastError
from annotations.library import storable
from annotations.model import new_id, now
from annotations.quoted import quoted
from annotations.usecases.annotating.quoting import short
from annotations.usecases.echoes.grouping import Decision, decision_record, decisions_of, grouped
from annotations.usecases.echoes.stories_cache import keep
from annotations.usecases.retrying import retried

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.library import Library


_MARKS: Final = "“”«»„'\""  # of a title, which is quoted in a label


class Version(NamedTuple):
    """An article that tells the story of another one in the same words.

    Attributes:
        path: Relative to the library.
        share: How much of its words stands in the lead, 0 to 1.
        by_hand: Whether a person put it there.
    """

    path: str
    share: float
    by_hand: bool = False


class Story(NamedTuple):
    """Two articles or more that are versions of one story.

    Attributes:
        lead: The path of the one that stands for all: the earliest by date, or the one a person picked.
        versions: The others, the earliest first.
    """

    lead: str
    versions: tuple[Version, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them, the lead first."""
        return (self.lead, *(version.path for version in self.versions))


class Told(NamedTuple):
    """All stories, and the states of versions found, store and catalogue that they were made of."""

    found: object
    version: int
    entries: object
    stories: tuple[Story, ...]


def stories(library: Library) -> tuple[Story, ...]:
    """All stories with two articles or more, by the path of the lead. No article is read for it."""
    from annotations.usecases.echoes.book import book_of

    book = book_of(library)
    found, version, entries = book.versions(), library.store.version, library.catalogue.entries()
    known = book.told
    if known is None or not (known.found is found and known.version == version and known.entries is entries):
        known = book.told = Told(found, version, entries, _stories(library, decisions_of(library)))
        keep(library, known.stories)
    return known.stories


def distinct(library: Library, told: Sequence[Story]) -> int:
    """How many stories the articles of the library tell, versions of one counted once, briefs not at all."""
    articles = sum(not entry.brief for entry in library.catalogue.entries())
    return articles - sum(len(story.versions) for story in told)


def known_stories(library: Library) -> int:
    """As `distinct`, or 0 as long as not every article has been looked into as it is now."""
    from annotations.usecases.echoes.book import book_of

    return distinct(library, stories(library)) if book_of(library).complete() else 0


def join(library: Library, paths: Sequence[str], chosen: str = "", *, by: str = "") -> Command:
    """Say that articles tell one story, each with the versions it has; ``chosen`` stands for it if given.

    Raises:
        ScholiastError: They are fewer than two articles, or one is not there.
        NotSaved: Nothing was stored.
    """
    wanted = list(dict.fromkeys([*paths, *([chosen] if chosen else [])]))
    if len(wanted) < 2:
        raise ScholiastError("It takes two articles to be joined; name another one.")

    def change() -> Command:
        known = decisions_of(library)
        drafts = _together(library, known, wanted)
        if chosen:
            drafts = _led(library, {**known, **drafts}, chosen) | {
                key: each for key, each in drafts.items() if key != storable(chosen)
            }
        label = f"join {len(wanted)} articles as versions of one story"
        return _commit(library, label, known, drafts, by)

    return retried(change)


def split(library: Library, path: str, *, by: str = "") -> Command:
    """Say that an article is no version of the others of its story; these stay together.

    Raises:
        ScholiastError: It stands alone.
        NotSaved: Nothing was stored.
    """

    def change() -> Command:
        known = decisions_of(library)
        story = _story_with(library, known, path)
        drafts = {storable(path): _known(library, known, path)._replace(group="", apart=True, led="")}
        rest = [each for each in story.paths if each != path]
        left = _stories(library, {**known, **drafts})
        if len(rest) > 1 and not any(set(rest) <= set(each.paths) for each in left):
            drafts |= _together(library, {**known, **drafts}, rest)
        return _commit(library, f"take {_named(library, path)} out of its story", known, drafts, by)

    return retried(change)


def lead(library: Library, path: str, *, by: str = "") -> Command:
    """Let an article stand for its story, whichever is the earliest.

    Raises:
        ScholiastError: It stands alone.
        NotSaved: Nothing was stored.
    """

    def change() -> Command:
        known = decisions_of(library)
        drafts = _led(library, known, path)
        return _commit(library, f"let {_named(library, path)} stand for its story", known, drafts, by)

    return retried(change)


def _stories(library: Library, known: dict[str, Decision]) -> tuple[Story, ...]:
    from annotations.usecases.echoes.book import found_versions

    found = found_versions(library)
    told = grouped(library, found, known)
    return tuple(
        Story(first, tuple(Version(path, found.share(path, first), hand) for path, hand in rest))
        for first, rest in told
    )


def _story_with(library: Library, known: dict[str, Decision], path: str) -> Story:
    for story in _stories(library, known):
        if path in story.paths:
            return story
    raise ScholiastError(
        f"{path} stands alone: no other article is a version of its story. "
        "`scholiast echoes` lists the stories there are."
    )


def _together(library: Library, known: dict[str, Decision], paths: Sequence[str]) -> dict[str, Decision]:
    """Decisions by which ``paths`` are in one group, with all that was in a group with one of them."""
    mine = {storable(path): _known(library, known, path) for path in paths}
    groups = sorted({each.group for each in mine.values() if each.group})
    group = groups[0] if groups else new_id()
    mine |= {key: each for key, each in known.items() if each.group and each.group in groups}
    return {key: each._replace(group=group) for key, each in mine.items()}


def _led(library: Library, known: dict[str, Decision], path: str) -> dict[str, Decision]:
    others = (storable(each) for each in _story_with(library, known, path).paths)
    drafts = {key: known[key]._replace(led="") for key in others if key in known and known[key].led}
    return drafts | {storable(path): _known(library, known, path)._replace(led=now())}


def _known(library: Library, known: dict[str, Decision], path: str) -> Decision:
    entry = library.catalogue.entry(path)
    if entry is None or entry.brief:
        raise ScholiastError(f"There is no article {path}. `scholiast list` shows those there are.")
    return known.get(storable(path)) or Decision.new(library, storable(path), entry.title)


def _named(library: Library, path: str) -> str:
    entry = library.catalogue.entry(path)
    title = entry.title.strip(_MARKS) if entry else ""
    return quoted(short(title or path))


def _commit(
    library: Library, label: str, known: dict[str, Decision], drafts: dict[str, Decision], by: str
) -> Command:
    rows = library.store.records("groups")
    changes = []
    for key, new in drafts.items():
        if new != known.get(key):
            old = rows.get(new.id)
            changes.append(Change("groups", new.id, dict(old) if old else None, decision_record(new, old)))
    if not changes:
        raise ScholiastError("That is so already; nothing was changed.")
    return library.store.commit(label, changes, by=by)
