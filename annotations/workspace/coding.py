"""The part of the seam that codes: tags, the codebook, notes on anything, and how it all came to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from annotations.errors import ScholiastError
from annotations.workspace.ground import Ground

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.codebook import Codebook, Reshape
    from annotations.memo import Memo
    from annotations.tagtree import Node
    from annotations.usecases.annotating.memos import About, Noted
    from annotations.usecases.codebook.coding import Coded, TagCount
    from annotations.usecases.history import Entry


class Coding(Ground):
    """Use cases of tags and notes; what changes something is durable when it returns."""

    def codebook(self) -> Codebook:
        """All tags as a tree."""
        from annotations.usecases.codebook import coding

        return coding.codebook_of(self._library)

    def tag_counts(self) -> tuple[TagCount, ...]:
        """All tags in tree order, with how much carries each."""
        from annotations.usecases.codebook import coding

        return coding.counts(self._library)

    def passages_by_tag(self, cancelled: Callable[[], bool] = lambda: False) -> Mapping[str, int]:
        """How many passages carry each tag, by path in small letters; slow at first, quick from then on."""
        from annotations.usecases.codebook.tag_counts import Tally

        return self._library.derived.one(Tally).passages(self._library.store, cancelled)

    def tag_tree(self) -> tuple[Node, ...]:
        """All tags in tree order with counts of passages, articles and sources, sub-tags counted in."""
        from annotations.usecases.codebook import coding

        return coding.tag_tree(self._library)

    def passages_of(self, tag: str, *, below: bool = True) -> tuple[Coded, ...]:
        """The passages that carry a tag, with ``below`` those of its sub-tags too."""
        from annotations.usecases.codebook import coding

        return coding.passages_of(self._library, tag, below=below)

    def reshape(self, plan: Callable[[Codebook], Reshape], *, upkeep: bool = False) -> Command:
        """Carry out a change of the codebook, such as ``lambda book: rename(book, old, new)``.

        ``upkeep`` says that it is the program's own act, which undo passes over.
        """
        from annotations.codebook import CodebookError
        from annotations.usecases.codebook import coding

        self._must_write()
        try:
            return coding.reshape(self._library, plan, by=self.by, upkeep=upkeep)
        except CodebookError as error:
            raise ScholiastError(str(error)) from error

    def split(self, tag: str, ids: Sequence[str], new: str) -> Command:
        """Give some of a tag's passages another tag instead, in one step."""
        from annotations.codebook import CodebookError
        from annotations.usecases.codebook import coding

        self._must_write()
        try:
            return coding.split(self._library, tag, ids, new, by=self.by)
        except CodebookError as error:
            raise ScholiastError(str(error)) from error

    def memo_on(self, about: About) -> Memo | None:
        """What is said of an article, of a tag or of the library as a whole."""
        from annotations.usecases.annotating.memos import memo_on

        return memo_on(self._library, about)

    def write_memo(self, about: About, text: str, *, seen: str | None = None) -> Memo | None:
        """Write a note on an article, a tag or the library; ``seen`` is the text that was shown before."""
        from annotations.usecases.annotating.memos import write_memo

        self._must_write()
        return write_memo(self._library, about, text, seen=seen, by=self.by)

    def tag_article(
        self, path: str, tags: Sequence[str], *, seen: Sequence[str] | None = None, text: str | None = None
    ) -> Memo | None:
        """Give an article as a whole these tags, and the note ``text``; ``seen`` are those shown before."""
        from annotations.usecases.annotating.memos import tag_article

        self._must_write()
        return tag_article(self._library, path, tags, seen=seen, text=text, by=self.by)

    def delete_memo(self, identity: str) -> None:
        """Delete a note on an article, a tag or the library."""
        from annotations.usecases.annotating.memos import delete_memo

        self._must_write()
        delete_memo(self._library, identity, by=self.by)

    def memo_texts(self) -> dict[str, str]:
        """The notes on articles and tags, by the id of what they are about."""
        from annotations.usecases.annotating.memos import all_memos

        return {memo.target: memo.text for memo in all_memos(self._library) if memo.target and memo.text}

    def notes(self) -> tuple[Noted, ...]:
        """Every note, on passages and on anything else, the newest first."""
        from annotations.usecases.annotating.memos import notes

        return notes(self._library)

    def history_entries(self) -> Iterator[Entry]:
        """Every change in words, newest first, and whether it still stands."""
        from annotations.usecases.history import history

        return history(self._library)
