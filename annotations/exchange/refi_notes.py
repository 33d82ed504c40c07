"""The notes of a REFI-QDA project, in the five ways in which programs write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from annotations.exchange.archive import Archive
from annotations.exchange.foreign import BadFile, Fate, ForeignTag, Remark
from annotations.exchange.refi_codes import Codes, guid_of
from annotations.exchange.times import utc
from annotations.exchange.xmlfile import child, children, text_of
from corpus.decode import NotText, decode


@dataclass(frozen=True, slots=True)
class Note:
    """One note.

    Attributes:
        selections: Passages of the source that refers to it, where the note itself marks them.
    """

    guid: str
    name: str
    text: str
    creator: str
    created: str
    modified: str
    selections: tuple[Element, ...]

    @property
    def titled(self) -> str:
        """Its text under its name, for a note that stands by itself."""
        if not self.text:
            return self.name
        return f"**{self.name}**\n\n{self.text}" if self.name and self.name not in self.text else self.text


class Notes:
    """All notes of a project; those that are asked for are not left over at the end."""

    def __init__(
        self, root: Element, archive: Archive, users: Mapping[str, str], remarks: list[Remark]
    ) -> None:
        self._archive = archive
        self._remarks = remarks
        self._notes: dict[str, Note] = {}
        for element in children(child(root, "Notes"), "Note"):
            note = self._read(element, users)
            self._notes[note.guid] = note
        self._used: set[str] = set()
        self._missing: list[str] = []
        self._linked: defaultdict[str, list[str]] = defaultdict(list)
        for link in children(child(root, "Links"), "Link"):
            ends = guid_of(link, "originGUID"), guid_of(link, "targetGUID")
            for one, other in (ends, ends[::-1]):
                if one in self._notes and other not in self._notes:
                    self._linked[other].append(one)

    def _read(self, element: Element, users: Mapping[str, str]) -> Note:
        parts = [
            text_of(child(element, "Description")).strip(),
            text_of(child(element, "PlainTextContent")).strip(),
        ]
        if path := element.get("plainTextPath"):
            parts.append(
                file_text(self._archive, path, f"note {element.get('name') or ''}", self._remarks)
                .lstrip("\ufeff")
                .strip()
            )
        return Note(
            guid_of(element),
            (element.get("name") or "").strip(),
            "\n\n".join(dict.fromkeys(part for part in parts if part)),
            users.get(guid_of(element, "creatingUser"), ""),
            utc(element.get("creationDateTime")),
            utc(element.get("modifiedDateTime")),
            tuple(children(element, "PlainTextSelection")),
        )

    def use(self, guid: str) -> Note | None:
        """The note that something refers to; a reference that leads nowhere is reported."""
        note = self._notes.get(guid)
        if note is None:
            self._missing.append(guid)
        self._used.add(guid)
        return note

    def of(self, element: Element) -> Iterator[Note]:
        """The notes that an element refers to, and those that links tie to it."""
        wanted = [guid_of(each, "targetGUID") for each in children(element, "NoteRef")]
        wanted += self._linked.get(guid_of(element), [])
        for guid in dict.fromkeys(wanted):
            if (note := self.use(guid)) is not None:
                yield note

    def on_tags(self, codes: Codes) -> list[ForeignTag]:
        """The tags with what was said about them."""
        found = []
        for tag in codes.tags:
            wanted = dict.fromkeys([*codes.noted.get(tag.id, ()), *self._linked.get(tag.id, ())])
            notes = [note.text for guid in wanted if (note := self.use(guid)) is not None and note.text]
            found.append(replace(tag, note="\n\n".join(notes)) if notes else tag)
        return found

    def unused(self) -> Iterator[Note]:
        """The notes that nothing refers to."""
        return (note for guid, note in self._notes.items() if guid not in self._used and note.titled)

    def dangling(self) -> Iterator[Remark]:
        """References that lead nowhere."""
        for guid in dict.fromkeys(self._missing):
            yield Remark(Fate.DROPPED, f"reference to note {guid}", "the project has no such note")


def file_text(archive: Archive, path: str, what: str, remarks: list[Remark]) -> str:
    """The text of a file inside the container, byte-order mark and all; empty with a remark if there is none.

    Raises:
        BadFile: The container is refused.
    """
    name = path.strip().removeprefix("internal://")
    if "://" in name or name[:1] in ("/", "\\") or ".." in name.replace("\\", "/").split("/") or ":" in name:
        remarks.append(
            Remark(Fate.DROPPED, f"{what}: {path}", "it is outside of the project; it was not opened")
        )
        return ""
    base = name.rpartition("/")[2].casefold()
    for member in archive.names:
        folder, _, file = member.rpartition("/")
        if file.casefold() == base and folder.casefold() in ("sources", ""):
            return _decoded(archive.read(member), what)
    remarks.append(Remark(Fate.DROPPED, f"{what}: {path}", "the project does not hold this file"))
    return ""


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode()  # with its mark, which some programs count
    except UnicodeDecodeError:
        try:
            return decode(data).text
        except NotText as error:
            raise BadFile(f"The {what} is not text: {error}.") from error
