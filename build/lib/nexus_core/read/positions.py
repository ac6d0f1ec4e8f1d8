"""Turns an offset in a text into the line and column that a problem names, and into the line that it shows."""

from __future__ import annotations

from nexus_core.problems.problem import Span


def span_at(text: str, offset: int, width: int = 1, *, first_line: int = 1) -> Span:
    """Return the place of an offset in a text whose first line has a number in its file."""
    start = text.rfind("\n", 0, offset) + 1
    return Span(first_line + text.count("\n", 0, offset), offset - start + 1, max(1, width))


def line_at(text: str, offset: int) -> str:
    """Return the line that an offset lies on, without its line break."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start:] if end < 0 else text[start:end]
