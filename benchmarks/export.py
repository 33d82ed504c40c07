"""Export of a large library against joining the same strings: `python benchmarks/export.py`.

Both are measured in CPU milliseconds in one process, in turn, so that the ratio holds on a slow or
busy machine. The floor sorts, groups and joins the same passages with f-strings and escapes nothing.
What is compared is the bytes of a file, since that is what an export is: a script that joins text has to
encode it, as the floor of the other formats does, and the brief is never text on its way. The floor writes
neither the sources nor the list of fingerprints, and so a tenth less.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
import tracemalloc
import uuid
from collections.abc import Callable, Sequence
from functools import partial

from annotations.brief.build import build_brief
from annotations.brief.markdown import markdown_file
from annotations.brief.model import GroupBy, Passage
from annotations.exchange.jsonl import export_jsonl
from annotations.model import Annotation, DocumentRecord, Selectors, Tag
from corpus.span import Span

_COUNT = 10_000
# One passage in three or four holds a sign that Markdown would read, more than news articles do.
_WORDS = (
    "the minister said that allies had agreed on more money for defence before any talks begin and "
    "that it has to last; he told reporters in Brussels: nobody expects a result in the first days"
).split() * 8 + "“It has to last,” $5 billion [see fig. 2]".split()


def made(count: int = _COUNT) -> tuple[list[Passage], list[Tag]]:
    """As many passages as asked, a hundred to a document, of about 150 code points."""
    dice = random.Random(1)

    def identity() -> str:
        return str(uuid.UUID(int=dice.getrandbits(128), version=4))

    tags = [Tag(identity(), f"theme{a}/part{b}", "blue", "What it is.") for a in range(6) for b in range(4)]
    documents = [
        DocumentRecord(identity(), f"a{n}.md", f"Title of article {n}", f"Outlet {n % 7}", "", "2025-02-13")
        for n in range(count // 100)
    ]
    passages = []
    for number in range(count):
        exact = " ".join(dice.choices(_WORDS, k=26))
        start = number * 200
        annotation = Annotation(
            id=identity(),
            document=documents[number // 100].id,
            selectors=Selectors(start, start + len(exact), exact),
            span=Span(start, start + len(exact)),
            placed="",
            tags=tuple(tag.path for tag in dice.sample(tags, dice.choice((0, 1, 1, 1, 1, 2)))),
            note=" ".join(dice.choices(_WORDS[:30], k=12)) if number % 3 == 0 else "",
            creator="Anna",
            modified="2025-02-16T10:00:00Z",
        )
        passages.append(Passage(annotation, documents[number // 100], number % 100))
    return passages, tags


def floor(passages: Sequence[Passage], tags: Sequence[Tag]) -> bytes:
    """The brief by tag as anybody would first write it: sorted, grouped, joined, encoded; nothing escaped."""
    groups: dict[str, list[tuple[Passage, str]]] = {tag.path: [] for tag in tags}
    groups["Untagged"] = []
    for passage in sorted(passages, key=lambda p: (p.document.date, p.document.title, p.annotation.span)):
        homes = passage.annotation.tags or ("Untagged",)
        for tag in homes:
            groups[tag].append((passage, homes[0]))
    parts = []
    for path, members in groups.items():
        parts.append(f"<!-- scholiast:begin {path} -->\n\n## {path}\n\n<!-- scholiast:end {path} -->\n")
        for (annotation, document, paragraph, *_), home in members:
            short = f"sch-{annotation.id[:8]}@{path}"
            if home != path:
                said = f"*Tags and note:* see the same passage under {home}."
            else:
                said = f"*Tags:* {' · '.join(annotation.tags)}"
                if annotation.note:
                    said = f"{said}\n\n**Note.** {annotation.note}"
            parts.append(
                f"<!-- scholiast:begin {short} -->\n\n> {annotation.selectors.exact}\n>\n"
                f"> — *{document.source}*, “{document.title}”, {document.date}, paragraph {paragraph}."
                f"[^{document.id[:8]}]\n\n{said}\n\n<!-- scholiast:end {short} -->\n"
            )
    return "\n".join(parts).encode()


def lines(pairs: Sequence[tuple[Annotation, DocumentRecord]]) -> bytes:
    """What is known of each annotation on a line of its own, with names: nothing quoted, nothing escaped."""
    return "".join(
        f"id {a.id} document {d.path} title {d.title} source {d.source} date {d.date} "
        f"start {a.selectors.start} end {a.selectors.end} exact {a.selectors.exact} "
        f"prefix {a.selectors.prefix} suffix {a.selectors.suffix} tags {' '.join(a.tags)} note {a.note} "
        f"creator {a.creator} created {a.created} modified {a.modified}\n"
        for a, d in pairs
    ).encode()


def formats(passages: Sequence[Passage]) -> dict[str, Callable[[], object]]:
    """Each format that holds annotations, and what writes it."""
    from annotations.exchange.csv_rows import export_csv
    from annotations.exchange.hypothesis import export_hypothesis
    from annotations.exchange.readwise import export_readwise
    from annotations.exchange.taguette import export_highlights
    from annotations.exchange.w3c import export_w3c

    pairs = [(passage.annotation, passage.document) for passage in passages]
    return {
        "jsonl": lambda: export_jsonl(pairs),
        "csv": lambda: export_csv(pairs),
        "jsonld": lambda: export_w3c(pairs),
        "hypothesis": lambda: export_hypothesis(pairs),
        "readwise": lambda: export_readwise(pairs),
        "taguette-highlights": lambda: export_highlights(pairs),
    }


def cpu(work: Callable[[], object]) -> float:
    """CPU milliseconds that ``work`` takes, garbage collected before."""
    gc.collect()
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def brief(passages: Sequence[Passage], tags: Sequence[Tag], group_by: GroupBy = GroupBy.TAG) -> bytes:
    """The brief as the program writes it."""
    return markdown_file(build_brief(passages, tags, group_by=group_by, title="A brief"))


def main() -> None:
    passages, tags = made()
    works: dict[str, Callable[[], object]] = {"join": lambda: floor(passages, tags)}
    for group_by in GroupBy:
        works[f"by {group_by}"] = partial(brief, passages, tags, group_by)
    works["jsonl"] = lambda: export_jsonl((passage.annotation, passage.document) for passage in passages)
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(9):
        for name, work in works.items():
            times[name].append(cpu(work))
    base = statistics.median(times["join"])
    print(f"{_COUNT:,} annotations, CPU ms, median of 9")
    for name, measured in times.items():
        middle = statistics.median(measured)
        print(f"{name:12} {middle:8.1f}   x {middle / base:.2f}")
    tracemalloc.start()
    data = brief(passages, tags)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"file {len(data) / 1e6:.1f} MB, peak memory {peak / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
