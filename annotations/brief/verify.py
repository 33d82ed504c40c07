"""Whether each quotation of a brief stands in its source: exact, altered (and how), or missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final, NamedTuple

from annotations.brief.quotations import Quotation, quotations

_FOLDED: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_DROPPED: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
# What a person leaves out or puts in: "…", "[...]", "(…)", "[he]", "[sic]".
_GAP: Final = re.compile(r"\s*(?:[\[(]\s*)?(?:\.\.\.|\. \. \.)\.?(?:\s*[\])])?\s*|\s*\[[^\[\]]{0,100}\]\s*")
_WORD: Final = re.compile(r"\w+")
_BRACKET_GAP: Final = 100
_ELLIPSIS_GAP: Final = 20_000
_PLACES: Final = 2_000
_NEAR: Final = 75.0
_EDGES: Final = " \"'()[].,;:!?"
_CANDIDATES: Final = 8


class Result(StrEnum):
    """What became of a quotation."""

    EXACT = "exact"
    ALTERED = "altered"
    MISSING = "missing"


class SourceText(NamedTuple):
    """A text that may have been quoted: path, canonical text, and title (which is no quotation)."""

    path: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one quotation; ``difference`` is empty if it is exact."""

    line: int
    quotation: str
    document: str
    result: Result
    difference: str = ""


def finding_json(finding: Finding) -> dict[str, Any]:
    """The finding as ``verify --json`` prints it."""
    return {
        "line": finding.line,
        "quotation": finding.quotation,
        "document": finding.document,
        "result": finding.result.value,
        "difference": finding.difference,
    }


def verify(brief: str, sources: Iterable[SourceText]) -> tuple[Finding, ...]:
    """Match every quotation in the Markdown text ``brief`` with the texts of ``sources``.

    White space and the form of quotation marks, apostrophes and dashes make no difference; letters,
    words and other signs do. Ellipses stand for any words left out between two parts of one text, a
    bracketed insertion for up to 100 code points. A quotation that gives its source must stand
    there, not only elsewhere.
    """
    folded: list[tuple[str, str]] = []
    titles: set[str] = set()
    for source in sources:
        folded.append((source.path, fold(source.text)))
        titles.add(fold(source.title).casefold())
    found = []
    for quotation in quotations(brief):
        if quotation.prose and fold(quotation.text).casefold() in titles:
            continue
        found.append(_find(quotation, folded))
    return tuple(found)


def fold(text: str) -> str:
    """``text`` on one line, with one form of quotation marks, apostrophes, dashes and ellipses."""
    return " ".join(_DROPPED.sub("", text).translate(_FOLDED).split())


def _find(quotation: Quotation, sources: Sequence[tuple[str, str]]) -> Finding:
    words = fold(quotation.text)
    holding = [path for path, text in sources if _stands(words, text, prose=quotation.prose)]
    if quotation.cited in holding or (holding and not quotation.cited):
        path = quotation.cited or holding[0]
        return Finding(quotation.line, quotation.text, path, Result.EXACT)
    if holding:
        known = any(path == quotation.cited for path, _ in sources)
        missing = f"not in {quotation.cited}" if known else f"and {quotation.cited} is not in the library"
        return Finding(
            quotation.line, quotation.text, holding[0], Result.ALTERED, f"stands in {holding[0]}, {missing}"
        )
    path, difference = _nearest(words, _candidates(words, sources, quotation.cited))
    result = Result.ALTERED if path else Result.MISSING
    if not path:
        known = not quotation.cited or any(name == quotation.cited for name, _ in sources)
        difference = "not found in any text" + ("" if known else f"; {quotation.cited} is not in the library")
    return Finding(quotation.line, quotation.text, path, result, difference)


def _stands(words: str, text: str, *, prose: bool) -> bool:
    if words in text:
        return True
    if prose:
        # In running text the first letter and the last sign follow the sentence around them.
        core = words[:-1].rstrip() if words[-1:] in ".,;:!?" else words
        if core and (core in text or core[0].swapcase() + core[1:] in text):
            return True
    fragments, gaps = _fragments(words)
    return bool(gaps) and _in_turn(fragments, gaps, text)


