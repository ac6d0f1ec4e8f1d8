"""Reads a Markdown document into a tree of sections whose every line is known by its number.

Lines count from 0 within this package, ends are excluded, as markdown-it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from nexus_core.importing import vocabulary
from nexus_core.read.markdown import inline_text

_PARSER = MarkdownIt("commonmark").enable("table").disable("inline")
_BOLD = re.compile(r"\s{0,3}(\*\*|__)(?P<title>(?!\s)(?:(?!\1).)+)\1\s*$")


_SENTENCE = re.compile(r"[!?:]|\.\s*$|.{71}")
"""What a bold line is that is no heading: a label, an exclamation, a sentence."""

_NEXT_LABEL = re.compile(r"\s+(?=(?:\*\*|__)[^*_:\n]{2,60}(?::(?:\*\*|__)|(?:\*\*|__)\s*:))")
"""What stands before a second label on one line."""

BOLD_LINE = 7
"""The level of a line that is bold as a whole, a heading in disguise: below every true one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a section: a line of a paragraph, an item of a list, a row of a table, or anything else."""

    kind: str
    """`line`, `item`, `header`, `row`, `break` (a thematic one) or `other`."""
    first: int
    end: int
    text: str = ""
    """The Markdown of a line or of an item's own paragraph."""
    cells: tuple[str, ...] = ()
    depth: int = 0
    """How many lists an item stands in, less one."""

    @property
    def lines(self) -> range:
        """The numbers of its lines."""
        return range(self.first, self.end)


@dataclass(slots=True, eq=False)
class Section:
    """A heading and what stands below it, up to the next heading of its level."""

    level: int
    """1 to 6; 0 for the document, 7 (`BOLD_LINE`) for a line that is bold as a whole."""
    heading: str
    """The heading's Markdown, without its marks."""
    first: int
    """The heading's first line, and the first behind it."""
    start: int
    end: int = 0
    """The first line that is no longer the section's."""
    pieces: list[Piece] = field(default_factory=list)
    """What stands above the first of its sections."""
    sections: list[Section] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's words."""
        return inline_text(self.heading)

    @property
    def lines(self) -> range:
        """The numbers of all its lines."""
        return range(self.first, self.end)

    @property
    def own_end(self) -> int:
        """The first line of its first section, or its end."""
        return self.sections[0].first if self.sections else self.end

    def walk(self) -> Iterator[Section]:
        """Yield the section and all below it, in order."""
        yield self
        for section in self.sections:
            yield from section.walk()


def read_outline(text: str) -> Section:
    """Return the document as a section of level 0."""
    lines = text.split("\n")
    document = Section(0, "", 0, 0)
    open_sections = [document]
    for node in SyntaxTreeNode(_PARSER.parse(text)).children:
        for part in _parts(node, lines):
            if isinstance(part, Section):
                while open_sections[-1].level >= part.level:
                    open_sections.pop().end = part.first
                open_sections[-1].sections.append(part)
                open_sections.append(part)
            else:
                open_sections[-1].pieces.append(part)
    for section in open_sections:
        section.end = len(lines)
    _close(document, open_sections[1:])
    return document


def definition_lines(text: str) -> dict[str, range]:
    """Return the link definitions of a document, `[label]: address`, and the lines of each."""
    environment: dict[str, Any] = {}
    _PARSER.parse(text, environment)
    return {label: range(*found["map"]) for label, found in environment.get("references", {}).items()}


def _close(document: Section, last: Sequence[Section]) -> None:
    """Give what stands behind the last thematic break to the document: it is about all of it."""
    pieces = last[-1].pieces if last else []
    index = next((index for index, piece in enumerate(pieces) if piece.kind == "break"), len(pieces))
    if index < len(pieces):
        document.pieces += pieces[index:]
        for section in last:
            section.end = pieces[index].first
        del pieces[index:]


def _parts(node: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[Piece | Section]:
    first, end = node.map or (0, 0)
    match node.type:
        case "heading":
            yield Section(int(node.tag[1]), node.children[0].content if node.children else "", first, end)
        case "paragraph":
            yield from _paragraph(first, end, lines)
        case "bullet_list" | "ordered_list":
            yield from _items(node, 0)
        case "table":
            yield from _rows(node)
        case "hr":
            yield Piece("break", first, end)
        case _:
            yield Piece("other", first, end, "\n".join(lines[first:end]))


def _paragraph(first: int, end: int, lines: Sequence[str]) -> Iterator[Piece | Section]:
    """Yield a paragraph's lines; one that is bold as a whole and not a label is a heading in disguise."""
    for number in range(first, end):
        bold = _BOLD.match(lines[number]) if number == first else None
        if bold and _SENTENCE.search(bold["title"]) is None:
            yield Section(BOLD_LINE, bold["title"], number, number + 1)
        else:
            for text in _labelled(lines[number].strip()):
                yield Piece("line", number, number + 1, text)


def _labelled(line: str) -> list[str]:
    """Cut a line before each label of a field behind the first: `**Problem:** slow **Solution:** an index`."""
    found: list[str] = []
    for part in _NEXT_LABEL.split(line):
        if found and not _is_field(part):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def _is_field(text: str) -> bool:
    label = vocabulary.label(text)
    return label is not None and bool(vocabulary.field_of(label.words))


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[Piece]:
    for item in node.children:
        first, end = item.map or (0, 0)
        paragraph = next((child for child in item.children if child.type == "paragraph"), None)
        nested = [child for child in item.children if child.type.endswith("_list")]
        others = [child for child in item.children if child is not paragraph and child not in nested]
        own_end = min((child.map[0] for child in nested if child.map), default=end)
        if paragraph is None or others:  # code or a quotation in an item: kept as it is
            yield Piece("other", first, end)
            continue
        yield from _item(paragraph.children[0].content, first, own_end, depth)
        for child in nested:
            yield from _items(child, depth + 1)


def _item(content: str, first: int, end: int, depth: int) -> Iterator[Piece]:
    """Yield an item, and each label of a field in its paragraph as one that is nested in it."""
    parts: list[tuple[int, str]] = []
    for offset, line in enumerate(content.split("\n")):
        for text in _labelled(" ".join(line.split())):
            if parts and not _is_field(text):
                parts[-1] = (parts[-1][0], f"{parts[-1][1]} {text}")
            else:
                parts.append((first + offset, text))
    for index, (number, text) in enumerate(parts):
        behind = parts[index + 1][0] if index + 1 < len(parts) else end
        yield Piece("item", number, max(behind, number + 1), text, depth=depth + bool(index))


def _rows(table: SyntaxTreeNode) -> Iterator[Piece]:
    for part in table.children:
        for row in part.children:
            first, end = row.map or part.map or (0, 0)
            cells = tuple(cell.children[0].content.strip() if cell.children else "" for cell in row.children)
            # The row of dashes below a header belongs to it.
            yield (
                Piece("header", first, end + 1, "", cells)
                if part.type == "thead"
                else Piece("row", first, end, "", cells)
            )
