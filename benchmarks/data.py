"""The libraries that are measured: made here, always the same, kept in a cache folder between runs.

Words come from a vocabulary with Zipf's frequencies, articles have titles, bylines, dates, quotations and
some letters that are not ASCII, every third is Markdown with front matter. Annotations are made through the
workspace, as a person's are. Set ``SCHOLIAST_BENCH`` to keep them elsewhere than in the user's cache folder.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final

from annotations.places import Places
from annotations.usecases.annotating.highlights import New
from annotations.workspace import Workspace
from corpus.span import Span

VERSION: Final = 1  # raise it when what is made changes
VOCABULARY: Final = 40_000
ARTICLE_WORDS: Final = 900
BOOK_WORDS: Final = 1_000_000
BOOK: Final = 6_400_000  # code points, a million words
MARKS: Final = 10_000
TEXTS: Final = 6  # of a length, so that each is opened for the first time
TAGS: Final = tuple(f"{area}/{part}" for area in ("aims", "means", "people", "time") for part in "abcdef")

_BATCH: Final = 500  # annotations in one step
_DONE: Final = "made"  # the file that says a library is complete
_AGE: Final = 40 * 86_400  # seconds; files that have just been written are looked at twice
_SYLLABLES: Final = "a be ci do en fo ga hi in jo ka lu me no or pa que ri so ti un ve wa xi yo ze st tr"
_OUTLETS: Final = ("Northern Wire", "Quay Gazette", "Morning Ledger", "Rheinblick", "Courrier du quai")
_PEOPLE: Final = ("Jane Doe", "John Smith", "Anne Müller", "René Lefèvre", "Mara Lind", "Tom Hale")
_MONTHS: Final = "January February March April May June July August September October November December"


@dataclass(frozen=True, slots=True)
class Libraries:
    """Where everything is that the benchmarks need.

    Attributes:
        folder: Holds the libraries and a home for the programs that are measured.
    """

    folder: Path

    @property
    def places(self) -> Places:
        """The folders of the user who is measured."""
        home = self.folder / "home"
        return Places(home / "config/scholiast", home / "data/scholiast", home / "cache/scholiast")

    def environment(self, *, cache: Path | None = None) -> dict[str, str]:
        """Variables under which a program finds this home; ``cache`` instead of its warm cache."""
        home = self.folder / "home"
        return {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(cache or home / "cache"),
        }

    def articles(self, count: int) -> Path:
        """A library of so many articles, warm; that of 10,000 has 100,000 annotations."""
        marks = 10 if count >= 10_000 else 1
        return self._made(f"articles-{count}", lambda root: _write_articles(root, count), marks)

    def unmarked(self, count: int) -> Path:
        """A library of so many articles of which nobody has said anything."""
        return self._made(f"unmarked-{count}", lambda root: _write_articles(root, count), 0)

    def texts(self, length: int, marks: int = 0) -> Path:
        """A library of a few texts of ``length`` code points each, with so many annotations in each."""
        name = f"texts-{length}-{marks}"
        return self._made(name, lambda root: _write_texts(root, length), marks)

    def opened(self, root: Path) -> Workspace:
        """A library as the measured user opens it."""
        return Workspace.open(root, by="Bench", places=self.places)

    def _made(self, name: str, write: Callable[[Path], None], marks: int) -> Path:
        root = self.folder / name
        done = self.folder / f"{name}.{_DONE}"
        if done.exists():
            return root
        print(f"Making {name} (once) ...", flush=True)
        shutil.rmtree(root, ignore_errors=True)
        shutil.rmtree(self.places.personal(root), ignore_errors=True)
        shutil.rmtree(self.places.cached(root), ignore_errors=True)
        write(root)
        workspace = self.opened(root)
        workspace.refresh()
        for batch in _batches(workspace, marks):
            workspace.annotate_all(batch)
        workspace.close()
        done.touch()
        return root


def libraries() -> Libraries:
    """The benchmarks' folder, made if it is not there."""
    given = os.environ.get("SCHOLIAST_BENCH")
    if given:
        base = Path(given)
    else:
        from platformdirs import user_cache_path

        base = user_cache_path("scholiast-benchmarks")
    folder = base / f"v{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    return Libraries(folder)


