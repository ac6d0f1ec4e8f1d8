"""What a note is about, in words that others file it under: a feed's categories, the tags of a link's preview."""

from __future__ import annotations

from nexus_core.model.evidence import named_skills
from nexus_core.model.note import Note


def subjects(note: Note) -> tuple[str, ...]:
    """Return the skills that a note names, then its tags; each word once, regardless of case."""
    found: dict[str, str] = {}
    for word in (*named_skills(note), *(note.fields.tags or ())):
        found.setdefault(word.casefold(), word)
    return tuple(found.values())
