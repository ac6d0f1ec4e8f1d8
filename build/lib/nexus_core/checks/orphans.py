"""Advice on notes that no other note links to."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice, notes_of_their_own
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem


def _find(loaded: Loaded) -> Iterator[Problem]:
    for note in notes_of_their_own(loaded.portfolio):
        if not loaded.portfolio.linked_from(note):
            message, hint = "no other note links to this one", "link it where a reader would want it next"
            yield advice(note, (), "orphan", message, hint)


CHECK = Check(("orphan",), _find, is_advice=True)
