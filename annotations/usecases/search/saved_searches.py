"""Keeping searches: named queries of a library, each change of them one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Change
from annotations.errors import ScholiastError
from annotations.model import BadRecord, new_id, now
from annotations.saved_search import SIGN, SavedSearch, search_from, search_name, search_record
from annotations.usecases.retrying import retried
from corpus.clean import clean_line

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.library import Library


def searches(library: Library) -> tuple[SavedSearch, ...]:
    """All saved searches by name; a damaged one costs only itself."""
    found = []
    for row in library.store.records("searches").values():
        try:
            found.append(search_from(dict(row)))
        except BadRecord:
            continue  # the check names it
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))


def save_search(library: Library, name: str, query: str, *, by: str = "") -> SavedSearch:
    """Keep a query under a name; one of that name gets the new query.

    Raises:
        QueryError: The query cannot be read.
        ScholiastError: The name or the query is empty.
        NotSaved, Stale: Nothing was stored.
    """
    wanted, query = _name(name), clean_line(query, 2000)
    if not query:
        raise ScholiastError("There is no query to save; type one first.")
    from annotations.query import parse

    parse(asked(library, query))
    return retried(lambda: _save(library, wanted, query, by))


def _save(library: Library, wanted: str, query: str, by: str) -> SavedSearch:
    old = _named(library, wanted)
    if old is None:
        new = SavedSearch(new_id(), wanted, query, now())
        _commit(library, f"save the search “{wanted}”", None, new, by)
        return new
    new = replace(old, name=wanted, query=query)
    if new != old:
        _commit(library, f"change the search “{wanted}”", old, new, by)
    return new


def rename_search(library: Library, identity: str, name: str, *, by: str = "") -> SavedSearch:
    """Give a saved search another name.

    Raises:
        ScholiastError: It is gone, the name is empty, or another search has it.
        NotSaved, Stale: Nothing was stored.
    """
    wanted = _name(name)
    return retried(lambda: _rename(library, identity, wanted, by))


def _rename(library: Library, identity: str, wanted: str, by: str) -> SavedSearch:
    old = _found(library, identity)
    other = _named(library, wanted)
    if other is not None and other.id != old.id:
        raise ScholiastError(f"Another search is called “{other.name}” already; choose another name.")
    new = replace(old, name=wanted)
    if new != old:
        _commit(library, f"rename the search “{old.name}” to “{wanted}”", old, new, by)
    return new


def delete_search(library: Library, identity: str, *, by: str = "") -> Command:
    """Delete a saved search.

    Raises:
        ScholiastError: It is gone.
        NotSaved, Stale: Nothing was stored.
    """

    def change() -> Command:
        old = _found(library, identity)
        return _commit(library, f"delete the search “{old.name}”", old, None, by)

    return retried(change)


def asked(library: Library, text: str) -> str:
    """What is asked for by ``text``: the query of the saved search it names as ``@name``, else itself.

    Words after a name go on narrowing: ``@peace tag:check`` is the search “peace” and ``tag:check``.

    Raises:
        QueryError: No search has the name; it says which is like it.
    """
    typed = text.strip()
    folded = typed.removeprefix(SIGN).casefold()
    if not typed.startswith(SIGN) or not folded:
        return text
    known = searches(library)
    for search in sorted(known, key=lambda each: -len(each.name)):
        name = search.name.casefold()
        if folded == name:
            return search.query
        if folded.startswith(name + " "):
            return f"({search.query}) {typed[len(SIGN) + len(name) :].strip()}"
    raise _unknown(text, [each.name for each in known])


def _unknown(text: str, names: list[str]) -> ScholiastError:
    from difflib import get_close_matches

    from annotations.query.syntax import QueryError

    wanted = text.strip().removeprefix(SIGN)
    by_fold = {name.casefold(): name for name in names}
    first = wanted.partition(" ")[0]
    begun = [name for folded, name in by_fold.items() if folded.startswith(first.casefold())]
    close = [each for part in (wanted, first) for each in get_close_matches(part.casefold(), by_fold, 1)]
    near = next(iter((*begun, *map(by_fold.__getitem__, close))), "")
    message = f"No search is saved as “{clean_line(wanted, 60)}”" + (f"; “{near}” is" if near else "")
    quoted = first.replace('"', "")
    example = f"{SIGN}{near}" if near else f'"{SIGN}{quoted}" for the word itself'
    return QueryError(text.index(SIGN), message, example)


def _name(text: str) -> str:
    name = search_name(text)
    if not name:
        raise ScholiastError("A saved search needs a name, such as “open questions”.")
    return name


def _named(library: Library, name: str) -> SavedSearch | None:
    folded = name.casefold()
    return next((each for each in searches(library) if each.name.casefold() == folded), None)


def _found(library: Library, identity: str) -> SavedSearch:
    row = library.store.get("searches", identity)
    try:
        if row is not None:
            return search_from(row)
    except BadRecord:
        pass
    raise ScholiastError("This saved search is not there any more.")


def _commit(
    library: Library, label: str, old: SavedSearch | None, new: SavedSearch | None, by: str
) -> Command:
    one = old or new
    assert one is not None
    before = search_record(old) if old else None
    return library.store.commit(
        label, [Change("searches", one.id, before, search_record(new) if new else None)], by=by
    )
