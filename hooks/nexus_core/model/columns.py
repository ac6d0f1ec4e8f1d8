"""What lists show, sort and choose notes by: any field of the front matter, and what is worked out of a note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.kinds import KINDS

_WORKED_OUT: Mapping[str, Callable[[Portfolio, Note], Any]] = {
    "title": lambda _, note: note.title,
    "kind": lambda _, note: note.kind.name,
    "date": lambda _, note: note.dates and note.dates.created,
    "changed": lambda _, note: note.dates and (note.dates.updated or note.dates.created),
    "skills": lambda portfolio, note: [skill.name for skill in portfolio.shown_skills(note)],
    "step": lambda portfolio, note: portfolio.step_of_note(note).name,
    "minutes": lambda _, note: note.minutes,
    "path": lambda _, note: note.path,
}


def field_names(portfolio: Portfolio) -> Mapping[str, str]:
    """Return every name that `texts` knows, by the name in lower case."""
    declared = (name for kind in KINDS for name in kind.fields.model_fields)
    given = (name for note in portfolio.notes.values() for name in note.front.fields)
    return {name.casefold(): name for name in (*given, *declared, *_WORKED_OUT)}


def texts(portfolio: Portfolio, note: Note, name: str) -> tuple[str, ...]:
    """Return a field of a note as text: one for each entry of a list, none where there is nothing to print."""
    return tuple(_as_text(each) for each in _values(portfolio, note, name))


def sort_key(portfolio: Portfolio, note: Note, name: str) -> tuple[bool, float, str] | None:
    """Return what a note is sorted by: numbers before text; None where it has no value."""
    if name == "step":
        return (False, portfolio.step_of_note(note).rank, "")
    value = next(iter(_values(portfolio, note, name)), None)
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return (False, value, "") if is_number else (True, 0, _as_text(value).casefold())


def _values(portfolio: Portfolio, note: Note, name: str) -> list[Any]:
    if name in _WORKED_OUT:
        value = _WORKED_OUT[name](portfolio, note)
    elif name in type(note.fields).model_fields:
        value = getattr(note.fields, name)
    else:
        value = (note.fields.model_extra or {}).get(name)
    values = value if isinstance(value, list | tuple) else [value]
    return [each for each in values if isinstance(each, str | int | float | dt.date) and each != ""]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.date) else " ".join(str(value).split())
