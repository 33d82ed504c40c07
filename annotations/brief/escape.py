"""Escaping, so that text from anywhere reads in Markdown, YAML and HTML as it read at its source.

Nothing that passes through here is a link, an emphasis, a tag, a citation, a formula or markup any
more; only runs of blanks and the breaks of lines may differ, which no reader of Markdown shows.

Many texts are escaped at once: joined, searched for one sign after another, and parted again. That
costs a tenth of escaping each by itself, because searching for a single sign is what is fastest.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotations.brief.model import Flavour
from corpus.clean import clean

_SIGNS: Final = "\\`*_[]<>~|$^{}@"
_ESCAPED: Final = (
    *((sign.encode(), b"\\" + sign.encode()) for sign in _SIGNS),
    (b"==", rb"\=\="),
    (b"%%", rb"\%\%"),
    (b"://", rb"\://"),
)
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_HASH: Final = re.compile(r"#(?<![^\W_]#)")
_WWW: Final = re.compile(r"\.(?<=[wW]{3}\.)")
# What opens a block at the start of a line; the signs above are escaped wherever they stand.
_START: Final = re.compile(r"\n ?(?:(?P<sign>[-+=:%])|(?P<number>[0-9]+)(?P<close>[.)])(?=[\s\x00]))")
_START_OF_PANDOC: Final = re.compile(
    r"\n ?(?:(?P<sign>[-+=:%])"
    r"|(?P<number>\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|\\#))(?P<close>[.)])(?=[\s\x00]))"
)
_BLANKS: Final = re.compile(r"[ \t]+")
_AROUND_BREAK: Final = re.compile(r" ?\n ?")
_PARAGRAPHS: Final = re.compile(r"\n{3,}")
_NOT_IN_YAML: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# No clean text holds this one.
_END: Final = "\x00"
_BETWEEN: Final = f"{_END}\n"
_BATCH: Final = 500


def tidy(text: str) -> str:
    """``text`` clean, runs of blanks folded, no blanks round line breaks, at most one blank line in a row."""
    text = _BLANKS.sub(" ", clean(text))
    if "\n" in text:
        text = _PARAGRAPHS.sub("\n\n", _AROUND_BREAK.sub("\n", text))
    return text.strip(" \n")


def markdown_texts(texts: Sequence[str], flavour: Flavour = Flavour.PLAIN) -> list[str]:
    """Each of ``texts``, of any number of lines, escaped for ``flavour``.

    The results are safe at the start of a line, in a heading, in emphasis and in a block quotation
    (whose signs are still to be put before each line). Paragraphs stay apart by one blank line.
    """
    return _opened(_escaped(texts, flavour), flavour)[1:-1].split(_BETWEEN) if texts else []


def markdown_bytes(texts: Sequence[str], flavour: Flavour = Flavour.PLAIN) -> Iterator[bytes]:
    """What `markdown_texts` gives, in UTF-8, some hundred texts at a time: these stay in the near memory."""
    for start in range(0, len(texts), _BATCH):
        escaped = _opened(_escaped(texts[start : start + _BATCH], flavour), flavour)
        yield from escaped[1:-1].encode().split(_BETWEEN.encode())


def _escaped(texts: Sequence[str], flavour: Flavour) -> str:
    """All of ``texts`` escaped, with `_BETWEEN` between any two, a line feed before and `_END` after all.

    At the start of a line they may still open a block.
    """
    # Nearly every text is one printable line as it comes, which is soon found out.
    neat = [text if text.isprintable() and "  " not in text else tidy(text) for text in texts]
    joined = f"\n{_BETWEEN.join(neat)}{_END}"
    # As bytes, which are searched many times faster; no sign is a part of another one in UTF-8.
    data = joined.encode()
    for sign, escaped in _ESCAPED:
        # A single sign is found far sooner than two, and most signs stand nowhere.
        if sign[:1] in data:
            data = data.replace(sign, escaped)
    text = data.decode()
    if "#" in text:
        text = _HASH.sub(r"\\#", text)
    if "&" in text:
        text = _ENTITY.sub("&amp;", text)
    text = _WWW.sub(r"\\.", text)
    if flavour in (Flavour.PANDOC, Flavour.QUARTO):
        # Its "smart" would bend straight quotation marks, dashes and dots.
        text = text.replace('"', r"\"").replace("'", r"\'").replace("--", r"\-\-").replace("...", r"\.\.\.")
    if flavour is Flavour.QUARTO:
        # An engine of Quarto may run what stands between backticks before any Markdown is read.
        text = text.replace("\\`", "&#96;")
    return text


def _opened(text: str, flavour: Flavour) -> str:
    """What `_escaped` gives, safe at the start of lines, too."""
    pandoc = flavour in (Flavour.PANDOC, Flavour.QUARTO)
    return (_START_OF_PANDOC if pandoc else _START).sub(_start, text)


def _start(match: re.Match[str]) -> str:
    if match["sign"]:
        return f"\n\\{match['sign']}"
    return f"\n{match['number']}\\{match['close']}"


def markdown_text(text: str, flavour: Flavour = Flavour.PLAIN) -> str:
    """``text`` escaped as `markdown_texts` does."""
    return markdown_texts((text,), flavour)[0]


def markdown_line(text: str, flavour: Flavour = Flavour.PLAIN) -> str:
    """``text`` escaped as a part of one line: for titles, names and tags behind other words or in a heading.

    What opens a block only at the start of a line, such as ``2.``, stays as it is.
    """
    if not text.isprintable():
        text = _BLANKS.sub(" ", tidy(text).replace("\n", " "))
    # Emphasis must not begin or end at a blank of any kind.
    return _escaped((text.strip(),), flavour)[1:-1]


def yaml_string(text: str) -> str:
    """``text`` as a YAML scalar in double quotes that every YAML reader takes for the same text."""
    # PyYAML refuses a raw DEL and folds NEL; the escapes of JSON are YAML's too.
    quoted = json.dumps(clean(text), ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def html_text(text: str) -> str:
    """``text`` as HTML character data, good in attributes too."""
    return html.escape(clean(text), quote=True)


def web_address(url: str) -> str:
    """``url`` as a Markdown autolink if it is a plain web address, else empty."""
    if re.fullmatch(r"(?i)https?://[!#-;=?-~]+", url) and "`" not in url:
        return f"<{url}>"
    return ""
