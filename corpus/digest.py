"""The digest: the name of one version of a text, or of whatever must have a name of its own."""

from __future__ import annotations


def key_of(data: bytes) -> str:
    """SHA-256 of a few bytes, in hexadecimal.

    `hashlib` brings a library of its own along, which takes longer to load than a start should wait for it.
    """
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]  # of CPython 3.11
    except ImportError:
        from hashlib import sha256
    return str(sha256(data).hexdigest())


def digest_of(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, in hexadecimal."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8")).hexdigest()
