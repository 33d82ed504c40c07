"""Briefing: the brief of a query as text, written again over one that was worked on, and proved."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.brief.model import Flavour, GroupBy, GroupNote, Passage
from annotations.brief.passages import Layout, passage_of
from annotations.errors import NoBriefThere, NotWritten, ScholiastError
from annotations.library import Library
from annotations.storage.atomic import write_bytes
from annotations.storage.home import words_for
from annotations.usecases.codebook.coding import codebook_of
from annotations.usecases.lenses.furnishing import furniture_of
from annotations.usecases.placing.standing import adrift
from annotations.usecases.quotations.asking import speaker_of, voices
from annotations.usecases.search.asking import annotated
from corpus.files import Unreadable

if TYPE_CHECKING:
    from annotations.brief.model import Brief
    from annotations.brief.regenerate import Regenerated
    from annotations.brief.verify import Finding
    from corpus.document import Document


@dataclass(frozen=True, slots=True)
class BriefRequest:
    """Which passages go into a brief, and how it is laid out; None asks for what was chosen before.

    Attributes:
        query: Empty for all passages.
        title: Empty for the library's name.
        template: A Jinja2 template, or a folder with some parts of one, or the bare name of one in
            the user's folder of templates; None for our own.
        bibliography: Name of a file with the references that will stand beside the brief.
    """

    query: str | None = None
    group_by: GroupBy | None = None
    flavour: Flavour | None = None
    title: str = ""
    template: Path | None = None
    bibliography: str = ""

    @classmethod
    def of(cls, text: str) -> BriefRequest | None:
        """What the brief ``text`` says of itself; None where it is no brief."""
        from annotations.brief.regenerate import settings

        return cls().like(text) if "scholiast" in settings(text) else None

    def like(self, text: str) -> BriefRequest:
        """This request with what it leaves open as the brief ``text`` says of itself."""
        from annotations.brief.regenerate import settings

        kept = settings(text)
        try:
            group, flavour = GroupBy(kept.get("group", "tag")), Flavour(kept.get("flavour", "plain"))
        except ValueError:
            group, flavour = GroupBy.TAG, Flavour.PLAIN
        return replace(
            self,
            query=kept.get("query", "") if self.query is None else self.query,
            group_by=self.group_by or group,
            flavour=self.flavour or flavour,
            title=self.title or kept.get("title", ""),
        )


def template_of(text: str) -> Path | None:
    """What a person wrote as a template: a bare name as it is, else a whole path; None for nothing."""
    text = text.strip()
    if not text or text == Path(text).name:
        return Path(text) if text else None
    with suppress(RuntimeError):  # there is no such user
        return Path(text).expanduser().absolute()  # "./name" is no bare name
    return Path(text).absolute()


def located(request: BriefRequest, templates: Path) -> BriefRequest:
    """The request with its template as a path, which a bare name means within ``templates``.

    Raises:
        ScholiastError: There is no such template.
    """
    if request.template is None:
        return request
    from annotations.brief.template import TemplateProblem, found_template

    try:
        return replace(request, template=found_template(request.template, templates))
    except TemplateProblem as error:
        raise ScholiastError(f"The template cannot be used: {error}.") from error


def brief(library: Library, request: BriefRequest) -> str:
    """The brief as Markdown text; errors are those of `brief_file`."""
    return brief_file(library, request).decode("utf-8")


def brief_file(library: Library, request: BriefRequest) -> bytes:
    """The brief as a Markdown file in UTF-8.

    Raises:
        QueryError: The query cannot be read.
        ScholiastError: The template cannot be used; the message names file and line.
    """
    built = built_brief(library, request)
    flavour = request.flavour or Flavour.PLAIN
    if request.template is not None:
        from annotations.brief.template import TemplateProblem, render_template

        try:
            text = render_template(built, request.template, flavour, bibliography=request.bibliography)
        except TemplateProblem as error:
            raise ScholiastError(f"The template cannot be used: {error}") from error
        return text.encode("utf-8")
    from annotations.brief.markdown import markdown_file

    return markdown_file(built, flavour, bibliography=request.bibliography)


def built_brief(library: Library, request: BriefRequest) -> Brief:
    """The brief as data.

    Nothing in it comes from what each person keeps for themselves, such as which articles they have
    read: two people with the same library get the same bytes. So it counts the articles that the
    library holds, briefs aside, and says nothing of how many were read.
    """
    from annotations.brief.build import build_brief
    from annotations.usecases.echoes.stories import known_stories

    query = request.query or ""
    entries = library.catalogue.entries()
    return build_brief(
        tuple(passages(library, query)),
        codebook_of(library).tags,
        group_by=request.group_by or GroupBy.TAG,
        title=request.title or Path(os.path.realpath(library.root)).name,
        query=query,
        articles=sum(not entry.brief for entry in entries),
        stories=known_stories(library),
        version=_version(),
        notes=_notes(library),
    )


def _notes(library: Library) -> dict[str, GroupNote]:
    """The notes on tags and articles as a whole, by the ids of these."""
    from annotations.usecases.annotating.memos import all_memos

    return {
        memo.target: GroupNote(memo.text, memo.creator, memo.modified)
        for memo in all_memos(library)
        if memo.target and memo.text
    }


def passages(library: Library, query: str = "") -> Iterator[Passage]:
    """The annotations that match ``query``, each with its document, paragraph and heading."""
    where = lru_cache(maxsize=4)(lambda path: _layout_or_none(library, path))
    heard = lru_cache(maxsize=4)(lambda path: voices(library, path))
    for record, item in annotated(library, None, query):
        # A name that is no text is kept with escapes; the file goes by its own.
        path = library.path_of(record) if "\\" in record.path else record.path
        layout, who, sure = where(path), "", False
        if layout is None:  # perhaps only since the folder was looked through
            item = adrift(item)
        if layout is not None and item.span is not None and item.placed == layout.document.digest:
            who, sure = speaker_of(item.span, heard(record.path))
        yield passage_of(item, record, layout, speaker=who if sure else "", proposed="" if sure else who)


def _layout_or_none(library: Library, path: str) -> Layout | None:
    document = document_or_none(library, path)
    return None if document is None else Layout(document, furniture_of(library, document))


def document_or_none(library: Library, path: str) -> Document | None:
    """The document, or None where its annotations must speak for it."""
    try:
        return library.document(path)
    except Unreadable:
        return None


def rewritten(
    library: Library, old: bytes, request: BriefRequest, *, prune: bool = False, restore: bool = False
) -> Regenerated:
    """The brief ``old`` with its managed blocks as they are now; every other byte stays.

    A block that a person changed stays, too, as they left it.

    Args:
        prune: Take out what no longer belongs to the brief.
        restore: Put back what a person took out, and renew what they changed.

    Raises:
        NoBriefThere: It is no brief of ours, so nothing in it may be written over.
    """
    from annotations.brief.regenerate import NotABrief, regenerate

    fresh = brief(library, request.like(old.decode("utf-8", "replace")))
    try:
        return regenerate(old, fresh, prune=prune, restore=restore)
    except NotABrief as error:
        raise NoBriefThere(f"The file is there already and is not a brief: {error}.") from error


def verified(library: Library, text: str) -> tuple[Finding, ...]:
    """Each quotation of the brief ``text``, and whether it stands in its source."""
    from annotations.brief.verify import SourceText, verify

    def sources() -> Iterable[SourceText]:
        for entry in library.catalogue.entries():
            document = None if entry.brief or entry.problem else document_or_none(library, entry.path)
            if document is not None:
                yield SourceText(entry.path, document.text, document.metadata.title)

    return verify(text, sources())


def page(library: Library, query: str = "") -> str:
    """The articles that match, with highlights and notes in place, as one HTML file.

    Of one whose file is not there, the passages stand quoted and are marked as without a source.
    """
    from annotations.brief.html import Article, render_html

    groups: dict[str, Article] = {}
    speakers: dict[str, dict[str, tuple[str, bool]]] = {}
    heard = lru_cache(maxsize=4)(lambda path: voices(library, path))
    for record, item in annotated(library, None, query):
        if record.id not in groups:
            speakers[record.id] = {}
            document = document_or_none(library, record.path)
            groups[record.id] = Article(document, record, [], speakers[record.id])
        group = groups[record.id]
        if group.document and item.span is not None and item.placed == group.document.digest:
            speakers[record.id][item.id] = speaker_of(item.span, heard(record.path))
        groups[record.id] = group._replace(annotations=(*group.annotations, item))
    name = Path(os.path.realpath(library.root)).name
    return render_html(tuple(groups.values()), codebook_of(library).tags, title=name, query=query)


def references(library: Library, form: str, query: str = "") -> str:
    """The sources of what matches, as ``bibtex`` or ``csl`` (CSL-JSON)."""
    from annotations.brief.bibliography import bibtex, csl_json

    sources = built_brief(library, BriefRequest(query=query)).sources
    return bibtex(sources) if form == "bibtex" else csl_json(sources)


def write_export(path: Path, data: bytes, *, new_only: bool = False) -> None:
    """Write ``data`` to ``path``, whole or not at all.

    Raises:
        NotWritten: It cannot be written; what was there is untouched.
    """
    try:
        write_bytes(path, data, new_only=new_only, follow=True)
    except FileExistsError as error:
        raise NotWritten(f"{path} is there already; nothing was written.") from error
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {words_for(error)}.") from error


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("scholiast")
    except PackageNotFoundError:
        return ""
