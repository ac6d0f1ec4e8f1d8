"""Records of runs, as `nexus samples` would have written them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from nexus_core.model.loading import load
from nexus_core.model.note import Note
from nexus_core.read.references import digest_with
from nexus_core.read.run_record import PATH, Run, RunRecord
from nexus_samples.running import note_text
from support.small_sites import repository_in, write

WHEN = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


def record_runs(
    root: Path,
    *,
    passed: bool = True,
    when: dt.datetime = WHEN,
    of: Callable[[Note], bool] = lambda note: True,
) -> None:
    """Record that every sample of some notes has run, and so the tests of their reference implementations."""
    repository = repository_in(root)
    portfolio = load(repository, drafts=True).portfolio
    readmes = [folder.readme for folder in portfolio.code if folder.readme]
    runs = {}
    for note in filter(of, (*portfolio.notes.values(), *readmes)):
        text = note_text(root, note.path, note.body, note.body_line, repository.files())
        for sample in text.samples:
            kind = "ran" if sample.language in ("python", "sql") else "checked"
            if sample.is_run:
                runs[digest_with(sample, text.digest)] = Run(
                    what="tests" if text.tests(sample) else kind,
                    path=note.path,
                    line=sample.line,
                    language=sample.language,
                    versions={"Python": "3.13.5", "PostgreSQL": "18.6"},
                    when=when,
                    commit=None,
                    seconds=0.5,
                    passed=passed,
                )
    write(root, {PATH: RunRecord(runs=runs).model_dump_json()})
