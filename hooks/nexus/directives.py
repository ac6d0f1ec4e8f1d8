"""Finds component directives in a note: HTML comments such as `<!-- nexus/skill-table { limit: 3 } -->`.

A directive stands on a line of its own. In code it stays text, because CommonMark sees no HTML there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nexus.frontmatter import FrontMatter
from nexus.markdown_text import Block, blocks
from nexus.note import Note

MARK = "<!-- nexus/"

_DIRECTIVE = re.compile(r"^(?P<indent>[ \t]*)<!--[ \t]+nexus/(?P<name>[^\s{}]*)[ \t]*(?P<options>(?:\S.*)?)-->$")


@dataclass(frozen=True, slots=True)
class Directive:
    """A component that a note asks for in one place."""

    name: str
    options: FrontMatter
    """The options as a block of YAML that knows its place in the file, not yet parsed."""
    line: int
    """Index of its line in the body, from 0."""
    indent: str
    heading_level: int
    """The level of the heading above it, or 1 where there is none."""
    column: int
    """Where the component's name begins in the line, from 1."""


def find(note: Note) -> list[Directive]:
    """Return the directives in a note's body, in order."""
    if MARK not in note.body:
        return []
    found = []
    level = 1
    lines = note.body.split("\n")
    for block in blocks(note.body):
        if block.kind == "heading":
            level = block.level
            continue
        for index in _comment_lines(lines, block):
            match = _DIRECTIVE.match(lines[index].rstrip(" \t"))
            if match:
                found.append(_directive(note, match, index, level))
    return found


def _comment_lines(lines: list[str], block: Block) -> range:
    """The lines of an HTML block on which a comment of one line can stand.

    A block that a comment opens ends with it (CommonMark 0.31, HTML blocks, condition 2); in `<pre>` and its
    like everything is text.
    """
    start = lines[block.first].lstrip().lower()
    if start.startswith(("<pre", "<script", "<style", "<textarea")):
        return range(0)
    return range(block.first, block.first + 1 if start.startswith("<!--") else block.end)


def _directive(note: Note, match: re.Match[str], index: int, level: int) -> Directive:
    options = FrontMatter(
        note.path,
        match["options"].rstrip(),
        first_line=note.body_line + index,
        first_column=match.start("options") + 1,
        whole_line=match.string,
    )
    return Directive(match["name"], options, index, match["indent"], level, match.start("name") + 1)
