"""Keys and tokens in notes, and files beside them that look like secrets and so are not published.

Dot-files are never read at all, so `.env` and its like can't get out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nexus_core.checks.base import Check, NoteCheck
from nexus_core.model.loading import Loaded
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.secret_files import SECRET
from nexus_core.read.secret_tokens import tokens_of


def _find_files(loaded: Loaded) -> Iterator[Problem]:
    message, hint = SECRET
    for path in loaded.secret_files:
        yield Problem(path=path, span=Span(1), code="secret-file", message=message, hint=hint)


def _find_tokens(notes: Iterable[Note], portfolio: Portfolio) -> Iterator[Problem]:
    for note in notes:
        for text, first in ((note.front.source, note.front.first_line), (note.text, note.body_line)):
            yield from tokens_of(note.path, text, first)


FILES = Check(("secret-file",), _find_files)
TOKENS = NoteCheck(("secret",), _find_tokens)
