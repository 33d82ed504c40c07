"""REFI-QDA projects (``.qdpx``) read: sources with their selections, codes and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from annotations.exchange.archive import Archive
from annotations.exchange.budget import Budget
from annotations.exchange.foreign import BadFile, Fate, Foreign, Hints, Incoming, Remark, counted
from annotations.exchange.refi_codes import Codes, codes_of, guid_of
from annotations.exchange.refi_notes import Notes
from annotations.exchange.refi_sources import Sources
from annotations.exchange.xmlfile import child, children, local, parsed_xml, text_of

_OTHERS: Final = {
    "Cases": "Case",
    "Variables": "Variable",
    "Sets": "Set",
    "Graphs": "Graph",
}
_MEDIA: Final = ("PictureSource", "AudioSource", "VideoSource")


def read_project(data: bytes) -> Incoming:
    """Everything of a project that this program has words for, and a report of the rest.

    Raises:
        BadFile: It is no project, or is refused.
    """
    archive = Archive(data)
    root = parsed_xml(archive.read(_project_name(archive)), "The project")
    if local(root) != "Project":
        raise BadFile(f"The file is no REFI-QDA project: it begins with “{local(root)}”.")
    return _Project(root, archive).incoming()


def _project_name(archive: Archive) -> str:
    names = [name for name in archive.names if "/" not in name and name.lower().endswith(".qde")]
    usual = [name for name in names if name.lower() == "project.qde"]
    if len(usual) == 1:
        return usual[0]
    if not names:
        raise BadFile("The container holds no project: there is no .qde file in it.")
    if len(names) > 1:
        shown = ", ".join(names[:3])
        raise BadFile(
            f"The container is refused: it has more than one .qde ({shown}), and none is named project.qde."
        )
    return names[0]


class _Project:
    """One project while it is read."""

    def __init__(self, root: Element, archive: Archive) -> None:
        self._root = root
        self._program = (root.get("origin") or "REFI-QDA").strip()
        self._users = {
            guid_of(user): (user.get("name") or user.get("id") or "").strip()
            for user in children(child(root, "Users"), "User")
        }
        self._remarks = [
            Remark(Fate.DROPPED, f"“{name}” in the container", "its name leads elsewhere; it was not read")
            for name in archive.ignored
        ]
        self._codes: Codes = codes_of(child(root, "CodeBook"))
        self._notes = Notes(root, archive, self._users, self._remarks)
        self._sources = Sources(archive, self._codes, self._notes, self._users, self._remarks, Budget())

    def incoming(self) -> Incoming:
        annotations: list[Foreign] = []
        documents: list[Hints] = []
        dropped: Counter[str] = Counter()
        sources = child(self._root, "Sources")
        for source in sources if sources is not None else ():
            kind = local(source)
            if kind == "TextSource":
                hints, found = self._sources.read(source)
            elif kind == "PDFSource" and (inner := child(source, "Representation")) is not None:
                wordless = [
                    each for each in children(source, "PDFSelection") if child(each, "Representation") is None
                ]
                dropped["selection on a page of a PDF, without its words"] += len(wordless)
                hints, found = self._sources.read(inner, source)
            else:
                if kind in _MEDIA or kind == "PDFSource":
                    name = f"{kind} {source.get('name') or guid_of(source)}"
                    self._remarks.append(Remark(Fate.DROPPED, name, "only texts are taken"))
                continue
            annotations += found
            if hints.text is not None:
                documents.append(hints)
        for group, name in _OTHERS.items():
            dropped[name.lower()] += len(list(children(child(self._root, group), name)))
        self._remarks += counted(Fate.DROPPED, +dropped, "this program has no word for it")
        return Incoming(
            self._program,
            tuple(annotations),
            tags=tuple(self._notes.on_tags(self._codes)),
            documents=tuple(documents),
            notes=tuple(self._project_notes()),
            remarks=(*self._codes.remarks, *self._remarks, *self._notes.dangling()),
            ours=self._program.startswith("Scholiast"),
        )

    def _project_notes(self) -> Iterator[str]:
        """What is said of the project: its description, its notes, and notes that nothing refers to."""
        if description := text_of(child(self._root, "Description")).strip():
            yield description
        for reference in children(self._root, "NoteRef"):
            note = self._notes.use(guid_of(reference, "targetGUID"))
            if note is not None:
                yield note.titled
        yield from (note.titled for note in self._notes.unused())
