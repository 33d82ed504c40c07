"""Conflict markers: the three versions of a file that git wrote into one."""

from __future__ import annotations


def sides(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Base, ours and theirs of a file with conflict markers.

    Without the base between ``|||||||`` and ``=======``, which git writes only when asked, the base holds
    what both sides agree on.
    """
    parts: tuple[list[bytes], list[bytes], list[bytes]] = ([], [], [])
    everywhere = (0, 1, 2)
    into: tuple[int, ...] = everywhere
    for line in data.splitlines(keepends=True):
        if line.startswith(b"<<<<<<< "):
            into = (1,)
        elif line.startswith(b"||||||| "):
            into = (0,)
        elif line.rstrip() == b"=======" and into != everywhere:
            into = (2,)
        elif line.startswith(b">>>>>>> "):
            into = everywhere
        else:
            for index in into:
                parts[index].append(line)
    base, ours, theirs = (b"".join(part) for part in parts)
    return base, ours, theirs
