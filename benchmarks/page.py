"""Latency of the page in a pseudo-terminal, beside a bare line-API widget that repaints as many rows.

    python -m benchmarks.page [--keys 30] [--size 80x24]

For each document and action one table row: median and 95th percentile in milliseconds from the key
to the end of the frame, processor time per key, bytes written, and the ratio to the bare widget.
The two programs run at the same time and take keys in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

END_OF_FRAME = b"\x1b[?2026l"
ASKED_FOR_FRAMES = b"\x1b[?2026$p"
YES = b"\x1b[?2026;2$y"
PAUSE = 0.035  # seconds between keys, about the rate of a held key
QUIET = 0.25  # seconds without output after which the screen counts as settled

DOCUMENTS = {"60 KB": 100, "600 KB": 1_000, "6 MB": 10_000, "6 MB, 10,000 marks": 10_000, "5 MB line": 0}
ACTIONS = {
    "page down": (b" ", b""),
    "caret down": (b"j", b""),
    "caret right": (b"l", b""),
    "grow selection": (b"j", b"v"),
    "next highlight": (b".", b""),
}


@dataclass(frozen=True)
class Sample:
    """One key: seconds until the frame was out, processor seconds, bytes written."""

    wall: float
    cpu: float
    written: int


class Terminal:
    """A program running in a pseudo-terminal of its own."""

    def __init__(self, program: list[str], columns: int, rows: int) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment.pop("NO_COLOR", None)
        self.process = subprocess.Popen(
            program, stdin=slave, stdout=slave, stderr=slave, close_fds=True, env=environment
        )
        os.close(slave)
        self.settle(2.0)

    def read(self, seconds: float) -> bytes:
        """What comes within ``seconds``, without waiting further once something came."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return b""
        data = os.read(self.master, 1 << 20)
        if ASKED_FOR_FRAMES in data:
            os.write(self.master, YES)
        return data

    def settle(self, quiet: float = QUIET) -> int:
        """Read until nothing comes for ``quiet`` seconds; the bytes read."""
        count = 0
        while data := self.read(quiet):
            count += len(data)
        return count

    def cpu(self) -> float:
        """Processor seconds of all threads so far."""
        total = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    def resize(self, columns: int, rows: int) -> Sample:
        """Change the size of the terminal and wait for the end of the next frame."""
        return self._sample(lambda: self._set_size(columns, rows))

    def key(self, key: bytes) -> Sample:
        """Press a key and wait for the end of the next frame."""
        return self._sample(lambda: os.write(self.master, key))

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.process.pid, signal.SIGWINCH)

    def _sample(self, act: Callable[[], object]) -> Sample:
        before = self.cpu()
        start = time.perf_counter()
        act()
        seen = b""
        while END_OF_FRAME not in seen:
            data = self.read(1.0)
            if not data:
                break
            seen += data
        wall = time.perf_counter() - start
        while data := self.read(PAUSE):
            seen += data
        return Sample(wall, self.cpu() - before, len(seen))

    def close(self) -> None:
        """End the program."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def run_bare() -> None:
    """A line-API widget that shows other rows at every key."""
    from rich.segment import Segment
    from textual import events
    from textual.app import App, ComposeResult
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    class Bare(ScrollView, can_focus=True):
        DEFAULT_CSS = "Bare { overflow: hidden hidden; }"
        turn = 0

        def render_line(self, y: int) -> Strip:
            words = f"{self.turn} {y} some words of a row of text that is about as long as another "[:72]
            width = self.size.width
            return Strip([Segment(words.ljust(width), self.rich_style)], width)

        def on_key(self, event: events.Key) -> None:
            self.turn += 1
            self.refresh()

    class BareApp(App[None]):
        def compose(self) -> ComposeResult:
            yield Bare()

        def on_mount(self) -> None:
            self.query_one(Bare).focus()

    BareApp().run()


def run_page(name: str) -> None:
    """The reader with one of the documents."""
    from textual.app import App, ComposeResult

    from corpus.document import Block, BlockKind, Document
    from corpus.span import Span
    from tui.page.highlights import Mark
    from tui.widgets.reader import Reader

    dice = random.Random(1)
    words = ["".join(dice.choices("etaoinshrdlu", k=dice.randint(2, 10))) for _ in range(5_000)]
    count = DOCUMENTS[name]
    paragraphs = [" ".join(dice.choices(words, k=90)) for _ in range(count or 1)]
    text = "\n\n".join(paragraphs) if count else " ".join(dice.choices(words, k=800_000))
    blocks, start = [], 0
    for paragraph in paragraphs if count else [text]:
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(paragraph)), soft=True))
        start += len(paragraph) + 2
    total = 10_000 if "marks" in name else max(4, len(text) // 2_000)
    marks = []
    for number in range(total):
        at = dice.randrange(len(text) - 100)
        marks.append(Mark(str(number), Span(at, at + 1 + int(dice.lognormvariate(4, 1))), "yellow"))

    class PageApp(App[None]):
        def compose(self) -> ComposeResult:
            yield Reader()

        def on_mount(self) -> None:
            reader = self.query_one(Reader)
            reader.colour = lambda colour: ("#f2d974", "#1c1a12")
            reader.show(Document("x", text, tuple(blocks)), marks)
            reader.focus()

    PageApp().run()


def measure(name: str, columns: int, rows: int, keys: int) -> None:
    """Print one line for each action on one document."""
    me = [sys.executable, "-m", "benchmarks.page", "--child"]
    bare = Terminal([*me, "bare"], columns, rows)
    page = Terminal([*me, name], columns, rows)
    for action, (key, before) in ACTIONS.items():
        page.key(b"\x1b")
        page.settle()
        page.key(b"g")
        for sign in before:
            page.key(bytes([sign]))
        pairs = [(bare.key(b"x"), page.key(key)) for _ in range(keys)]
        report(name, action, [one for one, _ in pairs], [other for _, other in pairs])
    page.key(b"\x1b")
    sizes = [(columns - 6 * ((turn + 1) % 2), rows) for turn in range(keys // 2)]
    pairs = [(bare.resize(*size), page.resize(*size)) for size in sizes]
    report(name, "resize", [one for one, _ in pairs], [other for _, other in pairs])
    bare.close()
    page.close()


def report(name: str, action: str, floor: list[Sample], samples: list[Sample]) -> None:
    """Print the figures of one action."""

    def figures(values: list[float]) -> tuple[float, float]:
        return median(values) * 1000, quantiles(values, n=20)[-1] * 1000

    wall, late = figures([sample.wall for sample in samples])
    base, base_late = figures([sample.wall for sample in floor])
    cpu = median(sample.cpu for sample in samples) * 1000
    base_cpu = median(sample.cpu for sample in floor) * 1000
    written = median(sample.written for sample in samples)
    print(
        f"{name:20}{action:16}{wall:7.1f}{late:7.1f}  {wall / base:5.2f}{late / base_late:6.2f}"
        f"{cpu:8.1f}{cpu / base_cpu:6.2f}{written:9.0f}",
        flush=True,
    )


def main() -> None:
    """Run the benchmark, or one of its two programs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=30)
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child == "bare":
        run_bare()
    elif options.child:
        run_page(options.child)
    else:
        columns, rows = map(int, options.size.split("x"))
        heads = f"{'p50':>7}{'p95':>7}  {'ratio':>5}{'p95':>6}{'cpu':>8}{'ratio':>6}{'bytes':>9}"
        print(f"{'document':20}{'action':16}{heads}")
        for name in DOCUMENTS:
            measure(name, columns, rows, options.keys)


if __name__ == "__main__":
    main()
