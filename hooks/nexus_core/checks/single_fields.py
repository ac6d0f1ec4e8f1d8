"""Fields that only one page can hold, held by another page too: nothing reads them there."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.checks.base import Check
from nexus_core.model.loading import CATALOGUE_PAGES, Loaded
from nexus_core.problems.problem import Problem
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds.page import PageFields

_SINGLE = [name for name in PageFields.model_fields if name not in {*NoteFields.model_fields, "role"}]


def _find(loaded: Loaded) -> Iterator[Problem]:
    holders = {"catalogue": loaded.portfolio.catalogue.path or CATALOGUE_PAGES[0]}
    for note in loaded.portfolio.notes.values():
        if not isinstance(note.fields, PageFields):
            continue
        for name in _SINGLE:
            if getattr(note.fields, name) is None:
                continue
            holder = holders.setdefault(name, note.path)
            if holder != note.path:
                message = f"'{name}' is read from {holder}, not from this page"
                yield note.front.problem((name,), "held-twice", message, "move it there, or remove it", key=True)


CHECK = Check(("held-twice",), _find)
