"""Which tags answer to what was typed, best first, and which new names are suspiciously like old ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from annotations.model import Tag

_FUZZY_LEAST: Final = 72.0
_NEAR_LEAST: Final = 86.0
_NAMED: Final = 3.0  # the last rank at which the name itself answers
_NOT_WORD: Final = re.compile(r"[\W_]+")
_DIGITS: Final = re.compile(r"\d+")


def ranked(query: str, tags: Sequence[Tag], recent: Sequence[str] = ()) -> list[Tag]:
    """The tags that answer to ``query``, best first; all of them, recent first, for an empty one.

    Whole path, with just these accents first, before beginning of path before beginning of a step before
    beginnings of words before anywhere before in the description before merely similar; among equals the
    recently used, then the order given. What `is_named` stands before what is not.
    """
    wanted, typed = _folded(query), query.casefold()
    order = {path.casefold(): place for place, path in enumerate(recent)}
    late = len(order)
    scored = []
    for place, tag in enumerate(tags):
        rank = _rank(wanted, tag) if wanted else 0.0
        if rank is not None:
            rank -= tag.path.casefold() == typed
            scored.append((rank, order.get(tag.path.casefold(), late), place, tag))
    scored.sort(key=lambda row: row[:3])
    return [tag for *_, tag in scored]


def is_named(query: str, tag: Tag) -> bool:
    """Whether ``query`` is the tag's name, or the beginning of it, of a step, or of words of it."""
    wanted = _folded(query)
    rank = _rank(wanted, tag) if wanted else None
    return rank is not None and rank <= _NAMED


def is_above(query: str, tags: Iterable[Tag]) -> bool:
    """Whether ``query`` is the whole path that some of ``tags`` stand under."""
    below = f"{query.casefold()}/"
    return any(tag.path.casefold().startswith(below) for tag in tags)


def near_identical(name: str, paths: Iterable[str]) -> str:
    """The existing path that ``name`` is most likely a slip of; empty if there is none.

    Near-identical is: equal without case, accents, blanks and punctuation, a plural of it, or a
    similarity of at least 86 of 100; a name of one step is compared with last steps too. The same
    path (but for case) is not near, it is the tag itself.
    """
    best, found = _NEAR_LEAST, ""
    for path in paths:
        if path.casefold() == name.casefold():
            continue
        score = _likeness(name, path)
        if "/" not in name and "/" in path:
            # Whoever types a last step alone may well mean the whole path.
            score = max(score, _likeness(name, path.rpartition("/")[2]))
        if score >= best and (score > best or not found):
            best, found = score, path
    return found


def _likeness(one: str, other: str) -> float:
    """Similarity of two paths, 0 to 100: of their least similar steps, where they have as many."""
    steps, others = one.split("/"), other.split("/")
    if len(steps) == len(others) > 1:
        return min(_likeness(a, b) for a, b in zip(steps, others, strict=True))
    first, second = _plain(one), _plain(other)
    if _DIGITS.findall(first) != _DIGITS.findall(second):
        return 0.0  # "week 11" is no slip of "week 12"
    return 100.0 if first.rstrip("s") == second.rstrip("s") else fuzz.ratio(first, second)


def _rank(wanted: str, tag: Tag) -> float | None:
    path = _folded(tag.path)
    if path == wanted:
        return 0.0
    if path.startswith(wanted):
        return 1.0
    if any(step.startswith(wanted) for step in path.split("/")):
        return 2.0
    words = [word for word in _NOT_WORD.split(wanted) if word]
    named = _NOT_WORD.split(path)
    if words and all(any(name.startswith(word) for name in named) for word in words):
        return _NAMED
    if wanted in path:
        return 4.0
    whole = f"{path} {_folded(tag.description)}"
    if all(word in whole for word in words or [wanted]):
        return 5.0
    if len(wanted) < 3:
        return None
    score = fuzz.partial_ratio(wanted, path)
    return 6.0 + (100.0 - score) / 100.0 if score >= _FUZZY_LEAST else None


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return _NOT_WORD.sub("", _folded(text))
