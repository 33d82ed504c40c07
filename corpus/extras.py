"""Optional libraries: the command that installs what an extra of this program needs."""

from __future__ import annotations

import shlex
import sys

_PROGRAM = "scholiast"


def command_for(extra: str) -> str:
    """The command that installs what ``extra`` needs, beside the program that runs now.

    It names the libraries and not the program, so that it is right wherever the program came from: an
    index, a checkout, or a tool that keeps each program in an environment of its own.
    """
    wanted = shlex.join(_requirements(extra))
    where = sys.prefix.replace("\\", "/")
    if "/pipx/" in where:
        return f"pipx inject {_PROGRAM} {wanted}"
    python = shlex.quote(sys.executable)
    if "/uv/tools/" in where:
        return f"uv pip install --python {python} {wanted}"
    return f"{python} -m pip install {wanted}"


def _requirements(extra: str) -> list[str]:
    """What the installed program says that ``extra`` needs, with its bounds, as PEP 508 has it."""
    from importlib import metadata

    needed = []
    for line in metadata.requires(_PROGRAM) or []:
        requirement, _, marker = line.partition(";")
        if marker.replace('"', "'").strip() == f"extra == '{extra}'":
            needed.append(requirement.strip())
    return needed
