"""Standard streams as they come: in an encoding that lacks signs, or closed."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import Any, Final

_ERRORS: Final = "scholiast.numbered"


def spare(stream: Any) -> None:
    """Let ``stream`` write whatever comes; signs that its encoding lacks as in JSON, such as ``\\u2026``."""
    if hasattr(stream, "reconfigure") and not str(stream.encoding or "").lower().startswith("utf"):
        codecs.register_error(_ERRORS, _numbered)
        stream.reconfigure(errors=_ERRORS)


def stand_in() -> None:
    """Put something in the place of standard streams that were closed before the program began.

    Else the next file that is opened, one of the library's, would have their number. What is printed goes
    nowhere then, as with a pipe that nobody reads; who wants to read is told.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            file = os.open(os.devnull, os.O_RDWR)  # the lowest free number: that of the stream
            stream = io.BufferedReader(_Closed()) if name == "stdin" else os.fdopen(file, "wb", closefd=False)
            setattr(sys, name, io.TextIOWrapper(stream, "utf-8"))


class _Closed(io.RawIOBase):
    """Standard input that was closed."""

    def readable(self) -> bool:
        """Yes, so that who reads gets to know."""
        return True

    def readinto(self, _: Any) -> int:
        """Raises `ScholiastError`."""
        from annotations.errors import ScholiastError

        raise ScholiastError(
            "Standard input is closed, so - has nothing to read. Name a file, or use a pipe."
        )


def _numbered(error: UnicodeError) -> tuple[str, int]:
    """Escapes of UTF-16 code units, so that what was JSON is still JSON that means the same."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end
