"""Advice on fields of the author's own that no list of the portfolio asks for, and so nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem
from nexus_core.problems.spelling import closest
from nexus_core.schema.validation import NEAR, own_fields
from nexus_core.write.components import asked_fields


def _find(loaded: Loaded) -> Iterator[Problem]:
    asked = asked_fields(loaded.portfolio)
    for note in loaded.portfolio.notes.values():
        for name in own_fields(type(note.fields), note.front):
            if name.casefold() not in asked and not closest(name, type(note.fields).model_fields, cutoff=NEAR):
                hint = "ask for it in 'nexus/notes', or keep it for yourself"
                yield advice(note, (name,), "unknown-field", f"no list shows the field '{name}'", hint)


CHECK = Check(("unknown-field",), _find, is_advice=True)
