"""Links by name, such as `[[Redis]]`, whose name nothing has, or several notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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

_SHOWN = 3
"""Notes of one title that are named."""


def _find(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    compared = 0
    for note in notes:
        for link in names_in_brackets(note.body):
            if several := portfolio.called(link.name):
                yield _ambiguous(note, link, several)
            elif (
                link.is_surely_meant
                and portfolio.find_heading(link.name) is None
                and portfolio.find_named(link.name)
            ):
                yield _no_heading(note, link)
            elif link.is_surely_meant and portfolio.find_named(link.name) is None:
                compared += len(portfolio.names)
                is_sought = compared <= MAX_COMPARED
                yield _unknown(note, link, did_you_mean(link.name, portfolio.names) if is_sought else "")


def _unknown(note: Note, link: NameInBrackets, hint: str) -> Problem:
    return _problem(note, link, "unknown-name", f"unknown skill or note '{link.name}'", hint)


def _ambiguous(note: Note, link: NameInBrackets, paths: Sequence[str]) -> Problem:
    message = f"which '{link.name}'? {len(paths)} notes are called so: {', '.join(paths[:_SHOWN])}"
    return _problem(note, link, "ambiguous-name", message, f"write [[{paths[0]}|{link.words or link.name}]]")


def _no_heading(note: Note, link: NameInBrackets) -> Problem:
    page, _, heading = link.name.rpartition("#")
    message = f"'{page}' has no heading '{heading}'"
    return _problem(note, link, "unknown-name", message, "write the heading's words, or leave them out")


def _problem(note: Note, link: NameInBrackets, code: str, message: str, hint: str) -> Problem:
    return Problem(
        path=note.path,
        span=span_at(note.body, link.start, link.end - link.start, first_line=note.body_line),
        code=code,
        message=message,
        hint=hint,
        source_line=line_at(note.body, link.start),
        target=note.body[link.start : link.end],
    )


CHECK = NoteCheck(("unknown-name", "ambiguous-name"), _find)
