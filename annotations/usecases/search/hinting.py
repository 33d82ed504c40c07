"""Hinting: what a query that found nothing may have meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Final

from annotations.query import parse
from annotations.query.folding import fold
from annotations.query.syntax import Not, Query, Tagged, Term, Within
from annotations.usecases.codebook.coding import codebook_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.library import Library

_NAMED: Final = 3  # speakers that a hint names
_LIKE: Final = 0.75  # from which two words are near
_WORD: Final = re.compile(r"\w+")


def hints(library: Library, query: str, cancelled: Callable[[], bool] = lambda: False) -> tuple[str, ...]:
    """For each tag and speaker of ``query`` that is not known: a sentence with those that are like it.

    Raises:
        QueryError: The query cannot be read.
    """
    read = parse(query)
    wanted = [each.term for each in _nodes(read) if isinstance(each, Within) and each.field == "speaker"]
    return (*_about_tags(library, read), *(_about_speakers(library, wanted, cancelled) if wanted else ()))


def _about_tags(library: Library, read: Query) -> Iterator[str]:
    paths = [tag.path for tag in codebook_of(library).tags]
    known = {path.casefold() for path in paths}
    for tag in _nodes(read, refused=True):
        if not isinstance(tag, Tagged):
            continue
        wanted = tag.path.casefold()
        if tag.prefix or wanted in known or any(path.startswith(wanted + "/") for path in known):
            continue
        like = [path for path in paths if path.casefold().endswith("/" + wanted)]
        like = like or _near(wanted, paths)
        also = f" Did you mean {', '.join(like)}?" if like else ""
        yield f"There is no tag “{tag.path}”.{also}"


def _near(wanted: str, paths: list[str]) -> list[str]:
    from difflib import get_close_matches

    leaves = {path.casefold().rpartition("/")[2]: path for path in paths}
    return [leaves[leaf] for leaf in get_close_matches(wanted.rpartition("/")[2], leaves, 3, _LIKE)]


def _about_speakers(library: Library, wanted: list[Term], cancelled: Callable[[], bool]) -> Iterator[str]:
    from annotations.usecases.quotations.finder import finder_of

    quoted = Counter(
        each.speaker for said in finder_of(library).all(cancelled) for each in said if each.speaker
    )
    if cancelled():
        return
    names = {name: _words(name) for name, _ in quoted.most_common()}
    for term in wanted:
        asked = _words(term.text)
        if not asked or any(_called(words, asked, prefix=term.prefix) for words in names.values()):
            continue
        like = sorted(names, key=lambda name: -_nearness(names[name], asked))[:_NAMED]
        near = [name for name in like if _nearness(names[name], asked) >= _LIKE]
        if near:
            also = f" Did you mean {', '.join(near)}?"
        else:
            most = ", ".join(list(names)[:_NAMED])
            also = f" Quoted most: {most}." if most else " Nobody else is, either."
        yield f"Nobody called “{' '.join(term.text.split())}” is quoted here.{also}"


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


def _called(words: list[str], asked: list[str], *, prefix: bool) -> bool:
    """Whether the words that were asked for stand in a name, the last perhaps as a beginning."""
    return all(
        word in words or (prefix and word == asked[-1] and any(each.startswith(word) for each in words))
        for word in asked
    )


def _nearness(words: list[str], asked: list[str]) -> float:
    """How near the nearest words of a name and of what was asked for are, 0 to 1."""
    from rapidfuzz.fuzz import ratio

    return max(
        (1.0 if word.startswith(each) else ratio(word, each) / 100 for word in words for each in asked),
        default=0.0,
    )


def _nodes(node: object, *, refused: bool = False) -> Iterator[Query]:
    """All parts of a query; those that it excludes only where what is ``refused`` is asked for."""
    if isinstance(node, tuple):
        for part in node:
            yield from _nodes(part, refused=refused)
    elif isinstance(node, Query) and is_dataclass(node) and (refused or not isinstance(node, Not)):
        yield node
        for field in fields(node):
            yield from _nodes(getattr(node, field.name), refused=refused)
