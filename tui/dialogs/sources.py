"""Asking what to import: files, folders or an address, told while it is typed what they are."""

from __future__ import annotations

import os
import shlex
import stat
from pathlib import Path
from typing import ClassVar, Final
from urllib.parse import urlsplit

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input, Static

from corpus.imports.addresses import fetchable, is_address
from corpus.imports.kinds import SUFFIXES, Kind, missing
from corpus.imports.model import NotConverted
from corpus.names import suffix_of
from tui.dialogs.line import LineDialog, Verdict

_LISTED: Final = 5000  # entries of a folder that are looked at for a completion
_CALLED: Final = {
    Kind.WEB: "a web page",
    Kind.PDF: "a PDF",
    Kind.EPUB: "a book",
    Kind.DOCX: "a Word document",
    Kind.TEXT: "a text",
    Kind.SUBTITLES: "subtitles",
    Kind.MARKDOWN: "a Markdown file",
}


def sources_in(line: str, root: Path | None = None) -> tuple[str, ...]:
    """The files, folders and addresses of a line, quoted as in a shell; a single path as it is.

    Args:
        root: The library: what is not an address or a whole path is looked for there first.
    """
    line = line.strip()
    whole = _found(line, root)
    if not line or (is_address(line) and len(line.split()) == 1) or os.path.lexists(Path(whole).expanduser()):
        return (whole,) if line else ()
    try:
        return tuple(_found(part, root) for part in shlex.split(line))
    except ValueError:  # a quotation mark that is not closed, perhaps not yet
        return (line,)


def _found(source: str, root: Path | None) -> str:
    """``source`` as a path in the library where it is one, else as it is: from the folder we run in."""
    if root is None or not source or is_address(source) or Path(source).expanduser().is_absolute():
        return source
    there = root / source
    return str(there) if os.path.lexists(there) else source


def verdict_on(line: str, root: Path | None = None) -> Verdict:
    """What would come of importing what the line names, and in which folder that lies."""
    sources = sources_in(line, root)
    if not sources:
        return Verdict("Files, folders or a web address. Tab completes a path.", good=False)
    found = [_one(source) for source in sources]
    bad = next((verdict for verdict in found if not verdict.good), None)
    if bad or len(found) == 1:
        return bad or _with_folder(found[0], line.strip(), sources[0])
    doubt = next((verdict for verdict in found if verdict.doubtful), None)
    return doubt or Verdict(f"{len(found)} sources.")


def _with_folder(verdict: Verdict, line: str, source: str) -> Verdict:
    """``verdict`` with where a path that is not whole was found."""
    if is_address(line) or Path(line).expanduser().is_absolute():
        return verdict
    where = "in the library" if source != line else f"in {Path.cwd()}"
    return verdict._replace(words=f"{verdict.words.rstrip('.')}, {where}.")


def _while_typing(line: str, root: Path | None = None) -> Verdict:
    """The same, without complaints about what may not be finished yet."""
    verdict = verdict_on(line, root)
    if verdict.good or not line.strip():
        return Verdict(verdict.words, doubtful=verdict.doubtful)
    return Verdict("Tab completes the path.") if completed(line, root) else verdict


def _one(source: str) -> Verdict:
    if is_address(source):
        try:
            host = urlsplit(fetchable(source)).netloc
        except NotConverted as error:
            return Verdict(f"{str(error)[:1].upper()}{str(error)[1:]}.", good=False)
        return Verdict(f"One page is fetched from {host}, and nothing that it refers to.")
    path = Path(source).expanduser()
    try:
        status = path.stat()
    except (OSError, ValueError):
        return Verdict(f"There is no file or folder {source}.", good=False)
    if stat.S_ISDIR(status.st_mode):
        return Verdict("A folder: every document in it, and in those below.")
    kind = SUFFIXES.get(suffix_of(path.name))
    if kind is None:
        return Verdict("A file; what it is will be seen from its content.")
    if reason := missing(kind):
        return Verdict(f"{reason[:1].upper()}{reason[1:]}", doubtful=True)
    called = _CALLED[kind]
    return Verdict(f"{called[:1].upper()}{called[1:]}, {_size(status.st_size)}.")


def _size(count: int) -> str:
    return f"{count / 1048576:.1f} MB" if count >= 1048576 else f"{max(1, round(count / 1024))} KB"


def completed(line: str, root: Path | None = None) -> str:
    """The path as far as the first entry that continues it, in the library first; empty if none does."""
    if is_address(line) or not line.strip():
        return ""
    if root is not None and not Path(line).expanduser().is_absolute():
        before = len(f"{root}/")
        return completed(f"{root}/{line}")[before:] or completed(line)
    head, _, start = line.rpartition("/")
    folder = Path(f"{head}/" if head or line.startswith("/") else ".").expanduser()
    try:
        with os.scandir(folder) as rows:
            names = [
                row.name + "/" * row.is_dir()
                for row, _ in zip(rows, range(_LISTED), strict=False)
                if row.name.startswith(start) and not (row.name.startswith(".") and not start)
            ]
    except (OSError, ValueError):
        return ""
    name = min((name for name in names if name.rstrip("/").isprintable()), default="")
    return f"{line[: len(line) - len(start)]}{name}" if name and name.rstrip("/") != start else ""


class _Paths(Suggester):
    def __init__(self, root: Path | None) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._root = root

    async def get_suggestion(self, value: str) -> str | None:
        """The path that continues what was typed."""
        return completed(value, self._root) or None


class SourceDialog(LineDialog):
    """Gives the line that was typed, whose sources `sources_in` tells, or None.

    Args:
        root: The library, in whose folder paths are looked for first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False, priority=True)]

    def __init__(self, value: str = "", *, root: Path | None = None) -> None:
        super().__init__("Import into the library", value, judge=lambda line: _while_typing(line, root))
        self._root = root

    def body(self) -> ComposeResult:
        """The line, which completes paths, and what they are."""
        yield Input(
            self._value,
            id="query",
            compact=True,
            select_on_focus=False,
            suggester=_Paths(self._root),
        )
        yield Static(id="remark")

    def action_complete(self) -> None:
        """Take the path that continues what was typed."""
        field = self.query_one(Input)
        if whole := completed(field.value, self._root):
            field.value = whole
            field.cursor_position = len(whole)

    def action_accept(self) -> None:
        """Close with the line, if all that it names is there."""
        if verdict_on(self.query_one(Input).value, self._root).good:
            super().action_accept()
        else:
            self.app.bell()
