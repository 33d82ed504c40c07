"""Score the finder of quotations on texts labelled by hand: precision and recall, of words and of speakers.

Run as ``python -m benchmarks.quotations``, with ``--all`` to see every case that is missed or wrong
in the sets held out as well. Ends with 1 if a goal is missed.

A quotation counts as found where its words are those of the label, part by part, white space apart.
A speaker counts as right where it is the label's, name for name. A proposal for a quotation that the
label lacks counts as wrong. An empty proposal is no proposal.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from corpus.quotations import quotations
from corpus.reader import document_from
from corpus.sample import articles

CASES: Final = Path(__file__).resolve().parent.parent / "tests" / "documents" / "quotations"
LANGUAGES: Final = {"english": "en", "german": "de", "french": "fr"}
RECALL_GOAL: Final = 0.95
SPEAKER_GOAL: Final = 0.95
SIZE: Final = 600_000
ARTICLES: Final = (
    "01-northern-wire-strongest-hand.md",
    "08-rheinblick-minister-einigen-sich.md",
    "09-gazette-du-quai.md",
)


class Label(NamedTuple):
    """What is said and by whom; ``speakers`` are all names that would be right."""

    speakers: tuple[str, ...]
    words: tuple[str, ...]


class Case(NamedTuple):
    """One labelled text; ``path`` and ``language`` as the reader is told them."""

    name: str
    text: bytes
    path: str
    language: str
    labels: tuple[Label, ...]


@dataclass(slots=True)
class Score:
    """Counts over a set of cases, and a line for all that is not as labelled."""

    labels: int = 0
    found: int = 0
    reported: int = 0
    named: int = 0
    proposed: int = 0
    right: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the labelled quotations that are found, word for word."""
        return self.found / self.labels if self.labels else 1.0

    @property
    def precision(self) -> float:
        """Share of the reported quotations that are labelled."""
        return self.found / self.reported if self.reported else 1.0

    @property
    def speaker_precision(self) -> float:
        """Share of the proposed speakers that are right."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def speaker_recall(self) -> float:
        """Share of the labelled speakers that are proposed."""
        return self.right / self.named if self.named else 1.0


def labels_of(lines: str) -> tuple[Label, ...]:
    """The labels in lines of ``speaker = words // words``; ``a|b`` for two names that are right."""
    found = []
    for line in lines.splitlines():
        speakers, _, said = line.partition("= ") if line.startswith("=") else line.partition(" = ")
        names = tuple(name.strip() for name in speakers.strip(" =").split("|"))
        found.append(Label(names, tuple(_plain(part) for part in said.split(" // "))))
    return tuple(found)


def read_cases(name: str) -> list[Case]:
    """The constructed cases of a file such as ``english-held-out``."""
    entries: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    language = LANGUAGES[name.partition("-")[0]]
    return [
        Case(f"{name} {number}", entry["text"].encode(), "case.md", language, labels_of(entry["said"] or ""))
        for number, entry in enumerate(entries, 1)
    ]


def sample_cases(language: str = "") -> list[Case]:
    """The labelled articles of the sample library, of one language or all."""
    labelled: dict[str, str] = yaml.safe_load((CASES / "sample.yaml").read_text("utf-8"))
    cases = [
        Case(name, (articles() / name).read_bytes(), name, "", labels_of(lines or ""))
        for name, lines in labelled.items()
    ]
    return [one for one in cases if language in ("", document_from(one.text, one.path).metadata.language)]


def score(cases: Iterable[Case], *, untold: bool = False) -> Score:
    """What the finder makes of ``cases``; ``untold`` leaves the language for the finder to see."""
    total = Score()
    for case in cases:
        told = {"language": case.language} if case.language and not untold else {}
        document = document_from(case.text, case.path, told)
        reported = [
            (tuple(_plain(span.of(document.text)) for span in found.words), found.speaker)
            for found in quotations(document)
        ]
        total.faults += (f"{case.name}: {fault}" for fault in _compare(case.labels, reported, total))
    return total


