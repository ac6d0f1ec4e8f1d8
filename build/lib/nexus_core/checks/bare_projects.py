"""Advice on projects without what their cards show, and on those that show nothing at all."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check, advice, notes_of_their_own
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem
from nexus_core.schema.kinds.project import ProjectFields

_CODES = {"description": "no-description", "image": "no-image"}


def _find(loaded: Loaded) -> Iterator[Problem]:
    for note in notes_of_their_own(loaded.portfolio):
        if isinstance(note.fields, ProjectFields):
            for name, code in _CODES.items():
                if not getattr(note.fields, name):
                    yield advice(note, (name,), code, f"this project has no {name}", "its card shows it")
            if not (note.fields.repo or note.fields.demo or note.body.strip()):
                message = "there is nothing to see of this project: it has no text, no repo and no demo"
                yield advice(note, (), "nothing-to-see", message, "write how it is built, or give one of these")


CHECK = Check(("nothing-to-see", *_CODES.values()), _find, is_advice=True)
