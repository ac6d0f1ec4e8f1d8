"""Which notes link to which: read from the Markdown links in their bodies, outside code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from nexus.links import resolve
from nexus.note import Note

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
_LINK = re.compile(
    r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)", re.MULTILINE
)


def targets(note: Note) -> tuple[str, ...]:
    """Return the repository paths that a note's body links to, each once, in order."""
    text = _CODE.sub("", _FENCE.sub("", note.body))
    found = (resolve(note.path, inline or reference) for inline, reference in _LINK.findall(text))
    return tuple(dict.fromkeys(path for path in found if path and path != note.path))


def backlinks(notes: Iterable[Note]) -> Mapping[str, tuple[Note, ...]]:
    """Return, for each path that is linked to, the notes that link there, in the given order."""
    found: dict[str, list[Note]] = {}
    for note in notes:
        for path in targets(note):
            found.setdefault(path, []).append(note)
    return {path: tuple(items) for path, items in found.items()}
