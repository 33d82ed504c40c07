"""Notes in a brief: Markdown that the annotator wrote, kept as it is but kept within its own bounds.

Emphasis, links, lists, quotations and code stay alive. What would reach beyond the note or act on
the reader's machine does not: headings (they become bold lines), raw HTML, images, footnotes,
reference definitions and whatever a flavour would run. A note that cannot be kept within its bounds,
such as one with code that is never closed, is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

from annotations.brief.escape import markdown_text
from annotations.brief.model import Flavour
from corpus.clean import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

NOTE_MARK: Final = "scholiast:note"

# Code spans are matched first so that nothing in them is touched.
_INLINE: Final = re.compile(
    r"(?P<code>(?<![`\\])(`+)(?!`)[^`]*?(?:(?<!`)\2(?!`)))"
    r"|(?P<escaped>\\[!-/:-@\[-`{-~])"
    r"|(?P<link><https?://[^\s<>]+>)"
    r"|(?P<html><)|(?P<foot>\[(?=\^))|(?P<caret>\^(?=\[))|(?P<image>!(?=\[))|(?P<comment>%%+)"
    r"|(?P<raw>\{(?=[={%#.]))"
)
_LIVE: Final = ("html", "image", "footnote", "heading", "hr")
_ESCAPED: Final = frozenset(("\\<", "\\[", "\\^", "\\!", "\\{"))
_GAPS: Final = re.compile(r"\n{3,}")
_FENCE: Final = re.compile(r"( {0,3})(`{3,}|~{3,})[ \t]*(.*)")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE: Final = re.compile(r"[ >]*(?:-+|=+|([-*_])(?:[ \t]*\1){2,})[ \t]*")
_LINE_START: Final = re.compile(r"^([ >]*)(:::|\[[^\]]*\]:|: |~ |\.\.\.$|%|\^)")
_BLOCK: Final = re.compile(r" {0,3}(?:[-+*](?:\s|$)|[>|]|\d{1,9}[.)](?:\s|$)|```|~~~| {4}|\t)")
_HAZARD: Final = re.compile(r"[<!^{`]|%%|\$\$|\\\[")
# Its signs one by one, for which a look is quicker.
_PERHAPS: Final = re.compile(r"[<!^{`%$\\]")
# A line that begins with ">", in a list or not; one too many does no harm.
_QUOTES: Final = re.compile(r"(?m)^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*>")
_FIRST_HAZARD: Final = re.compile(r"[-+*_>#|=:~%]|\s|\d+[.)]|\[[^\]]*\]:|\.\.\.|\w[.)]\s|\(")


def is_plain(note: str) -> bool:
    """Whether ``note`` is one line of mere words, which is its own Markdown and quotes nothing."""
    return (
        note.isprintable()
        and not _FIRST_HAZARD.match(note)
        and not (_PERHAPS.search(note) and _HAZARD.search(note))
    )


def note_markdown(note: str, flavour: Flavour = Flavour.PLAIN) -> str:
    """``note`` as blocks of Markdown that end where they end, without blank lines around."""
    if is_plain(note):
        return note
    lines, fence = [], ""
    for line in clean(note).expandtabs(4).strip("\n").split("\n"):
        line = line.rstrip()
        opened = _FENCE.fullmatch(line)
        if fence:
            if opened and opened[2].startswith(fence) and not opened[3]:
                fence = ""
            elif line.startswith("<!--"):
                line = " " + line  # never a mark of the brief's own
            lines.append(line)
        elif opened and not ("`" in opened[3] and opened[2][0] == "`"):
            fence = opened[2]
            lines.append(f"{opened[1]}{fence}{_language(opened[3])}")
        else:
            lines.extend(_lines(line))
    text = _GAPS.sub("\n\n", "\n".join(lines).strip("\n"))
    if text.count("$$") % 2:
        text = text.replace("$$", r"\$\$")
    if ("`" in text or "~~~" in text) and not _kept_within(text):
        return markdown_text(note, flavour)
    return text.replace("`r ", "` r ") if flavour is Flavour.QUARTO else text


def between_marks(markdown: str, body: str) -> str:
    """``markdown``, which shows the note ``body``, between hidden marks where that quotes anything.

    A block quotation in a note is what the annotator made of it and no claim about a source: the
    marks tell it from one that is to be verified.
    """
    if ">" not in body or not _QUOTES.search(body):
        return markdown
    return f"<!-- {NOTE_MARK} -->\n\n{markdown}\n\n<!-- /{NOTE_MARK} -->"


def starts_block(markdown: str) -> bool:
    """Whether a note begins with a list, a quotation, a table or code, and so needs a line of its own."""
    return bool(_BLOCK.match(markdown))


def _kept_within(text: str) -> bool:
    """Whether a parser agrees that ``text`` is over where it ends and that nothing in it is live."""
    parse = _parser()
    tokens = parse(f"{text}\n\n<!-- end -->\n")
    if not tokens or tokens[-1].type != "html_block" or tokens[-1].level:
        return False
    inner = [child for token in tokens[:-1] for child in (token, *(token.children or ()))]
    return not any(token.type.startswith(_LIVE) for token in inner)


@cache
def _parser() -> Callable[[str], list[Token]]:
    # Late: only notes with code need it.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    return MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse


def _language(info: str) -> str:
    match = re.match(r"[A-Za-z0-9_+-]*", info)
    return match[0] if match else ""


def _lines(line: str) -> list[str]:
    heading = _HEADING.fullmatch(line)
    if heading:
        words = (heading[1] or "").strip("* ")
        return ["", f"**{_INLINE.sub(_safe, words)}**", ""] if words else [""]
    if _UNDERLINE.fullmatch(line):
        at = len(line) - len(line.lstrip(" >"))
        return [f"{line[:at]}\\{line[at:]}"]
    line = _INLINE.sub(_safe, line)
    return [_LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}", line, count=1)]


def _safe(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "comment":
        return "".join("\\" + sign for sign in match[0])
    # Entities and no backslashes: an address before one would take a backslash for its own.
    if kind == "html":
        return "&lt;"
    if kind in ("foot", "caret", "image", "raw") or match[0] in _ESCAPED:
        return f"&#{ord(match[0][-1])};"
    return match[0]
