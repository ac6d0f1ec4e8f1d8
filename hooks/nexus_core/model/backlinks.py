"""Which notes link to which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nexus_core.model.note import Note


def backlinks(notes: Iterable[Note]) -> Mapping[str, tuple[Note, ...]]:
    """Return, for each path that is linked to, the notes that link there, in the given order."""
    found: dict[str, list[Note]] = {}
    for note in notes:
        for path in note.targets:
            found.setdefault(path, []).append(note)
    return {path: tuple(items) for path, items in found.items()}