def _compare(
    labels: tuple[Label, ...], reported: list[tuple[tuple[str, ...], str]], total: Score
) -> Iterator[str]:
    """Add to the counts; tell what is not as labelled."""
    left = list(labels)
    total.labels += len(labels)
    total.reported += len(reported)
    total.named += sum(bool(label.speakers[0]) for label in labels)
    for words, speaker in reported:
        total.proposed += bool(speaker)
        label = next((one for one in left if one.words == words), None)
        if label is None:
            yield f"reported, not labelled: {speaker or '-'} = {' // '.join(words)[:90]}"
            continue
        left.remove(label)
        total.found += 1
        if speaker and speaker in label.speakers:
            total.right += 1
        elif speaker:
            yield f"speaker {speaker!r}, not {label.speakers[0]!r}: {words[0][:60]}"
        elif label.speakers[0]:
            yield f"no speaker, but {label.speakers[0]!r}: {words[0][:60]}"
    for label in left:
        yield f"missed: {label.speakers[0] or '-'} = {' // '.join(label.words)[:90]}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def sets() -> Iterator[tuple[str, list[Case], str]]:
    """Name, cases and kind of every set."""
    for name in LANGUAGES:
        yield name, read_cases(name), "constructed"
    for name, code in LANGUAGES.items():
        yield f"{name}, sample library", sample_cases(code), "sample library"
    for name in LANGUAGES:
        yield f"{name}, held out", read_cases(f"{name}-held-out"), "held out"


def row(name: str, total: Score) -> str:
    """One line of the table."""
    shares = (total.precision, total.recall, total.speaker_precision, total.speaker_recall)
    return f"{name:28}{total.labels:6}" + "".join(f"{100 * share:10.1f}" for share in shares)


def total_of(scores: Iterable[Score]) -> Score:
    """The counts of several sets in one."""
    total = Score()
    for one in scores:
        for name in ("labels", "found", "reported", "named", "proposed", "right"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def seconds_of(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    started = time.process_time()
    work()
    return time.process_time() - started


def print_times() -> None:
    """Time for 600 kB of each language, as a multiple of parsing the same Markdown, in turns."""
    for name in ARTICLES:
        body = (articles() / name).read_bytes().split(b"---\n", 2)[-1]
        data = body * (SIZE // len(body))
        document = document_from(data, name)
        ratios = []
        for _ in range(3):
            floor = seconds_of(lambda data=data, name=name: document_from(data, name))  # type: ignore[misc]
            ratios.append(seconds_of(lambda document=document: quotations(document)) / floor)  # type: ignore[misc]
        print(f"{document.metadata.language}, {len(data) // 1000} kB: {min(ratios):.1f} times the parsing")


def main(show_all: bool) -> int:
    """Print the table, the faults and the times; 1 if a goal is missed in a kind of set."""
    print(f"{'':34}{'quotations':>20}{'speakers':>20}")
    print(f"{'set':28}{'count':>6}{'precision':>10}{'recall':>10}{'precision':>10}{'recall':>10}")
    scores: dict[str, list[Score]] = {"constructed": [], "sample library": [], "held out": []}
    faults: list[str] = []
    for name, cases, kind in sets():
        scores[kind].append(score(cases))
        print(row(name, scores[kind][-1]))
        if show_all or kind != "held out":
            faults += scores[kind][-1].faults
    missed = []
    for kind, several in scores.items():
        total = total_of(several)
        print(row(f"all {kind}", total))
        if total.recall < RECALL_GOAL or total.speaker_precision < SPEAKER_GOAL:
            missed.append(kind)
    untold = score((case for name in LANGUAGES for case in read_cases(name)), untold=True)
    print(row("all constructed, untold", untold))
    print_times()
    print(*faults, sep="\n")
    print(f"Below the goal: {'; '.join(missed)}" if missed else "All goals reached.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main("--all" in sys.argv))
