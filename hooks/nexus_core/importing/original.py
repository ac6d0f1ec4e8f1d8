"""The lines of an original, written so that Python-Markdown reads them as GitHub does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markdown_it.common.utils import normalizeReference

from nexus_core.importing.outline import Piece, Section, definition_lines

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?=\s)")
_BREAK = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_STEP = 4
"""How far Python-Markdown wants a nested list indented, https://python-markdown.github.io/#differences."""


class Original:
    """A document's lines, and which block begins on each."""

    def __init__(self, lines: Sequence[str], document: Section) -> None:
        self.lines = lines
        self._definitions = definition_lines("\n".join(lines))
        self._starts: dict[int, Piece | None] = {}
        for section in document.walk():
            self._starts[section.first] = None
            for piece, before in zip(section.pieces, [None, *section.pieces], strict=False):
                goes_on = before is not None and (before.kind, piece.kind) == ("header", "row")
                if not goes_on and (
                    before is None or before.kind != piece.kind or piece.kind in {"other", "break"}
                ):
                    self._starts[piece.first] = None
        self._ancestors: dict[int, tuple[int, ...]] = {}
        """Of each line of a list's item, the first lines of the items that it is nested in, its own last."""
        for section in document.walk():
            above: tuple[int, ...] = ()
            for piece in section.pieces:
                above = (*above[: piece.depth], piece.first) if piece.kind == "item" else ()
                self._ancestors |= {number: above for number in piece.lines if above}

    def text(self, numbers: Iterable[int], shift: int = 0) -> str:
        """Return lines as Markdown, headings `shift` levels deeper, without breaks at the edges."""
        found: list[str] = []
        previous = -1
        held = set(numbers)
        for number in sorted(held):
            apart = previous >= 0 and (number in self._starts or number != previous + 1)
            if apart and found and found[-1].strip():
                found.append("")
            found.append(self._indented(number, _shifted(self.lines[number], shift), held))
            previous = number
        while found and (not found[0].strip() or _BREAK.match(found[0])):
            del found[0]
        while found and (not found[-1].strip() or _BREAK.match(found[-1])):
            del found[-1]
        return "\n".join(found)

    def definitions_for(self, text: str) -> set[int]:
        """Return the numbers of the lines that define the links which a text refers to by a label."""
        labels = {normalizeReference(label) for label in re.findall(r"\[([^\[\]]+)\]", text)}
        return {number for label in labels & self._definitions.keys() for number in self._definitions[label]}

    def _indented(self, number: int, line: str, held: set[int]) -> str:
        """Indent a line of a list below those items that are held as well: without them it would become code."""
        *above, own = self._ancestors.get(number, (number,))
        if not line.strip() or not (above or own != number):
            return line
        depth = sum(first in held for first in (*above, own) if first != number)
        return " " * _STEP * depth + line.lstrip()


def _shifted(line: str, shift: int) -> str:
    match = _HEADING.match(line)
    if not match or not shift:
        return line
    return "#" * max(1, min(6, len(match[1]) + shift)) + line[match.end() :]
