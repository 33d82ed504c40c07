"""Every quotation in a Markdown text: block quotations and what stands between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.brief.notes import NOTE_MARK

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKS: Final = re.compile(r"^<!-- scholiast:(begin|end) (\S+) -->", re.MULTILINE)
_NOTE_MARKS: Final = re.compile(rf"^<!-- (/?){re.escape(NOTE_MARK)} -->", re.MULTILINE)
_OWN_WORDS: Final = re.compile(
    r"summary|method|sources|uncertain|orphans|untagged|(?:tag|doc|date|source|speaker)-\w+"
)
_IN_PROSE: Final = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|(?<!\w)\"([^\"]+)\"|(?<!\w)‘([^‘]+?)’(?!\w)"
)
_ATTRIBUTION: Final = re.compile(r"[—–―]|--? ")
_CITATION: Final = re.compile(r"(?<!\s)\s*\[-?@([^\s,;\[\]]+)[^\[\]]*\]")
_CALL_OUT: Final = re.compile(r"\[![\w-]+\]")
_FILE: Final = re.compile(r"File (.+?)(?: \(missing\))?(?:, text [0-9a-f]{12})?\.\s*\Z", re.DOTALL)
_CITED_ITEM: Final = re.compile(r"\[@([^\s,;\]]+)\] ")


class Quotation(NamedTuple):
    """One quotation: the line it begins on (from 1), its words, and the path of what it cites, if told.

    ``prose`` says that it stands between quotation marks in running text, where the sentence around
    it may have put a comma or a full stop inside.
    """

    line: int
    text: str
    cited: str = ""
    prose: bool = False


class _Paragraph(NamedTuple):
    line: int
    text: str
    keys: tuple[str, ...]
    depth: int
    quote: int  # which block quotation it belongs to, 0 for none


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a brief in their order; what the program says in its own words is left out.

    So are the block quotations within a note, which are the annotator's and claim nothing about a
    source; what a note puts between quotation marks is looked at.

    In running text, what is in quotation marks counts from three words on: shorter is a title, a
    term or irony more often than a quotation.
    """
    tokens = _parse(text)
    paragraphs = list(_paragraphs(tokens))
    own, notes = _own_lines(text), _note_lines(text)
    files = _files(tokens)
    found: list[Quotation] = []
    at = 0
    while at < len(paragraphs):
        first = paragraphs[at]
        members = [first]
        while first.quote and at + 1 < len(paragraphs) and paragraphs[at + 1].quote == first.quote:
            at += 1
            members.append(paragraphs[at])
        at += 1
        if _within(own, first.line):
            continue
        called_out = bool(first.quote and _CALL_OUT.match(first.text))
        if _within(notes, first.line):
            # What stands deeper than the note itself is quoted by it.
            found.extend(_prose([member for member in members if member.depth <= called_out]))
        elif first.quote and not called_out:
            found.extend(_block(members, files))
        else:
            found.extend(_prose(members))
    return tuple(found)


def _parse(text: str) -> Sequence[Token]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
    return parser.parse(text)


def _paragraphs(tokens: Sequence[Token]) -> Iterator[_Paragraph]:
    quotes = depth = number = line = 0
    heading = False
    for token in tokens:
        if token.type == "blockquote_open":
            depth += 1
            if depth == 1:
                quotes += 1
            number = quotes
        elif token.type == "blockquote_close":
            depth -= 1
            number = quotes if depth else 0
        elif token.type == "footnote_block_open":
            return
        elif token.map and not token.children:
            line = token.map[0] + 1
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline" and not heading:
            line = token.map[0] + 1 if token.map else line
            text, keys = _read(token.children or [])
            yield _Paragraph(line, text, keys, depth, number)


def _read(children: Sequence[Token]) -> tuple[str, tuple[str, ...]]:
    """The text of inline tokens, a line break for each break, and the sources referred to."""
    parts: list[str] = []
    keys: list[str] = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "footnote_ref":
            keys.append(str(child.meta.get("label", "")))
        elif child.type in ("text", "text_special", "code_inline"):
            parts.append(child.content)
    text = "".join(parts)
    keys += _CITATION.findall(text)
    return _CITATION.sub("", text), tuple(keys)


def _own_lines(text: str) -> list[range]:
    """Lines of the blocks in which the program speaks itself: headings, summary, method, sources."""
    spans: list[range] = []
    begun: tuple[str, int] | None = None
    for mark, line in _found(_MARKS, text):
        if mark[1] == "begin":
            begun = (mark[2], line)
        elif begun and begun[0] == mark[2]:
            if _OWN_WORDS.fullmatch(mark[2]):
                spans.append(range(begun[1], line + 1))
            begun = None
    return spans


def _note_lines(text: str) -> list[range]:
    """Lines of the notes that quote something."""
    spans: list[range] = []
    begun = 0
    for mark, line in _found(_NOTE_MARKS, text):
        if not mark[1]:
            begun = line
        elif begun:
            spans.append(range(begun, line + 1))
            begun = 0
    return spans


def _found(pattern: re.Pattern[str], text: str, line: int = 1) -> Iterator[tuple[re.Match[str], int]]:
    """Each place of a pattern with the line it begins on, in time that grows with the text alone."""
    at = 0
    for match in pattern.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield match, line


def _within(spans: Sequence[range], line: int) -> bool:
    """Whether a line lies in one of ``spans``, which stand in order and apart from each other."""
    at = bisect_right(spans, line, key=lambda span: span.start)
    return at > 0 and line in spans[at - 1]


def _files(tokens: Sequence[Token]) -> Mapping[str, str]:
    """The path of each source, by citation key, as the block of sources gives it."""
    found: dict[str, str] = {}
    label = ""
    for token in tokens:
        if token.type == "footnote_open":
            label = str(token.meta.get("label", ""))
        elif token.type == "footnote_close":
            label = ""
        elif token.type == "inline" and token.children:
            words = "".join(child.content for child in token.children if child.type != "softbreak")
            item = _CITED_ITEM.match(words)
            file = _FILE.search(words)
            key = label or (item[1] if item else "")
            if file and key:
                found[key] = file[1]
    return found


def _block(members: Sequence[_Paragraph], files: Mapping[str, str]) -> Iterator[Quotation]:
    keys = [key for member in members for key in member.keys]
    words: list[str] = []
    for member in members:
        kept = member.text.split("\n")
        for number, line in enumerate(kept):
            # The attribution closes a quotation; a dash that opens its first line is speech.
            if _ATTRIBUTION.match(line) and (words or number):
                kept = kept[:number]
                break
        words += kept
        if len(kept) < len(member.text.split("\n")):
            break
    text = "\n".join(words).strip()
    inner = _IN_PROSE.fullmatch(text)
    if inner:
        text = next(group for group in inner.groups() if group)
    if text:
        cited = next((files[key] for key in keys if key in files), "")
        yield Quotation(members[0].line, " ".join(text.split()), cited)


def _prose(members: Sequence[_Paragraph]) -> Iterator[Quotation]:
    for member in members:
        for match, line in _found(_IN_PROSE, member.text, member.line):
            words = next(group for group in match.groups() if group)
            if len(words.split()) >= 3 or (len(words) >= 12 and " " not in words and not words.isascii()):
                yield Quotation(line, " ".join(words.split()), prose=True)
