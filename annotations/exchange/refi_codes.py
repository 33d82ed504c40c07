"""The codes of REFI-QDA: a tree of elements read as tag paths, and tag paths written as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from annotations.exchange.budget import Budget
from annotations.exchange.foreign import Fate, ForeignTag, Remark
from annotations.exchange.ids import derived
from annotations.exchange.palette import hexadecimal, stored_colour
from annotations.exchange.xmlfile import child, children, text_element, text_of, written
from annotations.model import Tag, tag_path


def guid_of(element: Element, name: str = "guid") -> str:
    """A GUID as it is compared: without braces, in lower case."""
    return (element.get(name) or "").strip().strip("{}").lower()


@dataclass(slots=True)
class Codes:
    """The codes of a file.

    Attributes:
        paths: The tag path of each GUID.
        noted: GUIDs of the notes on each code, by its GUID.
    """

    tags: list[ForeignTag] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    noted: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def codes_of(book: Element | None) -> Codes:
    """The codes under a ``CodeBook``; a code that cannot be given is a folder and leaves only its name."""
    codes = Codes()
    budget = Budget()
    seen: set[str] = set()
    for element, above in _walk(child(book, "Codes"), ""):
        name = (element.get("name") or "").strip()
        step = tag_path(name.replace("/", "-")) or "unnamed"
        if step != tag_path(name):
            codes.remarks.append(Remark(Fate.CHANGED, f"code “{name}”", f"named “{step}” here"))
        path = f"{above}/{step}" if above else step
        budget.text(len(path))  # each holds those above it
        guid = guid_of(element)
        codes.paths[guid] = path
        codes.noted[guid] = [guid_of(each, "targetGUID") for each in children(element, "NoteRef")]
        description = text_of(child(element, "Description")).strip()
        folder = (element.get("isCodable") or "true").strip().lower() in ("false", "0")
        if folder and not description and not codes.noted[guid]:
            continue
        if path.casefold() in seen:
            codes.remarks.append(Remark(Fate.CHANGED, f"code “{path}”", "there are two of this name; joined"))
        seen.add(path.casefold())
        codes.tags.append(ForeignTag(path, stored_colour(element.get("color") or ""), description, guid))
    return codes


def _walk(codes: Element | None, above: str) -> Iterator[tuple[Element, str]]:
    """Every code with the path of what it stands in; the parser bounds the depth."""
    for element in children(codes, "Code"):
        yield element, above
        step = tag_path((element.get("name") or "").replace("/", "-")) or "unnamed"
        yield from _walk(element, f"{above}/{step}" if above else step)


@dataclass(slots=True)
class _Node:
    path: str
    tag: Tag | None = None
    used: bool = False
    below: dict[str, _Node] = field(default_factory=dict)


class CodeTree:
    """Tag paths as the tree that both REFI-QDA files hold."""

    def __init__(self, tags: Iterable[Tag], used: Iterable[str] = ()) -> None:
        """Build the tree.

        Args:
            tags: The codebook.
            used: Paths that something carries, whether the codebook has them or not.
        """
        self._root = _Node("")
        for tag in tags:
            node = self._node(tag.path)
            node.tag = node.tag or tag
        for path in used:
            self._node(path).used = True

    def _node(self, path: str) -> _Node:
        node = self._root
        for step in path.split("/"):
            above = f"{node.path}/" if node.path else ""
            node = node.below.setdefault(step.casefold(), _Node(above + step))
        return node

    def guid(self, path: str) -> str:
        """The GUID of the code for a tag path."""
        return _guid(self._node(path))

    def xml(self, notes: Mapping[str, Sequence[str]] | None = None) -> str:
        """The element ``Codes``, empty if there is no code.

        Args:
            notes: GUIDs of the notes on each tag, by its GUID; a codebook file has no place for any.
        """
        inner = [_element(node, notes or {}) for node in self._root.below.values()]
        return written("Codes", {}, inner) if inner else ""


def _guid(node: _Node) -> str:
    return node.tag.id if node.tag else derived("code", node.path.casefold())


def _element(node: _Node, notes: Mapping[str, Sequence[str]]) -> str:
    tag = node.tag
    guid = _guid(node)
    attributes = {
        "guid": guid,
        "name": node.path.rpartition("/")[2],
        "isCodable": "true" if tag or node.used else "false",
        "color": hexadecimal(tag.colour) if tag else "",
    }
    content = text_element("Description", tag.description if tag else "")
    content += [written("NoteRef", {"targetGUID": note}) for note in notes.get(guid, ())]
    content += [_element(below, notes) for below in node.below.values()]
    return written("Code", attributes, content)
