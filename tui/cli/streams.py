"""Standard output in an encoding that lacks signs: what cannot be shown is told by its number."""

from __future__ import annotations

import codecs
from typing import Any, Final

_ERRORS: Final = "scholiast.numbered"


def spare(stream: Any) -> None:
    """Let ``stream`` write whatever comes; signs that its encoding lacks as in JSON, such as ``\\u2026``."""
    if hasattr(stream, "reconfigure") and not str(stream.encoding or "").lower().startswith("utf"):
        codecs.register_error(_ERRORS, _numbered)
        stream.reconfigure(errors=_ERRORS)


def _numbered(error: UnicodeError) -> tuple[str, int]:
    """Escapes of UTF-16 code units, so that what was JSON is still JSON that means the same."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end
