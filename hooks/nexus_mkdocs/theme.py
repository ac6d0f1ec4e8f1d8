"""Checks the front matter fields that are the theme's, with the theme that MkDocs has loaded."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig

from nexus_core.model.note import Note
from nexus_core.problems.problem import Problem
from nexus_core.schema.theme_fields import unusable


def theme_problems(notes: Iterable[Note], config: MkDocsConfig) -> list[tuple[str, Problem]]:
    """Return the fields that the theme can't use, each with its problem."""
    folders = tuple(config.theme.dirs)
    known_status = set(config.extra.get("status") or {})
    found = []
    for note in notes:
        for field, value in note.front.fields.items():
            if field in type(note.fields).model_fields:
                continue
            reason = unusable(field, value, folders, known_status)
            if reason:
                code = f"unknown-{field}" if reason[0].startswith("unknown") else "wrong-type"
                found.append((field, note.front.problem((field,), code, *reason)))
    return found
