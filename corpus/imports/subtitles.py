"""Subtitles (SRT and WebVTT): what is said as text, the time stamps as marks in the file only."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from corpus.decode import NotText, decode
from corpus.imports.model import DEFAULTS, Converted, NotConverted, Options
from corpus.imports.writer import Writer
from corpus.metadata import title_from_name

_TIME: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_STAMP: Final = re.compile(rf"[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}")
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,100})>")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,100}\}")
_ENDS: Final = re.compile(r"[.!?…][\"'”’»)]*\Z")
_PAUSE: Final = 3.0  # seconds without words after which a new paragraph begins
_LONG: Final = 600  # characters after which the next full stop ends a paragraph


class Cue(NamedTuple):
    """What is shown at once; times in seconds."""

    start: float
    end: float
    voice: str
    words: str


def convert(data: bytes, name: str, options: Options = DEFAULTS) -> Converted:
    """What is said, in paragraphs: one for each speaker, or until there is a pause.

    Before the words of each cue stands a comment with its time, which is no part of the text.

    Raises:
        NotConverted: It is no text, or there is nothing said in it.
    """
    try:
        decoded = decode(data, options.encoding)
    except NotText as error:
        raise NotConverted(str(error)) from error
    writer = Writer()
    last: Cue | None = None
    length = 0
    for cue in cues(decoded.text):
        if last is not None and _begins(cue, last, length):
            writer.end_block()
            length = 0
        writer.mark(_shown(cue.start))
        if cue.voice and (not length or last is None or cue.voice != last.voice):
            writer.text(f"{cue.voice}:", strong=True)
            writer.text(" ")
        writer.text(f"{cue.words} ")
        length += len(cue.words)
        last = cue
    markdown = writer.finished()
    if not markdown:
        raise NotConverted("there are no words with time stamps in it")
    title = title_from_name(name.rpartition(".")[0] or name)
    return Converted(markdown, {"title": title}, (decoded.remark,) if decoded.remark else ())


def cues(text: str) -> Iterator[Cue]:
    """What is shown, in the order of the file; repeated lines of rolling captions come once."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    stamps = [number for number, line in enumerate(lines) if _STAMP.match(line)]
    before: list[str] = []
    for position, number in enumerate(stamps):
        found = _STAMP.match(lines[number])
        assert found is not None  # it did above
        end = stamps[position + 1] if position + 1 < len(stamps) else len(lines)
        said = _said(lines[number + 1 : end])
        voice = next((match[1].strip() for line in said if (match := _VOICE.search(line))), "")
        plain = [line for raw in said if (line := _plain(raw))]
        new = plain[1:] if before and plain and plain[0] == before[-1] and len(plain) > 1 else plain
        if plain:
            before = plain
        if new:
            times = found.groups()
            yield Cue(_seconds(times[:4]), _seconds(times[4:]), html.unescape(voice), " ".join(new))


def _said(lines: list[str]) -> list[str]:
    """The lines of a cue: until a blank one, or until the number of the next."""
    found = []
    for line in lines:
        if not line.strip():
            break
        found.append(line)
    return found


def _plain(line: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", line)).split())


def _begins(cue: Cue, last: Cue, length: int) -> bool:
    if cue.voice != last.voice or cue.words.startswith(("- ", "– ", "— ", ">>")):
        return True
    ended = bool(_ENDS.search(last.words))
    return cue.start - last.end > _PAUSE or (length > _LONG and ended)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{rest}")


def _shown(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{round(seconds % 1 * 1000) % 1000:03}"
