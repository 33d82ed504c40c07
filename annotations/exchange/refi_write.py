"""REFI-QDA projects (``.qdpx``) written: sources with their texts, codes, passages and notes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from annotations.exchange.archive import packed
from annotations.exchange.foreign import Fate, Remark
from annotations.exchange.ids import derived
from annotations.exchange.refi_codebook import DECLARATION
from annotations.exchange.refi_codes import CodeTree
from annotations.exchange.times import is_utc
from annotations.exchange.units import Ruler, Unit
from annotations.exchange.xmlfile import text_element, written
from annotations.memo import Memo, MemoKind
from annotations.model import Annotation, DocumentRecord, Tag
from corpus.digest import digest_of

NAMESPACE: Final = "urn:QDA-XML:project:1.0"
_LONGEST_NAME: Final = 300  # code points of a passage that are repeated as its name


@dataclass(frozen=True, slots=True)
class Project:
    """What goes into a project.

    Attributes:
        program: Name and version of the program.
        text: The text of a document, None if it is not to be had.
    """

    name: str
    program: str
    annotated: Sequence[tuple[Annotation, DocumentRecord]]
    documents: Sequence[DocumentRecord]
    tags: Sequence[Tag]
    memos: Sequence[Memo]
    text: Callable[[DocumentRecord], str | None]


def export_project(project: Project, *, windows: bool = False) -> tuple[bytes, list[Remark]]:
    """The project as a container, and what it has no room for.

    Args:
        windows: Whether texts have CRLF and positions count UTF-16, as NVivo and MAXQDA on Windows do;
            else code points and LF, as the standard has it.
    """
    return _Writer(project, windows=windows).written()


class _Writer:
    def __init__(self, project: Project, *, windows: bool) -> None:
        self._project = project
        self._windows = windows
        self._remarks: list[Remark] = []
        self._notes: list[str] = []
        self._files: list[tuple[str, bytes]] = []
        memos = project.memos
        used = [tag for item, _ in project.annotated for tag in item.tags]
        used += [tag for memo in memos for tag in memo.tags]
        self._codes = CodeTree(project.tags, used)
        creators = {item.creator for item, _ in project.annotated} | {memo.creator for memo in memos}
        self._users = {name: derived("user", name) for name in sorted(creators - {""})}
        if not self._users:
            self._users = {"Scholiast": derived("user", "")}
        self._groups: defaultdict[str, list[Annotation]] = defaultdict(list)
        for item, record in project.annotated:
            self._groups[record.id].append(item)
        self._wholes = {memo.target: memo for memo in memos if memo.kind is MemoKind.DOCUMENT}

    def written(self) -> tuple[bytes, list[Remark]]:
        sources = [self._source(record) for record in self._project.documents]
        known = {tag.id for tag in self._project.tags}
        on_tags = {
            memo.target: [self._note(memo, memo.text)]
            for memo in self._project.memos
            if memo.kind is MemoKind.TAG and memo.target in known and memo.text
        }
        for memo in self._project.memos:
            if memo.kind is MemoKind.LIBRARY and memo.text:
                self._note(memo, memo.text)
        users = [written("User", {"guid": guid, "name": name}) for name, guid in self._users.items()]
        codes = self._codes.xml(on_tags)
        content = [
            written("Users", {}, users),
            *([written("CodeBook", {}, [codes])] if codes else []),
            *([written("Sources", {}, sources)] if any(sources) else []),
            *([written("Notes", {}, self._notes)] if self._notes else []),
        ]
        file = DECLARATION + written("Project", self._attributes(), content) + "\n"
        return packed([("project.qde", file.encode()), *self._files]), self._remarks

    def _attributes(self) -> dict[str, str]:
        said: list[Annotation | Memo] = [item for item, _ in self._project.annotated]
        said += self._project.memos
        times = sorted(each.created for each in said if is_utc(each.created))
        changes = sorted(each.modified for each in said if is_utc(each.modified))
        return {
            "xmlns": NAMESPACE,
            "name": self._project.name or "Scholiast",
            "origin": self._project.program,
            "creatingUserGUID": next(iter(self._users.values())),
            "creationDateTime": times[0] if times else "",
            "modifiedDateTime": changes[-1] if changes else "",
        }

    def _source(self, record: DocumentRecord) -> str:
        """A source with all that was said about it, empty if its text is not to be had."""
        text = self._project.text(record)
        items = self._groups.get(record.id, [])
        if text is None:
            reason = "its text is not to be had, so it and its annotations are left out"
            self._remarks.append(Remark(Fate.DROPPED, f"{record.path} ({len(items)} × annotation)", reason))
            return ""
        stored = text.replace("\n", "\r\n") if self._windows else text
        self._files.append((f"sources/{record.id}.txt", stored.encode()))
        digest = digest_of(text)
        ruler = _Positions(stored, windows=self._windows)
        selections, notes = [], []
        for item in items:
            if item.span is not None and item.placed == digest:
                selections.append(self._selection(item, text, ruler))
            else:
                notes.append(self._unplaced(item))
        whole = self._wholes.get(record.id)
        if whole is not None and whole.text:
            notes.append(self._note(whole, whole.text))
        tags = whole.tags if whole is not None else ()
        content = [
            *selections,
            *(self._coding(record.id, tag, whole) for tag in tags),
            *(written("NoteRef", {"targetGUID": note}) for note in notes),
        ]
        path = f"internal://{record.id}.txt"
        return written(
            "TextSource",
            {"guid": record.id, "name": record.title or record.path, "plainTextPath": path},
            content,
        )

    def _selection(self, item: Annotation, text: str, positions: _Positions) -> str:
        span = item.span
        if span is None:
            return ""
        passage = span.of(text)
        content = [self._coding(item.id, tag, item) for tag in item.tags]
        if item.note:
            note = self._note(item, item.note, derived("note", item.id))
            content.append(written("NoteRef", {"targetGUID": note}))
        start, end = positions.of(span.start, span.end)
        attributes = {
            "guid": item.id,
            "name": passage if len(passage) <= _LONGEST_NAME else "",
            "startPosition": str(start),
            "endPosition": str(end),
        }
        return written("PlainTextSelection", attributes | self._made(item), content)

    def _unplaced(self, item: Annotation) -> str:
        """A passage without a place, as a note on the article; its GUID."""
        words = item.selectors.exact.replace("\n", "\n> ")
        parts = [f"> {words}" if words else "", item.note, " ".join(f"#{tag}" for tag in item.tags)]
        text = "\n\n".join(part for part in parts if part)
        reason = "it has no place in the text, so it is written as a note on the article"
        self._remarks.append(Remark(Fate.CHANGED, f"annotation {item.id}", reason))
        return self._note(item, text or "—", derived("note", item.id))

    def _note(self, said: Annotation | Memo, text: str, guid: str = "") -> str:
        guid = guid or said.id
        content = text_element("PlainTextContent", text)
        self._notes.append(written("Note", {"guid": guid} | self._made(said), content))
        return guid

    def _coding(self, what: str, tag: str, said: Annotation | Memo | None) -> str:
        attributes = {"guid": derived("coding", what, tag.casefold())}
        if said is not None:
            made = self._made(said)
            attributes |= {key: made[key] for key in ("creatingUser", "creationDateTime") if key in made}
        code = written("CodeRef", {"targetGUID": self._codes.guid(tag)})
        return written("Coding", attributes, [code])

    def _made(self, said: Annotation | Memo) -> dict[str, str]:
        """Who made it, and when it was made and changed."""
        found = {"creatingUser": self._users.get(said.creator, "")}
        if is_utc(said.created):
            found["creationDateTime"] = said.created
        if is_utc(said.modified):
            found["modifiedDateTime"] = said.modified
        return {key: value for key, value in found.items() if value}


class _Positions:
    """Positions in a text as it is stored."""

    def __init__(self, stored: str, *, windows: bool) -> None:
        self._ruler = Ruler(stored, Unit.UTF16) if windows else None
        self._breaks: Sequence[int] = _breaks(stored) if windows else ()

    def of(self, start: int, end: int) -> tuple[int, int]:
        if self._ruler is None:
            return start, end
        return self._ruler.units(self._shifted(start)), self._ruler.units(self._shifted(end))

    def _shifted(self, offset: int) -> int:
        """An offset into the text with LF as one into that with CRLF."""
        return offset + bisect_left(self._breaks, offset)


def _breaks(stored: str) -> Sequence[int]:
    """The offsets, with each CRLF counted as one, of all of them."""
    found: list[int] = []
    at = stored.find("\r\n")
    while at >= 0:
        found.append(at - len(found))
        at = stored.find("\r\n", at + 2)
    return found
