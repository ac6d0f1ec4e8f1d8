"""Runs every sample of the notes, each as a test of its own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sybil import Example
from sybil.example import SybilFailure

from .languages import evaluate
from .notes import find_notes, read_note
from .process import MissingToolError
from .runs import NoteRuns
from .summary import ADVICE, LANGUAGE, NOT_RUN, PLACE

pytestmark = pytest.mark.own_notes

ROOT = Path(__file__).resolve().parents[2]
_LIST = ROOT / "tests" / "own" / "notes.txt"
VOUCHED = frozenset(_LIST.read_text(encoding="utf-8").splitlines()) if _LIST.is_file() else frozenset()
"""The notes whose samples all have to run. In any other, one without an `Output` fence promises nothing."""

EXAMPLES = [
    pytest.param(
        example,
        id=f"{example.parsed.place}-{example.parsed.language or 'none'}",
        marks=pytest.mark.xdist_group(example.parsed.note),
    )
    for note in find_notes(ROOT)
    for example in read_note(note, ROOT, evaluate)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_sample(example: Example, runs: NoteRuns, record_property: Callable[[str, object], None]) -> None:
    """A sample runs, and prints what the note says it prints; one that promises no output may fail."""
    sample = example.parsed
    record_property(LANGUAGE, sample.language or "none")
    record_property(PLACE, sample.place)
    if sample.not_run:
        record_property(NOT_RUN, sample.not_run)
        return
    problem, missing = "", False
    try:
        runs.of(example.document).evaluate(example)
    except SybilFailure as failure:
        problem = failure.result
    except MissingToolError as error:
        problem, missing = str(error), True
    if missing and not os.environ.get("CI"):
        pytest.skip(f"{sample.place}: {problem}")
    if problem and sample.expected is None and sample.note not in VOUCHED:
        record_property(ADVICE, problem)
    elif problem:
        pytest.fail(f"{sample.place}: {problem}", pytrace=False)
