"""Runs shell samples with Bash: each starts in an empty folder of its own."""

from .notes import Sample
from .process import find_tool, run_program
from .runs import NoteRun


def run_bash(sample: Sample, run: NoteRun) -> str:
    """Runs the sample; empty lines before it make Bash report the note's line numbers."""
    return run_program(
        [find_tool("bash"), "-eu", "-c", "\n" * sample.line + sample.source, sample.note],
        directory=run.new_directory(),
        environment=run.environment,
    )
