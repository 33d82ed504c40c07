"""Messages between the program and its worker: a JSON object and bytes, with their lengths before them."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, Final

HEAD: Final = struct.Struct(">QQ")
LONGEST: Final = 256 * 1024 * 1024  # bytes of one message


def packed(message: dict[str, Any], data: bytes = b"") -> bytes:
    """The head and the JSON of a message that ``data`` follows."""
    # Lone surrogates, as file names have them, are written as escapes.
    body = json.dumps(message).encode("ascii")
    return HEAD.pack(len(body), len(data)) + body


def write_frame(sink: BinaryIO, message: dict[str, Any], data: bytes = b"") -> None:
    """Send a message."""
    sink.write(packed(message, data))
    sink.write(data)
    sink.flush()


def read_frame(source: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """The next message.

    Raises:
        EOFError: The other side is gone.
    """
    body, data = HEAD.unpack(_exactly(source, HEAD.size))
    message: dict[str, Any] = json.loads(_exactly(source, body))
    return message, _exactly(source, data)


def _exactly(source: BinaryIO, count: int) -> bytes:
    data = source.read(count)
    if len(data) < count:
        raise EOFError
    return data
