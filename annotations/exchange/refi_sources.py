"""The text sources of a REFI-QDA project: passages merged by range and person, tags and notes with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from annotations.exchange.archive import Archive
from annotations.exchange.budget import Budget
from annotations.exchange.foreign import Fate, Foreign, Hints, Remark
from annotations.exchange.refi_codes import Codes, guid_of
from annotations.exchange.refi_notes import Note, Notes, file_text
from annotations.exchange.refi_text import Convention, Located, Marked, locate
from annotations.exchange.times import utc
from annotations.exchange.units import Unit
from annotations.exchange.xmlfile import child, children, text_of

_NUMBER: Final = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_NAME: Final = 200  # code points of a source's name in a remark
_QUOTED: Final = 8  # code points from which a name may be the passage itself
_STANDARD: Final = Convention(Unit.POINTS, True, False)


@dataclass(slots=True)
class _Passage:
    """One passage while its codes and notes are gathered."""

    guid: str
    place: tuple[int, int] | None
    exact: str
    creator: str
    created: str
    modified: str
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Sources:
    """Reads the text sources of one project."""

    def __init__(
        self,
        archive: Archive,
        codes: Codes,
        notes: Notes,
        users: Mapping[str, str],
        remarks: list[Remark],
        budget: Budget,
    ) -> None:
        self._budget = budget
        self._archive = archive
        self._codes = codes
        self._notes = notes
        self._users = users
        self._remarks = remarks

    def read(self, source: Element, outer: Element | None = None) -> tuple[Hints, list[Foreign]]:
        """A source and what was said about it.

        Args:
            source: The element that holds the text.
            outer: The element of the PDF that it represents.
        """
        names = [each.get("name") for each in (outer, source) if each is not None]
        name = next((name.strip() for name in names if name and name.strip()), "")
        raw = self._text(source, name)
        self._budget.text(len(raw))  # one file may be the text of many sources
        notes = list(self._notes.of(source))
        notes += list(self._notes.of(outer)) if outer is not None else []
        marked: list[tuple[Element, Note | None]] = [
            (each, None) for each in children(source, "PlainTextSelection")
        ]
        marked += [(each, note) for note in notes for each in note.selections]
        selections = [_marked(each) for each, _ in marked]
        # Any number of them may be of the whole text, which stands in the file once.
        self._budget.text(sum(max(0, min(each.end, len(raw)) - max(each.start, 0)) for each in selections))
        located = locate(raw, selections)
        text = located.text if located.text.strip() else None
        identity = guid_of(outer if outer is not None else source)
        hints = Hints(id=identity, title=name or identity, text=text)
        if text is not None and located.convention != _STANDARD:
            self._remarks.append(Remark(Fate.CHANGED, name, f"its positions count {located.convention}"))
        if located.doubt and marked:
            self._remarks.append(Remark(Fate.CHANGED, name, f"{located.doubt}; look at its passages"))
        passages = self._passages(marked, located, hints)
        if outer is not None:
            self._add_quoted(outer, passages)
        found = [self._foreign(passage, hints, located) for passage in passages.values()]
        plain = [note for note in notes if not note.selections]
        found += self._wholes([source, outer] if outer is not None else [source], plain, hints)
        return hints, found

    def _text(self, source: Element, name: str) -> str:
        inline = child(source, "PlainTextContent")
        if inline is not None:
            return text_of(inline)
        if path := source.get("plainTextPath"):
            return file_text(self._archive, path, f"text of {name}", self._remarks)
        self._remarks.append(Remark(Fate.DROPPED, f"source {name}", "it has no text"))
        return ""

    def _passages(
        self, marked: Iterable[tuple[Element, Note | None]], located: Located, hints: Hints
    ) -> dict[tuple[object, ...], _Passage]:
        """Passages by range and person: some programs write one for each code."""
        passages: dict[tuple[object, ...], _Passage] = {}
        for (element, note), place in zip(marked, located.places, strict=True):
            exact = located.text[place[0] : place[1]].strip() if place else ""
            if not exact:
                name = (element.get("name") or "").strip()
                if hints.text is None and len(name) >= _QUOTED:
                    exact = name  # without the text, all that is left of the passage
                else:
                    self._refuse(element, hints)
                    continue
            user = guid_of(element, "creatingUser")
            key = (place or exact, user)
            if key not in passages:
                self._budget.record()
                passages[key] = _Passage(
                    guid_of(element),
                    place,
                    exact,
                    self._users.get(user, ""),
                    utc(element.get("creationDateTime")),
                    utc(element.get("modifiedDateTime")),
                )
            self._gather(element, passages[key])
            if note is not None and note.text:
                passages[key].notes.append(note.text)
        return passages

    def _add_quoted(self, outer: Element, passages: dict[tuple[object, ...], _Passage]) -> None:
        """Selections on the pages of a PDF that come with their words and are not among the others."""
        for element in children(outer, "PDFSelection"):
            quoted = text_of(child(child(element, "Representation"), "PlainTextContent")).strip()
            if not quoted:
                continue
            words = "".join(quoted.split())
            same = (each for each in passages.values() if words in "".join(each.exact.split()))
            passage = next(same, None)
            if passage is None:
                user = guid_of(element, "creatingUser")
                created, modified = utc(element.get("creationDateTime")), utc(element.get("modifiedDateTime"))
                name = self._users.get(user, "")
                passage = _Passage(guid_of(element), None, quoted, name, created, modified)
                passages[quoted, user] = passage
            self._gather(element, passage)

    def _gather(self, element: Element, passage: _Passage) -> None:
        if description := text_of(child(element, "Description")).strip():
            passage.notes.append(description)
        passage.tags += self._coded(element)
        referring = [element, *children(element, "Coding")]
        for note in (note for each in referring for note in self._notes.of(each)):
            passage.notes.append(note.text or note.name)
        codings = [utc(each.get("creationDateTime")) for each in children(element, "Coding")]
        passage.created = passage.created or min(filter(None, codings), default="")

    def _coded(self, element: Element) -> list[str]:
        """The tags that the codings of an element give."""
        paths = []
        for coding in children(element, "Coding"):
            for reference in children(coding, "CodeRef"):
                guid = guid_of(reference, "targetGUID")
                if guid in self._codes.paths:
                    paths.append(self._codes.paths[guid])
                else:
                    self._remarks.append(
                        Remark(Fate.DROPPED, f"coding with {guid}", "the project has no such code")
                    )
        return paths

    def _refuse(self, element: Element, hints: Hints) -> None:
        where = f"{element.get('startPosition')} to {element.get('endPosition')} of {hints.title[:_NAME]}"
        reason = (
            "it is no passage of the text" if hints.text is not None else "there is no text to find it in"
        )
        self._remarks.append(Remark(Fate.DROPPED, where, reason))

    def _foreign(self, passage: _Passage, hints: Hints, located: Located) -> Foreign:
        note = "\n\n".join(dict.fromkeys(passage.notes))
        self._budget.text(len(note))  # one note may be on many passages
        return Foreign(
            document=hints,
            exact=passage.exact,
            place=passage.place,
            tags=tuple(dict.fromkeys(passage.tags)),
            note=note,
            creator=passage.creator,
            created=passage.created,
            modified=passage.modified,
            id=passage.guid,
            doubt=located.doubt,
            where=f"selection {passage.guid}",
        )

    def _wholes(self, elements: list[Element], notes: list[Note], hints: Hints) -> list[Foreign]:
        """What is said of the source as a whole."""
        found = [
            Foreign(
                document=hints,
                note=note.titled,
                creator=note.creator,
                created=note.created,
                modified=note.modified,
                id=note.guid,
                whole=True,
                where=f"note {note.name or note.guid}",
            )
            for note in notes
        ]
        for element in elements:
            tags = self._coded(element)
            description = text_of(child(element, "Description")).strip()
            codings = [note.text for each in children(element, "Coding") for note in self._notes.of(each)]
            note = "\n\n".join(filter(None, [description, *codings]))
            if tags or note:
                found.append(
                    Foreign(
                        document=hints, tags=tuple(tags), note=note, whole=True, where=f"source {hints.title}"
                    )
                )
        return list(self._budget.each(found))


def _marked(element: Element) -> Marked:
    return Marked(
        _number(element, "startPosition"), _number(element, "endPosition"), element.get("name") or ""
    )


def _number(element: Element, name: str) -> int:
    text = (element.get(name) or "").strip()
    return int(text) if _NUMBER.fullmatch(text) else -1
