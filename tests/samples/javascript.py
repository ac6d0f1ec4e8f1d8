"""Runs JavaScript samples with Node.js: each is an ES module of its own.

A sample named `….test.js` is run by the shell sample after it, with a test runner; here it is parsed.
"""

import re

from .notes import Sample
from .process import find_tool, run_program
from .runs import NoteRun

PACKAGE = re.compile(r"""^import\b.*?\bfrom ["'](?!node:|\.)""", re.MULTILINE)


def run_javascript(sample: Sample, run: NoteRun) -> str:
    """Runs the sample; empty lines before it make Node.js report the note's line numbers."""
    directory = run.new_directory()
    text = "\n" * sample.line + sample.source
    if sample.title.endswith(".test.js"):
        (directory / "sample.mjs").write_text(text, encoding="utf-8")
        arguments = ["--check", "sample.mjs"]
    else:
        arguments = ["--input-type=module", "-"]
        run.place_files(sample, directory)
        if PACKAGE.search(sample.source):
            run.place_packages(directory)
    return run_program([find_tool("node"), *arguments], directory=directory, environment=run.environment, text=text)
