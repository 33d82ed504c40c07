"""Rows: what goes out of a library and comes into it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Final

from annotations.brief.build import build_brief
from annotations.brief.markdown import render_markdown
from annotations.brief.model import GroupBy
from annotations.usecases.annotating import New
from benchmarks import export
from benchmarks.data import MARKS, Writer, article
from benchmarks.figures import Bench, Figure, Row, compared, cpu
from corpus.catalogue import Catalogue
from corpus.span import Span


def _export(bench: Bench) -> list[Figure]:
    passages, tags = export.made(MARKS)

    def written() -> object:
        return render_markdown(build_brief(passages, tags, group_by=GroupBy.TAG, title="A brief"))

    return [
        compared(
            "export 10,000 annotations to Markdown",
            lambda: cpu(lambda: export.floor(passages, tags)),
            lambda: cpu(written),
            bench.rounds(9),
            3,
        )
    ]


def _formats(bench: Bench) -> list[Figure]:
    passages, _ = export.made(MARKS)
    pairs = [(passage.annotation, passage.document) for passage in passages]
    return [
        compared(
            f"export 10,000 annotations as {name}",
            lambda: cpu(lambda: export.lines(pairs)),
            lambda work=work: cpu(work),  # type: ignore[misc]
            bench.rounds(9),
            3,
        )
        for name, work in export.formats(passages).items()
    ]


def _import(bench: Bench) -> list[Figure]:
    writer = Writer(5)
    texts = [article(writer, number).encode() for number in range(1_000)]

    def put() -> None:
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), texts)

    def taken_in() -> None:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            _write(Path(folder), texts)
            Catalogue(Path(folder), Path(cache)).refresh()

    rounds = bench.rounds(5)
    name = "1,000 new text files put into the folder and taken in"
    return [compared(name, lambda: cpu(put), lambda: cpu(taken_in), rounds, 3)]


def _write(folder: Path, texts: list[bytes]) -> None:
    for number, data in enumerate(texts):
        (folder / f"{number}.{'md' if number % 3 == 0 else 'txt'}").write_bytes(data)
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _batch(bench: Bench) -> list[Figure]:
    root = bench.libraries.articles(100)
    workspace = bench.libraries.opened(root)
    wanted = [
        New(row.path, Span(100 + 9 * n, 160 + 9 * n), ["aims/a"], "", "Bench")
        for row in workspace.articles()
        for n in range(10)
    ]

    def annotate() -> None:
        workspace.annotate_all(wanted)
        workspace.undo()

    def floor() -> None:
        lines = [json.dumps([each.path, each.span, each.tags, each.note]) for each in wanted]
        with tempfile.NamedTemporaryFile("w") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())

    figure = compared("1,000 annotations in one step", lambda: cpu(floor), lambda: cpu(annotate), 5, 0)
    workspace.close()
    return [figure]


ROWS: Final = (
    Row(
        "export",
        "10,000 annotations as an annotated brief (processor)",
        "Sorting, grouping and joining the same strings, with nothing escaped.",
        _export,
    ),
    Row(
        "formats",
        "10,000 annotations in the formats of other programs (processor)",
        "The same fields joined to lines, with nothing quoted or escaped, and encoded.",
        _formats,
    ),
    Row(
        "import",
        "1,000 .txt and .md files (processor)",
        "Writing the bytes, with a synchronisation at the end; an article is a file in the folder.",
        _import,
    ),
    Row(
        "batch",
        "1,000 annotations made and taken back, a step each (processor)",
        "Writing them as JSON: for comparison only.",
        _batch,
    ),
)
