"""Furnishing: which blocks of an article are furniture, as found or as the user says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from annotations.changes import Change
from annotations.errors import ScholiastError
from annotations.library import storable
from annotations.model import Record, now
from annotations.query.folding import words
from annotations.quoted import quoted
from annotations.usecases.correcting import metadata_row
from annotations.usecases.retrying import retried
from corpus.clean import clean_line
from corpus.furniture import furniture
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.library import Library
    from corpus.document import Document

FIELD: Final = "furniture"
"""Of a row of the table `metadata`: what the user said of an article's blocks; where its path is empty, of
those of every article."""

_HEAD: Final = 24  # code points of the folded words by which most blocks are told from those decided on
_LOOK: Final = 80  # code points of a block that surely hold so many
_SHOWN: Final = 120
_MARK: Final = "~"


class _Said(NamedTuple):
    """What the user said of a block: whether it is furniture, by the name of its words."""

    by_name: Mapping[str, bool]
    heads: frozenset[str]


Decisions = Mapping[str, _Said]
"""By storable path; what holds everywhere under the empty one."""


def furniture_of(library: Library, document: Document) -> tuple[Span, ...]:
    """The blocks of ``document`` that are furniture, the user's decisions included, in text order.

    Safe in any thread. Linear in the text.
    """
    found = furniture(document)
    decisions = decided(library)
    here, everywhere = decisions.get(storable(document.path)), decisions.get("")
    if here is None and everywhere is None:
        return found
    said = _Said(
        {**(everywhere.by_name if everywhere else {}), **(here.by_name if here else {})},
        (everywhere.heads if everywhere else frozenset()) | (here.heads if here else frozenset()),
    )
    spans = set(found)
    for block in document.blocks:
        verdict = _verdict(said, block.span.of(document.text))
        if verdict is True and block.span.length:
            spans.add(block.span)
        elif verdict is False:
            spans.discard(block.span)
    return tuple(sorted(spans))


def state_of(library: Library, path: str) -> str:
    """Names what the user said that bears on this article; empty where that is nothing.

    What is derived from articles without their furniture, such as an index, is out of date when it changes.
    """
    decisions = decided(library)
    return _state(decisions, storable(path)) if decisions else ""


def stamped(decisions: Decisions, path: str, digest: str) -> str:
    """The digest of an article's file with what was said of its furniture, as an index keeps it."""
    state = _state(decisions, storable(path)) if decisions else ""
    return f"{digest}{_MARK}{state}" if state else digest


def still_holds(stamp: str, wanted: str) -> bool:
    """Whether what was derived under one stamp serves where another is wanted.

    What is said of an article has to show at once; what is said of a line everywhere may show when the
    index has been brought up to date, for until then every article would have to be read for each search.
    """
    if stamp == wanted:
        return True
    return _here(stamp) == _here(wanted)


def _here(stamp: str) -> str:
    digest, _, state = stamp.partition(_MARK)
    return f"{digest}{_MARK}{state.partition(_MARK)[0]}"


def _state(decisions: Decisions, path: str) -> str:
    here, everywhere = (_named(decisions.get(each)) for each in (path, ""))
    return f"{here}{_MARK}{everywhere}" if here or everywhere else ""


def _named(said: _Said | None) -> str:
    if said is None:
        return ""
    return hashlib.sha256(repr(sorted(said.by_name.items())).encode("ascii", "replace")).hexdigest()[:16]


def without(text: str, spans: Iterable[Span]) -> str:
    """``text`` with blanks in place of ``spans``: every offset stays what it was."""
    parts: list[str] = []
    end = 0
    for span in spans:
        parts += (text[end : span.start], " " * span.length)
        end = span.end
    return "".join((*parts, text[end:])) if parts else text


def article_text(library: Library, document: Document) -> str:
    """The text of ``document`` with blanks in place of its furniture, for searches."""
    return without(document.text, furniture_of(library, document))


def decide(
    library: Library,
    document: Document,
    spans: Sequence[Span],
    is_furniture: bool,
    *,
    everywhere: bool = False,
    by: str = "",
) -> Command:
    """Keep that the blocks which ``spans`` touch are furniture, or are text.

    Args:
        everywhere: Of every block with the same words, in every article of the library.

    Raises:
        ScholiastError: No block is touched.
    """
    blocks = touched(document, spans)
    if not blocks:
        raise ScholiastError("There is no paragraph here.")
    path = "" if everywhere else storable(document.path)
    said = {}
    for span in blocks:
        folded = _words(span.of(document.text))
        said[_name(folded)] = {"furniture": is_furniture, "words": folded.strip()[:_SHOWN]}
    label = _label(document, blocks, is_furniture, path)

    def change() -> Command:
        changes = [_change(library, path, said, ())]
        if everywhere:  # what was said of this article alone would win over it
            alone, _ = metadata_row(library, storable(document.path))
            if any(name in _field(alone) for name in said):
                changes.append(_change(library, storable(document.path), {}, said))
        return library.store.commit(label, changes, by=by)

    return retried(change)


def _label(document: Document, blocks: Sequence[Span], is_furniture: bool, path: str) -> str:
    what, verb = f"{len(blocks)} paragraphs", "are"
    if len(blocks) == 1:
        what, verb = quoted(clean_line(blocks[0].of(document.text))[:40]), "is"
    where = f"in {path}" if path else "everywhere"
    return f"say that {what} {verb} {'furniture' if is_furniture else 'text'} {where}"


def touched(document: Document, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The blocks, as spans, that hold a code point of ``spans`` or the place of an empty one."""
    from bisect import bisect_right

    found = set()
    for span in spans:
        at = max(0, bisect_right(document.blocks, span.start, key=lambda block: block.span.start) - 1)
        for block in document.blocks[at:]:
            if block.span.start >= max(span.end, span.start + 1):
                break
            if block.span.end > span.start and block.span.length:
                found.add(block.span)
    return tuple(sorted(found))


def _change(library: Library, path: str, said: Mapping[str, Any], forget: Iterable[str]) -> Change:
    old, base = metadata_row(library, path)
    field = {name: value for name, value in _field(old).items() if name not in set(forget)}
    return Change("metadata", str(base["id"]), old, {**base, FIELD: {**field, **said}, "modified": now()})


def _field(row: Mapping[str, Any] | None) -> Mapping[str, Any]:
    field = row.get(FIELD) if row else None
    return field if isinstance(field, dict) else {}


def decided(library: Library) -> Decisions:
    """What the user said; the same object for as long as that stays the same."""
    return library.derived.of(library.store.records("metadata"), _read)


def _read(rows: Mapping[str, Record]) -> Decisions:
    found: dict[str, _Said] = {}
    for row in rows.values():
        field = _field(row)
        by_name = {
            name: value["furniture"]
            for name, value in field.items()
            if isinstance(value, dict) and isinstance(value.get("furniture"), bool)
        }
        if by_name:
            heads = frozenset(str(field[name].get("words", ""))[:_HEAD] for name in by_name)
            path = str(row.get("path", ""))
            known = found.get(path, _Said({}, frozenset()))
            found[path] = _Said({**known.by_name, **by_name}, known.heads | heads)
    return found


def _verdict(said: _Said, text: str) -> bool | None:
    head = _words(text[:_LOOK]).strip()
    if not any(head.startswith(each) for each in said.heads):
        return None
    return said.by_name.get(_name(_words(text)))


def _words(text: str) -> str:
    """What a block is known by, whatever becomes of its signs; of one without words, the signs."""
    return words(text) or "".join(text.split())


def _name(folded: str) -> str:
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:32]
