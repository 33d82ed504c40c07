"""All speeds in one table: ``python -m benchmarks [--only ROW] [--quick] [--list]``.

Each figure is a ratio to a floor that was measured in the same run, in turn with it, so that it holds on
a slow or a busy machine too; times by the clock are this machine's alone. Libraries are made once and kept
in the user's cache folder (or ``$SCHOLIAST_BENCH``), results in ``.benchmarks``.
"""

from __future__ import annotations

import argparse
import os

from benchmarks import alternatives, table
from benchmarks.data import libraries
from benchmarks.figures import Bench, Figure
from benchmarks.rows import ROWS
from benchmarks.terminal import compile_all


def main() -> int:
    """Measure and print; 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--only", action="append", choices=[row.id for row in ROWS] + ["others"], metavar="ROW"
    )
    parser.add_argument("--quick", action="store_true", help="a quarter of the rounds")
    parser.add_argument("--list", action="store_true", help="name the rows and leave")
    options = parser.parse_args()
    if options.list:
        for row in ROWS:
            print(f"{row.id:12}{row.what}")
        return 0
    compile_all()
    bench = Bench(libraries(), options.quick)
    before = table.previous()
    figures: list[Figure] = []
    print(table.head())
    for row in ROWS:
        if options.only and row.id not in options.only:
            continue
        print(table.title(row), flush=True)
        found = row.measure(bench)
        for figure in found:
            print(table.line(figure, before), flush=True)
        figures += found
    if not options.only or "others" in options.only:
        print("\nOther programs on the same texts, for comparison")
        for words in alternatives.measured(bench):
            print(f"  {words}", flush=True)
    table.keep(figures)
    missed = [figure for figure in figures if figure.verdict == "missed"]
    load = os.getloadavg()[0]
    print(f"\n{len(figures)} figures, {len(missed)} missed; load {load:.1f} on {os.cpu_count()} processors")
    for figure in missed:
        print(f"  missed: {figure.name}: {figure.ratio:.2f} for {figure.goal:g}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
