"""Deciding: a person says who speaks in quotations, in bulk and in one step, and which names are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Change
from annotations.errors import NoPlace, ScholiastError
from annotations.library import storable
from annotations.model import BadRecord, Selectors, now
from annotations.quoted import quoted
from annotations.speaker import (
    Alias,
    Decision,
    alias_id,
    decision_id,
    name_key,
    speaker_from,
    speaker_name,
    speaker_record,
)
from annotations.usecases.annotating.quoting import short
from annotations.usecases.quotations.decisions import decided
from annotations.usecases.retrying import retried

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.library import Library
    from annotations.model import Record
    from annotations.usecases.quotations.finder import Attributed


def confirm(library: Library, wanted: Sequence[Attributed], *, by: str = "") -> Command:
    """Say that each quotation is its speaker's as proposed; one step.

    Raises:
        ScholiastError: No speaker is proposed for any of them that is not confirmed yet.
        NoPlace: The article of one is gone; nothing was stored.
    """
    from annotations.usecases.quotations.finder import SpeakerStatus

    named = [(each, each.speaker) for each in wanted if each.status is SpeakerStatus.PROPOSED]
    if not named:
        raise ScholiastError("None of these quotations has a proposed speaker to confirm.")
    return retried(lambda: _decide(library, named, "confirm", by))


def correct(library: Library, wanted: Sequence[Attributed], name: str, *, by: str = "") -> Command:
    """Say whose words the quotations are; with an empty name that they are nobody's speech; one step.

    Raises:
        ScholiastError: There is none.
        NoPlace: The article of one is gone; nothing was stored.
    """
    if not wanted:
        raise ScholiastError("There is no quotation to name the speaker of.")
    found = speaker_name(name)
    if name.strip() and not found:
        raise ScholiastError("This is no name.")
    found = decided(library).name(found)
    return retried(lambda: _decide(library, [(each, found) for each in wanted], "name", by))


def forget(library: Library, wanted: Sequence[Attributed], *, by: str = "") -> Command:
    """Drop what was decided on the quotations, so that what is proposed counts again; one step.

    Raises:
        ScholiastError: Nothing was decided on any of them.
    """

    def change() -> Command:
        rows = library.store.records("speakers")
        ids = dict.fromkeys(each.decision for each in wanted if each.decision in rows)
        if not ids:
            raise ScholiastError("Nothing was decided on these quotations.")
        changes = [Change("speakers", each, dict(rows[each]), None) for each in ids]
        return library.store.commit(f"leave the speaker of {_many(wanted)} open again", changes, by=by)

    return retried(change)


def same_name(library: Library, alias: str, name: str, *, by: str = "") -> Command:
    """Say that one name is another, wherever in the library it stands; what is proposed stays a proposal.

    Raises:
        ScholiastError: One is empty, or they are the same already.
    """
    alias, name = speaker_name(alias), speaker_name(name)
    known = decided(library)
    if not (alias and name):
        raise ScholiastError("Two names are needed, such as “Rutte” and “Mark Rutte”.")
    if name_key(alias) == name_key(name) and known.name(alias) == alias:
        raise ScholiastError(f"“{alias}” and “{name}” are the same name.")
    return retried(lambda: _same(library, alias, name, by))


def _same(library: Library, alias: str, name: str, by: str) -> Command:
    rows = library.store.records("speakers")
    changes = []
    # What leads back from the name would lead round in a circle.
    back = decided(library).name(name)
    if name_key(back) == name_key(alias) != name_key(name) and alias_id(name) in rows:
        changes.append(Change("speakers", alias_id(name), dict(rows[alias_id(name)]), None))
    identity, moment = alias_id(alias), now()
    old = dict(rows[identity]) if identity in rows else None
    if name_key(alias) != name_key(name):
        new = Alias(identity, alias, name, by, _created(old, moment), moment)
        changes.append(Change("speakers", identity, old, _after(old, new)))
    elif old is not None:
        changes.append(Change("speakers", identity, old, None))
    return library.store.commit(f"take “{short(alias)}” for “{short(name)}” everywhere", changes, by=by)


def _decide(library: Library, named: Sequence[tuple[Attributed, str]], verb: str, by: str) -> Command:
    from annotations.usecases.annotating.highlights import document_change

    rows, records = library.store.records("speakers"), library.records()
    ids: dict[str, str] = {}
    changes: list[Change] = []
    done: dict[str, Change] = {}
    for said, name in named:
        if said.path not in ids:
            if library.catalogue.entry(said.path) is None:
                raise NoPlace(f"{said.path} is not in the library any more.")
            record = records.get(storable(said.path))
            if record is None:
                record, made = document_change(library, library.document(said.path))
                changes += made
            ids[said.path] = record.id
        at = Selectors(said.span.start, said.span.end, said.exact, said.prefix, said.suffix, said.digest)
        identity = said.decision if said.decision in rows else decision_id(ids[said.path], at)
        old = dict(rows[identity]) if identity in rows else None
        moment = now()
        new = Decision(identity, ids[said.path], at, name, by, _created(old, moment), moment)
        done[identity] = Change("speakers", identity, old, _after(old, new))
    return library.store.commit(_label(named, verb), [*changes, *done.values()], by=by)


def _created(old: Record | None, moment: str) -> str:
    created = (old or {}).get("created")
    return created if isinstance(created, str) and created else moment


def _after(old: Record | None, new: Decision | Alias) -> Record:
    if old is None:
        return speaker_record(new)
    try:
        known = speaker_from(old)
    except BadRecord:
        return speaker_record(new)
    return speaker_record(replace(new, rev=known.rev, extra=known.extra))


def _label(named: Sequence[tuple[Attributed, str]], verb: str) -> str:
    names = list(dict.fromkeys(name for _, name in named))
    what = _many([said for said, _ in named])
    if names == [""]:
        return f"say that {what} {'is' if len(named) == 1 else 'are'} nobody’s words"
    if len(names) > 1:
        return f"{verb} {len(names)} speakers of {what}"
    return f"{verb} {short(names[0])} as speaker of {what}"


def _many(wanted: Sequence[Attributed]) -> str:
    return quoted(short(wanted[0].spoken)) if len(wanted) == 1 else f"{len(wanted):,} quotations"
