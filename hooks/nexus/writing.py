"""Writes notes: the text of a new one, and files put in place whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from nexus.kinds import CHALLENGE, LEARNING, PROJECT, RESOURCE, Kind

_HEADINGS: dict[Kind, tuple[tuple[str, str], ...]] = {
    PROJECT: (
        ("How it is built", "The parts, and how they talk."),
        ("What I would do differently", "With what you know now."),
    ),
    LEARNING: (
        ("The idea", "In two sentences, to someone who doesn't know it."),
        ("The smallest example", "Code that runs."),
        ("What goes wrong", "And how to see it."),
        ("When not to use it", "What is better then."),
    ),
    CHALLENGE: (
        ("What was seen", "The symptom, as the user or the monitor saw it."),
        ("What it could have been", "The suspects."),
        ("How it was found", "The measurement that told them apart."),
        ("What was changed", "The smallest change that mended it."),
        ("How to tell that it holds", "The test or the alert that would notice."),
    ),
    RESOURCE: (("What is here", "And what to read first."),),
}
"""The headings of each kind of note, with what belongs below each, as a comment that no reader sees."""

_OWN_FIELDS: dict[Kind, tuple[str, ...]] = {
    PROJECT: ("status: in-progress", "technologies: []", "highlights: []"),
    LEARNING: (),
    CHALLENGE: ("problem:", "solution: []", "key_learning:"),
    RESOURCE: (),
}


def new_note(kind: Kind, title: str, day: dt.date, skills: Sequence[str] = ()) -> str:
    """Return the text of a new note: what is known filled in, what is to be written left empty."""
    lines = [f"title: {scalar(' '.join(title.split()))}", "description:", f"date: {day.isoformat()}"]
    lines += _OWN_FIELDS[kind]
    lines.append(f"skills: [{', '.join(scalar(name) for name in skills)}]")
    parts = ["---\n" + "\n".join(lines) + "\n---\n"]
    parts += [f"## {heading}\n\n<!-- {hint} -->\n" for heading, hint in _HEADINGS[kind]]
    return "\n".join(parts)


def scalar(text: str) -> str:
    """Return a text as a YAML scalar that reads back as the same text, quoted only where it has to be."""
    dumped = yaml.safe_dump([text], default_flow_style=True, allow_unicode=True, width=float("inf"))
    return dumped.strip()[1:-1]


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet.

    Raises:
        FileExistsError: something has that name already; it is left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path, text)
    try:
        os.link(temporary, path)  # unlike a rename, a link never replaces what is there
    finally:
        temporary.unlink()


def write_all_new(root: Path, texts: Mapping[str, str]) -> None:
    """Write files below a folder, by their paths, none of which may exist yet: all of them, or none.

    Raises:
        OSError: one can't be written; those written before it and the folders made for them are gone again.
    """
    made: list[Path] = []
    try:
        for name, text in texts.items():
            path = root / name
            _make_folders(path.parent, made)
            write_new(path, text)
            made.append(path)
    except BaseException:  # an interruption too leaves the tree as it was
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder and those around it that are missing, and note each as soon as it is there."""
    if not folder.is_dir():
        _make_folders(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def replace(path: Path, text: str) -> None:
    """Replace a file's text at once: a reader sees the old file or the new one, never half of it."""
    temporary = _temporary(path, text)
    try:
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def replace_all(texts: Mapping[Path, str]) -> None:
    """Replace the texts of files: of all of them, or of none.

    Raises:
        OSError: one can't be written; those written before it have their old texts again.
    """
    old: dict[Path, str] = {}
    try:
        for path, text in texts.items():
            before = path.read_bytes().decode("utf-8")
            replace(path, text)
            old[path] = before
    except BaseException:  # an interruption too leaves the files as they were
        for path, text in old.items():
            replace(path, text)
        raise


def _temporary(path: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    temporary = Path(name)
    temporary.chmod(path.stat().st_mode if path.exists() else 0o644)
    return temporary
