"""Advice on text that was meant to be replaced, outside of code and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nexus_core.checks.base import Check
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem, Severity
from nexus_core.read.markdown import prose
from nexus_core.read.positions import line_at, span_at

PLACEHOLDERS = re.compile(
    r"\bTODO\b|\bFIXME\b|\bTBD\b|\blorem ipsum\b|\bExample:|\byour-(?:user)?name\b", re.IGNORECASE
)


def _find(loaded: Loaded) -> Iterator[Problem]:
    for note in loaded.portfolio.notes.values():
        for match in PLACEHOLDERS.finditer(prose(note.body)) if PLACEHOLDERS.search(note.body) else ():
            yield Problem(
                path=note.path,
                span=span_at(note.body, match.start(), len(match[0]), first_line=note.body_line),
                code="placeholder",
                message=f"'{match[0]}' looks like text to be replaced",
                severity=Severity.ADVICE,
                source_line=line_at(note.body, match.start()),
            )


CHECK = Check(("placeholder",), _find, is_advice=True)
