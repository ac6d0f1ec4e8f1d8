"""Files that other tools take for notes: published as they are, their front matter would be text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from nexus_core.checks.base import Check
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem, Span


def _find(loaded: Loaded) -> Iterator[Problem]:
    for path in loaded.misnamed_notes:
        message = f"a note's name must end in .md, not {posixpath.splitext(path)[1]}"
        hint = "rename it; until then it is left out"
        yield Problem(path=path, span=Span(1), code="not-a-note", message=message, hint=hint)


CHECK = Check(("not-a-note",), _find)
