"""Advice on notes that name no skill, and so are evidence of none."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice, notes_of_their_own
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem


def _find(loaded: Loaded) -> Iterator[Problem]:
    for note in notes_of_their_own(loaded.portfolio):
        if not note.named_skills:
            message, hint = "this note shows no skill", "list what it shows in 'skills'"
            yield advice(note, ("skills",), "no-skill", message, hint)


CHECK = Check(("no-skill",), _find, is_advice=True)
