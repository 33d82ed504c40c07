"""A library with planted copies: versions of articles, and passages taken over, with known changes.

Always the same for the same numbers. Besides copies there are turns of phrase that many articles use, and
long articles that only quote a paragraph of another one.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from benchmarks.data import Writer, write

LEVELS: Final = (0.0, 0.05, 0.10, 0.15)
"""Shares of the words that are changed."""
KINDS: Final = ("whole", "cut", "turned")
"""A whole article; one without some of its paragraphs; one with its paragraphs in another order."""

_PHRASES: Final = 12
_LENGTHS: Final = (8, 15, 25, 40, 60)  # words of a passage that is taken over


class Version(NamedTuple):
    """An article that was made of another one."""

    path: str
    original: str
    level: float
    kind: str


class Passage(NamedTuple):
    """Words of an article, and as they stand in another one."""

    path: str
    words: str
    copy: str
    copied: str
    level: float


class Planted(NamedTuple):
    """What is to be found in a library."""

    versions: tuple[Version, ...]
    passages: tuple[Passage, ...]


class _Maker:
    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.writer = Writer(seed)
        self.phrases = [" ".join(self.writer.words(7)) for _ in range(_PHRASES)]

    def article(self, words: int = 0) -> list[str]:
        """Paragraphs; every third article holds a turn of phrase."""
        count = words or self.dice.randint(250, 900)
        found = [self.writer.paragraph(self.dice.randint(40, 90)) for _ in range(max(3, count // 65))]
        if self.dice.random() < 0.33:
            found[-1] += f" {self.dice.choice(self.phrases).capitalize()}."
        return found

    def changed(self, text: str, level: float) -> str:
        """``text`` with a share of its words changed, other quotation marks, and some capitals."""
        words = text.split(" ")
        for place in sorted(self.dice.sample(range(len(words)), round(level * len(words))), reverse=True):
            what = self.dice.random()
            if what < 0.5:
                words[place] = self.writer.words(1)[0]
            elif what < 0.7:
                del words[place]
            elif what < 0.9:
                words.insert(place, self.writer.words(1)[0])
            elif place + 1 < len(words):
                words[place], words[place + 1] = words[place + 1], words[place]
        text = " ".join(words)
        if level:
            text = text.replace("“", "»").replace("”", "«")
            place = text.find(" ", len(text) // 2)
            text = text[:place] + text[place : place + 12].upper() + text[place + 12 :]
        return text

    def version(self, paragraphs: list[str], level: float, kind: str) -> list[str]:
        """An article made of another one."""
        left = [self.changed(text, level) for text in paragraphs]
        if kind == "cut":
            keep = max(2, len(left) * 6 // 10)
            return left[:keep]
        return left[::-1] if kind == "turned" else left


def plant(root: Path, articles: int, seed: int = 11) -> Planted:
    """Write a library of about so many articles, an eighth of them versions and an eighth with passages."""
    maker = _Maker(seed)
    texts = [maker.article() for _ in range(articles * 3 // 4)]
    free = list(range(len(texts)))
    maker.dice.shuffle(free)
    versions, passages = [], []
    made: list[list[str]] = []
    for number in range(articles // 8):
        original, level, kind = free.pop(), LEVELS[number % 4], KINDS[number // 4 % 3]
        versions.append(Version(f"v{number:05}.txt", f"a{original:05}.txt", level, kind))
        made.append(maker.version(texts[original], level, kind))
    hosts: list[list[str]] = []
    for number in range(articles // 8):
        source, level, length = free.pop(), LEVELS[number % 4], _LENGTHS[number // 4 % 5]
        host = maker.article()
        if number % 7 == 6:  # a long article that quotes a whole paragraph
            host, words = maker.article(1500), texts[source][1]
        else:
            words = " ".join(" ".join(texts[source][1:]).split()[:length])
            texts[source][1] = words + ". " + texts[source][1]
        copied = maker.changed(words, level)
        host[len(host) // 2] += f" {copied} "
        passages.append(Passage(f"a{source:05}.txt", words, f"p{number:05}.txt", copied, level))
        hosts.append(host)
    for name, group in (("a", texts), ("v", made), ("p", hosts)):
        for number, paragraphs in enumerate(group):
            day = f"2025-{'01' if name == 'a' else '02'}-{number % 28 + 1:02}"
            head = f"{maker.writer.title()}\n\n{day}\n\n"
            write(root / f"{name}{number:05}.txt", head + "\n\n".join(paragraphs) + "\n")
    return Planted(tuple(versions), tuple(passages))