def _fragments(words: str) -> tuple[list[str], list[int]]:
    """The parts between gaps, and for each gap how many code points it may stand for at most."""
    fragments, gaps, at = [], [], 0
    for gap in _GAP.finditer(words):
        fragments.append(words[at : gap.start()])
        gaps.append(_ELLIPSIS_GAP if "..." in gap[0] or ". . ." in gap[0] else _BRACKET_GAP)
        at = gap.end()
    fragments.append(words[at:])
    kept: list[str] = []
    widths: list[int] = []
    width = 0
    for number, fragment in enumerate(fragments):
        wide = number < len(gaps) and gaps[number] == _ELLIPSIS_GAP
        # A full stop before an ellipsis may be the quoting person's own.
        part = fragment.strip().rstrip(".,;") if wide else fragment.strip()
        if part:
            if kept:
                widths.append(width)
            kept.append(part)
            width = 0
        if number < len(gaps):
            width = max(width, gaps[number])
    return kept, widths or gaps[:1]


def _in_turn(fragments: Sequence[str], gaps: Sequence[int], text: str) -> bool:
    """Whether ``fragments`` stand in ``text`` one after another, none farther on than its gap allows."""
    if not fragments or max(len(_WORD.findall(fragment)) for fragment in fragments) < 2:
        return False
    ends = [place + len(fragments[0]) for place in _places(fragments[0], text)]
    for fragment, gap in zip(fragments[1:], gaps, strict=False):
        reached, number, latest = [], 0, -1
        for place in _places(fragment, text):
            while number < len(ends) and ends[number] <= place:
                latest = ends[number]
                number += 1
            if latest >= 0 and place - latest <= gap:
                reached.append(place + len(fragment))
        ends = reached
    return bool(ends)


def _places(fragment: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(fragment)
    while at >= 0 and len(found) < _PLACES:
        found.append(at)
        at = text.find(fragment, at + 1)
    return found


def _candidates(words: str, sources: Sequence[tuple[str, str]], cited: str) -> list[tuple[str, str]]:
    """The texts worth a closer look: the cited one, and those that share most runs of three words."""
    parts = words.split()
    runs = {" ".join(parts[at : at + 3]) for at in range(len(parts) - 2)} or {words}
    shared = [(sum(run in text for run in runs), path) for path, text in sources]
    best = {path for share, path in sorted(shared, reverse=True)[:_CANDIDATES] if share or len(sources) < 40}
    return [(path, text) for path, text in sources if path == cited or path in best]


def _nearest(words: str, candidates: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Path and difference of the passage that is most like ``words``; both empty if none is near."""
    from rapidfuzz import fuzz

    fragments = [part for part in _fragments(words)[0] if len(part) > 3] or [words]
    best, where, differs = 0.0, "", ""
    for path, text in candidates:
        scores, differences = [], []
        for fragment in fragments:
            if fragment in text:
                scores.append(100.0)
                continue
            found = fuzz.partial_ratio_alignment(fragment, text, score_cutoff=_NEAR)
            if found is None or found.score < _NEAR:
                scores.append(0.0)
                continue
            there = _trimmed(_whole_words(text, found.dest_start, found.dest_end), fragment)
            scores.append(found.score if _alike(fragment, there) else 0.0)
            differences.append(_difference(there, fragment))
        score = sum(scores) / len(scores)
        if min(scores) and score > best:
            best, where, differs = score, path, "; ".join(filter(None, differences))
            differs = differs or "the parts stand in another order or too far apart"
    return where, differs


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end += 1
    return text[start:end].strip()


def _trimmed(text: str, like: str) -> str:
    """``text`` without signs at its ends that ``like`` does not have there."""
    if like[:1].isalnum():
        text = text.lstrip(_EDGES)
    return text.rstrip(_EDGES) if like[-1:].isalnum() else text


def _alike(one: str, other: str) -> bool:
    """Whether at least half of the words are the same: letters alone agree too easily."""
    first, second = (set(_WORD.findall(text.casefold())) for text in (one, other))
    return len(first & second) * 2 >= len(first)


def _difference(source: str, quoted: str) -> str:
    """How ``quoted`` differs from ``source``, word by word, in words."""
    before, after = source.split(), quoted.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    said = []
    operations = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    for kind, i, j, k, m in operations:
        old, new = " ".join(before[i:j]), " ".join(after[k:m])
        at_edge = kind == "delete" and (i == 0 or j == len(before))
        if kind == "replace":
            said.append(f"“{new}” stands for “{old}”")
        elif kind == "insert":
            said.append(f"“{new}” was added")
        elif not at_edge:  # what the alignment took in beside the quotation
            said.append(f"“{old}” was left out")
    return "; ".join(said)
