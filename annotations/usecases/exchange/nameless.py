"""Nameless: which article is meant by an annotation that names none, told by its quotation alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.exchange.foreign import Fate, Foreign, Hints, Incoming, Remark
from annotations.library import storable
from annotations.usecases.annotating.quoting import quoted_spans
from annotations.usecases.exchange.matching import Cancelled
from corpus.clean import clean
from corpus.files import Unreadable

if TYPE_CHECKING:
    from annotations.library import Library

_NOTHING = "it names no article, and has no quotation to find one by"
_NOWHERE = "it names no article, and its quotation stands in none of the library"
_SEVERAL = "it names no article, and its quotation stands in {count} of them"


def named(
    library: Library,
    incoming: Incoming,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Incoming:
    """What a file holds, each annotation with a document; those of which none can be told are dropped.

    An annotation that names no document belongs to the one article that its quotation stands in; where
    there are several, its context may tell. An answer belongs to where that stands which it answers.

    Raises:
        Cancelled: ``cancelled`` said so.
    """
    nameless = {
        place: each for place, each in enumerate(incoming.annotations) if not _names_one(each.document)
    }
    if not nameless:
        return incoming
    found = _found(library, nameless, on_progress, cancelled)
    homes = {each.id: each.document for each in incoming.annotations if each.id and _names_one(each.document)}
    for place, paths in found.items():
        if len(paths) == 1 and nameless[place].id:
            homes.setdefault(nameless[place].id, Hints(path=storable(paths[0])))
    kept: list[Foreign] = []
    remarks = list(incoming.remarks)
    for place, foreign in enumerate(incoming.annotations):
        if place not in nameless:
            kept.append(foreign)
            continue
        paths = found.get(place, [])
        home = homes.get(foreign.parent) if foreign.parent else None
        if home is None and len(paths) == 1:
            home = Hints(path=storable(paths[0]))
        if home is not None:
            kept.append(replace(foreign, document=home))
        else:
            reason = _SEVERAL.format(count=len(paths)) if paths else _NOWHERE
            reason = reason if foreign.exact.strip() else _NOTHING
            remarks.append(Remark(Fate.DROPPED, foreign.name, reason))
    return replace(incoming, annotations=tuple(kept), remarks=tuple(remarks))


def _names_one(hints: Hints) -> bool:
    """Whether anything is said that a document can be known by, now or later."""
    told = (hints.id, hints.path, hints.url, hints.title)
    return hints.text is not None or any(each.strip() for each in told)


def _found(
    library: Library,
    nameless: dict[int, Foreign],
    on_progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool],
) -> dict[int, list[str]]:
    """For each annotation the articles that its quotation stands in."""
    quotes = {place: _folded(each.exact) for place, each in nameless.items() if each.exact.strip()}
    everywhere: dict[int, list[str]] = {}
    nearer: dict[int, list[str]] = {}
    entries = [each for each in library.catalogue.entries() if not each.brief and not each.problem]
    for index, entry in enumerate(entries if quotes else []):
        if cancelled():
            raise Cancelled("Nothing was loaded.")
        if on_progress:
            on_progress(index, len(entries))
        try:
            text = library.document(entry.path).text
        except Unreadable:
            continue
        folded = " ".join(text.split())
        for place, quote in quotes.items():
            if quote not in folded:
                continue
            everywhere.setdefault(place, []).append(entry.path)
            foreign = nameless[place]
            if (foreign.prefix.strip() or foreign.suffix.strip()) and quoted_spans(
                text, clean(foreign.exact), clean(foreign.prefix), clean(foreign.suffix)
            ):
                nearer.setdefault(place, []).append(entry.path)
    return {
        place: nearer[place] if len(nearer.get(place, ())) == 1 else paths
        for place, paths in everywhere.items()
    }


def _folded(quote: str) -> str:
    return " ".join(clean(quote).split())
