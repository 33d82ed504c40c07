"""ZIP containers of other programs: read within bounds, and written the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from annotations.exchange.foreign import BadFile
from corpus.imports.container import Container
from corpus.imports.model import NotConverted


class Archive(Container):
    """A container. Nothing of it is ever written anywhere; members are read by their exact names."""

    def __init__(self, data: bytes) -> None:
        """Look through the list of members.

        Raises:
            BadFile: It is no ZIP, is encrypted, or has too many or doubled entries.
        """
        with _told():
            super().__init__(data)

    def read(self, name: str) -> bytes:
        """The content of a member.

        Raises:
            BadFile: It is not there, damaged, too large, or packed as only a bomb is.
        """
        with _told():
            return super().read(name)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except NotConverted as error:
        raise BadFile(f"The container cannot be used: {error}.") from error


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
