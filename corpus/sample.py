"""The sample library: invented articles round one public event, with a codebook and annotations.

The articles lie in the package's folder ``articles``; beside them ``codebook.json`` holds the tags
and ``annotations.jsonl`` the annotations, as quotations to be placed.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

_DOCUMENTS: Final = (".md", ".txt")


def articles() -> Path:
    """The folder of the sample articles inside the installed package."""
    return Path(str(files("corpus") / "articles"))


def copy_articles(to: Path) -> None:
    """Copy the sample documents, and nothing else, into the new folder ``to``.

    Does nothing if ``to`` exists in any form. The folder appears whole or not at all, also when
    two programs start at once.

    Raises:
        OSError: The folder cannot be written; nothing is left behind.
    """
    if os.path.lexists(to):
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=".sample-", dir=to.parent))
    try:
        for source in sorted(articles().iterdir()):
            if source.suffix in _DOCUMENTS:
                _copy(source, half / source.name)
        half.chmod(0o755)  # mkdtemp makes it private, a library folder is like any other
        try:
            half.rename(to)
        except OSError:
            if not to.is_dir():  # else another program was quicker with the same articles
                raise
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _copy(source: Path, to: Path) -> None:
    """One file, on disk before the folder gets its name: a half copy would never be repaired."""
    with to.open("xb") as target:
        target.write(source.read_bytes())
        target.flush()
        os.fsync(target.fileno())


def prepared_annotations() -> list[dict[str, Any]]:
    """The prepared annotations in the form of a batch line of ``scholiast annotate``.

    Each has ``document``, ``quote``, ``tags``, ``note``, ``creator``, ``created`` and, where the
    quotation stands more than once, ``prefix`` or ``suffix``.
    """
    lines = (articles() / "annotations.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def prepared_codebook() -> list[dict[str, Any]]:
    """The tags of the sample: ``path``, ``colour``, ``description``, ``pinned`` (0 for none)."""
    codebook: list[dict[str, Any]] = json.loads((articles() / "codebook.json").read_text("utf-8"))
    return codebook
