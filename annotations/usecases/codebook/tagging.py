"""Tagging what comes in: spellings of the codebook, and the tags that it does not have yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Change
from annotations.codebook import Codebook
from annotations.exchange.foreign import Fate, ForeignTag, Remark
from annotations.exchange.ids import canonical_id
from annotations.exchange.palette import stored_colour
from annotations.memo import MemoKind
from annotations.model import Tag, new_id, tag_path, tag_record
from annotations.usecases.codebook.coding import codebook_of
from corpus.clean import clean

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.usecases.exchange.wholes import Wholes


class Tagging:
    """The codebook as it becomes while annotations come in.

    Attributes:
        remarks: What a file says of a tag and the library says otherwise.
    """

    def __init__(self, library: Library, tags: Sequence[ForeignTag]) -> None:
        self._library = library
        self._old = codebook_of(library)
        self._new: dict[str, Tag] = {}
        self._renewed: dict[str, tuple[Tag, Tag]] = {}
        self.remarks: list[Remark] = []
        self._notes = {tag_path(tag.path).casefold(): tag.note for tag in tags if tag.note.strip()}
        for tag in tags:
            self._take(tag)

    def _take(self, tag: ForeignTag) -> None:
        path = tag_path(tag.path)
        description = clean(tag.description).strip()
        if not path:
            self.remarks.append(Remark(Fate.DROPPED, "a tag", "it has no name"))
            return
        old = self._old.find(path)
        if old is None:
            self._add(path, stored_colour(tag.colour), description, tag.id)
        elif description and not old.description:
            self._renewed[old.id] = old, replace(old, description=description)
        elif description and old.description != description:
            reason = "the library describes it otherwise, and keeps that"
            self.remarks.append(Remark(Fate.CHANGED, f"tag “{path}”", reason))

    def _add(self, path: str, colour: str = "", description: str = "", identity: str = "") -> None:
        key = path.casefold()
        there = self._new.get(key)
        if there is not None:
            if description and not there.description:
                self._new[key] = replace(there, description=description)
            return
        own = canonical_id(identity)
        if not own or self._library.store.get("tags", own) or any(t.id == own for t in self._new.values()):
            own = new_id()
        self._new[key] = Tag(own, path, colour or self._colour(path), description)

    def _colour(self, path: str) -> str:
        parent = path
        while "/" in parent:
            parent = parent.rpartition("/")[0]
            if found := self._new.get(parent.casefold()):
                return found.colour
        heads = [tag for tag in self._new.values() if "/" not in tag.path]
        return Codebook.of((*self._old.tags, *heads)).colour(path)

    def spelled(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Tag paths as the codebook, or the first of them that came in, spells them."""
        return tuple(
            new.path if (new := self._new.get(path.casefold())) else self._old.spelled(path) for path in paths
        )

    def use(self, paths: Sequence[str], colour: str = "") -> None:
        """Add those of ``paths`` that are not there; the first gets ``colour``, if that is one."""
        for index, path in enumerate(paths):
            if self._old.find(path) is None:
                self._add(path, stored_colour(colour) if index == 0 else "")

    def note_on(self, wholes: Wholes) -> None:
        """Hand over what was said about tags."""
        for key, note in self._notes.items():
            tag = self._new.get(key) or self._old.find(key)
            if tag is not None:
                wholes.add(MemoKind.TAG, tag.id, note)

    def changes(self) -> list[Change]:
        """What is to be stored."""
        new = [Change("tags", tag.id, None, tag_record(tag)) for tag in self._new.values()]
        renewed = [
            Change("tags", old.id, tag_record(old), tag_record(tag)) for old, tag in self._renewed.values()
        ]
        return [*new, *renewed]
