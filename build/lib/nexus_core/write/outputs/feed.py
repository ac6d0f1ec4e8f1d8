"""The dated notes that both feeds tell of: the newest first, each with what a feed reader shows of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.kinds import SECTIONS
from nexus_core.write.outputs.site import Site

LIMIT = 50
"""How many notes a feed tells of: readers keep what they have seen, so older ones are only weight."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One note as a feed tells of it."""

    address: str
    """The address of its page, which also names it: it stays what it is when the note changes."""
    title: str
    summary: str
    """Its description, or an empty string."""
    created: dt.date
    updated: dt.date | None
    categories: tuple[str, ...]

    @property
    def changed(self) -> dt.date:
        """The day on which it was last written to."""
        return self.updated or self.created


def entries(portfolio: Portfolio, site: Site) -> list[Entry]:
    """Return the newest notes of those that lists show; one without a date has no place in time."""
    dated = [note for kind in SECTIONS for note in portfolio.entries(kind) if note.dates]
    dated.sort(key=_created, reverse=True)
    return [_entry(note, site) for note in dated[:LIMIT]]


def last_change(listed: Sequence[Entry]) -> dt.date | None:
    """Return the day on which any of the entries was last written to; None where there are none."""
    return max((entry.changed for entry in listed), default=None)


def moment(day: dt.date) -> dt.datetime:
    """Return the moment that stands for a day, since feeds have no dates without a time: its first."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _created(note: Note) -> dt.date:
    return note.dates.created if note.dates else dt.date.min


def _entry(note: Note, site: Site) -> Entry:
    return Entry(
        address=site.page(note.path),
        title=note.title,
        summary=note.description,
        created=_created(note),
        updated=note.dates.updated if note.dates else None,
        categories=note.subjects,
    )
