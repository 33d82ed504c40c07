"""How much a file of another program may hold: a small file can be made to unfold into any amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from annotations.exchange.foreign import BadFile, Foreign

RECORDS: Final = 500_000  # annotations, or lines and rows that stand for some
TEXT: Final = 128 << 20  # code points of quotations, notes and documents, each counted where it is wanted
CELLS: Final = 10_000_000  # of a table
VALUES: Final = 10_000_000  # of JSON
LISTS: Final = 3_000_000  # and objects of JSON
PARTS: Final = 6_000_000  # elements of XML and their attributes
_TAG: Final = 8  # what a tag of an annotation weighs, in code points


class Budget:
    """What may still come out of one file."""

    def __init__(self) -> None:
        self._records = 0
        self._text = 0

    def text(self, length: int) -> None:
        """Count ``length`` code points more.

        Raises:
            BadFile: That is too much.
        """
        self._text += length
        if self._text > TEXT:
            raise too_much(TEXT, "characters of text")

    def record(self) -> None:
        """Count one annotation, line or row more.

        Raises:
            BadFile: That is too much.
        """
        self._records += 1
        if self._records > RECORDS:
            raise too_much(RECORDS, "annotations")

    def each(self, found: Iterable[Foreign]) -> Iterator[Foreign]:
        """The annotations, each counted before the next is made.

        Raises:
            BadFile: There are too many, or they say too much.
        """
        for one in found:
            self.record()
            said = (one.exact, one.prefix, one.suffix, one.note, one.where, one.creator)
            self.text(sum(map(len, said)) + _TAG * len(one.tags))
            yield one


def too_much(most: int, what: str) -> BadFile:
    """The error that says which limit a file is beyond."""
    return BadFile(f"The file is refused: it comes to more than {most:,} {what}. Load it in smaller parts.")


def check_json(data: bytes) -> None:
    """See that reading ``data`` as JSON will not fill the memory; signs within texts count as well.

    Raises:
        BadFile: It is.
    """
    if data.count(b"{") + data.count(b"[") > LISTS:
        raise too_much(LISTS, "lists and objects")
    if data.count(b",") > VALUES:
        raise too_much(VALUES, "values")
