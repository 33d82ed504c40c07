"""Unpacking what a server sends packed: gzip of any number of members, deflate framed by zlib or bare."""

from __future__ import annotations

import zlib
from typing import Any, Final

from corpus.imports.model import NotConverted

_GZIP: Final = b"\x1f\x8b"


class Unpacking:
    """Unpacks an answer piece by piece, and knows at its end whether that was all of it."""

    def __init__(self, packing: str) -> None:
        """Take the value of ``Content-Encoding``; an empty one leaves everything as it is.

        Raises:
            NotConverted: Nobody asked for it to be packed like that.
        """
        if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise NotConverted(f"the server sends it packed in a way that was not asked for ({packing[:20]})")
        self._packing = packing.removeprefix("x-").removeprefix("identity")
        self._member: Any = None  # a decompressor; None until it is known of what kind
        self._held = b""  # too few bytes to tell
        self._over = False  # what follows the last member is padding

    def more(self, data: bytes, most: int) -> bytes:
        """What the next bytes come to, and no more than ``most`` (at least 1) of it.

        Raises:
            NotConverted: They are damaged.
        """
        if not self._packing:
            return data
        parts: list[bytes] = []
        data, self._held = self._held + data, b""
        while data and most > 0 and not self._over:
            if self._member is None or self._member.eof:
                if len(data) < len(_GZIP):
                    self._held = data
                    break
                self._begin(data)
                continue
            try:
                parts.append(self._member.decompress(data, most))
            except zlib.error as error:
                raise NotConverted("what the server sent is damaged and cannot be unpacked") from error
            most -= len(parts[-1])
            data = self._member.unused_data
        return b"".join(parts)

    def finish(self) -> None:
        """Look whether all of it was there.

        Raises:
            NotConverted: Its end is missing.
        """
        cut = self._held if self._member is None else not self._member.eof
        if cut:
            raise NotConverted("the connection broke off before all of it had arrived")

    def _begin(self, data: bytes) -> None:
        """The decompressor for what begins here: servers send deflate in the frame of zlib and without."""
        if self._member is not None and not data.startswith(_GZIP):
            self._over = True
            return
        framed = data.startswith(_GZIP) or (data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0)
        raw = self._packing == "deflate" and not framed
        self._member = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32)
