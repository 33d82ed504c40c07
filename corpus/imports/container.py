"""ZIP containers and the XML in them, read within bounds: nothing goes to disk, no entity is expanded."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from corpus.bounded_xml import BadXML, Fault, root_of
from corpus.bounded_xml import local as local
from corpus.imports.model import NotConverted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST: Final = 10_000  # entries
_MEMBER: Final = 256 * 1024 * 1024  # bytes of one member
_TOTAL: Final = 1024 * 1024 * 1024  # bytes read from one container
_FREE: Final = 1024 * 1024  # bytes up to which the ratio does not count
_RATIO: Final = 200  # real documents come to 8
_CHUNK: Final = 1 << 18
_WHY: Final = {
    Fault.DECLARES: "it is refused: “{name}” declares entities or a document type",
    Fault.DEEP: "it is refused: “{name}” nests too deeply",
    Fault.LONG: "it is refused: a tag in “{name}” is too long",
    Fault.MANY: "it is refused: “{name}” has too many elements and attributes",
    Fault.EMPTY: "its part “{name}” is empty",
}
_KINDS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


class Container:
    """A container whose members are read by their exact names.

    Attributes:
        ignored: Names of members that lead elsewhere, or hide; none of them is read.
    """

    def __init__(self, data: bytes) -> None:
        """Look through the list of members.

        Raises:
            NotConverted: It is damaged or encrypted, or has too many or doubled entries.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise NotConverted(f"it is a damaged ZIP container ({error})") from error
        if len(entries) > _MOST:
            raise NotConverted(f"it is refused: it has {len(entries):,} parts, more than {_MOST:,}")
        self._read = 0
        self._members: dict[str, zipfile.ZipInfo] = {}
        ignored = []
        for entry in entries:
            if entry.flag_bits & 1:
                raise NotConverted("it is encrypted; save it without a password first")
            if entry.is_dir():
                continue
            if _leads_elsewhere(entry):
                ignored.append(entry.orig_filename)
            elif entry.filename in self._members:
                raise NotConverted(f"it is refused: it has “{entry.filename}” twice")
            else:
                self._members[entry.filename] = entry
        self.ignored = tuple(ignored)

    @property
    def names(self) -> tuple[str, ...]:
        """The members that can be read."""
        return tuple(self._members)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What should be told of the container."""
        if not self.ignored:
            return ()
        return (f"Parts with names that lead out of the document were not looked at: {len(self.ignored)}.",)

    def read(self, name: str) -> bytes:
        """The content of a member, counted while it is read because headers lie.

        Raises:
            NotConverted: It is not there, damaged, too large, or packed as only a bomb is.
        """
        entry = self._members.get(name)
        if entry is None:
            raise NotConverted(f"it is damaged: its part “{name}” is missing")
        if entry.compress_type not in _KINDS:
            raise NotConverted(f"it is refused: “{name}” is packed in a way that is not in use")
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    self._read += len(chunk)
                    self._weigh(name, size, entry.compress_size)
                    parts.append(chunk)
        except _BROKEN as error:
            raise NotConverted(f"its part “{name}” is damaged ({error})") from error
        return b"".join(parts)

    def _weigh(self, name: str, size: int, packed: int) -> None:
        if size > _MEMBER or self._read > _TOTAL:
            raise NotConverted(f"it is refused: “{name}” is too large")
        if size > _FREE and size > _RATIO * max(packed, 1):
            raise NotConverted(
                f"it is refused: “{name}” unpacks to over {_RATIO} times its size, as only a zip bomb does"
            )


def _leads_elsewhere(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    steps = re.split(r"[/\\]", name)
    return (
        "\0" in name
        or name[:1] in ("/", "\\")
        or bool(re.match(r"[A-Za-z]:", name))
        or any(step.startswith(".") and step != ".rels" for step in steps)
        or stat.S_ISLNK(entry.external_attr >> 16)
    )


def xml_of(data: bytes, name: str) -> Element:
    """The root of an XML part that has no DOCTYPE, and bearable depth and size.

    Raises:
        NotConverted: It is damaged, has a DOCTYPE, nests too deeply or holds too much.
    """
    try:
        return root_of(data)
    except BadXML as error:
        if error.fault is Fault.DAMAGED:
            raise NotConverted(f"its part “{name}” is damaged ({error.reason})") from error
        raise NotConverted(_WHY[error.fault].format(name=name)) from error
