"""The older versions of the front matter's fields: what changed with each, as data.

Version 0 is what such notes are usually begun with, before they know this portfolio's fields: `tech_stack`,
`summary`, `created` and `updated`, `lessons`, a status of "done".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 1
"""The version of the fields that `fields.py` declares."""

_EVERY = frozenset({"project", "learning", "challenge", "resource", "page"})
_PROJECT = frozenset({"project"})
_STATUS = {
    "done": "completed",
    "complete": "completed",
    "finished": "completed",
    "wip": "in-progress",
    "ongoing": "in-progress",
    "in progress": "in-progress",
    "in_progress": "in-progress",
    "todo": "planned",
    "idea": "planned",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a newer version makes of one field of a note."""

    field: str
    """Its name in the note."""
    name: str
    """Its newer name; the same where only its value changed."""
    value: Any
    """Its newer value; the same where only its name changed."""
    absorbs: str = ""
    """Another field of the note that becomes a part of it, and goes."""
    obstacle: str = ""
    """Why only the author can make the change."""

    def __str__(self) -> str:
        if self.field == self.name:
            return f"'{self.field}' has an older value: it is '{self.value}' today"
        both = f"'{self.field}' and '{self.absorbs}' are" if self.absorbs else f"'{self.field}' is"
        return f"{both} '{self.name}' today"


@dataclass(frozen=True, slots=True)
class _Renamed:
    old: str
    new: str
    kinds: frozenset[str]
    is_list: bool | None = None
    """Whether the newer field is a list; None where both versions have the same shape."""


_RENAMED = (
    _Renamed("summary", "description", _EVERY),
    _Renamed("tech", "technologies", _PROJECT, is_list=True),
    _Renamed("tech_stack", "technologies", _PROJECT, is_list=True),
    _Renamed("stack", "technologies", _PROJECT, is_list=True),
    _Renamed("github", "repo", frozenset({"project", "learning"})),
    _Renamed("live", "demo", _PROJECT),
    _Renamed("lesson", "key_learning", frozenset({"challenge"}), is_list=False),
    _Renamed("lessons", "key_learning", frozenset({"challenge"}), is_list=False),
)

NAMES = frozenset(renamed.old for renamed in _RENAMED) | {"created", "updated"}
"""Every name that an older version had and the newest has not."""


def changes(fields: Mapping[str, Any], kind: str) -> Iterator[Change]:
    """Yield what is to be changed in a note of a kind, so that its fields are those of the newest version.

    A field whose newer name is taken stays as it is: which of the two is meant, only the author knows.
    """
    taken = set(fields)
    for renamed in _RENAMED:
        if renamed.old in fields and kind in renamed.kinds and renamed.new not in taken:
            taken.add(renamed.new)
            value = _shaped(fields[renamed.old], is_list=renamed.is_list)
            several = renamed.is_list is False and isinstance(value, list)
            obstacle = f"'{renamed.new}' is one sentence" if several else ""
            yield Change(renamed.old, renamed.new, value, obstacle=obstacle)
    if "created" in fields and "date" not in fields:
        created, updated = fields["created"], fields.get("updated")
        if updated is None:
            yield Change("created", "date", created)
        else:
            yield Change("created", "date", {"created": created, "updated": updated}, absorbs="updated")
    status = fields.get("status")
    if kind == "project" and isinstance(status, str) and status.strip().casefold() in _STATUS:
        yield Change("status", "status", _STATUS[status.strip().casefold()])
    if fields.get("schema_version") in range(VERSION):
        yield Change("schema_version", "schema_version", VERSION)


def _shaped(value: Any, *, is_list: bool | None) -> Any:
    """Return text between commas as the list that it means, and a list of one as what is in it."""
    if is_list and isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if is_list is False and isinstance(value, list) and len(value) == 1:
        return value[0]
    return value
