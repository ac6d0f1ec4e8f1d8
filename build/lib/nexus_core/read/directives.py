"""Finds component directives in a note: HTML comments such as `<!-- nexus/skill-table { limit: 3 } -->`.

A directive stands on a line of its own. In code and within another comment it stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nexus_core.read.markdown import comments, headings
from nexus_core.read.yaml_block import YamlBlock

MARK = "<!-- nexus/"

_DIRECTIVE = re.compile(r"^(?P<indent>[ \t]*)<!--[ \t]+nexus/(?P<name>[^\s{}]*)[ \t]*(?P<options>(?:\S.*)?)-->$")


@dataclass(frozen=True, slots=True)
class Directive:
    """A component that a note asks for in one place."""

    name: str
    options: YamlBlock
    """The options as a block of YAML that knows its place in the file, not yet parsed."""
    line: int
    """Index of its line in the body, from 0."""
    indent: str
    heading_level: int
    """The level of the heading above it, or 1 where there is none."""
    column: int
    """Where the component's name begins in the line, from 1."""


def find_directives(path: str, body: str, body_line: int) -> tuple[Directive, ...]:
    """Return the directives in the body of the note at a path, in order; the body begins on a line of the file."""
    if MARK not in body:
        return ()
    found = []
    lines = body.split("\n")
    levels = [(heading.first, heading.level) for heading in headings(body)]
    for start, end in comments(body):
        index = body.count("\n", 0, start)
        match = _DIRECTIVE.match(lines[index].rstrip(" \t"))
        if match and body[start:end] == match.string.lstrip(" \t"):
            level = next((level for line, level in reversed(levels) if line < index), 1)
            found.append(_directive(path, match, index, body_line + index, level))
    return tuple(found)


def _directive(path: str, match: re.Match[str], index: int, line: int, level: int) -> Directive:
    options = YamlBlock(
        path,
        match["options"].rstrip(),
        first_line=line,
        first_column=match.start("options") + 1,
        whole_line=match.string,
    )
    return Directive(match["name"], options, index, match["indent"], level, match.start("name") + 1)
