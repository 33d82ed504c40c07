"""A brief in a shape of the user's own: Jinja2 templates, run in a sandbox.

The parts that make the built-in shape stand in the folder ``parts``; a template may include any of
them, and a file of the same name beside the template takes the place of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotations.brief.closing import method_section, sources_section, summary
from annotations.brief.ledger import NOTICE, fingerprint, ledger
from annotations.brief.markdown import front_matter
from annotations.brief.model import Brief, Entry, Flavour, Group
from annotations.brief.pieces import Pieces
from corpus.clean import clean_line

if TYPE_CHECKING:
    from annotations.brief.bounded import BoundedEnvironment

MAIN: Final = "brief.md.j2"
_NAMED: Final = 8  # templates that a message names


class TemplateProblem(Exception):
    """A template that cannot be used: its file, the line (from 1, or 0 for none) and why."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}" if line else f"{file}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


def parts_folder() -> Path:
    """The folder with the parts of the built-in shape, to be copied from."""
    return Path(__file__).parent / "parts"


def found_template(template: Path, folder: Path) -> Path:
    """The template that is meant: by a bare name that of ``folder``, else what stands at the path itself.

    In the folder a name may leave out ``.md.j2`` or ``.j2``. A path with a folder in it, such as
    ``./wire.j2``, is never looked up there.

    Raises:
        TemplateProblem: There is none of this name, or it cannot be a name.
    """
    try:
        name = template.name
        if template.parts == (name,) and not name.startswith("."):
            for kept in (folder / name, folder / f"{name}.md.j2", folder / f"{name}.j2"):
                if kept.exists():
                    return kept
        if template.exists():
            return template
        there = sorted(path.name for path in folder.glob("[!.]*")) if template.parts == (name,) else None
    except (OSError, ValueError) as error:
        raise TemplateProblem(clean_line(str(template), 80), 0, f"it cannot be read: {error}") from error
    reason = "there is no such file"
    if there is not None:
        reason += f" here, nor in {folder}"
        reason += f", which has {', '.join(map(clean_line, there[:_NAMED]))}" if there else ""
    raise TemplateProblem(clean_line(str(template), 80), 0, reason)


def render_template(
    brief: Brief, template: Path, flavour: Flavour | str = Flavour.PLAIN, *, bibliography: str = ""
) -> str:
    """The brief as ``template`` has it: a file, or a folder with a file ``brief.md.j2`` or some parts.

    Raises:
        TemplateProblem: The template cannot be read, is not well formed, asks for what there is
            not, makes or takes more than is bearable, or does what the sandbox forbids.
    """
    from jinja2 import TemplateError

    flavour = Flavour(flavour)
    folder, name = (template, MAIN) if template.is_dir() else (template.parent, template.name)
    if not template.exists():
        raise TemplateProblem(str(template), 0, "there is no such file")
    environment = _environment(folder, brief, flavour, bibliography)
    try:
        text = environment.joined(environment.get_template(name).generate())
    except TemplateError as error:
        raise _problem(error, template) from error
    except (
        ArithmeticError,
        LookupError,
        MemoryError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise _problem(error, template) from error
    return text if text.endswith("\n") else f"{text}\n"


def _problem(error: Exception, template: Path) -> TemplateProblem:
    file = getattr(error, "filename", None)
    line = getattr(error, "lineno", None)
    if not line:
        # Jinja2 puts the template's own lines into the traceback; the innermost one tells most.
        trace = error.__traceback__
        while trace:
            name = trace.tb_frame.f_code.co_filename
            if name.endswith((".j2", template.suffix or ".j2")) and not name.endswith(".py"):
                file, line = name, trace.tb_lineno
            trace = trace.tb_next
    reason = "there is no memory left for what it makes" if isinstance(error, MemoryError) else str(error)
    reason = reason or type(error).__name__
    if type(error).__name__ == "TemplateNotFound":
        reason = f"there is no part named {getattr(error, 'name', error)}"
    return TemplateProblem(str(file or template), line or 0, reason)


def _environment(folder: Path, brief: Brief, flavour: Flavour, bibliography: str) -> BoundedEnvironment:
    # Late: only a template of the user's own needs it.
    from jinja2 import FileSystemLoader, StrictUndefined

    from annotations.brief.bounded import BoundedEnvironment

    environment = BoundedEnvironment(
        loader=FileSystemLoader([folder, parts_folder()]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # Markdown is escaped by the filters
    )
    pieces = Pieces(flavour, group_by=brief.group_by, names=len(brief.annotators) > 1)
    written: dict[str, str] = {}
    environment.filters.update(_filters(pieces, written, references=not bibliography))
    environment.globals.update(
        brief=brief,
        flavour=flavour.value,
        cites=pieces.cites,
        front_matter=front_matter(brief, flavour, bibliography=bibliography),
        ledger=lambda: ledger(written),
        notice=NOTICE,
    )
    return environment


def _filters(pieces: Pieces, written: dict[str, str], *, references: bool) -> dict[str, Any]:
    def managed(body: str, name: str) -> str:
        body = body.strip("\n")
        written[name] = fingerprint(body)
        return f"<!-- scholiast:begin {name} -->\n\n{body}\n\n<!-- scholiast:end {name} -->\n"

    def note(about: Entry | Group) -> str:
        if isinstance(about, Group):
            return pieces.note(about.note.text, about.note.creator) if about.note else ""
        annotation = about.passage.annotation
        return pieces.note(annotation.note, annotation.creator) if annotation.note else ""

    def elsewhere(entry: Entry) -> str:
        noted = bool(entry.passage.annotation.note)
        return pieces.elsewhere(entry.id, entry.home, noted=noted).strip("\n")

    def paragraphs(text: str) -> Sequence[str]:
        return [part.strip() for part in pieces.text(text).split("\n\n") if part.strip()]

    return {
        "managed": managed,
        "note": note,
        "elsewhere": elsewhere,
        "paragraphs": paragraphs,
        "text": pieces.text,
        "line": pieces.line,
        "tags": lambda tags: pieces.tags(tuple(tags)),
        "quotation": pieces.quotation,
        "quoted": lambda entry: pieces.passage_quotation(entry.passage),
        "attribution": lambda entry: pieces.attribution(entry.passage, entry.source),
        "missing": lambda entry: pieces.missing(entry.passage.annotation),
        "citation": pieces.citation,
        "summary": summary,
        "method": lambda brief: method_section(brief, pieces),
        "sources": lambda brief: sources_section(brief, pieces, references=references),
    }
