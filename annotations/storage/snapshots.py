"""The texts as they were annotated: one compressed file per version, named by the hash of the text."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from pathlib import Path
from typing import Final

from annotations.storage.atomic import make_folder, read_file, write_bytes
from corpus.digest import digest_of

LARGEST: Final = 256 << 20  # bytes of one text, so that a small hostile file cannot fill the memory
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def path_of(folder: Path, digest: str) -> Path:
    """Where the text named ``digest`` is kept under the store's ``folder``.

    Raises:
        ValueError: ``digest`` is no SHA-256 in hexadecimal, so it could name a file elsewhere.
    """
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return folder / "texts" / f"{digest}.txt.gz"


def keep(folder: Path, text: str) -> str:
    """Store ``text`` durably unless it is there already; its digest.

    Raises:
        OSError: It could not be stored.
    """
    digest = digest_of(text)
    path = path_of(folder, digest)
    if load(folder, digest) is None:
        make_folder(path.parent)
        write_bytes(path, gzip.compress(text.encode(), 6, mtime=0))
    return digest


def load(folder: Path, digest: str) -> str | None:
    """The text named ``digest``, or None if it is not there or not what its name says."""
    try:
        found = read_file(path_of(folder, digest))
        if found is None:
            return None
        text = unpacked(found[0]).decode()
    except (OSError, EOFError, ValueError):
        return None
    return text if digest_of(text) == digest else None


def unpacked(data: bytes, largest: int = LARGEST) -> bytes:
    """The content of a gzip file.

    Raises:
        OSError, EOFError: It is damaged.
        ValueError: It is damaged, or longer than ``largest`` bytes.
    """
    try:
        with gzip.open(io.BytesIO(data)) as file:
            content = file.read(largest + 1)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if len(content) > largest:
        raise ValueError("too long")
    return content
