"""Builds and serves in pairs, and keeps what each run cost."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import own_work
from benchmarks.measure import ENVIRONMENT, Cost, run
from benchmarks.peers import PLAIN, Builder
from benchmarks.projects import Output, Project, make, make_real
from benchmarks.saving import saves

COLD, CHANGED, UNCHANGED, SAVE, REAL = "cold", "changed", "unchanged", "save", "real"


@dataclass
class Comparison:
    """What was measured, by what was done, the number of notes and the program."""

    folder: Path
    builders: Sequence[Builder]
    costs: dict[tuple[str, int, str], list[Cost]] = field(default_factory=lambda: defaultdict(list))
    outputs: dict[tuple[str, int, str], Output] = field(default_factory=dict)
    own: list[dict[str, Any]] = field(default_factory=list)
    """What `own_work` has printed, run by run."""

    def build_cold(self, notes: int, runs: int, builders: Sequence[Builder] = ()) -> None:
        """Build a portfolio that was never built: ours, plain and the others in turn, as often as wanted."""
        projects = make(self.folder, notes, builders or self.builders)
        for _ in range(runs):
            for project in projects:
                self._cold(project, COLD, notes)

    def build_again(self, notes: int, runs: int) -> None:
        """Build cold, with nothing changed, and after one body changed; count our own work in one more."""
        projects = make(self.folder, notes, self.builders)
        for number in range(runs):
            for project in projects:
                self._cold(project, COLD, notes)
                if project.builder.keeps:
                    self._run(project, UNCHANGED, notes)
                    project.append(number, f"Sentence {number} was added before a build.")
                    self._run(project, CHANGED, notes)
            self.own.append(_own_work(projects[0]))

    def save(self, notes: int, edits: int, *, watched: float) -> None:
        """Save notes while they are served."""
        for project in make(self.folder / SAVE, notes, self.builders):
            self._say(SAVE, notes, project.builder)
            self.costs[SAVE, notes, project.builder.name] += saves(project, edits, watched=watched)

    def build_real(self, runs: int) -> None:
        """Build this repository's own portfolio."""
        projects = make_real(self.folder, PLAIN)
        for _ in range(runs):
            for project in projects:
                self._cold(project, REAL, 0)

    def ratio(self, what: str, notes: int, one: Builder, other: Builder = PLAIN) -> float | None:
        """Return the CPU time of one program for each second of another's, the median of all pairs."""
        pairs = zip(self.of(what, notes, one), self.of(what, notes, other), strict=False)
        ratios = [a.cpu / b.cpu for a, b in pairs]
        return statistics.median(ratios) if ratios else None

    def own_ratio(self, notes: int, parts: Sequence[str]) -> float | None:
        """Return the CPU time of our own work for each second that plain Material builds."""
        pairs = zip(self.own, self.of(COLD, notes, PLAIN), strict=False)
        ratios = [sum(work[part] for part in parts) / cost.cpu for work, cost in pairs]
        return statistics.median(ratios) if ratios else None

    def of(self, what: str, notes: int, builder: Builder) -> Sequence[Cost]:
        """Return what the runs cost; for a program that keeps nothing each build is a cold one."""
        if what in {CHANGED, UNCHANGED} and not builder.keeps:
            what = COLD
        return self.costs.get((what, notes, builder.name), ())

    def _cold(self, project: Project, what: str, notes: int) -> None:
        project.clear()
        self._run(project, what, notes)
        self.outputs[what, notes, project.builder.name] = project.output()

    def _run(self, project: Project, what: str, notes: int) -> None:
        self._say(what, notes, project.builder)
        self.costs[what, notes, project.builder.name].append(run(project.builder.build, project.root))

    @staticmethod
    def _say(what: str, notes: int, builder: Builder) -> None:
        sys.stderr.write(f"{what}, {notes or 'these'} notes: {builder.name}\n")


def _own_work(project: Project) -> dict[str, Any]:
    project.clear()
    command = [sys.executable, own_work.__file__]
    done = subprocess.run(
        command, cwd=project.root, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
