"""The digest: the name of one version of a text."""

from __future__ import annotations

import hashlib


def digest_of(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
