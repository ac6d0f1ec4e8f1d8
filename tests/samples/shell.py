"""Runs shell samples with Bash: each starts in a folder of its own, with the files that it names."""

import re

from .notes import Sample
from .process import find_tool, run_program
from .runs import NoteRun

PACKAGES = re.compile(r"\bnode_modules\b")


def run_bash(sample: Sample, run: NoteRun) -> str:
    """Runs the sample; empty lines before it make Bash report the note's line numbers."""
    directory = run.new_directory()
    run.place_files(sample, directory)
    if PACKAGES.search(sample.source):
        run.place_packages(directory)
    return run_program(
        [find_tool("bash"), "-eu", "-c", "\n" * sample.line + sample.source, sample.note],
        directory=directory,
        environment=run.environment,
    )
