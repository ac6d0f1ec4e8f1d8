"""Runs JavaScript samples with Node.js: each is an ES module of its own."""

from .notes import Sample
from .process import find_tool, run_program
from .runs import NoteRun


def run_javascript(sample: Sample, run: NoteRun) -> str:
    """Runs the sample; empty lines before it make Node.js report the note's line numbers."""
    return run_program(
        [find_tool("node"), "--input-type=module", "-"],
        directory=run.new_directory(),
        environment=run.environment,
        text="\n" * sample.line + sample.source,
    )
