"""`check`, `locate`, `completion`: health, places, and what a shell needs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from corpus.clean import clean_line
from tui.cli.commands import Spec
from tui.cli.output import plural, put, put_json
from tui.cli.session import note

if TYPE_CHECKING:
    from tui.cli.session import Session


def _configure_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help="mend what can be mended without loss")
    parser.add_argument("--checkpoint", action="store_true", help="first bring the TinyDB files up to date")
    parser.add_argument("--json", action="store_true", help="print {ok, findings}")


def _check(args: argparse.Namespace, session: Session) -> int:
    workspace = session.workspace
    if args.checkpoint:
        workspace.checkpoint()
    findings = workspace.check(repair=args.repair)
    bad = [finding for finding in findings if finding.severity != "note"]
    if args.json:
        rows = [
            {"what": each.what, "where": each.where, "severity": each.severity, "repairable": each.repairable}
            for each in findings
        ]
        put_json({"ok": not bad, "findings": rows})
    else:
        for each in findings:
            mend = " (can be repaired: scholiast check --repair)" if each.repairable else ""
            put(clean_line(f"{each.severity}: {each.where}: {each.what.removesuffix('.')}{mend}.", 2000))
        put(f"{plural(len(bad), 'thing needs', 'things need')} attention." if bad else "The library is well.")
    return 1 if bad else 0


def _configure_locate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("config", "data", "cache", "themes", "templates", "library"),
        help="what to locate; library is the folder in use",
    )


def _locate(args: argparse.Namespace, session: Session) -> int:
    from annotations.lodging import checked_root
    from annotations.places import Places

    if args.what == "library":
        put(str(checked_root(session.root())))
        return 0
    places = Places.of_user()
    found = {
        "config": places.config,
        "data": places.data,
        "cache": places.cache,
        "themes": places.themes,
        "templates": places.templates,
    }[args.what]
    put(str(found))
    return 0


def _configure_completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="which shell")


def _completion(args: argparse.Namespace, session: Session) -> int:
    from argcomplete.shell_integration import shellcode

    put(shellcode(["scholiast"], shell=args.shell))
    where = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/scholiast.fish"}
    note(f"put this into {where[args.shell]}, then open a new shell")
    return 0


COMMANDS: Final = {
    "check": Spec(_configure_check, _check, "scholiast check --repair"),
    "locate": Spec(_configure_locate, _locate, "scholiast locate config"),
    "completion": Spec(_configure_completion, _completion, "scholiast completion bash >> ~/.bashrc"),
}
