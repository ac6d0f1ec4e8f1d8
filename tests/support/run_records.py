"""Records of runs, as `nexus samples` would have written them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from nexus_core.model.loading import load
from nexus_core.model.note import Note
from nexus_core.read.run_record import PATH, Run, RunRecord
from nexus_core.read.samples import read_samples
from support.small_sites import repository_in, write

WHEN = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


def record_runs(
    root: Path,
    *,
    passed: bool = True,
    when: dt.datetime = WHEN,
    of: Callable[[Note], bool] = lambda note: True,
) -> None:
    """Record that every sample of some notes has run."""
    runs = {
        sample.digest: Run(
            what="ran" if sample.language in ("python", "sql") else "checked",
            path=note.path,
            line=sample.line,
            language=sample.language,
            versions={"Python": "3.13.5", "PostgreSQL": "18.6"},
            when=when,
            commit=None,
            seconds=0.5,
            passed=passed,
        )
        for note in load(repository_in(root), drafts=True).portfolio.notes.values()
        if of(note)
        for sample in read_samples(note.body, note.body_line)
        if sample.is_run
    }
    write(root, {PATH: RunRecord(runs=runs).model_dump_json()})
