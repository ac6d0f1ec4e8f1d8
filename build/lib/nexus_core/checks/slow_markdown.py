"""Texts that a converter would be busy with for minutes, and that pages therefore don't show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nexus_core.checks.base import NoteCheck
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem
from nexus_core.read.positions import line_at, span_at
from nexus_core.read.slow_markdown import slow_paragraph


def _find(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    for note in notes:
        start = slow_paragraph(note.text)
        if start is not None:
            yield Problem(
                path=note.path,
                span=span_at(note.text, start, first_line=note.body_line),
                code="costly-text",
                message="this paragraph has thousands of brackets or backticks, unclosed or nested",
                hint="put it into a code block, or a file beside the note; until then the text is not shown",
                source_line=line_at(note.text, start),
            )


CHECK = NoteCheck(("costly-text",), _find)
