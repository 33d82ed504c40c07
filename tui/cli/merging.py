"""`merge-driver`: two people's annotations joined by git without conflicts."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.cli.commands import Spec
from tui.cli.output import plural, put
from tui.cli.session import note

if TYPE_CHECKING:
    from tui.cli.session import Session

_DRIVER: Final = "scholiast merge-driver %O %A %B"


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Joins two versions of a store file by the ids of their records; git calls it.\n"
        "Where both changed one note, both texts are kept."
    )
    parser.add_argument("files", metavar="FILE", nargs="*", help="base, ours and theirs; ours is written")
    parser.add_argument("--install", action="store_true", help="tell git of it, in the repository here")


def _merge(args: argparse.Namespace, session: Session) -> int:
    from annotations.errors import ScholiastError

    if args.install and not args.files:
        return _install()
    if len(args.files) != 3 or args.install:
        raise ScholiastError("Give base, ours and theirs, as git does; or --install alone.")
    from annotations.merge import CannotMerge, merge_files

    try:
        met = merge_files(*map(Path, args.files))
    except CannotMerge as error:
        note(f"{args.files[1]}: {error}")
        return 1
    if met:
        note(f"{plural(len(met), 'record')} changed on both sides; both texts are kept")
    return 0


def _install() -> int:
    from annotations.errors import ScholiastError

    settings = (("name", "Scholiast's annotations by id"), ("driver", _DRIVER))
    for key, value in settings:
        command = ["git", "config", f"merge.scholiast.{key}", value]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            raise ScholiastError(f"git cannot be run: {error.strerror}.") from error
        if done.returncode:
            raise ScholiastError(f"git would not have it: {done.stderr.strip() or 'no repository here'}")
    put("git joins annotations here by their ids from now on.")
    return 0


COMMANDS: Final = {"merge-driver": Spec(_configure, _merge, "scholiast merge-driver --install")}
