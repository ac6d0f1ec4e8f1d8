"""Measures what each trick of `hooks/nexus_mkdocs/speed` saves: the CPU time that a build takes more without it.

    python tests/benchmarks/tricks.py

Builds the portfolio and 1,000 generated notes with all tricks, without any, and without each in turn: from nothing,
and again after a sentence was added to one note. Prints the medians as a table in Markdown, with each difference as
a share of the build with all tricks. What `edits` saves is the row "save" of the other benchmark.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure import run  # found by the line above
from benchmarks.peers import OURS, PLAIN
from benchmarks.projects import Project, make, make_real
from nexus_mkdocs.speed.switches import TRICKS, VARIABLE

VARIANTS = ("", "speed", *(trick for trick in TRICKS if trick != "edits"))
"""What builds do without: nothing, all of it, each trick."""

Seconds = Mapping[tuple[str, str], Sequence[float]]
"""What builds cost, by what they did without and whether they began from nothing."""


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks/tricks.py", description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="rounds, of which the median counts")
    parser.add_argument("--notes", type=int, default=1000, help="generated notes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        (generated,) = make(folder, given.notes, [OURS])
        measured = {
            "the portfolio": _measure(make_real(folder, PLAIN)[0], given.runs),
            f"{given.notes:,} notes": _measure(generated, given.runs),
        }
    print("\n".join(_table(measured)))


def _measure(project: Project, runs: int) -> Seconds:
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(runs):
        for without in VARIANTS:
            project.clear()
            seconds[without, "cold"].append(_build(project, without))
            with next((project.root / "learnings").rglob("*.md")).open("a", encoding="utf-8") as note:
                note.write(f"\nSentence {number} was added without {without or 'nothing'}.\n")
            seconds[without, "after an edit"].append(_build(project, without))
    return seconds


def _build(project: Project, without: str) -> float:
    os.environ[VARIABLE] = without
    return run(project.builder.build, project.root).cpu


def _table(measured: Mapping[str, Seconds]) -> list[str]:
    columns = [(site, kind) for site in measured for kind in ("cold", "after an edit")]
    lines = [
        "| without | " + " | ".join(f"{site}, {kind}" for site, kind in columns) + " |",
        "| --- |" + " --: |" * len(columns),
    ]
    for without in VARIANTS:
        cells = []
        for site, kind in columns:
            whole, now = (statistics.median(measured[site][each, kind]) for each in ("", without))
            cells.append(f"{now:.2f} s" if not without else f"{now - whole:+.2f} s ({(now - whole) / whole:+.0%})")
        lines.append(f"| {without or 'nothing'} | {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    main()
