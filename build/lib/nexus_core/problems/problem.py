"""A problem found in a source file: where it is, what is wrong and what to do about it.

Every part of the package reports by returning problems; only the edges (the command line, the MkDocs hook)
print them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from nexus_core.problems.codes import CODES
from nexus_core.problems.printable import visible

MAX_MESSAGE = 400
"""Characters of a message or a hint: what is longer quotes a value that nobody reads to its end."""

MAX_LINE = 160
"""Characters of a line that are shown; of a longer one, those around the place."""


class Severity(StrEnum):
    """How much a problem matters: an error breaks a page, advice only says what would make it better."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Span(NamedTuple):
    """A place in a text: line and column count from 1, width is in characters and at least 1."""

    line: int
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend in one place."""

    path: str
    """Path from the repository root, with forward slashes."""
    span: Span
    code: str
    """A short name that stays the same when the wording changes, such as `unknown-skill`: one of `CODES`."""
    message: str
    hint: str = ""
    """What to do, without a full stop; empty where the message says it already."""
    severity: Severity = Severity.ERROR
    target: str = ""
    """The link as it is written, where the problem is about one."""
    source_line: str = ""
    """The line the span points into, without its line break."""

    def __post_init__(self) -> None:
        """Keep what a note says within its line, whoever prints it.

        Raises:
            ValueError: the code is not in the list of codes.
        """
        if self.code not in CODES:
            raise ValueError(f"unknown code '{self.code}': add it to nexus_core/problems/codes.py")
        for name in ("path", "message", "hint"):
            object.__setattr__(self, name, visible(getattr(self, name)))
        for name in ("message", "hint"):
            object.__setattr__(self, name, _clipped(getattr(self, name)))

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sorts problems as a reader meets them: by file, line and column."""
        return (self.path, self.span.line, self.span.column, self.message)

    def headline(self) -> str:
        """`path:line:column: message: hint`, the form that editors and terminals turn into a link."""
        hint = f": {self.hint}" if self.hint else ""
        return f"{self.path}:{self.span.line}:{self.span.column}: {self.message}{hint}"

    def render(self) -> str:
        """The headline, then the line itself with the place underlined, as compilers print it."""
        if not self.source_line.strip():
            return self.headline()
        line, column, width = self.span
        start = max(0, column - 1 - MAX_LINE // 2) if len(self.source_line) > MAX_LINE else 0
        shown = visible(self.source_line[start : start + MAX_LINE])
        column -= start
        # Tabs are kept in the margin so that the underline stays below its word however wide a tab is.
        before = "".join("\t" if c == "\t" else " " for c in shown[: column - 1])
        width = max(1, min(width, len(shown) - column + 1))
        number = f"{line:>5}"
        return f"{self.headline()}\n{number} | {shown.rstrip()}\n{' ' * len(number)} | {before}{'^' * width}"


def _clipped(text: str) -> str:
    if len(text) <= MAX_MESSAGE:
        return text
    return f"{text[: MAX_MESSAGE * 3 // 4]}…{text[-MAX_MESSAGE // 4 :]}"
