"""Cuts a section on projects or challenges into the single ones: headings, rows of a table or items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nexus_core.importing import vocabulary
from nexus_core.importing.drafts import lines_of
from nexus_core.importing.outline import Piece, Section
from nexus_core.importing.records import Found, Record, read
from nexus_core.read.markdown import inline_text

_NUMBERED = re.compile(r"^(?:project|challenge|problem|issue)\s*#?\d+\s*[:.\u2013\u2014-]?\s*", re.IGNORECASE)
_NAMED = re.compile(
    r"^(?:(?:capstone |final |featured |main )?project|challenge|problem)\s*[:\u2013\u2014-]\s*", re.IGNORECASE
)
_LINKED = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<url>https?://[^)\s]+)\)")
_LEADING = re.compile(
    r"^(?:\*\*(?P<bold>[^*]+)\*\*|__(?P<under>[^_]+)__|(?P<link>\[[^\]]+\]\([^)]+\)))\s*[:\u2013\u2014-]?\s*(?P<rest>.*)$"
)


@dataclass(slots=True)
class Unit:
    """One project or challenge of the original."""

    title: str
    comment: str
    """The words that named it, with their numbering, or the header of its table."""
    record: Record
    section: Section | None = None
    """Where it is a section, for the headings in what is left of it."""
    lines: set[int] = field(default_factory=set)
    """The lines that name it."""
    address: str = ""
    """Where its name leads, if it is a link."""


def cut(section: Section, wanted: frozenset[str]) -> tuple[list[Unit], set[int]]:
    """Return the units of a section, and the lines that belong to none."""
    if vocabulary.section_kind(section.title) == "project":
        return [of_section(section, wanted)], set()
    below = [child for child in section.sections if vocabulary.field_of(child.title) not in wanted]
    if below:
        groups = [child for child in below if _is_group(child, wanted)]
        units, rest = [], lines_of(section.pieces)
        for child in section.sections:
            if child in groups:
                inner, others = cut(child, wanted)
                units += inner
                rest |= others | set(range(child.first, child.start))
            elif child in below:
                units.append(of_section(child, wanted))
            else:
                rest |= set(child.lines)
        return units, rest
    if section.sections:
        return [of_section(section, wanted)], set()
    if any(piece.kind == "row" for piece in section.pieces):
        return _of_table(section.pieces)
    return _of_list(section.pieces, wanted)


def name_of(heading: str) -> tuple[str, str]:
    """Return a thing's name without emoji and number, and the address that its name is a link to."""
    link = _LINKED.search(heading)
    words = vocabulary.clean(inline_text(heading))
    short = _NAMED.sub("", _NUMBERED.sub("", words)).strip()
    return short or words, link["url"] if link else ""


def _is_group(section: Section, wanted: frozenset[str]) -> bool:
    inner = (child for child in section.sections if vocabulary.field_of(child.title) not in wanted)
    return not section.pieces and any(child.sections for child in inner)


def of_section(section: Section, wanted: frozenset[str]) -> Unit:
    """Return a section as one unit."""
    title, address = name_of(section.heading)
    record = read(section.pieces, section.sections, wanted)
    return Unit(title, section.title, record, section, set(range(section.first, section.start)), address)


def _of_table(pieces: Sequence[Piece]) -> tuple[list[Unit], set[int]]:
    header = next((piece for piece in pieces if piece.kind == "header"), None)
    names = [vocabulary.field_of(inline_text(cell)) for cell in header.cells] if header else []
    units, rest = [], set()
    for piece in pieces:
        if piece.kind == "row" and header and any(names):
            units.append(_of_row(piece, header, names))
        elif piece is not header:
            rest |= set(piece.lines)
    if header and not units:
        rest |= set(header.lines)
    return units, rest


def _of_row(row: Piece, header: Piece, names: Sequence[str]) -> Unit:
    record = Record()
    naming = names.index("title") if "title" in names else names.index("problem") if "problem" in names else 0
    for index, cell in enumerate(row.cells):
        name = names[index] if index < len(names) else ""
        if cell and name and name != "title" and name not in record.fields:
            values = [part.strip() for part in re.split(r"<br\s*/?>", cell) if part.strip()]
            record.fields[name] = Found(inline_text(header.cells[index]), values)
        elif cell and index != naming:  # a column without a field: its line is kept, whole
            record.rest |= set(row.lines)
    title, address = name_of(row.cells[naming])
    if "problem" in record.fields and record.fields["problem"].text == title:
        del record.fields["problem"]
    comment = " | ".join(inline_text(cell) for cell in header.cells)
    return Unit(title, comment, record, None, set(row.lines) | set(header.lines), address)


def _of_list(pieces: Sequence[Piece], wanted: frozenset[str]) -> tuple[list[Unit], set[int]]:
    groups: list[list[Piece]] = []
    rest: set[int] = set()
    begun: str = ""
    for piece in pieces:
        name = _field(piece)
        names_one = name in {"problem", "title"} or (piece.kind == "item" and piece.depth == 0 and not name)
        if names_one and (not begun or (name or "item") == begun):
            begun = name or "item"
            groups.append([piece])
        elif groups and piece.kind in {"line", "item"}:
            groups[-1].append(piece)
        else:
            rest |= set(piece.lines)
    return [_of_group(group, wanted) for group in groups], rest


def _of_group(group: Sequence[Piece], wanted: frozenset[str]) -> Unit:
    head, others = group[0], group[1:]
    label = vocabulary.label(head.text)
    if _field(head) == "problem":
        record = read(group, (), wanted)
        title = name_of(record.fields["problem"].text)[0] if "problem" in record.fields else inline_text(head.text)
        return Unit(title, "", record)
    record = read(others, (), wanted)
    leading = _LEADING.match(head.text)
    heading, value = (label.words, label.value) if label else (head.text, "")
    if leading:
        heading = leading["bold"] or leading["under"] or leading["link"]
        value = leading["rest"]
    elif label and _field(head) == "title":
        heading, value = label.value, ""
    title, address = name_of(heading)
    words = label.words if label and _field(head) == "title" else inline_text(heading)
    if value and "description" not in record.fields:
        record.fields["description"] = Found("", [value], set(head.lines))
    return Unit(title, words, record, None, set(head.lines), address)


def _field(piece: Piece) -> str:
    label = vocabulary.label(piece.text) if piece.kind in {"line", "item"} else None
    return vocabulary.field_of(label.words) if label else ""
