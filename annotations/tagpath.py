"""Paths of tags: texts with slashes made clean, each spelled out once."""

from __future__ import annotations

from functools import lru_cache

from corpus.clean import clean_line


@lru_cache(maxsize=4096)
def tag_path(text: str) -> str:
    """``text`` as a tag path: clean, blanks folded, no empty steps. Empty if nothing is left."""
    steps = (clean_line(step) for step in text.lstrip("#").split("/"))
    return "/".join(step for step in steps if step)


def tag_paths(texts: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Tag paths of ``texts`` in order, without empty ones and doubles (compared without case)."""
    return _tag_paths(tuple(texts))


@lru_cache(maxsize=4096)
def _tag_paths(texts: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        path = tag_path(text)
        if path:
            found.setdefault(path.casefold(), path)
    return tuple(found.values())
