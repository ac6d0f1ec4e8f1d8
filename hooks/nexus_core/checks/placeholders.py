"""Advice on text that was meant to be replaced, outside of code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nexus_core.checks.base import Check
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem, Severity, Span

PLACEHOLDERS = re.compile(
    r"\bTODO\b|\bFIXME\b|\bTBD\b|\blorem ipsum\b|\bExample:|\byour-(?:user)?name\b", re.IGNORECASE
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def _find(loaded: Loaded) -> Iterator[Problem]:
    for note in loaded.portfolio.notes.values():
        fence = ""
        for index, line in enumerate(note.body.split("\n")):
            opened = _FENCE.match(line)
            if opened and (not fence or line.strip().startswith(fence)):
                fence = "" if fence else opened[1]
            match = None if fence else PLACEHOLDERS.search(line)
            if match:
                yield Problem(
                    path=note.path,
                    span=Span(note.body_line + index, match.start() + 1, len(match[0])),
                    code="placeholder",
                    message=f"'{match[0]}' looks like text to be replaced",
                    severity=Severity.ADVICE,
                    source_line=line,
                )


CHECK = Check(("placeholder",), _find, is_advice=True)
