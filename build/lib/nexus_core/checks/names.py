"""Links by name, such as `[[Redis]]`, whose name is neither a skill nor the title of a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nexus_core.checks.base import NoteCheck
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem
from nexus_core.problems.spelling import did_you_mean
from nexus_core.read.markdown_links import NameInBrackets, names_in_brackets
from nexus_core.read.positions import line_at, span_at

MAX_COMPARED = 100_000
"""Comparisons of an unknown name with a known one, in total: enough for any portfolio, some seconds for a vault of
thousands of notes whose links are another tool's."""


def _find(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    compared = 0
    for note in notes:
        for link in names_in_brackets(note.body):
            if link.is_surely_meant and portfolio.find_named(link.name) is None:
                compared += len(portfolio.names)
                is_sought = compared <= MAX_COMPARED
                yield _unknown(note, link, did_you_mean(link.name, portfolio.names) if is_sought else "")


def _unknown(note: Note, link: NameInBrackets, hint: str) -> Problem:
    return Problem(
        path=note.path,
        span=span_at(note.body, link.start, link.end - link.start, first_line=note.body_line),
        code="unknown-name",
        message=f"unknown skill or note '{link.name}'",
        hint=hint,
        source_line=line_at(note.body, link.start),
        target=note.body[link.start : link.end],
    )


CHECK = NoteCheck(("unknown-name",), _find)
