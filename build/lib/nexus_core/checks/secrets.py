"""Keys and tokens in notes. Files beside them that hold one are left out when they are loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nexus_core.checks.base import NoteCheck
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem
from nexus_core.read.secret_tokens import tokens_of


def _find(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    for note in notes:
        for text, first in ((note.front.source, note.front.first_line), (note.text, note.body_line)):
            yield from tokens_of(note.path, text, first)


CHECK = NoteCheck(("secret",), _find)
