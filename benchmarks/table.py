"""The table: goal, measured ratio, verdict, and the run before beside it; kept between runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Figure, Row
from benchmarks.terminal import REPOSITORY

KEPT: Final = REPOSITORY / ".benchmarks"
_LAST: Final = "last.json"
_HEAD: Final = f"{'':62}{'measured':>10}{'floor':>9}  {'ratio':>6}{'goal':>6}  {'before':>6}  verdict"


def previous(folder: Path = KEPT) -> dict[str, float]:
    """The ratios of the runs before, by the names of their figures."""
    try:
        kept = json.loads((folder / _LAST).read_text(encoding="utf-8"))
        return {str(name): float(row["ratio"]) for name, row in kept.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def keep(figures: Sequence[Figure], folder: Path = KEPT) -> None:
    """Remember these figures as the last, others as they were, and this run in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {figure.name: {**asdict(figure), "ratio": figure.ratio} for figure in figures}
    try:
        kept: dict[str, Any] = json.loads((folder / _LAST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    (folder / _LAST).write_text(json.dumps({**kept, **rows}, indent=1, ensure_ascii=False), encoding="utf-8")
    name = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.json")
    (folder / name).write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")


def head() -> str:
    """The names of the columns."""
    return _HEAD


def title(row: Row) -> str:
    """What the figures that follow are of, and what their floor is."""
    return f"\n{row.what} [{row.id}]\n  floor: {row.floor}"


def line(figure: Figure, before: dict[str, float]) -> str:
    """One figure."""
    goal = f"{figure.goal:g}" if figure.goal else "–"
    then = f"{before[figure.name]:.2f}" if figure.name in before else "–"
    measured, floor = f"{figure.measured:.1f} {figure.unit}", f"{figure.floor:.1f}"
    ratio = f"{figure.ratio:6.2f}{goal:>6}  {then:>6}"
    return f"  {figure.name:60}{measured:>10}{floor:>9}  {ratio}  {figure.verdict}"
