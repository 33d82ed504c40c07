"""What a row of the table is: something measured, its floor, and the ratio that is to be reached."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final, Literal

from benchmarks.data import Libraries

Verdict = Literal["reached", "missed", "–"]
NOISE: Final = 1.05  # a ratio within five per cent of its goal has reached it


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured ratio.

    Attributes:
        name: What was measured, unique among all.
        measured, floor: Medians or 95th percentiles, in ``unit``.
        goal: The greatest ratio that will do; 0 where there is none, the figure being for comparison.
        unit: ``ms``, ``MB`` or ``kB``.
    """

    name: str
    measured: float
    floor: float
    goal: float = 0.0
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Measured over floor."""
        return self.measured / self.floor if self.floor else 0.0

    @property
    def verdict(self) -> Verdict:
        """Whether the goal was reached."""
        if not self.goal:
            return "–"
        return "reached" if self.ratio <= self.goal * NOISE else "missed"


@dataclass(frozen=True, slots=True)
class Bench:
    """What measuring needs to know.

    Attributes:
        libraries: The data.
        quick: Whether a few rounds will do.
    """

    libraries: Libraries
    quick: bool = False

    def rounds(self, many: int) -> int:
        """How many rounds to take where ``many`` are wanted."""
        return max(3, many // 4) if self.quick else many


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table, which may hold several figures.

    Attributes:
        id: For ``--only``.
        what: What is measured.
        floor: What it is compared with, and why that is the least that it could take.
        measure: Measures it.
    """

    id: str
    what: str
    floor: str
    measure: Callable[[Bench], Sequence[Figure]]


def p95(values: Sequence[float]) -> float:
    """The 95th percentile; the greatest of a few."""
    return quantiles(values, n=20)[-1] if len(values) >= 20 else max(values)


def in_turn(
    floor: Callable[[], float], act: Callable[[], float], rounds: int
) -> tuple[list[float], list[float]]:
    """Both measured A B A B, so that a busy machine slows both; a first round is not counted."""
    floor(), act()
    pairs = [(floor(), act()) for _ in range(rounds)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def cpu(act: Callable[[], object]) -> float:
    """Processor milliseconds of ``act`` in this process, nothing left to collect before."""
    gc.collect()
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def wall(act: Callable[[], object]) -> float:
    """Milliseconds by the clock."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def compared(
    name: str,
    floor: Callable[[], float],
    act: Callable[[], float],
    rounds: int,
    goal: float,
    *,
    late: bool = False,
) -> Figure:
    """A figure of medians, or of 95th percentiles if ``late``."""
    base, taken = in_turn(floor, act, rounds)
    of = p95 if late else median
    return Figure(name, of(taken), of(base), goal)
