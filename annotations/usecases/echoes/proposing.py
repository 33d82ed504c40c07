"""Resounding: which articles hold words of a passage, proposed by the index and proved on their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.echoes.passages import LEAST, Run, Shared, shared, stretched, worthwhile
from corpus.echoes.shingles import WORDS, kept, shingles

if TYPE_CHECKING:
    from annotations.usecases.echoes.book import Opened
    from corpus.echoes.index import Part
    from corpus.echoes.rows import Row
    from corpus.echoes.tokens import Placed

_COMMON: Final = 48  # articles; what stands in more may be a turn of phrase
_MANY: Final = 6  # such turns in one place that are none any more ...
_LONG: Final = 12  # ... and words
_WHOLE: Final = 0.85  # of the words of a passage that is looked for as a whole
_ARTICLES: Final = 250  # looked into for one passage, or for a part of an article
_PROBES: Final = 16_000  # shingles of one article that are looked up
_EFFORT: Final = 500_000  # words that are laid beside each other for one article ...
_LEAST_EFFORT: Final = 20_000  # ... and for a part of it
_PART: Final = 8_000  # words of a part of an article, about
_WINDOWS: Final = 4  # then the whole is laid beside the other
_BESIDE: Final = 24  # words around what was proposed that are laid beside each other
_BRIDGE: Final = 24  # words of either row over which the places of a passage belong together
_NEAR: Final = 60  # words between two proposed places that are looked at together


class Place(NamedTuple):
    """Where a passage stands in another article.

    Attributes:
        row, text, placed: The article, its text, and the words of the part of it that was looked at.
        shared: What is the same, by words of the passage and of that part.
    """

    row: Row
    text: str
    placed: Placed
    shared: Shared


class _Proposed:
    """What speaks for a part of an article: places in the passage, and whether they are rare."""

    __slots__ = ("places", "rare")

    def __init__(self) -> None:
        self.places: list[int] = []
        self.rare = 0


def resounding(opened: Opened, passage: Placed, path: str) -> list[Place]:
    """For each other article the place that has most in common with a passage, the best first."""
    hashes = shingles(passage.numbers)
    best: dict[int, Place] = {}
    for part, what in _proposed(opened, _places(hashes), path):
        for place in _bridged(_proved(opened, part, passage, (0, len(passage.numbers)))):
            if not (what.rare or place.shared.same >= min(_LONG, _WHOLE * len(passage.numbers))):
                continue
            known = best.get(part.row.id)
            if known is None or _worth(place) > _worth(known):
                best[part.row.id] = place
    whole = (
        place._replace(shared=stretched(place.shared, passage.numbers, place.placed.numbers))
        for place in best.values()
    )
    return sorted(whole, key=lambda place: (*(-each for each in _worth(place)), place.row.path))


def recurrences(
    opened: Opened,
    article: Placed,
    path: str,
    share: float = 1.0,
    *,
    asked: Callable[[int], bool] | None = None,
    meant: Callable[[str], bool] | None = None,
) -> Iterator[Place]:
    """Every place in another article that has words in common with an article, or with a part of it.

    Args:
        asked: Whether places are looked for by a shingle; ``meant`` whether in the article at a path. All
            where they are None.
        share: How much of the work that an article may make may be spent on this part, 0 to 1. Of a long
            article, what is short may be missed, and so may be the last of what whole books share with it.
    """
    hashes = shingles(article.numbers)
    chosen = _places(hashes, kept(hashes))
    if asked is not None:
        chosen = {each: places for each, places in chosen.items() if asked(each)}
    most = max(1, int(_PROBES * share))
    if len(chosen) > most:
        step = -(-len(chosen) // most)
        chosen = {each: places for each, places in chosen.items() if not (each >> 20) % step}
    left = max(_LEAST_EFFORT, _EFFORT * share)
    for part, what in _proposed(opened, chosen, path, meant):
        windows = list(_windows(sorted(what.places), len(article.numbers)))
        if len(windows) > _WINDOWS:
            windows = [((windows[0][0][0], windows[-1][0][1]), len(what.places))]
        for window, count in windows:
            if not what.rare and count < _MANY:
                continue
            left -= window[1] - window[0] + min(part.row.words, _PART)
            if left < 0:
                return
            for place in _proved(opened, part, article, window):
                if what.rare or place.shared.same >= _LONG:
                    yield place


def cut_at(passage: Shared, bounds: Sequence[int]) -> Iterator[Shared]:
    """A passage cut before the words ``bounds`` of its own row, as far as the pieces are long enough."""
    from bisect import bisect_right

    pieces: defaultdict[int, list[Run]] = defaultdict(list)
    for here, there, length in passage.runs:
        start, end = here, here + length
        while start < end:
            number = bisect_right(bounds, start)
            stop = min(end, bounds[number]) if number < len(bounds) else end
            pieces[number].append(Run(start, there + start - here, stop - start))
            start = stop
    for runs in pieces.values():
        yield from (piece for piece in worthwhile(runs) if piece.same >= LEAST)


def _places(hashes: Sequence[int], only: set[int] | None = None) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place, each in enumerate(hashes):
        if only is None or each in only:
            found[each].append(place)
    return found


def _proposed(
    opened: Opened, places: dict[int, list[int]], path: str, meant: Callable[[str], bool] | None = None
) -> list[tuple[Part, _Proposed]]:
    """The parts of other articles that speak for themselves, the strongest first."""
    found: dict[tuple[int, int], tuple[Part, _Proposed]] = {}
    for each, parts in opened.snapshot.sharing(places):
        rare = len(parts) <= _COMMON
        for part in parts:
            if part.row.path == path or not (meant is None or meant(part.row.path)):
                continue
            key = part.row.id, part.number
            if key not in found:
                found[key] = part, _Proposed()
            what = found[key][1]
            what.places += places[each]
            what.rare += rare
    ordered = sorted(found.values(), key=lambda item: (item[0].row.path, item[0].number))
    ordered.sort(key=lambda item: (item[1].rare, len(item[1].places)), reverse=True)
    return ordered[:_ARTICLES]


def _windows(places: Sequence[int], words: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Stretches of words around places that are near each other, with the number of places."""
    start, count = places[0], 1
    for place, following in [*pairwise(places), (places[-1], None)]:
        if following is None or following - place > _NEAR:
            yield (max(0, start - _BESIDE), min(words, place + WORDS + _BESIDE)), count
            start, count = following or 0, 0
        count += 1


def _proved(opened: Opened, part: Part, passage: Placed, window: tuple[int, int]) -> Iterator[Place]:
    found = opened.part(part)
    if found is None:
        return
    text, placed = found
    start, end = window
    for each in shared(passage.numbers[start:end], placed.numbers):
        runs = each.runs if not start else tuple(Run(a + start, b, length) for a, b, length in each.runs)
        yield Place(part.row, text, placed, Shared(runs))


def _bridged(places: Iterable[Place]) -> list[Place]:
    """Places of one part, those made one that go on from each other over words that were replaced."""
    found: list[Place] = []
    for place in sorted(places, key=lambda each: each.shared.runs):
        (start, _), (start_there, _) = place.shared.here, place.shared.there
        for at, other in enumerate(found):
            ahead = start - other.shared.here[1]
            ahead_there = start_there - other.shared.there[1]
            if 0 <= ahead <= _BRIDGE and 0 <= ahead_there <= _BRIDGE:
                found[at] = other._replace(shared=Shared((*other.shared.runs, *place.shared.runs)))
                break
        else:
            found.append(place)
    return found


def _worth(place: Place) -> tuple[int, float]:
    return place.shared.same, place.shared.similarity