class Writer:
    """Makes words, sentences and paragraphs.

    Args:
        seed: Which text; the same seed gives the same text.
    """

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))

    @cached_property
    def _vocabulary(self) -> list[str]:
        dice, parts = Random(1), _SYLLABLES.split()
        found: dict[str, None] = {}
        while len(found) < VOCABULARY:
            # What is said often is short.
            length = 1 + (len(found) > 40) + (len(found) > 2_000) + (dice.random() < 0.5)
            word = "".join(dice.choices(parts, k=length))
            found.setdefault(word + "é" if dice.random() < 0.01 else word)
        return list(found)

    def words(self, count: int) -> list[str]:
        """So many words."""
        return self.dice.choices(self._vocabulary, cum_weights=self._weights, k=count)

    def title(self) -> str:
        """A headline."""
        return " ".join(self.words(self.dice.randint(5, 10))).capitalize()

    def paragraph(self, count: int) -> str:
        """A paragraph of about so many words, some of them quoted."""
        words = self.words(count)
        start = 0
        while start < count:
            length = min(self.dice.randint(8, 28), count - start)
            words[start] = words[start].capitalize()
            if self.dice.random() < 0.12:
                words[start] = f"“{words[start]}"
                words[start + length - 1] += "”"
            words[start + length - 1] += "."
            start += length
        return " ".join(words)

    def body(self, count: int, paragraph: int = 70) -> str:
        """Paragraphs of about so many words in all."""
        lengths = [paragraph] * (count // paragraph) or [count]
        return "\n\n".join(self.paragraph(length + self.dice.randint(-9, 9)) for length in lengths)


def article(writer: Writer, number: int) -> str:
    """An article with what stands around its text; every third as Markdown."""
    dice = writer.dice
    title, outlet, person = writer.title(), dice.choice(_OUTLETS), dice.choice(_PEOPLE)
    month, day, year = dice.randint(1, 12), dice.randint(1, 28), dice.randint(1990, 2025)
    body = writer.body(dice.randint(ARTICLE_WORDS // 2, ARTICLE_WORDS * 3 // 2))
    if number % 3 == 0:
        head = (
            f'---\ntitle: "{title}"\nsource: {outlet}\nauthor: {person}\ndate: {year}-{month:02}-{day:02}\n'
        )
        return f"{head}---\n\n# {title}\n\n{body.replace('. ', '. *Well* ', 3)}\n"
    name = _MONTHS.split()[month - 1]
    return f"{title}\n\nBy {person}\n{outlet}, {day} {name} {year}\n\n{body}\n\n© {year} {outlet}.\n"


def write(path: Path, text: str) -> None:
    """Write a file that looks as if it had been there for long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    old = time.time() - _AGE
    os.utime(path, (old, old))


def _write_articles(root: Path, count: int) -> None:
    writer = Writer(2)
    for number in range(count):
        name = f"{number // 500:02}/{number:05}.{'md' if number % 3 == 0 else 'txt'}"
        write(root / name, article(writer, number))


def _write_texts(root: Path, length: int) -> None:
    for number in range(TEXTS):
        writer = Writer(3 + number)
        text = f"{writer.title()}\n\n"
        while len(text) < length:
            text += writer.body(min(BOOK_WORDS, length // 6 + 10), 100) + "\n\n"
        write(root / f"{number}.txt", text[:length].rstrip() + "\n")


def _batches(workspace: Workspace, each: int) -> Iterator[list[New]]:
    """Annotations for every article, or the book's."""
    dice = Random(4)
    batch: list[New] = []
    for row in workspace.articles():
        length = len(workspace.document(row.path).text) if each else 0
        for _ in range(each):
            batch.append(_annotation(dice, row.path, length))
            if len(batch) >= _BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _annotation(dice: Random, path: str, length: int) -> New:
    start = dice.randrange(max(1, length - 200))
    end = min(length, start + 1 + int(dice.lognormvariate(4.5, 0.8)))
    tags = tuple(dice.sample(TAGS, dice.choice((0, 1, 1, 1, 2))))
    return New(path, Span(start, end), tags, "What to make of this?" if dice.random() < 0.2 else "", "Bench")
