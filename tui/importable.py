"""What is said of files in the library's folder that are no articles and could be made some."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.clean import clean_line

_NAMED = 3


def importable_words(paths: Sequence[str]) -> str:
    """A sentence that counts the files and names the first of them."""
    one = len(paths) == 1
    named = ", ".join(clean_line(path, 80) for path in paths[:_NAMED])
    more = " …" if len(paths) > _NAMED else ""
    return f"{len(paths):,} file{'' if one else 's'} here could be imported: {named}{more}."
