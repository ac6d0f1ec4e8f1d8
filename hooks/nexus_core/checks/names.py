"""Links by name, such as `[[Redis]]`, whose name is neither a skill nor the title of a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nexus_core.checks.base import NoteCheck
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import MAX_LINE, Problem, Span
from nexus_core.problems.spelling import did_you_mean
from nexus_core.write.names_in_brackets import links

MAX_COMPARED = 100_000
"""Comparisons of an unknown name with a known one, in total: enough for any portfolio, some seconds for a vault of
thousands of notes whose links are another tool's."""


def _find(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    compared = 0
    for note in notes:
        for match in links(note):
            name = match["name"].strip()
            if portfolio.find_named(name) is None:
                compared += len(portfolio.names)
                yield _unknown(note, match, did_you_mean(name, portfolio.names) if compared <= MAX_COMPARED else "")


def _unknown(note: Note, match: re.Match[str], hint: str) -> Problem:
    line = note.body.count("\n", 0, match.start())
    start = note.body.rfind("\n", 0, match.start()) + 1
    return Problem(
        path=note.path,
        span=Span(note.body_line + line, match.start() - start + 1, len(match[0])),
        code="unknown-name",
        message=f"no skill and no note is called '{match['name'].strip()}'",
        hint=hint,
        source_line=note.body[start : match.end() + MAX_LINE].partition("\n")[0],
        target=match[0],
    )


CHECK = NoteCheck(("unknown-name",), _find)
