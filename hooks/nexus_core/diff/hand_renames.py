"""Recognises notes and folders that were renamed since the last commit without `nexus mv`: their links are dead."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator

from nexus_core.diff.renames import find_renames
from nexus_core.diff.snapshot import NoteState
from nexus_core.model.loading import Loaded
from nexus_core.model.note import Note
from nexus_core.model.redirects import published_file
from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.read.decoding import decode
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.git_revision import RevisionError, run_git
from nexus_core.read.repository import Repository, is_markdown
from nexus_core.schema.kinds import kind_of
from nexus_core.write.old_addresses import old_addresses

MAX_GONE = 100
"""Notes that may have been renamed; in a greater upheaval nothing is suggested."""


def renamed_by_hand(repository: Repository, loaded: Loaded) -> Iterator[Problem]:
    """Yield advice on each note or folder that has another path than in the last commit, and no alias for it."""
    try:
        gone = _listed(repository, "diff", "--name-only", "--diff-filter=D", "--no-renames", "--relative", "HEAD")
        if not gone or len(gone) > MAX_GONE:
            return
        committed = set(_listed(repository, "ls-tree", "-r", "--name-only", "HEAD"))
        before = [_committed(repository, path) for path in gone]
    except RevisionError:
        return
    notes = loaded.portfolio.notes
    come = [_state(note) for path, note in notes.items() if path not in committed]
    kept = {redirect.file() for redirect in old_addresses(loaded).redirects}
    found = find_renames(before, come)
    moves = {_move(repository, old, new): new for old, new in found.items() if published_file(old) not in kept}
    for (old, new), path in sorted(moves.items()):
        yield Problem(
            path=path,
            span=Span(1),
            code="renamed-note",
            message=f"{old} has become {new}, and its old address leads nowhere",
            hint=f"run 'nexus mv {old} {new}', which mends links and writes the alias",
            severity=Severity.ADVICE,
        )


def _listed(repository: Repository, *command: str) -> list[str]:
    """Return the paths of the notes that git lists."""
    run = run_git(repository.root, command[0], "-z", *command[1:], "--", *repository.top_folders)
    return [path for path in os.fsdecode(run.stdout).split("\0") if is_markdown(path)]


def _committed(repository: Repository, path: str) -> NoteState:
    text = decode(path, run_git(repository.root, "show", f"HEAD:./{path}").stdout).text
    split = split_front_matter(path, text)
    return NoteState(path, kind_of(path).name, "", {}, front=split.front.source, text=split.body)


def _state(note: Note) -> NoteState:
    return NoteState(note.path, note.kind.name, note.title, {}, front=note.front.source, text=note.text)


def _move(repository: Repository, old: str, new: str) -> tuple[str, str]:
    """Return what was renamed: the outermost folder around a note that is no longer there, or the note itself."""
    while posixpath.basename(old) == posixpath.basename(new):
        above = posixpath.dirname(old), posixpath.dirname(new)
        if "/" not in above[0] or "/" not in above[1] or (repository.root / above[0]).exists():
            break
        old, new = above
    return old, new
