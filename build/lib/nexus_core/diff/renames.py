"""Recognises a note that was moved or renamed: which of the notes that went is which of those that came.

The author's own word counts first (the new note has the old address as an alias), then the same text, then text of
which at least half is the same, as git has it.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from nexus_core.diff.snapshot import NoteState
from nexus_core.model.redirects import published_file
from nexus_core.read.paths import page_address

ALIKE = 0.5
"""The part of two texts that must be the same for one to be the other renamed."""
MAX_PAIRS = 10_000
"""Pairs of notes whose texts are compared; in a greater upheaval only notes that kept their names are."""
MAX_TWINS = 20
"""Notes of one name that are compared with one that went."""


def find_renames(gone: Iterable[NoteState], come: Iterable[NoteState]) -> dict[str, str]:
    """Return the new path of each note that was renamed, by its old path."""
    old, new = list(gone), list(come)
    renames: dict[str, str] = {}
    for match in (_by_alias, _by_text, _by_title, _by_name, _by_likeness):
        renames |= match(old, new)
        old = [note for note in old if note.path not in renames]
        taken = set(renames.values())
        new = [note for note in new if note.path not in taken]
    return renames


def _by_alias(old: Sequence[NoteState], new: Sequence[NoteState]) -> dict[str, str]:
    owners = {file: note.path for note in reversed(new) for file in note.old_files}
    # A note can take the place of several, of which it is the first one renamed.
    firsts = {owners.get(published_file(note.path)): note.path for note in reversed(old)}
    return {path: owner for owner, path in firsts.items() if owner}


def _by_text(old: Sequence[NoteState], new: Sequence[NoteState]) -> dict[str, str]:
    return _by_key(old, new, lambda note: (note.text or "").strip() or None)


def _by_title(old: Sequence[NoteState], new: Sequence[NoteState]) -> dict[str, str]:
    """A title says which note it is where nothing else is known of it."""
    return _by_key(old, new, lambda note: (note.kind, note.title) if note.text is None else None)


def _by_key(
    old: Sequence[NoteState], new: Sequence[NoteState], key: Callable[[NoteState], Hashable | None]
) -> dict[str, str]:
    waiting: dict[Hashable, list[str]] = {}
    for note in new:
        waiting.setdefault(key(note), []).append(note.path)
    waiting.pop(None, None)
    return {note.path: waiting[key(note)].pop(0) for note in old if waiting.get(key(note))}


def _by_name(old: Sequence[NoteState], new: Sequence[NoteState]) -> dict[str, str]:
    """A file that kept its name in another folder is looked at first, and however many there are."""
    named: dict[str, list[NoteState]] = {}
    for note in new:
        named.setdefault(_name(note), []).append(note)
    return _most_alike([(before, after) for before in old for after in named.get(_name(before), ())[:MAX_TWINS]])


def _by_likeness(old: Sequence[NoteState], new: Sequence[NoteState]) -> dict[str, str]:
    if len(old) * len(new) > MAX_PAIRS:
        return {}
    return _most_alike([(before, after) for before in old for after in new])


def _most_alike(pairs: Sequence[tuple[NoteState, NoteState]]) -> dict[str, str]:
    lines = {note.path: _lines(note) for pair in pairs for note in pair}
    scores = ((-_likeness(lines[a.path], lines[b.path]), a.path, b.path) for a, b in pairs)
    renames: dict[str, str] = {}
    taken: set[str] = set()
    for _, before, after in sorted(score for score in scores if score[0] <= -ALIKE):
        if before not in renames and after not in taken:
            renames[before] = after
            taken.add(after)
    return renames


def _name(note: NoteState) -> str:
    """Return what the note is called, which for an index is its folder's name."""
    return posixpath.basename(page_address(note.path).removesuffix("/"))


def _lines(note: NoteState) -> Counter[str]:
    text = f"{note.front}\n{note.text or ''}"
    return Counter(stripped for line in text.split("\n") if (stripped := line.strip()))


def _likeness(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    size = sum(one.values()) + sum(other.values())
    same = sum(min(count, other[line]) for line, count in one.items() if line in other)
    return 2 * same / size if size else 0.0
