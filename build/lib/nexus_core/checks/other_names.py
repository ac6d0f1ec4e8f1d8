"""Advice on fields that go by another name here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nexus_core.checks.base import Check
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem, Severity
from nexus_core.schema.other_tools import renamed_fields


def _find(loaded: Loaded) -> Iterator[Problem]:
    for note in loaded.portfolio.notes.values():
        for name, ours in renamed_fields(note.front.fields, note.kind.fields.model_fields):
            message, hint = f"unknown field '{name}'", f"did you mean '{ours}'?"
            problem = note.front.problem((name,), "unknown-field", message, hint, key=True)
            yield replace(problem, severity=Severity.ADVICE)


CHECK = Check(("unknown-field",), _find, is_advice=True)
