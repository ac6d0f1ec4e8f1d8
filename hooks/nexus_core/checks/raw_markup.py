"""Advice on what GitHub draws and the site shows as it is written: Mermaid's diagrams, and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nexus_core.checks.base import NoteCheck
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.read.markdown import prose
from nexus_core.read.samples import read_samples

_FORMULA = re.compile(r"^[ \t>]*(?P<what>\$\$)", re.MULTILINE)


def _find(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    for note in notes:
        if "mermaid" in note.text:
            message, hint = "the site shows this diagram as code", "put its picture, an SVG, beside the note"
            for sample in read_samples(note.text):
                if sample.language == "mermaid":
                    yield _advice(note, sample.line, "diagram-source", message, hint)
        if "$$" in note.text:
            match = _FORMULA.search(prose(note.text))
            if match:
                message, hint = "the site shows formulas as they are written", "write it in words, or as an SVG"
                line = note.text.count("\n", 0, match.start("what")) + 1
                yield _advice(note, line, "formula", message, hint)


def _advice(note: Note, line: int, code: str, message: str, hint: str) -> Problem:
    shown = note.text.split("\n")[line - 1]
    return Problem(
        path=note.path,
        span=Span(note.body_line + line - 1, 1, len(shown)),
        code=code,
        message=message,
        hint=hint,
        severity=Severity.ADVICE,
        source_line=shown,
    )


CHECK = NoteCheck(("diagram-source", "formula"), _find)
