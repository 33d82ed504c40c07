"""The codebook: all tags as a tree, and the ways to reshape it as pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from annotations.colours import NAMED
from annotations.model import Tag, named_id, new_id, tag_path, tag_paths
from annotations.storage.threeway import merged

COLOURS: Final = tuple(NAMED)


class CodebookError(ValueError):
    """A change of the codebook that cannot be; the message says why and what to do instead."""


@dataclass(frozen=True)
class Codebook:
    """All tags, sorted by path."""

    tags: tuple[Tag, ...] = ()

    @classmethod
    def of(cls, tags: Iterable[Tag]) -> Codebook:
        """The codebook of ``tags`` in tree order: a tag stands before its sub-tags."""
        return cls(tuple(sorted(tags, key=lambda tag: tag.path.casefold().split("/"))))

    @cached_property
    def _by_key(self) -> dict[str, Tag]:
        found: dict[str, Tag] = {}
        for tag in self.tags:
            found.setdefault(tag.path.casefold(), tag)
        return found

    def find(self, path: str) -> Tag | None:
        """The tag at ``path``, compared without case."""
        return self._by_key.get(path.casefold())

    def get(self, path: str) -> Tag:
        """The tag at ``path``.

        Raises:
            CodebookError: There is none.
        """
        tag = self.find(tag_path(path))
        if tag is None:
            raise _missing(path)
        return tag

    def branch(self, path: str) -> str:
        """``path`` as the codebook spells it: of a tag, or of what only its sub-tags stand under.

        Raises:
            CodebookError: There is neither.
        """
        wanted = tag_path(path)
        found = self.under(wanted) if wanted else ()
        if not found:
            raise _missing(path)
        return found[0].path[: len(wanted)]

    def under(self, path: str) -> tuple[Tag, ...]:
        """The tag at ``path`` and its sub-tags."""
        return tuple(tag for tag in self.tags if is_under(tag.path, path))

    def spelled(self, path: str) -> str:
        """``path`` as the codebook spells it, as it is if it is new."""
        tag = self.find(path)
        return tag.path if tag else path

    def pinned(self, digit: int) -> Tag | None:
        """The tag on a digit from 1 to 9."""
        return next((tag for tag in self.tags if tag.pinned == digit), None)

    def colour(self, path: str) -> str:
        """The colour of a tag, or the one it would get if it is new.

        A new sub-tag takes its nearest parent's colour, any other the one that is used least.
        """
        tag = self.find(path)
        if tag is not None:
            return tag.colour
        parent = path
        while "/" in parent:
            parent = parent.rpartition("/")[0]
            if found := self.find(parent):
                return found.colour
        used = Counter(tag.colour for tag in self.tags if "/" not in tag.path)
        return min(COLOURS, key=lambda name: (used[name], COLOURS.index(name)))

    def fresh_id(self, path: str) -> str:
        """An id for a new tag that another program would give as well, unless a renamed tag has it."""
        identity = named_id("tag", path.casefold())
        return new_id() if any(tag.id == identity for tag in self.tags) else identity

    def new_tags(self, paths: Iterable[str]) -> tuple[Tag, ...]:
        """Tags for those of ``paths`` that the codebook does not have."""
        grown, made = self, []
        for path in paths:
            if grown.find(path) is None:
                tag = Tag(grown.fresh_id(path), path, grown.colour(path))
                made.append(tag)
                grown = Codebook.of((*grown.tags, tag))
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Reshape:
    """What a change of the codebook does.

    Attributes:
        tags: Each changed tag as it was (None: new) and as it becomes (None: gone).
        paths: For each path that annotations may carry, folded: the path instead, None to drop it.
        label: The change in words, without the number of passages.
    """

    tags: tuple[tuple[Tag | None, Tag | None], ...]
    paths: Mapping[str, str | None]
    label: str

    def retag(self, tags: Sequence[str]) -> tuple[str, ...]:
        """The tags of one annotation after the change."""
        changed = (self.paths.get(tag.casefold(), tag) for tag in tags)
        return tag_paths([tag for tag in changed if tag is not None])


def is_under(path: str, ancestor: str) -> bool:
    """Whether ``path`` is ``ancestor`` or one of its sub-tags."""
    folded, above = path.casefold(), ancestor.casefold()
    return folded == above or folded.startswith(above + "/")


def add(book: Codebook, path: str, colour: str = "", description: str = "") -> Reshape:
    """A new tag.

    Raises:
        CodebookError: It is there already, or the path or colour is none.
    """
    new = _valid_path(path)
    if book.find(new):
        raise CodebookError(f"The tag “{new}” is there already.")
    shade = valid_colour(colour) if colour else book.colour(new)
    tag = Tag(book.fresh_id(new), new, shade, description)
    return Reshape(((None, tag),), {}, f"add tag “{new}”")


def rename(book: Codebook, old: str, new: str) -> Reshape:
    """A tag and its sub-tags under another path.

    Raises:
        CodebookError: There is no such tag, or the new path is taken or the old one.
    """
    source, path = book.branch(old), _valid_path(new)
    if is_under(path, source) and path.casefold() != source.casefold():
        raise CodebookError(f"“{path}” lies inside “{source}”; a tag cannot move into itself.")
    if path == source:
        raise CodebookError(f"“{path}” is its name already.")
    pairs: list[tuple[Tag | None, Tag | None]] = []
    paths: dict[str, str | None] = {}
    for moved in book.under(source):
        target = path + moved.path[len(source) :]
        taken = book.find(target)
        if taken is not None and not is_under(taken.path, source):
            raise CodebookError(f"“{taken.path}” is there already; to join the two, merge them.")
        pairs.append((moved, replace(moved, path=target)))
        paths[moved.path.casefold()] = target
    return Reshape(tuple(pairs), paths, f"rename tag “{source}” to “{path}”")


def merge(book: Codebook, sources: Sequence[str], into: str) -> Reshape:
    """Tags joined into one; sub-tags go along, and join where the target has one of the same name.

    Raises:
        CodebookError: A source is missing or holds the target.
    """
    target = _valid_path(into)
    kept = book.find(target)
    target = kept.path if kept else target
    pairs: list[tuple[Tag | None, Tag | None]] = []
    paths: dict[str, str | None] = {}
    grown = book
    names = []
    for source in dict.fromkeys(map(book.branch, sources)):
        if source.casefold() in paths or source.casefold() == target.casefold():
            continue  # it went along with a tag above it, or is the target
        if is_under(target, source):
            raise CodebookError(f"“{target}” lies inside “{source}”; rename it first.")
        names.append(source)
        for moved in book.under(source):
            if moved.path.casefold() in paths:
                continue
            path = target + moved.path[len(source) :]
            grown = Codebook.of(tag for tag in grown.tags if tag.id != moved.id)
            there = grown.find(path)
            if there is None:
                new = replace(moved, path=path)
                pairs.append((moved, new))
                grown = Codebook.of((*grown.tags, new))
            else:
                pairs.append((moved, None))
                path = there.path
                grown = Codebook.of([_heir(tag, moved) if tag is there else tag for tag in grown.tags])
            paths[moved.path.casefold()] = path
    if not names:
        raise CodebookError("There is nothing to merge: name one tag or more, and the one to merge into.")
    heirs = {tag.id: tag for tag in grown.tags}
    pairs = [(old, heirs[new.id] if new else None) for old, new in pairs]
    gone = {old.id for old, _ in pairs if old}
    pairs += [(tag, heir) for tag in book.tags if tag.id not in gone and (heir := heirs[tag.id]) != tag]
    quoted = ", ".join(f"“{name}”" for name in names)
    return Reshape(tuple(pairs), paths, f"merge tag {quoted} into “{target}”")


def _heir(kept: Tag, gone: Tag) -> Tag:
    """``kept`` with what ``gone`` says and it does not: the description, the digit."""
    return replace(kept, description=kept.description or gone.description, pinned=kept.pinned or gone.pinned)


def upon(book: Codebook, path: str, change: Callable[[Codebook, str], Reshape]) -> Reshape:
    """A change of one tag, which is made first where only its sub-tags are there.

    Raises:
        CodebookError: There is neither, or the change cannot be.
    """
    if book.find(tag_path(path)) is not None:
        return change(book, path)
    made = add(book, book.branch(path)).tags[0][1]
    assert made is not None
    plan = change(Codebook.of((*book.tags, made)), made.path)
    pairs = [(None if old == made else old, new) for old, new in plan.tags]
    return replace(plan, tags=tuple(pairs))


def delete(book: Codebook, path: str) -> Reshape:
    """A tag and its sub-tags gone; passages stay, without them.

    Raises:
        CodebookError: There is no such tag.
    """
    branch = book.branch(path)
    gone = book.under(branch)
    more = sum(tag.path.casefold() != branch.casefold() for tag in gone)
    label = f"delete tag “{branch}”" + (f" and {more} sub-tag{'s' * (more > 1)}" if more else "")
    return Reshape(tuple((each, None) for each in gone), {each.path.casefold(): None for each in gone}, label)


def recolour(book: Codebook, path: str, colour: str) -> Reshape:
    """A tag in another colour.

    Raises:
        CodebookError: There is no such tag, or no such colour.
    """
    tag = book.get(path)
    new = replace(tag, colour=valid_colour(colour))
    return Reshape(((tag, new),), {}, f"colour tag “{tag.path}” {new.colour}")


def describe(book: Codebook, path: str, description: str, *, seen: str | None = None) -> Reshape:
    """A tag with another description.

    Args:
        seen: The description as the person saw it; if another changed it since, both texts are kept.

    Raises:
        CodebookError: There is no such tag.
    """
    tag = book.get(path)
    if seen is not None and tag.description not in (seen, description):
        before, mine, theirs = ({"description": each} for each in (seen, description, tag.description))
        description = merged(before, mine, theirs)["description"]
    return Reshape(((tag, replace(tag, description=description)),), {}, f"describe tag “{tag.path}”")


def pin(book: Codebook, path: str, digit: int) -> Reshape:
    """A tag on a digit from 1 to 9, or on none (0); the tag that was there loses it.

    Raises:
        CodebookError: There is no such tag, or no such digit.
    """
    if not 0 <= digit <= 9:
        raise CodebookError("Tags are pinned to the digits 1 to 9 (0 takes the pin off).")
    tag, before = book.get(path), book.pinned(digit) if digit else None
    pairs = [(tag, replace(tag, pinned=digit))]
    if before is not None and before.id != tag.id:
        pairs.append((before, replace(before, pinned=0)))
    label = f"pin tag “{tag.path}” to {digit}" if digit else f"unpin tag “{tag.path}”"
    return Reshape(tuple(pairs), {}, label)


def valid_colour(colour: str) -> str:
    """``colour`` as it is kept.

    Raises:
        CodebookError: It is neither one of the eight names nor ``#rrggbb``.
    """
    folded = colour.strip().lower().replace("grey", "gray")
    if folded in COLOURS:
        return folded
    if len(folded) == 7 and folded[0] == "#" and all(sign in "0123456789abcdef" for sign in folded[1:]):
        return folded
    raise CodebookError(f"“{colour}” is no colour: use one of {', '.join(COLOURS)}, or #rrggbb.")


def _missing(path: str) -> CodebookError:
    return CodebookError(f"There is no tag “{path}”. `scholiast tags` lists those there are.")


def _valid_path(path: str) -> str:
    found = tag_path(path)
    if not found:
        raise CodebookError("A tag needs a name, such as `position/strength`.")
    return found
