"""Notes as pages see those of others, which record what is read of their bodies.

The front matter of a note counts for any page, since cards, lists and skills are made of it. Its body is on the
note's own page; what is shown of it elsewhere, such as its heading or its links, is recorded when it is read. So a
build knows what an edit of a body can change, and no list has to say what pages show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any

from nexus_core.model.note import Note

RECORDED = ("text", *(name for name, value in vars(Note).items() if isinstance(value, cached_property)))
"""The text, and everything that a note keeps once it is worked out: each may be made of the text."""


class RecordedNote(Note):
    """A note that records which of its `RECORDED` attributes are read.

    Whatever else is asked of it is made of those, and of fields that don't change with its body.
    """

    def __init__(self, path: str, notes: Mapping[str, Note], reads: set[str]) -> None:
        """Stand for a note.

        Args:
            path: the path of the note.
            notes: every note by path, as they are now.
            reads: gets the name of each attribute that is read.
        """
        kept = {field.name: getattr(notes[path], field.name) for field in fields(Note) if field.name != "text"}
        vars(self).update(kept, _notes=notes, _reads=reads)


def _recorded(name: str) -> property:
    def read(note: Any) -> Any:
        note._reads.add(name)
        return getattr(note._notes[note.path], name)

    return property(read)


for _name in RECORDED:
    setattr(RecordedNote, _name, _recorded(_name))


def shown_elsewhere(note: Note, reads: Iterable[str]) -> Iterator[object]:
    """Yield what other pages than its own can show of a note: all but its body, and of that what was read.

    Two notes for which this is the same differ on their own pages at most.

    Args:
        note: the note, as it is.
        reads: the attributes that were read of any note, as `View.reads` has them.
    """
    yield note.path
    yield note.body_line
    yield note.front.source
    yield note.dates
    yield note.is_draft
    for name in sorted(reads):
        yield getattr(note, name)
