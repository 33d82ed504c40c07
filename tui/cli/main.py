"""The entry point: which command was meant, its exit status, and no traceback."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from tui.cli.commands import COMMANDS
from tui.cli.streams import spare, stand_in

_ABOUT: Final = (
    "A terminal reader and annotator: read, highlight, tag, note, and export a brief you can defend."
)
_TEXTS: Final = ("--query", "--quote", "--prefix", "--suffix", "--note", "--description", "--title")
_EPILOG: Final = "example: scholiast ~/articles        `scholiast COMMAND --help` says more about a command"


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are two lines: what is wrong, and where help is."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with 2."""
        self.exit(2, f"scholiast: {message}\nTry: {self.prog} --help\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that fits on a screen: words beside long options, not below them."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the program and leave with its exit status: 130 if it is interrupted, wherever that is."""
    try:
        status = run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # before the command began, or while what it left open was closed
        status = 130
    gc.freeze()  # all of it goes now, and on the way out the interpreter would look through it three times
    sys.exit(status)


def run(argv: Sequence[str]) -> int:
    """Run the command that ``argv`` names; the exit status, 2 for wrong use or bad input."""
    from tui.cli.session import Session, explain

    # A command is over soon: what it makes is worth looking through for garbage only when it is much.
    gc.set_threshold(200_000, 20, 100)
    stand_in()
    for stream in (sys.stdout, sys.stderr):
        spare(stream)
    _complete()
    session = None
    try:
        args = parse(argv)
        session = Session(args)
        if args.command is None:
            from tui.cli.reader import open_reader

            status = open_reader(args, session)
        else:
            status = COMMANDS[args.command].load().run(args, session)
            if args.command != "check":  # which says it itself
                status = status or session.attend()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output left; a second complaint at exit would be noise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except KeyboardInterrupt:
        status = 130
    except Exception as error:  # the person gets a sentence, whatever it was
        if os.environ.get("SCHOLIAST_DEBUG"):
            raise
        sys.stderr.write(explain(error))
        status = 2
    finally:
        if session is not None:
            session.close()
    return status


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments; ``command`` is None where the reader is to be opened."""
    argv = _joined(argv)
    name = _command_in(argv)
    if name is None:
        return _reader_arguments(argv)
    index = list(argv).index(name)
    parser = command_parser(name)
    return parser.parse_args(COMMANDS[name].load().arrange([*argv[:index], *argv[index + 1 :]]))


def _reader_arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = _reader_parser()
    args, rest = parser.parse_known_args(argv)
    word = args.dir or ""
    if word and os.sep not in word and not os.path.exists(word):  # noqa: PTH110 - before pathlib is there
        from difflib import get_close_matches

        near = get_close_matches(word, COMMANDS, 1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        parser.error(f"there is no command and no folder “{word}”.{hint}")
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return args


def _joined(argv: Sequence[str]) -> list[str]:
    """``--query -tag:x`` as ``--query=-tag:x``: what people write may begin with a dash."""
    words, found = iter(argv), list[str]()
    for word in words:
        value = next(words, None) if word in _TEXTS else None
        found.append(word if value is None else f"{word}={value}")
    return found


def command_parser(name: str) -> argparse.ArgumentParser:
    """The parser of one command."""
    command = COMMANDS[name]
    spec = command.load()
    parser = Parser(
        prog=f"scholiast {name}",
        description=command.summary[0].upper() + command.summary[1:] + ".",
        epilog=f"example: {spec.example}",
        formatter_class=_Help,
    )
    parser.set_defaults(command=name)
    _add_common(parser)
    spec.configure(parser)
    return parser


def _reader_parser() -> argparse.ArgumentParser:
    rows = "\n".join(f"  {command.name:<13}{command.summary}" for command in COMMANDS.values())
    parser = Parser(
        prog="scholiast",
        usage="scholiast [DIR] [-L DIR] [--sample]\n       scholiast COMMAND ...",
        description=f"{_ABOUT}\n\ncommands:\n{rows}",
        epilog=_EPILOG,
        formatter_class=_Help,
    )
    parser.set_defaults(command=None)
    parser.add_argument("dir", nargs="?", type=_folder, metavar="DIR", help="folder to open in the reader")
    parser.add_argument("--sample", action="store_true", help="open the sample library")
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    _add_common(parser)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-L",
        "--library",
        type=_folder,
        metavar="DIR",
        help="the library (else $SCHOLIAST_LIBRARY, else here)",
    )


def _folder(name: str) -> str:
    """A folder's name as it was given; an empty one, such as of a variable that is not set, is wrong use."""
    if not name:
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return name


def _command_in(argv: Sequence[str]) -> str | None:
    """The command's name: the first word that is neither an option nor the library's folder."""
    words = iter(argv)
    for word in words:
        if word in ("-L", "--library"):
            next(words, None)
        elif not word.startswith("-"):
            return word if word in COMMANDS else None
    return None


class _Version(argparse.Action):
    """Finds out the version only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        parser.exit(0, f"scholiast {version()}\n")


def version() -> str:
    """The version as installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("scholiast")
    except PackageNotFoundError:
        return "0 (not installed)"


def _complete() -> None:
    """Answer the shell's request for completions, if this run is one."""
    if "_ARGCOMPLETE" not in os.environ:
        return
    import argcomplete

    parser = _reader_parser()
    actions = parser.add_subparsers()
    for name, command in COMMANDS.items():
        each = actions.add_parser(name, help=command.summary)
        _add_common(each)
        command.load().configure(each)
    argcomplete.autocomplete(parser)


if __name__ == "__main__":
    main()
