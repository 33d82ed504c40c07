"""Tags as options name them: one in each `--tag` and `--untag`, and by comma only in `--set-tags`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.cli.session import Session


def each_one(given: Sequence[str], session: Session) -> list[str]:
    """The values of an option that takes one tag each time it is given.

    Raises:
        ScholiastError: One has no name, or a comma that no tag of the codebook has: several were meant.
    """
    from annotations.errors import ScholiastError
    from annotations.model import tag_path

    for tag in given:
        if not tag_path(tag):
            raise ScholiastError("A tag needs a name, such as position/strength.")
        if "," in tag and session.workspace.codebook().find(tag_path(tag)) is None:
            raise ScholiastError(
                f"“{tag}” has a comma: give the option once for each tag, such as --tag one --tag two. "
                f"If it is one tag, make it first: scholiast tags add “{tag}”"
            )
    return list(given)


def by_comma(given: str, session: Session) -> list[str]:
    """The tags that a comma sets apart; none if nothing is given.

    Raises:
        ScholiastError: Something is given and no tag, or one that is named there has a comma itself.
    """
    from annotations.errors import ScholiastError
    from annotations.model import tag_path

    if given.strip() and not any(map(tag_path, given.split(","))):
        raise ScholiastError(f"“{given}” names no tag; '' takes all of them off.")
    if "," in given:
        for tag in session.workspace.codebook().tags:
            if "," in tag.path and _folded(tag.path) in _folded(given):
                raise ScholiastError(
                    f"“{tag.path}” is one tag with a comma in its name, and a comma sets tags apart here: "
                    "use --tag and --untag."
                )
    return given.split(",")


def _folded(text: str) -> str:
    """What stands between commas as paths of tags are compared, with a comma before and behind each."""
    from annotations.model import tag_path

    return f",{','.join(map(tag_path, text.split(',')))},".casefold()
