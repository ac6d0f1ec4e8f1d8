"""Directives that place nothing: unknown components, and options that a component can't read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nexus_core.checks.base import NoteCheck
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem
from nexus_core.write.components import resolve


def _find(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    for note in notes:
        for directive in note.directives:
            yield from resolve(directive, note.path, portfolio)[2]


CHECK = NoteCheck(("unknown-component", "unknown-option"), _find)
