"""Escaping, so that text from anywhere reads in Markdown, YAML and HTML as it read at its source.

Nothing that passes through here is a link, an emphasis, a tag, a citation, a formula or markup any
more; only runs of blanks and the breaks of lines may differ, which no reader of Markdown shows.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Final

from annotations.brief.model import Flavour
from corpus.clean import clean

_SIGNS: Final = re.compile(r"[\\`*_\[\]<>~|$^{}@]")
# Pandoc's "smart" would bend straight quotation marks, dashes and dots.
_SIGNS_SMART: Final = re.compile(r"""[\\`*_\[\]<>~|$^{}@"']|-(?=-)|(?<=-)-|\.(?=\.\.)""")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_DOUBLED: Final = re.compile(r"[=%](?=[=%])|(?<=[=%])[=%]")
_HASH: Final = re.compile(r"(?<!\w)#")
_ADDRESS: Final = re.compile(r"(?<=[A-Za-z0-9]):(?=//)|(?i:(?<=mailto)|(?<=xmpp)|(?<=tel)):")
_WWW: Final = re.compile(r"(?i)(?<=www)\.")
_BLANKS: Final = re.compile(r"[ \t]+")
_AROUND_BREAK: Final = re.compile(r" ?\n ?")
_PARAGRAPHS: Final = re.compile(r"\n{3,}")
# What opens a block at the start of a line; the signs above are escaped wherever they stand.
_START: Final = re.compile(
    r"^(?P<sign>[-+=:%])|^(?P<number>\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#))(?P<close>[.)])(?=\s|$)",
    re.MULTILINE,
)
_ATTRIBUTE: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _start(match: re.Match[str]) -> str:
    if match["sign"]:
        return "\\" + match["sign"]
    return f"{match['number']}\\{match['close']}"


def tidy(text: str) -> str:
    """``text`` clean, runs of blanks folded, no blanks round line breaks, at most one blank line in a row."""
    text = _BLANKS.sub(" ", clean(text))
    if "\n" in text:
        text = _PARAGRAPHS.sub("\n\n", _AROUND_BREAK.sub("\n", text))
    return text.strip(" \n")


def _escaped(text: str, signs: re.Pattern[str]) -> str:
    # Nearly every text is printable and holds none of the rare signs: those tests are cheap, so
    # that a passage costs little more than being copied.
    if not text.isprintable() or "  " in text:
        text = tidy(text)
    text = signs.sub(r"\\\g<0>", text)
    if "#" in text:
        text = _HASH.sub(r"\\#", text)
    if "&" in text:
        text = _ENTITY.sub("&amp;", text)
    if "==" in text or "%%" in text or "=%" in text or "%=" in text:
        text = _DOUBLED.sub(r"\\\g<0>", text)
    if ":" in text:
        text = _ADDRESS.sub(r"\\:", text)
    if "." in text and ("www." in text or "WWW." in text or _WWW.search(text)):
        text = _WWW.sub(r"\\.", text)
    return text


def _plain(text: str) -> str:
    return _START.sub(_start, _escaped(text, _SIGNS))


def _pandoc(text: str) -> str:
    return _START.sub(_start, _escaped(text, _SIGNS_SMART))


def _quarto(text: str) -> str:
    # An engine of Quarto may run what stands between backticks before any Markdown is read.
    return _pandoc(text).replace("\\`", "&#96;")


_MARKDOWN: Final[dict[Flavour, Callable[[str], str]]] = {
    Flavour.PLAIN: _plain,
    Flavour.OBSIDIAN: _plain,
    Flavour.PANDOC: _pandoc,
    Flavour.QUARTO: _quarto,
}


def markdown(flavour: Flavour = Flavour.PLAIN) -> Callable[[str], str]:
    """The function that escapes text of any number of lines for ``flavour``.

    Its result is safe at the start of a line, in a heading, in emphasis and in a block quotation
    (whose signs are still to be put before each line). Paragraphs stay apart by one blank line.
    """
    return _MARKDOWN[flavour]


def markdown_line(text: str, flavour: Flavour = Flavour.PLAIN) -> str:
    """``text`` escaped as one line: for titles, names and tags."""
    if not text.isprintable():
        text = _BLANKS.sub(" ", tidy(text).replace("\n", " "))
    return _MARKDOWN[flavour](text)


def yaml_string(text: str) -> str:
    """``text`` as a YAML scalar in double quotes that every YAML reader takes for the same text."""
    # PyYAML refuses a raw DEL and folds NEL; the escapes of JSON are YAML's too.
    quoted = json.dumps(clean(text), ensure_ascii=False)
    return _ATTRIBUTE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def html_text(text: str) -> str:
    """``text`` as HTML character data, good in attributes too."""
    return html.escape(clean(text), quote=True)


def web_address(url: str) -> str:
    """``url`` as a Markdown autolink if it is a plain web address, else empty."""
    if re.fullmatch(r"(?i)https?://[!#-;=?-~]+", url) and "`" not in url:
        return f"<{url}>"
    return ""
