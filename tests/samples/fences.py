"""Samples as Markdown, and their run in a folder in which all that it leaves behind is seen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from nexus_core.problems.problem import Problem
from nexus_core.read.run_record import Run
from nexus_samples.note_run import NoteText
from nexus_samples.process import LIMITS, Limits
from nexus_samples.running import Outcome, run_samples


def fence(language: str, source: str, output: str | None = None) -> str:
    """Return a sample with its `Output` as Markdown."""
    text = f"```{language}\n{source}\n```\n"
    return text if output is None else f'{text}\n```text title="Output"\n{output}\n```\n'


@contextmanager
def scratch() -> Iterator[Path]:
    """Have temporary files made in an empty folder: one that other users may enter, and with a short path."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, pytest.MonkeyPatch.context() as patch:
        Path(name).chmod(0o711)
        patch.setattr(tempfile, "tempdir", name)
        yield Path(name)


@dataclass(frozen=True)
class Ran:
    """What came of some notes, by their names."""

    outcome: Outcome

    def problems(self, name: str) -> list[Problem]:
        """Return what is wrong with a note."""
        return [problem for problem in self.outcome.problems if problem.path == name]

    def runs(self, name: str) -> list[Run]:
        """Return the runs of a note's samples."""
        return [run for run in self.outcome.runs.values() if run.path == name]


def run_texts(texts: Mapping[str, str], root: Path, limits: Limits = LIMITS) -> Ran:
    """Run the samples of some texts, each a note of its own."""
    notes = [NoteText(name, text, 1) for name, text in texts.items()]
    return Ran(run_samples(notes, root, limits=limits))
