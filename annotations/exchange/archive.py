"""ZIP containers from outside read member by member within bounds, and written the same every time."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable
from typing import Final

from annotations.exchange.foreign import BadFile

_MOST: Final = 10_000  # entries
_MEMBER: Final = 256 * 1024 * 1024  # bytes of one member
_TOTAL: Final = 1024 * 1024 * 1024  # bytes read from one container
_FREE: Final = 1024 * 1024  # bytes up to which the ratio does not count
_RATIO: Final = 200  # real texts come to 8
_CHUNK: Final = 1 << 18
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


class Archive:
    """A container. Nothing of it is ever written anywhere; members are read by their exact names.

    Attributes:
        ignored: Names that would lead outside of a folder, or hide in it; none of them is read.
    """

    def __init__(self, data: bytes) -> None:
        """Look through the list of members.

        Raises:
            BadFile: It is no ZIP, is encrypted, or has too many or doubled entries.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise BadFile(f"The file is not a ZIP container that can be read: {error}.") from error
        if len(entries) > _MOST:
            raise BadFile(f"The container is refused: it has {len(entries):,} entries, more than {_MOST:,}.")
        self._read = 0
        self._members: dict[str, zipfile.ZipInfo] = {}
        ignored = []
        for entry in entries:
            if entry.flag_bits & 1:
                raise BadFile("The container is encrypted. Export it again without a password.")
            if entry.is_dir():
                continue
            if _is_unsafe(entry):
                ignored.append(entry.orig_filename)
            elif entry.filename in self._members:
                raise BadFile(f"The container is refused: it has “{entry.filename}” twice.")
            else:
                self._members[entry.filename] = entry
        self.ignored = tuple(ignored)

    @property
    def names(self) -> tuple[str, ...]:
        """The members that can be read."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """The content of a member, counted while it is read because headers lie.

        Raises:
            BadFile: It is damaged, too large, or packed as only a bomb is.
        """
        entry = self._members[name]
        if entry.compress_type not in _KINDS:
            raise BadFile(f"The container is refused: “{name}” is packed in a way that is not in use.")
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    self._read += len(chunk)
                    self._check(name, size, entry.compress_size)
                    parts.append(chunk)
        except BadFile:
            raise
        except _BROKEN as error:
            raise BadFile(f"“{name}” in the container is damaged: {error}.") from error
        return b"".join(parts)

    def _check(self, name: str, size: int, packed: int) -> None:
        if size > _MEMBER or self._read > _TOTAL:
            raise BadFile(f"The container is refused: “{name}” is too large.")
        if size > _FREE and size > _RATIO * max(packed, 1):
            raise BadFile(
                f"The container is refused: “{name}” unpacks to more than {_RATIO} times its size, "
                "as only a zip bomb does."
            )


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    steps = re.split(r"[/\\]", name)
    return (
        "\0" in name
        or name[:1] in ("/", "\\")
        or bool(re.match(r"[A-Za-z]:", name))
        or any(step == ".." or step.startswith(".") for step in steps)
        or stat.S_ISLNK(entry.external_attr >> 16)
    )


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A container of ``members`` in this order, with a fixed time on each."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as container:
        for name, content in members:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            container.writestr(entry, content)
    return data.getvalue()
