"""Thousands of hostile strings go out in every format, and come back from those that come back."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotations.places import Places
from annotations.usecases.annotating.highlights import New
from annotations.usecases.exchange.exporting import FORMS
from annotations.workspace import Workspace
from corpus.span import Span

PIECES = (
    "\x1b]52;c;UFdORUQ=\x07",
    "\x1b[2J",
    "\x1b]8;;http://x\x1b\\",
    "\x9b31m",
    "\x9d0;x\x9c",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u200b",
    "\U000e0041",
    "\ud800",
    "\udfff",
    "\ufffe",
    "[@click=app.quit]",
    "[/]",
    "[red]",
    "<script>alert(1)</script>",
    "</Note>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&amp;",
    "&#0;",
    "&lt",
    '"',
    "'",
    '""',
    "\\",
    "\\u0000",
    "\\n",
    '{"a":',
    "}]",
    "---\n",
    "...\n",
    "!!python/object:x",
    "&a *a",
    "%TAG",
    ": ",
    "- ",
    "# ",
    "| ",
    "> ",
    "```",
    "$$",
    "![x](http://x)",
    "[x](javascript:x)",
    "www.x.org",
    "<b>",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "=cmd|' /C calc'!A0",
    ",",
    ";",
    "\n",
    "\r\n",
    "\r",
    "../",
    "..\\",
    "/etc/passwd",
    "C:\\",
    "CON",
    "~root",
    "$(id)",
    "`id`",
    "%s%n",
    "{{7*7}}",
    "a\u0301" * 9,
    "é",
    "漢字",
    "🌙",
    "\u200d",
    "x" * 200,
)
BACK = ("jsonl", "csv", "jsonld", "hypothesis", "qdpx", "readwise")
LIVE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
FORMULA = ("=", "+", "-", "@", "＝", "\t", "\r")


def hostile(many: int) -> Iterator[str]:
    """Strings of hostile pieces, the same in every run."""
    yield from PIECES
    chance = random.Random(7)
    for number in range(many - len(PIECES)):
        pieces = chance.choices(PIECES, k=chance.randint(1, 6))
        yield "".join(pieces) * (500 if number % 1_000 == 0 else 1)


def library(root: Path, many: int, home: Path) -> Workspace:
    """A library with a highlight for each string: in its note, in a tag, in its words and in a title."""
    root.mkdir()
    strings = list(hostile(many))
    said = "".join(f"Passage {number} says so.\n\n" for number in range(many))
    (root / "words.txt").write_text(said, encoding="utf-8")
    title = json.dumps("".join(PIECES).replace("\x00", ""))
    body = "\n\n".join(PIECES[:-1]).replace("\x00", "").encode("utf-8", "replace").decode()
    (root / "evil.md").write_text(f"---\ntitle: {title}\nauthor: {title}\n---\n\n{body}\n", encoding="utf-8")
    workspace = Workspace.open(root, by="Mira", places=Places(home / "1", home / "2", home / "3"))
    workspace.refresh()
    new = []
    for number, evil in enumerate(strings):
        start = place_of(said, number)
        tags = [evil[:60]] if number % 10 == 0 and evil.strip() else []
        new.append(New("words.txt", Span(start, start + len(f"Passage {number}")), tags, evil, evil[:40]))
    text = workspace.document("evil.md").text
    new += [New("evil.md", Span(at, at + 30), (), "quoted") for at in range(0, len(text) - 40, 25)]
    workspace.annotate_all(new)
    return workspace


def place_of(said: str, number: int) -> int:
    """Where a passage stands."""
    return said.index(f"Passage {number} ")


def texts_in(form: str, data: bytes) -> Iterator[str]:
    """Every text of a file, read as the programs that it is for read it; fails where they would."""
    if form in ("qdpx", "qdc"):
        members = [data]
        if form == "qdpx":
            with zipfile.ZipFile(io.BytesIO(data)) as container:
                for name in container.namelist():
                    assert not name.startswith("/")
                    assert ".." not in name
                    assert "\\" not in name
                members = [container.read("project.qde")]
        for element in ElementTree.fromstring(members[0]).iter():
            yield from filter(None, (element.text, *element.attrib.values()))
    elif form in ("csv", "readwise", "taguette", "taguette-highlights"):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True):
            for cell in row:
                assert not cell.startswith(FORMULA), cell
                yield cell
    else:
        text = data.decode("utf-8")
        for part in text.splitlines() if form == "jsonl" else [text]:
            yield from strings_of(json.loads(part))


def strings_of(value: object) -> Iterator[str]:
    """Every string in what JSON holds."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one


def in_xml(text: str) -> str:
    """A text as XML can hold it."""
    return text.replace("\ufffe", "\ufffd")


def push(tmp_path: Path, many: int) -> None:
    """Send the strings through every format and take back what comes back."""
    workspace = library(tmp_path / "library", many, tmp_path / "home")
    mine = {item.id: (item.note, item.tags, item.selectors.exact) for _, item in workspace.annotations()}
    assert len(mine) >= many
    for form in FORMS:
        data = workspace.export(form).data
        for text in texts_in(form, data):
            assert not (found := LIVE.search(text)), (form, found, text[:80])
        if form not in BACK:
            continue
        root = tmp_path / form
        root.mkdir()
        for name in ("words.txt", "evil.md"):
            (root / name).write_bytes((tmp_path / "library" / name).read_bytes())
        home = tmp_path / f"home-{form}"
        other = Workspace.open(root, by="Other", places=Places(home / "1", home / "2", home / "3"))
        other.refresh()
        file = tmp_path / f"sent.{form}"
        file.write_bytes(data)
        report = other.load(file)
        assert report.added == len(mine), (form, report.remarks[:3])
        theirs = {item.id: (item.note, item.tags, item.selectors.exact) for _, item in other.annotations()}
        if form in ("jsonl", "csv", "jsonld", "qdpx"):
            wanted = {
                key: (in_xml(note), tuple(map(in_xml, given)), exact)
                if form == "qdpx"
                else (note, given, exact)
                for key, (note, given, exact) in mine.items()
            }
            wrong = [(wanted[key], theirs.get(key)) for key in mine if theirs.get(key) != wanted[key]]
            assert not wrong, (form, len(wrong), wrong[0])
        elif form == "hypothesis":  # in Readwise a note that begins with a full stop begins with a tag
            assert sorted(note for note, *_ in theirs.values()) == sorted(
                note for note, *_ in mine.values()
            ), form
        other.close()
    workspace.close()


def test_hostile_strings_go_out_in_every_format_and_come_back(tmp_path: Path) -> None:
    push(tmp_path, 150)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_five_thousand_hostile_strings_go_out_in_every_format_and_come_back(tmp_path: Path) -> None:
    push(tmp_path, 5_000)
