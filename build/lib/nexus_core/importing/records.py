"""Reads the fields of one project or challenge from labels, lists and small headings, whatever their shape."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from nexus_core.importing import vocabulary
from nexus_core.importing.drafts import lines_of
from nexus_core.importing.outline import Piece, Section
from nexus_core.read.markdown import inline_text

_URL = re.compile(r"https?://[^\s<>()\[\]\"']+")


@dataclass(slots=True)
class Found:
    """What one label says."""

    words: str
    """The label as the author wrote it."""
    values: list[str] = field(default_factory=list)
    """Its value, or the items of the list below it, as Markdown."""
    lines: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The values as one text without markup."""
        return " ".join(inline_text(value) for value in self.values)

    @property
    def items(self) -> list[str]:
        """The values, each without markup."""
        return [inline_text(value) for value in self.values]

    @property
    def names(self) -> list[str]:
        """The values as names of skills; empty when one of them is rather a sentence."""
        found = [name for value in self.values for name in vocabulary.names(inline_text(value))]
        return list(dict.fromkeys(found)) if all(map(vocabulary.is_name, found)) else []

    @property
    def address(self) -> str:
        """The first web address in the values, or an empty string."""
        match = _URL.search(" ".join(self.values))
        return match[0].rstrip(".,;:") if match else ""


@dataclass(slots=True)
class Record:
    """The fields of one thing, and the lines that are none of them."""

    fields: dict[str, Found] = field(default_factory=dict)
    rest: set[int] = field(default_factory=set)


def read(pieces: Sequence[Piece], sections: Sequence[Section], wanted: Collection[str]) -> Record:
    """Read the wanted fields from the pieces of a section and from the sections below it."""
    record = Record()
    _read_pieces(record, pieces, wanted)
    for section in sections:
        name = vocabulary.field_of(section.title)
        if name in wanted and name not in record.fields:
            found = Found(section.title, lines=set(range(section.first, section.start)))
            behind = _values(found, section.pieces, 0, -1)
            if found.values:
                record.fields[name] = found
                _read_pieces(record, section.pieces[behind:], wanted)
                record.rest |= {number for below in section.sections for number in below.lines}
                continue
        record.rest |= set(section.lines)
    return record


def _read_pieces(record: Record, pieces: Sequence[Piece], wanted: Collection[str]) -> None:
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        label = vocabulary.label(piece.text) if piece.kind in {"line", "item"} else None
        name = vocabulary.field_of(label.words) if label else ""
        index += 1
        if not label or name not in wanted or name in record.fields:
            record.rest |= set(piece.lines)
            continue
        found = Found(label.words, lines=set(piece.lines))
        if label.value:
            found.values.append(label.value)
            index = _continued(found, pieces, index)
        else:
            index = _values(found, pieces, index, piece.depth if piece.kind == "item" else -1)
        if found.values:
            record.fields[name] = found
        else:
            record.rest |= found.lines


def _continued(found: Found, pieces: Sequence[Piece], index: int) -> int:
    """Add the lines of the same paragraph that go on with a label's value."""
    while index < len(pieces):
        piece = pieces[index]
        if piece.kind != "line" or piece.first != pieces[index - 1].end or vocabulary.label(piece.text):
            break
        found.values[-1] += f" {piece.text}"
        found.lines |= set(piece.lines)
        index += 1
    return index


def _values(found: Found, pieces: Sequence[Piece], index: int, depth: int) -> int:
    """Add the list below a label, or else the paragraph; return the index of the piece behind it."""
    taken: list[Piece] = []
    while index < len(pieces):
        piece = pieces[index]
        first = taken[0] if taken else piece
        if piece.kind != first.kind or piece.kind not in {"line", "item"}:
            break
        if piece.kind == "item" and piece.depth <= depth:
            break
        if piece.kind == "line" and (_is_field(piece) or (taken and piece.first != taken[-1].end)):
            break
        taken.append(piece)
        index += 1
    texts = [piece.text for piece in taken]
    found.values += texts if not taken or taken[0].kind == "item" else [" ".join(texts)]
    found.lines |= lines_of(taken)
    return index


def _is_field(piece: Piece) -> bool:
    label = vocabulary.label(piece.text)
    return label is not None and bool(vocabulary.field_of(label.words))
